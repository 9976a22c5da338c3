package org.borderledger.ingest.sheet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;

/**
 * An OpenDocument spreadsheet (.ods), read from front to back in memory that does not grow with the file.
 *
 * <p>What it is, when it was saved and whether it can be read at all is settled on opening. Its rows come as they are
 * asked for, so a refusal may come after rows that were fine: nothing of a file is to be kept before its last row.
 */
public final class OdsWorkbook implements AutoCloseable {
    private static final String MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet";
    private static final String AN_ODS = "an OpenDocument spreadsheet (.ods)";
    private static final String META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0";
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    // The parts beside content.xml: a list of files, a page of properties.
    private static final long SMALL_PART = 4L << 20;

    private final ZipParts parts;
    private final Limits limits;
    private Optional<Instant> modified = Optional.empty();
    private Optional<Instant> created = Optional.empty();

    private OdsWorkbook(ZipParts parts, Limits limits) {
        this.parts = parts;
        this.limits = limits;
    }

    /**
     * Opens a file within the usual limits.
     *
     * @throws UnreadableFile when it is anything but a spreadsheet that can be read, with the reason
     */
    public static OdsWorkbook open(Path file) {
        return open(file, Limits.DEFAULT);
    }

    /**
     * Opens a file within limits.
     *
     * @throws UnreadableFile when it is anything but a spreadsheet that can be read, with the reason
     */
    public static OdsWorkbook open(Path file, Limits limits) {
        OdsWorkbook workbook = new OdsWorkbook(new ZipParts(file, limits, AN_ODS), limits);
        try {
            workbook.inspect();
            return workbook;
        } catch (RuntimeException refusal) {
            workbook.close();
            throw refusal;
        }
    }

    /** When the file was last saved, or where it does not say so, created; in UTC where it names no zone. */
    public Optional<Instant> modified() {
        return modified.or(() -> created);
    }

    /**
     * The rows that hold something, sheet after sheet in the order of the file, each time from the first. Hidden rows
     * are rows. A cell that is repeated is there as often; one that is covered by a merged neighbour is empty.
     *
     * <p>The iterator throws {@link UnreadableFile} where the file is damaged or goes beyond a limit.
     */
    public Iterable<Row> rows() {
        return () -> new OdsRows(parts.xml("content.xml", limits.unpackedBytes()), limits);
    }

    @Override
    public void close() {
        parts.close();
    }

    private void inspect() {
        inspectMediaType();
        if (parts.has("META-INF/manifest.xml")) {
            inspectManifest(parts.xml("META-INF/manifest.xml", SMALL_PART));
        }
        parts.require("content.xml");
        if (parts.has("meta.xml")) {
            inspectProperties(parts.xml("meta.xml", SMALL_PART));
        }
    }

    private void inspectMediaType() {
        if (!parts.has("mimetype")) {
            throw new UnreadableFile(
                    parts.has("[Content_Types].xml")
                            ? "a file of Microsoft Office (.xlsx or a relative)"
                            : "a zip without a mimetype part",
                    AN_ODS);
        }
        String mediaType;
        try (PartStream part = parts.part("mimetype", SMALL_PART)) {
            mediaType = new String(part.readNBytes(200), StandardCharsets.US_ASCII).strip();
        } catch (IOException failure) {
            throw new UnreadableFile("a mimetype part that cannot be read", AN_ODS, failure);
        }
        if (!mediaType.equals(MEDIA_TYPE)) {
            throw new UnreadableFile(
                    "a file of the type " + UnreadableFile.quote(mediaType), AN_ODS + ": " + MEDIA_TYPE);
        }
    }

    private static void inspectManifest(BoundedXml xml) {
        int event;
        while ((event = xml.next()) != XMLStreamConstants.END_DOCUMENT) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("encryption-data")) {
                throw new UnreadableFile("a spreadsheet that is encrypted with a password", AN_ODS + " without one");
            }
        }
    }

    private void inspectProperties(BoundedXml xml) {
        int event;
        while ((event = xml.next()) != XMLStreamConstants.END_DOCUMENT) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.at(DUBLIN_CORE, "date")) {
                modified = instant(xml);
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.at(META, "creation-date")) {
                created = instant(xml);
            }
        }
    }

    private static Optional<Instant> instant(BoundedXml xml) {
        StringBuilder text = new StringBuilder();
        int element = xml.depth();
        while (xml.depth() >= element) {
            if (xml.next() == XMLStreamConstants.CHARACTERS) {
                text.append(xml.characters());
            }
        }
        if (text.toString().isBlank()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor time =
                    OdsRows.DATE.parseBest(text.toString().strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime zoned
                            ? zoned.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException none) {
            throw new UnreadableFile(
                    "the date " + UnreadableFile.quote(text.toString()) + " in meta.xml",
                    "a date and time as 2026-08-21T07:37:06Z",
                    none);
        }
    }
}

package org.borderledger.ingest.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
    private static final int MOST_PARTS = 5_000;
    // The parts beside content.xml: a list of files, a page of properties.
    private static final long SMALL_PART = 4L << 20;

    private final ZipFile zip;
    private final Limits limits;
    private Optional<Instant> modified = Optional.empty();
    private Optional<Instant> created = Optional.empty();

    private OdsWorkbook(ZipFile zip, Limits limits) {
        this.zip = zip;
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
        OdsWorkbook workbook = new OdsWorkbook(unzip(file, limits), limits);
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
        return () -> new OdsRows(xml("content.xml", limits.unpackedBytes()), limits);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException ignored) {
            // It was only read: nothing is lost, and what was read is not worse for it.
        }
    }

    private static ZipFile unzip(Path file, Limits limits) {
        String start = "";
        try (InputStream bytes = Files.newInputStream(file)) {
            start = new String(bytes.readNBytes(20), StandardCharsets.ISO_8859_1);
            if (Files.size(file) > limits.packedBytes()) {
                throw new UnreadableFile(
                        "a file of " + Files.size(file) + " bytes",
                        "at most " + limits.packedBytes() + ": published sheets are far smaller; raise the limit if"
                                + " this one is meant to be so large");
            }
            if (!start.startsWith("PK")) {
                throw new UnreadableFile(
                        start.isEmpty()
                                ? "an empty file"
                                : "a file that is no zip: it begins with " + UnreadableFile.quote(start),
                        AN_ODS);
            }
            return new ZipFile(file.toFile());
        } catch (IOException failure) {
            throw new UnreadableFile(
                    start.isEmpty()
                            ? "a file that cannot be opened: " + UnreadableFile.quote(failure.toString())
                            : "a zip that is cut off or damaged: " + UnreadableFile.reason(failure),
                    AN_ODS + ", complete",
                    failure);
        }
    }

    private void inspect() {
        if (zip.size() > MOST_PARTS) {
            throw new UnreadableFile(
                    "a zip of " + zip.size() + " parts", "at most " + MOST_PARTS + ", as in " + AN_ODS);
        }
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            // Nothing is written to disk under these names; but no spreadsheet program writes them either.
            if (name.isBlank() || name.startsWith("/") || name.matches("(?s).*([\\\\\\p{Cntrl}]|(^|/)\\.\\.(/|$)).*")) {
                throw new UnreadableFile("a part with the name " + UnreadableFile.quote(name), "names as in " + AN_ODS);
            }
            // Two readers may each take another of the two: then nobody knows what was published.
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new UnreadableFile("two parts named " + UnreadableFile.quote(name), "each part once");
            }
        }
        inspectMediaType(names);
        if (names.contains("meta-inf/manifest.xml")) {
            inspectManifest(xml("META-INF/manifest.xml", SMALL_PART));
        }
        entry("content.xml");
        if (zip.getEntry("meta.xml") != null) {
            inspectProperties(xml("meta.xml", SMALL_PART));
        }
    }

    private void inspectMediaType(Set<String> names) {
        if (!names.contains("mimetype")) {
            throw new UnreadableFile(
                    names.contains("[content_types].xml")
                            ? "a file of Microsoft Office (.xlsx or a relative)"
                            : "a zip without a mimetype part",
                    AN_ODS);
        }
        String mediaType;
        try (PartStream part = part("mimetype", SMALL_PART)) {
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

    private BoundedXml xml(String name, long most) {
        return new BoundedXml(name, part(name, most));
    }

    private PartStream part(String name, long most) {
        return new PartStream(zip, entry(name), most);
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UnreadableFile("a zip without " + name, AN_ODS);
        }
        return entry;
    }
}

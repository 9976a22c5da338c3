package org.borderledger.ingest.sheet;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * A workbook of Microsoft Office (.xlsx), each sheet read from front to back.
 *
 * <p>Memory grows with one thing only, the list of texts that all sheets share, which has a bound. The reader of fastexcel
 * would take that list, and whatever a part unpacks to, without one, and does not look at checksums; so the parts are read
 * here, as those of an {@link OdsWorkbook} are.
 *
 * <p>Formulas are never evaluated: a cell is the value that was saved beside its formula. A date is the number that the
 * file holds, since only the format of the cell, which is not read, makes a date of it: {@link #day} says which day it would be.
 */
public final class XlsxWorkbook implements AutoCloseable {
    static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static final String AN_XLSX = "a workbook of Microsoft Office (.xlsx)";
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String TERMS = "http://purl.org/dc/terms/";
    private static final String FOLDER = "xl/";
    private static final String WORKBOOK = FOLDER + "workbook.xml";
    private static final String RELATIONS = FOLDER + "_rels/workbook.xml.rels";
    private static final String TEXTS = FOLDER + "sharedStrings.xml";
    private static final String PROPERTIES = "docProps/core.xml";
    /** The parts beside sheets and texts: a list of sheets, of parts, a page of properties. */
    private static final long SMALL_PART = 4L << 20;

    private static final int MOST_SHEETS = 1_000;
    private static final int NAME_CHARACTERS = 255;
    /** 32 MiB of heap; published workbooks have 30 kB. */
    private static final long MOST_CHARACTERS_SHARED = 16L << 20;

    /** Day 60 is 29 February 1900, which the calendar does not have and spreadsheet programs do. */
    private static final int FIRST_SURE_DAY = 61;

    private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 30);
    private static final LocalDate FIRST_OF_1904 = LocalDate.of(1904, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final ZipParts parts;
    private final Limits limits;
    private boolean countsFrom1904;
    private final Map<String, String> partBySheet = new LinkedHashMap<>();
    private @Nullable List<String> texts;

    private XlsxWorkbook(ZipParts parts, Limits limits) {
        this.parts = parts;
        this.limits = limits;
    }

    /**
     * Opens a file within the usual limits.
     *
     * @throws UnreadableFile when it is anything but a workbook that can be read, with the reason
     */
    public static XlsxWorkbook open(Path file) {
        return open(file, Limits.DEFAULT);
    }

    /**
     * Opens a file within limits.
     *
     * @throws UnreadableFile when it is anything but a workbook that can be read, with the reason
     */
    public static XlsxWorkbook open(Path file, Limits limits) {
        var workbook = new XlsxWorkbook(new ZipParts(file, limits, AN_XLSX), limits);
        try {
            workbook.inspect();
            return workbook;
        } catch (RuntimeException refusal) {
            workbook.close();
            throw refusal;
        }
    }

    /** The names of the sheets in the order of the file; hidden ones too. */
    public Set<String> sheets() {
        return Collections.unmodifiableSet(partBySheet.keySet());
    }

    /**
     * The rows of a sheet that hold something, each time from the first. Hidden rows are rows.
     *
     * <p>The iterator throws {@link UnreadableFile} where the file is damaged or goes beyond a limit.
     */
    public Iterable<Row> rows(String sheet) {
        String part = partBySheet.get(sheet);
        if (part == null) {
            throw new IllegalArgumentException("no sheet " + sheet + " among " + partBySheet.keySet());
        }
        List<String> shared = texts == null ? readTexts() : texts;
        texts = shared;
        return () -> new XlsxRows(sheet, parts.xml(part, limits.unpackedBytes()), shared, limits);
    }

    /** When the file was last saved, as it says itself. */
    public Optional<Instant> modified() {
        if (!parts.has(PROPERTIES)) {
            return Optional.empty();
        }
        BoundedXml xml = parts.xml(PROPERTIES, SMALL_PART);
        int event;
        while ((event = xml.next()) != XMLStreamConstants.END_DOCUMENT) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.at(TERMS, "modified")) {
                String text = text(xml, limits.cellCharacters()).strip();
                try {
                    return Optional.of(OffsetDateTime.parse(text).toInstant());
                } catch (DateTimeException none) {
                    throw new UnreadableFile(
                            "the date " + UnreadableFile.quote(text) + " in " + PROPERTIES,
                            "a date and time as 2023-11-30T11:48:33Z",
                            none);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The day that a number means where its cell is formatted as a date. Days are counted from 1900, or from 1904 where the
     * workbook says so (ECMA-376, part 1, 18.17.4.1). Empty for a number with a time of day, for one beyond the year 9999,
     * and for the first 60 days of 1900, which spreadsheet programs count wrongly.
     */
    public Optional<LocalDate> day(Cell.Number serial) {
        LocalDate zero = countsFrom1904 ? FIRST_OF_1904 : BEFORE_1900;
        BigDecimal first = BigDecimal.valueOf(countsFrom1904 ? 0 : FIRST_SURE_DAY);
        BigDecimal last = BigDecimal.valueOf(LAST_DAY.toEpochDay() - zero.toEpochDay());
        BigDecimal days = serial.value();
        return days.compareTo(first) < 0
                        || days.compareTo(last) > 0
                        || days.stripTrailingZeros().scale() > 0
                ? Optional.empty()
                : Optional.of(zero.plusDays(days.longValue()));
    }

    @Override
    public void close() {
        parts.close();
    }

    private void inspect() {
        if (!parts.has("[Content_Types].xml")) {
            throw new UnreadableFile("a zip without [Content_Types].xml", AN_XLSX);
        }
        Map<String, String> targets = new HashMap<>();
        BoundedXml relations = parts.xml(RELATIONS, SMALL_PART);
        while (relations.next() != XMLStreamConstants.END_DOCUMENT) {
            if (relations.isStart() && relations.at(PACKAGE, "Relationship")) {
                targets.put(
                        String.valueOf(relations.attribute("", "Id")),
                        String.valueOf(relations.attribute("", "Target")));
            }
        }
        BoundedXml workbook = parts.xml(WORKBOOK, SMALL_PART);
        while (workbook.next() != XMLStreamConstants.END_DOCUMENT) {
            if (workbook.isStart() && workbook.at(SHEET, "sheet")) {
                add(workbook.attribute("", "name"), targets.get(String.valueOf(workbook.attribute(RELATION, "id"))));
            } else if (workbook.isStart() && workbook.at(SHEET, "workbookPr")) {
                String from1904 = String.valueOf(workbook.attribute("", "date1904"));
                countsFrom1904 = from1904.equals("1") || from1904.equals("true");
            }
        }
        if (partBySheet.isEmpty()) {
            throw new UnreadableFile("a workbook without a sheet", AN_XLSX + " with at least one");
        }
    }

    private void add(@Nullable String name, @Nullable String target) {
        if (name == null
                || name.isBlank()
                || name.length() > NAME_CHARACTERS
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableFile(
                    "a sheet named " + UnreadableFile.quote(name),
                    "a name of 1 to " + NAME_CHARACTERS + " characters on one line, since figures are located by it");
        }
        if (target == null) {
            throw new UnreadableFile("a sheet " + UnreadableFile.quote(name) + " without a part", AN_XLSX);
        }
        String part = target.startsWith("/") ? target.substring(1) : FOLDER + target;
        if (partBySheet.put(name, part) != null || partBySheet.size() > MOST_SHEETS) {
            throw new UnreadableFile(
                    partBySheet.size() > MOST_SHEETS
                            ? "more than " + MOST_SHEETS + " sheets"
                            : "two sheets named " + UnreadableFile.quote(name),
                    "at most " + MOST_SHEETS + " sheets, each with a name of its own, since figures are located by it");
        }
    }

    /** The texts that cells refer to by their place. */
    private List<String> readTexts() {
        List<String> read = new ArrayList<>();
        if (!parts.has(TEXTS)) {
            return read;
        }
        long characters = 0;
        BoundedXml xml = parts.xml(TEXTS, limits.unpackedBytes());
        while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
            if (xml.isStart() && xml.at(SHEET, "si")) {
                String text = words(xml, limits.cellCharacters());
                read.add(text);
                characters += text.length();
                if (characters > MOST_CHARACTERS_SHARED || read.size() > limits.rows()) {
                    throw new UnreadableFile(
                            TEXTS + " of more than " + MOST_CHARACTERS_SHARED + " characters or " + limits.rows()
                                    + " texts",
                            "at most that, since it is held in memory whole");
                }
            }
        }
        return read;
    }

    /** The words of the text that has just begun: of all its pieces, without the reading aids of East Asian names. */
    static String words(BoundedXml xml, int most) {
        var words = new StringBuilder();
        int parent = xml.depth();
        while (xml.depth() >= parent) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.at(SHEET, "t")) {
                words.append(text(xml, most - words.length()));
            } else if (!xml.at(SHEET, "r")) {
                xml.skip();
            }
        }
        return words.toString();
    }

    /** The text of the element that has just begun. */
    static String text(BoundedXml xml, int most) {
        var text = new StringBuilder();
        int element = xml.depth();
        while (xml.depth() >= element) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    CharSequence characters = xml.characters();
                    if (text.length() + characters.length() > most) {
                        throw new UnreadableFile(
                                "a cell of too many characters",
                                "at most 32,767, which is what spreadsheet programs allow; longer text belongs in a"
                                        + " document");
                    }
                    text.append(characters);
                }
                default -> {} // the end, comments and processing instructions
            }
        }
        return text.toString();
    }
}

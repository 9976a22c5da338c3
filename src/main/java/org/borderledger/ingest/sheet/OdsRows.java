package org.borderledger.ingest.sheet;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** The rows of an OpenDocument spreadsheet's content.xml, one at a time. */
final class OdsRows implements Iterator<Row> {
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String SHEETS_END = "a sheet of at most 1,048,576 rows and 16,384 columns (A to XFD)";
    private static final int LAST_ROW = 1_048_576;
    private static final int COLUMNS = 16_384;
    private static final int ROW_CHARACTERS = 1 << 20;
    private static final int SHEETS = 1_000;
    private static final int NAME_CHARACTERS = 255;
    private static final int NUMBER_DIGITS = 400;

    /** A date, with a time or without, with a zone or without; strict, so that 30 February is refused. */
    static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private final BoundedXml xml;
    private final CellText text;
    private final Limits limits;
    private final Set<String> sheets = new HashSet<>();

    private @Nullable String sheet;
    private List<Cell> cells = List.of();
    // The number of the row to give out next, how many more like it follow, and where the row after those stands.
    private int number;
    private int left;
    private long next;
    private long given;
    private long expanded;
    private boolean insideRow;
    private boolean spreadsheet;
    private boolean ended;

    OdsRows(BoundedXml xml, Limits limits) {
        this.xml = xml;
        this.text = new CellText(xml, limits.cellCharacters());
        this.limits = limits;
    }

    @Override
    public boolean hasNext() {
        try {
            while (left == 0 && !ended) {
                advance();
            }
        } catch (UnreadableFile refusal) {
            throw sheet == null ? refusal : refusal.at(sheet, insideRow ? (int) Math.min(next, Integer.MAX_VALUE) : 0);
        }
        return left > 0;
    }

    @Override
    public Row next() {
        if (!hasNext() || sheet == null) {
            throw new NoSuchElementException();
        }
        left--;
        return new Row(sheet, number++, cells);
    }

    private void advance() {
        switch (xml.next()) {
            case XMLStreamConstants.START_ELEMENT -> begin();
            case XMLStreamConstants.END_ELEMENT -> sheet = xml.depth() < 4 ? null : sheet;
            case XMLStreamConstants.END_DOCUMENT -> {
                if (!spreadsheet) {
                    throw new UnreadableFile("a content.xml without a spreadsheet", "an OpenDocument spreadsheet");
                }
                ended = true;
            }
            default -> {} // white space and comments between the elements
        }
    }

    /** Enters what leads to rows, and passes over everything else: styles, shapes, forms, tracked changes. */
    private void begin() {
        boolean enter = switch (xml.depth()) {
            case 1 -> xml.at(OFFICE, "document-content");
            case 2 -> xml.at(OFFICE, "body");
            case 3 -> xml.at(OFFICE, "spreadsheet");
            case 4 -> xml.at(TABLE, "table");
            default ->
                xml.at(TABLE, "table-row-group") || xml.at(TABLE, "table-header-rows") || xml.at(TABLE, "table-rows");
        };
        spreadsheet |= enter && xml.depth() == 3;
        if (enter && xml.depth() == 4) {
            beginSheet(xml.attribute(TABLE, "name"));
        } else if (xml.depth() > 4 && xml.at(TABLE, "table-row")) {
            readRow();
        } else if (!enter) {
            xml.skip();
        }
    }

    private void beginSheet(@Nullable String name) {
        if (name == null
                || name.isBlank()
                || name.length() > NAME_CHARACTERS
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableFile(
                    "a sheet named " + UnreadableFile.quote(name),
                    "a name of 1 to " + NAME_CHARACTERS + " characters on one line, since figures are located by it");
        }
        if (!sheets.add(name) || sheets.size() > SHEETS) {
            throw new UnreadableFile(
                    sheets.size() > SHEETS
                            ? "more than " + SHEETS + " sheets"
                            : "two sheets named " + UnreadableFile.quote(name),
                    "at most " + SHEETS + " sheets, each with a name of its own, since figures are located by it");
        }
        sheet = name;
        next = 1;
    }

    private void readRow() {
        insideRow = true;
        int repeats = count(xml.attribute(TABLE, "number-rows-repeated"), 1);
        List<Cell> read = new ArrayList<>();
        // Long, as are the sums below: an empty cell may be said to repeat a thousand million times, often.
        long empties = 0;
        long shown = 0;
        long characters = 0;
        int row = xml.depth();
        while (xml.nextChild(row)) {
            boolean covered = xml.at(TABLE, "covered-table-cell");
            if (!covered && !xml.at(TABLE, "table-cell")) {
                xml.skip();
                continue;
            }
            int times = count(xml.attribute(TABLE, "number-columns-repeated"), 1);
            Cell cell = covered ? covered() : readCell(read.size() + empties);
            if (cell instanceof Cell.Empty) {
                empties += times;
                continue;
            }
            if (read.size() + empties + times > COLUMNS) {
                throw new UnreadableFile("a value beyond column XFD", SHEETS_END);
            }
            read.addAll(Collections.nCopies((int) empties, Cell.EMPTY));
            read.addAll(Collections.nCopies(times, cell));
            empties = 0;
            characters += cell.text().length();
            shown += (long) cell.text().length() * times;
            if (characters > ROW_CHARACTERS) {
                throw new UnreadableFile(
                        "a row of more than " + ROW_CHARACTERS + " characters",
                        "at most that, since a row is held in memory whole");
            }
        }
        if (!read.isEmpty()) {
            offer(List.copyOf(read), repeats, shown + read.size());
        }
        next += repeats;
        insideRow = false;
    }

    private void offer(List<Cell> read, int repeats, long size) {
        if (next + repeats - 1 > LAST_ROW) {
            throw new UnreadableFile("a value below row " + LAST_ROW, SHEETS_END);
        }
        if (given + repeats > limits.rows()) {
            throw new UnreadableFile(
                    "more than " + limits.rows() + " rows that hold something",
                    "at most that in one file: " + Limits.SPLIT);
        }
        expanded += size * repeats;
        if (expanded > limits.unpackedBytes()) {
            throw new UnreadableFile(
                    "rows that come to more than " + limits.unpackedBytes() + " characters with all their repetitions",
                    "at most that: a file that grows so much is a mistake or an attack; if it is neither, "
                            + Limits.SPLIT);
        }
        cells = read;
        number = (int) next;
        left = repeats;
        given += repeats;
    }

    private Cell covered() {
        xml.skip();
        return Cell.EMPTY;
    }

    private Cell readCell(long column) {
        String type = Objects.requireNonNullElse(xml.attribute(OFFICE, "value-type"), "");
        // The attribute bears the name of the type, but for the types that are numbers.
        String value = switch (type) {
            case "float", "percentage", "currency" -> xml.attribute(OFFICE, "value");
            case "date", "time", "boolean", "string" -> xml.attribute(OFFICE, type + "-value");
            default -> null;
        };
        if (value != null && value.length() > limits.cellCharacters()) {
            throw contradiction(column, "a value of " + value.length() + " characters", "no more than a cell can show");
        }
        String seen = text.read();
        return switch (type) {
            case "float", "percentage", "currency" -> number(value, seen, column);
            case "date" -> date(value, seen, column);
            // A type that a later standard may add, or none: what is seen is all there is.
            default -> {
                String words = seen.isEmpty() && value != null ? value : seen;
                yield words.isEmpty() ? Cell.EMPTY : new Cell.Text(words);
            }
        };
    }

    private static Cell number(@Nullable String value, String seen, long column) {
        try {
            BigDecimal number = new BigDecimal(value == null ? "" : value.strip());
            // 1E999999999 is one byte here and a gigabyte as soon as somebody writes it out.
            if (Math.max(number.precision(), Math.abs((long) number.scale())) <= NUMBER_DIGITS) {
                return new Cell.Number(number, seen.isEmpty() ? number.toPlainString() : seen);
            }
        } catch (NumberFormatException none) {
            // refused below, as is a number too long
        }
        throw contradiction(
                column,
                "the number " + UnreadableFile.quote(value),
                "a number of at most " + NUMBER_DIGITS + " digits");
    }

    private static Cell date(@Nullable String value, String seen, long column) {
        try {
            TemporalAccessor date =
                    DATE.parseBest(value == null ? "" : value.strip(), LocalDateTime::from, LocalDate::from);
            return switch (date) {
                case LocalDateTime moment
                when !moment.toLocalTime().equals(LocalTime.MIDNIGHT) ->
                    new Cell.Moment(moment, seen.isEmpty() ? moment.toString() : seen);
                default -> {
                    LocalDate day = LocalDate.from(date);
                    yield new Cell.Day(day, seen.isEmpty() ? day.toString() : seen);
                }
            };
        } catch (DateTimeException none) {
            throw contradiction(
                    column, "the date " + UnreadableFile.quote(value), "a date as 2026-08-21 or 2026-08-21T09:30:00");
        }
    }

    private static UnreadableFile contradiction(long column, String found, String expected) {
        return new UnreadableFile(found + " in column " + Row.letters((int) Math.min(column, COLUMNS)), expected);
    }

    /** How often something is there: a whole number, however large; once where nothing is said. */
    static int count(@Nullable String said, int least) {
        if (said == null) {
            return 1;
        }
        // A thousand million is beyond every limit, and still a number whose sums fit.
        int count = said.matches("[0-9]{1,9}") ? Integer.parseInt(said) : said.matches("[0-9]+") ? 1_000_000_000 : -1;
        if (count < least) {
            throw new UnreadableFile(
                    "something repeated " + UnreadableFile.quote(said) + " times", "a whole number from " + least);
        }
        return count;
    }
}

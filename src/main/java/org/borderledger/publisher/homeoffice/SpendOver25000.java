package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The Home Office's monthly lists of payments over £25,000: a table of text with a line for each payment, whose headers,
 * encodings, dates and amounts changed from month to month.
 *
 * <p>A line is a figure. Its period is that of the list, which is the month of most of its dates, because a list is what the
 * department says of a month: a payment that it lists late stands in the list it stands in, with its own date in {@code
 * paidOn}. So a list is the whole of its month, and its total is that of the month.
 *
 * <p>A payment is known by its transaction number. Lines of one transaction are numbered in their order, since two payments
 * may look alike (API rule 13).
 */
public final class SpendOver25000 implements Importer {
    static final String FORMAT = "home-office-spend-over-25000";

    private static final String SERIES = "uk-home-office-spend-over-25000";
    private static final String PAGE = "https://www.gov.uk/government/collections/home-office-spending-over-25000";
    private static final String NOT_STATED = "not-stated";
    /** What is no line of payments ends sooner. */
    private static final int HEADERS_AT_MOST = 20;
    /** A month with fewer of a list's lines has late ones; with more, the list is of several months. */
    private static final double SHARE_OF_A_MONTH = 0.1;
    /** In the list held that has the fewest, 96 of a hundred dates are of its month. */
    private static final double SHARE_OF_A_LIST = 0.5;
    /** In no list in its right order do more lines name the paying body where the type of expense belongs. */
    private static final double SHARE_OF_SWAPPED = 0.05;
    /** What other departments publish in the same columns is theirs. */
    private static final String DEPARTMENT = "Home Office";

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    /** Lists of payments are of this century; another year is a slip of a hand, such as 0212. */
    private static final int FIRST_YEAR = 2000;

    private static final int LAST_YEAR = 2100;

    private static final Pattern DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
    private static final Pattern DATE_AND_TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T00:00:00");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.UK).withResolverStyle(ResolverStyle.STRICT);
    /** Pounds with or without pence, commas at every third digit or none, and a minus in front of the sign or behind. */
    private static final Pattern AMOUNT =
            Pattern.compile("(-?)£? ?(-?)([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(\\.[0-9]{1,10})?");
    /** A number that went through a spreadsheet as a decimal. */
    private static final Pattern WHOLE = Pattern.compile("([0-9]+)\\.0+");
    /** A number of which a spreadsheet kept the first digits alone. */
    private static final Pattern CUT = Pattern.compile("[0-9.]+[eE]\\+[0-9]+");

    /** What becomes a code, or part of a key. */
    private static final List<Field> NAMES =
            List.of(Field.ENTITY, Field.TYPE, Field.AREA, Field.SUPPLIER, Field.TRANSACTION);

    /** What a line says. */
    private enum Field {
        DEPARTMENT("department family|department"),
        ENTITY("entity"),
        DATE("date"),
        TYPE("expense type"),
        AREA("expense area"),
        SUPPLIER("supplier name|supplier"),
        TRANSACTION("transaction number"),
        AMOUNT("spend|amount"),
        VAT("vat registration number");

        /** Its spellings, with a bar between them. */
        private final String headers;

        Field(String headers) {
            this.headers = headers;
        }

        private List<String> spellings() {
            return List.of(headers.split("\\|", -1));
        }

        String header() {
            return spellings().getFirst();
        }

        /** The field of a header; neither case nor padding, nor what a hand left behind it, makes it another. */
        static Optional<Field> of(String header) {
            String words = header.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            for (Field field : values()) {
                if (field.spellings().contains(words)
                        || (field == DEPARTMENT && words.startsWith("department family "))) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }

        boolean isNeeded() {
            return this != TRANSACTION && this != VAT;
        }
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        try (CsvTable table = CsvTable.openWestern(file.path())) {
            for (Row row : table.rows()) {
                return columns(row)
                        .keySet()
                        .containsAll(List.of(Field.ENTITY, Field.DATE, Field.TYPE, Field.AREA, Field.SUPPLIER));
            }
            return false;
        }
    }

    private static Map<Field, Integer> columns(Row header) {
        Map<Field, Integer> columns = new EnumMap<>(Field.class);
        for (int column = 0; column < Math.min(HEADERS_AT_MOST, header.cells().size()); column++) {
            int place = column;
            Field.of(header.cell(column).text()).ifPresent(field -> columns.putIfAbsent(field, place));
        }
        return columns;
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "Home Office",
                "Home Office: spending over £25,000",
                ReleaseKind.MANAGEMENT_INFORMATION,
                PAGE,
                "OGL-UK-3.0"));
        Outline outline = Outline.of(file);
        Period period = outline.period(file, attempt);
        if (period == null) {
            return;
        }
        try (CsvTable table = CsvTable.openWestern(file.path())) {
            if (!table.charset().equals(StandardCharsets.UTF_8)) {
                attempt.note(
                        file.name(),
                        "bytes that are not UTF-8",
                        "UTF-8",
                        "read as " + table.charset().name());
            }
            Lines lines = null;
            for (Row row : attempt.rows(table.rows())) {
                if (lines != null) {
                    lines.offer(row);
                    continue;
                }
                attempt.passOver();
                Map<Field, Integer> columns = columns(row);
                checkHeader(row, columns, attempt);
                if (outline.isSwapped()) {
                    attempt.warning(
                            row.at(columns.getOrDefault(Field.TYPE, 0)),
                            outline.typesThatAreEntities + " lines that name the paying body as their type of expense",
                            "a type such as IT Run Cost, as in all other lists",
                            "the columns Expense Type and Expense Area are read in each other's place");
                    Integer type = columns.get(Field.TYPE);
                    Integer area = columns.get(Field.AREA);
                    if (type != null && area != null) {
                        columns.put(Field.TYPE, area);
                        columns.put(Field.AREA, type);
                    }
                }
                lines = new Lines(attempt, columns, period);
            }
            if (lines != null) {
                lines.finish(file);
            }
        }
        attempt.coversCompletely(SERIES, period.start(), period.end());
    }

    private static void checkHeader(Row header, Map<Field, Integer> columns, Attempt attempt) {
        for (int column = 0; column < header.cells().size(); column++) {
            String words = header.cell(column).text().strip();
            Optional<Field> field = Field.of(words);
            if (words.isEmpty() || (field.isPresent() && Objects.equals(columns.get(field.get()), column))) {
                continue;
            }
            String expected = "a header that lists of payments have";
            if (field.isPresent()) {
                expected = columns.containsKey(field.get())
                        ? "each column once"
                        : "the headers of a list in its first " + HEADERS_AT_MOST + " columns";
            }
            attempt.error(header.at(column), quote(header.cell(column)), expected);
        }
        for (Field field : Field.values()) {
            if (field.isNeeded() && !columns.containsKey(field)) {
                attempt.error(header.at(0), "no column " + field.header(), "one, as every list has");
            }
        }
        if (!columns.containsKey(Field.TRANSACTION)) {
            attempt.warning(
                    header.at(0),
                    "no column " + Field.TRANSACTION.header(),
                    "one, by which payments are told apart",
                    "the lines are told apart by their order alone");
        }
        if (columns.containsKey(Field.VAT)) {
            attempt.note(
                    header.at(columns.get(Field.VAT)),
                    "a column of VAT registration numbers",
                    "none",
                    "it is not kept");
        }
    }

    private static String text(Row row, Map<Field, Integer> columns, Field field) {
        Integer column = columns.get(field);
        return column == null ? "" : row.cell(column).text().strip();
    }

    private static Optional<LocalDate> day(String text) {
        Matcher dateAndTime = DATE_AND_TIME.matcher(text);
        try {
            LocalDate day = null;
            if (dateAndTime.matches()) {
                day = LocalDate.parse(dateAndTime.group(1));
            } else if (DATE.matcher(text).matches()) {
                day = LocalDate.parse(text, DAY);
            }
            return Optional.ofNullable(day).filter(each -> each.getYear() >= FIRST_YEAR && each.getYear() <= LAST_YEAR);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** What the lines of a file say together, before any of them is read: of which month they are, in which order. */
    private static final class Outline {
        private final TreeMap<YearMonth, Integer> months = new TreeMap<>();
        private final TreeMap<YearMonth, LocalDate> lastDays = new TreeMap<>();
        private long dates;
        private long rows;
        private long typesThatAreEntities;
        private long areasThatAreEntities;

        static Outline of(SourceFile file) {
            var outline = new Outline();
            try (CsvTable table = CsvTable.openWestern(file.path())) {
                Map<Field, Integer> columns = null;
                for (Row row : table.rows()) {
                    if (columns == null) {
                        columns = columns(row);
                    } else {
                        outline.add(row, columns);
                    }
                }
            }
            return outline;
        }

        private void add(Row row, Map<Field, Integer> columns) {
            rows++;
            day(text(row, columns, Field.DATE)).ifPresent(day -> {
                dates++;
                months.merge(YearMonth.from(day), 1, Integer::sum);
                lastDays.merge(YearMonth.from(day), day, (one, other) -> one.isAfter(other) ? one : other);
            });
            String entity = text(row, columns, Field.ENTITY);
            if (!entity.isEmpty()) {
                typesThatAreEntities += entity.equalsIgnoreCase(text(row, columns, Field.TYPE)) ? 1 : 0;
                areasThatAreEntities += entity.equalsIgnoreCase(text(row, columns, Field.AREA)) ? 1 : 0;
            }
        }

        boolean isSwapped() {
            return typesThatAreEntities > areasThatAreEntities && typesThatAreEntities > SHARE_OF_SWAPPED * dates;
        }

        /** The month of most dates, or of some that follow one another their span; null where there is neither. */
        @Nullable Period period(SourceFile file, Attempt attempt) {
            if (dates == 0) {
                attempt.error(
                        file.name(),
                        rows == 0 ? "no lines" : "no date in any of " + rows + " lines",
                        "payments with dates as 30/04/2014");
                return null;
            }
            List<YearMonth> listed = new ArrayList<>();
            long ofListed = 0;
            for (Map.Entry<YearMonth, Integer> month : months.entrySet()) {
                if (month.getValue() >= SHARE_OF_A_MONTH * dates) {
                    listed.add(month.getKey());
                    ofListed += month.getValue();
                }
            }
            if (ofListed <= SHARE_OF_A_LIST * dates) {
                attempt.error(
                        file.name(),
                        "no month that most dates are of: " + dates + " dates in " + months.size() + " months from "
                                + months.firstKey() + " to " + months.lastKey(),
                        "more than half of the dates in one month, or in some in a row with a tenth each");
                return null;
            }
            YearMonth first = listed.getFirst();
            YearMonth last = listed.getLast();
            if (listed.size() == 1) {
                return Period.month(first);
            } else if (!first.plusMonths(listed.size() - 1L).equals(last)) {
                attempt.error(file.name(), "the payments of " + listed, "those of one month, or of some in a row");
                return null;
            }
            var span = new Period(first.atDay(1), lastDays.getOrDefault(last, last.atEndOfMonth()));
            attempt.note(
                    file.name(),
                    "payments of " + listed,
                    "those of one month",
                    "their period is " + span.code() + ", to the last date printed");
            return span;
        }
    }

    /** The lines of one file on their way to figures. */
    private static final class Lines {
        private final Attempt attempt;
        private final Map<Field, Integer> columns;
        private final Period period;
        private final Series series;
        private final int width;
        private final Map<String, Integer> seen = new HashMap<>();
        /** Whether a line says whose payment it is. */
        private boolean named;

        private long cut;
        private long late;
        private long blank;

        Lines(Attempt attempt, Map<Field, Integer> columns, Period period) {
            this.attempt = attempt;
            this.columns = columns;
            this.period = period;
            this.series = attempt.series(SERIES);
            this.width = columns.values().stream()
                    .mapToInt(column -> column + 1)
                    .max()
                    .orElse(0);
        }

        void offer(Row row) {
            String amountText = text(row, columns, Field.AMOUNT);
            if (isBlank(row, amountText)) {
                blank++;
                attempt.passOver();
                return;
            }
            if (!isOfTheHomeOffice(row) || isShifted(row)) {
                return;
            }
            for (Field name : NAMES) {
                String words = text(row, columns, name);
                // a sign such as a ligature is several letters of a code
                if (words.length() > Code.LONGEST || Code.of(words).length() > Code.LONGEST) {
                    quarantine(row, name, "a name or a number of at most " + Code.LONGEST + " characters");
                    return;
                }
            }
            Optional<LocalDate> day = day(text(row, columns, Field.DATE));
            if (day.isEmpty()) {
                quarantine(row, Field.DATE, "a date as 30/04/2014, of the years " + FIRST_YEAR + " to " + LAST_YEAR);
                return;
            }
            Optional<BigDecimal> amount = amount(amountText);
            if (amount.isEmpty()) {
                quarantine(row, Field.AMOUNT, "an amount in pounds as 1,234.56, negative with a minus");
                return;
            }
            if (day.get().isBefore(period.start()) || day.get().isAfter(period.end())) {
                late++;
            }
            attempt.offer(draft(row, day.get(), amount.get()));
        }

        /** Whether the line names no other department; one that does shows that the list is not the Home Office's. */
        private boolean isOfTheHomeOffice(Row row) {
            String department = SPACES.matcher(text(row, columns, Field.DEPARTMENT))
                    .replaceAll(" ")
                    .strip();
            if (department.isEmpty() || department.equalsIgnoreCase(DEPARTMENT)) {
                named |= !department.isEmpty();
                return true;
            }
            int column = columns.getOrDefault(Field.DEPARTMENT, 0);
            attempt.error(
                    row.at(column), quote(row.cell(column)), "payments of the department '" + DEPARTMENT + "' alone");
            return false;
        }

        /** Whether a number stands where no header is, and the line is quarantined; words there are a remark. */
        private boolean isShifted(Row row) {
            for (int column = 0; column < row.cells().size(); column++) {
                String words = row.cell(column).text();
                if (words.isBlank() || columns.containsValue(column)) {
                    continue;
                }
                String place = column < width ? "under an empty header" : "beyond the last header";
                if (amount(words).isPresent()) {
                    // a line that a comma too many has shifted: what stands under Amount is something else
                    attempt.quarantine(row, column, quote(row.cell(column)), "no number " + place);
                    return true;
                }
                attempt.warning(
                        row.at(column),
                        quote(row.cell(column)),
                        "nothing " + place,
                        "the line stands without this remark");
            }
            return false;
        }

        private Draft draft(Row row, LocalDate day, BigDecimal amount) {
            String transaction = transaction(row);
            String supplier = text(row, columns, Field.SUPPLIER);
            String area = text(row, columns, Field.AREA);
            String type = text(row, columns, Field.TYPE);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("stage", "spent");
            values.put("funder", code(text(row, columns, Field.ENTITY)));
            values.put("recipient", code(supplier));
            values.put("programme", code(area));
            values.put("purpose", code(type));
            values.put("amount", amount);
            values.put("currency", "GBP");
            put(values, "transaction", transaction);
            values.put("paidOn", day.toString());
            put(values, "recipientName", supplier);
            put(values, "programmeName", area);
            put(values, "purposeName", type);
            int occurrence = seen.merge(Draft.keyPart(transaction), 1, Integer::sum);
            if (occurrence > 1) {
                values.put(Draft.OCCURRENCE, Integer.toString(occurrence));
            }
            return Draft.exact(
                    series, period, values, ObservationStatus.A, row.at(columns.getOrDefault(Field.AMOUNT, 0)));
        }

        private static void put(Map<String, Object> values, String name, String words) {
            if (!words.isEmpty()) {
                values.put(name, words);
            }
        }

        private static String code(String words) {
            String code = Code.of(words);
            return code.isEmpty() ? NOT_STATED : code;
        }

        /** The number as it was before a spreadsheet took it for a quantity; one that it cut cannot be had back. */
        private String transaction(Row row) {
            String text = text(row, columns, Field.TRANSACTION);
            Matcher whole = WHOLE.matcher(text);
            if (CUT.matcher(text).matches()) {
                cut++;
            }
            return whole.matches() ? whole.group(1) : text;
        }

        /** A line below the list that has nothing but a dash for an amount, as the lists of 2016 have by the thousand. */
        private boolean isBlank(Row row, String amount) {
            Integer place = columns.get(Field.AMOUNT);
            for (int column = 0; column < row.cells().size(); column++) {
                if ((place == null || column != place)
                        && !row.cell(column).text().isBlank()) {
                    return false;
                }
            }
            return amount.isEmpty() || amount.equals("-");
        }

        private void quarantine(Row row, Field field, String expected) {
            int column = columns.getOrDefault(field, 0);
            Cell cell = row.cell(column);
            attempt.quarantine(row, column, quote(cell), expected);
        }

        void finish(SourceFile file) {
            if (!named) {
                attempt.error(
                        file.name(),
                        "no department in any line",
                        "lines that name the department '" + DEPARTMENT + "'");
            }
            if (cut > 0) {
                attempt.warning(
                        file.name(),
                        cut + " transaction numbers such as 1.00154E+9",
                        "all digits, of which a spreadsheet kept the first",
                        "kept as printed, and numbered where several are alike");
            }
            if (late > 0) {
                attempt.note(
                        file.name(),
                        late + " payments dated outside " + period.code(),
                        "dates of the list's own time",
                        "they stand in this list, with their date in paidOn");
            }
            if (blank > 0) {
                attempt.note(file.name(), blank + " lines with nothing but a dash", "none", "passed over");
            }
        }
    }

    private static Optional<BigDecimal> amount(String text) {
        Matcher amount = AMOUNT.matcher(text.replace('\u00a0', ' ').strip());
        if (!amount.matches() || (!amount.group(1).isEmpty() && !amount.group(2).isEmpty())) {
            return Optional.empty();
        }
        String decimals = amount.group(4) == null ? "" : amount.group(4);
        BigDecimal pounds = new BigDecimal(amount.group(3).replace(",", "") + decimals);
        boolean negative = !amount.group(1).isEmpty() || !amount.group(2).isEmpty();
        return Optional.of(negative ? pounds.negate() : pounds);
    }
}

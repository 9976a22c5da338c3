package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ingest.sheet.XlsxWorkbook;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The Home Office's Immigration Enforcement transparency data: a workbook with a sheet for each table, of which those are
 * read that count actions by quarter. What a column counts is told by its header, of which the marks of footnotes that are
 * glued to it are no part.
 *
 * <p>Totals that a table breaks down are not read, and are held against the sum of what is. Inside the quarters that all
 * tables read have in common an edition is the whole of the series; before and after them tables end on their own days, and
 * what one does not reach is not withdrawn.
 */
public final class ImmigrationEnforcement implements Importer {
    static final String FORMAT = "home-office-immigration-enforcement";

    private static final String SERIES = "uk-immigration-enforcement-quarterly";
    private static final String PAGE = "https://www.gov.uk/government/collections/migration-transparency-data";
    private static final String CONTENTS = "Contents";
    private static final String TITLE = "Immigration Enforcement Data";
    private static final String BACK = "Back to Contents";
    private static final String QUARTER_HEADER = "Quarter";
    private static final String POUNDS = "GBP";

    private static final Pattern QUARTER =
            Pattern.compile("((?:19|20)[0-9]{2})\\s*Q([1-4])|Q([1-4])\\s*((?:19|20)[0-9]{2})");
    /** Numbers and letters of notes, as in "detention27,B", "prison 28 C 29" and "Data1-7". */
    private static final Pattern FOOTNOTES = Pattern.compile("(?:[\\s,-]*+(?:[0-9]{1,2}+|(?<![A-Za-z])[A-C]))++\\s*+$");

    private static final int LONGEST_HEADER = 500;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final BigDecimal MOST = BigDecimal.TEN.pow(15);
    private static final MathContext SHOWN = new MathContext(15);
    private static final int MOST_SAVED_DIGITS = 17;
    private static final int MILLION = 6;
    /** Where the mean penalty lies outside, the header does not say the unit: the law knows none below £1 or of millions. */
    private static final BigDecimal LEAST_PENALTY = BigDecimal.ONE;

    private static final BigDecimal LARGEST_PENALTY = BigDecimal.TEN.pow(MILLION);

    /** What becomes of a column. */
    private enum Use {
        FIGURE,
        /** The sum of the figures beside it. */
        TOTAL,
        NOT_READ
    }

    /** A column of a table behind that of the quarter, and what its figures are. */
    private record Column(String header, Use use, String action, String item, String agency, String unit) {

        static Column figure(String header, String action, String item, String unit) {
            return new Column(header, Use.FIGURE, action, item, "home-office", unit);
        }

        static Column other(String header, Use use) {
            return new Column(header, use, "", "", "", "");
        }

        Column by(String whoActed) {
            return new Column(header, use, action, item, whoActed, unit);
        }
    }

    private record Table(String sheet, String title, List<Column> columns) {
        Table(String sheet, String title, Column... columns) {
            this(sheet, title, List.of(columns));
        }
    }

    private static final String OFFENDERS = "foreign-national-offenders";
    private static final String FAMILIES = "families";
    private static final String PEOPLE = "people";

    private static final List<Table> TABLES = List.of(
            new Table(
                    "FNO_01",
                    "FNOs released from prison or transferred from prison to immigration detention",
                    Column.figure("Released from prison", "prison-release", OFFENDERS, PEOPLE)
                            .by("not-stated"),
                    Column.figure(
                                    "Released from prison without consideration for deportation",
                                    "prison-release-without-consideration-for-deportation",
                                    OFFENDERS,
                                    PEOPLE)
                            .by("not-stated"),
                    Column.figure(
                            "Transferred to Immigration Detention",
                            "transfer-to-immigration-detention",
                            OFFENDERS,
                            PEOPLE)),
            new Table(
                    "FNO_02",
                    "FNOs released into the community by reason for release",
                    Column.other("Total", Use.TOTAL),
                    release("of which:- Immigration Judge grants bail", "immigration-judge-grants-bail")
                            .by("immigration-judge"),
                    release("Home Office grants bail", "home-office-grants-bail"),
                    release("Immigration Judge allows FNO's appeal against deportation", "appeal-allowed")
                            .by("immigration-judge"),
                    release("Released at the end of the prison sentence", "end-of-prison-sentence")
                            .by("not-stated"),
                    release("Mental Health Discharge", "mental-health-discharge")
                            .by("not-stated")),
            new Table(
                    "FNO_09",
                    "Percentage of [Criteria and Non-Criteria] FNOs returned under the Early Removal and Facilitated"
                            + " Returns Schemes",
                    Column.figure(
                            "FNOs returned under the Facilitated Return Scheme",
                            "facilitated-return-scheme-return",
                            OFFENDERS,
                            PEOPLE),
                    Column.other("Percentage of FNOs returned under the Facilitated Return Scheme", Use.NOT_READ),
                    Column.figure(
                            "FNOs removed under the Early Removal Scheme",
                            "early-removal-scheme-removal",
                            OFFENDERS,
                            PEOPLE),
                    Column.other("Percentage of FNOs removed under the Early Removal Scheme", Use.NOT_READ)),
            new Table(
                    "FR_04",
                    "Family Returns Data",
                    Column.figure(
                            "Total Entering Process",
                            "family-returns-process-entry",
                            "families-with-children",
                            FAMILIES),
                    Column.figure(
                            "Referred to Panel", "family-returns-panel-referral", "families-with-children", FAMILIES)),
            new Table(
                    "FR_06",
                    "Family Returns: Types of Return",
                    Column.other("Total", Use.TOTAL),
                    familyReturn("Family with Children - Ensured Return", "ensured-return"),
                    familyReturn("Family with Children - Required Return", "required-return"),
                    familyReturn("Family with Children - Voluntary", "voluntary-return"),
                    familyReturn("Family with Children -Assisted Return", "assisted-return"),
                    familyReturn("Voluntary Departure", "voluntary-departure")),
            new Table(
                    "CLS_01",
                    "How many carriers were issued with a Notification of Demand for Payment Form IS80D",
                    Column.figure(
                            "Number of charges issued",
                            "carriers-liability-charge",
                            "airline-and-maritime-carriers",
                            "charges"),
                    // The same carrier is charged in one quarter and in the next, so quarters do not add up.
                    Column.other("Number of carriers that charges were issued to", Use.NOT_READ)),
            new Table(
                    "FD_01",
                    "Escorted Moves and Home Office Manual for Escorting Safely (HOMES) Data",
                    Column.figure(
                            "Number of attempted Charter and Overseas Returns",
                            "attempted-return",
                            "charter-and-overseas-returns",
                            "attempted-returns"),
                    Column.other(
                            "% of attempted Charter and Overseas returns with use of force incident", Use.NOT_READ),
                    Column.figure(
                            "Number of use of force incidents",
                            "use-of-force",
                            "charter-and-overseas-returns",
                            "incidents"),
                    Column.figure(
                            "Number of use of force Incidents where HOMES restraint equipment has been used",
                            "use-of-restraint-equipment",
                            "charter-and-overseas-returns",
                            "incidents")),
            penalties("CP_02", "Volume and value of illegal working civil penalties", "illegal-working"),
            penalties("CP_03", "Volume and value of right to rent civil penalties", "right-to-rent"),
            new Table(
                    "IMS_01",
                    "Reports of immigration and commodity abuse",
                    Column.figure("Number of reports", "report-received", "immigration-and-commodity-abuse", "reports"),
                    Column.figure(
                            "of which digital",
                            "digital-report-received",
                            "immigration-and-commodity-abuse",
                            "reports")));

    /** The sheets that are no table of actions by quarter, and why. */
    private static final Map<String, String> NOT_READ = notRead();

    private static Column release(String header, String reason) {
        return Column.figure(header, "release-into-the-community", reason, PEOPLE);
    }

    private static Column familyReturn(String header, String type) {
        return Column.figure(header, "family-return", type, FAMILIES);
    }

    private static Table penalties(String sheet, String title, String item) {
        return new Table(
                sheet,
                title,
                Column.figure("Number of Penalties Issued", "civil-penalty", item, "penalties"),
                Column.figure("Value of penalties issued", "civil-penalty-value", item, POUNDS));
    }

    private static Map<String, String> notRead() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("Cover_Sheet", "");
        reasons.put(CONTENTS, "");
        reasons.put("Notes", "");
        reasons.put("FNO_08", "people in the community at the end of a quarter");
        reasons.put("FNO_11", "sentences that ended, and people at the end of a quarter");
        reasons.put("FR_05", "outcomes, of which the returns are those of FR_06");
        reasons.put("PDA_01", "years from August to July");
        reasons.put("DT_02", "an average cost");
        reasons.put("DT_03", "reports by medical practitioners");
        reasons.put("DT_04", "reports by medical practitioners");
        reasons.put("PWD_01", "women in detention");
        return reasons;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            if (!workbook.sheets().contains(CONTENTS)) {
                return false;
            }
            for (Row first : workbook.rows(CONTENTS)) {
                return first.cell(0).text().strip().startsWith(TITLE);
            }
            return false;
        }
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "Home Office",
                "Immigration Enforcement transparency data",
                // Its sheet Notes: "derived from management information and are therefore provisional".
                ReleaseKind.MANAGEMENT_INFORMATION,
                PAGE,
                "OGL-UK-3.0"));
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            PrintedDay.read(workbook, CONTENTS, "Publication Date", file, attempt);
            passOverOthers(workbook, file, attempt);
            List<Quarters> read = new ArrayList<>();
            for (Table table : TABLES) {
                if (workbook.sheets().contains(table.sheet())) {
                    read.add(new Reading(table, attempt).read(workbook));
                } else {
                    attempt.error(file.name(), "no sheet " + table.sheet(), "the table '" + table.title() + "'");
                }
            }
            cover(read, attempt);
        }
    }

    /** Goes over the sheets of which nothing is read, so that all rows of the workbook are accounted for. */
    private static void passOverOthers(XlsxWorkbook workbook, SourceFile file, Attempt attempt) {
        List<String> notRead = new ArrayList<>();
        for (String sheet : workbook.sheets()) {
            if (TABLES.stream().anyMatch(table -> table.sheet().equals(sheet))) {
                continue;
            }
            for (Row row : attempt.rows(workbook.rows(sheet))) {
                attempt.passOver();
                if (row.number() == 1 && !NOT_READ.containsKey(sheet)) {
                    attempt.warning(
                            row.at(0),
                            "a sheet that nobody has decided upon, " + quote(row.cell(0)),
                            "one of the tables that are known",
                            "not read");
                }
            }
            String reason = NOT_READ.getOrDefault(sheet, "");
            if (!reason.isEmpty()) {
                notRead.add(sheet + " (" + reason + ")");
            }
        }
        if (!notRead.isEmpty()) {
            attempt.note(
                    file.name(),
                    "tables that do not count actions by quarter: " + String.join(", ", notRead),
                    "counts of actions by quarter",
                    "not read");
        }
    }

    /** Complete is the file in the quarters that every one of its tables has. */
    private static void cover(List<Quarters> tables, Attempt attempt) {
        if (tables.stream().anyMatch(Quarters::isEmpty)) {
            return; // each of them is an error
        }
        LocalDate from = tables.stream()
                .map(Quarters::firstDay)
                .max(LocalDate::compareTo)
                .orElse(LocalDate.MAX);
        LocalDate to =
                tables.stream().map(Quarters::lastDay).min(LocalDate::compareTo).orElse(LocalDate.MIN);
        if (from.isAfter(to)) {
            attempt.coversPartly(SERIES);
        } else {
            attempt.coversCompletely(SERIES, from, to);
        }
    }

    /** The name that stands in a cell, as a code, without the marks of its footnotes. */
    private static String name(Cell cell) {
        String text = cell.text();
        return text.length() > LONGEST_HEADER
                ? ""
                : Code.of(FOOTNOTES.matcher(text).replaceFirst(""));
    }

    private static boolean isBlank(Row row) {
        return row.cells().stream().allMatch(cell -> cell.text().isBlank());
    }

    /** A value as it stands in a cell: in units, or the status that is in its place. */
    private record Value(
            @Nullable BigDecimal number,
            ObservationStatus status,
            @Nullable String words) {}

    /** One table on its way to figures. */
    private static final class Reading {
        private final Table table;
        private final Attempt attempt;
        private final Series series;
        private final Quarters quarters = new Quarters();
        private int powerOfPounds;
        private int unreadable;
        private BigDecimal penalties = BigDecimal.ZERO;
        private BigDecimal pounds = BigDecimal.ZERO;

        Reading(Table table, Attempt attempt) {
            this.table = table;
            this.attempt = attempt;
            this.series = attempt.series(SERIES);
        }

        Quarters read(XlsxWorkbook workbook) {
            boolean headerSeen = false;
            for (Row row : attempt.rows(workbook.rows(table.sheet()))) {
                if (headerSeen && !isBlank(row)) {
                    take(row);
                    continue;
                }
                attempt.passOver();
                if (row.number() == 1) {
                    check(row, 0, table.sheet() + ": " + table.title(), "the title");
                } else if (!isBlank(row) && !row.cell(0).text().strip().equals(BACK)) {
                    if (!isHeader(row)) {
                        return quarters;
                    }
                    headerSeen = true;
                }
            }
            if (quarters.isEmpty()) {
                attempt.error(table.sheet(), "no row of a quarter", "a header and a row for each quarter");
            }
            if (unreadable == 0) {
                // else the quarter that is missing may be that of a row that could not be read
                quarters.checkGaps(table.sheet(), attempt);
            }
            quarters.checkIssued(table.sheet(), attempt);
            checkMeanPenalty();
            return quarters;
        }

        private boolean check(Row row, int column, String expected, String what) {
            boolean fits = name(row.cell(column)).equals(Code.of(expected));
            if (!fits) {
                attempt.error(row.at(column), quote(row.cell(column)), what + " '" + expected + "'");
            }
            return fits;
        }

        private boolean isHeader(Row row) {
            boolean fits = check(row, 0, QUARTER_HEADER, "the header");
            for (int i = 0; i < table.columns().size(); i++) {
                Column column = table.columns().get(i);
                fits &= column.unit().equals(POUNDS)
                        ? isHeaderOfPounds(row, i + 1, column.header())
                        : check(row, i + 1, column.header(), "the header");
            }
            return fits && hasNothingBeyond(row);
        }

        private boolean hasNothingBeyond(Row row) {
            for (int beyond = table.columns().size() + 1; beyond < row.cells().size(); beyond++) {
                if (!row.cell(beyond).text().isBlank()) {
                    attempt.error(
                            row.at(beyond),
                            quote(row.cell(beyond)),
                            "nothing beyond column " + table.columns().getLast().header());
                    return false;
                }
            }
            return true;
        }

        /** What the amounts are in: pounds where the header names no multiple of them, else millions. */
        private boolean isHeaderOfPounds(Row row, int column, String header) {
            String pound = Code.of(header);
            String found = name(row.cell(column));
            powerOfPounds = found.equals(pound + "-millions") ? MILLION : 0;
            if (powerOfPounds == 0 && !found.equals(pound)) {
                attempt.error(
                        row.at(column),
                        quote(row.cell(column)),
                        "the header '" + header + "' for pounds, or '" + header + " (Millions)'");
                return false;
            }
            return true;
        }

        private void take(Row row) {
            Optional<Period> quarter = quarter(row.cell(0));
            if (quarter.isEmpty()) {
                keepOut(row, 0, "a quarter as 2023 Q3");
                return;
            }
            for (int beyond = table.columns().size() + 1; beyond < row.cells().size(); beyond++) {
                if (!row.cell(beyond).text().isBlank()) {
                    keepOut(
                            row,
                            beyond,
                            "nothing beyond column " + table.columns().getLast().header());
                    return;
                }
            }
            Map<Integer, Value> values = new LinkedHashMap<>();
            for (int i = 0; i < table.columns().size(); i++) {
                Column column = table.columns().get(i);
                if (column.use() != Use.FIGURE) {
                    continue;
                }
                boolean money = column.unit().equals(POUNDS);
                Optional<Value> value = money ? amount(row.cell(i + 1)) : count(row.cell(i + 1));
                if (value.isEmpty()) {
                    keepOut(
                            row,
                            i + 1,
                            (money ? "an amount of whole pence" : "a whole number") + ", or one of the marks "
                                    + Marks.shown());
                    return;
                }
                values.put(i, value.get());
            }
            if (!quarters.add(quarter.get())) {
                keepOut(row, 0, "a quarter that has no row yet");
                return;
            }
            values.forEach((i, value) -> offer(row, i, quarter.get(), value));
            checkTotal(row, values);
        }

        private void keepOut(Row row, int column, String expected) {
            unreadable++;
            attempt.quarantine(row, column, quote(row.cell(column)), expected);
        }

        private static Optional<Period> quarter(Cell cell) {
            Matcher quarter = QUARTER.matcher(cell.text().strip());
            if (!quarter.matches()) {
                return Optional.empty();
            }
            boolean yearFirst = quarter.group(1) != null;
            return Optional.of(Period.quarter(
                    Integer.parseInt(quarter.group(yearFirst ? 1 : 4)),
                    Integer.parseInt(quarter.group(yearFirst ? 2 : 3))));
        }

        private static Optional<Value> mark(Cell cell) {
            String text = cell.text().strip();
            return Marks.has(text) ? Optional.of(new Value(null, Marks.status(text), null)) : Optional.empty();
        }

        /** The number in a cell; empty where it has none, or one that is below zero. */
        private static Optional<BigDecimal> number(Cell cell) {
            if (cell instanceof Cell.Number number) {
                return Optional.of(asShown(number.value())).filter(each -> each.signum() >= 0);
            }
            String text = cell.text().strip();
            return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }

        /**
         * A spreadsheet keeps numbers in binary and saves them in up to 17 digits, so that the 10.2 that was typed in and
         * that it shows stands in the file as 10.199999999999999. It vouches for 15 digits, and these are read.
         */
        private static BigDecimal asShown(BigDecimal saved) {
            boolean binary = saved.precision() > SHOWN.getPrecision() && saved.precision() <= MOST_SAVED_DIGITS;
            return binary ? saved.round(SHOWN) : saved;
        }

        private static Optional<Value> count(Cell cell) {
            return mark(cell)
                    .or(() -> number(cell)
                            .filter(each -> each.stripTrailingZeros().scale() <= 0 && each.compareTo(MOST) < 0)
                            .map(each -> new Value(each, ObservationStatus.P, null)));
        }

        /** An amount in pounds, whatever the column prints it in. */
        private Optional<Value> amount(Cell cell) {
            return mark(cell).or(() -> number(cell).flatMap(this::inPounds));
        }

        private Optional<Value> inPounds(BigDecimal printed) {
            BigDecimal amount = printed.scaleByPowerOfTen(powerOfPounds);
            if (amount.stripTrailingZeros().scale() > 2 || amount.compareTo(MOST) >= 0) {
                return Optional.empty();
            }
            @Nullable String words =
                    powerOfPounds == 0 ? null : printed.stripTrailingZeros().toPlainString() + " (Millions)";
            return Optional.of(new Value(amount, ObservationStatus.P, words));
        }

        private void offer(Row row, int index, Period quarter, Value value) {
            Column column = table.columns().get(index);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("action", column.action());
            values.put("item", column.item());
            values.put("agency", column.agency());
            values.put("place", series.codes("place").keySet().iterator().next());
            values.put("unit", column.unit());
            BigDecimal number = value.number();
            if (number != null) {
                values.put("quantity", number);
                if (column.unit().equals(POUNDS)) {
                    pounds = pounds.add(number);
                } else {
                    penalties = penalties.add(number);
                }
            }
            attempt.offer(new Draft(
                    series,
                    quarter,
                    values,
                    value.status(),
                    null,
                    Qualifier.EXACT,
                    null,
                    value.words(),
                    null,
                    row.at(index + 1)));
        }

        /** A total that is not the sum of its parts is the publisher's to mend; the parts stand. */
        private void checkTotal(Row row, Map<Integer, Value> values) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Value value : values.values()) {
                if (value.number() == null) {
                    return;
                }
                sum = sum.add(value.number());
            }
            for (int i = 0; i < table.columns().size(); i++) {
                if (table.columns().get(i).use() != Use.TOTAL) {
                    continue;
                }
                BigDecimal parts = sum;
                Cell total = row.cell(i + 1);
                if (number(total).filter(each -> each.compareTo(parts) == 0).isEmpty()) {
                    attempt.warning(
                            row.at(i + 1),
                            quote(total) + " as the total",
                            parts.toPlainString() + ", the sum of the columns beside it",
                            "the parts are kept as they stand, the total is not read");
                }
            }
        }

        /** A header may name the wrong unit, or none; by the mean penalty one sees it. */
        private void checkMeanPenalty() {
            boolean money =
                    table.columns().stream().anyMatch(column -> column.unit().equals(POUNDS));
            if (!money || penalties.signum() == 0) {
                return;
            }
            if (pounds.compareTo(penalties.multiply(LEAST_PENALTY)) < 0
                    || pounds.compareTo(penalties.multiply(LARGEST_PENALTY)) > 0) {
                attempt.error(
                        table.sheet(),
                        "£" + pounds.toPlainString() + " for " + penalties.toPlainString() + " penalties",
                        "between £1 and £1 million for each: is the unit another than the header says?");
            }
        }
    }
}

package org.borderledger.publisher.frontex;

import static org.borderledger.ingest.Shown.quote;

import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ingest.sheet.UnreadableFile;
import org.borderledger.ingest.sheet.XlsxWorkbook;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Frontex' monthly detections of illegal border-crossing, by route, border type and nationality. Either the publisher's
 * workbook, which has a column for each month, or a table of text that somebody derived from it, with a row for each number.
 *
 * <p>An edition is the whole of the series, from January 2009 to its last month. A blank cell states no figure: nobody of
 * that nationality was listed on that route in that month, which is not a published 0.
 */
public final class MonthlyDetections implements Importer {
    static final String FORMAT = "frontex-monthly-detections";
    static final String SERIES = "eu-frontex-detections-monthly";

    private static final String PAGE =
            "https://www.frontex.europa.eu/what-we-do/monitoring-and-risk-analysis/migratory-map/";
    private static final String DERIVED = "a table derived from the publisher's workbook; by whom and how is not known";
    private static final List<String> DERIVED_HEADER = List.of("route", "type", "nat", "t", "n");
    private static final YearMonth FIRST = YearMonth.of(2009, 1);

    /** The header stands in one of the first rows; a line with a title or a date may come before it. */
    private static final int LAST_ROW_OF_A_HEADER = 10;

    private static final int MOST_COLUMNS_BEFORE = 2;

    private static final Pattern MONTH_COLUMN = Pattern.compile("([A-Z]{3})[ -]?([0-9]{4})");
    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-(0[1-9]|1[0-2])");
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,9})(\\.0{1,9})?");
    private static final Pattern TOTAL = Pattern.compile("(grand |sub-?)?totals?\\b.*", Pattern.CASE_INSENSITIVE);

    /** Marks in the place of a number. None of them is 0, and each says more than a blank. */
    private static final Map<String, ObservationStatus> MARKS = Map.of(
            "-", ObservationStatus.O,
            ":", ObservationStatus.O,
            "..", ObservationStatus.O,
            "z", ObservationStatus.M);

    /** What a code is called in another way than by its label, as {@link Code} makes a code of it. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("cape-verde", "cpv"),
            Map.entry("congo-democratic-republic-of-the", "cod"),
            Map.entry("iran-islamic-republic-of", "irn"),
            Map.entry("ivory-coast", "civ"),
            Map.entry("moldova-republic-of", "mda"),
            Map.entry("russia", "rus"),
            Map.entry("state-of-palestine", "pse"),
            Map.entry("stateless", "stl"),
            Map.entry("swaziland", "swz"),
            Map.entry("syrian-arab-republic", "syr"),
            Map.entry("tanzania-united-republic-of", "tza"),
            Map.entry("turkey", "tur"),
            Map.entry("unknown", "ooo"),
            Map.entry("unspecified-sub-saharan-nationals", "oos"),
            Map.entry("viet-nam", "vnm"));

    /**
     * Where the columns of a workbook are, and which months they have.
     *
     * @param first that of the route
     * @param last that of the last month, or of the total behind it
     */
    private record Columns(int first, Map<Integer, YearMonth> monthByColumn, int last) {}

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        return isWorkbook(file) || DERIVED_HEADER.equals(CsvTable.header(file.path()));
    }

    private static boolean isWorkbook(SourceFile file) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            return !tables(workbook).isEmpty();
        } catch (UnreadableFile notThisFormat) {
            return false;
        }
    }

    /** The sheets with the three names of a header and a month beside them. */
    private static List<String> tables(XlsxWorkbook workbook) {
        List<String> tables = new ArrayList<>();
        for (String sheet : workbook.sheets()) {
            for (Row row : workbook.rows(sheet)) {
                if (row.number() > LAST_ROW_OF_A_HEADER) {
                    break;
                }
                if (firstColumn(row).isPresent()) {
                    tables.add(sheet);
                    break;
                }
            }
        }
        return tables;
    }

    /** The column of the route in a header; empty where the row is none. */
    private static Optional<Integer> firstColumn(Row row) {
        for (int column = 0; column <= MOST_COLUMNS_BEFORE; column++) {
            if (name(row.cell(column)).equals("route")
                    && List.of("bordertype", "borderlocation").contains(name(row.cell(column + 1)))
                    && List.of("nationality", "nationalitylong").contains(name(row.cell(column + 2)))
                    && monthOfColumn(row.cell(column + 3)).isPresent()) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    private static String name(Cell cell) {
        return Code.of(cell.text()).replace("-", "");
    }

    /** The month of a header such as JAN2009. */
    private static Optional<YearMonth> monthOfColumn(Cell cell) {
        Matcher named = MONTH_COLUMN.matcher(cell.text().strip().toUpperCase(Locale.ROOT));
        if (!named.matches()) {
            return Optional.empty();
        }
        for (Month month : Month.values()) {
            if (month.name().startsWith(named.group(1))) {
                return Optional.of(YearMonth.of(Integer.parseInt(named.group(2)), month));
            }
        }
        return Optional.empty();
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        boolean workbook = isWorkbook(file);
        attempt.describe(new Attempt.Description(
                "Frontex",
                "Monthly detections of illegal border-crossing",
                ReleaseKind.MANAGEMENT_INFORMATION,
                PAGE,
                workbook ? null : DERIVED,
                null));
        var figures = new Figures(attempt);
        if (workbook) {
            readWorkbook(file, attempt, figures);
        } else {
            readDerived(file, attempt, figures);
        }
    }

    private static void readWorkbook(SourceFile file, Attempt attempt, Figures figures) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            List<String> tables = tables(workbook);
            if (tables.size() > 1) {
                attempt.error(file.name(), "tables of detections in the sheets " + tables, "one such sheet");
                return;
            }
            Columns columns = null;
            for (Row row : attempt.rows(workbook.rows(tables.getFirst()))) {
                if (columns != null) {
                    offer(row, columns, attempt, figures);
                    continue;
                }
                attempt.passOver();
                Optional<Integer> first = firstColumn(row);
                if (first.isPresent()) {
                    columns = columns(row, first.get(), attempt);
                    if (columns == null) {
                        return;
                    }
                    columns.monthByColumn().values().forEach(figures::covers);
                }
            }
            figures.finish(file);
        }
    }

    /** Which month each column has; null, with findings, where they do not follow one another from the first month on. */
    private static @Nullable Columns columns(Row header, int first, Attempt attempt) {
        Map<Integer, YearMonth> months = new LinkedHashMap<>();
        YearMonth expected = FIRST;
        for (int column = first + 3; column < header.cells().size(); column++) {
            Cell cell = header.cell(column);
            if (TOTAL.matcher(cell.text().strip()).matches()
                    && column == header.cells().size() - 1) {
                attempt.note(
                        header.at(column), quote(cell), "a column for each month", "left out: it adds up the others");
                break;
            }
            if (!monthOfColumn(cell).equals(Optional.of(expected))) {
                attempt.error(
                        header.at(column),
                        quote(cell),
                        "the month " + expected + ", since each from " + FIRST + " on has its column");
                return null;
            }
            months.put(column, expected);
            expected = expected.plusMonths(1);
        }
        return new Columns(first, months, header.cells().size() - 1);
    }

    private static void offer(Row row, Columns columns, Attempt attempt, Figures figures) {
        int first = columns.first();
        List<Cell> names = List.of(row.cell(first), row.cell(first + 1), row.cell(first + 2));
        long cells = row.cells().stream()
                .filter(cell -> !(cell instanceof Cell.Empty))
                .count();
        boolean isTotal = names.stream()
                .anyMatch(cell -> TOTAL.matcher(cell.text().strip()).matches());
        boolean isNote = cells == 1
                && row.cells().getLast() instanceof Cell.Text
                && row.cells().size() <= first + 3;
        if (isTotal || isNote) {
            attempt.passOver();
            return;
        }
        for (int column = 0; column < row.cells().size(); column++) {
            boolean isBeside = column < first || column > columns.last();
            if (isBeside && !(row.cell(column) instanceof Cell.Empty)) {
                attempt.quarantine(row, column, quote(row.cell(column)), "nothing beside the columns of the months");
                return;
            }
        }
        Optional<Figures.Names> codes = figures.names(row, first);
        if (codes.isEmpty()) {
            return;
        }
        List<Draft> drafts = new ArrayList<>();
        for (Map.Entry<Integer, YearMonth> month : columns.monthByColumn().entrySet()) {
            if (row.cell(month.getKey()).text().isBlank()) {
                continue;
            }
            Optional<Draft> draft = figures.draft(row, codes.get(), month.getValue(), month.getKey());
            if (draft.isEmpty()) {
                return;
            }
            drafts.add(draft.get());
        }
        if (drafts.isEmpty()) {
            attempt.passOver();
        }
        drafts.forEach(figures::offer);
    }

    private static void readDerived(SourceFile file, Attempt attempt, Figures figures) {
        try (CsvTable table = CsvTable.open(file.path())) {
            boolean headerSeen = false;
            for (Row row : attempt.rows(table.rows())) {
                if (headerSeen) {
                    offerDerived(row, attempt, figures);
                } else {
                    attempt.passOver();
                }
                headerSeen = true;
            }
            figures.finish(file);
        }
    }

    private static void offerDerived(Row row, Attempt attempt, Figures figures) {
        if (row.cells().size() > DERIVED_HEADER.size()) {
            attempt.quarantine(
                    row, DERIVED_HEADER.size(), quote(row.cell(DERIVED_HEADER.size())), "nothing beyond the number");
            return;
        }
        Matcher month = MONTH.matcher(row.cell(3).text().strip());
        if (!month.matches()) {
            attempt.quarantine(row, 3, quote(row.cell(3)), "a month, as 2009-01");
            return;
        }
        YearMonth of = YearMonth.of(Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)));
        figures.names(row, 0).flatMap(names -> figures.draft(row, names, of, 4)).ifPresent(draft -> {
            figures.covers(of);
            figures.offer(draft);
        });
    }

    /** What the rows of one file have in common on their way to figures. */
    private static final class Figures {
        private final Attempt attempt;
        private final Series series;
        private final Map<String, String> routes;
        private final Map<String, String> types;
        private final Map<String, String> nationalities;
        private final TreeSet<YearMonth> months = new TreeSet<>();

        /** The codes of a row. */
        private record Names(String route, String category, String citizenship) {}

        Figures(Attempt attempt) {
            this.attempt = attempt;
            this.series = attempt.series(SERIES);
            this.routes = codeByName("route");
            this.types = codeByName("category");
            this.nationalities = codeByName("citizenship");
            nationalities.putAll(OTHER_NAMES);
            // the publisher's codes themselves
            series.codes("citizenship").keySet().forEach(code -> nationalities.put(code, code));
        }

        private Map<String, String> codeByName(String dimension) {
            Map<String, String> codes = new HashMap<>();
            series.codes(dimension).forEach((code, label) -> codes.put(Code.of(label), code));
            return codes;
        }

        void covers(YearMonth month) {
            months.add(month);
        }

        /** The codes of a row's names; empty, and the row quarantined, where one is not declared. */
        Optional<Names> names(Row row, int first) {
            Optional<String> route = code(row, first, routes, "route");
            Optional<String> type = route.flatMap(any -> code(row, first + 1, types, "category"));
            return type.flatMap(any -> code(row, first + 2, nationalities, "citizenship"))
                    .map(nationality -> new Names(route.orElseThrow(), type.orElseThrow(), nationality));
        }

        private Optional<String> code(Row row, int column, Map<String, String> codes, String dimension) {
            Optional<String> code =
                    Optional.ofNullable(codes.get(Code.of(row.cell(column).text())));
            if (code.isEmpty()) {
                attempt.quarantine(
                        row,
                        column,
                        quote(row.cell(column)),
                        "a name that the series declares under " + dimension + " of " + SERIES);
            }
            return code;
        }

        /** The figure of a cell; empty, and the row quarantined, where the cell cannot be read. */
        Optional<Draft> draft(Row row, Names names, YearMonth month, int column) {
            Map<String, Object> values = new LinkedHashMap<>();
            ObservationStatus mark = MARKS.get(row.cell(column).text().strip());
            if (mark == null) {
                Matcher count = COUNT.matcher(row.cell(column).text().strip());
                if (!count.matches()) {
                    attempt.quarantine(
                            row,
                            column,
                            quote(row.cell(column)),
                            "a whole number, or one of the marks "
                                    + MARKS.keySet().stream().sorted().toList());
                    return Optional.empty();
                }
                values.put("people", Long.valueOf(count.group(1)));
            }
            values.put("route", names.route());
            values.put("category", names.category());
            values.put("citizenship", names.citizenship());
            return Optional.of(Draft.exact(
                    series, Period.month(month), values, mark == null ? ObservationStatus.A : mark, row.at(column)));
        }

        void offer(Draft draft) {
            attempt.offerOnce(draft, draft.locator(), "number");
        }

        /** The months of an edition follow one another from the first on. */
        void finish(SourceFile file) {
            if (months.isEmpty()) {
                attempt.error(file.name(), "no rows", "a row for each nationality that was detected on a route");
                return;
            }
            YearMonth expected = FIRST;
            for (YearMonth month : months) {
                if (!month.equals(expected)) {
                    attempt.error(
                            file.name(),
                            "no number of " + expected + " before " + month,
                            "every month from " + FIRST + " on");
                    return;
                }
                expected = expected.plusMonths(1);
            }
            attempt.coversCompletely(SERIES, FIRST.atDay(1), months.last().atEndOfMonth());
        }
    }
}

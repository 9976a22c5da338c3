package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Table Irr_D01 of the Home Office's "Irregular migration to the UK detailed dataset": people detected, by quarter, method
 * of entry, nationality, sex and age group. Either the publisher's workbook, or a table of text that somebody derived from
 * it, with a column Date and the quarter as a number.
 *
 * <p>A row is a figure. An edition is the whole of the series, from the first quarter of 2018 to its last. Combinations
 * without anybody have no row. The region of a nationality is left out, as it follows from the nationality.
 */
public final class IrregularMigration implements Importer {
    static final String FORMAT = "home-office-irregular-migration";
    static final String DATA = "Data - Irr_D01";

    private static final String SERIES = "uk-irregular-arrivals-quarterly";
    private static final String PAGE = "https://www.gov.uk/government/statistical-data-sets/"
            + "irregular-migration-detailed-dataset-and-summary-tables";
    private static final String DERIVED = "a table derived from the publisher's workbook; by whom and how is not known";
    private static final String COVER = "Cover_sheet";
    private static final String END = "End of table";
    private static final Period FIRST = Period.quarter(2018, 1);

    private static final List<String> CODED =
            List.of("Method of entry", "Nationality", "Region", "Sex", "Age Group", "Number of detections");
    private static final List<String> HEADER = with("Year", "Quarter");
    private static final List<String> DERIVED_HEADER = with("Date", "Year", "Quarter");

    private static final Pattern QUARTER = Pattern.compile("(\\d{4}) Q([1-4])");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    /** A method of entry as the ledger tells it: how people came, and where, as far as that is said. */
    private record Method(String category, String route) {}

    private static final Map<String, Method> METHODS = Map.of(
            "Small boat arrivals", new Method("small-boat", "channel"),
            "Inadequately documented air arrivals", new Method("inadequately-documented-air", "air"),
            "Recorded detections in the UK", new Method("detection-in-the-uk", "not-stated"),
            "Recorded detections at UK ports", new Method("detection-at-a-uk-port", "not-stated"));

    /** What earlier editions called what later ones call by the name of the code. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("burkina", "burkina-faso"),
            Map.entry("burma", "myanmar-burma"),
            Map.entry("czech-republic", "czechia"),
            Map.entry("korea-south", "south-korea"),
            Map.entry("macedonia", "north-macedonia"),
            Map.entry("reunion", "reunion-french"),
            Map.entry("sudan-south", "south-sudan"),
            Map.entry("surinam", "suriname"));

    private static final Map<String, String> AGES = Map.of(
            "under-18",
            "17-and-under",
            "18-24",
            "18-to-24",
            "25-39",
            "25-to-39",
            "40",
            "40-and-over",
            "n-a",
            "not-available");

    /** Marks in the place of a number. None of them is 0. */
    private static final Map<String, ObservationStatus> MARKS = Map.of(
            "", ObservationStatus.O,
            "-", ObservationStatus.O,
            ":", ObservationStatus.O,
            "..", ObservationStatus.O,
            "[x]", ObservationStatus.O,
            "z", ObservationStatus.M,
            "[z]", ObservationStatus.M,
            "[c]", ObservationStatus.Q);

    private static List<String> with(String... first) {
        List<String> header = new ArrayList<>(List.of(first));
        header.addAll(CODED);
        return List.copyOf(header);
    }

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
            return workbook.sheets().contains(DATA);
        } catch (UnreadableFile notThisFormat) {
            return false;
        }
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        boolean workbook = isWorkbook(file);
        attempt.describe(new Attempt.Description(
                "Home Office",
                "Irregular migration to the UK: detailed dataset, table Irr_D01",
                // Its sheet Contents says of this table "National Statistics: No".
                ReleaseKind.OFFICIAL_STATISTICS,
                PAGE,
                workbook ? null : DERIVED,
                "OGL-UK-3.0"));
        var figures = new Figures(attempt, workbook ? HEADER.size() : DERIVED_HEADER.size());
        if (workbook) {
            readWorkbook(file, attempt, figures);
        } else {
            readDerived(file, attempt, figures);
        }
    }

    private static void readWorkbook(SourceFile file, Attempt attempt, Figures figures) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            PrintedDay.read(workbook, COVER, "Published", file, attempt);
            boolean ended = false;
            int last = 0;
            for (Row row : attempt.rows(workbook.rows(DATA))) {
                if (ended) {
                    attempt.error(row.at(0), quote(row.cell(0)), "nothing below '" + END + "'");
                    return;
                } else if (row.number() == 1) {
                    attempt.passOver();
                    checkTitle(row, attempt);
                } else if (last <= 1) {
                    attempt.passOver();
                    if (!isHeader(row, HEADER, attempt)) {
                        return;
                    }
                } else if (row.cells().size() == 1 && row.cell(0).text().strip().equals(END)) {
                    attempt.passOver();
                    ended = true;
                } else {
                    figures.offer(row, quarterOfWorkbook(row, attempt));
                }
                last = row.number();
            }
            if (!ended) {
                attempt.error(
                        file.name(), "no row '" + END + "' in sheet " + DATA, "one below the last: a table cut off?");
            }
            figures.finish(file);
        }
    }

    private static void readDerived(SourceFile file, Attempt attempt, Figures figures) {
        try (CsvTable table = CsvTable.open(file.path())) {
            boolean headerSeen = false;
            for (Row row : attempt.rows(table.rows())) {
                if (headerSeen) {
                    figures.offer(row, quarterOfDerived(row, attempt));
                } else if (!isHeader(row, DERIVED_HEADER, attempt)) {
                    return;
                } else {
                    attempt.passOver();
                }
                headerSeen = true;
            }
            figures.finish(file);
        }
    }

    private static void checkTitle(Row row, Attempt attempt) {
        if (row.cells().size() != 1) {
            attempt.error(row.at(0), row.cells().size() + " cells", "one, the title of the table");
        }
    }

    private static boolean isHeader(Row row, List<String> expected, Attempt attempt) {
        boolean fits = true;
        for (int column = 0; column < Math.max(expected.size(), row.cells().size()); column++) {
            String name = column < expected.size() ? expected.get(column) : "";
            if (!row.cell(column).text().strip().equalsIgnoreCase(name)) {
                attempt.error(row.at(column), quote(row.cell(column)), "the header '" + name + "'");
                fits = false;
            }
        }
        return fits;
    }

    /** The quarter of a row such as 2018, 2018 Q1; null where the two do not say one quarter. */
    private static @Nullable Period quarterOfWorkbook(Row row, Attempt attempt) {
        Matcher quarter = QUARTER.matcher(row.cell(1).text().strip());
        if (!quarter.matches() || !quarter.group(1).equals(row.cell(0).text().strip())) {
            attempt.error(
                    row.at(1),
                    "the year " + quote(row.cell(0)) + " and the quarter " + quote(row.cell(1)),
                    "one quarter, as 2018 and 2018 Q1");
            return null;
        }
        return Period.quarter(Integer.parseInt(quarter.group(1)), Integer.parseInt(quarter.group(2)));
    }

    /** The quarter of a row of a derived table; null where the three cells do not say one quarter. */
    private static @Nullable Period quarterOfDerived(Row row, Attempt attempt) {
        Optional<Period> quarter = Quarters.derived(row);
        if (quarter.isEmpty()) {
            attempt.error(row.at(0), Quarters.found(row), Quarters.DERIVED);
        }
        return quarter.orElse(null);
    }

    /** The rows of one file on their way to figures. */
    private static final class Figures {
        private final Attempt attempt;
        private final Series series;
        private final int width;
        private final TreeMap<LocalDate, Period> quarters = new TreeMap<>();

        Figures(Attempt attempt, int width) {
            this.attempt = attempt;
            this.series = attempt.series(SERIES);
            this.width = width;
        }

        void offer(Row row, @Nullable Period quarter) {
            if (row.cells().size() > width) {
                attempt.error(row.at(width), quote(row.cell(width)), "nothing beyond column " + CODED.getLast());
                return;
            }
            int first = width - CODED.size();
            Optional<Method> method = method(row, first);
            Optional<String> citizenship = code(row, first + 1, "citizenship", RENAMED);
            Optional<String> sex = code(row, first + 3, "sex", Map.of("n-a", "not-available"));
            Optional<String> age = code(row, first + 4, "ageGroup", AGES);
            Map<String, Object> values = new LinkedHashMap<>();
            ObservationStatus status = count(row, width - 1, values);
            if (quarter == null
                    || status == null
                    || method.isEmpty()
                    || citizenship.isEmpty()
                    || sex.isEmpty()
                    || age.isEmpty()) {
                return;
            }
            values.put("route", method.get().route());
            values.put("category", method.get().category());
            values.put("citizenship", citizenship.get());
            values.put("sex", sex.get());
            values.put("ageGroup", age.get());
            var draft = Draft.exact(series, quarter, values, status, row.at(width - 1));
            if (attempt.offerOnce(draft, row.at(0), "row")) {
                quarters.put(quarter.start(), quarter);
            }
        }

        private Optional<Method> method(Row row, int column) {
            Method method = METHODS.get(row.cell(column).text().strip());
            if (method == null) {
                attempt.error(
                        row.at(column),
                        quote(row.cell(column)),
                        "a method of entry: "
                                + METHODS.keySet().stream().sorted().toList());
            }
            return Optional.ofNullable(method);
        }

        /** The code of a name, or of what other editions call it; an error where the series does not declare it. */
        private Optional<String> code(Row row, int column, String dimension, Map<String, String> otherNames) {
            String found = Code.of(row.cell(column).text());
            String code = otherNames.getOrDefault(found, found);
            if (!series.codes(dimension).containsKey(code)) {
                attempt.error(
                        row.at(column),
                        quote(row.cell(column)),
                        "a name whose code the series declares under " + dimension + " of " + SERIES);
                return Optional.empty();
            }
            return Optional.of(code);
        }

        /**
         * Puts the number of people among the values, and gives how firm it is; null where it cannot be read. In a table
         * of text a blank is no mark: a row that was cut short ends in one.
         */
        private @Nullable ObservationStatus count(Row row, int column, Map<String, Object> values) {
            Cell cell = row.cell(column);
            String text = cell.text().strip();
            ObservationStatus mark = MARKS.get(text);
            if (mark != null && (width == HEADER.size() || !text.isEmpty())) {
                return mark;
            }
            if (cell instanceof Cell.Number number
                    && number.value().stripTrailingZeros().scale() <= 0) {
                text = number.value().toBigInteger().toString();
            }
            if (!COUNT.matcher(text).matches()) {
                attempt.error(
                        row.at(column),
                        quote(cell),
                        "a whole number, or one of the marks "
                                + MARKS.keySet().stream()
                                        .filter(each -> !each.isEmpty())
                                        .sorted()
                                        .toList());
                return null;
            }
            values.put("people", Long.valueOf(text));
            return ObservationStatus.A;
        }

        /** The quarters of an edition follow one another from the first on. */
        void finish(SourceFile file) {
            if (quarters.isEmpty()) {
                attempt.error(file.name(), "no rows", "a row for each combination in which somebody was detected");
                return;
            }
            Period expected = FIRST;
            for (Period quarter : quarters.values()) {
                if (!quarter.equals(expected)) {
                    attempt.error(
                            file.name(),
                            "no row of " + expected.code() + " before " + quarter.code(),
                            "every quarter from " + FIRST.code() + " on");
                    return;
                }
                LocalDate next = quarter.end().plusDays(1);
                expected = new Period(next, next.plusMonths(3).minusDays(1));
            }
            attempt.coversCompletely(
                    SERIES, FIRST.start(), quarters.lastEntry().getValue().end());
        }
    }
}

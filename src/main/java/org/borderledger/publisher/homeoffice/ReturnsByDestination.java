package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Returns from the UK by quarter, type of return and destination: a table of text that somebody derived from the Home
 * Office's detailed datasets of returns, with a column Date and the quarter as a number.
 *
 * <p>An edition is the whole of the series from its first quarter to its last. Combinations without a return have no row.
 * Some combinations have several rows, since names that were several in the publisher's table are one here: they are parts
 * of one figure and are added. The region is left out, as it follows from the destination.
 */
public final class ReturnsByDestination implements Importer {
    static final String FORMAT = "home-office-returns";

    private static final String SERIES = "uk-returns-quarterly";
    private static final String PAGE =
            "https://www.gov.uk/government/statistical-data-sets/immigration-system-statistics-data-tables";
    private static final String DERIVED =
            "a table derived from the publisher's detailed datasets of returns; by whom and how is not known";
    private static final List<String> HEADER = List.of(
            "Date",
            "Year",
            "Quarter",
            "Return type group",
            "Return type",
            "Return destination",
            "Return destination region",
            "Number of returns");
    private static final int GROUP = 3;
    private static final int TYPE = 4;
    private static final int DESTINATION = 5;
    private static final int REGION = 6;
    private static final int NUMBER = 7;

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    /** Six is the most that occurs; a key of many rows is another table, in which something was left out. */
    private static final int MOST_PARTS = 20;

    private static final String ENFORCED = "enforced-return";
    private static final String VOLUNTARY = "voluntary-return";
    private static final String REFUSED = "refused-entry-at-port-and-subsequently-departed";

    /** Each type of return is of one group only, so its code says the group too. */
    private static final Map<String, String> GROUP_BY_TYPE = Map.ofEntries(
            Map.entry("enforced-removals", ENFORCED),
            Map.entry("enforced-removals-from-detention", ENFORCED),
            Map.entry("non-detained-enforced-removals", ENFORCED),
            Map.entry("other-returns-from-detention", ENFORCED),
            Map.entry("assisted-returns", VOLUNTARY),
            Map.entry("controlled-returns", VOLUNTARY),
            Map.entry("other-verified-returns", VOLUNTARY),
            Map.entry("departed-from-uk-ports", REFUSED),
            Map.entry("departed-from-juxtaposed-controls", REFUSED),
            Map.entry("not-available", REFUSED),
            Map.entry("n-a-pre-2007", REFUSED));

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        return HEADER.equals(CsvTable.header(file.path()));
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "Home Office",
                "Immigration system statistics: returns by destination",
                ReleaseKind.ACCREDITED_STATISTICS,
                PAGE,
                DERIVED,
                "OGL-UK-3.0"));
        var figures = new Figures(attempt);
        try (CsvTable table = CsvTable.open(file.path())) {
            boolean headerSeen = false;
            for (Row row : attempt.rows(table.rows())) {
                if (headerSeen && !row.isEmpty()) {
                    figures.take(row);
                } else {
                    // the header is that by which the format was recognised
                    attempt.passOver();
                    headerSeen = true;
                }
            }
        }
        figures.offer(file);
    }

    /** A figure on its way, with the cells that it is made of. */
    private static final class Sum {
        private final Period quarter;
        private final Map<String, Object> values;
        private final ObservationStatus status;
        private final List<Row> rows = new ArrayList<>();
        private final List<String> numbers = new ArrayList<>();

        Sum(Period quarter, Map<String, Object> values, ObservationStatus status) {
            this.quarter = quarter;
            this.values = values;
            this.status = status;
        }

        void add(Row row, String number) {
            rows.add(row);
            numbers.add(number);
        }

        Draft draft(Series series) {
            var stated = new LinkedHashMap<>(values);
            if (!status.isMissing()) {
                stated.put("quantity", numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add));
            }
            return new Draft(
                    series,
                    quarter,
                    stated,
                    status,
                    null,
                    Qualifier.EXACT,
                    null,
                    rows.size() == 1 ? null : String.join(" + ", numbers),
                    null,
                    locator());
        }

        /** One cell, or as a spreadsheet writes several: a range where they stand below one another, else a list. */
        private String locator() {
            String first = rows.getFirst().at(NUMBER);
            Row last = rows.getLast();
            if (rows.size() == 1) {
                return first;
            }
            if (last.number() - rows.getFirst().number() == rows.size() - 1) {
                String place = last.at(NUMBER);
                return first + ":" + place.substring(place.lastIndexOf('!') + 1);
            }
            return String.join(",", rows.stream().map(row -> row.at(NUMBER)).toList());
        }
    }

    /** The rows of one file on their way to figures. */
    private static final class Figures {
        private final Attempt attempt;
        private final Series series;
        private final Map<String, Sum> sums = new LinkedHashMap<>();
        private final Map<String, Row> rowByDestination = new HashMap<>();
        /** Figures of which a row is quarantined: the sum of their other rows would be too small. */
        private final Set<String> incomplete = new HashSet<>();

        private final Quarters quarters = new Quarters();

        Figures(Attempt attempt) {
            this.attempt = attempt;
            this.series = attempt.series(SERIES);
        }

        void take(Row row) {
            Period quarter = Quarters.derived(row).orElse(null);
            String action = Code.of(row.cell(GROUP).text());
            String item = Code.of(row.cell(TYPE).text());
            String place = Code.of(row.cell(DESTINATION).text());
            String number = row.cell(NUMBER).text().strip();
            if (attempt.quarantineWider(row, HEADER)) {
                if (quarter != null
                        && action.equals(GROUP_BY_TYPE.get(item))
                        && series.codes("place").containsKey(place)) {
                    incomplete.add(key(quarter, action, item, place));
                }
            } else if (quarter == null) {
                attempt.quarantine(row, 0, Quarters.found(row), Quarters.DERIVED);
            } else if (!series.codes("action").containsKey(action)) {
                keepOut(
                        row,
                        GROUP,
                        "a group of return types: " + series.codes("action").values());
            } else if (!action.equals(GROUP_BY_TYPE.get(item))) {
                keepOut(row, TYPE, "a type of return of the group " + quote(row.cell(GROUP)));
            } else if (!series.codes("place").containsKey(place)) {
                keepOut(row, DESTINATION, "a name whose code the series declares under place of " + SERIES);
            } else if (!COUNT.matcher(number).matches() && (number.isEmpty() || !Marks.has(number))) {
                // a blank is none of the marks here: no row has one, and a row that was cut short ends in one
                keepOut(row, NUMBER, "a whole number, or one of the marks " + Marks.shown());
                incomplete.add(key(quarter, action, item, place));
            } else {
                take(row, quarter, action, item, place, number);
            }
        }

        private void keepOut(Row row, int column, String expected) {
            attempt.quarantine(row, column, quote(row.cell(column)), expected);
        }

        private void take(Row row, Period quarter, String action, String item, String place, String number) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("action", action);
            values.put("item", item);
            values.put("agency", series.codes("agency").keySet().iterator().next());
            values.put("place", place);
            values.put("border", action.equals(REFUSED) ? "port-of-entry" : "inside-the-uk");
            values.put("unit", "people");
            ObservationStatus status = Marks.has(number) ? Marks.status(number) : ObservationStatus.A;
            String key = key(quarter, action, item, place);
            Sum sum = sums.get(key);
            if (sum == null) {
                sum = new Sum(quarter, values, status);
                sums.put(key, sum);
            } else if (sum.status.isMissing() || status.isMissing()) {
                keepOut(row, NUMBER, "a number in each row of " + key + ", or one row");
                incomplete.add(key);
                return;
            } else if (sum.rows.size() == MOST_PARTS) {
                attempt.error(
                        row.at(0),
                        "more than " + MOST_PARTS + " rows of " + key,
                        "one, or a few that are its parts: was a column left out?");
                return;
            }
            sum.add(row, number);
            quarters.add(quarter);
            checkRegion(row);
            attempt.statesPart();
        }

        private static String key(Period quarter, String action, String item, String place) {
            return String.join(":", quarter.code(), action, item, place);
        }

        /** The region is left out since it follows from the destination; where it does not, that is worth knowing. */
        private void checkRegion(Row row) {
            Row first = rowByDestination.putIfAbsent(row.cell(DESTINATION).text(), row);
            if (first != null
                    && !first.cell(REGION).text().equals(row.cell(REGION).text())) {
                attempt.warning(
                        row.at(REGION),
                        quote(row.cell(REGION)) + " as the region of " + quote(row.cell(DESTINATION)),
                        "one region for each destination, and " + first.at(REGION) + " has "
                                + quote(first.cell(REGION)),
                        "kept without its region");
            }
        }

        void offer(SourceFile file) {
            if (quarters.isEmpty()) {
                attempt.error(file.name(), "no rows", "a row for each combination in which somebody was returned");
                return;
            }
            quarters.checkGaps(file.name(), attempt);
            quarters.checkIssued(file.name(), attempt);
            long rows = 0;
            @Nullable Sum first = null;
            int several = 0;
            for (Map.Entry<String, Sum> each : sums.entrySet()) {
                Sum sum = each.getValue();
                if (incomplete.contains(each.getKey())) {
                    attempt.warning(
                            sum.locator(),
                            "a part of " + each.getKey() + ", of which another row is quarantined",
                            "all parts of a figure",
                            "the figure is left out");
                    continue;
                }
                attempt.offer(sum.draft(series));
                if (sum.rows.size() > 1) {
                    first = first == null ? sum : first;
                    rows += sum.rows.size();
                    several++;
                }
            }
            if (several > 0) {
                attempt.warning(
                        Objects.requireNonNull(first).locator(),
                        several + " figures, of which this is the first, in " + rows + " rows",
                        "one row for each quarter, type and destination",
                        "added as parts; the words of the figure hold the numbers of its rows");
            }
            attempt.coversCompletely(SERIES, quarters.firstDay(), quarters.lastDay());
        }
    }
}

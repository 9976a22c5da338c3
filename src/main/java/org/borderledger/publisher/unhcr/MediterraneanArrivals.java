package org.borderledger.publisher.unhcr;

import static org.borderledger.ingest.Shown.quote;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ingest.sheet.XlsxWorkbook;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.London;
import org.borderledger.period.Period;

/**
 * UNHCR's working file of arrivals across the Mediterranean: the two sheets with people by day of arrival, in Greece and in
 * Italy. Its other sheets are months, queries and comparisons of the same arrivals, and are not read.
 *
 * <p>Days are numbers in the file, since only the format of a cell, which is not read, makes dates of them. A day without a
 * row is not zero: whole weeks have none in 2015, when thousands came each day. So a file covers the series only in part,
 * and withdraws nothing.
 */
public final class MediterraneanArrivals implements Importer {
    static final String FORMAT = "unhcr-mediterranean-arrivals";
    static final String SERIES = "mediterranean-arrivals-daily";

    private static final Map<String, String> PLACE_BY_SHEET = placeBySheet();
    private static final List<String> HEADER = List.of("Arrival Date", "Daily arrived");

    /** The months of the file begin in January 2014; a day before that is a number which is no date. */
    private static final LocalDate FIRST_PLAUSIBLE = LocalDate.of(2014, 1, 1);

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TOTAL = Pattern.compile("(grand )?total", Pattern.CASE_INSENSITIVE);

    /** Marks in the place of a number. None of them is 0. NA is what the sheet of months prints where there is none. */
    private static final Map<String, ObservationStatus> MARKS = Map.of(
            "", ObservationStatus.O,
            "-", ObservationStatus.O,
            ":", ObservationStatus.O,
            "..", ObservationStatus.O,
            "NA", ObservationStatus.O,
            "z", ObservationStatus.M);

    private static Map<String, String> placeBySheet() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("Daily Arrivals to Greece", "greece");
        places.put("Daily Arrivals to Italy", "italy");
        return places;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            return PLACE_BY_SHEET.keySet().stream().anyMatch(workbook.sheets()::contains);
        }
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "UNHCR",
                "Mediterranean arrivals: daily arrivals to Greece and Italy",
                ReleaseKind.MANAGEMENT_INFORMATION,
                "https://data.unhcr.org/en/situations/mediterranean",
                null));
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            PLACE_BY_SHEET.forEach((sheet, place) -> {
                if (workbook.sheets().contains(sheet)) {
                    new Days(workbook, attempt, sheet, place).read();
                } else {
                    attempt.error(file.name(), "no sheet '" + sheet + "'", "both sheets: " + PLACE_BY_SHEET.keySet());
                }
            });
        }
        attempt.coversPartly(SERIES);
    }

    /** One sheet on its way to figures. */
    private static final class Days {
        private final XlsxWorkbook workbook;
        private final Attempt attempt;
        private final Series series;
        private final String sheet;
        private final String place;
        private final LocalDate lastPlausible;
        private final TreeMap<LocalDate, String> cellByDay = new TreeMap<>();

        Days(XlsxWorkbook workbook, Attempt attempt, String sheet, String place) {
            this.workbook = workbook;
            this.attempt = attempt;
            this.series = attempt.series(SERIES);
            this.sheet = sheet;
            this.place = place;
            this.lastPlausible = attempt.issueDate()
                    .map(issued -> London.dayOf(issued.instant()))
                    .orElse(LocalDate.MAX);
        }

        void read() {
            boolean headerSeen = false;
            for (Row row : attempt.rows(workbook.rows(sheet))) {
                if (headerSeen) {
                    offer(row);
                } else if (!isHeader(row)) {
                    return;
                } else {
                    attempt.passOver();
                }
                headerSeen = true;
            }
            if (cellByDay.isEmpty()) {
                attempt.error(sheet, "no day with a number", "a row for each day on which arrivals were counted");
                return;
            }
            Period span = new Period(cellByDay.firstKey(), cellByDay.lastKey());
            long without = span.days() - cellByDay.size();
            if (without > 0) {
                attempt.note(
                        sheet,
                        without + " of " + span.days() + " days from " + span.start() + " to " + span.end()
                                + " have no row",
                        "a row a day",
                        "left out: nobody says that nobody came");
            }
        }

        private boolean isHeader(Row row) {
            boolean fits = true;
            for (int column = 0; column < Math.max(HEADER.size(), row.cells().size()); column++) {
                String name = column < HEADER.size() ? HEADER.get(column) : "";
                if (!row.cell(column).text().strip().equalsIgnoreCase(name)) {
                    attempt.error(row.at(column), quote(row.cell(column)), "the header '" + name + "'");
                    fits = false;
                }
            }
            return fits;
        }

        private void offer(Row row) {
            String first = row.cell(0).text().strip();
            if (TOTAL.matcher(first).matches() || isNote(row)) {
                attempt.passOver();
                return;
            }
            if (row.cells().size() > HEADER.size()) {
                attempt.quarantine(row, HEADER.size(), quote(row.cell(HEADER.size())), "nothing beyond the number");
                return;
            }
            Optional<LocalDate> day = day(row.cell(0));
            if (day.isEmpty()) {
                attempt.quarantine(
                        row,
                        0,
                        quote(row.cell(0)),
                        "a day from " + FIRST_PLAUSIBLE + " on, none after that of the issue, as the number of a date");
                return;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            ObservationStatus status = MARKS.get(row.cell(1).text().strip());
            if (status == null) {
                Optional<Long> people = count(row.cell(1));
                if (people.isEmpty()) {
                    attempt.quarantine(
                            row,
                            1,
                            quote(row.cell(1)),
                            "a whole number, or one of the marks "
                                    + MARKS.keySet().stream()
                                            .filter(each -> !each.isEmpty())
                                            .sorted()
                                            .toList());
                    return;
                }
                values.put("people", people.get());
                status = ObservationStatus.A;
            }
            String other = cellByDay.putIfAbsent(day.get(), row.at(1));
            if (other != null) {
                attempt.error(row.at(0), "a second row of " + day.get(), "one, and it stands at " + other);
                return;
            }
            values.put("route", "mediterranean");
            values.put("citizenship", "total");
            values.put("category", "arrival");
            values.put("place", place);
            attempt.offer(Draft.exact(series, new Period(day.get(), day.get()), values, status, row.at(1)));
        }

        /** Words alone, below the table; a day is a number. */
        private static boolean isNote(Row row) {
            return row.cells().stream().allMatch(cell -> cell instanceof Cell.Empty || cell instanceof Cell.Text)
                    && row.cells().stream()
                                    .filter(cell -> cell instanceof Cell.Text)
                                    .count()
                            == 1
                    && row.cells().stream()
                            .map(cell -> cell.text().strip().toLowerCase(Locale.ROOT))
                            .anyMatch(words -> words.startsWith("note") || words.startsWith("source"));
        }

        private Optional<LocalDate> day(Cell cell) {
            Optional<LocalDate> day = switch (cell) {
                case Cell.Number number -> workbook.day(number);
                case Cell.Day stated -> Optional.of(stated.value());
                case Cell.Empty none -> Optional.empty();
                case Cell.Text words -> Optional.empty();
                case Cell.Moment moment -> Optional.empty();
            };
            return day.filter(each -> !each.isBefore(FIRST_PLAUSIBLE) && !each.isAfter(lastPlausible));
        }

        private static Optional<Long> count(Cell cell) {
            String text = cell.text().strip();
            if (cell instanceof Cell.Number number
                    && number.value().stripTrailingZeros().scale() <= 0) {
                text = number.value().toBigInteger().toString();
            }
            return COUNT.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
        }
    }
}

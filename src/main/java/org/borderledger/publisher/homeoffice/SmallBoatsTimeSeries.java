package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.checkEnd;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.checkHeader;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.checkWidth;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.crossings;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.flag;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.offer;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.OdsWorkbook;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The weekly workbook "Small boats – time series" of the Home Office.
 *
 * <p>Sheet SB_01 has a day a row since 1 January 2018: people and boats arrived, and boats involved in uncontrolled
 * landings. Sheet SB_02 has a week a row, dated by its last day, a Sunday: the same, and people and events prevented by
 * French authorities. {@code -} is "not available", 0 is none. The notes sheet calls the arrivals provisional and the
 * preventions operational estimates. Each edition is the whole of its three series to its last row.
 */
public final class SmallBoatsTimeSeries implements Importer {
    static final String FORMAT = "home-office-small-boats-time-series";
    private static final String PAGE = "https://www.gov.uk/government/publications/"
            + "migrants-detected-crossing-the-english-channel-in-small-boats";
    private static final int DAYS_OF_A_WEEK = 7;
    private static final LocalDate FIRST_DAY = LocalDate.of(2018, 1, 1);

    private static final Set<String> WITHOUT_FIGURES = new TreeSet<>(Set.of("Cover_sheet", "Notes"));
    private static final List<String> DAILY_HEADER = List.of(
            "Date", "Migrants arrived", "Boats arrived", "Boats arrived - involved in uncontrolled landings", "Notes");
    private static final List<String> WEEKLY_HEADER = List.of(
            "Week ending",
            "Migrants arrived",
            "Boats arrived",
            "Boats arrived - involved in uncontrolled landings",
            "Migrants prevented",
            "Events prevented",
            "Notes");

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        try (OdsWorkbook workbook = OdsWorkbook.open(file.path())) {
            for (Row row : workbook.rows()) {
                if (row.sheet().equals("SB_01")) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "Home Office",
                "Migrants detected crossing the English Channel in small boats: time series",
                ReleaseKind.OFFICIAL_STATISTICS,
                PAGE,
                "OGL-UK-3.0"));
        try (OdsWorkbook workbook = OdsWorkbook.open(file.path())) {
            workbook.modified()
                    .ifPresent((Instant saved) -> attempt.issued(IssueDate.at(saved, IssueDate.Basis.FILE_METADATA)));
            var days = new Table("SB_01", DAILY_HEADER, 1, attempt);
            var weeks = new Table("SB_02", WEEKLY_HEADER, DAYS_OF_A_WEEK, attempt);
            Map<LocalDate, Long> people = new LinkedHashMap<>();
            Set<String> others = new HashSet<>();
            for (Row row : attempt.rows(workbook.rows())) {
                if (row.sheet().equals("SB_01")) {
                    days.lastDay(row).ifPresent(day -> offerDay(row, day, attempt, people));
                } else if (row.sheet().equals("SB_02")) {
                    weeks.lastDay(row).ifPresent(sunday -> offerWeek(row, sunday, attempt, people));
                } else {
                    attempt.passOver();
                    if (!WITHOUT_FIGURES.contains(row.sheet()) && others.add(row.sheet())) {
                        attempt.warning(
                                row.at(0),
                                "a sheet that nobody has decided upon, " + row.sheet(),
                                "one of SB_01, SB_02 and " + WITHOUT_FIGURES,
                                "not read");
                    }
                }
            }
            days.finish(file);
            weeks.finish(file);
            cover(attempt, days, "uk-small-boats-daily");
            cover(attempt, weeks, "uk-small-boats-weekly");
            cover(attempt, weeks, "uk-small-boats-prevented-weekly");
        }
    }

    private static void cover(Attempt attempt, Table table, String series) {
        if (table.last != null) {
            attempt.coversCompletely(series, FIRST_DAY, table.last);
        }
    }

    /** The rows of one sheet: a header, then periods without a gap. */
    private static final class Table {
        private final String sheet;
        private final List<String> header;
        private final int days;
        private final Attempt attempt;
        private boolean headerSeen;
        private @Nullable Row lastRow;
        private @Nullable LocalDate last;

        Table(String sheet, List<String> header, int days, Attempt attempt) {
            this.sheet = sheet;
            this.header = header;
            this.days = days;
            this.attempt = attempt;
        }

        /** The last day of the row's period, if the row is one of data that follows the row before. */
        Optional<LocalDate> lastDay(Row row) {
            if (!headerSeen) {
                headerSeen = true;
                attempt.passOver();
                checkHeader(row, header, String::equalsIgnoreCase, attempt);
                return Optional.empty();
            }
            LocalDate expected = last == null ? FIRST_DAY.plusDays(days - 1L) : last.plusDays(days);
            if (!(row.cell(0) instanceof Cell.Day day)) {
                attempt.error(row.at(0), quote(row.cell(0)), "the date " + expected);
                return Optional.empty();
            }
            if (!day.value().equals(expected)) {
                attempt.error(row.at(0), "the date " + day.value(), expected + ", the one after the row before");
            }
            checkWidth(row, header, attempt);
            lastRow = row;
            last = day.value();
            return Optional.of(day.value());
        }

        void finish(SourceFile file) {
            if (last == null || lastRow == null) {
                attempt.error(file.name(), "no rows in sheet " + sheet, "the columns " + header);
            } else if (attempt.issueDate().isPresent()) {
                checkEnd(lastRow, last, London.dayOf(attempt.issueDate().get().instant()), attempt);
            }
        }
    }

    private static void offerDay(Row row, LocalDate day, Attempt attempt, Map<LocalDate, Long> people) {
        Map<String, Object> values = crossings(row, SmallBoatsTimeSeries::count, attempt);
        offer(
                attempt,
                "uk-small-boats-daily",
                Period.day(day),
                values,
                ObservationStatus.P,
                flag(row, DAILY_HEADER.size() - 1, attempt),
                row.at(0));
        if (values.get("people") instanceof Long count) {
            people.put(day, count);
        }
    }

    private static void offerWeek(Row row, LocalDate sunday, Attempt attempt, Map<LocalDate, Long> people) {
        if (sunday.getDayOfWeek() != DayOfWeek.SUNDAY) {
            attempt.error(row.at(0), sunday + ", a " + sunday.getDayOfWeek(), "a Sunday");
        }
        Period week = Period.weekEnding(sunday);
        String flag = flag(row, WEEKLY_HEADER.size() - 1, attempt);
        Map<String, Object> values = crossings(row, SmallBoatsTimeSeries::count, attempt);
        List<Long> days = week.start()
                .datesUntil(sunday.plusDays(1))
                .map(people::get)
                .filter(Objects::nonNull)
                .toList();
        long sum = days.stream().mapToLong(Long::longValue).sum();
        boolean isWhole = days.size() == DAYS_OF_A_WEEK;
        // a day without a number is missing, not none
        if (values.get("people") instanceof Long count && (isWhole ? count != sum : count < sum)) {
            String expected = isWhole
                    ? sum + ", the sum of its days in SB_01"
                    : sum + " or more: only " + days.size() + " of its days in SB_01 have a number";
            attempt.warning(row.at(1), "a week of " + count + " people", expected);
        }
        offer(attempt, "uk-small-boats-weekly", week, values, ObservationStatus.P, flag, row.at(0));

        Map<String, Object> prevented = new LinkedHashMap<>();
        SmallBoatsFigures.count(row, 4, SmallBoatsTimeSeries::count, attempt).ifPresent(count -> {
            prevented.put("quantity", BigDecimal.valueOf(count));
            prevented.put("unit", "people");
        });
        SmallBoatsFigures.count(row, 5, SmallBoatsTimeSeries::count, attempt)
                .ifPresent(count -> prevented.put("events", count));
        offer(attempt, "uk-small-boats-prevented-weekly", week, prevented, ObservationStatus.E, flag, row.at(0));
    }

    private static Optional<Long> count(Cell cell) {
        return cell instanceof Cell.Number number && number.value().signum() >= 0 && isWhole(number.value())
                ? Optional.of(number.value().longValueExact())
                : Optional.empty();
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }
}

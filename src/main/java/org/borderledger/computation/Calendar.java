package org.borderledger.computation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;

/**
 * A way to cut time into periods without gap or overlap: what answers are grouped by, and the rhythm of most series.
 * Weeks are ISO weeks, Monday to Sunday; the UK financial year begins on 1 April, the US fiscal year on 1 October.
 */
public enum Calendar {
    DAY("day", 'd', 1, 0),
    WEEK("week", 'w', 7, 0),
    MONTH("month", 'm', 0, 1),
    QUARTER("quarter", 'q', 0, 3),
    YEAR("year", 'y', 0, 12),
    FINANCIAL_YEAR("financial-year", 'y', 0, 12),
    US_FINANCIAL_YEAR("us-financial-year", 'y', 0, 12);

    private final String code;
    private final char letter;
    private final int days;
    private final int months;

    Calendar(String code, char letter, int days, int months) {
        this.code = code;
        this.letter = letter;
        this.days = days;
        this.months = months;
    }

    /** The word in addresses and answers, such as {@code financial-year}. */
    public String code() {
        return code;
    }

    /** The letter of its unit in a window such as {@code 12m}. */
    char letter() {
        return letter;
    }

    /** The words of all calendars, from the shortest periods to the longest. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Calendar::code).toList();
    }

    /**
     * The calendar of a word.
     *
     * @param code one of {@link #codes()}
     * @throws IllegalArgumentException where it is none of them
     */
    public static Calendar get(String code) {
        return Arrays.stream(values())
                .filter(calendar -> calendar.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no calendar: " + code));
    }

    /** The calendar of a series' own periods; empty for a series without a rhythm. */
    public static Optional<Calendar> of(Series series) {
        return switch (series.frequency()) {
            case DAILY -> Optional.of(DAY);
            case WEEKLY -> Optional.of(WEEK);
            case MONTHLY -> Optional.of(MONTH);
            case QUARTERLY -> Optional.of(QUARTER);
            case ANNUAL -> Optional.of(reportingYear(series));
            case OTHER -> Optional.empty();
        };
    }

    private static Calendar reportingYear(Series series) {
        return switch (series.reportingYearStart()) {
            case "--01-01" -> YEAR;
            case "--04-01" -> FINANCIAL_YEAR;
            case "--10-01" -> US_FINANCIAL_YEAR;
            default -> throw new IllegalStateException("no calendar begins its years like " + series.id());
        };
    }

    /** Whether its periods are years, of any kind. */
    public boolean isYear() {
        return months == 12;
    }

    /** Whether every period of this calendar lies in exactly one of the other. */
    boolean nestsIn(Calendar other) {
        return switch (this) {
            case DAY -> true;
            case MONTH -> other == MONTH || other == QUARTER || other.isYear();
            // all three years begin with a quarter
            case QUARTER -> other == QUARTER || other.isYear();
            case WEEK, YEAR, FINANCIAL_YEAR, US_FINANCIAL_YEAR -> other == this;
        };
    }

    /** The period that holds the day. */
    Period around(LocalDate day) {
        int year = day.getYear();
        return switch (this) {
            case DAY -> Period.day(day);
            case WEEK -> {
                LocalDate monday = day.with(DayOfWeek.MONDAY);
                yield new Period(monday, monday.plusDays(6));
            }
            case MONTH -> Period.month(YearMonth.from(day));
            case QUARTER -> Period.quarter(year, day.get(IsoFields.QUARTER_OF_YEAR));
            case YEAR -> Period.year(year);
            case FINANCIAL_YEAR -> Period.ukFinancialYear(day.getMonthValue() >= 4 ? year : year - 1);
            case US_FINANCIAL_YEAR -> Period.usFiscalYear(day.getMonthValue() >= 10 ? year + 1 : year);
        };
    }

    /** The period so many before the one that holds the day. */
    Period before(LocalDate day, int periods) {
        return around(around(day).start().minusDays((long) days * periods).minusMonths((long) months * periods));
    }

    Period next(Period period) {
        return around(period.end().plusDays(1));
    }

    /** From the first day of the first whole period in the span to the last day of the last; empty where none fits. */
    Optional<Period> whole(Period span) {
        Period first = around(span.start());
        LocalDate start =
                first.start().equals(span.start()) ? span.start() : first.end().plusDays(1);
        Period last = around(span.end());
        LocalDate end =
                last.end().equals(span.end()) ? span.end() : last.start().minusDays(1);
        return end.isBefore(start) ? Optional.empty() : Optional.of(new Period(start, end));
    }

    /** How many whole periods lie in the span. */
    public long count(Period span) {
        return whole(span)
                .map(whole -> days > 0
                        ? whole.days() / days
                        : ChronoUnit.MONTHS.between(whole.start(), whole.end().plusDays(1)) / months)
                .orElse(0L);
    }

    /** Whether whole periods fill the span to its ends. */
    boolean tiles(Period span) {
        return whole(span).filter(span::equals).isPresent();
    }
}

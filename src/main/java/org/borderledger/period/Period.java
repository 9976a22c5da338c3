package org.borderledger.period;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A span of calendar days, both ends inclusive.
 *
 * <p>Its code is the most natural way to write it: a year {@code 2025}, a quarter {@code 2025-Q2}, a month {@code
 * 2025-06}, a UK financial year {@code FY2024-25} (1 April to 31 March), a US fiscal year {@code USFY2025} (1 October
 * 2024 to 30 September 2025), an ISO week {@code 2025-W25} (Monday to Sunday), a day {@code 2025-06-20}, else both days,
 * {@code 2024-07-05--2025-03-22}.
 */
public record Period(LocalDate start, LocalDate end) {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    private static final LocalDate FIRST_DAY = LocalDate.of(FIRST_YEAR, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(LAST_YEAR, 12, 31);
    private static final String SPAN = "--";
    private static final List<Form> FORMS = List.of(
            new Form("(\\d{4})-(\\d{2})-(\\d{2})", n -> Optional.of(day(LocalDate.of(n[0], n[1], n[2])))),
            new Form("(\\d{4})-(\\d{2})", n -> Optional.of(month(YearMonth.of(n[0], n[1])))),
            new Form("(\\d{4})", n -> Optional.of(year(n[0]))),
            new Form("(\\d{4})-Q([1-4])", n -> Optional.of(quarter(n[0], n[1]))),
            new Form("(\\d{4})-W(\\d{2})", n -> week(n[0], n[1])),
            new Form(
                    "FY(\\d{4})-(\\d{2})",
                    n -> n[1] == (n[0] + 1) % 100 ? Optional.of(ukFinancialYear(n[0])) : Optional.empty()),
            new Form("USFY(\\d{4})", n -> Optional.of(usFiscalYear(n[0]))));

    /** One way to write a period: its pattern, and what the numbers in it mean. */
    private record Form(Pattern pattern, Function<int[], Optional<Period>> meaning) {
        Form(String pattern, Function<int[], Optional<Period>> meaning) {
            this(Pattern.compile(pattern), meaning);
        }
    }

    public Period {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a period ends on or after its first day: " + start + " to " + end);
        }
    }

    public static Period day(LocalDate day) {
        return new Period(day, day);
    }

    /** From one day to the other; an end that is null is open, and runs to that of all calendars, 1900 or 2999. */
    public static Period between(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new Period(first == null ? FIRST_DAY : first, last == null ? LAST_DAY : last);
    }

    /** Whether it runs on to the end of all calendars. */
    public boolean isOpenAtTheEnd() {
        return end.equals(LAST_DAY);
    }

    /** The same with open ends where the data has its own; a closed end stays. */
    public Period closedBy(Period data) {
        LocalDate first = start.equals(FIRST_DAY) ? min(data.start, end) : start;
        return new Period(first, isOpenAtTheEnd() ? max(data.end, first) : end);
    }

    private static LocalDate min(LocalDate one, LocalDate other) {
        return other.isBefore(one) ? other : one;
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return other.isAfter(one) ? other : one;
    }

    /** The seven days that end on this day. */
    public static Period weekEnding(LocalDate lastDay) {
        return new Period(lastDay.minusDays(6), lastDay);
    }

    /**
     * A calendar year.
     *
     * @param year such as 2025; any that a {@link LocalDate} may have
     * @throws DateTimeException where it may have no such year
     */
    public static Period year(int year) {
        return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /**
     * A quarter of a calendar year.
     *
     * @param year such as 2025; any that a {@link LocalDate} may have
     * @param quarter from 1 to 4
     * @throws DateTimeException where there is no such quarter
     */
    public static Period quarter(int year, int quarter) {
        LocalDate start = LocalDate.of(year, quarter * 3 - 2, 1);
        return new Period(start, start.plusMonths(3).minusDays(1));
    }

    /** A calendar month, of 28 to 31 days. */
    public static Period month(YearMonth month) {
        return new Period(month.atDay(1), month.atEndOfMonth());
    }

    /** The UK government's financial year that begins on 1 April of this year. */
    public static Period ukFinancialYear(int firstYear) {
        return new Period(LocalDate.of(firstYear, 4, 1), LocalDate.of(firstYear + 1, 3, 31));
    }

    /** The US government's fiscal year that ends on 30 September of this year. */
    public static Period usFiscalYear(int endYear) {
        return new Period(LocalDate.of(endYear - 1, 10, 1), LocalDate.of(endYear, 9, 30));
    }

    /** The ISO week, Monday to Sunday; empty where the year has no such week. */
    public static Optional<Period> week(int weekYear, int week) {
        LocalDate inWeekYear = LocalDate.of(weekYear, 1, 4);
        if (week < 1
                || week
                        > IsoFields.WEEK_OF_WEEK_BASED_YEAR
                                .rangeRefinedBy(inWeekYear)
                                .getMaximum()) {
            return Optional.empty();
        }
        LocalDate monday =
                inWeekYear.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
        return Optional.of(new Period(monday, monday.plusDays(6)));
    }

    /** Reads a period as {@link #code} writes it; empty where the text is not one, or lies outside 1900 to 2999. */
    public static Optional<Period> find(String code) {
        int span = code.indexOf(SPAN);
        try {
            if (span < 0) {
                return findNatural(code);
            }
            LocalDate start = LocalDate.parse(code.substring(0, span));
            LocalDate end = LocalDate.parse(code.substring(span + SPAN.length()));
            return start.isAfter(end) || !inRange(start) || !inRange(end)
                    ? Optional.empty()
                    : Optional.of(new Period(start, end));
        } catch (DateTimeException notOnTheCalendar) {
            return Optional.empty();
        }
    }

    private static Optional<Period> findNatural(String code) {
        for (Form form : FORMS) {
            Matcher match = form.pattern().matcher(code);
            if (match.matches()) {
                int[] numbers = IntStream.rangeClosed(1, match.groupCount())
                        .map(group -> Integer.parseInt(match.group(group)))
                        .toArray();
                return form.meaning().apply(numbers).flatMap(Period::whenInRange);
            }
        }
        return Optional.empty();
    }

    private static Optional<Period> whenInRange(Period period) {
        return inRange(period.start) && inRange(period.end) ? Optional.of(period) : Optional.empty();
    }

    /** Whether the day lies in the years 1900 to 2999, which is all that a border statistic can mean. */
    public static boolean inRange(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    /** The period in its most natural form; {@link #find} reads it back. */
    public String code() {
        int year = start.getYear();
        if (start.equals(end)) {
            return start.toString();
        } else if (equals(year(year))) {
            return Integer.toString(year);
        } else if (equals(month(YearMonth.from(start)))) {
            return YearMonth.from(start).toString();
        } else if (equals(quarter(year, start.get(IsoFields.QUARTER_OF_YEAR)))) {
            return year + "-Q" + start.get(IsoFields.QUARTER_OF_YEAR);
        } else if (equals(ukFinancialYear(year))) {
            return String.format(Locale.ROOT, "FY%d-%02d", year, (year + 1) % 100);
        } else if (equals(usFiscalYear(end.getYear()))) {
            return "USFY" + end.getYear();
        } else if (start.getDayOfWeek() == DayOfWeek.MONDAY && end.equals(start.plusDays(6))) {
            return String.format(
                    Locale.ROOT,
                    "%d-W%02d",
                    start.get(IsoFields.WEEK_BASED_YEAR),
                    start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
        return start + SPAN + end;
    }

    /** Whether days lie wholly inside one of some periods; no periods at all are all days. */
    public static boolean areInside(LocalDate first, LocalDate last, List<Period> periods) {
        for (Period period : periods) {
            if (!first.isBefore(period.start) && !last.isAfter(period.end)) {
                return true;
            }
        }
        return periods.isEmpty();
    }

    public boolean contains(Period other) {
        return !other.start.isBefore(start) && !other.end.isAfter(end);
    }

    /** From the first day of either to the last; null is none yet. */
    public Period spanning(@Nullable Period other) {
        return other == null ? this : new Period(min(start, other.start), max(end, other.end));
    }

    /** The days that lie in both; empty where there are none. */
    public Optional<Period> common(Period other) {
        LocalDate first = max(start, other.start);
        LocalDate last = min(end, other.end);
        return last.isBefore(first) ? Optional.empty() : Optional.of(new Period(first, last));
    }

    /** The number of days, at least one. */
    public long days() {
        return end.toEpochDay() - start.toEpochDay() + 1;
    }
}

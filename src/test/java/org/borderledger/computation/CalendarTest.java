package org.borderledger.computation;

import static org.borderledger.computation.Made.day;
import static org.borderledger.computation.Made.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.period.Frequency;
import org.borderledger.period.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Time cut into periods without gap or overlap. */
class CalendarTest {

    @ParameterizedTest
    @CsvSource({
        "DAY, 2024-02-29, 2024-02-29",
        "WEEK, 2025-01-01, 2025-W01",
        "WEEK, 2024-12-30, 2025-W01",
        "WEEK, 2025-01-05, 2025-W01",
        "MONTH, 2024-02-29, 2024-02",
        "QUARTER, 2024-12-31, 2024-Q4",
        "YEAR, 2024-12-31, 2024",
        "FINANCIAL_YEAR, 2025-03-31, FY2024-25",
        "FINANCIAL_YEAR, 2025-04-01, FY2025-26",
        "US_FINANCIAL_YEAR, 2024-09-30, USFY2024",
        "US_FINANCIAL_YEAR, 2024-10-01, USFY2025"
    })
    void aDayLiesInOnePeriod(Calendar calendar, LocalDate day, String period) {
        assertEquals(span(period), calendar.around(day));
    }

    @ParameterizedTest
    @EnumSource(Calendar.class)
    void periodsFollowOneAnotherAndCountAsTheyAreWalked(Calendar calendar) {
        Period first = calendar.around(day("2019-07-17"));
        Period period = first;
        for (int walked = 1; walked <= 40; walked++) {
            var span = new Period(first.start(), period.end());
            assertEquals(walked, calendar.count(span));
            assertTrue(calendar.tiles(span));
            assertEquals(first, calendar.before(period.start(), walked - 1));
            if (walked > 1) {
                assertEquals(
                        walked - 1,
                        calendar.count(new Period(first.start(), span.end().minusDays(1))));
                assertEquals(walked - 1, calendar.count(new Period(first.start().plusDays(1), span.end())));
            }
            Period next = calendar.next(period);
            assertEquals(period.end().plusDays(1), next.start());
            period = next;
        }
    }

    @Test
    void onlyWholePeriodsCount() {
        assertEquals(Optional.of(span("2025-01-06--2025-01-26")), Calendar.WEEK.whole(span("2025-01-01--2025-01-31")));
        assertEquals(3, Calendar.WEEK.count(span("2025-01")));
        assertFalse(Calendar.WEEK.tiles(span("2025-01")));
        assertEquals(Optional.empty(), Calendar.MONTH.whole(span("2025-01-02--2025-02-27")));
        assertEquals(0, Calendar.MONTH.count(span("2025-01-02--2025-02-27")));
        assertEquals(0, Calendar.YEAR.count(span("2025-01-02--2025-12-31")));
        assertEquals(1, Calendar.MONTH.count(span("2025-01-02--2025-02-28")));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, 2025-06-20, 2025-06-20, 1",
        "DAY, 2024-01-01, 2024-12-31, 366",
        "WEEK, 2025-06-16, 2025-06-22, 1",
        "WEEK, 2025-06-16, 2025-06-21, 0",
        "WEEK, 2025-06-17, 2025-07-03, 1",
        "WEEK, 2025-06-01, 2025-06-30, 4",
        "WEEK, 2018-01-01, 2026-08-16, 450",
        "MONTH, 2025-01-01, 2025-12-31, 12",
        "MONTH, 2025-01-02, 2025-12-30, 10",
        "MONTH, 2024-02-01, 2024-02-28, 0",
        "QUARTER, 2025-01-01, 2025-12-31, 4",
        "QUARTER, 2025-02-01, 2025-12-31, 3",
        "QUARTER, 2025-02-01, 2025-05-31, 0",
        "YEAR, 2018-01-01, 2025-12-31, 8",
        "YEAR, 2018-01-02, 2025-12-31, 7",
        "YEAR, 2018-01-01, 2025-12-30, 7",
        "YEAR, 2025-03-01, 2025-04-01, 0"
    })
    void aSpanCountsItsWholePeriods(Calendar calendar, LocalDate from, LocalDate to, long expected) {
        assertEquals(expected, calendar.count(new Period(from, to)));
    }

    @Test
    void theCountIsThatOfTheDays() {
        var random = new Random(322);
        for (int i = 0; i < 1_000; i++) {
            LocalDate from = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(9_000));
            LocalDate to = from.plusDays(random.nextInt(1_200));
            assertCount(Calendar.DAY, from, to, day -> true, day -> day.plusDays(1));
            assertCount(
                    Calendar.WEEK, from, to, day -> day.getDayOfWeek() == DayOfWeek.MONDAY, day -> day.plusWeeks(1));
            assertCount(Calendar.MONTH, from, to, day -> day.getDayOfMonth() == 1, day -> day.plusMonths(1));
            assertCount(
                    Calendar.QUARTER,
                    from,
                    to,
                    day -> day.getDayOfMonth() == 1 && day.getMonthValue() % 3 == 1,
                    day -> day.plusMonths(3));
            assertCount(Calendar.YEAR, from, to, day -> day.getDayOfYear() == 1, day -> day.plusYears(1));
        }
    }

    private interface Next {
        LocalDate after(LocalDate start);
    }

    private static void assertCount(
            Calendar calendar, LocalDate from, LocalDate to, Predicate<LocalDate> begins, Next next) {
        long count = from.datesUntil(to.plusDays(1))
                .filter(begins)
                .filter(start -> !next.after(start).minusDays(1).isAfter(to))
                .count();
        assertEquals(count, calendar.count(new Period(from, to)), calendar + " " + from + " to " + to);
    }

    @ParameterizedTest
    @EnumSource(Calendar.class)
    void whatNestsLiesInOnePeriodOnEveryDay(Calendar inner) {
        for (Calendar outer : Calendar.values()) {
            boolean always = true;
            for (LocalDate day = day("2019-01-01"); day.isBefore(day("2030-01-01")); day = day.plusDays(1)) {
                always &= outer.around(day).contains(inner.around(day));
            }
            assertEquals(always, inner.nestsIn(outer), inner + " in " + outer);
        }
    }

    @Test
    void aYearThatBeginsOnAnotherDayHasNoCalendar() {
        assertThrows(IllegalStateException.class, () -> Calendar.of(Made.crossings(Frequency.ANNUAL, "--07-01")));
        assertEquals(Optional.empty(), Calendar.of(Made.crossings(Frequency.OTHER, "--01-01")));
    }

    @Test
    void statusesHaveOneOrderWithNormalFirstAndMissingLast() {
        List<ObservationStatus> all = Arrays.asList(ObservationStatus.values());
        for (ObservationStatus left : all) {
            assertEquals(left, Firmness.worse(left, ObservationStatus.A));
            assertEquals(left, Firmness.worse(null, left));
            assertEquals(ObservationStatus.O, Firmness.worse(left, ObservationStatus.O));
            for (ObservationStatus right : all) {
                assertEquals(Firmness.worse(left, right), Firmness.worse(right, left));
                if (right.isMissing() && !left.isMissing()) {
                    assertEquals(right, Firmness.worse(left, right));
                }
            }
        }
        assertEquals(ObservationStatus.E, Firmness.worse(ObservationStatus.P, ObservationStatus.E));
        assertEquals(ObservationStatus.P, Firmness.worse(ObservationStatus.P, ObservationStatus.B));
    }

    @Test
    void rangesJoinWhereTheyFollowOneAnother() {
        var ranges = new Ranges();
        assertTrue(ranges.isEmpty());
        ranges.add(span("2025-01"));
        ranges.add(span("2025-02"));
        ranges.add(span("2025-04-01"));
        var later = new Ranges();
        later.add(span("2025-04-02"));
        later.add(span("2025-05-01"));
        ranges.addAll(later);
        assertEquals(List.of("2025-01-01..2025-02-28", "2025-04-01..2025-04-02", "2025-05-01"), ranges.texts());
    }
}

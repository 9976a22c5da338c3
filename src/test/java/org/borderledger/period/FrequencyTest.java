package org.borderledger.period;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many whole periods a span of days expects, against a count day by day. */
class FrequencyTest {
    @ParameterizedTest
    @CsvSource({
        "DAILY, 2025-06-20, 2025-06-20, 1",
        "DAILY, 2024-01-01, 2024-12-31, 366",
        "WEEKLY, 2025-06-16, 2025-06-22, 1",
        "WEEKLY, 2025-06-16, 2025-06-21, 0",
        "WEEKLY, 2025-06-17, 2025-07-03, 1",
        "WEEKLY, 2025-06-01, 2025-06-30, 4",
        "WEEKLY, 2018-01-01, 2026-08-16, 450",
        "MONTHLY, 2025-01-01, 2025-12-31, 12",
        "MONTHLY, 2025-01-02, 2025-12-30, 10",
        "MONTHLY, 2024-02-01, 2024-02-28, 0",
        "QUARTERLY, 2025-01-01, 2025-12-31, 4",
        "QUARTERLY, 2025-02-01, 2025-12-31, 3",
        "QUARTERLY, 2025-02-01, 2025-05-31, 0",
        "ANNUAL, 2018-01-01, 2025-12-31, 8",
        "ANNUAL, 2018-01-02, 2025-12-31, 7",
        "ANNUAL, 2018-01-01, 2025-12-30, 7",
        "ANNUAL, 2025-03-01, 2025-04-01, 0"
    })
    void aSpanExpectsItsWholePeriods(Frequency frequency, LocalDate from, LocalDate to, long expected) {
        assertEquals(OptionalLong.of(expected), frequency.expected(from, to));
    }

    @Test
    void aSeriesWithoutARhythmExpectsNothing() {
        assertEquals(
                OptionalLong.empty(), Frequency.OTHER.expected(LocalDate.of(2018, 1, 1), LocalDate.of(2025, 12, 31)));
    }

    @Test
    void theCountIsThatOfTheCalendar() {
        var random = new Random(322);
        for (int i = 0; i < 1_000; i++) {
            LocalDate from = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(9_000));
            LocalDate to = from.plusDays(random.nextInt(1_200));
            assertCount(Frequency.DAILY, from, to, day -> true, day -> day.plusDays(1));
            assertCount(
                    Frequency.WEEKLY, from, to, day -> day.getDayOfWeek() == DayOfWeek.MONDAY, day -> day.plusWeeks(1));
            assertCount(Frequency.MONTHLY, from, to, day -> day.getDayOfMonth() == 1, day -> day.plusMonths(1));
            assertCount(
                    Frequency.QUARTERLY,
                    from,
                    to,
                    day -> day.getDayOfMonth() == 1 && day.getMonthValue() % 3 == 1,
                    day -> day.plusMonths(3));
            assertCount(Frequency.ANNUAL, from, to, day -> day.getDayOfYear() == 1, day -> day.plusYears(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"DAILY, D", "WEEKLY, W", "MONTHLY, M", "QUARTERLY, Q", "ANNUAL, A", "OTHER, _O"})
    void itsCodeIsThatOfSdmx(Frequency frequency, String code) {
        assertEquals(code, frequency.code());
    }

    private interface Next {
        LocalDate after(LocalDate start);
    }

    private static void assertCount(
            Frequency frequency, LocalDate from, LocalDate to, Predicate<LocalDate> begins, Next next) {
        long count = from.datesUntil(to.plusDays(1))
                .filter(begins)
                .filter(start -> !next.after(start).minusDays(1).isAfter(to))
                .count();
        assertEquals(OptionalLong.of(count), frequency.expected(from, to), frequency + " " + from + " to " + to);
    }
}

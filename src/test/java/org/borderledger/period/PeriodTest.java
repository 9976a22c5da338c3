package org.borderledger.period;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API rule 13: a span of days has one code, and the code is read back as that span. */
class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "2025-06-20, 2025-06-20, 2025-06-20, 1",
        "2024-02-29, 2024-02-29, 2024-02-29, 1",
        "2025, 2025-01-01, 2025-12-31, 365",
        "2024, 2024-01-01, 2024-12-31, 366",
        "1900, 1900-01-01, 1900-12-31, 365",
        "2999, 2999-01-01, 2999-12-31, 365",
        "2025-Q1, 2025-01-01, 2025-03-31, 90",
        "2024-Q1, 2024-01-01, 2024-03-31, 91",
        "2025-Q4, 2025-10-01, 2025-12-31, 92",
        "2025-02, 2025-02-01, 2025-02-28, 28",
        "2024-02, 2024-02-01, 2024-02-29, 29",
        "2000-02, 2000-02-01, 2000-02-29, 29",
        "1900-02, 1900-02-01, 1900-02-28, 28",
        "2025-W25, 2025-06-16, 2025-06-22, 7",
        "2025-W01, 2024-12-30, 2025-01-05, 7",
        "2020-W53, 2020-12-28, 2021-01-03, 7",
        "2026-W53, 2026-12-28, 2027-01-03, 7",
        "FY2024-25, 2024-04-01, 2025-03-31, 365",
        "FY2023-24, 2023-04-01, 2024-03-31, 366",
        "FY1999-00, 1999-04-01, 2000-03-31, 366",
        "FY2099-00, 2099-04-01, 2100-03-31, 365",
        "USFY2025, 2024-10-01, 2025-09-30, 365",
        "USFY2024, 2023-10-01, 2024-09-30, 366",
        "2024-07-05--2025-03-22, 2024-07-05, 2025-03-22, 261"
    })
    void aCodeIsReadAsItsDaysAndWrittenTheSameAgain(String code, LocalDate start, LocalDate end, long days) {
        Period period = Period.find(code).orElseThrow();
        assertEquals(new Period(start, end), period);
        assertEquals(code, period.code());
        assertEquals(days, period.days());
    }

    /** A span may be written by its days though it has a shorter code; its own code is the shorter one. */
    @ParameterizedTest
    @CsvSource({
        "2025-01-01--2025-12-31, 2025",
        "2025-06-20--2025-06-20, 2025-06-20",
        "2025-06-16--2025-06-22, 2025-W25",
        "2024-04-01--2025-03-31, FY2024-25"
    })
    void theDaysOfASpanLeadToItsShortCode(String days, String code) {
        assertEquals(code, Period.find(days).orElseThrow().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2025 ",
                "25",
                "20250",
                "2025-",
                "2025-0",
                "2025-1",
                "2025-13",
                "2025-00",
                "2025-06-31",
                "2025-02-29",
                "1900-02-29",
                "2025-06-20-",
                "2025-Q0",
                "2025-Q5",
                "2025-q2",
                "2025Q2",
                "2025-W00",
                "2025-W53",
                "2025-W54",
                "2025-W1",
                "2025-w25",
                "FY2024",
                "FY2024-26",
                "FY2024-2025",
                "FY1999-01",
                "fy2024-25",
                "FY 2024-25",
                "USFY25",
                "USFY2025-26",
                "usfy2025",
                "1899",
                "3000",
                "1899-12-31",
                "3000-01-01",
                "FY2999-00",
                "USFY1900",
                "FY1899-00",
                "0000",
                "9999",
                "2999-12-30--3000-01-05",
                "2025-06-20--2025-06-19",
                "2025-06-20--",
                "--2025-06-20",
                "--",
                "2025--2026",
                "2025-06--2025-07",
                "2025-06-20--2025-06-21--2025-06-22",
                "2025-06-20T00:00",
                "+2025",
                "-2025",
                "２０２５",
                "٢٠٢٥",
                "2025\n",
                "2025..2026",
                "99999999999999999999"
            })
    void anythingElseIsNoPeriod(String text) {
        assertEquals(Optional.empty(), Period.find(text));
    }

    @Test
    void everyYearHasAsManyWeeksAsTheCalendarOfIso() {
        int long53 = 0;
        for (int year = 1901; year < 2999; year++) {
            // ISO 8601: a year has 53 weeks where 1 January is a Thursday, or a Wednesday of a leap year
            DayOfWeek first = LocalDate.of(year, 1, 1).getDayOfWeek();
            boolean has53 = first == DayOfWeek.THURSDAY
                    || (first == DayOfWeek.WEDNESDAY && LocalDate.of(year, 1, 1).isLeapYear());
            assertEquals(has53, Period.week(year, 53).isPresent(), "" + year);
            assertTrue(Period.week(year, 52).isPresent());
            assertFalse(Period.week(year, 54).isPresent());
            assertFalse(Period.week(year, 0).isPresent());
            long53 += has53 ? 1 : 0;
        }
        assertEquals(195, long53, 3, "71 of 400 years");
    }

    @Test
    void theWeeksOfManyYearsFollowOneAnotherWithoutAGap() {
        LocalDate monday = LocalDate.of(2001, 1, 1);
        for (int i = 0; i < 3_000; i++) {
            Period week = Period.weekEnding(monday.plusDays(6));
            Period read = Period.find(week.code()).orElseThrow();
            assertEquals(monday, read.start());
            assertEquals(
                    week,
                    Period.week(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                            .orElseThrow());
            monday = monday.plusWeeks(1);
        }
    }

    /** Fixed seed: 20,000 spans, half of them of a natural length or beginning. */
    @Test
    void everySpanIsReadBackFromItsCodeAndNoTwoSpansShareOne() {
        var random = new Random(812);
        Map<String, Period> byCode = new HashMap<>();
        LocalDate first = LocalDate.of(1900, 1, 1);
        LocalDate last = LocalDate.of(2999, 12, 31);
        int[] lengths = {1, 7, 28, 29, 30, 31, 90, 91, 92, 365, 366};
        for (int i = 0; i < 20_000; i++) {
            LocalDate start = first.plusDays(random.nextInt((int) (last.toEpochDay() - first.toEpochDay()) + 1));
            if (random.nextBoolean()) {
                start = start.withDayOfMonth(1);
            }
            int length = random.nextBoolean() ? lengths[random.nextInt(lengths.length)] : 1 + random.nextInt(2_000);
            LocalDate end = start.plusDays(length - 1L);
            if (end.isAfter(last)) {
                continue;
            }
            var period = new Period(start, end);
            assertEquals(Optional.of(period), Period.find(period.code()), period.code());
            Period other = byCode.put(period.code(), period);
            assertTrue(other == null || other.equals(period), period::code);
        }
    }

    @Test
    void everyNaturalPeriodHasItsNaturalCode() {
        for (int year = 1901; year < 2999; year++) {
            assertEquals("" + year, Period.year(year).code());
            assertEquals("USFY" + year, Period.usFiscalYear(year).code());
            assertTrue(Period.ukFinancialYear(year).code().startsWith("FY" + year + "-"));
            for (int quarter = 1; quarter <= 4; quarter++) {
                assertEquals(
                        year + "-Q" + quarter, Period.quarter(year, quarter).code());
            }
            for (int month = 1; month <= 12; month++) {
                assertEquals(
                        YearMonth.of(year, month).toString(),
                        Period.month(YearMonth.of(year, month)).code());
            }
        }
    }

    @Test
    void aPeriodEndsOnOrAfterItsFirstDay() {
        LocalDate day = LocalDate.of(2025, 6, 20);
        assertThrows(IllegalArgumentException.class, () -> new Period(day, day.minusDays(1)));
        assertEquals(1, new Period(day, day).days());
    }

    @Test
    void aPeriodContainsItselfAndWhatLiesWhollyInside() {
        Period june = Period.month(YearMonth.of(2025, 6));
        assertTrue(june.contains(june));
        assertTrue(june.contains(Period.day(LocalDate.of(2025, 6, 1))));
        assertTrue(june.contains(Period.day(LocalDate.of(2025, 6, 30))));
        assertFalse(june.contains(Period.day(LocalDate.of(2025, 7, 1))));
        assertFalse(june.contains(Period.year(2025)));
        assertFalse(june.contains(Period.week(2025, 27).orElseThrow()));
    }

    @Test
    void anOpenEndIsClosedByTheData() {
        Period data = new Period(LocalDate.of(2018, 1, 1), LocalDate.of(2026, 8, 20));
        LocalDate day = LocalDate.of(2025, 1, 2);
        assertEquals(new Period(day, data.end()), Period.between(day, null).closedBy(data));
        assertEquals(new Period(data.start(), day), Period.between(null, day).closedBy(data));
        assertEquals(data, Period.between(null, null).closedBy(data));
        assertEquals(Period.year(2030), Period.year(2030).closedBy(data));
        LocalDate before = LocalDate.of(2001, 1, 1);
        assertEquals(Period.day(before), Period.between(null, before).closedBy(data), "it never turns round");
        LocalDate after = LocalDate.of(2027, 1, 1);
        assertEquals(Period.day(after), Period.between(after, null).closedBy(data));
    }
}

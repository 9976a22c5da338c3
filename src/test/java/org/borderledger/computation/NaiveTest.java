package org.borderledger.computation;

import static org.borderledger.computation.Made.CROSSINGS;
import static org.borderledger.computation.Made.DAILY;
import static org.borderledger.computation.Made.asked;
import static org.borderledger.computation.Made.crossing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated days with gaps and missing values, against sums that are worked out the slow way. */
class NaiveTest {
    private static final LocalDate FIRST = LocalDate.of(2022, 11, 7);
    private static final int DAYS = 900;

    /** Days with people; a day without an entry has no figure, one with null has a figure without a value. */
    private static Map<LocalDate, @Nullable Integer> days(long seed) {
        var random = new Random(seed);
        Map<LocalDate, @Nullable Integer> days = new TreeMap<>();
        for (int i = 0; i < DAYS; i++) {
            boolean end = i == 0 || i == DAYS - 1;
            int kind = random.nextInt(60);
            if (end || kind > 1) {
                days.put(FIRST.plusDays(i), !end && kind == 2 ? null : Integer.valueOf(random.nextInt(900)));
            }
        }
        return days;
    }

    private static Sums ask(Made.Asked asked, Map<LocalDate, @Nullable Integer> days) {
        List<Input> inputs = new ArrayList<>();
        days.forEach((day, people) -> inputs.add(crossing(day.toString(), people, null)));
        return asked.over(new Period(FIRST, FIRST.plusDays(DAYS - 1)), inputs);
    }

    private static List<Integer> values(Map<LocalDate, @Nullable Integer> days, LocalDate from, LocalDate to) {
        List<Integer> values = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Integer people = days.get(day);
            if (people != null) {
                values.add(people);
            }
        }
        return values;
    }

    private static @Nullable Long sum(List<Integer> values) {
        return values.isEmpty()
                ? null
                : values.stream().mapToLong(Integer::longValue).sum();
    }

    private static @Nullable BigDecimal mean(List<Integer> values) {
        Long sum = sum(values);
        return sum == null
                ? null
                : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_EVEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void monthsAreTheSumsAndMeansOfTheirDays(long seed) {
        Map<LocalDate, @Nullable Integer> days = days(seed);
        var result = ask(
                asked(CROSSINGS, DAILY)
                        .with("frequency", "month")
                        .with("measures", "people.sum,people.mean,people.max,people.min"),
                days);
        assertEquals(30, result.lines().size());
        for (Map<String, @Nullable Object> row : Made.named(result)) {
            LocalDate start = LocalDate.parse(String.valueOf(row.get("periodStart")));
            YearMonth month = YearMonth.from(start);
            List<Integer> values = values(days, month.atDay(1), month.atEndOfMonth());
            assertEquals(sum(values), row.get("peopleSum"));
            assertEquals(mean(values), row.get("peopleMean"));
            assertEquals(
                    values.stream()
                            .max(Integer::compare)
                            .map(Integer::longValue)
                            .orElse(null),
                    row.get("peopleMax"));
            assertEquals(
                    values.stream()
                            .min(Integer::compare)
                            .map(Integer::longValue)
                            .orElse(null),
                    row.get("peopleMin"));
            assertEquals((long) values.size(), row.get("present"));
            assertEquals((long) month.lengthOfMonth(), row.get("expected"));
            assertEquals(values.size() == month.lengthOfMonth(), row.get("complete"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void windowsAreTheSumsOfTheirDaysWhereNoneIsMissing(long seed) {
        Map<LocalDate, @Nullable Integer> days = days(seed);
        var result = ask(
                asked(CROSSINGS, DAILY)
                        .of("2023-01-01--2024-06-30")
                        .with("window", "7d")
                        .with("measures", "people.sum,people.mean"),
                days);
        int whole = 0;
        assertEquals(547, result.lines().size());
        for (Map<String, @Nullable Object> row : Made.named(result)) {
            LocalDate end = LocalDate.parse(String.valueOf(row.get("periodEnd")));
            List<Integer> values = values(days, end.minusDays(6), end);
            boolean complete = values.size() == 7;
            whole += complete ? 1 : 0;
            assertEquals(complete ? sum(values) : null, row.get("peopleSum"));
            assertEquals(complete ? mean(values) : null, row.get("peopleMean"));
            assertEquals(complete, row.get("complete"));
            assertEquals((long) values.size(), row.get("present"));
            assertEquals(end.minusDays(6), row.get("inputsFrom"));
        }
        assertTrue(whole > 100 && whole < 540);
    }

    /** Long windows are not added up day by day, so all that a sum says is held against the days. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 29, 100, 400})
    void windowsOfEveryLengthSayOfTheirDaysWhatTheDaysSay(int length) {
        Map<LocalDate, @Nullable Integer> days = days(length);
        // gaps in the first half only, so that long windows without one are there too
        for (int i = DAYS / 2; i < DAYS; i++) {
            days.putIfAbsent(FIRST.plusDays(i), (i * 7919) % 900);
        }
        var result = ask(
                asked(CROSSINGS, DAILY)
                        .with("window", length + "d")
                        .with("measures", "people.sum,people.mean,people.max,people.min"),
                days);
        int whole = 0;
        assertEquals(DAYS, result.lines().size());
        for (Map<String, @Nullable Object> row : Made.named(result)) {
            LocalDate end = LocalDate.parse(String.valueOf(row.get("periodEnd")));
            LocalDate start = end.minusDays(length - 1L);
            List<Integer> values = values(days, start, end);
            boolean complete = values.size() == length;
            whole += complete ? 1 : 0;
            assertEquals(complete ? sum(values) : null, row.get("peopleSum"));
            assertEquals(complete ? mean(values) : null, row.get("peopleMean"));
            assertEquals(complete ? (Object) (long) Collections.max(values) : null, row.get("peopleMax"));
            assertEquals(complete ? (Object) (long) Collections.min(values) : null, row.get("peopleMin"));
            assertEquals(start, row.get("inputsFrom"));
            assertEquals((long) values.size(), row.get("inputs"));
            assertEquals((long) values.size(), row.get("present"));
            assertEquals((long) length, row.get("expected"));
            assertEquals(complete, row.get("complete"));
            assertEquals(missing(days, start, end), row.get("missing"));
        }
        assertTrue(whole > 40 && whole < DAYS, "windows with gaps and without");
    }

    private static List<String> missing(Map<LocalDate, @Nullable Integer> days, LocalDate from, LocalDate to) {
        List<String> ranges = new ArrayList<>();
        LocalDate first = null;
        for (LocalDate day = from; !day.isAfter(to.plusDays(1)); day = day.plusDays(1)) {
            boolean missing = !day.isAfter(to) && days.get(day) == null;
            if (missing && first == null) {
                first = day;
            } else if (!missing && first != null) {
                LocalDate last = day.minusDays(1);
                ranges.add(first.equals(last) ? first.toString() : first + ".." + last);
                first = null;
            }
        }
        return ranges;
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void runningTotalsAreTheSumsOfTheDaysOfTheYearSoFar(long seed) {
        Map<LocalDate, @Nullable Integer> days = days(seed);
        var result = ask(
                asked(CROSSINGS, DAILY)
                        .with("frequency", "day")
                        .with("groupBy", "year")
                        .with("cumulative", "true")
                        .with("measures", "people.sum"),
                days);
        assertEquals(DAYS, result.lines().size());
        Map<Object, Integer> rows = new HashMap<>();
        for (Map<String, @Nullable Object> row : Made.named(result)) {
            LocalDate end = LocalDate.parse(String.valueOf(row.get("periodEnd")));
            LocalDate start = end.withDayOfYear(1).isBefore(FIRST) ? FIRST : end.withDayOfYear(1);
            List<Integer> values = values(days, start, end);
            assertEquals(sum(values), row.get("peopleSum"));
            long expected = end.toEpochDay() - start.toEpochDay() + 1;
            assertEquals(expected, row.get("expected"));
            assertEquals(values.size() == expected, row.get("complete"));
            rows.merge(String.valueOf(row.get("year")), 1, Integer::sum);
        }
        assertEquals(Map.of("2022", 55, "2023", 365, "2024", 366, "2025", 114), rows);
    }
}

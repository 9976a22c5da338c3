package org.borderledger.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.borderledger.figure.Holdings.Held;
import org.borderledger.period.Period;
import org.junit.jupiter.api.Test;

/** What holdings tell of days, for all days around them, against looking at each of their periods. */
class HoldingsTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 20);
    private static final int DAYS = 24;

    /** A month that reaches into the days, weeks, some days more than once, and gaps. */
    private static final List<Held> PERIODS = periods();

    private static List<Held> periods() {
        List<Held> periods = new ArrayList<>();
        periods.add(held(Period.month(YearMonth.of(2025, 1)), 3, 2, 0));
        periods.add(held(new Period(FIRST.plusDays(2), FIRST.plusDays(8)), 1, 1, 1));
        periods.add(held(new Period(FIRST.plusDays(9), FIRST.plusDays(15)), 2, 0, 0));
        for (int day = 3; day < 14; day += day % 3 == 0 ? 2 : 1) {
            periods.add(held(Period.day(FIRST.plusDays(day)), day, day % 4, 0));
        }
        return periods;
    }

    private static Held held(Period period, long figures, long present, long bounded) {
        return new Held(period.start(), period.end(), figures, present, bounded);
    }

    @Test
    void tellsOfAnyDaysWhatThePeriodsInThemHold() {
        var holdings = new Holdings(PERIODS);
        for (List<Period> asked : questions()) {
            List<Held> inside = PERIODS.stream()
                    .filter(held -> asked.isEmpty() || asked.stream().anyMatch(contains(held)))
                    .toList();
            String question = asked.toString();
            assertEquals(inside.stream().mapToLong(Held::figures).sum(), holdings.figures(asked), question);
            LocalDate from =
                    inside.stream().map(Held::start).min(LocalDate::compareTo).orElse(null);
            LocalDate to =
                    inside.stream().map(Held::end).max(LocalDate::compareTo).orElse(null);
            assertEquals(
                    new Span(from, to, inside.stream().mapToLong(Held::present).sum()),
                    holdings.span(asked, false),
                    question);
            long beginnings = inside.stream()
                    .filter(held -> held.present() > 0)
                    .map(Held::start)
                    .distinct()
                    .count();
            assertEquals(new Span(from, to, beginnings), holdings.span(asked, true), question);
            long partly = PERIODS.stream()
                    .filter(held -> asked.stream().anyMatch(reaches(held))
                            && asked.stream().noneMatch(contains(held)))
                    .mapToLong(Held::figures)
                    .sum();
            assertEquals(partly, holdings.partlyInside(asked), question);
        }
        assertEquals(PERIODS.size(), holdings.size());
    }

    @Test
    void nothingHasNoSpan() {
        var nothing = new Holdings(List.of());
        assertEquals(Span.NONE, nothing.span(List.of(), false));
        assertEquals(Span.NONE, nothing.span(List.of(Period.year(2025)), true));
        assertEquals(0, nothing.partlyInside(List.of(Period.year(2025))));
    }

    private static Predicate<Period> contains(Held held) {
        return period -> period.contains(new Period(held.start(), held.end()));
    }

    private static Predicate<Period> reaches(Held held) {
        return period -> !held.start().isAfter(period.end()) && !held.end().isBefore(period.start());
    }

    /** All days, each first and last day, and each two of some spans. */
    private static List<List<Period>> questions() {
        List<List<Period>> questions = new ArrayList<>();
        questions.add(List.of());
        List<Period> spans = new ArrayList<>();
        spans.add(Period.between(null, null));
        for (int from = -25; from < DAYS; from++) {
            for (int to = from; to < DAYS; to++) {
                spans.add(new Period(FIRST.plusDays(from), FIRST.plusDays(to)));
            }
        }
        for (int i = 0; i < spans.size(); i++) {
            questions.add(List.of(spans.get(i)));
            questions.add(List.of(spans.get(i), spans.get((i * 37 + 11) % spans.size())));
        }
        return questions;
    }
}

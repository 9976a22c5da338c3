package org.borderledger.figure;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Of which periods a series has figures in one picture of the ledger, and how many. A picture never changes, so this is
 * read once, and tells the coverage of any days.
 */
final class Holdings {
    /** By their first days. */
    private final List<Held> periods;
    /** How many days after its first the longest period ends. */
    private final long longest;

    private final long figures;
    private final boolean hasBounded;
    private final Span all;
    private final Span allByPeriod;

    /**
     * The figures of one period.
     *
     * @param figures how many there are
     * @param present how many of them have a value
     * @param bounded how many of them a qualifier bounds, such as "more than"
     */
    record Held(LocalDate start, LocalDate end, long figures, long present, long bounded) {}

    /**
     * What a series holds.
     *
     * @param periods each period once
     */
    Holdings(List<Held> periods) {
        this.periods =
                periods.stream().sorted(Comparator.comparing(Held::start)).toList();
        this.longest = periods.stream()
                .mapToLong(held -> ChronoUnit.DAYS.between(held.start, held.end))
                .max()
                .orElse(0);
        this.figures = periods.stream().mapToLong(Held::figures).sum();
        this.hasBounded = periods.stream().anyMatch(held -> held.bounded > 0);
        this.all = span(this.periods, List.of(), false);
        this.allByPeriod = span(this.periods, List.of(), true);
    }

    /** How many figures there are. */
    long figures() {
        return figures;
    }

    /** How many lie wholly inside one of some periods; no periods are all days. */
    long figures(List<Period> inside) {
        if (inside.isEmpty()) {
            return figures;
        }
        long counted = 0;
        for (Held held : beginning(first(inside), inside)) {
            counted += Period.areInside(held.start, held.end, inside) ? held.figures : 0;
        }
        return counted;
    }

    /** Whether some figure is no exact number. */
    boolean hasBounded() {
        return hasBounded;
    }

    /** In how many periods they are. */
    int size() {
        return periods.size();
    }

    /**
     * The span of the figures that lie wholly inside some periods.
     *
     * @param inside empty is all there are
     * @param byPeriod whether periods that have a value are counted, and not figures
     */
    Span span(List<Period> inside, boolean byPeriod) {
        if (inside.isEmpty()) {
            return byPeriod ? allByPeriod : all;
        }
        return span(beginning(first(inside), inside), inside, byPeriod);
    }

    private static Span span(List<Held> periods, List<Period> inside, boolean byPeriod) {
        @Nullable LocalDate from = null;
        @Nullable LocalDate to = null;
        long present = 0;
        @Nullable LocalDate counted = null;
        for (Held held : periods) {
            if (!Period.areInside(held.start, held.end, inside)) {
                continue;
            }
            from = from == null || held.start.isBefore(from) ? held.start : from;
            to = to == null || held.end.isAfter(to) ? held.end : to;
            if (!byPeriod) {
                present += held.present;
            } else if (held.present > 0 && !held.start.equals(counted)) {
                counted = held.start;
                present++;
            }
        }
        return new Span(from, to, present);
    }

    /** How many figures reach into some periods without lying wholly inside any of them. */
    long partlyInside(List<Period> asked) {
        if (asked.isEmpty()) {
            return 0;
        }
        long partly = 0;
        for (Held held : beginning(first(asked).minusDays(longest), asked)) {
            if (reaches(held, asked) && !Period.areInside(held.start, held.end, asked)) {
                partly += held.figures;
            }
        }
        return partly;
    }

    /** What begins from a day on and not after the last that some periods have. */
    private List<Held> beginning(LocalDate from, List<Period> asked) {
        LocalDate last =
                Collections.max(asked, Comparator.comparing(Period::end)).end();
        return periods.subList(
                Ordered.first(periods, held -> !held.start.isBefore(from)),
                Ordered.first(periods, held -> held.start.isAfter(last)));
    }

    private static LocalDate first(List<Period> asked) {
        return Collections.min(asked, Comparator.comparing(Period::start)).start();
    }

    private static boolean reaches(Held held, List<Period> periods) {
        for (Period period : periods) {
            if (!held.start.isAfter(period.end()) && !held.end.isBefore(period.start())) {
                return true;
            }
        }
        return false;
    }
}

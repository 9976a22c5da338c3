package org.borderledger.figure;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Of which periods a series has figures in one picture of the ledger, and how many. A picture never changes, so this is
 * read once, and tells the coverage of any days.
 */
final class Holdings {
    private final List<Held> periods;
    private final long figures;
    private final boolean hasBounded;

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
     * @param periods each period once, in the order of their first days
     */
    Holdings(List<Held> periods) {
        this.periods = List.copyOf(periods);
        this.figures = periods.stream().mapToLong(Held::figures).sum();
        this.hasBounded = periods.stream().anyMatch(held -> held.bounded > 0);
    }

    /** How many figures there are. */
    long figures() {
        return figures;
    }

    /** How many lie wholly inside one of some periods; no periods are all days. */
    long figures(List<Period> inside) {
        long counted = 0;
        for (Held held : periods) {
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
        LocalDate last =
                asked.stream().map(Period::end).max(Comparator.naturalOrder()).orElse(LocalDate.MIN);
        long partly = 0;
        for (Held held : periods) {
            if (held.start.isAfter(last)) {
                break;
            }
            if (reaches(held, asked) && !Period.areInside(held.start, held.end, asked)) {
                partly += held.figures;
            }
        }
        return partly;
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

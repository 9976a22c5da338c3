package org.borderledger.computation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** Whether the figures of a group have a sum (API rules 4 and 20). Figures come in the order of their first day. */
final class Addability {
    private static final int MOST_KEYS = 100;

    /** The figure that ends last among those before, of all or of the same codes. */
    private record Last(Period period, String key) {}

    private final Series series;
    private final List<String> dimensions;
    private final Map<List<@Nullable String>, Last> lasts = new HashMap<>();
    private @Nullable Input first;
    private @Nullable String reason;
    private final List<String> keys = new ArrayList<>();

    Addability(Series series, List<String> dimensions) {
        this.series = series;
        this.dimensions = dimensions;
    }

    void add(Input input) {
        if (input.per() != null) {
            refuse("yearly rates are never added up", input.key());
            return;
        }
        mix(input);
        switch (series.addition()) {
            case PARTS -> overlap(input, input.codes());
            case STATEMENTS -> overlap(input, List.of());
            case LINES -> {}
        }
    }

    /** Needs to know no more of single figures: none comes that begins before those end which came. */
    void endOfFigures() {
        lasts.clear();
    }

    /** Takes those of a later bucket, which none of these can reach into. */
    void addAll(Addability later) {
        if (later.first != null) {
            mix(later.first);
        }
        if (later.reason != null) {
            for (String key : later.keys) {
                refuse(later.reason, key);
            }
        }
    }

    private void overlap(Input input, List<@Nullable String> codes) {
        Last last = lasts.get(codes);
        if (last != null && !last.period().end().isBefore(input.period().start()) && !areOfOnePeriod(last, input)) {
            refuse("periods overlap", last.key());
            refuse("periods overlap", input.key());
        }
        if (last == null || input.period().end().isAfter(last.period().end())) {
            lasts.put(codes, new Last(input.period(), input.key()));
        }
    }

    /** What was added up of one period is of different codes, though nobody tells them here. */
    private static boolean areOfOnePeriod(Last last, Input input) {
        return input.rolledUp() != null && last.period().equals(input.period());
    }

    private void mix(Input input) {
        if (first == null) {
            first = input;
            return;
        }
        for (int i = 0; i < dimensions.size(); i++) {
            String dimension = dimensions.get(i);
            String one = first.codes().get(i);
            String other = input.codes().get(i);
            if (isNeverMixed(dimension) && !Objects.equals(one, other)) {
                String mixes = "the group mixes " + dimension + " " + one + " and " + other + ", which "
                        + (series.totalsBy().contains(dimension) && series.addition() != Series.Addition.STATEMENTS
                                ? "are never added"
                                : "may contain one another")
                        + ": add " + dimension + " to groupBy";
                refuse(mixes, first.key());
                refuse(mixes, input.key());
                return;
            }
        }
    }

    /** Statements of different codes may speak of one thing; of parts, only what totals are told apart by is not added. */
    private boolean isNeverMixed(String dimension) {
        return switch (series.addition()) {
            case STATEMENTS -> true;
            case PARTS, LINES -> series.totalsBy().contains(dimension);
        };
    }

    /** The first reason stands; further figures are named where they have the same. */
    private void refuse(String why, String key) {
        if (reason == null) {
            reason = why;
        }
        if (reason.equals(why) && keys.size() < MOST_KEYS && !keys.contains(key)) {
            keys.add(key);
        }
    }

    /** Why there is no sum; null where there is one. */
    @Nullable String reason() {
        return reason;
    }

    /** The figures that are in the way, at most 100. */
    List<String> keys() {
        return List.copyOf(keys);
    }
}

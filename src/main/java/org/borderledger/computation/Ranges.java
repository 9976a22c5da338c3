package org.borderledger.computation;

import java.util.ArrayList;
import java.util.List;
import org.borderledger.period.Period;

/** Periods in the order of time; those that follow one another without a gap are one range. */
final class Ranges {
    private final List<Period> ranges = new ArrayList<>();

    void add(Period period) {
        if (!ranges.isEmpty() && ranges.getLast().end().plusDays(1).equals(period.start())) {
            ranges.add(new Period(ranges.removeLast().start(), period.end()));
        } else {
            ranges.add(period);
        }
    }

    void addAll(Ranges later) {
        later.ranges.forEach(this::add);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Each as {@code 2026-08-21..2026-12-31}, or as its one day. */
    List<String> texts() {
        return ranges.stream()
                .map(range -> range.days() == 1 ? range.start().toString() : range.start() + ".." + range.end())
                .toList();
    }
}

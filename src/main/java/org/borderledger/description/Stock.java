package org.borderledger.description;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;

/**
 * What the ledger holds after a revision, as far as descriptions tell of it.
 *
 * @param recordedAt when that revision was recorded; of an empty ledger the beginning of all clocks
 * @param held the series of which there are figures, in the order in which they are declared
 */
record Stock(int revision, Instant recordedAt, List<Held> held) {
    Stock {
        held = List.copyOf(held);
    }

    /**
     * A series of which there are figures.
     *
     * @param days from the first day of its first figure to the last one of its last
     * @param revision the newest that touched it
     */
    record Held(Series series, Period days, int revision, Instant recordedAt) {}

    /** What there is of a dataset. */
    List<Held> of(Dataset dataset) {
        return held.stream()
                .filter(each -> each.series().dataset().equals(dataset.name()))
                .toList();
    }

    /** The days of all of these together; empty where there are none. */
    static Optional<Period> days(List<Held> held) {
        return held.stream()
                .map(Held::days)
                .reduce((one, other) -> new Period(
                        one.start().isBefore(other.start()) ? one.start() : other.start(),
                        one.end().isAfter(other.end()) ? one.end() : other.end()));
    }

    /** The one of these that was touched last; empty where there are none. */
    static Optional<Held> newest(List<Held> held) {
        return held.stream().max(Comparator.comparingInt(Held::revision));
    }
}

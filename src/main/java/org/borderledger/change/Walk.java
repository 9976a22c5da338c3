package org.borderledger.change;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what a revision did to some series, cell by cell in the order of key, validFrom, measure, and holds no more
 * than a page of keys in memory.
 *
 * @param parts the series, each with its dataset
 * @param onlyOfKnown whether figures may be left out of which nothing was known before
 */
record Walk(ChangeRepository repository, int revision, List<Part> parts, boolean onlyOfKnown) {
    private static final int KEYS_AT_ONCE = 500;

    Walk {
        // with the separator, since keys are compared with it: "a-b:" comes before "a:"
        parts = parts.stream()
                .sorted(Comparator.comparing(part -> ChangeRepository.beforeAll(part.series())))
                .toList();
    }

    /** A series that is gone through. */
    record Part(String series, Dataset dataset) {}

    /** Takes one change; false ends the walk. */
    @FunctionalInterface
    interface Taker {
        boolean take(Part part, CellChange change) throws IOException;
    }

    /** A place in the walk: the change behind which it goes on. */
    record Place(String key, Instant validFrom, String measure) {
        private boolean isBefore(CellChange change) {
            int byKey = key.compareTo(change.key());
            int byInstant = byKey == 0 ? validFrom.compareTo(change.validFrom()) : byKey;
            return (byInstant == 0 ? measure.compareTo(change.measure()) : byInstant) < 0;
        }
    }

    /**
     * Goes from a place on, or from the beginning.
     *
     * @param ownTransactions whether each page of keys is read in a transaction of its own
     */
    void go(@Nullable Place after, boolean ownTransactions, Taker taker) throws IOException {
        for (Part part : parts) {
            String low = ChangeRepository.beforeAll(part.series());
            if (after != null && after.key().compareTo(low) > 0) {
                String ofPlace = after.key().substring(0, after.key().indexOf(':') + 1);
                if (!ofPlace.equals(low)) {
                    continue;
                }
                // the key itself may have more to tell
                if (!tell(part, page(part, List.of(after.key()), ownTransactions), after, taker)) {
                    return;
                }
                low = after.key();
            }
            List<String> keys;
            do {
                keys = keys(part, low, ownTransactions);
                if (keys.isEmpty()) {
                    break;
                }
                if (!tell(part, page(part, keys, ownTransactions), null, taker)) {
                    return;
                }
                low = keys.getLast();
            } while (keys.size() == KEYS_AT_ONCE);
        }
    }

    private List<String> keys(Part part, String after, boolean ownTransaction) {
        return ownTransaction
                ? ChangeRepository.inTransaction(() -> keys(part, after, false))
                : repository.keys(part.dataset(), part.series(), revision, after, onlyOfKnown, KEYS_AT_ONCE);
    }

    private Map<String, List<Rectangle>> page(Part part, List<String> keys, boolean ownTransaction) {
        return ownTransaction
                ? ChangeRepository.inTransaction(() -> page(part, keys, false))
                : repository.around(part.dataset(), keys, revision);
    }

    private boolean tell(Part part, Map<String, List<Rectangle>> figures, @Nullable Place after, Taker taker)
            throws IOException {
        List<ContentColumn> columns = ContentColumn.of(part.dataset());
        for (List<Rectangle> rectangles : figures.values()) {
            List<CellChange> changes = Difference.between(
                    rectangles.stream().filter(each -> each.known(revision - 1)).toList(),
                    rectangles.stream().filter(each -> each.known(revision)).toList(),
                    columns);
            for (CellChange change : changes) {
                if ((after == null || after.isBefore(change)) && !taker.take(part, change)) {
                    return false;
                }
            }
        }
        return true;
    }
}

package org.borderledger.figure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Rows of figures that were read already. A revision adds rows and says until when others stand; what a row shows is never
 * changed, except by a redaction. So a page asks the database which figures are on it, and then only for those that were
 * not read before.
 */
final class RowMemory {
    private static final int MOST_ROWS = 20_000;

    /** All that is read of a figure, once each. */
    private final List<String> attributes;

    private final Map<String, Integer> places = new HashMap<>();
    private volatile Generation generation = new Generation(0);

    /** Rows since a redaction. A reader of an older picture neither finds what is newer nor adds to it. */
    private static final class Generation {
        private final int redaction;
        private final Cache<Long, @Nullable Object[]> rows =
                Caffeine.newBuilder().maximumSize(MOST_ROWS).build();

        Generation(int redaction) {
            this.redaction = redaction;
        }
    }

    RowMemory(Dataset dataset) {
        this.attributes = Stream.concat(
                        Stream.of("f.id"), Projection.all(dataset, "f.issuedFrom").attributes().stream())
                .distinct()
                .toList();
        attributes.forEach(attribute -> places.put(attribute, places.size()));
    }

    /** What is to be read of a figure that is not here; its id first. */
    List<String> attributes() {
        return attributes;
    }

    /** Whether the projection can be made of what is kept. */
    boolean has(Projection projection) {
        return places.keySet().containsAll(projection.attributes());
    }

    /**
     * The rows of some figures, in their order.
     *
     * @param redaction the newest redaction that the reader sees
     * @param read gives what is not here by ids, in any order
     */
    List<@Nullable Object[]> rows(
            List<Long> ids, Projection projection, int redaction, Function<List<Long>, List<@Nullable Object[]>> read) {
        Generation now = generation(redaction);
        Map<Long, @Nullable Object[]> found =
                now == null ? new HashMap<>() : new HashMap<>(now.rows.getAllPresent(ids));
        List<Long> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            for (@Nullable Object[] row : read.apply(missing)) {
                Long id = (Long) Objects.requireNonNull(row[0]);
                found.put(id, row);
                if (now != null) {
                    now.rows.put(id, row);
                }
            }
        }
        int[] chosen = projection.attributes().stream().mapToInt(places::get).toArray();
        List<@Nullable Object[]> rows = new ArrayList<>(ids.size());
        for (Long id : ids) {
            @Nullable Object[] whole = Objects.requireNonNull(found.get(id));
            @Nullable Object[] values = new @Nullable Object[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                values[i] = whole[chosen[i]];
            }
            rows.add(projection.row(values));
        }
        return rows;
    }

    /** The rows as they are since a redaction; null where somebody has seen a later one. */
    private @Nullable Generation generation(int redaction) {
        Generation now = generation;
        if (now.redaction < redaction) {
            synchronized (this) {
                if (generation.redaction < redaction) {
                    generation = new Generation(redaction);
                }
                now = generation;
            }
        }
        return now.redaction == redaction ? now : null;
    }
}

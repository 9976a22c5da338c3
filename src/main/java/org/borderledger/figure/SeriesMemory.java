package org.borderledger.figure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is kept of series between requests, of all datasets together: all figures of those that are not large, and of which
 * periods each has how many. Both are of one revision, and read once for it.
 */
@Singleton
public final class SeriesMemory {
    /** How many figures a series has at most that is kept, and how many are kept of all: some 1.4 KB each. */
    private static final int MOST_OF_A_SERIES = 12_000;

    private static final int MOST_FIGURES = 30_000;

    private static final int MOST_PERIODS = 60_000;

    /** Of each series the newest state that somebody asked for. */
    private final Cache<String, KeptSeries> figures = Caffeine.newBuilder()
            .maximumWeight(MOST_FIGURES)
            .weigher((String series, KeptSeries of) -> 1 + of.size())
            .build();

    private final Cache<SeriesAt, Holdings> holdings = Caffeine.newBuilder()
            .maximumWeight(MOST_PERIODS)
            .weigher((SeriesAt series, Holdings of) -> 1 + of.size())
            .build();

    /** A series after a revision. */
    private record SeriesAt(String series, int revision) {}

    SeriesMemory() {}

    /** Whether all figures of a series, and some, are kept as a picture shows them. */
    boolean isKept(String series, Picture picture) {
        KeptSeries known = figures.getIfPresent(series);
        return known != null && known.size() > 0 && known.isOf(picture);
    }

    /**
     * All figures of a series as they are now; read where they are not kept yet.
     *
     * @param held what the series holds in that picture
     * @return empty where the series is too large, or the picture is not the newest that is kept
     */
    Optional<KeptSeries> figures(String series, Picture picture, Supplier<Holdings> held, Supplier<KeptSeries> read) {
        KeptSeries known = figures.getIfPresent(series);
        if (known != null && known.isOf(picture)) {
            return Optional.of(known);
        } else if (!picture.isOfNow()
                || (known != null && !known.isBefore(picture))
                || held.get().figures() > MOST_OF_A_SERIES) {
            return Optional.empty();
        }
        return Optional.ofNullable(figures.asMap()
                        .compute(
                                series, (same, other) -> other == null || other.isBefore(picture) ? read.get() : other))
                .filter(state -> state.isOf(picture));
    }

    /** What a series holds after a revision; read where it is not kept yet. */
    Holdings holdings(String series, int revision, Supplier<Holdings> read) {
        var key = new SeriesAt(series, revision);
        Holdings known = holdings.getIfPresent(key);
        if (known == null) {
            known = read.get();
            holdings.put(key, known);
        }
        return known;
    }
}

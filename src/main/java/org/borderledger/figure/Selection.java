package org.borderledger.figure;

import java.time.LocalDate;
import java.util.List;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.borderledger.query.SortKey;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a dataset.
 *
 * @param periods figures whose period lies wholly inside one of these; empty is the whole coverage
 * @param question what the cursor must belong to
 */
public record Selection(
        Dataset dataset,
        List<Series> series,
        List<String> otherSeries,
        List<Period> periods,
        List<Restriction> restrictions,
        Clocks clocks,
        List<SortKey> sort,
        int limit,
        @Nullable String cursor,
        String question) {

    static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    static final LocalDate FURTHEST = LocalDate.of(2999, 12, 31);

    public List<String> seriesIds() {
        return series.stream().map(Series::id).toList();
    }
}

package org.borderledger;

import java.util.List;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;

/** The declared series, for tests whose answers list them: a new series is no reason to change an expectation. */
public final class SeriesIds {
    private SeriesIds() {}

    /** Those of a dataset, in the order in which answers list them. */
    public static List<String> of(String dataset) {
        return SeriesCatalogue.load().list().stream()
                .filter(series -> series.dataset().equals(dataset))
                .map(Series::id)
                .toList();
    }

    /** Those of a dataset but one. */
    public static List<String> otherThan(String id, String dataset) {
        return of(dataset).stream().filter(each -> !each.equals(id)).toList();
    }
}

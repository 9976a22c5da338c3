package org.borderledger.change;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.borderledger.http.Page;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.query.Cursor;
import org.borderledger.query.Parameters;
import org.borderledger.query.SortKey;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a feed. */
record FeedFilter(
        @QueryParam("dataset")
        @Parameter(description = "Only news of this dataset, or of claims.", example = "crossings")
        @Nullable String dataset,

        @QueryParam("series")
        @Parameter(description = "Only news of this series.", example = "uk-small-boats-weekly")
        @Nullable String series,

        @QueryParam("cursor") @Parameter(description = Page.CURSOR_DESCRIPTION) @Nullable String cursor) {

    private static final List<SortKey> ORDER =
            List.of(new SortKey("revision", true, Integer.class), new SortKey("series", false, String.class));

    /** A place in the list, newest first: what comes after it is older. */
    record Place(int revision, String series) {
        static final Place FIRST = new Place(Ledger.LATEST, "");
    }

    /** Refuses a dataset or a series that there is not. */
    void check(List<Dataset> datasets, SeriesCatalogue catalogue) {
        if (dataset != null) {
            List<String> names =
                    new ArrayList<>(datasets.stream().map(Dataset::name).toList());
            names.add(ClaimNews.CLAIMS);
            Parameters.oneOf("dataset", dataset, names);
        }
        if (series != null) {
            List<String> ids = catalogue.list().stream()
                    .filter(each -> dataset == null || each.dataset().equals(dataset))
                    .map(Series::id)
                    .toList();
            Parameters.oneOf("series", series, ids);
        }
    }

    Place place() {
        if (cursor == null) {
            return Place.FIRST;
        }
        List<@Nullable Object> values = Cursor.decode(cursor, question(), ORDER).values();
        if (values.getFirst() instanceof Integer revision && values.getLast() instanceof String after) {
            return new Place(revision, after);
        }
        throw Cursor.invalid();
    }

    String cursorBehind(Publish last) {
        return new Cursor(last.revision(), question(), List.of(last.revision(), last.series())).encode();
    }

    private String question() {
        var question = new TreeMap<String, String>();
        if (dataset != null) {
            question.put("dataset", dataset);
        }
        if (series != null) {
            question.put("series", series);
        }
        return "feed of changes" + question;
    }

    /** The query of the feed's first page, of which the others are a continuation; empty where there is none. */
    String query() {
        String ofDataset = dataset == null ? "" : "dataset=" + dataset;
        String ofSeries = series == null ? "" : "series=" + series;
        return ofDataset + (ofDataset.isEmpty() || ofSeries.isEmpty() ? "" : "&") + ofSeries;
    }
}

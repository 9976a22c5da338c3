package org.borderledger.description;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.borderledger.figure.SumReader;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;

/** Reads what the ledger holds, once for each revision. */
@ApplicationScoped
class StockReader {
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final RevisionRepository revisions;
    private final SumReader figures;
    private final OfRevision<Stock> known = new OfRevision<>();

    StockReader(List<Dataset> datasets, SeriesCatalogue catalogue, RevisionRepository revisions, SumReader figures) {
        this.datasets = List.copyOf(datasets);
        this.catalogue = catalogue;
        this.revisions = revisions;
        this.figures = figures;
    }

    /** As the transaction of the request sees it. */
    Stock stock() {
        return known.get(revisions.newest(), this::read);
    }

    private Stock read(int revision) {
        Map<Integer, Instant> recordedAt = revisions.recordedAt();
        Map<String, Integer> newest = revisions.newestBySeries();
        List<Stock.Held> held = datasets.stream()
                .flatMap(dataset -> catalogue.of(dataset).stream()
                        .flatMap(series -> days(dataset, series, revision).stream()
                                .map(days -> {
                                    int its = newest.getOrDefault(series.id(), revision);
                                    return new Stock.Held(
                                            series, days, its, Objects.requireNonNull(recordedAt.get(its)));
                                })))
                .toList();
        return new Stock(revision, recordedAt.getOrDefault(revision, Instant.EPOCH), held);
    }

    private Optional<Period> days(Dataset dataset, Series series, int revision) {
        return figures.days(series, figures.picture(dataset, null, revision));
    }
}

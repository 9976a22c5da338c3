package org.borderledger.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold for a release before it is written. */
final class PublicationRules {
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;

    PublicationRules(List<Dataset> datasets, SeriesCatalogue catalogue) {
        this.datasets = datasets;
        this.catalogue = catalogue;
    }

    /**
     * The figures of a publication by dataset; a dataset that it only covers has none.
     *
     * @throws Ledger.Refused when a rule is broken
     */
    Map<Dataset, List<Draft>> check(Publication publication) {
        Map<String, String> digestByKey = new LinkedHashMap<>();
        Map<Dataset, List<Draft>> byDataset = new LinkedHashMap<>();
        Set<String> covered = new HashSet<>();
        for (Publication.Coverage coverage : publication.coverage()) {
            Series series = seriesOf(coverage);
            if (!covered.add(series.id())) {
                throw new Ledger.Refused("release " + publication.id() + " covers " + series.id() + " twice");
            }
            if (!series.formats().contains(publication.format())) {
                throw new Ledger.Refused(publication.format() + " may not write " + series.id() + "; only "
                        + String.join(", ", series.formats()) + " may");
            }
            byDataset.computeIfAbsent(dataset(series.dataset()), any -> new ArrayList<>());
        }
        for (Draft draft : publication.drafts()) {
            Series series = draft.series();
            if (!covered.contains(series.id())) {
                throw new Ledger.Refused(draft.key() + " is of a series that the release does not cover");
            }
            Dataset dataset = dataset(series.dataset());
            DraftRules.check(draft, dataset);
            String digest = HexFormat.of().formatHex(draft.digest(dataset));
            if (digestByKey.put(draft.key(), digest) != null) {
                throw new Ledger.Refused(draft.key() + " is stated twice in one release");
            }
            byDataset.computeIfAbsent(dataset, any -> new ArrayList<>()).add(draft);
        }
        return byDataset;
    }

    Series seriesOf(Publication.Coverage coverage) {
        return catalogue
                .find(coverage.series())
                .orElseThrow(() -> new Ledger.Refused("there is no series " + coverage.series()));
    }

    Dataset dataset(String name) {
        return datasets.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such dataset: " + name));
    }
}

package org.borderledger.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.borderledger.period.London;

/** What must hold for a release before it is written. */
final class PublicationRules {
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final ClaimRules claims;

    PublicationRules(List<Dataset> datasets, SeriesCatalogue catalogue) {
        this.datasets = datasets;
        this.catalogue = catalogue;
        this.claims = new ClaimRules(catalogue);
    }

    /**
     * The datasets that a publication concerns; of its figures each is checked when it is staged.
     *
     * @throws Ledger.Refused when a rule is broken
     */
    List<Dataset> check(Publication publication) {
        Set<Dataset> concerned = new LinkedHashSet<>();
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
            concerned.add(dataset(series.dataset()));
        }
        if (concerned.isEmpty() && !publication.drafts().isEmpty()) {
            throw new Ledger.Refused(
                    "release " + publication.id() + " states figures and does not say of which series");
        }
        claims.check(publication);
        return List.copyOf(concerned);
    }

    /**
     * Nothing is issued before its day has come: the answers of today would show what no answer as of today does. Days are
     * compared and not instants, since what is known by day counts from the end of it, and since the publisher's clock,
     * which dates many a file, need not be ours.
     *
     * @throws Ledger.Refused when the release is dated tomorrow or later
     */
    static void checkIssued(Publication publication, Instant now) {
        LocalDate today = London.dayOf(now);
        if (publication.issued().firstDay().isAfter(today)) {
            throw new Ledger.Refused("release " + publication.id() + " is dated "
                    + publication.issued().text() + ", and today is " + today
                    + ": give the day on which it was published with --issued, or set the clock of this machine right");
        }
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

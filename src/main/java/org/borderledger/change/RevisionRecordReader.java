package org.borderledger.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borderledger.figure.Wording;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Suggestion;
import org.borderledger.representation.Computation;
import org.borderledger.representation.Links;
import org.borderledger.representation.Meta;
import org.borderledger.representation.One;

/** Answers how reliable the first word of a series has been. */
@ApplicationScoped
class RevisionRecordReader {
    private static final int ROWS_AT_ONCE = 1_000;

    private static final String FORMULA =
            "over every figure of the series and every value that it has had, in the order"
                    + " of issue: a revision is a step from one value to another; change = after - before; mean = sum of changes /"
                    + " number of changes; meanAbsolute = sum of changes without their sign / number of changes; percent = 100 x"
                    + " sum of changes / sum of the numbers before; untilRevised = day of the revision - day of the first"
                    + " statement; untilStated = day of the first statement - last day of the period";

    private final ChangeRepository changes;
    private final ReleaseRepository releases;
    private final RevisionRepository revisions;
    private final SeriesCatalogue catalogue;
    private final List<Dataset> datasets;
    private final String publicAddress;

    RevisionRecordReader(
            ChangeRepository changes,
            ReleaseRepository releases,
            RevisionRepository revisions,
            SeriesCatalogue catalogue,
            List<Dataset> datasets,
            PublicAddress address) {
        this.changes = changes;
        this.releases = releases;
        this.revisions = revisions;
        this.catalogue = catalogue;
        this.datasets = List.copyOf(datasets);
        this.publicAddress = PublicAddress.beginning(address);
    }

    One<RevisionRecordView> record(String id) {
        Series series = catalogue.find(id).orElseThrow(() -> missing(id));
        Dataset dataset = datasets.stream()
                .filter(each -> each.name().equals(series.dataset()))
                .findFirst()
                .orElseThrow();
        int revision = revisions.newest();
        List<Release> standing = releases.listStanding(id);
        var tally = new RevisionTally(
                series,
                ContentColumn.of(dataset),
                standing.isEmpty() ? Ledger.STILL : standing.getFirst().issuedAt());
        List<String> keys = changes.keys(dataset, id, ChangeRepository.beforeAll(id), ROWS_AT_ONCE);
        while (!keys.isEmpty()) {
            changes.standing(dataset, keys).values().forEach(tally::add);
            keys = changes.keys(dataset, id, keys.getLast(), ROWS_AT_ONCE);
        }
        String self = "/v1/series/" + id + "/revision-record";
        return new One<>(
                tally.view(),
                meta(series, dataset, revision, standing, tally.figures(), self),
                Links.to(self, "/v1/series/" + id));
    }

    private Meta meta(Series series, Dataset dataset, int revision, List<Release> standing, long figures, String self) {
        List<String> warnings = new ArrayList<>();
        if (standing.isEmpty()) {
            warnings.add("The ledger holds no release of the series.");
        } else {
            warnings.add("The record begins with the first release that the ledger holds, issued on "
                    + day(standing.getFirst().issuedAt())
                    + ". What was revised before that is not in it, and since when the figures of that release are known"
                    + " nobody can say.");
        }
        return new Meta(
                dataset.name(),
                List.of(series.id()),
                catalogue.of(dataset).stream()
                        .map(Series::id)
                        .filter(other -> !other.equals(series.id()))
                        .toList(),
                revision,
                null,
                null,
                null,
                null,
                null,
                new Computation(
                        FORMULA,
                        new Computation.Inputs(
                                figures,
                                "/v1/" + dataset.name() + "?series=" + series.id() + "&revision=" + revision,
                                standing.stream().map(Release::code).toList()),
                        null),
                null,
                warnings,
                "Revision record of: " + series.publisher() + ", " + series.title() + ", "
                        + (standing.size() == 1 ? "1 release" : Words.number(standing.size()) + " releases")
                        + ". Border Ledger revision " + revision + ", " + publicAddress + self,
                series.licence(),
                series.attribution());
    }

    private static String day(Instant issued) {
        return Wording.day(London.dayOf(issued));
    }

    private Problem missing(String id) {
        List<String> known = catalogue.list().stream().map(Series::id).toList();
        return Problem.of(ProblemCode.NOT_FOUND, "there is no series '" + Problem.echo(id) + "'")
                .allowed(known)
                .hint(Suggestion.nearest(id, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("/v1/series lists them"));
    }
}

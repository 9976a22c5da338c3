package org.borderledger.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.borderledger.computation.Input;
import org.borderledger.figure.FigureClaims;
import org.borderledger.figure.SumReader;
import org.borderledger.figure.Wording;
import org.borderledger.http.Asked;
import org.borderledger.http.Page;
import org.borderledger.http.PublicAddress;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Cursor;
import org.borderledger.query.Parameters;
import org.borderledger.query.SortKey;
import org.borderledger.query.Suggestion;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Column;
import org.borderledger.representation.Links;
import org.borderledger.representation.Meta;
import org.borderledger.representation.Representation;
import org.borderledger.representation.Rows;
import org.borderledger.representation.Table;
import org.jspecify.annotations.Nullable;

/** Answers what was claimed, and how it stands to the record. */
@ApplicationScoped
class ClaimReader implements FigureClaims {
    /** What answers of claims say instead of a dataset. */
    private static final String CLAIMS = "claims";

    /** Where the columns are described; no dataset declares them. */
    private static final String CONTRACT = "/openapi.json";

    private static final String ATTRIBUTION =
            "Statements are quoted, in few words, from the releases that they appear in.";
    private static final List<SortKey> POSITION = List.of(new SortKey("position", false, Integer.class));

    private final ClaimRepository claims;
    private final Reviewer reviewer;
    private final RevisionRepository revisions;
    private final ReleaseRepository releases;
    private final SeriesCatalogue catalogue;
    private final SumReader figures;
    private final List<Dataset> datasets;
    private final Clock clock;
    private final String publicAddress;

    ClaimReader(
            ClaimRepository claims,
            Reviewer reviewer,
            RevisionRepository revisions,
            ReleaseRepository releases,
            SeriesCatalogue catalogue,
            SumReader figures,
            List<Dataset> datasets,
            Clock clock,
            PublicAddress address) {
        this.claims = claims;
        this.reviewer = reviewer;
        this.revisions = revisions;
        this.releases = releases;
        this.catalogue = catalogue;
        this.figures = figures;
        this.datasets = List.copyOf(datasets);
        this.clock = clock;
        this.publicAddress = PublicAddress.beginning(address);
    }

    /** Claims by what they say and how they stand to the record. */
    Answer list(ClaimFilter filter, Asked asked) {
        Cursor cursor = cursor(filter.page(), asked);
        int revision = revision(filter.recorded(), cursor);
        List<Appearances> all = claims.list(revision);
        String release = filter.release();
        if (release != null) {
            if (releases.findByCode(release).isEmpty()) {
                throw Parameters.unknownValue(
                        "release",
                        release,
                        all.stream()
                                .flatMap(Appearances::all)
                                .map(each -> each.release().code())
                                .distinct()
                                .toList());
            }
        }
        List<Appearances> found = release == null ? all : ofRelease(all, release);
        Predicate<Claim> words = filter.ofWords(
                claims.speakers(), datasets.stream().map(Dataset::name).toList(), this::dataset);
        List<ReviewedClaim> chosen =
                reviewed(found.stream().filter(each -> words.test(each.first())).toList(), all, revision).stream()
                        .filter(filter.ofReviews())
                        .toList();
        return page(chosen, release == null ? "" : "_" + release, filter.page(), cursor, revision, asked);
    }

    /** Those that appear in a release, in its order. */
    private static List<Appearances> ofRelease(List<Appearances> all, String release) {
        SortedMap<Integer, Appearances> inOrder = new TreeMap<>();
        all.forEach(each -> each.all()
                .filter(claim -> claim.release().code().equals(release))
                .forEach(claim -> inOrder.put(claim.number(), each)));
        return List.copyOf(inOrder.values());
    }

    /** The claims of one release, in its order. */
    Answer ofRelease(String release, RecordedFilter recorded, Page page, Asked asked) {
        if (releases.findByCode(release).isEmpty()) {
            throw Problem.of(ProblemCode.NOT_FOUND, "there is no release '" + Problem.echo(release) + "'")
                    .hint("/v1/releases lists them");
        }
        return list(ClaimFilter.of(release, recorded, page), asked);
    }

    @Override
    public Answer ofFigure(Dataset dataset, String key, RecordedFilter recorded, Page page, Asked asked) {
        Cursor cursor = cursor(page, asked);
        int revision = revision(recorded, cursor);
        Input figure = figures.find(dataset, key, revision).orElseThrow(() -> missing(dataset, key, revision));
        List<Appearances> all = claims.list(revision);
        List<Appearances> found =
                all.stream().filter(each -> asks(each.first(), figure, dataset)).toList();
        return page(
                reviewed(found, all, revision),
                "_" + key.replaceAll("[^0-9A-Za-z-]", "_"),
                page,
                cursor,
                revision,
                asked);
    }

    private Problem missing(Dataset dataset, String key, int revision) {
        String address = "/v1/" + dataset.name();
        if (figures.find(dataset, key, revisions.get(null)).isPresent()) {
            return Problem.of(
                            ProblemCode.NOT_KNOWN_YET,
                            "figure " + Problem.echo(key) + " was not known in revision " + revision)
                    .about("revision")
                    .hint("ask without revision, or with that of " + address + "/" + key + "/revisions");
        }
        return Problem.of(ProblemCode.NOT_FOUND, "there is no figure '" + Problem.echo(key) + "' in " + dataset.name())
                .hint("keys are as " + address + " lists them");
    }

    private static boolean asks(Claim claim, Input figure, Dataset dataset) {
        return claim.queries()
                .filter(question -> question.series().equals(figure.series()))
                .filter(question -> question.codes().entrySet().stream()
                        .allMatch(code -> code.getValue()
                                .equals(figure.codes().get(dataset.dimensions().indexOf(code.getKey())))))
                .anyMatch(question -> {
                    LocalDate to = question.to() == null ? claim.statedOn().minusDays(1) : question.to();
                    return !to.isBefore(question.from()) && new Period(question.from(), to).contains(figure.period());
                });
    }

    /** One claim with its review. */
    Answer one(String id, RecordedFilter recorded, Asked asked) {
        int revision = revisions.get(recorded.number());
        ReviewedClaim claim = get(id, revision);
        return answer(
                ClaimColumns.CLAIM,
                ClaimColumns.KEY,
                List.<@Nullable Object[]>of(row(claim)),
                "claim_" + id,
                "Claim " + id,
                series(List.of(claim)),
                revision,
                null,
                cited(claim, revision, asked),
                Links.to(asked.self(), CONTRACT),
                true);
    }

    /**
     * One claim with its review, after a revision.
     *
     * @throws Problem where the ledger has no such claim, or knew none then
     */
    ReviewedClaim get(String id, int revision) {
        List<Appearances> all = claims.list(revision);
        Appearances found = all.stream()
                .filter(each -> each.first().code().equals(id))
                .findFirst()
                .orElseThrow(() -> missing(id, revision));
        return reviewed(List.of(found), all, revision).getFirst();
    }

    private Problem missing(String id, int revision) {
        List<String> known =
                claims.list(revision).stream().map(each -> each.first().code()).toList();
        return Problem.of(ProblemCode.NOT_FOUND, "there is no claim '" + Problem.echo(id) + "' in revision " + revision)
                .hint(Suggestion.nearest(id, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("/v1/claims lists them"));
    }

    /** What the review of a claim has been, newest first. */
    Answer history(String id, RecordedFilter recorded, Page page, Asked asked) {
        Cursor cursor = cursor(page, asked);
        int revision = revision(recorded, cursor);
        Appearances claim = claims.find(id, revision).orElseThrow(() -> missing(id, revision));
        List<@Nullable Object[]> rows = steps(claim, revision).reversed().stream()
                .<@Nullable Object[]>map(step -> ClaimColumns.history(
                        id,
                        step.revision(),
                        recordedAt(step.revision()),
                        step.review(),
                        claim.first().claimed().stated()))
                .toList();
        return page(
                ClaimColumns.HISTORY,
                ClaimColumns.KEY_OF_HISTORY,
                rows,
                "claim_" + id + "_reviews",
                "What the review of claim " + id + " has been",
                List.copyOf(seriesOf(claim.first())),
                page,
                cursor,
                revision,
                "Reviews of claim " + id,
                asked);
    }

    /** A review from a revision on. */
    private record Step(int revision, Reviewed review) {}

    /** What the review of a claim has been, oldest first; at least one. */
    private List<Step> steps(Appearances claim, int revision) {
        Claim first = claim.first();
        int learnt =
                claim.all().mapToInt(each -> each.release().recordedIn()).min().orElseThrow();
        Opinions opinions = claims.opinions(revision);
        List<Step> steps = new ArrayList<>();
        for (int number : claims.revisionsOf(first.code(), seriesOf(first), learnt, revision)) {
            Reviewed review = reviewer.review(first, number, opinions);
            if (steps.isEmpty() || !steps.getLast().review().saysAs(review)) {
                steps.add(new Step(number, review));
            }
        }
        return steps;
    }

    /** The series that a claim asks. */
    private static Set<String> seriesOf(Claim claim) {
        return claim.queries().map(Query::series).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Holds a number that is not on record against it; nothing is stored. */
    Answer check(CheckFilter filter, Asked asked) {
        Dataset dataset = filter.dataset(datasets);
        String id = filter.series();
        List<String> ids = catalogue.of(dataset).stream().map(Series::id).toList();
        Series series = catalogue.get(id == null ? dataset.defaultSeries() : Parameters.oneOf("series", id, ids));
        filter.checkDimensions(dataset, datasets, asked.parameters());
        Claimed claimed = filter.claimed(series, dataset, asked.parameters(), London.dayOf(clock.instant()));
        int revision = revisions.get(filter.recorded().number());
        Reviewed review = Reviewed.of(reviewer.review(claimed, revision), null);
        return answer(
                ClaimColumns.CHECK,
                List.of(),
                List.<@Nullable Object[]>of(ClaimColumns.check(claimed, dataset.name(), review)),
                "check",
                "A number held against " + series.title(),
                List.of(series.id()),
                revision,
                null,
                "Check by the Border Ledger: "
                        + (review.relation() == null ? "" : review.relation().code() + ". ")
                        + (review.explanation() == null ? "" : review.explanation() + " ") + "Revision " + revision
                        + ", " + publicAddress
                        + asked.saying("statedOn", claimed.on().toString()).permanent(revision),
                Links.to(asked.self(), CONTRACT),
                true);
    }

    /**
     * Each with its review, and with what other claims of the same release say of it.
     *
     * @param all the claims of the ledger, among which those are
     */
    private List<ReviewedClaim> reviewed(List<Appearances> found, List<Appearances> all, int revision) {
        Opinions opinions = claims.opinions(revision);
        Map<String, List<Claim>> byRelease = all.stream()
                .map(Appearances::first)
                .collect(Collectors.groupingBy(claim -> claim.release().code()));
        return found.stream()
                .map(each -> CutOffs.explain(
                        new ReviewedClaim(each, reviewer.review(each.first(), revision, opinions)),
                        byRelease.getOrDefault(each.first().release().code(), List.of())))
                .toList();
    }

    /** The revision that is read: that with which a walk over pages began, else the one asked for. */
    private int revision(RecordedFilter recorded, @Nullable Cursor cursor) {
        return revisions.get(cursor == null ? recorded.number() : Integer.valueOf(cursor.revision()));
    }

    private @Nullable String dataset(Claim claim) {
        return claim.question()
                .map(question -> catalogue.get(question.series()).dataset())
                .orElse(null);
    }

    private @Nullable Object[] row(ReviewedClaim claim) {
        return ClaimColumns.claim(claim, dataset(claim.claim()));
    }

    private static @Nullable Cursor cursor(Page page, Asked asked) {
        return page.cursor() == null ? null : Cursor.decode(page.cursor(), asked.question(), POSITION);
    }

    private static List<String> series(List<ReviewedClaim> claims) {
        return claims.stream()
                .flatMap(each -> each.claim().question().stream())
                .map(Query::series)
                .distinct()
                .toList();
    }

    private Answer page(
            List<ReviewedClaim> all, String name, Page page, @Nullable Cursor cursor, int revision, Asked asked) {
        Set<String> publishers = all.stream()
                .map(each -> each.claim().release().publisher())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return page(
                ClaimColumns.CLAIM,
                ClaimColumns.KEY,
                all.stream().<@Nullable Object[]>map(this::row).toList(),
                "claims" + name,
                "Claims held against the record",
                series(all),
                page,
                cursor,
                revision,
                all.size()
                        + (all.size() == 1 ? " claim" : " claims")
                        + (publishers.isEmpty() ? "" : " in releases of " + String.join(", ", publishers)),
                asked);
    }

    private Answer page(
            List<Column> columns,
            List<String> primaryKey,
            List<@Nullable Object[]> all,
            String name,
            String title,
            List<String> series,
            Page page,
            @Nullable Cursor cursor,
            int revision,
            String cited,
            Asked asked) {
        OptionalInt limit = page.rows(asked.representation());
        int from = cursor != null && cursor.values().getFirst() instanceof Integer position
                ? Math.clamp(position, 0, all.size())
                : 0;
        int to = limit.isEmpty() ? all.size() : Math.min(all.size(), from + limit.getAsInt());
        String next = to < all.size()
                ? asked.next(new Cursor(revision, asked.question(), List.<@Nullable Object>of(to)).encode())
                : null;
        return answer(
                columns,
                primaryKey,
                all.subList(from, to),
                name,
                title,
                series,
                revision,
                (long) all.size(),
                cited + ", held against the record of the Border Ledger, revision " + revision + ", " + publicAddress
                        + asked.permanent(revision),
                new Links(
                        asked.self(),
                        next,
                        from > 0 ? asked.first() : null,
                        asked.in(Representation.CSV),
                        asked.in(Representation.XLSX),
                        CONTRACT),
                false);
    }

    private Answer answer(
            List<Column> columns,
            List<String> primaryKey,
            List<@Nullable Object[]> rows,
            String name,
            String title,
            List<String> series,
            int revision,
            @Nullable Long total,
            String citation,
            Links links,
            boolean single) {
        var meta = new Meta(
                CLAIMS,
                series,
                List.of(),
                revision,
                null,
                null,
                null,
                total,
                null,
                null,
                null,
                List.of(),
                citation,
                null,
                ATTRIBUTION);
        var table = new Table(name + "_revision-" + revision, title, columns, primaryKey, Rows.of(rows), rows.size());
        return new Answer(table, meta, links, single);
    }

    private String cited(ReviewedClaim reviewed, int revision, Asked asked) {
        Claim claim = reviewed.claim();
        return "“" + claim.statement() + "” (" + claim.speaker() + ", " + Wording.day(claim.statedOn()) + ", "
                + claim.release().publisher() + "): "
                + (reviewed.review().relation() == null
                        ? "not reviewed"
                        : reviewed.review().relation().code())
                + ". Border Ledger revision " + revision + ", " + publicAddress + asked.permanent(revision);
    }

    /** One claim as schema.org describes it. */
    ClaimReviewDocument document(String id, RecordedFilter recorded) {
        int revision = revisions.get(recorded.number());
        ReviewedClaim claim = get(id, revision);
        List<Step> steps = steps(claim.appearances(), revision);
        return ClaimReviewDocument.of(
                claim,
                recordedAt(steps.getFirst().revision()),
                recordedAt(steps.getLast().revision()),
                path -> publicAddress + path);
    }

    private Instant recordedAt(int revision) {
        return revisions.findById(revision).recordedAt();
    }
}

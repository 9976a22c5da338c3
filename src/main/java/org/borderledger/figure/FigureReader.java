package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.borderledger.query.Suggestion;
import org.borderledger.representation.Coverage;
import org.borderledger.representation.Links;
import org.borderledger.representation.Meta;
import org.borderledger.representation.One;
import org.borderledger.representation.Page;
import org.jspecify.annotations.Nullable;

/** Answers the questions that all datasets share, from one picture of the ledger each. */
@ApplicationScoped
public class FigureReader {
    private static final String SERVICE = "Border Ledger";

    private final RevisionRepository revisions;
    private final ReleaseRepository releases;
    private final SeriesCatalogue catalogue;
    private final Clock clock;

    FigureReader(RevisionRepository revisions, ReleaseRepository releases, SeriesCatalogue catalogue, Clock clock) {
        this.revisions = revisions;
        this.releases = releases;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** One page of a list. */
    public <F extends Figure, V> Page<V> page(
            FigureRepository<F> figures,
            FigureFilter filter,
            Map<String, @Nullable String> dimensions,
            UriInfo address,
            Function<F, V> view) {
        Dataset dataset = figures.dataset();
        Selection selection = filter.selection(dataset, catalogue, clock, dimensions);
        Optional<Cursor> cursor = Optional.ofNullable(selection.cursor())
                .map(text -> Cursor.decode(text, selection.question(), selection.sort()));
        Picture picture = picture(
                dataset,
                selection.clocks(),
                cursor.map(Cursor::revision).orElse(selection.clocks().revision()));
        List<F> rows =
                figures.page(selection, picture, cursor.map(Cursor::values).orElse(null), selection.limit() + 1);
        boolean more = rows.size() > selection.limit();
        List<F> shown = more ? rows.subList(0, selection.limit()) : rows;
        List<String> warnings = new ArrayList<>();
        Coverage coverage = coverage(figures, selection, picture, warnings);
        long partly = figures.partlyInside(selection, picture);
        if (shown.isEmpty()) {
            warnings.add(whyEmpty(figures, selection, picture));
        }
        var meta = new Meta(
                dataset.name(),
                selection.seriesIds(),
                selection.otherSeries(),
                picture.revision(),
                selection.clocks().asOfText(),
                coverage,
                partly,
                null,
                withCopies(warnings, shown),
                citation(dataset, selection.series(), shown, picture, Addresses.of(address)),
                licence(selection.series()),
                attribution(selection.series()));
        String next = more ? Addresses.next(address, cursorAfter(shown.getLast(), selection, picture)) : null;
        return new Page<>(
                shown.stream().map(view).toList(), meta, new Links(Addresses.of(address), next, describedBy(dataset)));
    }

    /** The newest figures of each chosen series. */
    public <F extends Figure, V> Page<V> latest(
            FigureRepository<F> figures, LatestFilter filter, UriInfo address, Function<F, V> view) {
        Dataset dataset = figures.dataset();
        List<Series> series = FigureFilter.chooseSeries(filter.series(), dataset, catalogue);
        Clocks clocks = filter.clocks().clocks(clock);
        Picture picture = picture(dataset, clocks, clocks.revision());
        List<String> ids = series.stream().map(Series::id).toList();
        List<F> rows = figures.latest(ids, picture);
        List<String> warnings = new ArrayList<>();
        if (rows.isEmpty()) {
            warnings.add(notBefore(ids, picture));
        }
        var meta = new Meta(
                dataset.name(),
                ids,
                others(dataset, ids),
                picture.revision(),
                clocks.asOfText(),
                null,
                null,
                null,
                withCopies(warnings, rows),
                citation(dataset, series, rows, picture, Addresses.of(address)),
                licence(series),
                attribution(series));
        return new Page<>(
                rows.stream().map(view).toList(), meta, new Links(Addresses.of(address), null, describedBy(dataset)));
    }

    /** One figure by its key; a withdrawn one too, with its mark. */
    public <F extends Figure, V> One<V> one(
            FigureRepository<F> figures, String key, ClockFilter filter, UriInfo address, Function<F, V> view) {
        Dataset dataset = figures.dataset();
        Clocks clocks = filter.clocks(clock);
        Picture picture = picture(dataset, clocks, clocks.revision());
        F figure = figures.find(key, picture).orElseThrow(() -> missing(figures, key, clocks));
        Series series = catalogue.get(figure.series());
        List<String> warnings = new ArrayList<>();
        if (figure.withdrawn()) {
            warnings.add("The publisher left this figure out of a later complete edition: it is withdrawn."
                    + " Its former values are at /v1/" + dataset.name() + "/" + key + "/revisions");
        }
        return new One<>(
                view.apply(figure),
                meta(dataset, series, clocks, picture, List.of(figure), warnings, address, figures),
                new Links(Addresses.of(address), null, describedBy(dataset)));
    }

    /** All the values that a figure has had. */
    public <F extends Figure, V> Page<V> history(
            FigureRepository<F> figures, String key, ClockFilter filter, UriInfo address, Function<F, V> view) {
        Dataset dataset = figures.dataset();
        Clocks clocks = filter.clocks(clock);
        Picture picture = picture(dataset, clocks, clocks.revision());
        List<F> rows = figures.history(key, picture);
        if (rows.isEmpty()) {
            throw missing(figures, key, clocks);
        }
        return new Page<>(
                rows.stream().map(view).toList(),
                meta(
                        dataset,
                        catalogue.get(rows.getLast().series()),
                        clocks,
                        picture,
                        rows,
                        List.of(),
                        address,
                        figures),
                new Links(Addresses.of(address), null, describedBy(dataset)));
    }

    /** The key of the default series for a path such as {@code 2025-06-20}, if the text is a period and no key. */
    public Optional<String> keyOfPeriod(Dataset dataset, String text) {
        return Period.find(text).map(period -> dataset.defaultSeries() + ":" + period.code());
    }

    /**
     * What to read: the newest revision that touched the dataset, up to the one that is asked for. Every part of an answer
     * speaks of that revision, so that a publish elsewhere changes no byte of it (API rule 25).
     */
    private Picture picture(Dataset dataset, Clocks clocks, @Nullable Integer revision) {
        int read = revisions.newestOf(dataset.name(), revisions.get(revision));
        return new Picture(clocks.asOf(), read, read == revisions.newestOf(dataset.name()));
    }

    private <F extends Figure> Meta meta(
            Dataset dataset,
            Series series,
            Clocks clocks,
            Picture picture,
            List<F> rows,
            List<String> warnings,
            UriInfo address,
            FigureRepository<F> figures) {
        return new Meta(
                dataset.name(),
                List.of(series.id()),
                others(dataset, List.of(series.id())),
                picture.revision(),
                clocks.asOfText(),
                null,
                null,
                figures.confirmedBy(rows.getLast(), picture).orElse(null),
                withCopies(warnings, rows),
                citation(dataset, List.of(series), rows, picture, Addresses.of(address)),
                series.licence(),
                series.attribution());
    }

    private Problem missing(FigureRepository<?> figures, String key, Clocks clocks) {
        Dataset dataset = figures.dataset();
        Picture now = picture(dataset, Clocks.NOW, null);
        List<? extends Figure> known = figures.history(key, now);
        if (!known.isEmpty()) {
            Figure first = known.getFirst();
            return Problem.of(
                            ProblemCode.NOT_KNOWN_YET,
                            "figure " + Problem.echo(key) + " is known from "
                                    + first.release().issuedText() + " on")
                    .about(clocks.asOf() == null ? "revision" : "asOf")
                    .hint("ask without asOf and revision, or with asOf=" + London.dayOf(first.validFrom()));
        }
        List<String> ids = catalogue.of(dataset).stream().map(Series::id).toList();
        String series = key.contains(":") ? key.substring(0, key.indexOf(':')) : key;
        var problem = Problem.of(
                ProblemCode.NOT_FOUND, "there is no figure '" + Problem.echo(key) + "' in " + dataset.name());
        if (ids.contains(series)) {
            return problem.hint("/v1/" + dataset.name() + "?series=" + series + " lists the figures of the series");
        }
        return problem.hint("a key begins with a series and a colon"
                        + Suggestion.nearest(series, ids)
                                .map(near -> ": did you mean " + near + "?")
                                .orElse(""))
                .allowed(ids);
    }

    private List<String> others(Dataset dataset, List<String> ids) {
        return catalogue.of(dataset).stream()
                .map(Series::id)
                .filter(id -> !ids.contains(id))
                .toList();
    }

    private static <F extends Figure> Coverage coverage(
            FigureRepository<F> figures, Selection selection, Picture picture, List<String> warnings) {
        FigureRepository.Span span = figures.span(selection, picture, selection.periods());
        LocalDate from = span.from();
        LocalDate to = span.to();
        if (from == null || to == null) {
            return new Coverage(null, null, null, 0, null);
        }
        OptionalLong expected =
                selection.series().size() == 1 && selection.periods().size() <= 1
                        ? selection.series().getFirst().frequency().expected(from, to)
                        : OptionalLong.empty();
        LocalDate end = selection.periods().isEmpty()
                ? null
                : figures.span(selection, picture, List.of()).to();
        for (Period period : selection.periods()) {
            if (end != null && end.isBefore(period.end()) && !period.end().equals(Selection.FURTHEST)) {
                warnings.add("The series ends on " + end + ", before the end of what was asked, " + period.end() + ".");
            }
        }
        return new Coverage(
                from,
                to,
                expected.isPresent() ? expected.getAsLong() : null,
                span.present(),
                expected.isPresent() ? Math.max(0, expected.getAsLong() - span.present()) : null);
    }

    private <F extends Figure> String whyEmpty(FigureRepository<F> figures, Selection selection, Picture picture) {
        FigureRepository.Span whole = figures.span(selection, picture, List.of());
        if (whole.from() == null) {
            return notBefore(selection.seriesIds(), picture);
        }
        return "No figure matches. The series holds " + whole.from() + " to " + whole.to() + ".";
    }

    private String notBefore(List<String> series, Picture picture) {
        Optional<Instant> first = releases.firstIssued(series, picture.revision());
        return first.map(instant -> "Nothing was known then: the first release of the series was issued on "
                        + London.dayOf(instant) + ".")
                .orElse(
                        picture.newest()
                                ? "The ledger holds no release of the series."
                                : "The ledger held no release of the series then.");
    }

    private static String cursorAfter(Figure last, Selection selection, Picture picture) {
        List<@Nullable Object> values = new ArrayList<>();
        selection.sort().forEach(sort -> values.add(last.sortValue(sort.attribute())));
        return new Cursor(picture.revision(), selection.question(), values).encode();
    }

    private static String describedBy(Dataset dataset) {
        return "/v1/datasets/" + dataset.name();
    }

    private static String citation(
            Dataset dataset, List<Series> series, List<? extends Figure> rows, Picture picture, String address) {
        String titles = series.stream().map(Series::title).collect(Collectors.joining("; "));
        String issued = rows.stream()
                .map(row -> row.release().issuedAt())
                .max(Instant::compareTo)
                .map(newest -> ", newest release issued " + London.dayOf(newest))
                .orElse("");
        String publishers = rows.isEmpty()
                ? ""
                : Stream.concat(
                                Stream.of(rows.getFirst())
                                        .map(row -> row.release().publisher()),
                                rows.stream().map(row -> row.release().publisher()))
                        .distinct()
                        .limit(3)
                        .collect(Collectors.joining(", ", "", ", "));
        return publishers + titles + issued + "; " + SERVICE + " revision " + picture.revision() + ", "
                + dataset.title() + ", " + address;
    }

    /** A copy elsewhere is not the publisher's word at the publisher's address, and an answer says so. */
    private static List<String> withCopies(List<String> warnings, List<? extends Figure> rows) {
        boolean copies = rows.stream().anyMatch(row -> row.release().via() != null);
        if (!copies) {
            return warnings;
        }
        List<String> all = new ArrayList<>(warnings);
        all.add(
                "Some sourceUrl are copies, not the publisher's own address: via at /v1/releases/{release} says whose.");
        return all;
    }

    private static @Nullable String licence(List<Series> series) {
        List<@Nullable String> licences = series.stream()
                .<@Nullable String>map(Series::licence)
                .distinct()
                .toList();
        return licences.size() == 1 ? licences.getFirst() : null;
    }

    private static String attribution(List<Series> series) {
        return series.stream().map(Series::attribution).distinct().collect(Collectors.joining(" "));
    }
}

package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Cursor;
import org.borderledger.query.SortKey;
import org.borderledger.query.Suggestion;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Coverage;
import org.borderledger.representation.Links;
import org.borderledger.representation.Representation;
import org.borderledger.representation.Rows;
import org.borderledger.representation.Table;
import org.borderledger.representation.XlsxWriter;
import org.jspecify.annotations.Nullable;

/** Answers the questions of figures that all datasets share, from one picture of the ledger each. */
@ApplicationScoped
public class FigureReader {
    private static final String RELEASE_ISSUED = "r.issuedAt";
    private static final String RELEASE_COPY = "r.via";
    private static final String RELEASE_PRECISION = "r.issuedPrecision";
    private static final List<String> OF_THE_RELEASE = List.of(RELEASE_ISSUED, RELEASE_PRECISION, RELEASE_COPY);
    private static final String PRINTED_NUMBERS =
            "Sorting and comparing use the printed number: 'more than 8,000' counts as 8,000. The qualifier of each"
                    + " row says how it was bounded.";
    private static final int MOST_ROWS_COUNTED = 100_000;
    private static final String ID = "f.id";
    private static final String FROM = "f.issuedFrom";
    private static final String TO = "f.issuedTo";

    private final RevisionRepository revisions;
    private final ReleaseRepository releases;
    private final SeriesCatalogue catalogue;
    private final Clock clock;
    private final String publicAddress;

    FigureReader(
            RevisionRepository revisions,
            ReleaseRepository releases,
            SeriesCatalogue catalogue,
            Clock clock,
            PublicAddress address) {
        this.revisions = revisions;
        this.releases = releases;
        this.catalogue = catalogue;
        this.clock = clock;
        this.publicAddress = address.url().toString().replaceFirst("/+$", "");
    }

    /** One page of a list, or in an export all of it. */
    Answer list(FigureRepository<?> figures, ListFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> chosen = filter.selection().series(dataset, catalogue, true);
        ColumnFilter columns = ColumnFilter.of(dataset, catalogue, chosen, asked.parameters());
        List<org.borderledger.query.Restriction> codes = new ArrayList<>(columns.codes());
        codes.addAll(filter.selection().restrictions());
        var selection = new Selection(
                chosen, filter.selection().days().periods(), codes, columns.comparisons(), filter.newest());
        List<SortKey> order = filter.order(dataset);
        OptionalInt limit = filter.page().rows(asked.representation());
        String question = asked.question();
        Optional<Cursor> cursor =
                Optional.ofNullable(filter.page().cursor()).map(text -> Cursor.decode(text, question, order));
        Clocks clocks = filter.selection().clocks().clocks(clock);
        Reading reading = reading(
                dataset, chosen, clocks, asked, cursor.map(Cursor::revision).orElse(clocks.revision()));
        boolean counts = filter.counts();
        List<Integer> shown = filter.page().shown(FigureColumns.of(dataset));
        Projection projection = shown(dataset, shown, order);
        if (limit.isEmpty()) {
            return export(figures, selection, reading, projection, order);
        }
        List<@Nullable Object[]> rows = figures.page(
                selection,
                reading.picture(),
                projection,
                order,
                cursor.map(Cursor::values).orElse(null),
                limit.getAsInt() + 1);
        boolean more = rows.size() > limit.getAsInt();
        List<@Nullable Object[]> page = more ? rows.subList(0, limit.getAsInt()) : rows;
        List<String> warnings = new ArrayList<>();
        Coverage coverage = coverage(figures, selection, reading.picture(), warnings);
        if (page.isEmpty()) {
            warnings.add(whyEmpty(figures, selection, reading.picture()));
        }
        if (figures.comparesPrintedNumbers(selection, order, reading.picture())) {
            warnings.add(PRINTED_NUMBERS);
        }
        String next = more
                ? asked.next(new Cursor(
                                reading.picture().revision(), question, sortValues(page.getLast(), order, projection))
                        .encode())
                : null;
        var meta = reading.meta(
                new Reading.Counts(
                        coverage,
                        figures.partlyInside(selection, reading.picture()),
                        counts ? figures.count(selection, reading.picture()) : null,
                        selection.comparisons().isEmpty() ? null : figures.notCompared(selection, reading.picture())),
                null,
                null,
                Reading.withCopies(warnings, copies(page, projection)),
                citation(reading, page, projection));
        var table = new Table(reading.fileName(""), title(chosen), projection.columns(), Rows.of(page), page.size());
        return new Answer(table, meta, links(reading, next, cursor.isPresent() ? asked.first() : null, true), false);
    }

    /** All rows of a list; they are read while they are written, so that memory does not grow with them. */
    private Answer export(
            FigureRepository<?> figures,
            Selection selection,
            Reading reading,
            Projection projection,
            List<SortKey> order) {
        List<String> warnings = new ArrayList<>();
        Coverage coverage = null;
        long total = -1;
        // Only a workbook has a cover, and must know its size before it begins; other files begin at once, and say how
        // many rows they have where that is soon counted.
        if (reading.asked().representation() != Representation.XLSX) {
            total = figures.countUpTo(MOST_ROWS_COUNTED, selection, reading.picture());
        } else {
            coverage = coverage(figures, selection, reading.picture(), warnings);
            total = figures.count(selection, reading.picture());
            if (total > XlsxWriter.MOST_ROWS) {
                throw Problem.of(
                                ProblemCode.TOO_MANY_ROWS,
                                "a sheet of a workbook holds " + XlsxWriter.MOST_ROWS + " rows, and " + total
                                        + " match")
                        .hint("take .csv, .jsonl or .parquet, or ask for fewer days with from and to");
            }
            if (figures.comparesPrintedNumbers(selection, order, reading.picture())) {
                warnings.add(PRINTED_NUMBERS);
            }
            if (total == 0) {
                warnings.add(whyEmpty(figures, selection, reading.picture()));
            }
        }
        var meta = reading.meta(
                new Reading.Counts(coverage, null, total < 0 ? null : total, null),
                null,
                null,
                warnings,
                Citation.of(
                        total < 0 ? "Figures" : Citation.counted(BigDecimal.valueOf(total), "figures"),
                        coverage == null || coverage.from() == null || coverage.to() == null
                                ? null
                                : new Period(coverage.from(), coverage.to()),
                        reading.series(),
                        reading.series().stream().map(Series::publisher).toList(),
                        null,
                        newestIssued(reading),
                        reading.picture().revision(),
                        permanent(reading)));
        // The file is read after this transaction, from the same revision.
        Rows rows = reader -> figures.inTransaction(() -> figures.read(
                selection,
                picture(
                        reading.dataset(),
                        reading.picture().asOf(),
                        reading.picture().revision()),
                projection,
                order,
                reader));
        var table = new Table(reading.fileName(""), title(reading.series()), projection.columns(), rows, total);
        return new Answer(table, meta, links(reading, null, null, true), false);
    }

    /** When the newest release of what is read was issued, as exactly as it is known; null where there is none. */
    @Nullable String newestIssued(Reading reading) {
        return releases.newest(
                        reading.series().stream().map(Series::id).toList(),
                        reading.picture().asOf(),
                        reading.picture().revision())
                .map(Release::issuedText)
                .orElse(null);
    }

    /** The newest figures of each chosen series. */
    Answer latest(FigureRepository<?> figures, LatestFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> series = SelectionFilter.chooseSeries(filter.series(), dataset, catalogue);
        Reading reading = reading(dataset, series, filter.clocks().clocks(clock), asked);
        var projection = Projection.all(dataset, OF_THE_RELEASE);
        List<String> ids = series.stream().map(Series::id).toList();
        List<@Nullable Object[]> rows = figures.latest(ids, reading.picture(), projection);
        List<String> warnings = rows.isEmpty() ? List.of(notBefore(ids, reading.picture())) : List.of();
        return whole(reading, projection, rows, reading.fileName("-latest"), null, warnings);
    }

    /** One figure by its key; a withdrawn one too, with its mark. */
    Answer one(FigureRepository<?> figures, String key, ClockFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Clocks clocks = filter.clocks(clock);
        Picture picture = picture(dataset, clocks.asOf(), clocks.revision());
        Projection projection = ofOne(dataset);
        @Nullable Object[] figure = figures.find(key, picture, projection).orElseThrow(() -> missing(figures, key, clocks));
        Reading reading = reading(dataset, seriesOf(figure, projection), clocks, asked);
        boolean withdrawn = Boolean.TRUE.equals(figure[projection.indexOfColumn("withdrawn")]);
        List<String> warnings = withdrawn
                ? List.of("The publisher left this figure out of a later complete edition: it is withdrawn."
                        + " Its former values are at /v1/" + dataset.name() + "/" + key + "/revisions")
                : List.of();
        Answer answer = whole(
                reading,
                projection,
                List.<@Nullable Object[]>of(figure),
                reading.fileName("", key),
                confirmedBy(figures, figure, projection, picture),
                warnings);
        return new Answer(answer.table(), answer.meta(), answer.links(), true);
    }

    /** All the values that a figure has had. */
    Answer history(FigureRepository<?> figures, String key, ClockFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Clocks clocks = filter.clocks(clock);
        Picture picture = picture(dataset, clocks.asOf(), clocks.revision());
        Projection projection = ofOne(dataset);
        List<@Nullable Object[]> rows = figures.history(key, picture, projection);
        if (rows.isEmpty()) {
            throw missing(figures, key, clocks);
        }
        Reading reading = reading(dataset, seriesOf(rows.getLast(), projection), clocks, asked);
        return whole(
                reading,
                projection,
                rows,
                reading.fileName("-revisions", key),
                confirmedBy(figures, rows.getLast(), projection, picture),
                List.of());
    }

    /** The key of the default series for a path such as {@code 2025-06-20}, if the text is a period and no key. */
    Optional<String> keyOfPeriod(Dataset dataset, String text) {
        return Period.find(text).map(period -> dataset.defaultSeries() + ":" + period.code());
    }

    /** What an answer of these series reads. */
    Reading reading(Dataset dataset, List<Series> series, Clocks clocks, Asked asked) {
        return reading(dataset, series, clocks, asked, clocks.revision());
    }

    Reading reading(Dataset dataset, List<Series> series, Clocks clocks, Asked asked, @Nullable Integer revision) {
        List<String> others = catalogue.of(dataset).stream()
                .filter(each -> !series.contains(each))
                .map(Series::id)
                .toList();
        return new Reading(dataset, series, others, clocks, picture(dataset, clocks.asOf(), revision), asked);
    }

    /** What an answer reads that may touch other datasets as well: the revision is the newest of the whole ledger. */
    Reading readingOfAll(Dataset dataset, List<Series> series, Clocks clocks, Asked asked) {
        Reading reading = reading(dataset, series, clocks, asked);
        int revision = revisions.get(clocks.revision());
        return new Reading(
                dataset, series, reading.otherSeries(), clocks, new Picture(clocks.asOf(), revision, false), asked);
    }

    /**
     * What to read: the newest revision that touched the dataset, up to the one that is asked for. Every part of an answer
     * speaks of that revision, so that a publish elsewhere changes no byte of it (API rule 25).
     */
    private Picture picture(Dataset dataset, @Nullable Instant asOf, @Nullable Integer revision) {
        int asked = revisions.get(revision);
        int read = revisions.newestOf(dataset.name(), asked);
        boolean newest = read == revisions.newestOf(dataset.name());
        // a revision before the first that touched the dataset is a picture too: of nothing
        return new Picture(asOf, read == 0 ? asked : read, newest);
    }

    /** Links and their addresses; {@code files} says whether the answer can be had as a file. */
    Links links(Reading reading, @Nullable String next, @Nullable String first, boolean files) {
        Asked asked = reading.asked();
        return new Links(
                asked.self(),
                next,
                first,
                files ? asked.in(Representation.CSV) : null,
                files ? asked.in(Representation.XLSX) : null,
                "/v1/datasets/" + reading.dataset().name());
    }

    /** The permanent address of an answer, with scheme and host. */
    String permanent(Reading reading) {
        return publicAddress + reading.asked().permanent(reading.picture().revision());
    }

    /** How much of what was asked for there is; adds what a reader should know of its ends. */
    Coverage coverage(FigureRepository<?> figures, Selection selection, Picture picture, List<String> warnings) {
        FigureRepository.Span span = figures.span(selection.seriesIds(), picture, selection.periods());
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
                : figures.span(selection.seriesIds(), picture, List.of()).to();
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

    /** Why an answer has nothing in it, and from when on there is something. */
    String whyEmpty(FigureRepository<?> figures, Selection selection, Picture picture) {
        FigureRepository.Span whole = figures.span(selection.seriesIds(), picture, List.of());
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

    private Answer whole(
            Reading reading,
            Projection projection,
            List<@Nullable Object[]> rows,
            String fileName,
            @Nullable String confirmedBy,
            List<String> warnings) {
        var meta = reading.meta(
                Reading.Counts.NONE,
                null,
                confirmedBy,
                Reading.withCopies(warnings, copies(rows, projection)),
                citation(reading, rows, projection));
        var table = new Table(fileName, title(reading.series()), projection.columns(), Rows.of(rows), rows.size());
        return new Answer(table, meta, links(reading, null, null, true), false);
    }

    private Problem missing(FigureRepository<?> figures, String key, Clocks clocks) {
        Dataset dataset = figures.dataset();
        Projection projection = ofOne(dataset);
        List<@Nullable Object[]> known = figures.history(key, picture(dataset, null, null), projection);
        if (!known.isEmpty()) {
            @Nullable Object[] first = known.getFirst();
            String issued = String.valueOf(first[projection.indexOfColumn("issuedAt")]);
            return Problem.of(
                            ProblemCode.NOT_KNOWN_YET,
                            "figure " + Problem.echo(key) + " is known from " + issued + " on")
                    .about(clocks.asOf() == null ? "revision" : "asOf")
                    .hint("ask without asOf and revision, or with asOf="
                            + London.dayOf(instant(first, projection.indexOf(FROM))));
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

    private @Nullable String confirmedBy(
            FigureRepository<?> figures, @Nullable Object[] row, Projection projection, Picture picture) {
        if (!(row[projection.indexOf(ID)] instanceof Long id)) {
            throw new IllegalStateException("a figure has an id");
        }
        return figures.confirmedBy(
                        id, instant(row, projection.indexOf(FROM)), instant(row, projection.indexOf(TO)), picture)
                .orElse(null);
    }

    private List<Series> seriesOf(@Nullable Object[] row, Projection projection) {
        return List.of(catalogue.get(String.valueOf(row[projection.indexOfColumn("series")])));
    }

    private static Projection ofOne(Dataset dataset) {
        List<String> hidden = new ArrayList<>(OF_THE_RELEASE);
        hidden.addAll(List.of(ID, FROM, TO));
        return Projection.all(dataset, hidden);
    }

    /** The columns that are shown, and behind them what a cursor and the citation need. */
    private static Projection shown(Dataset dataset, List<Integer> shown, List<SortKey> order) {
        List<FigureColumns.Source> all = FigureColumns.sources(dataset);
        Set<String> hidden = new LinkedHashSet<>(OF_THE_RELEASE);
        order.forEach(sort -> hidden.add("f." + sort.attribute()));
        hidden.addAll(List.of("f.periodStart", "f.periodEnd", "f.qualifier", "r.publisher", "r.code"));
        return new Projection(shown.stream().map(all::get).toList(), List.copyOf(hidden));
    }

    private static List<@Nullable Object> sortValues(
            @Nullable Object[] row, List<SortKey> order, Projection projection) {
        List<@Nullable Object> values = new ArrayList<>();
        order.forEach(sort -> values.add(row[projection.indexOf("f." + sort.attribute())]));
        return values;
    }

    private static boolean copies(List<@Nullable Object[]> rows, Projection projection) {
        int via = projection.indexOf(RELEASE_COPY);
        return rows.stream().anyMatch(row -> row[via] != null);
    }

    private String citation(Reading reading, List<@Nullable Object[]> rows, Projection projection) {
        Period span = null;
        Instant newest = null;
        String issued = null;
        Set<String> publishers = new LinkedHashSet<>();
        Set<String> ofReleases = new LinkedHashSet<>();
        for (@Nullable Object[] row : rows) {
            if (value(row, projection, "periodStart") instanceof LocalDate start
                    && value(row, projection, "periodEnd") instanceof LocalDate end) {
                span = span == null
                        ? new Period(start, end)
                        : new Period(
                                start.isBefore(span.start()) ? start : span.start(),
                                end.isAfter(span.end()) ? end : span.end());
            }
            Instant its = instant(row, projection.indexOf(RELEASE_ISSUED));
            if (newest == null || its.isAfter(newest)) {
                newest = its;
                issued = issued(its, row[projection.indexOf(RELEASE_PRECISION)]);
            }
            publishers.add(String.valueOf(value(row, projection, "publisher")));
            ofReleases.add(String.valueOf(value(row, projection, "release")));
        }
        String what = rows.size() == 1
                ? words(reading.dataset(), rows.getFirst(), projection)
                : Citation.counted(BigDecimal.valueOf(rows.size()), "figures");
        return Citation.of(
                what,
                span,
                reading.series(),
                publishers,
                ofReleases.size() == 1 ? ofReleases.iterator().next() : null,
                issued,
                reading.picture().revision(),
                permanent(reading));
    }

    /** The measures of one row in words, as far as they are shown. */
    private static String words(Dataset dataset, @Nullable Object[] row, Projection projection) {
        var words = new StringJoiner(", ");
        Map<String, @Nullable Object> units = new LinkedHashMap<>();
        dataset.units().forEach(unit -> units.put(unit, value(row, projection, unit)));
        String unit = units.values().stream()
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
        Object qualifier = value(row, projection, "qualifier");
        for (String measure : dataset.measures()) {
            if (value(row, projection, measure) instanceof Number number) {
                words.add(Citation.words(
                        new BigDecimal(number.toString()),
                        measure,
                        unit,
                        words.length() == 0 && qualifier != null ? qualifier.toString() : null));
            }
        }
        String rate = "year".equals(value(row, projection, "per")) ? " a year" : "";
        return words.length() == 0 ? "No value" : words + rate;
    }

    /** The value of a column, shown or hidden; null where it is neither. */
    private static @Nullable Object value(@Nullable Object[] row, Projection projection, String column) {
        int shown = projection.indexOfColumn(column);
        if (shown >= 0) {
            return row[shown];
        }
        String attribute =
                column.equals("release") ? "r.code" : column.equals("publisher") ? "r.publisher" : "f." + column;
        int hidden = projection.hidden().indexOf(attribute);
        return hidden < 0 ? null : row[projection.shown().size() + hidden];
    }

    private static Instant instant(@Nullable Object[] row, int index) {
        if (row[index] instanceof Instant instant) {
            return instant;
        }
        throw new IllegalStateException("no instant at " + index + " of " + row.length);
    }

    private static String issued(Instant instant, @Nullable Object precision) {
        return IssueDate.text(
                instant, IssueDate.Precision.valueOf(String.valueOf(precision).toUpperCase(Locale.ROOT)));
    }

    static String title(List<Series> series) {
        return String.join("; ", series.stream().map(Series::title).toList());
    }
}

package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.borderledger.http.Asked;
import org.borderledger.http.Page;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.Dataset;
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
import org.borderledger.representation.CsvRows;
import org.borderledger.representation.Representation;
import org.borderledger.representation.Rows;
import org.borderledger.representation.Table;
import org.borderledger.representation.XlsxWriter;
import org.jspecify.annotations.Nullable;

/** Answers the questions of figures that all datasets share, from one picture of the ledger each. */
@ApplicationScoped
public class FigureReader {
    /** What a revision is to be had as; the description of the CSV goes with it. */
    private static final Set<Representation> REVISION_FILES =
            Set.of(Representation.CSV, Representation.CSVW, Representation.JSONL);

    private static final int MOST_ROWS_COUNTED = 100_000;
    /** Up to so many rows a file is read at once and holds no connection while it is sent. */
    private static final int FEW_ROWS = 1_000;

    /** Tells the values of figures apart. */
    private static final List<String> KEY_OF_VALUES = List.of("key", "validFrom");

    private final Readings readings;
    private final Warnings warnings;
    private final Citations citations;
    private final SeriesCatalogue catalogue;
    private final LargeExports exports;
    private final Clock clock;
    private final FigureClaims claims;

    FigureReader(
            Readings readings,
            Warnings warnings,
            Citations citations,
            SeriesCatalogue catalogue,
            LargeExports exports,
            Clock clock,
            FigureClaims claims) {
        this.readings = readings;
        this.warnings = warnings;
        this.citations = citations;
        this.catalogue = catalogue;
        this.exports = exports;
        this.clock = clock;
        this.claims = claims;
    }

    /** What is said of a figure. */
    Answer claims(FigureRepository<?> figures, String key, RecordedFilter recorded, Page page, Asked asked) {
        return claims.ofFigure(figures.dataset(), key, recorded, page, asked);
    }

    /** One page of a list, or in an export all of it. */
    Answer list(FigureRepository<?> figures, ListFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> series = filter.selection().series(dataset, catalogue, true);
        Selection selection = filter.selection()
                .selection(dataset, catalogue, series, asked.parameters())
                .newest(filter.newest());
        List<SortKey> order = filter.order(dataset);
        OptionalInt limit = filter.table().page().rows(asked.representation());
        Cursor cursor = filter.table().cursor(asked, order);
        Clocks clocks = filter.selection().clocks().clocks(clock);
        Clocks at = clocks.at(cursor);
        boolean counts = filter.counts();
        Past past = readings.past(filter.history(), clocks);
        Projection projection = projection(figures, filter, past, order);
        Picture picture = limit.isPresent() && !counts && figures.mayBeKept(selection, projection, order)
                ? readings.picture(figures, at, series.getFirst().id())
                : readings.picture(dataset, at);
        Reading reading = readings.of(dataset, series, at, asked, picture);
        var chosen = new Chosen(figures, selection.past(past), reading.picture());
        chosen.checkPast(past);
        return limit.isEmpty()
                ? export(chosen, reading, projection, order)
                : page(chosen, reading, projection, order, cursor, limit.getAsInt(), counts);
    }

    private static Projection projection(
            FigureRepository<?> figures, ListFilter filter, Past past, List<SortKey> order) {
        if (filter.table().fields() == null && !past.isAsked() && order.equals(FigureRepository.USUAL)) {
            return figures.whole();
        }
        List<FigureColumns.Source> columns = FigureColumns.sources(figures.dataset(), past);
        return Projection.of(
                figures.dataset(),
                columns,
                filter.table()
                        .shown(columns.stream()
                                .map(FigureColumns.Source::column)
                                .toList()),
                order);
    }

    private Answer page(
            Chosen chosen,
            Reading reading,
            Projection projection,
            List<SortKey> order,
            @Nullable Cursor cursor,
            int limit,
            boolean counts) {
        FigurePage found = chosen.page(projection, order, cursor == null ? null : cursor.values(), limit);
        List<@Nullable Object[]> page = found.rows();
        Coverage coverage = chosen.coverage();
        Asked asked = reading.asked();
        String next = found.more()
                ? asked.next(new Cursor(
                                reading.picture().revision(),
                                asked.question(),
                                sortValues(page.getLast(), order, projection))
                        .encode())
                : null;
        var meta = reading.meta(
                new Reading.Counts(
                        coverage, chosen.partlyInside(), counts ? chosen.count() : null, chosen.notCompared()),
                null,
                null,
                warnings.of(chosen, coverage, projection, order, page.isEmpty(), projection.hasCopies(page)),
                citations.ofFigures(reading, projection, page));
        var table = new Table(
                reading.fileName(""),
                reading.title(),
                projection.columns(),
                FigureColumns.PRIMARY_KEY,
                found.written(),
                page.size());
        return new Answer(table, meta, reading.links(next, cursor == null ? null : asked.first()), false);
    }

    /** All rows of a list; if they are many they are read while they are written, so that memory does not grow with them. */
    private Answer export(Chosen chosen, Reading reading, Projection projection, List<SortKey> order) {
        List<String> said = List.of();
        Reading.Counts counts;
        long total;
        // Only a workbook has a cover, and must know its size before it begins; other files begin at once, and say how
        // many rows they have where that is soon counted.
        if (reading.asked().representation() != Representation.XLSX) {
            total = told(chosen.countUpTo(MOST_ROWS_COUNTED), reading.clocks());
            counts = new Reading.Counts(null, null, total < 0 ? null : total, null);
        } else {
            total = chosen.count();
            if (total > XlsxWriter.MOST_ROWS) {
                throw Problem.of(
                                ProblemCode.TOO_MANY_ROWS,
                                "a sheet of a workbook holds " + XlsxWriter.MOST_ROWS + " rows, and " + total
                                        + " match")
                        .hint("take .csv, .jsonl or .parquet, or ask for fewer days with from and to");
            }
            counts = new Reading.Counts(chosen.coverage(), chosen.partlyInside(), total, chosen.notCompared());
            said = warnings.of(chosen, counts.coverage(), projection, order, total == 0, chosen.hasCopies());
        }
        var meta = reading.meta(counts, null, null, said, citations.ofExport(reading, total, counts.coverage()));
        Rows rows = total >= 0 && total <= FEW_ROWS
                ? read(chosen, projection, order)
                : new Streamed(chosen, reading, projection, order);
        var table = new Table(
                reading.fileName(""), reading.title(), projection.columns(), FigureColumns.PRIMARY_KEY, rows, total);
        return new Answer(table, meta, reading.links(null, null), false);
    }

    /**
     * How many rows a file says it has; -1 where it does not. An address with a revision is of that one for ever, and so many
     * are soon counted only while it is the newest.
     */
    static long told(long counted, Clocks clocks) {
        return counted > MOST_ROWS_COUNTED && clocks.revision() != null ? -1 : counted;
    }

    /** Rows that are read after the transaction of the request, from the same revision. */
    private final class Streamed implements CsvRows {
        private final Chosen chosen;
        private final Reading reading;
        private final Projection projection;
        private final List<SortKey> order;

        Streamed(Chosen chosen, Reading reading, Projection projection, List<SortKey> order) {
            this.chosen = chosen;
            this.reading = reading;
            this.projection = projection;
            this.order = order;
        }

        @Override
        public void read(Reader reader) throws IOException {
            send(again -> again.read(projection, order, reader));
        }

        @Override
        public void writeCsv(OutputStream out) throws IOException {
            send(again -> again.writeCsv(projection, order, out));
        }

        private void send(Sending sending) throws IOException {
            exports.send(() -> sending.of(chosen.in(readings.again(reading))));
        }

        interface Sending {
            void of(Chosen again) throws IOException;
        }
    }

    private static Rows read(Chosen chosen, Projection projection, List<SortKey> order) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try {
            chosen.read(projection, order, rows::add);
        } catch (IOException noneIsWrittenHere) {
            throw new UncheckedIOException(noneIsWrittenHere);
        }
        return Rows.of(rows);
    }

    /** Every figure of the dataset as it stood after a revision, for a file that stays as it is (API rule 26). */
    Answer revision(FigureRepository<?> figures, String number, Asked asked) {
        Dataset dataset = figures.dataset();
        if (!REVISION_FILES.contains(asked.representation())) {
            throw Problem.of(
                            ProblemCode.NOT_FOUND,
                            "a revision of a dataset is a file: " + Representation.CSV.suffix() + " or "
                                    + Representation.JSONL.suffix())
                    .hint("take " + asked.path() + ".csv, or /v1/" + dataset.name() + "?revision="
                            + Problem.echo(number));
        }
        List<Series> series = catalogue.of(dataset);
        Clocks clocks = new ClockFilter(null, number).clocks(clock);
        Reading reading = readings.of(dataset, series, clocks, asked);
        var selection = new Selection(series, List.of(), List.of(), List.of(), null, Past.NONE);
        List<SortKey> order = List.of(new SortKey("key", false, String.class));
        var projection = Projection.ofRevision(
                dataset, figures.laterColumnsInUse(reading.picture().revision()));
        return export(new Chosen(figures, selection, reading.picture()), reading, projection, order)
                .lasting(dataset.name() + "_revision-" + clocks.revision());
    }

    /** When the figures of some series were something else, in link-format. */
    String timemap(FigureRepository<?> figures, @Nullable String series, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> chosen = SelectionFilter.chooseSeries(series, dataset, catalogue);
        var selection = new Selection(chosen, List.of(), List.of(), List.of(), null, Past.NONE);
        Picture picture = readings.picture(dataset, Clocks.NOW);
        return Timemap.of(
                citations.publicly("/v1/" + dataset.name()),
                asked.query().get("series"),
                new Chosen(figures, selection, picture).turns());
    }

    /** The newest figures of each chosen series. */
    Answer latest(FigureRepository<?> figures, LatestFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> series = SelectionFilter.chooseSeries(filter.series(), dataset, catalogue);
        Reading reading = readings.of(dataset, series, filter.clocks().clocks(clock), asked);
        var projection = Projection.all(dataset);
        List<String> ids = series.stream().map(Series::id).toList();
        List<@Nullable Object[]> rows = figures.latest(ids, reading.picture(), projection);
        List<String> said = rows.isEmpty() ? List.of(warnings.notBefore(ids, reading.picture())) : List.of();
        return whole(
                reading,
                projection,
                rows,
                Rows.of(rows),
                reading.fileName("-latest"),
                FigureColumns.PRIMARY_KEY,
                Optional.empty(),
                said);
    }

    /** One figure by its key; a withdrawn one too, with its mark. */
    Answer one(FigureRepository<?> figures, String key, ClockFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Clocks clocks = filter.clocks(clock);
        Series series = catalogue.of(dataset).stream()
                .filter(each -> key.startsWith(each.id() + ":"))
                .findFirst()
                .orElseThrow(() -> missing(figures, key, clocks));
        Picture heard = readings.picture(figures, clocks, series.id());
        Optional<KeptFigure> known = figures.find(series, key, heard);
        // what is not there may have come since
        Picture picture = known.isPresent() ? heard : readings.readPicture(dataset, clocks);
        KeptFigure kept =
                known.or(() -> figures.find(series, key, picture)).orElseThrow(() -> missing(figures, key, clocks));
        Projection projection = figures.whole();
        @Nullable Object[] figure = kept.row();
        Reading reading = readings.of(dataset, seriesOf(figure, projection), clocks, asked, picture);
        boolean withdrawn = Boolean.TRUE.equals(projection.value(figure, "withdrawn"));
        List<String> said = withdrawn
                ? List.of("The publisher left this figure out of a later complete edition: it is withdrawn."
                        + " Its former values are at /v1/" + dataset.name() + "/" + key + "/revisions")
                : List.of();
        Answer answer = whole(
                reading,
                projection,
                List.<@Nullable Object[]>of(figure),
                KeptFigure.rows(List.of(kept)),
                reading.fileName("", key),
                FigureColumns.PRIMARY_KEY,
                kept.confirmedBy(() -> confirmedBy(figures, figure, projection, picture)),
                said);
        return new Answer(answer.table(), answer.meta(), answer.links(), true);
    }

    /** All the values that a figure has had. */
    Answer history(FigureRepository<?> figures, String key, ClockFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Clocks clocks = filter.clocks(clock);
        Picture picture = readings.picture(dataset, clocks);
        Projection projection = figures.whole();
        List<@Nullable Object[]> rows = figures.history(key, picture, projection);
        if (rows.isEmpty()) {
            throw missing(figures, key, clocks);
        }
        Reading reading = readings.of(dataset, seriesOf(rows.getLast(), projection), clocks, asked, picture);
        return whole(
                reading,
                projection,
                rows,
                Rows.of(rows),
                reading.fileName("-revisions", key),
                KEY_OF_VALUES,
                confirmedBy(figures, rows.getLast(), projection, picture),
                List.of());
    }

    /** The key of the default series for a path such as {@code 2025-06-20}, if the text is a period and no key. */
    Optional<String> keyOfPeriod(Dataset dataset, String text) {
        return Period.find(text).map(period -> dataset.defaultSeries() + ":" + period.code());
    }

    private Answer whole(
            Reading reading,
            Projection projection,
            List<@Nullable Object[]> rows,
            Rows written,
            String fileName,
            List<String> primaryKey,
            Optional<String> confirmedBy,
            List<String> warned) {
        List<String> said = new ArrayList<>(warned);
        if (projection.hasCopies(rows)) {
            said.add(Warnings.COPIES);
        }
        var meta = reading.meta(
                Reading.Counts.NONE,
                null,
                confirmedBy.orElse(null),
                said,
                citations.ofFigures(reading, projection, rows));
        var table = new Table(fileName, reading.title(), projection.columns(), primaryKey, written, rows.size());
        return new Answer(table, meta, reading.links(null, null), false);
    }

    private Problem missing(FigureRepository<?> figures, String key, Clocks clocks) {
        Dataset dataset = figures.dataset();
        Projection projection = figures.whole();
        Picture now = readings.picture(dataset, Clocks.NOW);
        List<@Nullable Object[]> known = figures.history(key, now, projection);
        if (!known.isEmpty()) {
            Integer revision = clocks.revision();
            if (revision != null
                    && !figures.history(key, now.asOf(clocks.asOf()), projection)
                            .isEmpty()) {
                return notInRevision(figures, key, clocks, revision);
            }
            @Nullable Object[] first = known.getFirst();
            return Problem.of(
                            ProblemCode.NOT_KNOWN_YET,
                            "figure " + Problem.echo(key) + " is known from " + projection.value(first, "issuedAt")
                                    + " on")
                    .about("asOf")
                    .hint("ask without asOf and revision, or with asOf="
                            + London.dayOf(projection.instant(first, FigureRepository.FROM)));
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

    /** That of the two clocks it is the ledger's at which the figure is not known. */
    private static Problem notInRevision(FigureRepository<?> figures, String key, Clocks clocks, int revision) {
        int first = figures.firstRevisionAfter(revision, key, clocks.asOf()).orElseThrow();
        return Problem.of(
                        ProblemCode.NOT_KNOWN_YET,
                        "figure " + Problem.echo(key) + " is known from revision " + first + " on, and not in revision "
                                + revision)
                .about("revision")
                .hint("ask without revision, or with revision=" + first);
    }

    private static Optional<String> confirmedBy(
            FigureRepository<?> figures, @Nullable Object[] row, Projection projection, Picture picture) {
        if (!(row[projection.indexOf(FigureRepository.ID)] instanceof Long id)) {
            throw new IllegalStateException("a figure has an id");
        }
        return figures.confirmedBy(
                id,
                projection.instant(row, FigureRepository.FROM),
                projection.instant(row, FigureRepository.TO),
                picture);
    }

    private List<Series> seriesOf(@Nullable Object[] row, Projection projection) {
        return List.of(catalogue.get(String.valueOf(projection.value(row, "series"))));
    }

    private static List<@Nullable Object> sortValues(
            @Nullable Object[] row, List<SortKey> order, Projection projection) {
        List<@Nullable Object> values = new ArrayList<>();
        order.forEach(sort -> values.add(row[projection.indexOf("f." + sort.attribute())]));
        return values;
    }
}

package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.borderledger.computation.AggregateColumns;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Columns;
import org.borderledger.computation.Comparison;
import org.borderledger.computation.ComparisonColumns;
import org.borderledger.computation.ComparisonQuestion;
import org.borderledger.computation.Filters;
import org.borderledger.computation.Grid;
import org.borderledger.computation.Line;
import org.borderledger.computation.LineHistory;
import org.borderledger.computation.Measure;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.computation.Summary;
import org.borderledger.computation.SummaryQuestion;
import org.borderledger.computation.SummaryView;
import org.borderledger.computation.Sums;
import org.borderledger.http.Asked;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Cursor;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Computation;
import org.borderledger.representation.Coverage;
import org.borderledger.representation.One;
import org.borderledger.representation.Rows;
import org.borderledger.representation.Table;
import org.jspecify.annotations.Nullable;

/** Answers the questions of which the answer is computed: sums, comparisons, summaries. */
@ApplicationScoped
public class ComputationReader {
    private static final List<SortKey> POSITION = List.of(new SortKey("position", false, Integer.class));

    private final Readings readings;
    private final Warnings warnings;
    private final Citations citations;
    private final SeriesCatalogue catalogue;
    private final Clock clock;
    private final SumReader sums;

    ComputationReader(
            Readings readings,
            Warnings warnings,
            Citations citations,
            SeriesCatalogue catalogue,
            Clock clock,
            SumReader sums) {
        this.readings = readings;
        this.warnings = warnings;
        this.citations = citations;
        this.catalogue = catalogue;
        this.clock = clock;
        this.sums = sums;
    }

    /** Sums by time and group. */
    Answer aggregates(FigureRepository<?> figures, AggregateFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> series = filter.selection().series(dataset, catalogue, false);
        Clocks clocks = filter.selection().clocks().clocks(clock);
        Cursor cursor = filter.table().cursor(asked, POSITION);
        Reading reading = readings.of(dataset, series, clocks.at(cursor), asked);
        Selection selection = filter.selection().selection(dataset, catalogue, series, asked.parameters());
        Chosen chosen = new Chosen(figures, selection, reading.picture()).closed();
        AggregateQuestion all = filter.question(dataset, series, chosen.periods());
        AggregateQuestion question = chosen.isByValue() ? all.ofFiguresChosenByValue() : all;
        Sums sums = SumReader.sums(question, chosen);
        Grid grid = grid(
                readings.past(filter.history(), clocks),
                reading,
                chosen.inside(question.reads()),
                sums.inputs(),
                sums.lines(),
                at -> AggregateColumns.of(question, at),
                picture -> SumReader.sums(question, chosen.in(picture)).lines(),
                Line::identity);
        return table(reading, chosen, sums, grid, filter.table(), cursor, "-aggregates");
    }

    /** The same days in other years. */
    Answer comparisons(FigureRepository<?> figures, ComparisonFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Series series = one(filter.selection(), dataset);
        Clocks clocks = filter.clocks().clocks(clock);
        Cursor cursor = filter.table().cursor(asked, POSITION);
        Reading reading = readings.of(dataset, List.of(series), clocks.at(cursor), asked);
        Selection selection = filter.selection().selection(dataset, catalogue, List.of(series), asked.parameters());
        var whole = new Chosen(figures, selection, reading.picture());
        ComparisonQuestion question = filter.question(dataset, series, whole.span());
        Chosen chosen = whole.inside(question.reads());
        Comparison comparison = Comparison.of(question, SumReader.sums(question.sums(), chosen));
        Grid grid = grid(
                readings.past(filter.history(), clocks),
                reading,
                chosen,
                comparison.sums().inputs(),
                comparison.years(),
                at -> ComparisonColumns.of(question, at),
                picture -> Comparison.of(question, SumReader.sums(question.sums(), chosen.in(picture)))
                        .years(),
                year -> year.sum().identity());
        return table(reading, chosen, comparison.sums(), grid, filter.table(), cursor, "-comparisons");
    }

    /**
     * The lines of an answer as rows, and of the past what is asked for.
     *
     * @param read the figures that go in
     * @param inputs how many they are in the answer's own picture
     * @param now the lines of that picture
     * @param columns the columns, by the filters that the addresses of figures repeat
     * @param lines the same question's answer in another picture
     * @param identity what makes two lines the same
     */
    private static <L> Grid grid(
            Past past,
            Reading reading,
            Chosen read,
            long inputs,
            List<L> now,
            Function<Filters, Columns<L>> columns,
            Function<Picture, List<L>> lines,
            Function<L, Object> identity) {
        Picture picture = reading.picture();
        Filters filters = filters(reading);
        read.checkPast(past);
        if (past.everyValue()) {
            var history = new LineHistory<>(identity);
            for (Instant turn : turns(read, inputs + now.size())) {
                history.at(turn, columns.apply(filters.asOf(turn)), lines.apply(picture.asOf(turn)));
            }
            return history.grid(picture.asOf());
        } else if (past.updatedAfter() != null) {
            return LineHistory.changes(
                    columns.apply(filters), lines.apply(picture.after(past.updatedAfter())), now, identity);
        }
        return columns.apply(filters).grid(now);
    }

    /** A series over a range, in a few numbers. */
    One<SummaryView> summary(FigureRepository<?> figures, SummaryFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Series series = one(filter.selection(), dataset);
        Clocks clocks = filter.clocks().clocks(clock);
        // Ratios may read another dataset: all is read of one revision, the newest of the whole ledger.
        Reading reading = readings.of(dataset, List.of(series), clocks, asked, readings.pictureOfAll(clocks));
        Selection selection = filter.selection().selection(dataset, catalogue, List.of(series), asked.parameters());
        Chosen chosen = new Chosen(figures, selection, reading.picture()).closed();
        List<Period> periods = chosen.periods();
        if (periods.size() > 1) {
            throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "a summary is of one period, not of a list")
                    .about("period")
                    .hint("ask for each, or for a range such as period=2018..2025");
        }
        var question = new SummaryQuestion(
                dataset, series, periods.isEmpty() ? chosen.span() : periods.getFirst(), filter.thresholds(series));
        Map<SummaryQuestion.Other, Sums> others = new HashMap<>();
        question.others().forEach(other -> others.put(other, other(other, question.range(), reading.picture())));
        Summary.Result result = summary(question, others, chosen, filters(reading));
        SummaryView view = withPast(
                readings.past(filter.history(), clocks),
                result,
                reading,
                chosen,
                at -> summary(question, others, at, Filters.NONE).view());
        Coverage coverage = chosen.coverage();
        var meta = reading.meta(
                new Reading.Counts(coverage, result.sums().partlyInside(), null, null),
                computation(reading, chosen, result.sums()),
                null,
                said(chosen, coverage, result.sums()),
                citations.ofSummary(reading, result, question.range()));
        return new One<>(view, meta, reading.links());
    }

    private static Summary.Result summary(
            SummaryQuestion question, Map<SummaryQuestion.Other, Sums> others, Chosen chosen, Filters filters) {
        // records rank in the whole series, so all of it is read
        Chosen read = chosen.inside(List.of());
        var ofRollups = new Summary(question, others);
        if (read.rollups(List.of(), ofRollups::add)) {
            Summary.Result result = ofRollups.result(filters);
            if (result.sums().areAddable()) {
                return result;
            }
        }
        var summary = new Summary(question, others);
        read.inputs(summary::add);
        return summary.result(filters);
    }

    /** A summary with what of the past is asked for, by its view of what was chosen as other pictures show it. */
    private static SummaryView withPast(
            Past past, Summary.Result now, Reading reading, Chosen chosen, Function<Chosen, SummaryView> view) {
        SummaryView shown = now.view();
        if (past.everyValue()) {
            return shown.with(history(reading, chosen, now.sums().inputs(), view));
        } else if (past.updatedAfter() != null) {
            return shown.since(view.apply(chosen.in(reading.picture().after(past.updatedAfter()))));
        }
        return shown;
    }

    /** What a summary was, by its view of what was chosen as other pictures show it. */
    private static List<SummaryView.Past> history(
            Reading reading, Chosen chosen, long inputs, Function<Chosen, SummaryView> view) {
        Picture picture = reading.picture();
        List<SummaryView.Past> history = new ArrayList<>();
        for (Instant turn : turns(chosen, inputs)) {
            var said = SummaryView.Past.of(view.apply(chosen.in(picture.asOf(turn))), turn);
            if (history.isEmpty() || !history.getLast().says(said)) {
                if (!history.isEmpty()) {
                    history.add(history.removeLast().until(turn));
                }
                history.add(said);
            }
        }
        Instant asOf = picture.asOf();
        history.removeIf(past -> asOf != null && past.validFrom().isAfter(asOf));
        return history;
    }

    /**
     * When something of what goes in changed; too many are refused, since each costs as much as an answer.
     *
     * @param each the figures and rows of one answer
     */
    private static List<Instant> turns(Chosen read, long each) {
        List<Instant> turns = read.turns();
        LineHistory.check(turns.size(), each);
        return turns;
    }

    private Sums other(SummaryQuestion.Other other, @Nullable Period range, Picture picture) {
        Series series = catalogue.get(other.series());
        Dataset dataset = sums.datasetOf(series);
        List<Period> periods = range == null ? List.of() : List.of(range);
        var question = AggregateQuestion.of(dataset, series, periods)
                .measuring(List.of(Measure.of(dataset, other.measure(), Statistic.SUM)));
        return sums.sums(question, Map.of(), picture);
    }

    private Series one(SelectionFilter filter, Dataset dataset) {
        List<Series> chosen = filter.series(dataset, catalogue, false);
        if (chosen.size() > 1) {
            throw Problem.of(ProblemCode.NOT_ADDABLE, "this path answers for one series at a time")
                    .about("series")
                    .hint("ask for each, or for /v1/" + dataset.name() + "/aggregates with groupBy=series");
        }
        return chosen.getFirst();
    }

    private Answer table(
            Reading reading,
            Chosen chosen,
            Sums sums,
            Grid computed,
            TableFilter filter,
            @Nullable Cursor cursor,
            String kind) {
        Grid grid = computed.sorted(filter.order(computed.columns()));
        Coverage coverage = chosen.coverage();
        OptionalInt limit = filter.page().rows(reading.asked().representation());
        int size = grid.rows().size();
        int from = cursor != null && cursor.values().getFirst() instanceof Integer position
                ? Math.clamp(position, 0, size)
                : 0;
        int to = limit.isEmpty() ? size : Math.min(size, from + limit.getAsInt());
        Asked asked = reading.asked();
        String next = to < size
                ? asked.next(new Cursor(reading.picture().revision(), asked.question(), List.<@Nullable Object>of(to))
                        .encode())
                : null;
        var meta = reading.meta(
                new Reading.Counts(coverage, sums.partlyInside(), (long) size, chosen.notCompared()),
                computation(reading, chosen.inside(sums.question().reads()), sums),
                null,
                said(chosen, coverage, sums),
                citations.ofSums(reading, sums));
        Grid shown = grid.cut(from, to, filter.shown(grid.columns()));
        var table = new Table(
                reading.fileName(kind), reading.title(), shown.columns(), List.of(), Rows.of(shown.rows()), to - from);
        return new Answer(table, meta, reading.links(next, from > 0 ? asked.first() : null), false);
    }

    /** What the computation itself says, and what is to be said of the figures that were chosen. */
    private List<String> said(Chosen chosen, Coverage coverage, Sums sums) {
        List<String> said = new ArrayList<>(sums.warnings());
        if (chosen.isByValue()) {
            said.add(Warnings.CHOSEN_BY_VALUE);
        }
        said.addAll(warnings.ofTheEnd(chosen, coverage));
        if (sums.inputs() == 0) {
            said.add(warnings.whyEmpty(chosen));
        }
        return said;
    }

    /**
     * How an answer came about.
     *
     * @param read what went in: with a window also the days before those that were asked for
     */
    private static Computation computation(Reading reading, Chosen read, Sums sums) {
        String periods = read.periods().isEmpty()
                ? ""
                : read.periods().stream()
                        .map(period -> period.start() + "--" + period.end())
                        .collect(Collectors.joining(",", "&period=", ""));
        String query = "/v1/" + reading.dataset().name() + "?series=" + String.join(",", read.seriesIds()) + periods
                + filters(reading).text();
        return new Computation(
                sums.formula(), new Computation.Inputs(sums.inputs(), query, sums.releases()), sums.complete());
    }

    /** The filters of the request, and the revision at which they choose the same figures for ever. */
    private static Filters filters(Reading reading) {
        Set<String> names = reading.dataset().columns().stream()
                .flatMap(column -> column.parameters().stream())
                .collect(Collectors.toSet());
        names.addAll(List.of("status", "qualifier", "asOf"));
        Map<String, String> filters = new LinkedHashMap<>(reading.asked().query());
        filters.keySet().retainAll(names);
        // before the first revision of the dataset there was nothing, as in the first of all
        filters.put("revision", Integer.toString(Math.max(1, reading.picture().revision())));
        return new Filters(filters);
    }
}

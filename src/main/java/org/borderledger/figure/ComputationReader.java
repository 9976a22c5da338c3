package org.borderledger.figure;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Aggregation;
import org.borderledger.computation.Comparison;
import org.borderledger.computation.ComparisonQuestion;
import org.borderledger.computation.Input;
import org.borderledger.computation.Summary;
import org.borderledger.computation.SummaryQuestion;
import org.borderledger.computation.SummaryView;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Cursor;
import org.borderledger.query.Restriction;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Column;
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

    /** What the ends of computed columns are called in a citation; a sum needs no word. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("Sum", "");
        KINDS.put("Mean", "mean ");
        KINDS.put("Max", "largest ");
        KINDS.put("Min", "smallest ");
    }

    private final FigureReader reader;
    private final SeriesCatalogue catalogue;
    private final Clock clock;
    private final List<FigureRepository<?>> repositories;

    ComputationReader(
            FigureReader reader, SeriesCatalogue catalogue, Clock clock, @All List<FigureRepository<?>> repositories) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.clock = clock;
        this.repositories = List.copyOf(repositories);
    }

    /** Sums by time and group. */
    Answer aggregates(FigureRepository<?> figures, AggregateFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        List<Series> chosen = filter.selection().series(dataset, catalogue, false);
        String asks = asked.question();
        Clocks clocks = filter.selection().clocks().clocks(clock);
        Reading reading = reader.reading(dataset, chosen, clocks, asked, revision(filter.page(), asks, clocks));
        Selection selection = selection(dataset, filter.selection(), chosen, asked);
        Period span = span(figures, selection, reading.picture());
        List<Period> periods = closed(filter.selection().days().periods(), span);
        var asksAll = AggregateQuestion.of(
                dataset,
                chosen,
                periods,
                filter.selection().days().listsPeriods(),
                filter.frequency(),
                filter.groupBy(),
                filter.measures(),
                filter.cumulative(),
                filter.window());
        AggregateQuestion question = isChosenByValue(selection) ? asksAll.ofFiguresChosenByValue() : asksAll;
        Set<String> told = new HashSet<>(question.groupBy());
        told.addAll(dataset.units());
        var aggregation = new Aggregation(question, span, filters(reading, told));
        read(figures, selection.inside(question.reads()), reading.picture(), aggregation::add);
        Selection inside = selection.inside(periods);
        aggregation.partlyInside(figures.partlyInside(inside, reading.picture()));
        Selection read = selection.inside(question.reads());
        return table(figures, reading, inside, read, aggregation.result(), filter.page(), asks, "-aggregates");
    }

    /** The same days in other years. */
    Answer comparisons(FigureRepository<?> figures, ComparisonFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Series series = one(filter.selection(), dataset);
        String asks = asked.question();
        Clocks clocks = filter.clocks().clocks(clock);
        Reading reading =
                reader.reading(dataset, List.of(series), clocks, asked, revision(filter.page(), asks, clocks));
        Selection selection = selection(dataset, filter.selection(), List.of(series), asked);
        Period span = span(figures, selection, reading.picture());
        var question = ComparisonQuestion.of(
                dataset, series, filter.firstDay(), filter.lastDay(), span, filter.years(), filter.measures());
        var comparison = new Comparison(question, filters(reading, Set.copyOf(dataset.units())));
        Selection inside = selection.inside(question.reads());
        read(figures, inside, reading.picture(), comparison::add);
        comparison.partlyInside(figures.partlyInside(inside, reading.picture()));
        return table(figures, reading, inside, inside, comparison.result(), filter.page(), asks, "-comparisons");
    }

    /** A series over a range, in a few numbers. */
    One<SummaryView> summary(FigureRepository<?> figures, SummaryFilter filter, Asked asked) {
        Dataset dataset = figures.dataset();
        Series series = one(filter.selection(), dataset);
        Clocks clocks = filter.selection().clocks().clocks(clock);
        // Ratios may read another dataset: all is read of one revision, the newest of the whole ledger.
        Reading reading = reader.readingOfAll(dataset, List.of(series), clocks, asked);
        Selection selection = selection(dataset, filter.selection(), List.of(series), asked);
        Period span = span(figures, selection, reading.picture());
        List<Period> periods = closed(filter.selection().days().periods(), span);
        if (periods.size() > 1) {
            throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "a summary is of one period, not of a list")
                    .about("period")
                    .hint("ask for each, or for a range such as period=2018..2025");
        }
        var question = SummaryQuestion.of(
                dataset, series, periods.isEmpty() ? null : periods.getFirst(), span, filter.passing());
        Map<String, Aggregation.Result> others = new HashMap<>();
        question.others().forEach(other -> others.put(other.name(), other(other, question.range(), reading)));
        String filters = filters(reading, Set.copyOf(dataset.units()));
        var summary = new Summary(question, others, filters);
        // records rank in the whole series, so all of it is read
        read(figures, selection.inside(List.of()), reading.picture(), summary::add);
        Selection inside = selection.inside(periods);
        Summary.Result result = summary.result();
        List<String> warnings = new ArrayList<>(result.warnings());
        Coverage coverage = reader.coverage(figures, inside, reading.picture(), warnings);
        if (result.inputs() == 0) {
            warnings.add(reader.whyEmpty(figures, inside, reading.picture()));
        }
        var meta = reading.meta(
                new Reading.Counts(coverage, result.partlyInside(), null, null),
                computation(reading, inside, result.formula(), result.inputs(), result.releases(), result.complete()),
                null,
                warnings,
                Citation.of(
                        words(result.view()) + (Boolean.FALSE.equals(result.complete()) ? " (incomplete)" : ""),
                        question.range(),
                        reading.series(),
                        List.of(series.publisher()),
                        null,
                        reader.newestIssued(reading),
                        reading.picture().revision(),
                        reader.permanent(reading)));
        return new One<>(result.view(), meta, reader.links(reading, null, null, false));
    }

    private Aggregation.Result other(SummaryQuestion.Other other, @Nullable Period range, Reading reading) {
        Series series = catalogue.get(other.series());
        FigureRepository<?> figures = repositories.stream()
                .filter(each -> each.dataset().name().equals(series.dataset()))
                .findFirst()
                .orElseThrow();
        List<Period> periods = range == null ? List.of() : List.of(range);
        var selection = new Selection(List.of(series), periods, List.of(), List.of(), null);
        var question = AggregateQuestion.of(
                figures.dataset(), List.of(series), periods, false, null, null, other.measure() + ".sum", null, null);
        var aggregation =
                new Aggregation(question, span(figures, selection, reading.picture()), filters(reading, Set.of()));
        read(figures, selection, reading.picture(), aggregation::add);
        aggregation.partlyInside(figures.partlyInside(selection, reading.picture()));
        return aggregation.result();
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

    private Selection selection(Dataset dataset, SelectionFilter filter, List<Series> chosen, Asked asked) {
        ColumnFilter columns = ColumnFilter.of(dataset, catalogue, chosen, asked.parameters());
        List<Restriction> codes = new ArrayList<>(columns.codes());
        codes.addAll(filter.restrictions());
        return new Selection(chosen, filter.days().periods(), codes, columns.comparisons(), null);
    }

    private static void read(
            FigureRepository<?> figures, Selection selection, Picture picture, Consumer<Input> consumer) {
        var inputs = new Inputs(figures.dataset());
        try {
            figures.read(
                    selection, picture, inputs.projection(), Inputs.IN_TIME, row -> consumer.accept(inputs.of(row)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static @Nullable Period span(FigureRepository<?> figures, Selection selection, Picture picture) {
        FigureRepository.Span span = figures.span(selection.seriesIds(), picture, List.of());
        LocalDate from = span.from();
        LocalDate to = span.to();
        return from == null || to == null ? null : new Period(from, to);
    }

    /** Periods that were asked for with one end open end with the data, since a sum is of days that can be named. */
    private static List<Period> closed(List<Period> periods, @Nullable Period span) {
        return periods.stream()
                .map(period -> {
                    LocalDate start = period.start().equals(Selection.EARLIEST) && span != null
                            ? earlier(span.start(), period.end())
                            : period.start();
                    LocalDate end = period.end().equals(Selection.FURTHEST) && span != null
                            ? later(span.end(), start)
                            : period.end();
                    return new Period(start, end);
                })
                .toList();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** The filters of the request as an address has them, but those of {@code apart}, which differ from row to row. */
    private String filters(Reading reading, Set<String> apart) {
        Set<String> names = reading.dataset().columns().stream()
                .flatMap(column -> column.parameters().stream())
                .collect(Collectors.toSet());
        names.addAll(List.of("status", "qualifier", "asOf"));
        names.removeAll(apart);
        return reading.asked().query().entrySet().stream()
                        .filter(entry -> names.contains(entry.getKey()))
                        .map(entry -> "&" + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining())
                // before the first revision of the dataset there was nothing, as in the first of all
                + "&revision=" + Math.max(1, reading.picture().revision());
    }

    private static @Nullable Integer revision(PageFilter page, String question, Clocks clocks) {
        String cursor = page.cursor();
        if (cursor != null) {
            return Cursor.decode(cursor, question, POSITION).revision();
        }
        return clocks.revision();
    }

    private Answer table(
            FigureRepository<?> figures,
            Reading reading,
            Selection inside,
            Selection read,
            Aggregation.Result computed,
            PageFilter filter,
            String question,
            String kind) {
        List<SortKey> order = filter.order(computed.columns());
        Aggregation.Result result = order.isEmpty() ? computed : computed.sorted(order);
        List<String> warnings = new ArrayList<>(result.warnings());
        if (isChosenByValue(inside)) {
            warnings.add("Figures were chosen by what they say, so expected, complete and missing are not told: what is"
                    + " left out was published.");
        }
        Coverage coverage = reader.coverage(figures, inside, reading.picture(), warnings);
        if (result.inputs() == 0) {
            warnings.add(reader.whyEmpty(figures, inside, reading.picture()));
        }
        OptionalInt limit = filter.rows(reading.asked().representation());
        String cursor = filter.cursor();
        int from = cursor != null
                        && Cursor.decode(cursor, question, POSITION).values().getFirst() instanceof Integer position
                ? Math.clamp(position, 0, result.rows().size())
                : 0;
        int to = limit.isEmpty() ? result.rows().size() : Math.min(result.rows().size(), from + limit.getAsInt());
        String next = to < result.rows().size()
                ? reading.asked()
                        .next(new Cursor(reading.picture().revision(), question, List.<@Nullable Object>of(to))
                                .encode())
                : null;
        var meta = reading.meta(
                new Reading.Counts(
                        coverage,
                        result.partlyInside(),
                        (long) result.rows().size(),
                        inside.comparisons().isEmpty() ? null : figures.notCompared(inside, reading.picture())),
                computation(reading, read, result.formula(), result.inputs(), result.releases(), result.complete()),
                null,
                warnings,
                citation(reading, result));
        List<Integer> shown = filter.shown(result.columns());
        List<@Nullable Object[]> rows = result.rows().subList(from, to).stream()
                .map(row -> chosen(row, shown))
                .toList();
        var table = new Table(
                reading.fileName(kind),
                FigureReader.title(reading.series()),
                shown.stream().map(result.columns()::get).toList(),
                Rows.of(rows),
                rows.size());
        return new Answer(
                table,
                meta,
                reader.links(reading, next, from > 0 ? reading.asked().first() : null, true),
                false);
    }

    /** Whether figures were left out for what they say, so that what is there says nothing of what was published. */
    private static boolean isChosenByValue(Selection selection) {
        return !selection.comparisons().isEmpty()
                || selection.codes().stream()
                        .anyMatch(code -> code instanceof Restriction.OneOf of
                                && (of.attribute().equals("status")
                                        || of.attribute().equals("qualifier")));
    }

    private static @Nullable Object[] chosen(@Nullable Object[] row, List<Integer> shown) {
        @Nullable Object[] values = new @Nullable Object[shown.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[shown.get(i)];
        }
        return values;
    }

    /** @param read what went in: with a window also the days before those that were asked for */
    private Computation computation(
            Reading reading,
            Selection read,
            String formula,
            long inputs,
            Collection<String> releases,
            @Nullable Boolean complete) {
        String periods = read.periods().isEmpty()
                ? ""
                : read.periods().stream()
                        .map(period -> period.start() + "--" + period.end())
                        .collect(Collectors.joining(",", "&period=", ""));
        String query = "/v1/" + reading.dataset().name() + "?series="
                + String.join(",", read.seriesIds())
                + periods
                + filters(reading, Set.of());
        return new Computation(formula, new Computation.Inputs(inputs, query, List.copyOf(releases)), complete);
    }

    private String citation(Reading reading, Aggregation.Result result) {
        Map<String, Integer> at = new HashMap<>();
        List<Column> columns = result.columns();
        for (int i = 0; i < columns.size(); i++) {
            at.put(columns.get(i).name(), i);
        }
        Period span = null;
        for (@Nullable Object[] row : result.rows()) {
            if (row[at(at, "periodStart")] instanceof LocalDate start
                    && row[at(at, "periodEnd")] instanceof LocalDate end) {
                span = span == null
                        ? new Period(start, end)
                        : new Period(earlier(start, span.start()), later(end, span.end()));
            }
        }
        String what = result.rows().size() == 1
                ? words(reading.dataset(), result.rows().getFirst(), at)
                : Citation.counted(BigDecimal.valueOf(result.rows().size()), "sums");
        return Citation.of(
                what + " (computed from " + Citation.counted(BigDecimal.valueOf(result.inputs()), "figures")
                        + (Boolean.FALSE.equals(result.complete()) ? ", incomplete" : "") + ")",
                span,
                reading.series(),
                reading.series().stream().map(Series::publisher).toList(),
                null,
                reader.newestIssued(reading),
                reading.picture().revision(),
                reader.permanent(reading));
    }

    private static String words(Dataset dataset, @Nullable Object[] row, Map<String, Integer> at) {
        String unit = dataset.units().stream()
                .map(name -> row[at(at, name)])
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
        var words = new StringJoiner(", ");
        for (String measure : dataset.measures()) {
            KINDS.forEach((end, kind) -> {
                Integer column = at.get(measure + end);
                if (column != null && row[column] instanceof Number number) {
                    Object qualifier = row[at(at, "qualifier")];
                    words.add(kind
                            + Citation.words(
                                    new BigDecimal(number.toString()),
                                    measure,
                                    unit,
                                    words.length() == 0 && qualifier != null ? qualifier.toString() : null));
                }
            });
        }
        return words.length() == 0 ? "No value" : words.toString();
    }

    private static int at(Map<String, Integer> columns, String name) {
        Integer index = columns.get(name);
        if (index == null) {
            throw new IllegalStateException("a computed answer has no " + name);
        }
        return index;
    }

    private static String words(SummaryView view) {
        var words = new StringJoiner(", ");
        view.measures().forEach((name, value) -> {
            if (name.endsWith("Sum") && value != null) {
                words.add(Citation.words(
                        new BigDecimal(value.toString()),
                        name.substring(0, name.length() - "Sum".length()),
                        view.unit(),
                        words.length() == 0 ? view.qualifier() : null));
            }
        });
        return words.length() == 0 ? "Summary" : words.toString();
    }
}

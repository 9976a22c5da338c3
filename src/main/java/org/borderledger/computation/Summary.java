package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.computation.SummaryView.Denominator;
import org.borderledger.computation.SummaryView.Numerator;
import org.borderledger.computation.SummaryView.Passing;
import org.borderledger.computation.SummaryView.RatioView;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Sums up one series over a range (API rule 24). Sums, totals and both sides of ratios are {@link Aggregation}s; what
 * depends on the course of time is {@link Course}'s.
 */
public final class Summary {

    private final SummaryQuestion question;
    private final Map<SummaryQuestion.Other, Sums> others;
    private final AggregateQuestion whole;
    private final Scope scope;
    private final Measure main;
    private final Aggregation sums;
    private final Map<Series.Ratio, Aggregation> ratios = new LinkedHashMap<>();
    private final @Nullable Course course;
    private long partlyInside;
    private long present;
    private @Nullable Period lastPresent;
    private @Nullable Input first;
    private boolean simple = true;

    /**
     * @param others for each of {@link SummaryQuestion#others}: its sum over the range
     * @throws IllegalArgumentException where the range needs one of the others that is not there
     */
    public Summary(SummaryQuestion question, Map<SummaryQuestion.Other, Sums> others) {
        this.question = question;
        this.others = Map.copyOf(others);
        for (SummaryQuestion.Other other : question.others()) {
            if (question.range() != null && !others.containsKey(other)) {
                throw new IllegalArgumentException("a ratio needs " + other.name());
            }
        }
        boolean rhythm = Calendar.of(question.series()).isPresent();
        this.whole = whole(rhythm);
        this.scope = Scope.of(whole, question.series());
        this.main = whole.measures().stream()
                .filter(measure -> measure.index() == scope.main())
                .findFirst()
                .orElseThrow();
        this.sums = new Aggregation(whole, question.range());
        for (Series.Ratio ratio : question.series().ratios()) {
            List<Measure> sides = Stream.concat(Stream.of(ratio.numerator()), own(ratio))
                    .distinct()
                    .map(this::sum)
                    .toList();
            ratios.put(ratio, new Aggregation(aggregate(Grouping.NONE).measuring(sides), question.range()));
        }
        this.course = question.range() == null || !rhythm ? null : new Course(question.range(), scope.main());
    }

    /** With a rhythm one line of sums and means; without one sums told apart by what the series says. */
    private AggregateQuestion whole(boolean rhythm) {
        if (!rhythm) {
            return aggregate(new Grouping(false, question.series().totalsBy(), null));
        }
        List<Series> series = List.of(question.series());
        return aggregate(Grouping.NONE)
                .measuring(Stream.of(Statistic.SUM, Statistic.MEAN)
                        .flatMap(statistic -> Measure.each(question.dataset(), series, statistic).stream())
                        .toList());
    }

    private AggregateQuestion aggregate(Grouping groups) {
        return AggregateQuestion.of(
                question.dataset(),
                List.of(question.series()),
                question.range() == null ? List.of() : List.of(question.range()),
                false,
                null,
                groups,
                false,
                null);
    }

    private Measure sum(String measure) {
        return Measure.of(question.dataset(), measure, Statistic.SUM);
    }

    private static Stream<String> own(Series.Ratio ratio) {
        return ratio.denominator().stream()
                .filter(term -> SummaryQuestion.Other.find(term).isEmpty());
    }

    /**
     * Takes every figure of the series in the order of first day, last day and key, also those outside of the range:
     * records rank among all.
     */
    public void add(Input input) {
        if (first == null) {
            first = input;
        }
        // parts, rates and several units do not make one value of a period
        simple &= input.partOf() == null && input.per() == null && Objects.equals(scope.unit(first), scope.unit(input));
        if (course != null) {
            course.add(input);
        }
        Period range = question.range();
        if (range == null) {
            return;
        } else if (!range.contains(input.period())) {
            boolean apart = input.period().end().isBefore(range.start())
                    || input.period().start().isAfter(range.end());
            partlyInside += apart ? 0 : input.figures();
            return;
        }
        sums.add(input);
        ratios.values().forEach(each -> each.add(input));
        if (scope.presence(input) != null && !input.period().equals(lastPresent)) {
            lastPresent = input.period();
            present++;
        }
    }

    /**
     * What came out.
     *
     * @param filters the caller's own, which the addresses of totals repeat
     */
    public Result result(Filters filters) {
        sums.partlyInside(partlyInside);
        if (course != null) {
            course.close();
        }
        Sums of = sums.result();
        // several units of one series have no sum, so they stand as totals
        Line line =
                scope.rhythm() != null && of.lines().size() == 1 ? of.lines().getFirst() : null;
        return new Result(
                view(of, line, filters),
                line,
                of.with(
                        of.formula() + "; record, withNone, longestRunWithNone and passing = of the totals of "
                                + main.column().name() + " by period",
                        of.warnings()));
    }

    private SummaryView view(Sums of, @Nullable Line line, Filters filters) {
        Series series = question.series();
        Period range = question.range();
        Map<String, @Nullable Object> measures = new LinkedHashMap<>();
        if (scope.rhythm() != null) {
            whole.measures()
                    .forEach(measure -> measures.put(measure.name(), line == null ? null : line.value(measure)));
        }
        Total total = line == null ? null : line.total();
        String reason = line == null ? null : line.reason();
        Qualifier qualifier = line == null ? null : line.qualifier();
        Course plain = simple && reason == null ? course : null;
        Long expected = total == null ? null : total.expected();
        return new SummaryView(
                series.id(),
                series.title(),
                range == null ? null : range.start(),
                range == null ? null : range.end(),
                scope.rhythm() == null ? null : scope.rhythm().code(),
                expected,
                present,
                expected == null ? null : Math.max(0, expected - present),
                total == null ? List.of() : total.missing().texts(),
                total == null ? null : total.complete(),
                total == null ? List.of() : total.incomplete(),
                measures,
                series.unit(),
                reason,
                qualifier == null ? null : qualifier.code(),
                line == null ? null : line.valueHigh(),
                status(of.lines()),
                plain == null ? null : plain.withNone(),
                plain == null ? null : plain.longestRunWithNone(),
                plain == null ? null : plain.largest(main),
                ratios(),
                question.passing().stream()
                        .map(threshold -> plain == null
                                ? new Passing(threshold, null, null, false)
                                : plain.passing(threshold, main))
                        .toList(),
                line == null ? totals(of.lines(), filters) : List.of(),
                null,
                null);
    }

    private static @Nullable String status(List<Line> lines) {
        ObservationStatus worst = null;
        for (Line line : lines) {
            worst = Firmness.worse(worst, line.total().status());
        }
        return worst == null ? null : worst.name();
    }

    /** The lines that have figures, with what tells them apart and what their sums are. */
    private List<Map<String, @Nullable Object>> totals(List<Line> lines, Filters filters) {
        List<String> names = new ArrayList<>(whole.groupBy());
        names.addAll(question.dataset().units());
        names.add(DatasetColumn.PER);
        whole.measures().stream()
                .filter(measure -> measure.statistic() == Statistic.SUM)
                .map(Measure::name)
                .forEach(names::add);
        names.addAll(List.of("qualifier", "valueHigh", "status", "inputs", "leftOut", "reason", "reasonKeys", "query"));
        Columns<Line> columns = AggregateColumns.of(whole, filters);
        List<Map<String, @Nullable Object>> totals = new ArrayList<>();
        for (Line line : lines) {
            if (line.total().status() != null || !line.total().leftOut().isEmpty()) {
                totals.add(columns.values(line, names));
            }
        }
        return totals;
    }

    private List<RatioView> ratios() {
        List<RatioView> views = new ArrayList<>();
        if (question.range() != null) {
            ratios.forEach((ratio, aggregation) -> views.add(ratio(ratio, aggregation.result())));
        }
        return views;
    }

    private RatioView ratio(Series.Ratio ratio, Sums own) {
        Side numerator = Side.of(ratio.numerator(), own, ratio.numerator());
        List<Side> terms = ratio.denominator().stream()
                .map(term -> SummaryQuestion.Other.find(term)
                        .map(other -> Side.of(term, Objects.requireNonNull(others.get(other)), other.measure()))
                        .orElseGet(() -> Side.of(term, own, term)))
                .toList();
        Number denominator = terms.stream().anyMatch(term -> term.value() == null) ? null : plus(terms);
        String reason = numerator.obstacle();
        for (Side term : terms) {
            if (reason == null) {
                reason = term.obstacle();
            }
            if (reason == null && !Objects.equals(term.present(), numerator.present())) {
                reason = ratio.numerator() + " and " + term.name() + " are not of the same periods";
            }
        }
        BigDecimal below = denominator == null ? BigDecimal.ZERO : new BigDecimal(denominator.toString());
        if (reason == null && below.signum() == 0) {
            reason = "nothing can be divided by zero";
        }
        return new RatioView(
                ratio.name(),
                ratio.title(),
                new Numerator(ratio.numerator(), numerator.value()),
                new Denominator(ratio.denominator(), denominator),
                reason == null && numerator.value() != null
                        ? Quotient.of(new BigDecimal(numerator.value().toString()), below, ratio.percent())
                        : null,
                ratio.percent(),
                ratio.caveat(),
                numerator.complete() && terms.stream().allMatch(Side::complete),
                reason);
    }

    private static Number plus(List<Side> terms) {
        BigDecimal sum = terms.stream()
                .map(term -> new BigDecimal(String.valueOf(term.value())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return terms.stream().allMatch(term -> term.value() instanceof Long) ? (Number) sum.longValueExact() : sum;
    }

    /** A sum that a ratio divides or divides by. */
    private record Side(
            String name,
            @Nullable Number value,
            @Nullable Long present,
            boolean complete,
            @Nullable String obstacle) {

        static Side of(String name, Sums sums, String measure) {
            if (sums.lines().size() != 1) {
                return new Side(name, null, null, false, name + " has no single sum");
            }
            Line line = sums.lines().getFirst();
            Number value = line.value(Measure.of(sums.question().dataset(), measure, Statistic.SUM));
            boolean complete = Boolean.TRUE.equals(line.total().complete());
            String obstacle = null;
            if (line.reason() != null) {
                obstacle = name + " has no sum: " + line.reason();
            } else if (!complete) {
                obstacle = name + " is not complete";
            } else if (line.qualifier() != Qualifier.EXACT) {
                obstacle = name + " is not exact";
            } else if (value == null) {
                obstacle = name + " has no sum";
            }
            return new Side(name, value, line.total().present(), complete, obstacle);
        }
    }

    /**
     * What came out.
     *
     * @param line the one line of sums and means; null where the series has totals instead
     * @param sums what the figures of the range add up to; a figure that is not wholly inside is in none
     */
    public record Result(SummaryView view, @Nullable Line line, Sums sums) {}
}

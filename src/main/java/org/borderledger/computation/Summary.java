package org.borderledger.computation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.computation.SummaryView.Denominator;
import org.borderledger.computation.SummaryView.Numerator;
import org.borderledger.computation.SummaryView.Passing;
import org.borderledger.computation.SummaryView.RatioView;
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
    private static final int DECIMALS_OF_A_RATIO = 2;

    private final SummaryQuestion question;
    private final Map<String, Aggregation.Result> others;
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
     * @param others for each of {@link SummaryQuestion#others} by its name: its sum over the range
     * @param filters the caller's filters as they stand in addresses, each beginning with an ampersand
     * @throws IllegalArgumentException where the range needs one of the others that is not there
     */
    public Summary(SummaryQuestion question, Map<String, Aggregation.Result> others, String filters) {
        this.question = question;
        this.others = Map.copyOf(others);
        for (SummaryQuestion.Other other : question.others()) {
            if (question.range() != null && !others.containsKey(other.name())) {
                throw new IllegalArgumentException("a ratio needs " + other.name());
            }
        }
        boolean rhythm = Calendar.of(question.series()).isPresent();
        List<String> measures = new ArrayList<>();
        codes(Statistic.SUM).forEach(measures::add);
        if (rhythm) {
            codes(Statistic.MEAN).forEach(measures::add);
        }
        this.whole = aggregate(measures, rhythm ? List.of() : question.series().totalsBy());
        this.scope = Scope.of(whole, question.series());
        this.main = whole.measures().stream()
                .filter(measure -> measure.index() == scope.main())
                .findFirst()
                .orElseThrow();
        this.sums = new Aggregation(whole, question.range(), filters);
        for (Series.Ratio ratio : question.series().ratios()) {
            List<String> sides = new ArrayList<>(List.of(sum(ratio.numerator())));
            own(ratio).stream().map(Summary::sum).forEach(sides::add);
            ratios.put(ratio, new Aggregation(aggregate(sides, List.of()), question.range(), filters));
        }
        this.course = question.range() == null || !rhythm ? null : new Course(question.range(), scope.main());
    }

    private List<String> codes(Statistic statistic) {
        return question.dataset().measures().stream()
                .filter(question.series().measures()::contains)
                .map(name -> name + "." + statistic.code())
                .toList();
    }

    private static String sum(String measure) {
        return measure + "." + Statistic.SUM.code();
    }

    private AggregateQuestion aggregate(List<String> measures, List<String> groupBy) {
        return AggregateQuestion.of(
                question.dataset(),
                List.of(question.series()),
                question.range() == null ? List.of() : List.of(question.range()),
                false,
                null,
                groupBy.isEmpty() ? null : String.join(",", groupBy),
                String.join(",", measures),
                null,
                null);
    }

    private static List<String> own(Series.Ratio ratio) {
        return ratio.denominator().stream()
                .filter(term -> term.indexOf('.') < 0)
                .toList();
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
            partlyInside += apart ? 0 : 1;
            return;
        }
        sums.add(input);
        ratios.values().forEach(each -> each.add(input));
        if (scope.presence(input) != null && !input.period().equals(lastPresent)) {
            lastPresent = input.period();
            present++;
        }
    }

    /** What came out. */
    public Result result() {
        sums.partlyInside(partlyInside);
        if (course != null) {
            course.close();
        }
        Aggregation.Result of = sums.result();
        List<Map<String, @Nullable Object>> rows = of.named();
        return new Result(
                view(rows),
                of.formula() + "; record, withNone, longestRunWithNone and passing = of the totals of "
                        + main.column().name() + " by period",
                of.inputs(),
                of.releases(),
                of.complete(),
                of.partlyInside(),
                of.warnings());
    }

    private SummaryView view(List<Map<String, @Nullable Object>> rows) {
        Series series = question.series();
        Period range = question.range();
        // several units of one series have no sum, so they stand as totals
        boolean one = scope.rhythm() != null && rows.size() == 1;
        Map<String, @Nullable Object> row = one ? rows.getFirst() : Map.of();
        Map<String, @Nullable Object> measures = new LinkedHashMap<>();
        if (scope.rhythm() != null) {
            whole.measures().forEach(measure -> measures.put(measure.name(), row.get(measure.name())));
        }
        Course plain = simple && row.get("reason") == null ? course : null;
        Long expected = row.get("expected") instanceof Long periods ? periods : null;
        return new SummaryView(
                series.id(),
                series.title(),
                range == null ? null : range.start(),
                range == null ? null : range.end(),
                scope.rhythm() == null ? null : scope.rhythm().code(),
                expected,
                present,
                expected == null ? null : Math.max(0, expected - present),
                texts(row.get("missing")),
                row.get("complete") instanceof Boolean complete ? complete : null,
                texts(row.get("incomplete")),
                measures,
                series.unit(),
                text(row.get("reason")),
                text(row.get("qualifier")),
                row.get("valueHigh"),
                status(rows),
                plain == null ? null : plain.withNone(),
                plain == null ? null : plain.longestRunWithNone(),
                plain == null ? null : plain.largest(main),
                ratios(),
                question.passing().stream()
                        .map(threshold -> plain == null
                                ? new Passing(threshold, null, null, false)
                                : plain.passing(threshold, main))
                        .toList(),
                one ? List.of() : totals(rows));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable String status(List<Map<String, @Nullable Object>> rows) {
        ObservationStatus worst = null;
        for (Map<String, @Nullable Object> row : rows) {
            Object status = row.get("status");
            worst = Firmness.worse(worst, status == null ? null : ObservationStatus.valueOf(status.toString()));
        }
        return worst == null ? null : worst.name();
    }

    /** The rows that have figures, with what tells them apart and what their sums are. */
    private List<Map<String, @Nullable Object>> totals(List<Map<String, @Nullable Object>> rows) {
        List<String> names = new ArrayList<>(whole.groupBy());
        names.addAll(question.dataset().units());
        names.add(AggregateColumns.PER);
        whole.measures().stream()
                .filter(measure -> measure.statistic() == Statistic.SUM)
                .map(Measure::name)
                .forEach(names::add);
        names.addAll(List.of("qualifier", "valueHigh", "status", "inputs", "leftOut", "reason", "reasonKeys", "query"));
        List<Map<String, @Nullable Object>> totals = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            if (row.get("status") != null || !texts(row.get("leftOut")).isEmpty()) {
                Map<String, @Nullable Object> total = new LinkedHashMap<>();
                names.stream().filter(row::containsKey).forEach(name -> total.put(name, row.get(name)));
                totals.add(total);
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

    private RatioView ratio(Series.Ratio ratio, Aggregation.Result own) {
        Side numerator = Side.of(ratio.numerator(), own, ratio.numerator());
        List<Side> terms = ratio.denominator().stream()
                .map(term -> {
                    int dot = term.indexOf('.');
                    return dot < 0
                            ? Side.of(term, own, term)
                            : Side.of(term, Objects.requireNonNull(others.get(term)), term.substring(dot + 1));
                })
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
                        ? new BigDecimal(numerator.value().toString())
                                .scaleByPowerOfTen(ratio.percent() ? 2 : 0)
                                .divide(below, DECIMALS_OF_A_RATIO, RoundingMode.HALF_EVEN)
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
            @Nullable Object present,
            boolean complete,
            @Nullable String obstacle) {

        static Side of(String name, Aggregation.Result result, String measure) {
            if (result.rows().size() != 1) {
                return new Side(name, null, null, false, name + " has no single sum");
            }
            Map<String, @Nullable Object> row = result.named().getFirst();
            Number value = row.get(measure + "Sum") instanceof Number number ? number : null;
            boolean complete = Boolean.TRUE.equals(row.get("complete"));
            String obstacle = null;
            if (row.get("reason") != null) {
                obstacle = name + " has no sum: " + row.get("reason");
            } else if (!complete) {
                obstacle = name + " is not complete";
            } else if (!Qualifier.EXACT.code().equals(row.get("qualifier"))) {
                obstacle = name + " is not exact";
            } else if (value == null) {
                obstacle = name + " has no sum";
            }
            return new Side(name, value, row.get("present"), complete, obstacle);
        }
    }

    /**
     * What came out.
     *
     * @param inputs how many figures of the range went into the sums
     * @param partlyInside how many figures reach into the range without lying wholly inside; they are in no sum
     */
    public record Result(
            SummaryView view,
            String formula,
            long inputs,
            List<String> releases,
            @Nullable Boolean complete,
            long partlyInside,
            List<String> warnings) {
        public Result {
            releases = List.copyOf(releases);
            warnings = List.copyOf(warnings);
        }
    }
}

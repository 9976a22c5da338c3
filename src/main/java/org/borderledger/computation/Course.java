package org.borderledger.computation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.borderledger.computation.SummaryView.Passing;
import org.borderledger.computation.SummaryView.PeriodRecord;
import org.borderledger.computation.SummaryView.Run;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The course of the main measure from period to period: its record, its runs of none, and when its running total passes
 * numbers. A period is the total of its figures, and is missing where one of them has no value.
 */
final class Course {
    /** A period with its value; null is missing. */
    private record Step(
            Period period,
            @Nullable BigDecimal value,
            @Nullable String key,
            boolean exact) {}

    private final Period range;
    private final int main;
    private final List<Step> inRange = new ArrayList<>();
    /** How many periods of the whole series have each value. */
    private final TreeMap<BigDecimal, Long> values = new TreeMap<>();

    private final List<Input> figures = new ArrayList<>();

    Course(Period range, int main) {
        this.range = range;
        this.main = main;
    }

    /** Takes every figure of the series, those of one period one after the other. */
    void add(Input input) {
        if (!figures.isEmpty() && !figures.getFirst().period().equals(input.period())) {
            close();
        }
        figures.add(input);
    }

    /** Ends the last period; has to be called before anything is read. */
    void close() {
        if (figures.isEmpty()) {
            return;
        }
        BigDecimal total = BigDecimal.ZERO;
        boolean exact = true;
        long count = 0;
        for (Input figure : figures) {
            count += figure.figures();
            BigDecimal value = figure.values().get(main);
            total = total == null || value == null ? null : total.add(value);
            exact &= figure.qualifier() == Qualifier.EXACT;
        }
        Period period = figures.getFirst().period();
        if (total != null) {
            values.merge(total, 1L, Long::sum);
        }
        if (range.contains(period)) {
            inRange.add(new Step(period, total, count == 1 ? figures.getFirst().key() : null, exact));
        }
        figures.clear();
    }

    /**
     * The largest period of the range, the earliest of several; its rank is among all periods of the series. It is not told
     * where a value of the range is not exact, because that may be larger, or less than the largest.
     */
    @Nullable PeriodRecord largest(Measure measure) {
        Step largest = null;
        for (Step step : inRange) {
            if (step.value() != null && !step.exact()) {
                return null;
            }
            if (step.value() != null
                    && (largest == null
                            || largest.value() == null
                            || step.value().compareTo(largest.value()) > 0)) {
                largest = step;
            }
        }
        if (largest == null || largest.value() == null) {
            return null;
        }
        long larger = values.tailMap(largest.value(), false).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new PeriodRecord(
                largest.key(),
                largest.period().start(),
                largest.period().end(),
                measure.number(largest.value()),
                1 + larger);
    }

    /** How many periods of the range have a published zero. */
    long withNone() {
        return inRange.stream().filter(Course::isNone).count();
    }

    private static boolean isNone(Step step) {
        return step.value() != null && step.value().signum() == 0 && step.exact();
    }

    /** The longest run of published zeros in the range, the earliest of several; a missing period ends a run. */
    @Nullable Run longestRunWithNone() {
        Run longest = null;
        Run run = null;
        for (Step step : inRange) {
            LocalDate from = step.period().start();
            LocalDate to = step.period().end();
            if (!isNone(step)) {
                run = null;
                continue;
            } else if (run != null && run.to().plusDays(1).equals(from)) {
                run = new Run(run.periods() + 1, run.from(), to);
            } else {
                run = new Run(1, from, to);
            }
            if (longest == null || run.periods() > longest.periods()) {
                longest = run;
            }
        }
        return longest;
    }

    /**
     * When the running total reached or exceeded the number. It is not told beyond a figure that is not exact, because
     * the total is not known from there on.
     */
    Passing passing(BigDecimal threshold, Measure measure) {
        BigDecimal total = null;
        boolean complete = true;
        LocalDate next = range.start();
        for (Step step : inRange) {
            if (step.value() == null) {
                continue;
            } else if (!step.exact()) {
                return new Passing(threshold, null, null, false);
            }
            complete &= !step.period().start().isAfter(next);
            next = step.period().end().plusDays(1);
            total = total == null ? step.value() : total.add(step.value());
            if (total.compareTo(threshold) >= 0) {
                return new Passing(threshold, step.period().end(), measure.number(total), complete);
            }
        }
        return new Passing(
                threshold,
                null,
                total == null ? null : measure.number(total),
                complete && !next.isBefore(range.end().plusDays(1)));
    }
}

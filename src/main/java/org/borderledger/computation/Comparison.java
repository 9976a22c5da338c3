package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Compares the same days in several years (API rule 23): beside each of their sums how the base year differs. A
 * difference is told only of two complete, exact sums.
 *
 * @param sums those of the years, with the formula and the warnings of the comparison
 * @param years in the order of the sums, the newest first
 */
public record Comparison(ComparisonQuestion question, Sums sums, List<Year> years) {

    public Comparison {
        years = List.copyOf(years);
    }

    /**
     * The sum of a year's days.
     *
     * @param change the sum of the base year less this one; null unless both are complete and exact
     * @param percent the change in percent of this sum; null also where that is zero
     * @param reason why the sum or its change is null; null where neither is
     */
    public record Year(
            int year,
            Line sum,
            @Nullable Number change,
            @Nullable BigDecimal percent,
            @Nullable String reason) {}

    /** Compares the sums of {@link ComparisonQuestion#sums}. */
    public static Comparison of(ComparisonQuestion question, Sums sums) {
        Map<Group, Line> bases = new HashMap<>();
        sums.lines().stream()
                .filter(line -> question.base() != null && year(question, line) == question.base())
                .forEach(line -> bases.put(line.group(), line));
        return new Comparison(
                question,
                sums.with(
                        sums.formula()
                                + "; change = sum of the base year - sum of the year; percent = 100 x change / sum of"
                                + " the year, to 2 decimals, a half to the even neighbour",
                        warnings(question, sums, bases)),
                sums.lines().stream()
                        .map(line -> compare(question, line, bases.get(line.group())))
                        .toList());
    }

    private static int year(ComparisonQuestion question, Line line) {
        return question.years().entrySet().stream()
                .filter(entry -> entry.getValue().equals(line.period()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Year compare(ComparisonQuestion question, Line line, @Nullable Line base) {
        Measure measure = question.measure();
        int year = year(question, line);
        String obstacle = obstacle(year, line, measure);
        if (obstacle == null) {
            obstacle =
                    base == null ? "the base year has no such figures" : obstacle(year(question, base), base, measure);
        }
        Number sum = line.value(measure);
        Number ofBase = base == null ? null : base.value(measure);
        if (obstacle != null || sum == null || ofBase == null) {
            return new Year(year, line, null, null, line.reason() == null ? obstacle : line.reason());
        }
        BigDecimal value = new BigDecimal(sum.toString());
        BigDecimal change = new BigDecimal(ofBase.toString()).subtract(value);
        return new Year(year, line, measure.number(change), Quotient.percent(change, value), line.reason());
    }

    /** Why the sum cannot be compared; null where it can. */
    private static @Nullable String obstacle(int year, Line line, Measure measure) {
        Boolean complete = line.total().complete();
        if (complete == null) {
            return "without a rhythm nobody can say whether " + year + " is complete";
        } else if (!complete) {
            return year + " is not complete";
        } else if (line.value(measure) == null) {
            return year + " has no sum";
        }
        return line.qualifier() == Qualifier.EXACT ? null : year + " is not exact";
    }

    private static List<String> warnings(ComparisonQuestion question, Sums sums, Map<Group, Line> bases) {
        Period data = question.dataSpan();
        Integer base = question.base();
        if (base == null
                || bases.values().stream()
                        .noneMatch(line -> Boolean.FALSE.equals(line.total().complete()))) {
            return sums.warnings();
        }
        List<String> warnings = new ArrayList<>(sums.warnings());
        Period days = question.years().get(base);
        if (data != null && days != null && data.end().isBefore(days.end())) {
            warnings.add(base + " ends on " + data.end() + ": ask to=" + data.end() + ".");
        } else {
            warnings.add(base
                    + " is not complete, so nothing is compared with it: missing, incomplete and meta.partlyInside say what"
                    + " lacks.");
        }
        return warnings.stream().distinct().toList();
    }
}

package org.borderledger.computation;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * The same days in several years (API rule 23).
 *
 * @param base the year that the others are compared with: that of the last day; null where there is no data
 * @param years for each year its days, the base among them; 29 February is 28 in years without it
 * @param measure a sum
 * @param dataSpan the first and last day that the series has
 */
public record ComparisonQuestion(
        Dataset dataset,
        Series series,
        @Nullable Integer base,
        SortedMap<Integer, Period> years,
        Measure measure,
        @Nullable Period dataSpan) {

    /**
     * Lays the same days into the years.
     *
     * @param from null is 1 January of the year of {@code to}
     * @param to null is the last day of the data
     * @param listed the years that are asked for; null is all whose days the data covers
     * @param measure a sum
     * @throws Problem where the days end before they begin
     */
    public static ComparisonQuestion of(
            Dataset dataset,
            Series series,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Period dataSpan,
            @Nullable Set<Integer> listed,
            Measure measure) {
        LocalDate last = to != null || dataSpan == null ? to : dataSpan.end();
        if (last == null) {
            return new ComparisonQuestion(dataset, series, null, new TreeMap<>(), measure, dataSpan);
        }
        LocalDate first = from == null ? last.withDayOfYear(1) : from;
        if (last.isBefore(first)) {
            throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "from " + first + " is after to " + last)
                    .about("from")
                    .hint("both days are inclusive: the earlier one goes into from");
        }
        var days = new Period(first, last);
        int base = last.getYear();
        SortedMap<Integer, Period> compared = new TreeMap<>();
        compared.put(base, days);
        if (listed != null) {
            listed.forEach(year -> compared.putIfAbsent(year, shifted(days, base - year)));
        } else if (dataSpan != null) {
            for (int year = base - 1; !shifted(days, base - year).start().isBefore(dataSpan.start()); year--) {
                if (!shifted(days, base - year).end().isAfter(dataSpan.end())) {
                    compared.put(year, shifted(days, base - year));
                }
            }
        }
        return new ComparisonQuestion(dataset, series, base, compared, measure, dataSpan);
    }

    /** The sums that are compared: one of each year's days. */
    public AggregateQuestion sums() {
        return AggregateQuestion.of(dataset, List.of(series), reads(), true, null, Grouping.NONE, false, null)
                .measuring(List.of(measure));
    }

    /** What has to be read: the days of each year. */
    public List<Period> reads() {
        return List.copyOf(years.values());
    }

    private static Period shifted(Period days, int yearsBack) {
        return new Period(days.start().minusYears(yearsBack), days.end().minusYears(yearsBack));
    }
}

package org.borderledger.computation;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
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

    /** With the base one fewer than an address may list, since the answer names the address of all their figures. */
    private static final int MOST_YEARS = 99;

    /**
     * Reads the parameters as a caller wrote them.
     *
     * @param from null is 1 January of the year of {@code to}
     * @param to null is the last day of the data
     * @param years years and ranges {@code 2018..2025}, separated by commas; null is all whose days the data covers
     * @throws Problem where the days or years are not understood, or where more or other than one sum is asked for
     */
    public static ComparisonQuestion of(
            Dataset dataset,
            Series series,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Period dataSpan,
            @Nullable String years,
            @Nullable String measures) {
        Measure measure = measure(dataset, series, measures);
        TreeSet<Integer> listed = years == null ? null : years(years);
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

    /** What has to be read: the days of each year. */
    public List<Period> reads() {
        return List.copyOf(years.values());
    }

    private static Period shifted(Period days, int yearsBack) {
        return new Period(days.start().minusYears(yearsBack), days.end().minusYears(yearsBack));
    }

    private static Measure measure(Dataset dataset, Series series, @Nullable String measures) {
        List<Measure> asked = AggregateQuestion.of(
                        dataset,
                        List.of(series),
                        List.of(),
                        false,
                        null,
                        null,
                        measures == null ? series.mainMeasure() + "." + Statistic.SUM.code() : measures,
                        null,
                        null)
                .measures();
        if (asked.size() > 1) {
            throw Problem.invalid("measures", String.valueOf(measures), "one sum, whose change is told")
                    .hint("write measures=" + asked.getFirst().code() + ", and ask again for the next");
        } else if (asked.getFirst().statistic() != Statistic.SUM) {
            throw Parameters.unknownValue(
                    "measures",
                    asked.getFirst().code(),
                    series.measures().stream()
                            .map(name -> name + "." + Statistic.SUM.code())
                            .toList());
        }
        return asked.getFirst();
    }

    private static TreeSet<Integer> years(String text) {
        TreeSet<Integer> years = new TreeSet<>();
        for (String item : Parameters.list("years", text)) {
            String[] ends = item.split("\\.\\.", -1);
            int first = year(ends[0], item);
            int last = year(ends[ends.length - 1], item);
            if (ends.length > 2 || last < first) {
                throw invalidYears(item);
            }
            for (int year = first; year <= last; year++) {
                years.add(year);
                if (years.size() > MOST_YEARS) {
                    throw Problem.of(ProblemCode.INVALID_VALUE, "years has more than " + MOST_YEARS + " years")
                            .about("years")
                            .hint("leave years out for all that the data covers");
                }
            }
        }
        return years;
    }

    private static int year(String text, String item) {
        if (text.matches("\\d{4}") && Period.inRange(LocalDate.of(Integer.parseInt(text), 1, 1))) {
            return Integer.parseInt(text);
        }
        throw invalidYears(item);
    }

    private static Problem invalidYears(String item) {
        return Problem.invalid("years", item, "years from 1900 to 2999, and ranges with the earlier one first")
                .hint("write years=2018..2025 or years=2023,2024");
    }
}

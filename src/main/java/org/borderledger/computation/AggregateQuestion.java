package org.borderledger.computation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * What is to be added up, and how it is to be told apart (API rules 3, 4, 21, 22).
 *
 * @param asked the periods that were asked for; empty is all that the series have
 * @param listOfPeriods whether each asked period is a bucket of its own
 * @param frequency the calendar of the buckets; null for one bucket, or one for each listed period
 * @param groupBy the dimensions whose codes are told apart; series, units and rates always are
 * @param years the calendar of the years that buckets are laid beside, null where none was asked for
 * @param cumulative whether sums run on within a group
 * @param window how many buckets a trailing window has; 0 without one
 * @param chosenByValue whether figures were left out for what they say, so that nothing tells what is missing
 */
public record AggregateQuestion(
        Dataset dataset,
        List<Series> series,
        List<Period> asked,
        boolean listOfPeriods,
        @Nullable Calendar frequency,
        List<String> groupBy,
        @Nullable Calendar years,
        List<Measure> measures,
        boolean cumulative,
        int window,
        boolean chosenByValue) {

    public AggregateQuestion {
        series = List.copyOf(series);
        asked = List.copyOf(asked);
        groupBy = List.copyOf(groupBy);
        measures = List.copyOf(measures);
    }

    /**
     * A trailing window.
     *
     * @param letter of the calendar that it is counted in, as in {@code 7d}
     */
    public record Window(int length, char letter) {
        private Calendar calendar() {
            return Arrays.stream(Calendar.values())
                    .filter(calendar -> calendar.letter() == letter)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The plainest question: every sum of one series, in one bucket. */
    public static AggregateQuestion of(Dataset dataset, Series series, List<Period> asked) {
        return of(dataset, List.of(series), asked, false, null, Grouping.NONE, false, null);
    }

    /**
     * Asks for every sum of the series.
     *
     * @param asked empty is the whole coverage
     * @param listOfPeriods whether each of these is a bucket
     * @param frequency the calendar of the buckets; null is that of the window, else of the years
     * @throws Problem where its answer would not be a sum of anything
     */
    public static AggregateQuestion of(
            Dataset dataset,
            List<Series> chosen,
            List<Period> asked,
            boolean listOfPeriods,
            @Nullable Calendar frequency,
            Grouping groups,
            boolean cumulative,
            @Nullable Window window) {
        Calendar years = groups.years();
        Calendar calendar = frequency != null ? frequency : window != null ? window.calendar() : years;
        refuseConflicts(listOfPeriods, frequency, years, cumulative, window);
        if (window != null && calendar != null && calendar.letter() != window.letter()) {
            throw conflict("window", "a window is counted in periods of the frequency, and this one is not")
                    .hint("write window=" + window.length() + calendar.letter() + ", or leave frequency out");
        }
        refuseSeveralSeries(chosen, groups);
        if (calendar != null) {
            refuseWhatDoesNotNest(
                    chosen, calendar, frequency != null ? "frequency" : window != null ? "window" : "groupBy");
        }
        if (years != null && calendar != null && !calendar.nestsIn(years)) {
            throw notAddable("groupBy", "a " + calendar.code() + " can reach over the end of a " + years.code())
                    .hint("choose a frequency whose periods lie in one " + years.code())
                    .allowed(frequencies(years, chosen));
        }
        if (window != null) {
            refuseWithoutRhythm(chosen);
        }
        return new AggregateQuestion(
                dataset,
                chosen,
                asked.stream().distinct().toList(),
                listOfPeriods,
                calendar,
                dataset.dimensions().stream()
                        .filter(groups.dimensions()::contains)
                        .toList(),
                years,
                Measure.each(dataset, chosen, Statistic.SUM),
                cumulative,
                window == null ? 0 : window.length(),
                false);
    }

    /** The same of these measures; only sums run on. */
    public AggregateQuestion measuring(List<Measure> others) {
        for (Measure measure : others) {
            if (cumulative && measure.statistic() != Statistic.SUM) {
                throw conflict("measures", "only sums run on, and " + measure.code() + " is not one")
                        .hint("write measures=" + measure.column().name() + ".sum, or leave cumulative out");
            }
        }
        return new AggregateQuestion(
                dataset,
                series,
                asked,
                listOfPeriods,
                frequency,
                groupBy,
                years,
                others,
                cumulative,
                window,
                chosenByValue);
    }

    /** The same of figures that were chosen by what they say; there is no window over those, since it has no gaps. */
    public AggregateQuestion ofFiguresChosenByValue() {
        if (window > 0) {
            throw conflict("window", "a window is of every figure, and some were left out for what they say")
                    .hint("leave the comparison, status and qualifier out");
        }
        return new AggregateQuestion(
                dataset, series, asked, listOfPeriods, frequency, groupBy, years, measures, cumulative, window, true);
    }

    /** What has to be read: the asked periods, and before them what a window looks back at; empty is everything. */
    public List<Period> reads() {
        Calendar calendar = frequency;
        if (calendar == null || window == 0) {
            return asked;
        }
        return asked.stream()
                .map(period ->
                        new Period(calendar.before(period.start(), window - 1).start(), period.end()))
                .toList();
    }

    /** Whether a row adds up buckets before its own. */
    boolean addsUpBuckets() {
        return cumulative || window > 0;
    }

    private static void refuseConflicts(
            boolean listOfPeriods,
            @Nullable Calendar frequency,
            @Nullable Calendar years,
            boolean running,
            @Nullable Window trailing) {
        if (trailing != null && running) {
            throw conflict("window", "a running total has no window").hint("give cumulative, or window");
        }
        if (!listOfPeriods) {
            return;
        }
        if (frequency != null) {
            throw conflict("frequency", "each period of a list is a row already")
                    .hint("write the periods as one range, such as period=2018..2025, or leave frequency out");
        } else if (years != null) {
            throw conflict("groupBy", "each period of a list is a row already")
                    .hint(
                            "write the periods as one range, such as period=2018..2025, or leave the year out of groupBy");
        } else if (trailing != null) {
            throw conflict("window", "the periods of a list do not follow one another")
                    .hint("write the periods as one range, such as period=2018..2025");
        } else if (running) {
            throw conflict("cumulative", "the periods of a list do not follow one another")
                    .hint("write the periods as one range, such as period=2018..2025, with a frequency");
        }
    }

    /** API rule 3: never a total across series. */
    private static void refuseSeveralSeries(List<Series> chosen, Grouping groups) {
        if (chosen.size() > 1 && !groups.bySeries()) {
            throw notAddable(
                            "series",
                            "no total is taken across series" + whyNot(chosen).orElse(""))
                    .hint("add groupBy=series for rows of each, or ask for one series");
        }
    }

    private static Optional<String> whyNot(List<Series> chosen) {
        Set<String> ids = chosen.stream().map(Series::id).collect(Collectors.toSet());
        return chosen.stream()
                .flatMap(each -> each.notComparableWith().stream()
                        .filter(other -> ids.contains(other.series()))
                        .map(other -> " (" + each.id() + " and " + other.series() + "): " + other.reason()))
                .findFirst();
    }

    private static void refuseWhatDoesNotNest(List<Series> chosen, Calendar bucket, String parameter) {
        for (Series each : chosen) {
            Calendar own = Calendar.of(each).orElse(bucket);
            if (!own.nestsIn(bucket)) {
                throw notAddable(
                                parameter,
                                "the periods of " + each.id() + ", each a " + own.code() + ", do not each lie in one "
                                        + bucket.code())
                        .hint("choose a frequency of allowed, or leave it out for one sum over from and to")
                        .allowed(frequencies(null, chosen));
            }
        }
    }

    /** The frequencies whose buckets hold whole periods of all the series and lie in the year. */
    private static List<String> frequencies(@Nullable Calendar year, List<Series> chosen) {
        return Arrays.stream(Calendar.values())
                .filter(bucket -> year == null || bucket.nestsIn(year))
                .filter(bucket -> chosen.stream()
                        .allMatch(each -> Calendar.of(each).orElse(bucket).nestsIn(bucket)))
                .map(Calendar::code)
                .toList();
    }

    private static void refuseWithoutRhythm(List<Series> chosen) {
        for (Series each : chosen) {
            if (Calendar.of(each).isEmpty()) {
                throw notAddable(
                                "window",
                                each.id() + " has no rhythm, so a window over it cannot tell a gap from nothing")
                        .hint("leave window out");
            }
        }
    }

    private static Problem conflict(String parameter, String detail) {
        return Problem.of(ProblemCode.CONFLICTING_PARAMETERS, detail).about(parameter);
    }

    private static Problem notAddable(String parameter, String detail) {
        return Problem.of(ProblemCode.NOT_ADDABLE, detail).about(parameter);
    }
}

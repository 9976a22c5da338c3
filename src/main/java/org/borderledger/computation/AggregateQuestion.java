package org.borderledger.computation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.ledger.Column;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
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

    private static final String BY_SERIES = "series";
    private static final int LONGEST_WINDOW = 400;

    public AggregateQuestion {
        series = List.copyOf(series);
        asked = List.copyOf(asked);
        groupBy = List.copyOf(groupBy);
        measures = List.copyOf(measures);
    }

    /**
     * Reads the parameters as a caller wrote them.
     *
     * @param asked empty is the whole coverage
     * @param listOfPeriods whether {@code period=a,b} listed them, so that each is a bucket
     * @throws Problem where a value is not understood, or where its answer would not be a sum of anything
     */
    public static AggregateQuestion of(
            Dataset dataset,
            List<Series> chosen,
            List<Period> asked,
            boolean listOfPeriods,
            @Nullable String frequency,
            @Nullable String groupBy,
            @Nullable String measures,
            @Nullable String cumulative,
            @Nullable String window) {
        List<String> groups = groups(dataset, groupBy);
        Calendar years = years(groups);
        Window trailing = window == null ? null : Window.of(window);
        boolean running = cumulative != null
                && Parameters.oneOf("cumulative", cumulative, List.of("true", "false"))
                        .equals("true");
        Calendar calendar = frequency(frequency, trailing, years);
        refuseConflicts(listOfPeriods, frequency, years, running, trailing);
        if (trailing != null && calendar != null && calendar.letter() != trailing.letter()) {
            throw conflict("window", "a window is counted in periods of the frequency, and this one is not")
                    .hint("write window=" + trailing.length() + calendar.letter() + ", or leave frequency out");
        }
        refuseSeveralSeries(chosen, groups);
        if (calendar != null) {
            refuseWhatDoesNotNest(
                    chosen, calendar, frequency != null ? "frequency" : trailing != null ? "window" : "groupBy");
        }
        if (years != null && calendar != null && !calendar.nestsIn(years)) {
            throw notAddable("groupBy", "a " + calendar.code() + " can reach over the end of a " + years.code())
                    .hint("choose a frequency whose periods lie in one " + years.code())
                    .allowed(frequencies(years, chosen));
        }
        if (trailing != null) {
            refuseWithoutRhythm(chosen);
        }
        return new AggregateQuestion(
                dataset,
                chosen,
                asked.stream().distinct().toList(),
                listOfPeriods,
                calendar,
                dataset.dimensions().stream().filter(groups::contains).toList(),
                years,
                measures(dataset, chosen, measures, running),
                running,
                trailing == null ? 0 : trailing.length(),
                false);
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

    private static List<String> groups(Dataset dataset, @Nullable String groupBy) {
        if (groupBy == null) {
            return List.of();
        }
        List<String> allowed = Stream.of(
                        Stream.of(BY_SERIES),
                        dataset.dimensions().stream(),
                        dataset.units().stream(),
                        yearCalendars().map(Calendar::code))
                .flatMap(names -> names)
                .toList();
        List<String> groups = Parameters.list("groupBy", groupBy);
        groups.forEach(group -> Parameters.oneOf("groupBy", group, allowed));
        return groups;
    }

    private static Stream<Calendar> yearCalendars() {
        return Arrays.stream(Calendar.values()).filter(Calendar::isYear);
    }

    private static @Nullable Calendar years(List<String> groups) {
        List<Calendar> years = yearCalendars()
                .filter(calendar -> groups.contains(calendar.code()))
                .toList();
        if (years.size() > 1) {
            throw conflict("groupBy", "a day lies in one kind of year at a time")
                    .hint("choose one of " + codes(years));
        }
        return years.isEmpty() ? null : years.getFirst();
    }

    private static @Nullable Calendar frequency(
            @Nullable String frequency, @Nullable Window trailing, @Nullable Calendar years) {
        if (frequency != null) {
            return Calendar.get(Parameters.oneOf("frequency", frequency, Calendar.codes()));
        }
        return trailing != null ? trailing.calendar() : years;
    }

    private static void refuseConflicts(
            boolean listOfPeriods,
            @Nullable String frequency,
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
    private static void refuseSeveralSeries(List<Series> chosen, List<String> groups) {
        if (chosen.size() > 1 && !groups.contains(BY_SERIES)) {
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

    private static List<Measure> measures(
            Dataset dataset, List<Series> chosen, @Nullable String measures, boolean running) {
        Map<String, Measure> known = new LinkedHashMap<>();
        Set<String> had = new LinkedHashSet<>();
        for (Column column : dataset.columns()) {
            if (column.isMeasure()) {
                boolean has = chosen.stream().anyMatch(each -> each.measures().contains(column.name()));
                for (Statistic statistic : Statistic.values()) {
                    var measure = new Measure(column, dataset.measures().indexOf(column.name()), statistic);
                    known.put(measure.code(), measure);
                    if (has) {
                        had.add(measure.code());
                    }
                }
            }
        }
        List<Measure> asked = new ArrayList<>();
        for (String code : measures == null ? sums(known, had) : Parameters.list("measures", measures)) {
            Measure measure = known.get(code);
            if (measure != null && !had.contains(code)) {
                throw Problem.of(
                                ProblemCode.NOT_IN_SERIES,
                                measure.column().name() + " is not a measure of " + ids(chosen))
                        .about("measures")
                        .hint("choose a measure of allowed")
                        .allowed(List.copyOf(had));
            } else if (measure == null) {
                throw Parameters.unknownValue("measures", code, List.copyOf(had));
            }
            if (running && measure.statistic() != Statistic.SUM) {
                throw conflict("measures", "only sums run on, and " + code + " is not one")
                        .hint("write measures=" + measure.column().name() + ".sum, or leave cumulative out");
            }
            asked.add(measure);
        }
        return asked;
    }

    private static List<String> sums(Map<String, Measure> known, Set<String> had) {
        return known.values().stream()
                .filter(measure -> measure.statistic() == Statistic.SUM)
                .map(Measure::code)
                .filter(had::contains)
                .toList();
    }

    private static String ids(List<Series> chosen) {
        return chosen.stream().map(Series::id).collect(Collectors.joining(", "));
    }

    private static String codes(List<Calendar> calendars) {
        return calendars.stream().map(Calendar::code).collect(Collectors.joining(", "));
    }

    private static Problem conflict(String parameter, String detail) {
        return Problem.of(ProblemCode.CONFLICTING_PARAMETERS, detail).about(parameter);
    }

    private static Problem notAddable(String parameter, String detail) {
        return Problem.of(ProblemCode.NOT_ADDABLE, detail).about(parameter);
    }

    /** A trailing window as a caller writes it: {@code 7d}. */
    private record Window(int length, char letter) {
        static Window of(String text) {
            if (text.matches("\\d{1,3}[dwmqy]")) {
                int length = Integer.parseInt(text.substring(0, text.length() - 1));
                if (length >= 1 && length <= LONGEST_WINDOW) {
                    return new Window(length, text.charAt(text.length() - 1));
                }
            }
            throw Problem.invalid("window", text, "a number from 1 to " + LONGEST_WINDOW + " and one of d, w, m, q, y")
                    .hint("write window=7d for the seven days that end with each row's");
        }

        Calendar calendar() {
            return Arrays.stream(Calendar.values())
                    .filter(calendar -> calendar.letter() == letter)
                    .findFirst()
                    .orElseThrow();
        }
    }
}

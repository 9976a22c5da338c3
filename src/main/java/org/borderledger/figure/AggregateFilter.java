package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Calendar;
import org.borderledger.computation.Grouping;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of sums. */
public record AggregateFilter(
        @BeanParam SelectionFilter selection,
        @BeanParam TableFilter table,
        @BeanParam HistoryFilter history,

        @QueryParam("frequency")
        @Parameter(
                description =
                        "The calendar of the buckets: day, week, month, quarter, year, financial-year (UK, April to"
                                + " March) or us-financial-year (October to September). Without it: one bucket.",
                example = "year")
        @Nullable String frequency,

        @QueryParam("groupBy")
        @Parameter(
                description = "What is told apart, separated by commas: dimensions of the dataset, series, and one of"
                        + " year, financial-year and us-financial-year, which lays years beside each other. Unit and"
                        + " currency always are.",
                example = "year")
        @Nullable String groupBy,

        @QueryParam("measures")
        @Parameter(
                description = "What is computed, separated by commas: a measure with sum, mean, max or min, such as"
                        + " people.sum. Default: the sum of every measure. people.sum is peopleSum in the answer; means are"
                        + " rounded to two decimals.")
        @Nullable String measures,

        @QueryParam("cumulative")
        @Parameter(
                description = "true runs the sums on within each group.",
                example = "true",
                schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @Nullable String cumulative,

        @QueryParam("window")
        @Parameter(
                description =
                        "A trailing window, such as 7d, 4w or 12m: each bucket's numbers are of the window that ends"
                                + " with it, null where a period in it is missing. It may look back before from.")
        @Nullable String window) {

    private static final String BY_SERIES = "series";
    /** A window: how many, and of what. */
    public static final String WINDOW = "([1-9][0-9]?|[123][0-9]{2}|400)[dwmqy]";

    private static final int LONGEST_WINDOW = 400;

    /**
     * What is asked of the chosen series over the periods.
     *
     * @throws Problem where a parameter is not understood, or where the answer would not be a sum of anything
     */
    public AggregateQuestion question(Dataset dataset, List<Series> chosen, List<Period> periods) {
        Grouping groups = groupBy == null ? Grouping.NONE : grouping(groupBy, dataset);
        AggregateQuestion.Window trailing = window == null ? null : window(window);
        boolean running = Parameters.yes("cumulative", cumulative);
        Calendar calendar =
                frequency == null ? null : Calendar.get(Parameters.oneOf("frequency", frequency, Calendar.codes()));
        var sums = AggregateQuestion.of(
                dataset, chosen, periods, selection.days().listsPeriods(), calendar, groups, running, trailing);
        return measures == null ? sums : sums.measuring(MeasuresParameter.read(measures, dataset, chosen));
    }

    private static Grouping grouping(String text, Dataset dataset) {
        List<Calendar> yearCalendars =
                Arrays.stream(Calendar.values()).filter(Calendar::isYear).toList();
        List<String> allowed = Stream.of(
                        Stream.of(BY_SERIES),
                        dataset.dimensions().stream(),
                        dataset.units().stream(),
                        yearCalendars.stream().map(Calendar::code))
                .flatMap(names -> names)
                .toList();
        List<String> groups = Parameters.list("groupBy", text);
        groups.forEach(group -> Parameters.oneOf("groupBy", group, allowed));
        List<Calendar> years = yearCalendars.stream()
                .filter(calendar -> groups.contains(calendar.code()))
                .toList();
        if (years.size() > 1) {
            throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "a day lies in one kind of year at a time")
                    .about("groupBy")
                    .hint("choose one of " + years.stream().map(Calendar::code).collect(Collectors.joining(", ")));
        }
        return new Grouping(
                groups.contains(BY_SERIES),
                dataset.dimensions().stream().filter(groups::contains).toList(),
                years.isEmpty() ? null : years.getFirst());
    }

    private static AggregateQuestion.Window window(String text) {
        if (text.matches(WINDOW)) {
            return new AggregateQuestion.Window(
                    Integer.parseInt(text.substring(0, text.length() - 1)), text.charAt(text.length() - 1));
        }
        throw Problem.invalid("window", text, "a number from 1 to " + LONGEST_WINDOW + " and one of d, w, m, q, y")
                .hint("write window=7d for the seven days that end with each row's");
    }
}

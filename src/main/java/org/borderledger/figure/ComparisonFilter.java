package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.borderledger.computation.ComparisonQuestion;
import org.borderledger.computation.Measure;
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

/** The query parameters of the same days in other years. They are of all figures, so none are chosen by what they say. */
public record ComparisonFilter(
        @QueryParam("series") @Parameter(description = SelectionFilter.ONE_SERIES) @Nullable String series,

        @QueryParam("from")
        @Parameter(
                description = "First day, inclusive; default 1 January of the year of to.",
                example = "2025-01-01",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        @Nullable String from,

        @QueryParam("to")
        @Parameter(
                description =
                        "Last day, inclusive; its year is the base that others are compared with. Default: the last"
                                + " day of the series. 29 February becomes 28 in other years.",
                example = "2025-06-20",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        @Nullable String to,

        @QueryParam("years")
        @Parameter(
                description = "The years, as a range `2018..2025` or a list `2019,2025`. Default: all that the series"
                        + " wholly covers.",
                example = "2018..2025")
        @Nullable String years,

        @QueryParam("measures")
        @Parameter(
                description = "What is compared: one measure with sum, such as people.sum. Default: the main measure.")
        @Nullable String measures,

        @BeanParam ClockFilter clocks,

        @QueryParam("includeHistory")
        @Parameter(
                description = HistoryFilter.HISTORY_DESCRIPTION,
                example = "true",
                schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @Nullable String includeHistory,

        @BeanParam TableFilter table) {

    /** With the base one fewer than an address may list, since the answer names the address of all their figures. */
    private static final int MOST_YEARS = 99;

    /**
     * What is asked of the series.
     *
     * @param dataSpan the first and last day that it has; null where it has none
     * @throws Problem where a parameter is not understood
     */
    public ComparisonQuestion question(Dataset dataset, Series chosen, @Nullable Period dataSpan) {
        LocalDate first = from == null ? null : Parameters.day("from", from);
        LocalDate last = to == null ? null : Parameters.day("to", to);
        Measure measure = MeasuresParameter.readSum(measures, dataset, chosen);
        return ComparisonQuestion.of(
                dataset, chosen, first, last, dataSpan, years == null ? null : years(years), measure);
    }

    private static Set<Integer> years(String text) {
        Set<Integer> years = new HashSet<>();
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

    /** What of the past is asked for. */
    HistoryFilter history() {
        return new HistoryFilter(includeHistory, null);
    }

    /** What a comparison shares with other selections; the days are its own. */
    SelectionFilter selection() {
        return new SelectionFilter(series, new PeriodFilter(null, null, null), null, null, clocks);
    }
}

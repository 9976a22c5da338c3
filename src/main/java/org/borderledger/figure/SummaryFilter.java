package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import org.borderledger.computation.Calendar;
import org.borderledger.ledger.Series;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a summary. It is of all figures of a range, so none are chosen by what they say. */
public record SummaryFilter(
        @QueryParam("series") @Parameter(description = SelectionFilter.ONE_SERIES) @Nullable String series,

        @BeanParam PeriodFilter days,
        @BeanParam ClockFilter clocks,

        @QueryParam("passing")
        @Parameter(
                description = "Totals, separated by commas: the answer says when the running total of the range reached"
                        + " each, such as 10000,18000,25000. For series with a rhythm.")
        @Nullable String passing,

        @BeanParam HistoryFilter history) {

    /** A total: above zero. */
    public static final String THRESHOLD = "[1-9][0-9]{0,17}";

    /**
     * The totals whose passing is asked for, in their order.
     *
     * @throws Problem where one is not a positive whole number, or the series has no running total
     */
    public List<BigDecimal> thresholds(Series chosen) {
        if (passing == null) {
            return List.of();
        } else if (Calendar.of(chosen).isEmpty()) {
            throw Problem.of(
                            ProblemCode.NOT_ADDABLE,
                            chosen.id() + " has no rhythm, so it has no running total that could pass a number")
                    .about("passing")
                    .hint("leave passing out");
        }
        return Parameters.list("passing", passing).stream()
                .map(SummaryFilter::threshold)
                .toList();
    }

    private static BigDecimal threshold(String text) {
        if (text.matches(THRESHOLD)) {
            return new BigDecimal(text);
        }
        throw Problem.invalid("passing", text, "whole numbers above zero, of up to 18 digits, separated by commas")
                .hint("write passing=10000,18000");
    }

    /** What a summary shares with other selections. */
    SelectionFilter selection() {
        return new SelectionFilter(series, days, null, null, clocks);
    }
}

package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a summary. It is of all figures of a range, so none are chosen by what they say. */
public record SummaryFilter(
        @QueryParam("series")
        @Parameter(description = "The series. Without it the dataset's default series answers.")
        @Nullable String series,

        @BeanParam PeriodFilter days,
        @BeanParam ClockFilter clocks,

        @QueryParam("passing")
        @Parameter(
                description = "Totals, separated by commas: the answer says when the running total of the range reached"
                        + " each, such as 10000,18000,25000. For series with a rhythm.")
        @Nullable String passing) {

    /** What a summary shares with other selections. */
    SelectionFilter selection() {
        return new SelectionFilter(series, days, null, null, clocks);
    }
}

package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the same days in other years. They are of all figures, so none are chosen by what they say. */
public record ComparisonFilter(
        @QueryParam("series")
        @Parameter(description = "The series. Without it the dataset's default series answers.")
        @Nullable String series,

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
        @BeanParam PageFilter page) {

    @Nullable LocalDate firstDay() {
        return from == null ? null : Parameters.day("from", from);
    }

    @Nullable LocalDate lastDay() {
        return to == null ? null : Parameters.day("to", to);
    }

    /** What a comparison shares with other selections; the days are its own. */
    SelectionFilter selection() {
        return new SelectionFilter(series, new PeriodFilter(null, null, null), null, null, clocks);
    }
}

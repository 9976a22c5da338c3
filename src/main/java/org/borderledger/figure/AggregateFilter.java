package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of sums. */
public record AggregateFilter(
        @BeanParam SelectionFilter selection,
        @BeanParam PageFilter page,

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
        @Nullable String window) {}

package org.borderledger.figure;

import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which days: the query parameters of time (API rules 5 and 6). */
public record PeriodFilter(
        @QueryParam("from")
        @Parameter(
                description = "First day, inclusive: figures whose period lies wholly inside from and to.",
                example = "2025-01-01",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        @Nullable String from,

        @QueryParam("to")
        @Parameter(
                description = "Last day, inclusive.",
                example = "2025-06-20",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        @Nullable String to,

        @QueryParam("period")
        @Parameter(
                description = "A period instead of from and to: `2025`, `2025-Q2`, `2025-06`, `2025-W25`, `2025-06-20`,"
                        + " `FY2025-26` (UK, April to March), `USFY2025` (October to September), a range"
                        + " `2018..2025` or a list `2024,2025`.",
                example = "2025-06")
        @Nullable String period) {

    /** The spans of days that were asked for; none is the whole coverage. */
    List<Period> periods() {
        if (period != null) {
            if (from != null || to != null) {
                throw Problem.of(
                                ProblemCode.CONFLICTING_PARAMETERS,
                                "period and " + (from != null ? "from" : "to") + " both say when")
                        .about("period")
                        .hint("give period, or from and to");
            }
            return Parameters.periods("period", period);
        } else if (from == null && to == null) {
            return List.of();
        }
        LocalDate first = from == null ? null : Parameters.day("from", from);
        LocalDate last = to == null ? null : Parameters.day("to", to);
        if (first != null && last != null && last.isBefore(first)) {
            throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "from " + first + " is after to " + last)
                    .about("from")
                    .hint("both days are inclusive: the earlier one goes into from");
        }
        return List.of(Period.between(first, last));
    }

    /** Whether several periods were asked for, each on its own. */
    boolean listsPeriods() {
        return period != null && period.indexOf(',') >= 0;
    }
}

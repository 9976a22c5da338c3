package org.borderledger.figure;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.borderledger.http.RecordedFilter;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What of the past a request asks for (API rule 10). */
public record HistoryFilter(
        @QueryParam("includeHistory")
        @Parameter(
                description = HISTORY_DESCRIPTION + " A summary has them in history.",
                example = "true",
                schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @Nullable String includeHistory,

        @QueryParam("updatedAfter")
        @Parameter(
                description =
                        "Only rows that say something else than after this revision, a whole number from 0, or this"
                                + " RFC 3339 instant of the ledger's recording, exclusive. One net change a row, in column"
                                + " change: added, revised or withdrawn; a withdrawn row shows what it said last. A summary is"
                                + " always there, with null in change where it says the same.",
                example = "40")
        @Nullable String updatedAfter) {

    /** What the contract says of {@code includeHistory}, wherever it is taken. */
    static final String HISTORY_DESCRIPTION =
            "true gives every value that each row has had, with the instants from and to which it stood: validFrom,"
                    + " inclusive, and validTo, exclusive, null while it stands.";

    boolean everyValue() {
        boolean asked = Parameters.yes("includeHistory", includeHistory);
        if (asked && updatedAfter != null) {
            throw conflict("updatedAfter asks for net changes, includeHistory for every value", "ask for one of them");
        }
        return asked;
    }

    /** The revision after which rows changed; null where none, or an instant, was asked for. */
    @Nullable Integer revision() {
        return updatedAfter == null || isInstant(updatedAfter)
                ? null
                : Parameters.whole(
                        "updatedAfter",
                        updatedAfter,
                        0,
                        RecordedFilter.LARGEST_REVISION,
                        "write a revision such as updatedAfter=40, or an instant such as"
                                + " updatedAfter=2026-06-05T12:00:00Z; /v1/revisions lists both");
    }

    /** The instant after which rows changed; null where none, or a revision, was asked for. */
    @Nullable Instant instant() {
        return updatedAfter != null && isInstant(updatedAfter)
                ? Parameters.instant("updatedAfter", updatedAfter)
                : null;
    }

    private static boolean isInstant(String text) {
        return text.indexOf('T') >= 0 || text.indexOf('t') >= 0;
    }

    static Problem conflict(String detail, String hint) {
        return Problem.of(ProblemCode.CONFLICTING_PARAMETERS, detail)
                .about("updatedAfter")
                .hint(hint);
    }
}

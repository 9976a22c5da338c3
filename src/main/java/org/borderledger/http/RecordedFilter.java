package org.borderledger.http;

import jakarta.ws.rs.QueryParam;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The recorded clock alone, as a request for what is said sets it. */
public record RecordedFilter(
        @QueryParam("revision")
        @Parameter(
                description =
                        "The claims and reviews as the ledger knew them after this revision, a whole number from 1.",
                example = "47")
        @Nullable String revision) {
    /** The largest number of a revision that a request may name: as many digits as a whole number may have. */
    public static final int LARGEST_REVISION = 999_999_999;

    /** The revision that is asked for; null is the newest. */
    public @Nullable Integer number() {
        return number(revision);
    }

    /** The number of a revision that was asked for; null where none was. */
    public static @Nullable Integer number(@Nullable String revision) {
        return revision == null
                ? null
                : Parameters.whole(
                        "revision", revision, 1, LARGEST_REVISION, "revisions count from 1; /v1/revisions lists them");
    }
}

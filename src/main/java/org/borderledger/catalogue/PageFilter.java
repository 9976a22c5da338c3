package org.borderledger.catalogue;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.borderledger.query.Cursor;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of paging through descriptions. */
record PageFilter(
        @QueryParam("limit")
        @Parameter(
                description = "Rows of a page, from 1 to 10,000; default 1,000.",
                example = "100",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1000"))
        @Nullable String limit,

        @QueryParam("cursor")
        @Parameter(description = "Where the next page begins, taken as it stands from links.next.")
        @Nullable String cursor) {

    int rows() {
        return limit == null
                ? 1_000
                : Parameters.whole("limit", limit, 1, 10_000, "for more rows follow links.next from page to page");
    }

    /** The last number of the page before, where the rows are numbered; empty for the first page. */
    Optional<Integer> number() {
        if (cursor == null) {
            return Optional.empty();
        } else if (!cursor.matches("\\d{1,9}")) {
            throw Cursor.invalid();
        }
        return Optional.of(Integer.parseInt(cursor));
    }
}

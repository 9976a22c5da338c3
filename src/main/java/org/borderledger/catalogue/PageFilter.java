package org.borderledger.catalogue;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.borderledger.http.Page;
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
                description = Page.LIMIT_DESCRIPTION,
                example = "100",
                schema =
                        @Schema(
                                type = SchemaType.INTEGER,
                                minimum = "1",
                                maximum = "" + Page.MOST_ROWS,
                                defaultValue = "" + Page.DEFAULT_LIMIT))
        @Nullable String limit,

        @QueryParam("cursor") @Parameter(description = Page.CURSOR_DESCRIPTION) @Nullable String cursor) {

    int rows() {
        return limit == null ? Page.DEFAULT_LIMIT : Parameters.whole("limit", limit, 1, Page.MOST_ROWS, Page.MORE_ROWS);
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

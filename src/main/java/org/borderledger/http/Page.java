package org.borderledger.http;

import jakarta.ws.rs.QueryParam;
import java.util.OptionalInt;
import org.borderledger.query.Parameters;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which rows of a table, and how its file begins: the query parameters of every answer that is a table. */
public record Page(
        @QueryParam("limit")
        @Parameter(
                description = LIMIT_DESCRIPTION,
                example = "100",
                schema =
                        @Schema(
                                type = SchemaType.INTEGER,
                                minimum = "1",
                                maximum = "" + MOST_ROWS,
                                defaultValue = "" + DEFAULT_LIMIT))
        @Nullable String limit,

        @QueryParam("cursor") @Parameter(description = CURSOR_DESCRIPTION) @Nullable String cursor,

        @QueryParam("bom")
        @Parameter(
                description = "In .csv only: true begins the file with a byte order mark, which old versions of Excel"
                        + " need to read UTF-8.",
                schema = @Schema(type = SchemaType.BOOLEAN))
        @Nullable String byteOrderMark) {

    /** All rows, in a file that begins as usual. */
    public static final Page WHOLE = new Page(null, null, null);

    /** Rows of a page where nobody says how many. */
    public static final int DEFAULT_LIMIT = 1_000;
    /** Rows of the longest page. */
    public static final int MOST_ROWS = 10_000;
    /** What the contract says of {@code limit}, wherever it is taken. */
    public static final String LIMIT_DESCRIPTION = "Rows of a page, from 1 to 10,000; default 1,000.";
    /** What the contract says of {@code cursor}, wherever it is taken. */
    public static final String CURSOR_DESCRIPTION = "Where the next page begins, taken as it stands from links.next.";
    /** What to do for more rows than the longest page has. */
    public static final String MORE_ROWS = "for more rows follow links.next from page to page";

    /** The rows of a page; empty for all, which only exports give. */
    public OptionalInt rows(Representation representation) {
        if (limit != null) {
            return OptionalInt.of(Parameters.whole("limit", limit, 1, MOST_ROWS, MORE_ROWS + ", or take .csv"));
        }
        return representation == Representation.JSON ? OptionalInt.of(DEFAULT_LIMIT) : OptionalInt.empty();
    }
}

package org.borderledger.representation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where to go from an answer. */
@Schema(description = "Addresses, relative to the service")
public record Links(
        @Schema(description = "This answer", format = "uri-reference")
        String self,

        @Schema(description = "The next page, null on the last one", format = "uri-reference") @Nullable String next,

        @Schema(description = "The first page, where this is one of several", format = "uri-reference") @Nullable String first,

        @Schema(description = "All rows as CSV, null where there is none", format = "uri-reference") @Nullable String csv,

        @Schema(description = "All rows as an Excel workbook", format = "uri-reference") @Nullable String xlsx,

        @Schema(description = "What the columns mean", format = "uri-reference") @Nullable String describedby) {

    /** The links of an answer that has only one page and one format. */
    public static Links to(String self, @Nullable String describedby) {
        return new Links(self, null, null, null, null, describedby);
    }
}

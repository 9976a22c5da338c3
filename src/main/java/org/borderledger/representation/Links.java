package org.borderledger.representation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where to go from an answer. */
@Schema(description = "Addresses, relative to the service")
public record Links(
        @Schema(description = "This answer", format = "uri-reference")
        String self,

        @Schema(description = "The next page, null on the last one", format = "uri-reference") @Nullable String next,

        @Schema(description = "What the columns mean", format = "uri-reference") @Nullable String describedby) {}

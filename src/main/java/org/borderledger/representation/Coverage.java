package org.borderledger.representation;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How much of what was asked for the publisher has published. */
@Schema(description = "What the chosen series holds of the days that were asked for. Nothing is ever filled in.")
public record Coverage(
        @Schema(description = "First day of the figures, inclusive; null where there is none", format = "date")
        @Nullable LocalDate from,

        @Schema(description = "Last day of the figures, inclusive", format = "date") @Nullable LocalDate to,

        @Schema(description = "How many periods a complete series would have here; null for a series without a rhythm")
        @Nullable Long expected,

        @Schema(description = "How many periods have a value; where the series keeps to no rhythm, how many figures")
        long present,

        @Schema(description = "expected less present") @Nullable Long missing) {}

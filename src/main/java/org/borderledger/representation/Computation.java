package org.borderledger.representation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a computed answer came about. */
@Schema(description = "How a computed answer came about, so that anybody can do it again")
public record Computation(
        @Schema(description = "What was done with which inputs, in words and signs")
        String formula,

        @Schema(description = "What went in") Inputs inputs,

        @Schema(
                description = "Whether every figure that a complete series would have went in; null for a series"
                        + " without a rhythm")
        @Nullable Boolean complete) {

    /** The figures that went into a computed answer. */
    @Schema(name = "Inputs", description = "The figures that went in")
    public record Inputs(
            @Schema(description = "How many figures") long count,

            @Schema(description = "The address that lists them", format = "uri-reference")
            String query,

            @Schema(description = "The releases that they were read from")
            List<String> releases) {
        public Inputs {
            releases = List.copyOf(releases);
        }
    }
}

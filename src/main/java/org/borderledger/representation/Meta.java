package org.borderledger.representation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an answer says about itself. */
@Schema(description = "What the answer says about itself: what was asked, of which revision, how complete, from whom.")
public record Meta(
        @Schema(description = "The dataset", examples = "crossings")
        String dataset,

        @Schema(description = "The series that answered") List<String> series,

        @Schema(description = "Other series of the dataset, which the answer leaves out")
        List<String> otherSeries,

        @Schema(
                description =
                        "The newest revision of what the answer reads: of the dataset, or of a summary, a revision record and claims of"
                                + " the whole ledger")
        int revision,

        @Schema(description = "The asOf that was asked for; null is now") @Nullable String asOf,

        @Schema(description = "How complete the answer is; null for a single figure") @Nullable Coverage coverage,

        @Schema(description = "Figures that reach into the period without lying wholly inside; they are left out")
        @Nullable Long partlyInside,

        @Schema(
                description =
                        "How many rows there are on all pages; of figures only where count=exact asked for it, else null")
        @Nullable Long total,

        @Schema(
                description = "Figures that a comparison such as people.gte=100 left out because they have no value;"
                        + " null where nothing was compared")
        @Nullable Long notCompared,

        @Schema(description = "Of a computed answer: how it came about; else null") @Nullable Computation computation,

        @Schema(description = "Of a single figure: the newest release that states this value") @Nullable String confirmedBy,

        @Schema(description = "What a careful reader should know before quoting")
        List<String> warnings,

        @Schema(description = "A sentence to paste") String citation,

        @Schema(description = "The licence of the figures", examples = "OGL-UK-3.0") @Nullable String licence,

        @Schema(description = "The attribution that the licence asks for")
        String attribution) {

    public Meta {
        series = List.copyOf(series);
        otherSeries = List.copyOf(otherSeries);
        warnings = List.copyOf(warnings);
    }
}

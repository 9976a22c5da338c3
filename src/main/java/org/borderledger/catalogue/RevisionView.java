package org.borderledger.catalogue;

import java.time.Instant;
import java.util.List;
import org.borderledger.ledger.Revision;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A revision with what it did. */
@Schema(name = "Revision", description = "One publish into the ledger, or one retraction")
record RevisionView(
        @Schema(description = "Its number, from 1 without gaps")
        int number,

        @Schema(description = "When the ledger learnt it", format = "date-time")
        Instant recordedAt,

        @Schema(description = "publish or retract") String action,

        @Schema(description = "The release that was published or retracted")
        String release,

        @Schema(description = "When that release was issued")
        String issuedAt,

        @Schema(description = "Why, for a retraction") @Nullable String reason,

        @Schema(description = "What it did to each series") List<EffectView> series) {

    @Schema(name = "RevisionEffect", description = "What a revision did to the present figures of a series")
    record EffectView(
            @Schema(description = "The series") String series,
            @Schema(description = "The dataset") String dataset,

            @Schema(description = "Figures that were not there before")
            int added,

            @Schema(description = "Figures with another value than before")
            int revised,

            @Schema(description = "Figures that a complete edition left out")
            int withdrawn,

            @Schema(description = "Figures that it states as they stood")
            int confirmed,

            @Schema(description = "Figures whose past it changed and whose present it did not")
            int backdated) {}

    static RevisionView of(Revision revision) {
        return new RevisionView(
                revision.number(),
                revision.recordedAt(),
                revision.action(),
                revision.release().code(),
                revision.release().issuedText(),
                revision.reason(),
                revision.effects().stream()
                        .map(effect -> new EffectView(
                                effect.series(),
                                effect.dataset(),
                                effect.counts().added(),
                                effect.counts().revised(),
                                effect.counts().withdrawn(),
                                effect.counts().confirmed(),
                                effect.counts().backdated()))
                        .toList());
    }
}

package org.borderledger.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.borderledger.change.Flags;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.Revision;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A revision with what it did. */
@Schema(name = "Revision", description = "One step of the ledger")
record RevisionView(
        @Schema(description = "Its number, from 1 without gaps")
        int number,

        @Schema(description = "When the ledger learnt it", format = "date-time")
        Instant recordedAt,

        @Schema(
                description =
                        "publish, retract (a release imported in error), correct (our own correction of how a document"
                                + " was read), redact (a value that had to go for legal reasons) or review (what an"
                                + " editor says of a claim); others may be added")
        String action,

        @Schema(description = "The release that was published or retracted; null for a redaction and a review")
        @Nullable String release,

        @Schema(description = "When that release was issued") @Nullable String issuedAt,

        @Schema(description = "Why; null for a review, and for a publish that went in without a reason") @Nullable String reason,

        @Schema(
                description = "SHA-256 over what the revision did and over the digest of the revision before it; equal"
                        + " ledgers have equal digests")
        @Nullable String digest,

        @Schema(description = "What it did to each series") List<EffectView> series) {

    @Schema(name = "RevisionEffect", description = "What a revision did to the present figures of a series")
    record EffectView(
            @Schema(description = "The series") String series,
            @Schema(description = "The dataset") String dataset,

            @Schema(description = "Figures that were not there before")
            int added,

            @Schema(description = "Figures with another value than before")
            int revised,

            @Schema(description = "Of those, figures that the publisher itself marked as revised")
            int flagged,

            @Schema(description = "Of those, figures that changed without a mark")
            int silent,

            @Schema(description = "Figures that a complete edition left out")
            int withdrawn,

            @Schema(description = "Figures that it states as they stood")
            int confirmed,

            @Schema(description = "Figures whose past it changed and whose present it did not")
            int backdated) {}

    /**
     * A revision as answers show it.
     *
     * @param flags of the figures that it revised, how many carry a mark, by series
     */
    static RevisionView of(Revision revision, Map<String, Flags> flags) {
        Release release = revision.release();
        return new RevisionView(
                revision.number(),
                revision.recordedAt(),
                revision.action(),
                release == null ? null : release.code(),
                release == null ? null : release.issuedText(),
                revision.reason(),
                revision.digest(),
                revision.effects().stream()
                        .map(effect -> of(effect, flags.getOrDefault(effect.series(), Flags.NONE)))
                        .toList());
    }

    private static EffectView of(Revision.Effect effect, Flags flags) {
        return new EffectView(
                effect.series(),
                effect.dataset(),
                effect.counts().added(),
                effect.counts().revised(),
                flags.flagged(),
                flags.silent(),
                effect.counts().withdrawn(),
                effect.counts().confirmed(),
                effect.counts().backdated());
    }
}

package org.borderledger.change;

import java.time.Instant;
import org.borderledger.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What one revision did to one series.
 *
 * @param release the release that was published, or retracted
 * @param issuedText when that was issued, as exactly as it is known
 * @param action what kind of step it was; never a redaction, which changes no figure; a review only of claims
 * @param reason why, for all but a publish
 */
record Publish(
        int revision,
        String series,
        String dataset,
        Ledger.Counts counts,
        Instant recordedAt,
        Ledger.Action action,
        @Nullable String reason,
        String release,
        String publisher,
        String issuedText) {}

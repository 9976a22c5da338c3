package org.borderledger.claim;

import java.time.LocalDate;
import org.borderledger.ledger.ClaimDraft.Query;
import org.jspecify.annotations.Nullable;

/**
 * As much of a claim as its review needs.
 *
 * @param on the day on which it was said
 * @param stated null where it has no number
 * @param question what it asks of the ledger; null where no series would answer it
 * @param nearest what it is compared with where nothing is published for that
 */
record Claimed(
        LocalDate on,
        @Nullable Stated stated,
        @Nullable Query question,
        @Nullable Query nearest) {}

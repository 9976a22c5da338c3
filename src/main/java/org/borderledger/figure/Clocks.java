package org.borderledger.figure;

import java.time.Instant;
import org.borderledger.query.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Where a request sets the two clocks; null is "now".
 *
 * @param asOf the issued clock: what the public could know then
 * @param asOfText the same as it was asked for
 * @param revision the recorded clock: what the ledger knew after this revision
 */
public record Clocks(
        @Nullable Instant asOf,
        @Nullable String asOfText,
        @Nullable Integer revision) {

    /** What is known now. */
    static final Clocks NOW = new Clocks(null, null, null);

    /** The same at the revision that a walk over pages began with. */
    Clocks at(@Nullable Cursor cursor) {
        return cursor == null ? this : new Clocks(asOf, asOfText, cursor.revision());
    }
}

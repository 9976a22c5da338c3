package org.borderledger.figure;

import org.jspecify.annotations.Nullable;

/**
 * What of the past is asked for.
 *
 * @param everyValue each value that a row has had, not only the one that stands
 * @param updatedAfter only rows that say something else than after this revision; null is all
 */
record Past(boolean everyValue, @Nullable Integer updatedAfter) {
    static final Past NONE = new Past(false, null);

    boolean isAsked() {
        return everyValue || updatedAfter != null;
    }
}

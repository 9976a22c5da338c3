package org.borderledger.claim;

import java.util.List;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.jspecify.annotations.Nullable;

/**
 * A claim held against the record, as far as it can be computed.
 *
 * @param relation null where only an editor can tell, because the claim has no number
 * @param explanation what the record shows, in sentences
 * @param asSaid what could be known when it was said; null where nothing answers
 * @param now what is known now of the same days
 */
record Review(
        @Nullable Relation relation,
        List<Reason> reasons,
        String explanation,
        List<String> warnings,
        @Nullable Found asSaid,
        @Nullable Found now) {
    /** Nothing to compute. */
    static final Review OF_WORDS = new Review(null, List.of(), "", List.of(), null, null);

    Review {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }
}

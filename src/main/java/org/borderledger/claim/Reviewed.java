package org.borderledger.claim;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.jspecify.annotations.Nullable;

/**
 * A review as it is shown: what is computed, and what an editor adds.
 *
 * @param relation null where the claim has no number and no editor has said anything yet
 * @param relationBy {@code computed} or {@code editor}; null without a relation
 */
record Reviewed(
        @Nullable Relation relation,
        @Nullable String relationBy,
        List<Reason> reasons,
        @Nullable String explanation,
        @Nullable String note,
        @Nullable String reviewer,
        List<String> warnings,
        @Nullable Found asSaid,
        @Nullable Found now) {

    static Reviewed of(Review review, @Nullable Opinion opinion) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        reasons.addAll(review.reasons());
        if (opinion != null) {
            reasons.addAll(opinion.reasons());
        }
        Relation relation = review.relation() != null ? review.relation() : opinion == null ? null : opinion.relation();
        return new Reviewed(
                relation,
                relation == null ? null : review.relation() != null ? "computed" : "editor",
                List.copyOf(reasons),
                review.explanation().isEmpty() ? null : review.explanation(),
                opinion == null ? null : opinion.note(),
                opinion == null ? null : opinion.reviewer(),
                review.warnings(),
                review.asSaid(),
                review.now());
    }

    /** The same with a further sentence of explanation. */
    Reviewed explaining(String sentence) {
        return new Reviewed(
                relation,
                relationBy,
                reasons,
                explanation == null ? sentence : explanation + " " + sentence,
                note,
                reviewer,
                warnings,
                asSaid,
                now);
    }

    /** Whether a reader would learn nothing new; the addresses of what was found differ with every revision. */
    boolean saysAs(Reviewed other) {
        return relation == other.relation
                && reasons.equals(other.reasons)
                && Objects.equals(explanation, other.explanation)
                && Objects.equals(note, other.note)
                && Objects.equals(reviewer, other.reviewer)
                && warnings.equals(other.warnings);
    }

    List<String> reasonCodes() {
        return reasons.stream().map(Reason::code).toList();
    }
}

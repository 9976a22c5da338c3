package org.borderledger.claim;

import java.util.List;
import org.borderledger.figure.Wording;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.period.Period;

/** Tells numbers of one release apart that are of the same series and begin on the same day, and end on different ones. */
final class CutOffs {
    private CutOffs() {}

    /** The claim, with a sentence for each claim of the release that has another cut-off. */
    static ReviewedClaim explain(ReviewedClaim reviewed, List<Claim> ofRelease) {
        Claim claim = reviewed.claim();
        Found said = reviewed.review().asSaid();
        if (said == null || claim.question().isEmpty()) {
            return reviewed;
        }
        Query question = claim.question().get();
        Reviewed review = reviewed.review();
        for (Claim other : ofRelease) {
            if (other.code().equals(claim.code())
                    || other.stated().isEmpty()
                    || other.question().isEmpty()) {
                continue;
            }
            Query its = other.question().get();
            boolean sameBeginning = its.series().equals(question.series())
                    && its.measure().equals(question.measure())
                    && its.codes().equals(question.codes())
                    && its.from().equals(question.from());
            if (sameBeginning
                    && its.to() != null
                    && !its.to().equals(said.period().end())) {
                boolean earlier = its.to().isBefore(said.period().end());
                Stated stated = other.stated().get();
                review = review.explaining(other.code() + " says "
                        + Found.number(stated.value(), stated.high(), stated.qualifier(), its.measure(), stated.unit())
                        + " with " + (earlier ? "an earlier" : "a later") + " cut-off, "
                        + Wording.days(new Period(its.from(), its.to())) + ".");
            }
        }
        return new ReviewedClaim(reviewed.appearances(), review);
    }
}

package org.borderledger.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.Relation;
import org.jspecify.annotations.Nullable;

/** What revisions did to claims and their reviews. */
@ApplicationScoped
public class ReviewChanges {
    private final ClaimRepository claims;
    private final Reviewer reviewer;

    ReviewChanges(ClaimRepository claims, Reviewer reviewer) {
        this.claims = claims;
        this.reviewer = reviewer;
    }

    /**
     * What a revision did to one claim.
     *
     * @param before the relation that stood before; null where the claim was new, or had none
     * @param after the relation that stands after; null where the claim went, or has none
     * @param explanation what the record shows after it
     */
    public record Changed(
            String claim,
            String statement,
            String speaker,
            @Nullable Relation before,
            @Nullable Relation after,
            @Nullable String explanation) {}

    /** The revision that brought the first claim; none before it changed a review. */
    public int first() {
        return claims.firstRevision();
    }

    /** The claims whose relation a revision changed by figures of a series. */
    public List<Changed> by(int revision, String series) {
        List<Changed> changed = new ArrayList<>();
        Opinions opinions = claims.opinions(revision);
        for (Appearances each : claims.list(revision)) {
            Claim claim = each.first();
            if (claim.queries().anyMatch(query -> query.series().equals(series))
                    && each.all().anyMatch(appearance -> appearance.release().recordedIn() < revision)) {
                Reviewed was = reviewer.review(claim, revision - 1, opinions);
                Reviewed is = reviewer.review(claim, revision, opinions);
                if (was.relation() != is.relation()) {
                    changed.add(changed(claim, was, is));
                }
            }
        }
        return changed;
    }

    /** The claims that a revision took in, took out, or of which an editor said something by it. */
    public List<Changed> by(int revision) {
        List<Changed> changed = new ArrayList<>();
        Opinions opinions = claims.opinions(revision);
        List<Appearances> before = claims.list(revision - 1);
        List<Appearances> after = claims.list(revision);
        for (Appearances each : after) {
            Claim claim = each.first();
            Opinion opinion = opinions.of(claim, revision);
            boolean isNew =
                    each.all().allMatch(appearance -> appearance.release().recordedIn() == revision);
            if (isNew || (opinion != null && opinion.revision() == revision)) {
                Reviewed was = isNew ? null : reviewer.review(claim, revision - 1, opinions);
                changed.add(changed(claim, was, reviewer.review(claim, revision, opinions)));
            }
        }
        List<String> standing = after.stream().map(each -> each.first().code()).toList();
        for (Appearances each : before) {
            Claim claim = each.first();
            if (!standing.contains(claim.code())) {
                changed.add(changed(claim, reviewer.review(claim, revision - 1, opinions), null));
            }
        }
        return changed;
    }

    private static Changed changed(Claim claim, @Nullable Reviewed was, @Nullable Reviewed is) {
        return new Changed(
                claim.code(),
                claim.statement(),
                claim.speaker(),
                was == null ? null : was.relation(),
                is == null ? null : is.relation(),
                is == null ? null : is.explanation() == null ? is.note() : is.explanation());
    }
}

package org.borderledger.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.ClaimDraft.Query;

/** Which claims there are, for whoever lists them and does not review them. */
@ApplicationScoped
public class StandingClaims {
    private final ClaimRepository claims;

    StandingClaims(ClaimRepository claims) {
        this.claims = claims;
    }

    /** Of each claim that a revision knows, by its code, the newest revision by which its review may have changed. */
    public Map<String, Integer> touchedBy(int revision) {
        Map<String, Integer> touchedBy = new LinkedHashMap<>();
        for (Appearances each : claims.list(revision)) {
            Claim claim = each.first();
            List<String> series = claim.queries().map(Query::series).distinct().toList();
            touchedBy.put(
                    claim.code(),
                    claims.revisionsOf(claim.code(), series, claim.release().recordedIn(), revision)
                            .getLast());
        }
        return touchedBy;
    }
}

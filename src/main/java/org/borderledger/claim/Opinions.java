package org.borderledger.claim;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What editors say of claims: of each the newest up to a revision counts. */
final class Opinions {
    private final Map<String, NavigableMap<Integer, Opinion>> byClaim;

    Opinions(List<Opinion> all) {
        byClaim = all.stream()
                .collect(Collectors.groupingBy(
                        Opinion::claim,
                        Collectors.toMap(Opinion::revision, opinion -> opinion, (one, other) -> other, TreeMap::new)));
    }

    /** The opinion of a claim that counts after a revision; null where there is none. */
    @Nullable Opinion of(Claim claim, int revision) {
        NavigableMap<Integer, Opinion> opinions = byClaim.get(claim.code());
        Map.Entry<Integer, Opinion> newest = opinions == null ? null : opinions.floorEntry(revision);
        return newest == null ? null : newest.getValue();
    }
}

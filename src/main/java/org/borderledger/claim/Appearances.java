package org.borderledger.claim;

import java.util.List;
import java.util.stream.Stream;

/**
 * A claim with the releases in which it appears.
 *
 * @param first in the release that was issued first; its words are those of the claim
 * @param further in the order of issue
 */
record Appearances(Claim first, List<Claim> further) {
    Appearances {
        further = List.copyOf(further);
    }

    Stream<Claim> all() {
        return Stream.concat(Stream.of(first), further.stream());
    }
}

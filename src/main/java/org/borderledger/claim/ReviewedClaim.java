package org.borderledger.claim;

/** A claim with its review after a revision. */
record ReviewedClaim(Appearances appearances, Reviewed review) {
    Claim claim() {
        return appearances.first();
    }
}

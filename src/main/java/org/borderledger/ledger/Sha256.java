package org.borderledger.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one digest of the ledger. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    static byte[] of(byte[] bytes) {
        return begin().digest(bytes);
    }
}

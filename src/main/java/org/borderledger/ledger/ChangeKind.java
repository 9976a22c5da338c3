package org.borderledger.ledger;

import java.util.Locale;

/** Why a release followed the one before it. */
public enum ChangeKind {
    FIRST,
    SCHEDULED,
    CORRECTION,
    METHOD;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ChangeKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

package org.borderledger.ledger;

import java.util.Arrays;
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
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of change " + code));
    }
}

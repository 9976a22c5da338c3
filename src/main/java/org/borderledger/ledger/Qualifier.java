package org.borderledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the publisher bounded a number in words. */
public enum Qualifier {
    EXACT,
    ABOUT,
    MORE_THAN,
    AT_LEAST,
    UP_TO,
    LESS_THAN,
    /** From the value to {@code valueHigh}, both included. */
    BETWEEN,
    ORDER_OF;

    /** The code in answers, such as {@code more-than}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Qualifier> find(String code) {
        return Arrays.stream(values())
                .filter(qualifier -> qualifier.code().equals(code))
                .findFirst();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(Qualifier::code).toList();
    }
}

package org.borderledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a claim stands to what was published. Computed where the claim has a number, else an editor's. */
public enum Relation {
    /** The record says the same, within the words that bound the claim. */
    AGREES,
    /** The claim is what the record's number becomes when it is rounded. */
    ROUNDS_TO,
    /** The record has another number for the same thing, and the reasons say why it may. */
    DIFFERS,
    /** The record says that it was otherwise. */
    CONFLICTS,
    /** Something was published, but of another thing, time or unit. */
    NOT_COMPARABLE,
    /** Nothing was found that bears the claim out. */
    UNSUPPORTED,
    /** The claim is about a document whose own text does not say so. */
    OUTSIDE_PRIMARY_TEXT;

    /** The code in answers, such as {@code rounds-to}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Relation> find(String code) {
        return Arrays.stream(values())
                .filter(relation -> relation.code().equals(code))
                .findFirst();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(Relation::code).toList();
    }
}

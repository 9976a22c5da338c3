package org.borderledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a claim and the record may part, or what a reader has to know beside the relation. */
public enum Reason {
    /** It was so on the day of the claim, and is not any more, or the other way round. */
    AS_OF,
    /** The claim and the record speak of other days. */
    PERIOD,
    /** The claim and the record count other things: adverts, and accounts, pages and posts. */
    UNIT,
    /** One of them covers less: other places, routes or people. */
    COVERAGE,
    /** The same word means another thing in the record. */
    DEFINITION,
    /** The numbers come from other systems, which count each in its own way. */
    SOURCE_SYSTEM,
    /** The record was revised: another edition has another number. */
    VINTAGE,
    /** The claim is rounded. */
    ROUNDING,
    /** The amount was converted from another currency. */
    CURRENCY,
    /** It was told to some before the day of its publication. */
    EMBARGO,
    /** Nobody is named who said so, or somebody else than who did. */
    ATTRIBUTION,
    /** The source speaks of something wider or narrower than the claim. */
    SCOPE,
    /** The claim was written down wrongly. */
    TRANSCRIPTION;

    /** The code in answers, such as {@code source-system}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Reason> find(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(Reason::code).toList();
    }
}

package org.borderledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of speaker makes a claim. */
public enum SpeakerKind {
    /** A person whose name is given. */
    NAMED,
    /** A body that speaks in its own name: a ministry, an agency, a newspaper. */
    ORGANISATION,
    /** Somebody whom the release does not name. */
    UNNAMED_SOURCE;

    /** The code in answers, such as {@code unnamed-source}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<SpeakerKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(SpeakerKind::code).toList();
    }
}

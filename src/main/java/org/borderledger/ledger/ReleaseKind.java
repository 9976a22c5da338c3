package org.borderledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of document a release is: its authority, which is another question than how firm its figures are. */
public enum ReleaseKind {
    ACCREDITED_STATISTICS,
    OFFICIAL_STATISTICS,
    MANAGEMENT_INFORMATION,
    PRESS_RELEASE,
    MINISTERIAL_STATEMENT,
    PARLIAMENTARY_ANSWER,
    LEGISLATION,
    DECLARATION,
    NEWS_ARTICLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ReleaseKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(ReleaseKind::code).toList();
    }
}

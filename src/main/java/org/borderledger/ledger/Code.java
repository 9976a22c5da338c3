package org.borderledger.ledger;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Codes of dimensions, which stand in keys and addresses: kebab-case. */
public final class Code {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private Code() {}

    /** Whether words are written as a code. */
    public static boolean isCode(String words) {
        return KEBAB_CASE.matcher(words).matches();
    }

    /**
     * The code of a publisher's name: {@code Congo (Democratic Republic)} is {@code congo-democratic-republic}. Without
     * accents and apostrophes, in lower case, whatever is neither letter nor digit as one hyphen; empty where nothing is
     * left.
     */
    public static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}|['\u2019]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}

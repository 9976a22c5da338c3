package org.borderledger.ledger;

import java.text.Normalizer;

/**
 * Codes of dimensions, which stand in keys and addresses: kebab-case. Character by character, as a file may have a million
 * names, and one as long as a cell can be.
 */
public final class Code {
    /** Longer is no name, and would not go into an index. */
    public static final int LONGEST = 300;

    private Code() {}

    /** Whether words are written as a code. */
    public static boolean isCode(String words) {
        boolean hyphen = true;
        for (int i = 0; i < words.length(); i++) {
            char character = words.charAt(i);
            if (character != '-' ? !isPlain(character) : hyphen) {
                return false;
            }
            hyphen = character == '-';
        }
        return !hyphen && words.length() <= LONGEST;
    }

    /**
     * The code of a publisher's name: {@code Congo (Democratic Republic)} is {@code congo-democratic-republic}. Without
     * accents and apostrophes, in lower case, whatever is neither letter nor digit as one hyphen; empty where nothing is
     * left.
     */
    public static String of(String name) {
        String words = Normalizer.normalize(name, Normalizer.Form.NFKD);
        var code = new StringBuilder();
        boolean hyphen = false;
        for (int i = 0; i < words.length(); i += Character.charCount(words.codePointAt(i))) {
            int character = Character.toLowerCase(words.codePointAt(i));
            if (isPlain(character)) {
                if (hyphen && !code.isEmpty()) {
                    code.append('-');
                }
                hyphen = false;
                code.appendCodePoint(character);
            } else if (!isDropped(character)) {
                hyphen = true;
            }
        }
        return code.toString();
    }

    private static boolean isPlain(int character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    }

    private static boolean isDropped(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> character == '\'' || character == '\u2019';
        };
    }
}

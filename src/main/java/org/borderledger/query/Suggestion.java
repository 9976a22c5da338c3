package org.borderledger.query;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the allowed words a misspelt one was meant to be. */
public final class Suggestion {
    private static final int LONGEST_WORD = 60;

    private Suggestion() {}

    /** The allowed word at the least edit distance, if at most a third of its letters differ. */
    public static Optional<String> nearest(String word, Collection<String> allowed) {
        if (word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : allowed) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            // every letter is near to every other letter
            int most = candidate.length() == 1 ? 0 : Math.max(1, candidate.length() / 3);
            if (distance < least && distance <= most) {
                best = candidate;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}

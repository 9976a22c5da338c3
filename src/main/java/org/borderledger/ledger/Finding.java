package org.borderledger.ledger;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that reading a file came upon.
 *
 * @param place where, such as {@code SB_01!A2730}, or the file's name
 * @param found what is there
 * @param expected what should be
 * @param done what was done about it
 * @param original the whole row as the file has it, where the row was quarantined; else null
 */
public record Finding(
        Level level,
        String place,
        String found,
        String expected,
        String done,
        @Nullable String original) {

    /** How grave it is. */
    public enum Level {
        /** Worth knowing; the figure stands. */
        NOTE("kept"),
        /** Odd; the figure stands as the publisher states it, or its row alone is kept out. */
        WARNING("kept as it is stated"),
        /** The file is not what it says; nothing of it is kept. */
        ERROR("the file is refused");

        private final String usuallyDone;

        Level(String usuallyDone) {
            this.usuallyDone = usuallyDone;
        }

        /** What is done about a finding of this level unless it says something else. */
        public String usuallyDone() {
            return usuallyDone;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Level of(String code) {
            return Arrays.stream(values())
                    .filter(level -> level.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no level " + code));
        }
    }

    @Override
    public String toString() {
        String said = level.code() + " " + place + ": found " + found + "; expected " + expected;
        return done.equals(level.usuallyDone) ? said : said + "; " + done;
    }
}

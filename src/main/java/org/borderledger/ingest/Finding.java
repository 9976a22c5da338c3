package org.borderledger.ingest;

import java.util.Locale;

/**
 * Something that reading a file came upon.
 *
 * @param place where, such as {@code SB_01!A2730}, or the file's name
 * @param found what is there
 * @param expected what should be
 */
public record Finding(Level level, String place, String found, String expected) {
    /** What is longer is a whole file in one cell; its beginning says enough. */
    private static final int MOST_CHARACTERS = 500;

    /** All of it may repeat what stands in a file. */
    public Finding {
        place = Shown.of(place, MOST_CHARACTERS);
        found = Shown.of(found, MOST_CHARACTERS);
        expected = Shown.of(expected, MOST_CHARACTERS);
    }

    /** How grave it is. */
    public enum Level {
        /** Worth knowing; the figure stands. */
        NOTE,
        /** Odd; the figure stands as the publisher states it. */
        WARNING,
        /** The file is not what it says; nothing of it is kept. */
        ERROR
    }

    @Override
    public String toString() {
        return level.name().toLowerCase(Locale.ROOT) + " " + place + ": found " + found + "; expected " + expected;
    }
}

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

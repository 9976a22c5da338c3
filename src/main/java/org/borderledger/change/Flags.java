package org.borderledger.change;

/**
 * How many of the figures that a revision revised in a series the publisher marked as revised.
 *
 * @param silent those that it changed without a mark
 */
public record Flags(int flagged, int silent) {
    public static final Flags NONE = new Flags(0, 0);

    Flags plus(Flags other) {
        return new Flags(flagged + other.flagged, silent + other.silent);
    }
}

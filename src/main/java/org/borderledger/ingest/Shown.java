package org.borderledger.ingest;

import org.borderledger.ingest.sheet.Cell;

/**
 * Words of a file as they are shown to others: on one line, printable, and not endless. A file may hold anything, and what
 * is taken from it is printed on terminals, kept in the record of imports and published with figures.
 */
public final class Shown {
    private static final int REPLACEMENT = 0xFFFD;

    private static final int LONGEST_QUOTE = 120;

    private Shown() {}

    /** What stands in a cell, between quotes. */
    public static String quote(Cell cell) {
        return cell instanceof Cell.Empty ? "an empty cell" : "'" + of(cell.text(), LONGEST_QUOTE) + "'";
    }

    /**
     * The words in at most so many characters. Line feeds and tabs become spaces; what has no shape of its own, such as
     * marks that turn the direction of the text around it, becomes U+FFFD; what is too long ends in an ellipsis.
     */
    public static String of(String words, int most) {
        var shown = new StringBuilder();
        boolean fits = words.codePointCount(0, words.length()) <= most;
        words.codePoints().limit(fits ? most : most - 1).map(Shown::of).forEach(shown::appendCodePoint);
        return fits ? shown.toString() : shown.append('…').toString();
    }

    private static int of(int point) {
        if (Character.isWhitespace(point)) {
            return ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> REPLACEMENT;
            default -> point;
        };
    }
}

package org.borderledger.ingest.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One cell as the file holds it, always with the text that a reader of the sheet sees.
 *
 * <p>A formula is never evaluated: its cell is the value that was saved beside it.
 */
public sealed interface Cell {

    /** The cell that holds nothing. */
    Cell EMPTY = new Empty();

    /** What a reader of the sheet sees; empty for an empty cell, paragraphs separated by a newline. */
    String text();

    /** Nothing: a cell never filled in, one that shows an empty text, or one hidden under a merged neighbour. */
    record Empty() implements Cell {
        @Override
        public String text() {
            return "";
        }
    }

    /** Text, and whatever has no type of its own here: a truth value, a time of day, an error such as {@code #N/A}. */
    record Text(String text) implements Cell {}

    /** A number, a percentage (12% is 0.12) or an amount of money: the value exact, the text as it was formatted. */
    @SuppressWarnings("JavaLangClash") // always written Cell.Number, and no other word says it as plainly
    record Number(BigDecimal value, String text) implements Cell {}

    /** A day of the calendar; a date with the time 00:00 is one, since spreadsheets save dates so. */
    record Day(LocalDate value, String text) implements Cell {}

    /** A date with a time of day other than 00:00, in no zone. */
    record Moment(LocalDateTime value, String text) implements Cell {}
}

package org.borderledger.ingest.sheet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that is not what it says, is damaged, or is larger than a published sheet has reason to be. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_QUOTE = 120;

    private final String found;
    private final String expected;
    private final @Nullable String sheet;
    private final int row;

    public UnreadableFile(String found, String expected) {
        this(found, expected, null, 0, null);
    }

    UnreadableFile(String found, String expected, Throwable cause) {
        this(found, expected, null, 0, cause);
    }

    private UnreadableFile(String found, String expected, @Nullable String sheet, int row, @Nullable Throwable cause) {
        super(cause);
        this.found = found;
        this.expected = expected;
        this.sheet = sheet;
        this.row = row;
    }

    /** All of it, in one line. */
    @Override
    public String getMessage() {
        return place().map(place -> place + ": ").orElse("") + "found " + found + "; expected " + expected;
    }

    /** The same refusal, with the place where reading stopped; row 0 is none. */
    public UnreadableFile at(String name, int number) {
        return new UnreadableFile(found, expected, name, number, getCause() == null ? this : getCause());
    }

    /** What is wrong, as the rest of a sentence that begins with "found". */
    public String found() {
        return found;
    }

    /** What would have been right, as the rest of a sentence that begins with "expected". */
    public String expected() {
        return expected;
    }

    /** The sheet and the row at which reading stopped, where it had come to one: {@code sheet 'SB_01', row 12}. */
    public Optional<String> place() {
        return Optional.ofNullable(sheet).map(name -> "sheet " + quote(name) + (row == 0 ? "" : ", row " + row));
    }

    /** What a library says about a failure, or its kind where it says nothing. */
    static String reason(Exception failure) {
        String message = failure.getMessage();
        return quote(message == null ? failure.getClass().getSimpleName() : message);
    }

    /** Words of the file, or of a parser that repeats them, made fit for one line of a log. */
    static String quote(@Nullable String words) {
        String line = String.valueOf(words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return "'" + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line) + "'";
    }
}

package org.borderledger.representation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of an answer. Its name is the same in every format, in queries and in the contract; a dot in it is a step into an
 * object in JSON.
 *
 * @param description what a value means, for people
 * @param nullable whether a value may be missing
 * @param example a value as it stands in an answer
 */
public record Column(
        String name,
        Type type,
        String description,
        boolean nullable,
        @Nullable String example) {

    /** What the values of a column are, and the Java type in which rows hold them. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Long} or {@link Integer}. */
        INTEGER,
        /** {@link java.math.BigDecimal}, exact. */
        DECIMAL,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** {@link java.time.Instant}. */
        INSTANT,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link java.util.List} of {@link String}; formats without lists join them by spaces. */
        LIST
    }

    /** The example as a value of the column: a number as one, a list as one; null where there is none. */
    public @Nullable Object exampleValue() {
        return example == null
                ? null
                : switch (type) {
                    case TEXT, DATE, INSTANT -> example;
                    case INTEGER -> Long.valueOf(example);
                    case DECIMAL -> new BigDecimal(example);
                    case BOOLEAN -> Boolean.valueOf(example);
                    case LIST -> List.of(example.split(" ", -1));
                };
    }

    /** A column whose values are always there. */
    public static Column of(String name, Type type, String description, @Nullable String example) {
        return new Column(name, type, description, false, example);
    }

    /** A column whose values may be missing. */
    public static Column nullable(String name, Type type, String description, @Nullable String example) {
        return new Column(name, type, description, true, example);
    }
}

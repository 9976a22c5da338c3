package org.borderledger.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A column that a dataset has of its own, beside those of every figure.
 *
 * @param name the one name: in JSON, CSV, queries, OpenAPI and (in snake case) in the database
 * @param description what a value means, for people
 * @param example a value as it stands in an answer
 * @param isLater whether figures were written before the dataset had the column. They say nothing of it and never will, so
 *     it may be null, stands behind all others, and is no part of what vouches for a figure that does not have it
 *     (docs/adr/0013-later-columns.md)
 */
public record DatasetColumn(String name, Role role, String description, String example, boolean isLater) {

    /** A column that the dataset has had from its first figure on. */
    public DatasetColumn(String name, Role role, String description, String example) {
        this(name, role, description, example, false);
    }

    /** The same, added to a dataset that has figures. */
    public DatasetColumn later() {
        return new DatasetColumn(name, role, description, example, true);
    }

    /** What a column is for; it decides the type. */
    public enum Role {
        /** A code from a list that the series declares. */
        DIMENSION("text"),
        /** A whole number of things; null is missing, never zero. */
        COUNT("bigint"),
        /** An exact decimal of at most {@link #MOST_WHOLE_DIGITS} digits before the point and {@link #MOST_DECIMALS} after it. */
        AMOUNT("numeric"),
        /** What the main measure is in: a unit or a currency. It always groups. */
        UNIT("text"),
        /** Anything else that the publisher says of the figure. */
        DETAIL("text");

        private final String sqlType;

        Role(String sqlType) {
            this.sqlType = sqlType;
        }

        String sqlType() {
            return sqlType;
        }
    }

    /** The column, where a dataset has it, that says of an amount for how long it is given each time: it is a rate then. */
    public static final String PER = "per";

    /** The column, where a dataset has it, with the key of the figure of which a figure is part; the two do not add up. */
    public static final String PART_OF = "partOf";

    /** Of an amount before the point, so that every format can give it out, and the sum of a hundred such. */
    public static final int MOST_WHOLE_DIGITS = 18;

    /** Of an amount after the point, zeros at the end left out: Parquet has no more. */
    public static final int MOST_DECIMALS = 18;

    /** Whether an amount has no more digits than one may have. */
    public static boolean fits(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.scale() <= MOST_DECIMALS && shortest.precision() - shortest.scale() <= MOST_WHOLE_DIGITS;
    }

    /** How a measure may be compared, as the end of a parameter's name: {@code people.gte=100}. */
    private static final List<String> COMPARISONS = List.of(".gt", ".gte", ".lt", ".lte", ".ne");

    /** The query parameters that select by this column; none for details. */
    public List<String> parameters() {
        return switch (role) {
            case DIMENSION, UNIT -> List.of(name);
            case COUNT, AMOUNT ->
                Stream.concat(Stream.of(name), COMPARISONS.stream().map(end -> name + end))
                        .toList();
            case DETAIL -> List.of();
        };
    }

    public boolean isMeasure() {
        return role == Role.COUNT || role == Role.AMOUNT;
    }

    /** What a column, or a table, of this name is called in the database. */
    public static String sqlName(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}

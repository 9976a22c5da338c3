package org.borderledger.change;

import java.util.List;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.StatedColumn;

/**
 * A column of which a figure's content is made: what two releases may state differently. What is not here (release,
 * locator, the publisher's mark) says where a value was read, and is no part of it.
 *
 * @param name as in answers, such as {@code uncontrolledLandings}
 * @param inDatabase what the column is called in the database
 */
record ContentColumn(String name, Kind kind, String inDatabase) {

    /** What it holds. */
    enum Kind {
        /** A code that belongs to what the figure is of. */
        DIMENSION,
        /** A number of things. */
        COUNT,
        /** An exact decimal. */
        AMOUNT,
        /** What the numbers are in, or per what they count: where it changed, two numbers cannot be subtracted. */
        UNIT,
        /** Words and codes. */
        TEXT;

        boolean isNumber() {
            return this == COUNT || this == AMOUNT;
        }

        /** The Java type in which the content holds it. */
        Class<?> type() {
            return switch (this) {
                case COUNT -> Long.class;
                case AMOUNT -> java.math.BigDecimal.class;
                case DIMENSION, UNIT, TEXT -> String.class;
            };
        }
    }

    static final String QUALIFIER = "qualifier";
    static final String STATUS = "status";

    /** Those of a dataset, in its order. */
    static List<ContentColumn> of(Dataset dataset) {
        return StatedColumn.of(dataset).stream()
                .map(column -> new ContentColumn(column.name(), kind(column), column.sqlName()))
                .toList();
    }

    private static Kind kind(StatedColumn column) {
        return switch (column.role()) {
            case DIMENSION -> Kind.DIMENSION;
            case COUNT -> Kind.COUNT;
            case AMOUNT -> Kind.AMOUNT;
            case UNIT -> Kind.UNIT;
            // a rate and an amount are as different as two currencies
            case DETAIL -> column.name().equals(DatasetColumn.PER) ? Kind.UNIT : Kind.TEXT;
        };
    }
}

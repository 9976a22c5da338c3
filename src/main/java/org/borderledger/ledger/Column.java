package org.borderledger.ledger;

import java.util.Locale;

/**
 * A column that a dataset has of its own, beside those of every figure.
 *
 * @param name the one name: in JSON, CSV, queries, OpenAPI and (in snake case) in the database
 */
public record Column(String name, Role role) {

    /** What a column is for; it decides the type. */
    public enum Role {
        /** A code from a list that the series declares. */
        DIMENSION("text"),
        /** A whole number of things; null is missing, never zero. */
        COUNT("bigint"),
        /** An exact decimal. */
        AMOUNT("numeric"),
        /** What the main measure is in: a unit or a currency. It always groups. */
        UNIT("text"),
        /** Anything else that the publisher says of the figure. */
        DETAIL("text");

        private final String sqlType;

        Role(String sqlType) {
            this.sqlType = sqlType;
        }
    }

    public boolean isMeasure() {
        return role == Role.COUNT || role == Role.AMOUNT;
    }

    String sqlName() {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    String sqlType() {
        return role.sqlType;
    }
}

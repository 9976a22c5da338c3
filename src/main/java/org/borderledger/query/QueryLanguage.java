package org.borderledger.query;

/**
 * The language that a condition or an order is written in: what it calls things, which is as the entities do unless it says
 * otherwise, and how it takes values.
 */
public interface QueryLanguage {

    /** An attribute of the row that the alias stands for. */
    default String attribute(String alias, String name) {
        return alias + "." + name;
    }

    /** Where the rows of an entity stand. */
    default String rows(String entity) {
        return entity;
    }

    /** A value; a list of values in parentheses of the language's own. */
    String value(Object value);
}

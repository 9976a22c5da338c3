package org.borderledger.query;

/** The language that a condition or an order is written in: what it calls things, and how it takes values. */
public interface QueryLanguage {

    /** An attribute of the row that the alias stands for. */
    String attribute(String alias, String name);

    /** Where the rows of an entity stand. */
    String rows(String entity);

    /** A value; a list of values in parentheses of the language's own. */
    String value(Object value);
}

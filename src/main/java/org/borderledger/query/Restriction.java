package org.borderledger.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on the attributes of a figure. Attributes are names from a closed list that the code declares, never text
 * from a request; values are bound, or literals of the query language.
 */
public sealed interface Restriction {

    /** Writes the condition for the row that the alias stands for. */
    String in(String alias, QueryLanguage language);

    record AnyOf(List<Restriction> alternatives) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return alternatives.stream()
                    .map(restriction -> restriction.in(alias, language))
                    .collect(Collectors.joining(" or ", "(", ")"));
        }
    }

    record AllOf(List<Restriction> conditions) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return conditions.stream()
                    .map(restriction -> restriction.in(alias, language))
                    .collect(Collectors.joining(" and ", "(", ")"));
        }
    }

    /** The attribute has one of these values. */
    record OneOf(String attribute, List<?> values) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            String compared = language.attribute(alias, attribute);
            // of a list Hibernate makes the query's translation anew each time
            return values.size() == 1
                    ? compared + " = " + language.value(values.getFirst())
                    : compared + " in " + language.value(List.copyOf(values));
        }
    }

    /** The attribute has a value, and none of these. */
    record NoneOf(String attribute, List<?> values) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return language.attribute(alias, attribute) + " not in " + language.value(List.copyOf(values));
        }
    }

    /** The attribute stands in this relation to the value; never true where it is null. */
    record Compares(String attribute, Relation relation, Object value) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return language.attribute(alias, attribute) + relation.symbol + language.value(value);
        }
    }

    /**
     * The attribute is what the code says, which is written into the query as it stands: only then a plan that the
     * database makes once for all values may use an index of nothing else.
     *
     * @param literal as every query language writes it
     */
    record Is(String attribute, String literal) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return language.attribute(alias, attribute) + " = " + literal;
        }
    }

    /** Two attributes stand in this relation to each other. */
    record Columns(String attribute, Relation relation, String other) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return language.attribute(alias, attribute) + relation.symbol + language.attribute(alias, other);
        }
    }

    /** There is a row of the same key for which these hold. */
    record Other(String entity, List<Restriction> conditions) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            String other = alias + "o";
            return "exists (" + ofTheSameKey(entity, alias, other, language) + " and "
                    + new AllOf(conditions).in(other, language) + ")";
        }
    }

    /** There is no row of the same key for which these hold and that is equal in these attributes, null being like null. */
    record NoOther(String entity, List<Restriction> conditions, List<String> equal) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            String other = alias + "o";
            String same = equal.stream()
                    .map(attribute -> " and " + language.attribute(other, attribute) + " is not distinct from "
                            + language.attribute(alias, attribute))
                    .collect(Collectors.joining());
            return "not exists (" + ofTheSameKey(entity, alias, other, language) + " and "
                    + new AllOf(conditions).in(other, language) + same + ")";
        }
    }

    record IsMissing(String attribute) implements Restriction {
        @Override
        public String in(String alias, QueryLanguage language) {
            return language.attribute(alias, attribute) + " is null";
        }
    }

    private static String ofTheSameKey(String entity, String alias, String other, QueryLanguage language) {
        return "select 1 from " + language.rows(entity) + " " + other + " where " + language.attribute(other, "key")
                + " = " + language.attribute(alias, "key");
    }

    /** How two values compare. */
    enum Relation {
        EQUAL(" = "),
        NOT_EQUAL(" <> "),
        LESS(" < "),
        AT_MOST(" <= "),
        GREATER(" > "),
        AT_LEAST(" >= ");

        private final String symbol;

        Relation(String symbol) {
            this.symbol = symbol;
        }
    }
}

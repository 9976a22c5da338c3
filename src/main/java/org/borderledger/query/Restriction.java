package org.borderledger.query;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A condition on the attributes of a figure. Attributes are names from a closed list that the code declares, never text
 * from a request; values are always bound.
 */
public sealed interface Restriction {

    /** Writes the condition in the query language of Hibernate; {@code bind} takes a value and gives its placeholder. */
    String in(String alias, Function<Object, String> bind);

    record AnyOf(List<Restriction> alternatives) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return alternatives.stream()
                    .map(restriction -> restriction.in(alias, bind))
                    .collect(Collectors.joining(" or ", "(", ")"));
        }
    }

    record AllOf(List<Restriction> conditions) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return conditions.stream()
                    .map(restriction -> restriction.in(alias, bind))
                    .collect(Collectors.joining(" and ", "(", ")"));
        }
    }

    /** The attribute has one of these values. */
    record OneOf(String attribute, List<?> values) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return alias + "." + attribute + " in " + bind.apply(List.copyOf(values));
        }
    }

    /** The attribute has a value, and none of these. */
    record NoneOf(String attribute, List<?> values) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return alias + "." + attribute + " not in " + bind.apply(List.copyOf(values));
        }
    }

    /** The attribute stands in this relation to the value; never true where it is null. */
    record Compares(String attribute, Relation relation, Object value) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return alias + "." + attribute + relation.symbol + bind.apply(value);
        }
    }

    /** Two attributes stand in this relation to each other. */
    record Columns(String attribute, Relation relation, String other) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return alias + "." + attribute + relation.symbol + alias + "." + other;
        }
    }

    /** There is a row of the same key for which these hold. */
    record Other(String entity, List<Restriction> conditions) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            String other = alias + "o";
            return "exists (select 1 from " + entity + " " + other + " where " + other + ".key = " + alias + ".key and "
                    + new AllOf(conditions).in(other, bind) + ")";
        }
    }

    /** There is no row of the same key for which these hold and that is equal in these attributes, null being like null. */
    record NoOther(String entity, List<Restriction> conditions, List<String> equal) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            String other = alias + "o";
            String same = equal.stream()
                    .map(attribute ->
                            " and " + other + "." + attribute + " is not distinct from " + alias + "." + attribute)
                    .collect(Collectors.joining());
            return "not exists (select 1 from " + entity + " " + other + " where " + other + ".key = " + alias
                    + ".key and " + new AllOf(conditions).in(other, bind) + same + ")";
        }
    }

    record IsMissing(String attribute) implements Restriction {
        @Override
        public String in(String alias, Function<Object, String> bind) {
            return alias + "." + attribute + " is null";
        }
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

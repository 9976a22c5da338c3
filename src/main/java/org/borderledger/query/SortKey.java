package org.borderledger.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of an order. Nulls come last in both directions (API rule 12).
 *
 * @param type what its values are, which a cursor is held to
 */
public record SortKey(String attribute, boolean descending, Class<?> type) {
    /** The attribute of figures that is their main measure, and below every other value where that is missing. */
    public static final String RANKED = "ranked";

    /** The condition for rows that come after the row with these values in this order. */
    public static Restriction after(List<SortKey> order, List<@Nullable Object> values) {
        List<Restriction> alternatives = new ArrayList<>();
        List<Restriction> equalSoFar = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            SortKey sort = order.get(i);
            Object value = values.get(i);
            if (value != null) {
                var relation = sort.descending ? Restriction.Relation.LESS : Restriction.Relation.GREATER;
                alternatives.add(all(equalSoFar, new Restriction.Compares(sort.attribute, relation, value)));
                alternatives.add(all(equalSoFar, new Restriction.IsMissing(sort.attribute)));
                equalSoFar.add(new Restriction.Compares(sort.attribute, Restriction.Relation.EQUAL, value));
            } else {
                equalSoFar.add(new Restriction.IsMissing(sort.attribute));
            }
        }
        var later = new Restriction.AnyOf(alternatives);
        SortKey first = order.getFirst();
        Object last = values.getFirst();
        if (!first.isNeverMissing() || last == null) {
            return later;
        }
        // follows where nothing is missing; without it the database reads from the first page on to come here
        var relation = first.descending ? Restriction.Relation.AT_MOST : Restriction.Relation.AT_LEAST;
        return new Restriction.AllOf(List.of(new Restriction.Compares(first.attribute, relation, last), later));
    }

    /** Every figure has its days, its key and its rank. */
    private boolean isNeverMissing() {
        return type == LocalDate.class || attribute.equals("key") || attribute.equals(RANKED);
    }

    private static Restriction all(List<Restriction> first, Restriction last) {
        List<Restriction> conditions = new ArrayList<>(first);
        conditions.add(last);
        return new Restriction.AllOf(conditions);
    }

    /** The order as a query language writes it. */
    public static String clause(List<SortKey> order, String alias, QueryLanguage language) {
        return order.stream()
                .map(sort -> language.attribute(alias, sort.attribute)
                        + (sort.descending ? " desc" : " asc")
                        // an index read downwards has nulls first: asked for nulls last where none are, the database
                        // would sort a million rows instead of reading them in order
                        + (sort.isNeverMissing() ? "" : " nulls last"))
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
    }
}

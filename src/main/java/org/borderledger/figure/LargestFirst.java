package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.EQUAL;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.Dataset;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.SortKey;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the figures with the largest values, which an index holds in their order with all that they are chosen by: asked
 * for as other pages are, they would take as long as reading the whole series (decision 19).
 */
record LargestFirst(FigureQuery query, Dataset dataset) {

    /** Whether a page is one that the index holds: of what stands now, the largest of the main measure first. */
    boolean holds(Selection selection, Picture picture, List<SortKey> order) {
        return isOfTheLargest(order)
                && selection.newest() == null
                && !selection.past().isAsked()
                && picture.isOfNow();
    }

    /** Whether an order begins with the main measure downwards and ends ties by the key. */
    private boolean isOfTheLargest(List<SortKey> order) {
        return order.size() == 2
                && order.getFirst().descending()
                && order.getFirst().attribute().equals(dataset.measures().getFirst())
                && order.getLast().attribute().equals("key")
                && !order.getLast().descending();
    }

    /**
     * The figures with the largest values, from those on that follow a row: first the others of its value, then those of
     * smaller ones. Asked for together, the database would read all of its value to find where the row stands.
     */
    List<Object[]> rows(
            Projection projection,
            List<Restriction> chosen,
            List<SortKey> order,
            @Nullable List<@Nullable Object> after,
            int most) {
        SortKey measure = order.getFirst();
        if (after == null) {
            return ranked(projection, chosen, measure, most);
        }
        Object last = after.getFirst();
        List<Restriction> ties = new ArrayList<>(chosen);
        ties.add(
                last == null
                        ? new Compares(SortKey.RANKED, AT_MOST, belowEveryValue(measure.type()))
                        : new Compares(SortKey.RANKED, EQUAL, last));
        ties.add(new Compares("key", GREATER, String.valueOf(after.getLast())));
        List<Object[]> rows = new ArrayList<>(ranked(projection, ties, measure, most));
        if (last != null && rows.size() < most) {
            List<Restriction> smaller = new ArrayList<>(chosen);
            smaller.add(new Compares(SortKey.RANKED, LESS, last));
            rows.addAll(ranked(projection, smaller, measure, most - rows.size()));
        }
        return rows;
    }

    /**
     * The figures that are chosen, the largest first. An index holds them in this order with all that they are chosen by, so
     * that only the rows that are shown are read from the table.
     */
    private List<Object[]> ranked(Projection projection, List<Restriction> chosen, SortKey measure, int most) {
        var condition = new Condition(chosen, "g");
        List<SortKey> order =
                List.of(new SortKey(SortKey.RANKED, true, measure.type()), new SortKey("key", false, String.class));
        String entity = query.standing().entity();
        return query.ask(
                        "select " + condition.select(projection) + " from " + entity
                                + " f join f.release r where f.id in (select g.id from " + entity + " g where "
                                + condition.text() + " order by " + SortKey.clause(order, "g", condition.language())
                                + " limit :most) order by " + condition.order(order),
                        condition,
                        Object[].class)
                .setParameter("most", most)
                .list();
    }

    /** A number that no measure of the type has, and that the rank of a missing one is not above. */
    private static Object belowEveryValue(Class<?> type) {
        return type == Long.class
                ? (Object) (-Long.MAX_VALUE)
                : BigDecimal.TEN.pow(100).negate();
    }
}

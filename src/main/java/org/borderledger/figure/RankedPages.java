package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.EQUAL;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.SortKey;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the figures with the largest values or the smallest, which an index holds in their order with all that they are
 * chosen by: asked for as other pages are, they would take as long as reading the whole series (decision 19).
 */
record RankedPages(FigureQuery query, Dataset dataset) {

    /** Figures that follow each other in an order, all with a value or all of one rank. */
    private record Part(List<Restriction> restrictions, boolean descending) {
        Part(boolean descending, Restriction... restrictions) {
            this(List.of(restrictions), descending);
        }
    }

    /** Whether a page is one that the index holds: of what stands now, by the main measure. */
    boolean hold(Selection selection, Picture picture, List<SortKey> order) {
        return isByRank(order)
                && selection.newest() == null
                && !selection.past().isAsked()
                && picture.isOfNow();
    }

    /** Whether an order begins with the main measure and ends ties by the key. */
    private boolean isByRank(List<SortKey> order) {
        return order.size() == 2
                && order.getFirst().attribute().equals(dataset.mainMeasure())
                && order.getLast().attribute().equals("key")
                && !order.getLast().descending();
    }

    /**
     * The figures by their values, from those on that follow a row.
     *
     * @param after the value, null where it is missing, and the key of that row; null for the first page
     */
    List<Object[]> rows(
            Projection projection,
            List<Restriction> chosen,
            List<SortKey> order,
            @Nullable List<@Nullable Object> after,
            int most) {
        List<Object[]> rows = new ArrayList<>();
        for (Part part : parts(order.getFirst(), after)) {
            if (rows.size() < most) {
                rows.addAll(rows(projection, chosen, part, order.getFirst().type(), most - rows.size()));
            }
        }
        return rows;
    }

    /**
     * What follows a row, part by part: the others of its value, those of values behind it, those without one. Asked for
     * together, the database would read all of its value to find where the row stands; and it cannot read those without a
     * value last where the index is read upwards.
     */
    private static List<Part> parts(SortKey measure, @Nullable List<@Nullable Object> after) {
        Restriction missing = new Compares(SortKey.RANKED, AT_MOST, belowEveryValue(measure.type()));
        Object last = after == null ? null : after.getFirst();
        List<Part> parts = new ArrayList<>();
        if (after != null) {
            Restriction others = new Compares("key", GREATER, String.valueOf(after.getLast()));
            parts.add(new Part(true, last == null ? missing : new Compares(SortKey.RANKED, EQUAL, last), others));
            if (last == null) {
                return parts;
            }
        }
        if (!measure.descending()) {
            Object before = last == null ? belowEveryValue(measure.type()) : last;
            parts.add(new Part(false, new Compares(SortKey.RANKED, GREATER, before)));
            parts.add(new Part(true, missing));
        } else if (last == null) {
            parts.add(new Part(true));
        } else {
            parts.add(new Part(true, new Compares(SortKey.RANKED, LESS, last)));
        }
        return parts;
    }

    /**
     * The figures of a part, by their rank. An index holds them in this order with all that they are chosen by, so that only
     * the rows that are shown are read from the table.
     */
    private List<Object[]> rows(Projection projection, List<Restriction> chosen, Part part, Class<?> type, int most) {
        var condition = new Condition(
                Stream.concat(chosen.stream(), part.restrictions.stream()).toList(), "g");
        List<SortKey> order =
                List.of(new SortKey(SortKey.RANKED, part.descending, type), new SortKey("key", false, String.class));
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

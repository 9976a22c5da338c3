package org.borderledger.figure;

import java.util.List;
import java.util.function.Supplier;
import org.borderledger.query.SortKey;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;

/**
 * Asks the database for the rows of one dataset on which a {@link Condition} holds, in which queries call the figure
 * {@code f} and its release {@code r}.
 *
 * @param session of the transaction that runs; opened only where something is asked
 */
record FigureQuery(Supplier<Session> session, Standing standing) {
    static final int ROWS_FETCHED_AT_ONCE = 1_000;

    /** Any query, with what its condition binds. */
    <T> SelectionQuery<T> ask(String text, Condition condition, Class<T> type) {
        SelectionQuery<T> query = session.get().createSelectionQuery(text, type);
        condition.values().forEach(query::setParameter);
        return query;
    }

    /** Any query that has one result. */
    <T> T one(String text, Condition condition, Class<T> type) {
        return ask(text, condition, type).getSingleResult();
    }

    /** The figures, as a projection reads them. */
    SelectionQuery<Object[]> rows(Projection projection, Condition condition, String order) {
        return rows(projection, standing.entity(), condition, order);
    }

    /** The rows of another entity that has a release. */
    SelectionQuery<Object[]> rows(Projection projection, String entity, Condition condition, String order) {
        return ask(
                condition.with() + "select " + condition.select(projection) + " from " + entity
                        + " f join f.release r where " + condition.text() + " order by " + order,
                condition,
                Object[].class);
    }

    /** The text in SQL that asks for the figures, each with the cells of a CSV; of a condition in SQL. */
    String csv(Projection projection, Condition condition, List<SortKey> order) {
        return condition.with() + "select " + condition.cells(projection) + " from "
                + condition.language().rows(standing.entity()) + " f join release r on r.id = f.release_id where "
                + condition.text() + " order by " + condition.order(order);
    }

    /** How many figures there are. */
    long count(Condition condition) {
        return one(
                condition.with() + "select count(*) from " + standing.entity() + " f where " + condition.text(),
                condition,
                Long.class);
    }

    /** Whether there is a figure. */
    boolean any(Condition condition) {
        return !ask(
                        condition.with() + "select f.id from " + standing.entity() + " f where " + condition.text(),
                        condition,
                        Long.class)
                .setMaxResults(1)
                .list()
                .isEmpty();
    }
}

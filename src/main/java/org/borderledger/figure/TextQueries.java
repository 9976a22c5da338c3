package org.borderledger.figure;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Asks the database in SQL for texts: codes of releases, names of columns and the like, of which no entity is made.
 *
 * @param session of the transaction that runs; opened only where something is asked
 */
record TextQueries(Supplier<Session> session) {

    /**
     * The one column of a query. Of a result of a class of its own Hibernate makes and keeps a new plan each time.
     *
     * @param values by the names that the query has for them
     */
    Stream<String> of(String sql, Map<String, Object> values) {
        NativeQuery<Object[]> query = session.get().createNativeQuery(sql, Object[].class);
        values.forEach(query::setParameter);
        return query.getResultList().stream().map(row -> (String) row[0]);
    }
}

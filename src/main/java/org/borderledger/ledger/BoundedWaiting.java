package org.borderledger.ledger;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * Gives each connection that is taken from the pool the time of an answer, so that nobody waits for ever for a server that
 * says nothing. Whoever takes it may give it another: more for a file of many rows, less for the watch. The pool does not
 * take that back, and would hand it on.
 */
@ApplicationScoped
class BoundedWaiting implements AgroalPoolInterceptor {
    /** Longer than the minute after which the database itself stops a statement, which is told in other words. */
    private static final Duration OF_AN_ANSWER = Duration.ofSeconds(65);

    /** Before {@link CaughtUpConnections}, which asks. */
    @Override
    public int getPriority() {
        return 1;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        try {
            ((Connection) connection.unwrap(PGConnection.class))
                    .setNetworkTimeout(Runnable::run, (int) OF_AN_ANSWER.toMillis());
        } catch (SQLException broken) {
            // whoever wanted the connection finds the same, and says so
        }
    }
}

package org.borderledger.ledger;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;

/**
 * What each connection of the pool gets and has to show before an answer has it.
 *
 * <p>It gets the time of an answer, so that nobody waits for ever for a server that says nothing. Whoever takes it may give
 * it another: more for a file of many rows, less for the watch. The pool does not take that back, and would hand it on.
 *
 * <p>It shows no less than this process has told already. The connections of a pool may lead to several standbys, of which
 * one is behind another: a connection is asked once after each revision, and waited for while its database replays. Where it
 * does not catch up, whoever wanted it is told to come again. One that does not say what it shows is closed.
 */
@ApplicationScoped
class ReadyConnections implements AgroalPoolInterceptor {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final RevisionWatch watch;
    private final Duration longestAnswer;
    /** What each connection was seen to show; a database never goes back. */
    private final Map<PGConnection, Integer> seen = Collections.synchronizedMap(new WeakHashMap<>());

    ReadyConnections(
            RevisionWatch watch,
            @ConfigProperty(name = "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout")
                    int longestAnswerSeconds) {
        this.watch = watch;
        longestAnswer = Duration.ofSeconds(longestAnswerSeconds);
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        int floor = watch.floor();
        try {
            PGConnection physical = connection.unwrap(PGConnection.class);
            try {
                ((Connection) physical).setNetworkTimeout(Runnable::run, (int) longestAnswer.toMillis());
                if (seen.getOrDefault(physical, 0) < floor) {
                    seen.put(physical, wait((Connection) physical, floor));
                }
            } catch (SQLException unchecked) {
                // it may live all the same, and show less: who asked it in vain was only not answered in time
                ((Connection) physical).close();
            }
        } catch (SQLException dead) {
            // whoever wanted the connection finds the same, and says so
        }
    }

    private static int wait(Connection physical, int floor) throws SQLException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            int newest = newest(physical);
            if (newest >= floor) {
                return newest;
            }
            if (!physical.getAutoCommit()) {
                // a transaction that has looked would see the same again
                physical.rollback();
            }
            if (System.nanoTime() > until) {
                // it is part of the caller's transaction already, and the pool would give it to another beside that
                physical.close();
                throw Problem.of(
                                ProblemCode.UNAVAILABLE,
                                "the database shows revision " + newest + ", and " + floor + " was told already")
                        .hint("try again after the seconds that Retry-After names, when it has caught up");
            }
            pause();
        }
    }

    private static int newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(number), 0) from revision")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

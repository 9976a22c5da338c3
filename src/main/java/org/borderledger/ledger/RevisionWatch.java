package org.borderledger.ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Knows the newest revisions without being asked by each request: what is announced is read at once, and what was not
 * heard, as on a standby, soon after. It only ever tells what the database that this process reads shows.
 */
@ApplicationScoped
public class RevisionWatch {
    /** The newest revision of the whole ledger. */
    public static final String EVERYTHING = "*";
    /** The newest revision that redacted something. */
    public static final String REDACTIONS = "redactions";

    /**
     * The newest revision that redacted something, as an expression of SQL; 0 where none did. What was heard and what an
     * answer read are compared, so both read the same.
     */
    static final String NEWEST_REDACTION = "coalesce((select max(revision) from redaction), 0)";

    private static final Duration AT_LEAST_EVERY = Duration.ofMillis(250);
    private static final Duration LATELY = Duration.ofSeconds(1);
    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(RevisionWatch.class);

    private final DataSource reader;
    /** What was heard last, all of one picture of the ledger; empty before that. It only ever becomes newer. */
    private final AtomicReference<Map<String, Integer>> newest = new AtomicReference<>(Map.of());

    private @Nullable Thread watching;
    private volatile boolean stopping;
    private volatile long lastHeard = System.nanoTime() - LATELY.toNanos();

    RevisionWatch(DataSource reader) {
        this.reader = reader;
    }

    /**
     * The newest revision that touched something.
     *
     * @param of the name of a dataset, {@link #EVERYTHING} or {@link #REDACTIONS}
     * @return empty as long as the database was not heard; 0 where no revision did
     */
    public OptionalInt newest(String of) {
        Map<String, Integer> heard = newest.get();
        return heard.isEmpty() ? OptionalInt.empty() : OptionalInt.of(heard.getOrDefault(of, 0));
    }

    /** The newest revision of the whole ledger that this process was told of or has shown; 0 before that. */
    int floor() {
        return newest.get().getOrDefault(EVERYTHING, 0);
    }

    /**
     * Says that an answer reads a revision of the whole ledger. Where that is news, what the database shows beside it is
     * heard with it: no later answer of this process is of an older one, and what the revision does not touch stays known
     * even if the database is gone in the next moment.
     *
     * @param connection reads what the answer reads
     */
    void show(int revision, Connection connection) throws SQLException {
        if (revision > everything(newest.get())) {
            hear(connection);
        }
    }

    /** Whether the database was heard of late, so that what is known is no older than a moment. */
    public boolean isHeard() {
        return System.nanoTime() - lastHeard < LATELY.toNanos();
    }

    void start(@Observes StartupEvent event) {
        watching = Thread.ofPlatform().daemon().name("revision-watch").start(this::watch);
    }

    /** Lets go of the connection before the pool is closed. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (watching != null) {
            watching.join(PATIENCE);
        }
    }

    private void watch() {
        boolean wasHeard = true;
        while (!stopping) {
            try (Connection connection = reader.getConnection()) {
                connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
                boolean listens = listen(connection);
                wasHeard = true;
                while (!stopping) {
                    long asked = System.nanoTime();
                    look(connection);
                    lastHeard = asked;
                    if (listens) {
                        connection.unwrap(PGConnection.class).getNotifications((int) AT_LEAST_EVERY.toMillis());
                    } else {
                        Thread.sleep(AT_LEAST_EVERY);
                    }
                }
            } catch (SQLException | RuntimeException unheard) {
                if (wasHeard && !stopping) {
                    LOG.warnf("new revisions are not heard of: %s", unheard.getMessage());
                }
                wasHeard = false;
                pause();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BEFORE_TRYING_AGAIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the database announces revisions; a standby does not. */
    private static boolean listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
                if (row.next() && row.getBoolean(1)) {
                    return false;
                }
            }
            statement.execute("listen " + Ledger.CHANNEL);
            return true;
        }
    }

    private void look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(number), 0) from revision")) {
            row.next();
            // a standby that was turned to may be behind; what was told stays told
            if (row.getInt(1) > everything(newest.get())) {
                hear(connection);
            }
        }
    }

    /** One statement is one picture of the ledger. */
    private void hear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select dataset, max(revision) from revision_series group by dataset
                    union all select 'EVERYTHING', coalesce(max(number), 0) from revision
                    union all select 'REDACTIONS', NEWEST_REDACTION""".replace("EVERYTHING", EVERYTHING)
                        .replace("REDACTIONS", REDACTIONS)
                        .replace("NEWEST_REDACTION", NEWEST_REDACTION))) {
            Map<String, Integer> read = new HashMap<>();
            while (row.next()) {
                read.put(row.getString(1), row.getInt(2));
            }
            newest.accumulateAndGet(read, (one, other) -> everything(other) > everything(one) ? other : one);
        }
    }

    /** The newest revision of a picture; -1 of none. */
    private static int everything(Map<String, Integer> heard) {
        return heard.getOrDefault(EVERYTHING, -1);
    }
}

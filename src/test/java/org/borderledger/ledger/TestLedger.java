package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.borderledger.LedgerState;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Credentials;
import org.jspecify.annotations.Nullable;

/** A ledger on a real database, with short ways to write to it and to read what its tables say. */
final class TestLedger implements AutoCloseable {
    private final Credentials owner = TestDatabase.empty().owner();
    private final AgroalDataSource connections = pool(owner);

    /** A pool, because connecting takes as long as a small publish; and nothing here has to outlive a power cut. */
    private static AgroalDataSource pool(Credentials owner) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(4)
                            .connectionFactoryConfiguration(
                                    factory -> factory.jdbcUrl(owner.url() + "&options=-c%20synchronous_commit=off")
                                            .principal(new NamePrincipal(owner.user()))
                                            .credential(new SimplePassword(owner.password())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Credentials owner() {
        return owner;
    }

    /** The ledger by another clock, or over other connections. */
    Ledger ledger(DataSource source, Clock clock) {
        return new Ledger(source, Datasets.ALL, Edition.CATALOGUE, clock);
    }

    Ledger ledger(Clock clock) {
        return ledger(connections, clock);
    }

    Ledger ledger() {
        return ledger(Clock.systemUTC());
    }

    /** Makes it an empty ledger again, whose first revision is 1. */
    void clear() {
        run("""
                delete from rollup; delete from rolled_up; delete from fetched; delete from finding; delete from open_code; delete from column_since; delete from import; delete from claim_review; delete from claim_query; delete from claim; delete from statement; delete from crossing; delete from enforcement_action; delete from spending_line;
                delete from redaction; delete from revision_series; delete from retraction; delete from revision;
                delete from release_series; delete from release""");
    }

    Ledger.Outcome.Published published(Edition edition) {
        return assertInstanceOf(Ledger.Outcome.Published.class, ledger().publish(edition.publication()));
    }

    /** Publishes one after the other and gives the counts of the last. */
    Ledger.Counts publish(Edition first, Edition... others) {
        Ledger.Counts counts = published(first).total();
        for (Edition edition : others) {
            counts = published(edition).total();
        }
        return counts;
    }

    int retract(String release) {
        return ledger().retract(release, "a test");
    }

    int newest() {
        return numbers("select coalesce(max(number), 0) from revision").getFirst();
    }

    LedgerState state() {
        return LedgerState.of(owner);
    }

    /**
     * Each value that the key has had, as the ledger knows it now, such as {@code 390 by a, 1 to 3} and {@code withdrawn
     * by c, from 3, revised}: value, release, days of issue.
     */
    List<String> timeline(String key) {
        return timeline(key, Ledger.LATEST - 1);
    }

    /** The same, as the ledger stood after a revision. */
    List<String> timeline(String key, int revision) {
        return texts("""
                select f.people, f.withdrawn, r.code, f.issued_from, f.issued_to, f.revised, f.locator, f.key
                from crossing f join release r on r.id = f.release_id
                where f.key = ? and f.revision_from <= ? and ? < f.revision_to and f.issued_from < f.issued_to
                order by f.issued_from""", TestLedger::describe, key, revision, revision);
    }

    /** What the key says as of an instant, with its release: {@code 390 by a}; empty where it is not known yet. */
    List<String> asOf(String key, double day) {
        return asOf(key, day, Ledger.LATEST - 1);
    }

    /** The same, as the ledger stood after a revision. */
    List<String> asOf(String key, double day, int revision) {
        Timestamp instant = Timestamp.from(Edition.day(day));
        return texts(
                """
                select f.people, f.withdrawn, r.code from crossing f join release r on r.id = f.release_id
                where f.key = ? and f.issued_from <= ? and ? < f.issued_to
                    and f.revision_from <= ? and ? < f.revision_to""", row -> value(row) + " by " + row.getString("code"), key, instant, instant, revision, revision);
    }

    private static String value(ResultSet row) throws SQLException {
        String people = row.getString("people");
        return row.getBoolean("withdrawn") ? "withdrawn" : people == null ? "missing" : people;
    }

    private static String describe(ResultSet row) throws SQLException {
        String release = row.getString("code");
        if (!row.getBoolean("withdrawn")) {
            assertEquals(release + "!" + row.getString("key"), row.getString("locator"), "a place in its own release");
        }
        Instant from = row.getTimestamp("issued_from").toInstant();
        Instant to = row.getTimestamp("issued_to").toInstant();
        return value(row)
                + " by " + release
                + (to.equals(Ledger.STILL)
                        ? ", from " + Edition.dayOf(from)
                        : ", " + Edition.dayOf(from) + " to " + Edition.dayOf(to))
                + (row.getBoolean("revised") ? ", revised" : "");
    }

    interface RowReader {
        @Nullable String read(ResultSet row) throws SQLException;
    }

    List<Integer> numbers(String sql, Object... values) {
        return texts(sql, row -> row.getString(1), values).stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** One text for each row. */
    List<String> texts(String sql, RowReader reader, Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(String.valueOf(reader.read(row)));
                }
                return texts;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}

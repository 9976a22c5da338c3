package org.borderledger.ledger;

import static org.borderledger.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.borderledger.TestDatabase;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;

class ReadyConnectionsTest {
    private static final int LONGEST_ANSWER_SECONDS = 65;

    private final TestDatabase database = TestDatabase.empty();
    private AgroalDataSource pool;
    private RevisionWatch watch;

    @SuppressWarnings("NullAway.Init") // each test has a pool of its own
    ReadyConnectionsTest() {}

    @BeforeEach
    void open() throws SQLException {
        Credentials reader = database.reader();
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(one -> one.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(reader.url())
                                .principal(new NamePrincipal(reader.user()))
                                .credential(new SimplePassword(reader.password())))));
        watch = new RevisionWatch(pool);
        pool.setPoolInterceptors(List.of(new ReadyConnections(watch, LONGEST_ANSWER_SECONDS)));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whatALargeFileWasGivenIsTakenBack() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            physical(connection).setNetworkTimeout(Runnable::run, 900_000);
        }
        try (Connection connection = pool.getConnection()) {
            assertEquals(
                    Duration.ofSeconds(LONGEST_ANSWER_SECONDS).toMillis(),
                    physical(connection).getNetworkTimeout());
        }
    }

    /** The pool has made it part of the caller's transaction by then, and would give it to another beside it. */
    @Test
    void aConnectionThatShowsLessThanWasToldIsGivenToNobodyElse() throws Exception {
        int session;
        try (Connection connection = pool.getConnection()) {
            session = ask(connection, "select pg_backend_pid()");
        }
        tell();
        Problem refused = assertThrows(Problem.class, pool::getConnection);
        assertEquals(ProblemCode.UNAVAILABLE, refused.code());
        try (Connection owner = Migrations.dataSource(database.owner()).getConnection()) {
            until(
                    "the session is over",
                    () -> ask(owner, "select count(*) from pg_stat_activity where pid = " + session) == 0);
        }
    }

    /** A migration holds the table for longer than a statement may take, and the session lives on. */
    @Test
    void aConnectionThatDidNotSayWhatItShowsIsUsedByNobody() throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '200ms'");
        }
        tell();
        try (Connection owner = Migrations.dataSource(database.owner()).getConnection()) {
            owner.setAutoCommit(false);
            try (Statement statement = owner.createStatement()) {
                statement.execute("lock table revision in access exclusive mode");
            }
            try (Connection unchecked = pool.getConnection()) {
                owner.rollback();
                SQLException dead = assertThrows(
                        SQLException.class,
                        () -> ask(unchecked, "select coalesce(max(number), 0) from revision"),
                        "it shows less than was told");
                assertEquals(PSQLState.CONNECTION_DOES_NOT_EXIST.getState(), dead.getSQLState());
            }
        }
        assertEquals(
                ProblemCode.UNAVAILABLE,
                assertThrows(Problem.class, pool::getConnection).code(),
                "the pool makes another, which is asked");
    }

    /** A revision is told that another database shows, and this one does not. */
    private void tell() throws SQLException {
        try (var ahead = new TestLedger()) {
            ahead.publish(Edition.of("a", 1).partial(Edition.DAILY).states("uk-small-boats-daily:2025-06-01", 1L));
            try (Connection connection = Migrations.dataSource(ahead.owner()).getConnection()) {
                watch.show(1, connection);
            }
        }
    }

    private static Connection physical(Connection connection) throws SQLException {
        return (Connection) connection.unwrap(PGConnection.class);
    }

    private static int ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}

package org.borderledger.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;

/** Brings the schema of a database up to what this version needs, with the owner's credentials. */
public final class Migrations {
    /** The number of the newest migration, whose schema this version needs. */
    public static final int NEWEST = 13;

    private Migrations() {}

    /** Whether a database has that schema; a later version may have brought it further. */
    public static boolean areApplied(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return areApplied(connection);
        }
    }

    private static boolean areApplied(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from flyway_schema_history where success and version = ?")) {
            statement.setString(1, Integer.toString(NEWEST));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean areMissing(Connection connection) throws SQLException {
        try {
            return !areApplied(connection);
        } catch (SQLException e) {
            if (PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Applies the migrations that are missing and lets the reader read.
     *
     * @return how many were applied
     * @throws DatabaseUnavailable when the database refuses, with what to do
     */
    public static int apply(Credentials owner, String readerRole) {
        DataSource database = dataSource(owner);
        try (Connection connection = database.getConnection()) {
            // Flyway looks for all that there could be, at each start; nearly always nothing is
            int applied = areMissing(connection)
                    ? Flyway.configure(Migrations.class.getClassLoader())
                            .dataSource(database)
                            .locations("classpath:db/migration")
                            .validateMigrationNaming(true)
                            .load()
                            .migrate()
                            .migrationsExecuted
                    : 0;
            if (!readerRole.equals(owner.user())) {
                grant(connection, readerRole);
            }
            return applied;
        } catch (FlywayException e) {
            throw new DatabaseUnavailable(
                    "the schema could not be brought up to date: " + e.getMessage()
                            + ". The owner's role needs the right to create tables in the database.",
                    e);
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    "the schema could not be looked at, or the role " + readerRole + " not be allowed to read it: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void grant(Connection connection, String readerRole) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String role = statement.enquoteIdentifier(readerRole, true);
            String schema = statement.enquoteIdentifier(connection.getSchema(), true);
            statement.execute("grant usage on schema " + schema + " to " + role);
            statement.execute("grant select on all tables in schema " + schema + " to " + role);
            statement.execute("alter default privileges in schema " + schema + " grant select on tables to " + role);
        }
    }

    /**
     * A data source without a pool, for the few connections that a writer needs. A host that takes a connection and says
     * nothing is passed over for the next; a statement may take as long as it takes, as large imports do.
     */
    public static DataSource dataSource(Credentials credentials) {
        var source = new OfAWriter();
        source.setUrl(credentials.url());
        source.setUser(credentials.user());
        source.setPassword(credentials.password());
        source.setApplicationName("border-ledger owner");
        source.boundGreeting();
        return source;
    }

    /** Bounds how long a server may take to greet, and what is asked afterwards as its address says: else not at all. */
    private static final class OfAWriter extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;
        private static final int GREETING_SECONDS = 10;

        private int statementSeconds;

        void boundGreeting() {
            statementSeconds = getSocketTimeout();
            setSocketTimeout(GREETING_SECONDS);
        }

        @Override
        public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
            Connection connection = super.getConnection(user, password);
            connection.setNetworkTimeout(Runnable::run, Math.multiplyExact(statementSeconds, 1_000));
            return connection;
        }
    }
}

package org.borderledger.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the schema of a database up to what this version needs, with the owner's credentials. */
public final class Migrations {
    /** The number of the newest migration, whose schema this version needs. */
    public static final int NEWEST = 11;

    private Migrations() {}

    /** Whether a database has that schema; a later version may have brought it further. */
    public static boolean areApplied(DataSource reader) throws SQLException {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select from flyway_schema_history where success and version = ?")) {
            statement.setString(1, Integer.toString(NEWEST));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Applies the migrations that are missing and lets the reader read.
     *
     * @return how many were applied
     * @throws DatabaseUnavailable when the database refuses, with what to do
     */
    public static int apply(Credentials owner, String readerRole) {
        try {
            int applied = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource(owner))
                    .locations("classpath:db/migration")
                    .validateMigrationNaming(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
            if (!readerRole.equals(owner.user())) {
                grant(owner, readerRole);
            }
            return applied;
        } catch (FlywayException e) {
            throw new DatabaseUnavailable(
                    "the schema could not be brought up to date: " + e.getMessage()
                            + ". The owner's role needs the right to create tables in the database.",
                    e);
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    "the role " + readerRole + " could not be allowed to read: " + e.getMessage(), e);
        }
    }

    private static void grant(Credentials owner, String readerRole) throws SQLException {
        try (Connection connection = dataSource(owner).getConnection();
                Statement statement = connection.createStatement()) {
            String role = statement.enquoteIdentifier(readerRole, true);
            String schema = statement.enquoteIdentifier(connection.getSchema(), true);
            statement.execute("grant usage on schema " + schema + " to " + role);
            statement.execute("grant select on all tables in schema " + schema + " to " + role);
            statement.execute("alter default privileges in schema " + schema + " grant select on tables to " + role);
        }
    }

    /** A data source without a pool, for the few connections that a writer needs. */
    public static DataSource dataSource(Credentials credentials) {
        var source = new PGSimpleDataSource();
        source.setUrl(credentials.url());
        source.setUser(credentials.user());
        source.setPassword(credentials.password());
        source.setApplicationName("border-ledger owner");
        return source;
    }
}

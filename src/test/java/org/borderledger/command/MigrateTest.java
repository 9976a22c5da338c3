package org.borderledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borderledger.TestDatabase;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.junit.jupiter.api.Test;

/** Who brings the schema up to date: {@code migrate} always, what else opens a database unless it is told not to. */
class MigrateTest {

    /** The environment of a service that may not migrate, and of whoever migrates for it. */
    @Test
    void migrateMigratesWhereTheEnvironmentKeepsAllElseFromIt() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        Credentials owner = database.owner();
        dropTables(owner);
        Map<String, String> environment = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.reader().url(),
                "QUARKUS_DATASOURCE_USERNAME", database.reader().user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.reader().password(),
                "LEDGER_OWNER_USERNAME", owner.user(),
                "LEDGER_OWNER_PASSWORD", owner.password(),
                "LEDGER_STARTER", "none",
                "LEDGER_MIGRATE", "false");
        List<String> said = new ArrayList<>();
        try (Database opened = Database.open(environment, said::add)) {
            opened.prepare(environment, said::add);
            opened.migrate(environment, said::add);
        }
        assertEquals(List.of(), said);

        MigrateCommand.migrate(environment, said::add);

        assertTrue(said.getFirst().startsWith("brought the schema up to date ("), said::toString);
        assertEquals("schema and starter data are up to date", said.getLast());
        said.clear();
        MigrateCommand.migrate(environment, said::add);
        assertEquals(List.of("schema and starter data are up to date"), said);
    }

    private static void dropTables(Credentials owner) throws SQLException {
        try (Connection connection = Migrations.dataSource(owner).getConnection();
                Statement statement = connection.createStatement()) {
            String schema = connection.getSchema();
            statement.execute("drop schema " + schema + " cascade");
            statement.execute("create schema " + schema);
        }
    }
}

package org.borderledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borderledger.Main;
import org.borderledger.TestDatabase;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who brings the schema up to date: {@code migrate} always, what else opens a database unless it is told not to. */
class MigrateTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the folder
    MigrateTest() {}

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
            opened.prepare();
            opened.migrate();
        }
        assertEquals(List.of(), said);

        MigrateCommand.migrate(environment, said::add);

        assertTrue(said.getFirst().startsWith("brought the schema up to date ("), said::toString);
        assertEquals("schema and starter data are up to date", said.getLast());
        said.clear();
        MigrateCommand.migrate(environment, said::add);
        assertEquals(List.of("schema and starter data are up to date"), said);
    }

    /** An index of a large table takes minutes; what a command prints for others to read stays as it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "imports",
                "retract none --reason test",
                "redact --dataset spending-lines --column originalText --value none --reason test",
                "review none --by test --relation unsupported"
            })
    void whatMigratesSaysSoBesideItsOutput(String command) throws Exception {
        TestDatabase database = TestDatabase.empty();
        dropTables(database.owner());
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                Main.class.getName()));
        words.addAll(List.of(command.split(" ")));
        Path out = folder.resolve("out");
        Path messages = folder.resolve("messages");
        var builder = new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(messages.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LEDGER_") || name.startsWith("QUARKUS_"));
        builder.environment()
                .putAll(Map.of(
                        "CLASSPATH", System.getProperty("java.class.path"),
                        "QUARKUS_DATASOURCE_JDBC_URL", database.reader().url(),
                        "QUARKUS_DATASOURCE_USERNAME", database.reader().user(),
                        "QUARKUS_DATASOURCE_PASSWORD", database.reader().password(),
                        "LEDGER_OWNER_USERNAME", database.owner().user(),
                        "LEDGER_OWNER_PASSWORD", database.owner().password()));
        builder.start().waitFor();
        String said = Files.readString(messages);
        assertTrue(said.startsWith("ledger: brought the schema up to date ("), said);
        assertFalse(Files.readString(out).contains("ledger:"), Files.readString(out));
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

package org.borderledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.borderledger.LedgerState;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports in another JVM, killed without warning, again and again. */
class KillTest {
    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void anImportThatIsKilledLeavesWholeRevisionsAndTheNextOneCompletesThem() throws Exception {
        List<Path> files = SmallBoatsEditions.files();
        TestDatabase database = TestDatabase.empty();
        Random random = new Random();
        List<String> kills = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int whole = assertWhole(database, kills);
            int begun = 1 + random.nextInt(3);
            int milliseconds = random.nextInt(250);
            Process process = start(database, files.subList(whole, files.size()));
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                for (int file = 0; file < begun && said.readLine() != null; file++) {}
                // A file takes some 250 ms: this ends in the reading, the staging, the writing or the commit of one.
                boolean done = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                kills.add("at file " + (whole + begun) + " after " + milliseconds + " ms" + (done ? ", too late" : ""));
            }
        }
        assertTrue(kills.stream().anyMatch(kill -> !kill.endsWith("too late")), kills::toString);
        assertWhole(database, kills);

        Process process = start(database, files);
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals(files.size(), said.lines().count(), this::errors);
        }
        assertEquals(0, process.waitFor(), this::errors);

        assertEquals(files.size(), assertWhole(database, kills));
        LedgerState.assertSame(LedgerState.of(SmallBoatsEditions.imported().owner()), LedgerState.of(database.owner()));
    }

    private Process start(TestDatabase database, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                Importing.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile());
        Credentials owner = database.owner();
        builder.environment()
                .putAll(Map.of(
                        "CLASSPATH",
                        System.getProperty("java.class.path"),
                        "TEST_URL",
                        owner.url(),
                        "TEST_USER",
                        owner.user(),
                        "TEST_PASSWORD",
                        owner.password()));
        return builder.start();
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors.txt"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    /** Holds what is there to be whole, in one picture, and gives the number of the newest revision. */
    private static int assertWhole(TestDatabase database, List<String> kills) throws SQLException {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("gaps between revisions", "select 1 from revision having count(*) <> coalesce(max(number), 0)");
        broken.put(
                "releases without their revision",
                "select r.code from release r where not exists (select from revision v"
                        + " where v.number = r.revision and v.release_id = r.id)");
        broken.put(
                "releases without what they cover",
                "select r.code from release r where 3 <> (select count(*) from release_series s where s.release_id = r.id)");
        broken.put(
                "revisions without their effects",
                "select s.series, r.revision from release_series s join release r on r.id = s.release_id"
                        + " where not exists (select from revision_series e"
                        + " where e.revision = r.revision and e.series = s.series)");
        broken.put(
                "releases with fewer statements than they made, or more",
                "select r.code from release r where (select sum(s.stated) from release_series s where s.release_id = r.id)"
                        + " <> (select count(*) from statement t where t.release_id = r.id)");
        broken.put(
                "statements of no figure",
                "select t.figure_id from statement t where not exists (select from crossing f where f.id = t.figure_id)"
                        + " and not exists (select from enforcement_action f where f.id = t.figure_id)");
        for (String table : LedgerState.TABLES) {
            broken.put(
                    "rows of " + table + " from a revision that is not there",
                    "select f.id from " + table + " f where f.revision_from > (select max(number) from revision)"
                            + " or f.revision_to <> 2147483647 and f.revision_to > (select max(number) from revision)");
        }
        try (Connection connection = Migrations.dataSource(database.owner()).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (Map.Entry<String, String> each : broken.entrySet()) {
                try (ResultSet row = statement.executeQuery(each.getValue())) {
                    assertTrue(!row.next(), () -> each.getKey() + ", killed " + kills);
                }
            }
            try (ResultSet row = statement.executeQuery("select coalesce(max(number), 0) from revision")) {
                assertTrue(row.next());
                return row.getInt(1);
            }
        }
    }

    /** What the other JVM does: the import of the files that it is given, a line before each. */
    static final class Importing {
        private Importing() {}

        public static void main(String[] files) {
            Map<String, String> environment = System.getenv();
            SeriesCatalogue catalogue = SeriesCatalogue.load();
            var owner = new Credentials(
                    environment.getOrDefault("TEST_URL", ""),
                    environment.getOrDefault("TEST_USER", ""),
                    environment.getOrDefault("TEST_PASSWORD", ""));
            var ledger = new Ledger(Migrations.dataSource(owner), Datasets.ALL, catalogue, Clock.systemUTC());
            var imports = new Imports(new FormatReader(catalogue, Publishers.importers()), ledger);
            for (String file : files) {
                System.out.println(file);
                if (imports.importFile(Path.of(file), FormatReader.Given.NOTHING, null)
                        .refused()) {
                    throw new IllegalStateException(file + " was refused");
                }
            }
        }
    }
}

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.borderledger.Corpus;
import org.borderledger.LedgerState;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports in another JVM, killed without warning, again and again. */
class KillTest {
    private static final long SEED = 20_261_128L;
    /** Each takes a second or two; {@code -Dkill.moments=20} is the long form. */
    private static final int KILLS = Integer.getInteger("kill.moments", 8);

    private static final IssueDate ISSUED = IssueDate.on(LocalDate.of(2025, 6, 20), IssueDate.Basis.OPTION);

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void anImportThatIsKilledLeavesWholeRevisionsAndTheNextOneCompletesThem() throws Exception {
        List<Path> files = files();
        TestDatabase database = TestDatabase.empty();
        Random random = new Random(SEED);
        List<String> kills = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int whole = assertWhole(database, kills);
            int begun = 1 + random.nextInt(3);
            int milliseconds = random.nextInt(600);
            Process process = start(database, files.subList(whole, files.size()));
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                for (int file = 0; file < begun && said.readLine() != null; file++) {}
                // A file takes some 250 to 2000 ms: this ends in the reading, the staging, the writing or the commit.
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
        TestDatabase undisturbed = TestDatabase.empty();
        Importing.importAll(undisturbed.owner(), files);
        LedgerState.assertSame(LedgerState.of(undisturbed.owner()), LedgerState.of(database.owner()));
    }

    /** Files of several formats, in turn, so that a kill falls on each of them; enough that they outlast the kills. */
    private static List<Path> files() {
        Path published = Corpus.folder().resolve("published");
        List<Path> boats = SmallBoatsEditions.files();
        List<Path> files = new ArrayList<>();
        List<String> spend = List.of(
                "february-2012.csv",
                "april-2012.csv",
                "june-2012.csv",
                "HO_FY1314_AP5_Spend_25K_CSV.csv",
                "HO_FY1516_AP7_Proc_Spend_25K_CSV.csv");
        List<String> seizures = List.of("fy19_22", "fy20_23", "fy21_24");
        for (int each = 0; each < Math.min(KILLS, boats.size()); each++) {
            files.add(boats.get(each));
            if (each < spend.size()) {
                files.add(published.resolve("home-office/spend-over-25000").resolve(spend.get(each)));
            }
            if (each < seizures.size()) {
                files.add(published.resolve("cbp/nationwide-drugs-" + seizures.get(each) + ".csv.gz"));
            }
        }
        return files;
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
                "select r.code from release r where case r.format when 'home-office-small-boats-time-series' then 3 else 1"
                        + " end <> (select count(*) from release_series s where s.release_id = r.id)");
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
                        + " and not exists (select from enforcement_action f where f.id = t.figure_id)"
                        + " and not exists (select from spending_line f where f.id = t.figure_id)");
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
            var owner = new Credentials(
                    environment.getOrDefault("TEST_URL", ""),
                    environment.getOrDefault("TEST_USER", ""),
                    environment.getOrDefault("TEST_PASSWORD", ""));
            Imports imports = imports(owner);
            for (String file : files) {
                System.out.println(file);
                importFile(imports, Path.of(file));
            }
        }

        static void importAll(Credentials owner, List<Path> files) {
            Imports imports = imports(owner);
            files.forEach(file -> importFile(imports, file));
        }

        private static Imports imports(Credentials owner) {
            SeriesCatalogue catalogue = SeriesCatalogue.load();
            var ledger = new Ledger(Migrations.dataSource(owner), Datasets.ALL, catalogue, Clock.systemUTC());
            return new Imports(new FormatReader(Datasets.ALL, catalogue, Publishers.importers()), ledger);
        }

        /** A workbook dates itself; for a list of payments or of seizures a person does. */
        private static void importFile(Imports imports, Path file) {
            FormatReader.Given given = file.toString().endsWith(".ods")
                    ? FormatReader.Given.NOTHING
                    : new FormatReader.Given(ISSUED, null);
            Imports.Result result = imports.importFile(file, given, Imports.Word.NONE);
            if (result.refused()) {
                throw new IllegalStateException(file + " was refused: " + result.findings());
            }
        }
    }
}

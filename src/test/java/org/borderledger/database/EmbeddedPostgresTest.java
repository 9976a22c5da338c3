package org.borderledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
    private static final String PERMISSION_DENIED = "42501";
    private static final String READ_ONLY = "25006";
    private static final String WRONG_PASSWORD = "28P01";

    @TempDir
    static Path temporary;

    /** One folder for nearly all tests, each of which leaves it stopped, because creating one takes the longest. */
    private static Path shared = Path.of("");

    @BeforeAll
    static void create() {
        shared = temporary.resolve("a folder with spaces");
        try (var postgres = open(shared)) {
            run(postgres.owner(), "create table kept (number int)");
            run(postgres.owner(), "grant select on kept to ledger_reader");
            run(postgres.owner(), "insert into kept values (812)");
        }
    }

    @AfterAll
    static void stopWhatAFailedTestLeftRunning() throws Exception {
        kill(shared);
    }

    @Test
    void aRestartKeepsTheData() {
        try (var postgres = open(shared)) {
            assertFalse(postgres.adopted());
            assertEquals("812", ask(postgres.owner(), "select max(number) from kept"));
        }
    }

    @Test
    void aRunningServerIsAdoptedAndOutlivesItsAdopters() {
        try (var starter = open(shared)) {
            var said = new ArrayList<String>();
            try (var adopter = EmbeddedPostgres.open(shared, said::add)) {
                assertTrue(adopter.adopted());
                assertEquals(starter.owner(), adopter.owner());
                assertEquals(List.of(), said);
            }
            try (var found = EmbeddedPostgres.find(shared).orElseThrow()) {
                assertTrue(found.adopted());
                assertEquals(starter.reader(), found.reader());
            }
            assertEquals("812", ask(starter.reader(), "select max(number) from kept"));
        }
        assertEquals(Optional.empty(), EmbeddedPostgres.find(shared));
    }

    @Test
    void aKilledServerComesBackWithAllThatWasCommitted() throws Exception {
        EmbeddedPostgres killed = open(shared);
        run(killed.owner(), "create table committed (number int)");
        run(killed.owner(), "insert into committed select generate_series(1, 1000)");
        kill(shared);
        assertEquals(Optional.empty(), EmbeddedPostgres.find(shared));
        try (var next = open(shared)) {
            assertFalse(next.adopted());
            assertEquals("1000", ask(next.owner(), "select count(*) from committed"));
            killed.close();
            assertEquals("1000", ask(next.owner(), "select count(*) from committed"), "not its own to stop");
        }
    }

    @Test
    void aServerKilledWithItsParentIsAdoptedByTheNextStart() throws Exception {
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName(),
                        shared.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = parent.inputReader()) {
            assertEquals("open", output.readLine());
        } finally {
            parent.destroyForcibly().waitFor();
        }
        try (var postgres = open(shared)) {
            assertTrue(postgres.adopted());
            assertEquals("1", ask(postgres.owner(), "select count(*) from of_the_parent"));
        }
        assertEquals(Optional.empty(), EmbeddedPostgres.find(shared), "the killed parent uses it no more");
    }

    @Test
    void theLastUserStopsTheServerWhoeverStartedIt() {
        EmbeddedPostgres starter = open(shared);
        EmbeddedPostgres adopter = open(shared);
        starter.close();
        starter.close();
        assertEquals("812", ask(adopter.owner(), "select max(number) from kept"));
        adopter.close();
        assertEquals(Optional.empty(), EmbeddedPostgres.find(shared));
    }

    /** Stands for a service that is killed: opens the folder of its argument, and waits for its end. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            var postgres = open(Path.of(arguments[0]));
            run(postgres.owner(), "create table of_the_parent as select 1 as number");
            System.out.println("open");
            Thread.sleep(60_000);
            postgres.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the number of no process", "the number of this process", "cut short"})
    void aProcessFileLeftBehindDoesNotStopAStart(String kind) throws Exception {
        long number = switch (kind) {
            case "the number of no process" -> deadProcess();
            default -> ProcessHandle.current().pid();
        };
        Path data = shared.resolve("postgres").toRealPath();
        Files.writeString(
                Postmaster.file(data),
                kind.equals("cut short") ? "" : number + "\n" + data + "\n0\n5432\n\n127.0.0.1\n  1 1\nready   \n");
        assertEquals(Optional.empty(), EmbeddedPostgres.find(shared));
        try (var postgres = open(shared)) {
            assertFalse(postgres.adopted());
            assertEquals("812", ask(postgres.owner(), "select max(number) from kept"));
        }
    }

    @Test
    void theReaderReadsAndCannotWrite() {
        try (var postgres = open(shared)) {
            assertEquals("812", ask(postgres.reader(), "select max(number) from kept"));
            assertEquals(READ_ONLY, refusal(postgres.reader(), "insert into kept values (811)"));
            var bold = new Credentials(
                    postgres.reader().url() + "?options=-c%20default_transaction_read_only=off",
                    postgres.reader().user(),
                    postgres.reader().password());
            assertEquals(PERMISSION_DENIED, refusal(bold, "delete from kept"));
            assertEquals(PERMISSION_DENIED, refusal(bold, "create table mine ()"));
            assertEquals(PERMISSION_DENIED, refusal(bold, "create temporary table mine ()"));
            assertEquals("off", ask(postgres.owner(), "show is_superuser"));
            assertEquals("off", ask(postgres.reader(), "show is_superuser"));
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (var postgres = open(shared)) {
            for (String user : List.of("ledger_owner", "ledger_reader", "postgres")) {
                var guess = new Credentials(postgres.owner().url(), user, "guess");
                assertEquals(WRONG_PASSWORD, refusal(guess, "select 1"));
            }
        }
    }

    @Test
    void everyCommitIsOnTheDiskAndTheServerStaysOnThisMachine() {
        try (var postgres = open(shared)) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertEquals("on", ask(postgres.owner(), "show " + setting), setting);
            }
            assertEquals("127.0.0.1", ask(postgres.owner(), "show listen_addresses"));
            assertEquals("UTC", ask(postgres.owner(), "show log_timezone"));
            assertEquals("UTF8", ask(postgres.owner(), "show server_encoding"));
            assertEquals("É", ask(postgres.owner(), "select upper('é')"));
        }
    }

    @Test
    void passwordsAreReadableByTheirOwnerOnlyAndAppearNowhereElse() throws Exception {
        try (var postgres = open(shared)) {
            String places = postgres.owner() + Files.readString(shared.resolve("postgres.log")) + commandLine(shared);
            assertTrue(places.contains("127.0.0.1"), places);
            for (Credentials credentials : List.of(postgres.owner(), postgres.reader())) {
                assertFalse(places.contains(credentials.password()));
            }
            Path file = shared.resolve("credentials.properties");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            String rules = Files.readString(shared.resolve("postgres/pg_hba.conf"));
            assertFalse(rules.lines().anyMatch(rule -> !rule.startsWith("#") && rule.contains("trust")), rules);
        }
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() throws Exception {
        Path settings = shared.resolve("postgres/postgresql.conf");
        String good = Files.readString(settings);
        Files.writeString(settings, good + "\nno_such_setting = 1\n");
        try {
            String problem = problemOfOpening(shared);
            assertTrue(problem.contains("no_such_setting"), problem);
        } finally {
            Files.writeString(settings, good);
        }
    }

    @Test
    void twoOpensAtOnceYieldOneServerEvenAfterACreationCutShort() throws Exception {
        Path fresh = temporary.resolve("fresh");
        Files.createDirectories(fresh.resolve("postgres.new-1/data/base"));
        Callable<EmbeddedPostgres> opening = () -> open(fresh);
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<EmbeddedPostgres> opened = new ArrayList<>();
            for (var future : threads.invokeAll(List.of(opening, opening))) {
                opened.add(future.get());
            }
            assertEquals(opened.getFirst().owner(), opened.getLast().owner());
            assertEquals(1, opened.stream().filter(EmbeddedPostgres::adopted).count());
            assertFalse(Files.exists(fresh.resolve("postgres.new-1")));
            theServerOfAnotherFolderIsNotAdopted(fresh);
            opened.forEach(EmbeddedPostgres::close);
            assertEquals(Optional.empty(), EmbeddedPostgres.find(fresh));
        } finally {
            kill(fresh);
        }
    }

    private static void theServerOfAnotherFolderIsNotAdopted(Path other) throws IOException {
        Files.copy(Postmaster.file(other.resolve("postgres")), Postmaster.file(shared.resolve("postgres")));
        try (var postgres = open(shared)) {
            assertFalse(postgres.adopted());
            assertEquals("812", ask(postgres.owner(), "select max(number) from kept"));
        }
    }

    @Test
    void findInAFolderWithoutDatabaseIsEmptyAndLeavesItEmpty() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertEquals(Optional.empty(), EmbeddedPostgres.find(empty));
        assertEquals(Optional.empty(), EmbeddedPostgres.find(empty.resolve("missing")));
        try (var files = Files.list(empty)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aDatabaseOfAnotherMajorVersionIsRefusedNamingBoth() throws Exception {
        Path old = temporary.resolve("old");
        Files.createDirectories(old.resolve("postgres"));
        Files.writeString(old.resolve("postgres/PG_VERSION"), "17\n");
        String problem = problemOfOpening(old);
        assertTrue(problem.contains("PostgreSQL 17"), problem);
        assertTrue(problem.contains("PostgreSQL 18"), problem);
        assertTrue(problem.contains("dump"), problem);
        assertTrue(
                problem.contains("restore that with this one into an empty folder, with LEDGER_STARTER=none"), problem);
    }

    @Test
    void aDatabaseWithoutItsPasswordsIsRefused() throws Exception {
        Path file = shared.resolve("credentials.properties");
        Path aside = Files.move(file, temporary.resolve("aside"));
        try {
            String problem = problemOfOpening(shared);
            assertTrue(problem.contains("credentials.properties"), problem);
        } finally {
            Files.move(aside, file);
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsAProblemThatNamesIt() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        String problem = problemOfOpening(file);
        assertTrue(problem.contains(file.toString()), problem);
    }

    @Test
    void aPathThatAShellWouldChangeIsRefused() {
        String problem = problemOfOpening(temporary.resolve("price in $"));
        assertTrue(problem.contains("without"), problem);
    }

    private static EmbeddedPostgres open(Path folder) {
        return EmbeddedPostgres.open(folder, _ -> {});
    }

    private static String problemOfOpening(Path folder) {
        return String.valueOf(
                assertThrows(DatabaseUnavailable.class, () -> open(folder)).getMessage());
    }

    private static void kill(Path folder) throws Exception {
        Optional<Postmaster> running = Postmaster.of(DataFolder.of(folder).data());
        if (running.isPresent()) {
            ProcessHandle process = running.get().process();
            process.destroyForcibly();
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private static String commandLine(Path folder) throws IOException {
        Postmaster running = Postmaster.of(DataFolder.of(folder).data()).orElseThrow();
        return String.join(" ", running.process().info().arguments().orElseThrow());
    }

    private static long deadProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static void run(Credentials credentials, String sql) {
        try (var connection =
                        DriverManager.getConnection(credentials.url(), credentials.user(), credentials.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String ask(Credentials credentials, String sql) {
        try (var connection =
                        DriverManager.getConnection(credentials.url(), credentials.user(), credentials.password());
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return String.valueOf(answer.getString(1));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String refusal(Credentials credentials, String sql) {
        var failure = assertThrows(IllegalStateException.class, () -> run(credentials, sql));
        return failure.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
    }
}

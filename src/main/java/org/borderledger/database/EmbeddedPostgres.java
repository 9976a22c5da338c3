package org.borderledger.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that lives in a folder of the user's. It is started by the first command that needs it, and found
 * again by the others while it runs. It listens on a random port of 127.0.0.1 only, asks everybody for a password, and
 * writes every commit to the disk before it says so.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "ledger";
    private static final String OWNER = "ledger_owner";
    private static final String READER = "ledger_reader";
    private static final String SUPERUSER = "postgres";
    private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    /** On the command line, where they win over an edited postgresql.conf: the figures' safety hangs on them. */
    private static final String SETTINGS = " -c listen_addresses=" + HOST + " -c unix_socket_directories="
            + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
            + " -c timezone=UTC -c log_timezone=UTC -c password_encryption=scram-sha-256";

    private final DataFolder folder;
    private final Passwords passwords;
    private final Postmaster postmaster;
    private final boolean adopted;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(DataFolder folder, Passwords passwords, Postmaster postmaster, boolean adopted) {
        this.folder = folder;
        this.passwords = passwords;
        this.postmaster = postmaster;
        this.adopted = adopted;
    }

    /**
     * Starts the server of a folder, and makes the folder first when it is new; a server already running there is
     * adopted. Of several processes that open the same folder at once, one starts the server and the others adopt it.
     *
     * @param progress gets a short sentence for each step that takes time
     * @throws DatabaseUnavailable when there is no server in the end
     */
    public static EmbeddedPostgres open(Path dataDirectory, Consumer<String> progress) {
        return locked(dataDirectory, progress, folder -> {
            Optional<EmbeddedPostgres> running = adopt(folder, progress);
            EmbeddedPostgres server = running.isPresent() ? running.get() : start(folder, progress);
            Users.join(folder);
            return server;
        });
    }

    /**
     * The server now running in a folder, if any; starts nothing and makes no files in a folder that holds no database.
     *
     * @throws DatabaseUnavailable when a server runs there but does not let us in
     */
    static Optional<EmbeddedPostgres> find(Path dataDirectory) {
        if (Files.notExists(Postmaster.file(new DataFolder(dataDirectory).data()))) {
            return Optional.empty();
        }
        return locked(dataDirectory, _ -> {}, folder -> {
            Optional<EmbeddedPostgres> running = adopt(folder, _ -> {});
            if (running.isPresent()) {
                Users.join(folder);
            }
            return running;
        });
    }

    private interface Opening<T> {
        T in(DataFolder folder) throws IOException, SQLException, InterruptedException;
    }

    /** One at a time, to the end: a server takes connections before it has the roles that they need. */
    private static <T> T locked(Path dataDirectory, Consumer<String> progress, Opening<T> opening) {
        try {
            DataFolder folder = DataFolder.of(dataDirectory);
            try (var _ = folder.lock(progress)) {
                return opening.in(folder);
            }
        } catch (InterruptedException | ClosedByInterruptException interruption) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable(
                    "Interrupted while opening the database in " + dataDirectory + ": start again.");
        } catch (IOException | SQLException failure) {
            throw DatabaseUnavailable.because(
                    "The database in " + dataDirectory + " could not be opened or closed", failure);
        }
    }

    /** The role that owns the database {@code ledger}; it makes tables and writes figures, and is no superuser. */
    public Credentials owner() {
        return new Credentials(url(DATABASE, postmaster.port()), OWNER, passwords.owner());
    }

    /** The role that may connect and reads what it is granted; its transactions are read only unless it asks otherwise. */
    public Credentials reader() {
        return new Credentials(url(DATABASE, postmaster.port()), READER, passwords.reader());
    }

    /** Whether the server was running already. */
    boolean adopted() {
        return adopted;
    }

    /**
     * Ends this use of the server; the last of its users, in whichever process, stops it and breaks off what is under way.
     * Does nothing the second time.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // A shutdown often interrupts its threads, and the stop must run to its end all the same.
        boolean interrupted = Thread.interrupted();
        try {
            locked(folder.root(), _ -> {}, same -> {
                Optional<Postmaster> running = Postmaster.of(same.data());
                // By now another start may have put another server there, which is not ours to stop.
                if (Users.leave(same)
                        && running.isPresent()
                        && running.get().process().equals(postmaster.process())) {
                    stop(ServerPrograms.of(same, _ -> {}), same);
                }
                return same;
            });
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void stop(ServerPrograms programs, DataFolder folder) throws IOException {
        long logStart = folder.logSize();
        int exit =
                programs.run("pg_ctl", "stop", "--silent", "--mode=fast", "--timeout=120", "--pgdata=" + folder.data());
        if (exit != 0 && Postmaster.of(folder.data()).isPresent()) {
            throw DatabaseUnavailable.afterProgram("PostgreSQL did not stop", folder, logStart);
        }
    }

    private static Optional<EmbeddedPostgres> adopt(DataFolder folder, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        for (boolean told = false; ; told = true) {
            Optional<Postmaster> running = Postmaster.of(folder.data());
            if (running.isEmpty()) {
                return Optional.empty();
            }
            Postmaster postmaster = running.get();
            Passwords passwords = Passwords.read(folder);
            if (postmaster.ready() && answers(folder, passwords, postmaster)) {
                return Optional.of(new EmbeddedPostgres(folder, passwords, postmaster, true));
            }
            if (!told) {
                progress.accept("Waiting for the PostgreSQL of this folder, which is starting or stopping.");
            }
            if (System.nanoTime() - start > ANSWER_PATIENCE.toNanos()) {
                throw new DatabaseUnavailable("PostgreSQL (process "
                        + postmaster.process().pid() + ") runs in "
                        + folder.data() + " but has not answered for " + ANSWER_PATIENCE.toMinutes()
                        + " minutes: see " + folder.log() + ", and try again when it has recovered, or stop it.");
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean answers(DataFolder folder, Passwords passwords, Postmaster postmaster)
            throws IOException, SQLException {
        try (Connection connection = connect(postmaster, passwords)) {
            requireSameFolder(connection, folder);
            // Who started it may have been killed before it came to this.
            prepare(connection, passwords);
            return true;
        } catch (SQLException refusal) {
            // A server that starts or stops refuses everybody; every other refusal stays one.
            @Nullable String state = refusal.getSQLState();
            if (state != null && (state.startsWith("57P") || state.equals("08001") || state.equals("08006"))) {
                return false;
            }
            throw refusal;
        }
    }

    private static EmbeddedPostgres start(DataFolder folder, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException {
        folder.setLargeLogAside();
        ServerPrograms programs = ServerPrograms.of(folder, progress);
        if (Files.notExists(folder.data())) {
            progress.accept("Creating the database in " + folder.data() + ".");
            create(folder, programs);
        }
        folder.deleteStagings();
        requireSameMajorVersion(folder, programs);
        Passwords.read(folder);
        programs.account().give(folder.data());
        progress.accept("Starting PostgreSQL.");
        startServer(folder, programs);
        try {
            EmbeddedPostgres started = adopt(folder, progress)
                    .orElseThrow(() -> new DatabaseUnavailable(
                            "PostgreSQL stopped right after its start: see " + folder.log() + " for the reason."));
            return new EmbeddedPostgres(folder, started.passwords, started.postmaster, false);
        } catch (SQLException | RuntimeException failure) {
            stop(programs, folder);
            throw failure;
        }
    }

    /** In a staging folder, so that a creation cut short is never taken for a database. */
    private static void create(DataFolder folder, ServerPrograms programs) throws IOException {
        Passwords passwords = Passwords.readOrCreate(folder);
        Path staging = folder.newStaging();
        Path password = staging.resolve("password");
        Path fresh = staging.resolve("data");
        DataFolder.writePrivately(password, passwords.superuser());
        programs.account().give(staging);
        long logStart = folder.logSize();
        // The builtin locale sorts and folds alike on every system, and no system update changes it under an index.
        int exit = programs.run(
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions");
        if (exit != 0) {
            throw DatabaseUnavailable.afterProgram("The database could not be created", folder, logStart);
        }
        Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireSameMajorVersion(DataFolder folder, ServerPrograms programs) throws IOException {
        Path file = folder.data().resolve("PG_VERSION");
        String made = Files.exists(file) ? Files.readString(file).strip() : "something that is no PostgreSQL";
        String here = programs.majorVersion();
        if (!made.equals(here)) {
            throw new DatabaseUnavailable("The database in " + folder.data() + " was made by PostgreSQL " + made
                    + ", and this release brings PostgreSQL " + here
                    + ": write a dump with the release that made it, and restore that with this one into an empty folder,"
                    + " with LEDGER_STARTER=none. That way no revision is lost.");
        }
    }

    private static void startServer(DataFolder folder, ServerPrograms programs)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            // It names no server of ours. Were we wrong, PostgreSQL would still refuse to serve a folder twice, because
            // it marks the folder in shared memory too.
            if (Postmaster.of(folder.data()).isEmpty()) {
                Files.deleteIfExists(Postmaster.file(folder.data()));
            }
            long logStart = folder.logSize();
            int exit = programs.run(
                    "pg_ctl",
                    "start",
                    "--silent",
                    "--timeout=300",
                    "--pgdata=" + folder.data(),
                    "--options=-p " + freePort() + SETTINGS);
            // It runs despite a failure when it recovers for long, or when a start cut short was quicker.
            if (exit == 0 || Postmaster.of(folder.data()).isPresent()) {
                return;
            }
            String said = folder.logSince(logStart);
            // Somebody took the port first, or a child of a killed server is busy and has not noticed its death yet.
            boolean passing = said.contains("Address already in use") || said.contains("is still in use");
            if (!passing || System.nanoTime() - start > START_PATIENCE.toNanos()) {
                throw DatabaseUnavailable.afterProgram("PostgreSQL did not start", folder, logStart);
            }
            Thread.sleep(PAUSE);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static Connection connect(Postmaster postmaster, Passwords passwords) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", passwords.superuser());
        // A stranger on the port must not talk us into sending the password as it is.
        properties.setProperty("requireAuth", "scram-sha-256");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "10");
        String url = url(SUPERUSER, postmaster.port());
        // Not through DriverManager, which knows only the drivers of the class loader that used it first.
        for (Driver driver : ServiceLoader.load(Driver.class, EmbeddedPostgres.class.getClassLoader())) {
            @Nullable Connection connection = driver.connect(url, properties);
            if (connection != null) {
                return connection;
            }
        }
        throw new SQLException("no JDBC driver for " + url + " is on the class path");
    }

    private static String url(String database, int port) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    private static void requireSameFolder(Connection connection, DataFolder folder) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            if (!answer.next() || !Files.isSameFile(Path.of(answer.getString(1)), folder.data())) {
                throw new DatabaseUnavailable("Another PostgreSQL answers in place of the one of " + folder.data()
                        + ": stop it and start again.");
            }
        }
    }

    /**
     * Makes the database and its roles. The database gets its real name last, so its presence proves that all the rest is
     * there.
     */
    static void prepare(Connection connection, Passwords passwords) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("drop database if exists ledger_new");
            statement.execute("drop role if exists ledger_owner, ledger_reader");
            // So that not even a statement that fails leaves a password in the log.
            statement.execute("set log_min_error_statement = panic");
            statement.execute("set log_statement = none");
            statement.execute("create role ledger_owner login password " + statement.enquoteLiteral(passwords.owner()));
            statement.execute(
                    "create role ledger_reader login password " + statement.enquoteLiteral(passwords.reader()));
            statement.execute("alter role ledger_reader set default_transaction_read_only = on");
            statement.execute("create database ledger_new owner ledger_owner");
            statement.execute("revoke all on database ledger_new from public");
            statement.execute("grant connect on database ledger_new to ledger_reader");
            statement.execute("alter database ledger_new rename to " + DATABASE);
        }
    }
}

package org.borderledger.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A primary and a standby that streams from it, both run by the programs that the product brings. Those have no
 * pg_basebackup, so the copy is made as the manual's "low level base backup".
 */
public final class StreamedPair implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String REPLICATOR = "replicator";

    /** What belongs to the running primary, and not to a copy of its data. */
    private static final Set<String> OF_THE_PRIMARY = Set.of("postmaster.pid", "postmaster.opts");

    /** The write-ahead log is sent to the standby, and the slots are those of the primary. */
    private static final Set<String> LEFT_EMPTY = Set.of("pg_wal", "pg_replslot");

    private static final FileAttribute<Set<PosixFilePermission>> FOR_THE_SERVER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final EmbeddedPostgres primary;
    private final ServerPrograms programs;
    private final DataFolder standby;
    private final int standbyPort;
    private final Passwords passwords;

    private StreamedPair(EmbeddedPostgres primary, DataFolder primaryFolder, DataFolder standby) throws IOException {
        this.primary = primary;
        this.passwords = Passwords.read(primaryFolder);
        this.standby = standby;
        this.programs = ServerPrograms.of(standby, step -> {});
        this.standbyPort = freePort();
    }

    /** Starts both below a folder that is the caller's to delete. */
    public static StreamedPair start(Path folder) throws IOException, SQLException {
        DataFolder primaryFolder = DataFolder.of(folder.resolve("primary"));
        DataFolder standby = DataFolder.of(folder.resolve("standby"));
        EmbeddedPostgres primary = EmbeddedPostgres.open(primaryFolder.root(), step -> {});
        try {
            var pair = new StreamedPair(primary, primaryFolder, standby);
            try {
                pair.copy(primaryFolder);
                pair.startStandby();
                return pair;
            } catch (IOException | SQLException | RuntimeException failure) {
                pair.stopStandby();
                throw failure;
            }
        } catch (IOException | SQLException | RuntimeException failure) {
            primary.close();
            throw failure;
        }
    }

    /** The owner's way to the primary, the only server that can be written to. */
    public Credentials owner() {
        return primary.owner();
    }

    public Credentials readerOfThePrimary() {
        return primary.reader();
    }

    public Credentials readerOfTheStandby() {
        Credentials reader = primary.reader();
        return new Credentials(url(standbyPort, "ledger"), reader.user(), reader.password());
    }

    /** Asks the primary, as the superuser. */
    public String askPrimary(String sql) throws SQLException {
        return ask(primary.owner().url(), sql);
    }

    /** Asks the standby, as the superuser. */
    public String askStandby(String sql) throws SQLException {
        return ask(readerOfTheStandby().url(), sql);
    }

    private String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, SUPERUSER, passwords.superuser());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                @Nullable String value = row.next() ? row.getString(1) : null;
                return value == null ? "" : value;
            }
        }
    }

    private void copy(DataFolder from) throws IOException, SQLException {
        String primaryUrl = primary.owner().url();
        try (Connection connection = DriverManager.getConnection(primaryUrl, SUPERUSER, passwords.superuser());
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + REPLICATOR + " login replication password "
                    + statement.enquoteLiteral(passwords.reader()));
            // The slot keeps what is written from now on until the standby has it.
            statement.execute("select pg_create_physical_replication_slot('standby', true)");
            statement.execute("select pg_backup_start('standby', true)");
            Files.createDirectory(standby.data(), FOR_THE_SERVER_ALONE);
            Files.walkFileTree(from.data(), new Copying(from.data(), standby.data()));
            try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(standby.data().resolve("backup_label"), label.getString(1));
            }
        }
        Files.createFile(standby.data().resolve("standby.signal"));
        Files.writeString(
                standby.data().resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + portOf(primaryUrl) + " user=" + REPLICATOR + " password="
                        + passwords.reader() + "'\nprimary_slot_name = 'standby'\n",
                StandardOpenOption.APPEND);
        programs.account().give(standby.data());
    }

    private static String portOf(String url) {
        return url.replaceFirst("^.*:(\\d+)/.*$", "$1");
    }

    private void startStandby() throws IOException {
        int exit = programs.run(
                "pg_ctl",
                "start",
                "--silent",
                "--timeout=60",
                "--pgdata=" + standby.data(),
                "--options=-p " + standbyPort + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=");
        if (exit != 0) {
            throw new IllegalStateException("the standby did not start: " + standby.logSince(0));
        }
    }

    private void stopStandby() throws IOException {
        if (Files.exists(Postmaster.file(standby.data()))) {
            programs.run(
                    "pg_ctl", "stop", "--silent", "--mode=immediate", "--timeout=60", "--pgdata=" + standby.data());
        }
    }

    /** Stops both. */
    @Override
    public void close() {
        try {
            stopStandby();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            primary.close();
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Copies while the primary goes on: files may vanish meanwhile. */
    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (!folder.equals(from)) {
                Files.createDirectory(to.resolve(from.relativize(folder)), FOR_THE_SERVER_ALONE);
            }
            return LEFT_EMPTY.contains(from.relativize(folder).toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path place = from.relativize(file);
            if (!OF_THE_PRIMARY.contains(place.toString())) {
                try {
                    Files.copy(file, to.resolve(place));
                } catch (NoSuchFileException vanished) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}

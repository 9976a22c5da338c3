package org.borderledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.borderledger.catalogue.Datasets;
import org.borderledger.command.Starter;
import org.borderledger.database.Credentials;
import org.borderledger.database.EmbeddedPostgres;
import org.borderledger.database.InstalledPostgres;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL for the tests, one a run; each user of it gets an empty ledger in a schema of its own. */
public final class TestDatabase {
    private static final AtomicInteger LEDGERS = new AtomicInteger();

    private final Credentials owner;
    private final Credentials reader;

    private TestDatabase(Credentials owner, Credentials reader) {
        this.owner = owner;
        this.reader = reader;
    }

    /** The one server of this run: the embedded one, or one of programs that {@code LEDGER_TEST_POSTGRES} names. */
    private record Server(Credentials owner, Credentials reader) {
        private static final Server RUNNING = start();

        private static Server start() {
            @Nullable String installed = System.getenv("LEDGER_TEST_POSTGRES");
            try {
                Path folder = Files.createTempDirectory("border-ledger-test");
                if (installed != null) {
                    // it runs as somebody else where the tests run as root
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                    InstalledPostgres server = InstalledPostgres.start(
                            Path.of(installed), Files.createDirectory(folder.resolve("ledger")));
                    atTheEnd(server, folder);
                    return new Server(server.owner(), server.reader());
                }
                EmbeddedPostgres server = EmbeddedPostgres.open(folder, step -> {});
                atTheEnd(server, folder);
                return new Server(server.owner(), server.reader());
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("there is no database to test on", e);
            }
        }

        private static void atTheEnd(AutoCloseable server, Path folder) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try (server) {
                    // stopped before its files are gone
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    delete(folder);
                }
            }));
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A database with the schema of the ledger and no figures. */
    public static TestDatabase empty() {
        String schema = "ledger_" + LEDGERS.incrementAndGet() + "_"
                + ProcessHandle.current().pid();
        Credentials owner = Server.RUNNING.owner();
        try (Connection connection = Migrations.dataSource(owner).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var database = new TestDatabase(in(schema, owner), in(schema, Server.RUNNING.reader()));
        Migrations.apply(database.owner, database.reader.user());
        return database;
    }

    /** A database with the starter data. */
    public static TestDatabase filled() {
        TestDatabase database = empty();
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        Starter.load(
                new Ledger(Migrations.dataSource(database.owner), Datasets.ALL, catalogue, Clock.systemUTC()),
                catalogue,
                step -> {});
        return database;
    }

    private static Credentials in(String schema, Credentials credentials) {
        return new Credentials(
                credentials.url() + "?currentSchema=" + schema, credentials.user(), credentials.password());
    }

    public Credentials owner() {
        return owner;
    }

    /** What tells a service to read it. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                reader.url(),
                "quarkus.datasource.username",
                reader.user(),
                "quarkus.datasource.password",
                reader.password());
    }

    public Credentials reader() {
        return reader;
    }
}

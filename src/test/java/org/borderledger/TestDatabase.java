package org.borderledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.borderledger.database.Credentials;
import org.borderledger.database.EmbeddedPostgres;
import org.borderledger.database.Migrations;

/** A real PostgreSQL for the tests, one a run; each user of it gets an empty ledger in a schema of its own. */
public final class TestDatabase {
    private static final AtomicInteger LEDGERS = new AtomicInteger();

    private final Credentials owner;
    private final Credentials reader;

    private TestDatabase(Credentials owner, Credentials reader) {
        this.owner = owner;
        this.reader = reader;
    }

    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createTempDirectory("border-ledger-test");
                EmbeddedPostgres server = EmbeddedPostgres.open(folder, step -> {});
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    delete(folder);
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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

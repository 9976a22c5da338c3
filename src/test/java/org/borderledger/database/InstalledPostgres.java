package org.borderledger.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of a PostgreSQL that is installed on this machine, for tests to run on in the place of the embedded one. Its
 * collation is that of a language, as an operator's may be: what hangs on the order of letters shows.
 */
public final class InstalledPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final ServerPrograms programs;
    private final DataFolder folder;
    private final Passwords passwords;
    private final int port;

    private InstalledPostgres(ServerPrograms programs, DataFolder folder, Passwords passwords, int port) {
        this.programs = programs;
        this.folder = folder;
        this.passwords = passwords;
        this.port = port;
    }

    /**
     * Makes a database and starts it.
     *
     * @param home where the programs are, in a folder {@code bin}
     */
    public static InstalledPostgres start(Path home, Path folder) throws IOException, SQLException {
        DataFolder place = DataFolder.of(folder);
        ServerAccount account = ServerAccount.of(place);
        var programs = new ServerPrograms(home, account, place);
        Passwords passwords = Passwords.readOrCreate(place);
        Path staging = place.newStaging();
        Path password = staging.resolve("password");
        DataFolder.writePrivately(password, passwords.superuser());
        account.give(staging);
        if (programs.run(
                        "initdb",
                        "--pgdata=" + staging.resolve("data"),
                        "--username=" + SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--locale-provider=icu",
                        "--icu-locale=en-GB")
                != 0) {
            throw new IllegalStateException("the database could not be made: " + place.logSince(0));
        }
        Files.move(staging.resolve("data"), place.data());
        int port = freePort();
        if (programs.run(
                        "pg_ctl",
                        "start",
                        "--silent",
                        "--timeout=60",
                        "--pgdata=" + place.data(),
                        "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                                + " -c timezone=UTC -c fsync=off")
                != 0) {
            throw new IllegalStateException("the server did not start: " + place.logSince(0));
        }
        try (Connection connection =
                DriverManager.getConnection(url(port, SUPERUSER), SUPERUSER, passwords.superuser())) {
            EmbeddedPostgres.prepare(connection, passwords);
        }
        return new InstalledPostgres(programs, place, passwords, port);
    }

    public Credentials owner() {
        return new Credentials(url(port, "ledger"), "ledger_owner", passwords.owner());
    }

    public Credentials reader() {
        return new Credentials(url(port, "ledger"), "ledger_reader", passwords.reader());
    }

    @Override
    public void close() throws IOException {
        programs.run("pg_ctl", "stop", "--silent", "--mode=immediate", "--timeout=60", "--pgdata=" + folder.data());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}

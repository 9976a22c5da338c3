package org.borderledger.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once for each user, and run by an account that PostgreSQL accepts. */
final class ServerPrograms {
    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN_FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");
    private static final String UNPACKING = "unpacking-";
    private static final int HASH_DIGITS = 16;
    private static final int ANY_EXECUTE = 0111;

    private final Path home;
    private final ServerAccount account;
    private final DataFolder folder;

    /** @param home where the programs are, in a folder {@code bin} */
    ServerPrograms(Path home, ServerAccount account, DataFolder folder) {
        this.home = home;
        this.account = account;
        this.folder = folder;
    }

    static ServerPrograms of(DataFolder folder, Consumer<String> progress) throws IOException {
        ServerAccount account = ServerAccount.of(folder);
        Path cache = cache(folder, account);
        Path home = cache.resolve("postgres-" + archiveHash());
        if (Files.notExists(home)) {
            progress.accept("Unpacking PostgreSQL into " + home + ".");
            unpack(cache, home);
        }
        return new ServerPrograms(home, account, folder);
    }

    ServerAccount account() {
        return account;
    }

    String majorVersion() {
        return output(List.of(program("postgres"), "--version"))
                .map(line -> line.replaceFirst("^.*PostgreSQL\\)? (\\d+).*$", "$1"))
                .orElseThrow(() -> new DatabaseUnavailable("The programs in " + home
                        + " do not run: delete that folder and start again, so that they are unpacked afresh."));
    }

    /** Runs a program to its end and returns its exit code; what it says goes to the log. */
    int run(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(program(program)));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(account.command(command))
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                // A file and never a pipe, since the server keeps this open for as long as it lives.
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        // Settings for a PostgreSQL of the user's own, such as PGDATA or PGPORT, are not meant for this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        // Not waitFor: an interrupted thread must still see the program through.
        return process.onExit().join().exitValue();
    }

    /** The first line that a command writes, or empty when it fails or is not there. */
    static Optional<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (var reader = process.inputReader()) {
                @Nullable String line = reader.readLine();
                return process.onExit().join().exitValue() == 0 ? Optional.ofNullable(line) : Optional.empty();
            }
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static Path cache(DataFolder folder, ServerAccount account) throws IOException {
        if (account.user().isEmpty()) {
            Path base = cacheOfThisUser();
            try {
                // A home may be "?" or "/nonexistent" for service users.
                if (base.isAbsolute() && Files.isWritable(Files.createDirectories(base))) {
                    return base;
                }
            } catch (IOException notWritable) {
                // falls through to the data folder, which has to be writable anyway
            }
        }
        Path beside = Files.createDirectories(folder.root().resolve("postgres-programs"));
        Files.setPosixFilePermissions(beside, FOR_ALL);
        return beside;
    }

    private static Path cacheOfThisUser() {
        @Nullable String configured = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home", ""));
        Path base = configured != null && configured.startsWith("/")
                ? Path.of(configured)
                : home.resolve(isMac() ? "Library/Caches" : ".cache");
        return base.resolve("border-ledger");
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }

    private static InputStream archive() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = "postgres-" + (isMac() ? "darwin" : "linux") + "-"
                + (architecture.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        @Nullable InputStream archive = ServerPrograms.class.getResourceAsStream("/" + name);
        if (archive == null) {
            throw new DatabaseUnavailable("This build brings no PostgreSQL for "
                    + System.getProperty("os.name") + " on " + architecture + " (" + name
                    + "): build it on such a machine, or use a PostgreSQL of your own.");
        }
        return archive;
    }

    private static String archiveHash() throws IOException {
        try (var archive = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            archive.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(archive.getMessageDigest().digest()).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Moved into place whole, so that a second process finds all of it or none. */
    private static void unpack(Path cache, Path home) throws IOException {
        Path fresh = Files.createTempDirectory(cache, UNPACKING);
        try (var archive = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive())))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, fresh);
            }
            Files.setPosixFilePermissions(fresh, FOR_ALL);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            // What killed processes left; one that is still at it finds ours in place and takes that.
            DataFolder.deleteAll(cache, UNPACKING);
        } catch (IOException failure) {
            if (Files.notExists(home)) {
                throw failure;
            }
            // Another process was first, and its copy is as good.
        } finally {
            DataFolder.deleteTree(fresh);
        }
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("an entry of the archive points out of it: " + entry.getName());
        }
        Files.createDirectories(target.resolve("..").normalize());
        if (entry.isDirectory()) {
            Files.setPosixFilePermissions(Files.createDirectories(target), FOR_ALL);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(archive, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & ANY_EXECUTE) == 0 ? PLAIN_FOR_ALL : FOR_ALL);
        }
    }
}

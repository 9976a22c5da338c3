package org.borderledger.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the parts of one database lie, and the lock that lets one process at a time start it. */
record DataFolder(Path root) {
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long LOG_BYTES_KEPT = 10_000_000;
    private static final Pattern FOR_THE_SHELL = Pattern.compile("[\"$`\\\\\n]");
    private static final String STAGING = "postgres.new-";
    private static final Set<PosixFilePermission> ONLY_MINE = PosixFilePermissions.fromString("rw-------");

    /** Real paths only, because a running server is known by the path it was given. */
    static DataFolder of(Path path) throws IOException {
        Path root = Files.createDirectories(path).toRealPath();
        if (FOR_THE_SHELL.matcher(root.toString()).find()) {
            throw new DatabaseUnavailable("PostgreSQL hands the path " + root
                    + " to a shell: choose a data folder without \" $ ` \\ or line breaks in its path.");
        }
        return new DataFolder(root);
    }

    Path data() {
        return root.resolve("postgres");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path passwords() {
        return root.resolve("credentials.properties");
    }

    /**
     * A place for a database that is being made, which gets its real name when it is whole. A new one each time, because
     * the program that makes it goes on for a while after its service was killed.
     */
    Path newStaging() throws IOException {
        return Files.createTempDirectory(root, STAGING);
    }

    void deleteStagings() throws IOException {
        deleteAll(root, STAGING);
    }

    /** The caller closes the channel, which gives the lock back. */
    FileChannel lock(Consumer<String> progress) throws IOException, InterruptedException {
        // Opened once, not once per try: closing a channel drops the locks of the whole process on that file.
        var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long start = System.nanoTime();
            for (boolean told = false; !tryLock(channel); told = true) {
                if (!told) {
                    progress.accept("Waiting for another process that is opening this database.");
                }
                if (System.nanoTime() - start > LOCK_PATIENCE.toNanos()) {
                    throw new DatabaseUnavailable("Another process has been opening the database in " + root + " for "
                            + LOCK_PATIENCE.toMinutes() + " minutes: stop it and start again.");
                }
                Thread.sleep(PAUSE);
            }
            return channel;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThreadOfThisProcess) {
            return false;
        }
    }

    /** Only while no server writes to it. */
    void setLargeLogAside() throws IOException {
        if (logSize() > LOG_BYTES_KEPT) {
            Files.move(log(), root.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    long logSize() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    String logSince(long start) throws IOException {
        try (var log = Files.newInputStream(log())) {
            log.skipNBytes(start);
            return new String(log.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Never readable by others, not even for a moment, and on the disk before anything depends on it. */
    static void writePrivately(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(ONLY_MINE));
        Files.writeString(fresh, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void deleteAll(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, prefix + "*")) {
            leftovers.forEach(DataFolder::deleteTree);
        }
    }

    /** As far as it goes: what somebody is still writing stays for a later start to delete. */
    static void deleteTree(Path path) {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException goneOrStillWritten) {
            return;
        }
    }
}

package org.borderledger.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the whole ledger into a file. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = {
            "Write the whole ledger into one file: releases, revisions, clocks, digests, imports.",
            "Works while the service runs and while files come in: the file is one picture. A name that ends in .gz is compressed.",
            "./ledger restore reads it, into a database of any version that the service knows."
        })
final class DumpCommand implements Callable<Integer> {
    private static final String TITLE = "a dump of a ledger";
    /** So many bytes have its title in them. */
    private static final int FIRST_LINE = 200;

    @Parameters(paramLabel = "FILE", description = "The file to write; must not be there yet.")
    private Path file;

    @Option(
            names = "--keep",
            paramLabel = "NUMBER",
            description =
                    "Afterwards take away older dumps of the folder, all but so many with this one. Nothing else in"
                            + " it is touched: only what begins as a dump does.")
    private @Nullable Integer keep;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DumpCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter messages = spec.commandLine().getErr();
        if (keep != null && keep < 1) {
            throw new ParameterException(spec.commandLine(), "--keep takes 1 or more, since this dump stays");
        }
        if (Files.exists(file)) {
            messages.println(file + " is there already; choose another name, or take it away first");
            return LedgerCommand.REFUSED;
        }
        // Under another name until it is whole: half a dump must not look like one.
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate();
            try (Writer out = writer(unfinished)) {
                database.ledger(SeriesCatalogue.load()).dump(TITLE, out);
            }
            Files.move(unfinished, file);
            messages.println("wrote " + file + ", " + Files.size(file) + " bytes");
            if (keep != null) {
                takeAwayAllBut(keep, file.toAbsolutePath().resolveSibling(""), messages);
            }
            return 0;
        } catch (IOException | UncheckedIOException e) {
            messages.println(file + " cannot be written: " + e.getMessage());
            return LedgerCommand.REFUSED;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Deletes the dumps of a folder but for the newest; what is no dump stays. */
    static void takeAwayAllBut(int kept, Path folder, PrintWriter messages) throws IOException {
        List<Path> dumps;
        try (Stream<Path> beside = Files.list(folder)) {
            dumps = beside.filter(DumpCommand::isDump)
                    .sorted(Comparator.comparing(DumpCommand::written).reversed())
                    .toList();
        }
        for (Path older : dumps.subList(Math.min(kept, dumps.size()), dumps.size())) {
            Files.delete(older);
            messages.println("took away " + older.getFileName());
        }
    }

    private static boolean isDump(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            var beginning = new String(in.readNBytes(FIRST_LINE), StandardCharsets.UTF_8);
            return beginning.startsWith("{\"format\":\"border-ledger\"")
                    && beginning.contains("\"title\":\"" + TITLE + "\"");
        } catch (IOException isNone) {
            return false;
        }
    }

    private static FileTime written(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Writer writer(Path path) throws IOException {
        OutputStream out = Files.newOutputStream(path);
        return new BufferedWriter(new OutputStreamWriter(
                path.toString().endsWith(".gz.unfinished") ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
    }
}

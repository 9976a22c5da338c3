package org.borderledger.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.borderledger.ledger.SeriesCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    @Parameters(paramLabel = "FILE", description = "The file to write; must not be there yet.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DumpCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter messages = spec.commandLine().getErr();
        if (Files.exists(file)) {
            messages.println(file + " is there already; choose another name, or take it away first");
            return LedgerCommand.REFUSED;
        }
        // Under another name until it is whole: half a dump must not look like one.
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate(System.getenv(), step -> messages.println("ledger: " + step));
            try (Writer out = writer(unfinished)) {
                database.ledger(SeriesCatalogue.load()).dump("a dump of a ledger", out);
            }
            Files.move(unfinished, file);
            messages.println("wrote " + file + ", " + Files.size(file) + " bytes");
            return 0;
        } catch (IOException | UncheckedIOException e) {
            messages.println(file + " cannot be written: " + e.getMessage());
            return LedgerCommand.REFUSED;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Writer writer(Path path) throws IOException {
        OutputStream out = Files.newOutputStream(path);
        return new BufferedWriter(new OutputStreamWriter(
                path.toString().endsWith(".gz.unfinished") ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
    }
}

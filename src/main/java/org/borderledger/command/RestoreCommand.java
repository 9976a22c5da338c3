package org.borderledger.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.SeriesCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the ledger of a dump again. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Make the ledger of a dump again, revision by revision, with its numbers and clocks.",
            "Each revision must come out with the digest that the dump gives. The ledger must be empty, or an earlier",
            "state of the same one: then the revisions that are missing are made."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The dump; .gz is unpacked.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RestoreCommand() {}

    @Override
    public Integer call() {
        PrintWriter messages = spec.commandLine().getErr();
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        LedgerFile.Contents contents;
        try (BufferedReader lines = reader(file)) {
            contents = new LedgerFile(Datasets.ALL, catalogue).readAll(lines);
        } catch (IOException | LedgerFile.Unreadable e) {
            messages.println(file + " cannot be read: " + e.getMessage());
            return LedgerCommand.REFUSED;
        }
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate();
            int all = contents.revisions().size();
            int made = database.ledger(catalogue).restore(contents, revision -> {
                if (revision % 10 == 0 || revision == all) {
                    messages.println("revision " + revision + " of " + all);
                }
            });
            messages.println("made " + made + " revisions of " + all + "; all have the digests of the dump");
            return 0;
        }
    }

    private static BufferedReader reader(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        return new BufferedReader(new InputStreamReader(
                path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
    }
}

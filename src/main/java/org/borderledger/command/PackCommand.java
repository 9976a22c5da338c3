package org.borderledger.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.LedgerFileWriter;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what published files state as one ledger file: each value once, editions by number. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = {
            "Write what published files state as one ledger file: each value once, editions by number.",
            "Needs no database. The starter data is made so."
        })
final class PackCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ledger file to write.")
    private Path out;

    @Option(names = "--title", required = true, paramLabel = "TEXT", description = "What the file holds, in a line.")
    private String title;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Published files.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PackCommand() {}

    @Override
    public Integer call() throws IOException {
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        PrintWriter messages = spec.commandLine().getErr();
        var reader = new FormatReader(Datasets.ALL, catalogue, Publishers.importers());
        List<Publication> publications = new ArrayList<>();
        for (Path file : files) {
            FormatReader.Reading reading = reader.read(file, FormatReader.Given.NOTHING);
            reading.findings().forEach(messages::println);
            if (reading.publication().isEmpty()) {
                return LedgerCommand.REFUSED;
            }
            publications.add(reading.publication().get());
        }
        publications.sort(
                Comparator.comparing(publication -> publication.issued().instant()));
        try (Writer writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
            new LedgerFileWriter(writer).write(publications, title);
        }
        return 0;
    }
}

package org.borderledger.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.borderledger.ingest.Finding;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts published files into the ledger. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Put published files into the ledger. Each file is one release: it goes in whole, or not at all.",
            "The format is found from the content. Works while the service runs, which shows the new figures at once."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, in any order.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--issued",
            paramLabel = "DATE",
            description = "The issue date where the file carries none: a day (2025-06-27) or an instant"
                    + " (2025-06-27T09:30:00Z). Goes before the file's own.")
    private @Nullable String issued;

    @Option(
            names = "--edition",
            paramLabel = "MARK",
            description = "The publisher's mark of a re-issue, such as v2, where the file's name does not end in it.")
    private @Nullable String edition;

    @Option(
            names = "--correct",
            paramLabel = "REASON",
            description =
                    "The ledger holds these files, and read or dated them wrongly: this reading takes the place of the"
                            + " earlier one, as a correction of our own.")
    private @Nullable String correction;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    ImportCommand() {}

    @Override
    public Integer call() {
        var given = new FormatReader.Given(issueDate(), edition);
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> environment = System.getenv();
        List<Imports.Result> results = new ArrayList<>();
        try (Database database = Database.open(environment, step -> out.println("ledger: " + step))) {
            database.migrate(environment, step -> out.println("ledger: " + step));
            SeriesCatalogue catalogue = SeriesCatalogue.load();
            var imports = new Imports(new FormatReader(catalogue, Publishers.importers()), database.ledger(catalogue));
            for (Path file : files) {
                out.printf("[%d/%d] %s%n", results.size() + 1, files.size(), file.getFileName());
                out.flush();
                Imports.Result result = imports.importFile(file, given, correction);
                result.findings().forEach(finding -> out.println("    " + finding));
                results.add(result);
            }
        }
        printTable(out, results);
        return results.stream().anyMatch(Imports.Result::refused) ? LedgerCommand.REFUSED : 0;
    }

    private @Nullable IssueDate issueDate() {
        if (issued == null) {
            return null;
        }
        try {
            return IssueDate.parse(issued, IssueDate.Basis.OPTION);
        } catch (DateTimeException unreadable) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--issued takes a day such as 2025-06-27 or an instant such as 2025-06-27T09:30:00Z");
        }
    }

    private static void printTable(PrintWriter out, List<Imports.Result> results) {
        out.println();
        out.printf(
                "%-52s %-10s %9s %8s %8s %9s %9s %9s%n",
                "file", "revision", "new", "revised", "withdrawn", "confirmed", "backdated", "findings");
        for (Imports.Result result : results) {
            long findings = result.findings().stream()
                    .filter(finding -> finding.level() != Finding.Level.NOTE)
                    .count();
            String name = String.valueOf(result.file().getFileName());
            Ledger.Outcome outcome = result.outcome().orElse(null);
            if (outcome instanceof Ledger.Outcome.Published published) {
                Ledger.Counts total = published.total();
                out.printf(
                        "%-52s %-10d %9d %8d %8d %9d %9d %9d%n",
                        name,
                        published.revision(),
                        total.added(),
                        total.revised(),
                        total.withdrawn(),
                        total.confirmed(),
                        total.backdated(),
                        findings);
            } else {
                out.printf("%-52s %-10s %65d%n", name, outcome == null ? "refused" : "unchanged", findings);
            }
        }
        long refused = results.stream().filter(Imports.Result::refused).count();
        out.printf("%d files, %d refused%n", results.size(), refused);
        out.flush();
    }
}

package org.borderledger.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ingest.Folder;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ingest.Shown;
import org.borderledger.ledger.Finding;
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
            "Put published files into the ledger. Each file is one release: it goes in whole, or not at all; single rows"
                    + " that cannot be read are kept out and listed.",
            "The format is found from the content. Works while the service runs, which shows the new figures at once.",
            "Of a folder, all files; where it has a list " + Folder.LIST
                    + ", the files that it names, with what it says" + " of when and where they were published."
        })
final class ImportCommand implements Callable<Integer> {
    /** What is more is in the record of imports. */
    private static final int MOST_PRINTED = 20;

    private static final int NAME = 56;
    /** A name has 255 bytes at most; a path below a folder may be longer. */
    private static final int LONGEST_NAME = 500;

    private static final String ROW = "%-" + NAME + "s %-9s %9s %9s %11s %8s %8s %9s %9s %10s%n";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files and folders, in any order.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--issued",
            paramLabel = "DATE",
            description = "The issue date where the file carries none: a day (2025-06-27), an instant"
                    + " (2025-06-27T09:30:00Z), or the month (2025-06) or year (2025) where no more is known. Goes before"
                    + " the file's own.")
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

    @Option(
            names = "--accept",
            paramLabel = "REASON",
            description = "These editions state far fewer figures than their neighbours in time, and that is meant so.")
    private @Nullable String accepted;

    @Option(
            names = "--most-quarantined",
            paramLabel = "PERCENT",
            defaultValue = "1",
            description = "How many of a hundred rows of a file may be unreadable; they are kept out. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double mostQuarantined;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    ImportCommand() {}

    @Override
    public Integer call() {
        if (!(mostQuarantined >= 0 && mostQuarantined <= 100)) {
            throw new ParameterException(spec.commandLine(), "--most-quarantined takes a number from 0 to 100");
        }
        var given = new FormatReader.Given(issueDate(), edition, null, mostQuarantined);
        PrintWriter out = spec.commandLine().getOut();
        Map<Path, FormatReader.Given> offered = offered(given, out);
        Map<String, String> environment = System.getenv();
        try (Database database = Database.open(environment, step -> out.println("ledger: " + step))) {
            database.migrate();
            SeriesCatalogue catalogue = SeriesCatalogue.load();
            var imports = new Imports(
                    new FormatReader(Datasets.ALL, catalogue, Publishers.importers()), database.ledger(catalogue));
            var word = new Imports.Word(correction, accepted);
            List<Imports.Result> results =
                    importEach(offered, out, (file, known) -> imports.importFile(file, known, word));
            return results.stream().anyMatch(Imports.Result::refused) ? LedgerCommand.REFUSED : 0;
        }
    }

    /** Imports one file after the other and prints what came of them, also of those before one that broke all off. */
    static List<Imports.Result> importEach(
            Map<Path, FormatReader.Given> offered,
            PrintWriter out,
            BiFunction<Path, FormatReader.Given, Imports.Result> importer) {
        List<Imports.Result> results = new ArrayList<>();
        try {
            for (Map.Entry<Path, FormatReader.Given> each : offered.entrySet()) {
                out.printf("[%d/%d] %s%n", results.size() + 1, offered.size(), name(each.getKey()));
                out.flush();
                Imports.Result result = importer.apply(each.getKey(), each.getValue());
                print(out, result.findings());
                results.add(result);
            }
        } finally {
            printTable(out, results);
            if (results.size() < offered.size()) {
                out.printf("broken off: %d files were not imported%n", offered.size() - results.size());
                out.flush();
            }
        }
        return results;
    }

    /** The name of a file, which may be anything, as a terminal may print it. */
    private static String name(Path file) {
        return Shown.of(String.valueOf(file.getFileName()), LONGEST_NAME);
    }

    /** The files, and those of the folders, each with what is known of it. */
    private Map<Path, FormatReader.Given> offered(FormatReader.Given given, PrintWriter out) {
        Map<Path, FormatReader.Given> offered = new LinkedHashMap<>();
        for (Path path : files) {
            if (!Files.isDirectory(path)) {
                offered.put(path, given);
                continue;
            } else if (issued != null || edition != null) {
                throw new ParameterException(
                        spec.commandLine(), "--issued and --edition are of single files: name the files, not a folder");
            }
            try {
                Folder folder = Folder.of(path);
                folder.files().forEach((file, listed) -> offered.put(file, given.with(listed)));
                folder.notListed()
                        .forEach(file -> out.println("not in " + Folder.LIST + ", left alone: "
                                + Shown.of(Folder.within(path, file).toString(), LONGEST_NAME)));
            } catch (IOException e) {
                throw new ParameterException(
                        spec.commandLine(), Shown.of(path + " cannot be read: " + e.getMessage(), 2 * LONGEST_NAME));
            }
        }
        return offered;
    }

    private static void print(PrintWriter out, List<Finding> findings) {
        findings.stream().limit(MOST_PRINTED).forEach(finding -> out.println("    " + finding));
        if (findings.size() > MOST_PRINTED) {
            out.println("    and " + (findings.size() - MOST_PRINTED) + " more: ./ledger imports lists them");
        }
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
                    "--issued takes a day such as 2025-06-27, an instant such as 2025-06-27T09:30:00Z, a month such as"
                            + " 2025-06 or a year such as 2025");
        }
    }

    private static void printTable(PrintWriter out, List<Imports.Result> results) {
        out.println();
        out.printf(
                ROW,
                "file",
                "revision",
                "rows",
                "no figure",
                "quarantined",
                "new",
                "revised",
                "withdrawn",
                "confirmed",
                "past alone");
        for (Imports.Result result : results) {
            Ledger.Counts total = result.outcome().orElse(null) instanceof Ledger.Outcome.Published published
                    ? published.total()
                    : null;
            out.printf(
                    ROW,
                    Shown.of(String.valueOf(result.file().getFileName()), NAME),
                    result.outcome().isEmpty()
                            ? "refused"
                            : result.outcome().get() instanceof Ledger.Outcome.Published published
                                    ? published.revision()
                                    : "unchanged",
                    count(result.rows().rows()),
                    count(result.rows().passedOver()),
                    count(result.rows().quarantined()),
                    total == null ? "" : total.added(),
                    total == null ? "" : total.revised(),
                    total == null ? "" : total.withdrawn(),
                    total == null ? "" : total.confirmed(),
                    total == null ? "" : total.backdated());
        }
        long refused = results.stream().filter(Imports.Result::refused).count();
        out.printf("%d files, %d refused%n", results.size(), refused);
        out.flush();
    }

    private static Object count(long rows) {
        return rows == 0 ? "" : rows;
    }
}

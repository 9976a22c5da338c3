package org.borderledger.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.borderledger.discovery.Discovery;
import org.borderledger.discovery.Source;
import org.borderledger.ledger.FetchRecord;
import org.borderledger.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fetches new editions from their publishers. */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = {
            "Ask the publishers for new editions, fetch those that the ledger does not hold, and import them.",
            "Each file goes in whole, or not at all. Works while the service runs, which shows the new figures at once.",
            "LEDGER_DISCOVERY_CONTACT must say where publishers can reach you; docs/discovery.md has the rest."
        })
final class DiscoverCommand implements Callable<Integer> {
    private static final int WIDTH_OF_A_SOURCE = 28;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Only this source; may be given again. Without it, all of them.")
    private List<String> only = List.of();

    @Option(names = "--list", description = "List the sources, and ask nobody.")
    private boolean list;

    @Option(
            names = "--again",
            description = "Fetch and offer everything once more, whatever is on record; after a new version of the"
                    + " program, which may read what the last one refused.")
    private boolean again;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    DiscoverCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> environment = System.getenv();
        DiscoverySettings settings = settings(environment);
        if (list) {
            settings.sources()
                    .forEach(source -> out.printf(
                            "%-" + WIDTH_OF_A_SOURCE + "s %-14s %s%n",
                            source.name(),
                            source.kind() == Source.Kind.DIRECT ? "direct" : "govuk",
                            source.address()));
            out.flush();
            return 0;
        }
        Consumer<String> progress = step -> {
            out.println("ledger: " + step);
            out.flush();
        };
        try (Database database = Database.open(environment, progress)) {
            database.migrate();
            List<Discovery.Result> results = settings.discovery(database).run(again, result -> {
                out.println(line(result));
                out.flush();
            });
            printTable(out, results);
            return results.stream().anyMatch(Discovery.Result::isAmiss) ? LedgerCommand.REFUSED : 0;
        }
    }

    private DiscoverySettings settings(Map<String, String> environment) {
        try {
            DiscoverySettings settings = DiscoverySettings.of(environment).only(only);
            if (!list) {
                settings.manner();
            }
            return settings;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    /** One address as it is done with. */
    static String line(Discovery.Result result) {
        FetchRecord fetch = result.fetch();
        String line = fetch.source() + ": " + fetch.outcome().code() + " " + fetch.address();
        return fetch.found() == null
                ? line
                : line + System.lineSeparator() + "    found " + fetch.found() + "; expected " + fetch.expected();
    }

    private static void printTable(PrintWriter out, List<Discovery.Result> results) {
        out.println();
        out.printf(
                "%-" + WIDTH_OF_A_SOURCE + "s %-10s %6s %11s %9s  %s%n",
                "source",
                "outcome",
                "status",
                "bytes",
                "revision",
                "release");
        for (Discovery.Result result : results) {
            FetchRecord fetch = result.fetch();
            out.printf(
                    "%-" + WIDTH_OF_A_SOURCE + "s %-10s %6s %11s %9s  %s%n",
                    fetch.source(),
                    fetch.outcome().code(),
                    shown(fetch.status()),
                    shown(fetch.bytes()),
                    shown(revision(result)),
                    shown(fetch.release()));
        }
        long amiss = results.stream().filter(Discovery.Result::isAmiss).count();
        out.printf("%d addresses asked, %d amiss%n", results.size(), amiss);
        out.flush();
    }

    private static @Nullable Integer revision(Discovery.Result result) {
        return result.imported() != null
                        && result.imported().outcome().orElse(null) instanceof Ledger.Outcome.Published published
                ? Integer.valueOf(published.revision())
                : null;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}

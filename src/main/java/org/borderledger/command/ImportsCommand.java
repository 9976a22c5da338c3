package org.borderledger.command;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.borderledger.ingest.Shown;
import org.borderledger.ledger.ImportRecord;
import org.borderledger.ledger.SeriesCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists every file that was offered. */
@Command(
        name = "imports",
        mixinStandardHelpOptions = true,
        description = {"List every file that was offered to the ledger, oldest first, and what came of it."})
final class ImportsCommand implements Callable<Integer> {
    private static final int LONGEST_NAME = 500;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    ImportsCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter messages = spec.commandLine().getErr();
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate();
            database.ledger(SeriesCatalogue.load()).imports().forEach(each -> print(out, each));
            out.flush();
            return 0;
        }
    }

    static void print(PrintWriter out, ImportRecord each) {
        out.printf(
                "%s  %-9s  %s%s%n",
                each.attemptedAt().truncatedTo(ChronoUnit.SECONDS),
                each.outcome().code(),
                Shown.of(each.file(), LONGEST_NAME),
                each.release() == null
                        ? ""
                        : "  " + each.release()
                                + (each.revision() == null ? "" : " (revision " + each.revision() + ")"));
        each.findings().forEach(finding -> out.println("    " + finding));
    }
}

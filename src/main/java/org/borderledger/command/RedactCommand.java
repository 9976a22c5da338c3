package org.borderledger.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.borderledger.ledger.SeriesCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a value out of every revision. */
@Command(
        name = "redact",
        mixinStandardHelpOptions = true,
        description = {
            "Take a value that must go for legal reasons, such as the name of a person, out of every figure or claim in",
            "every revision, and keep it from coming in again. The redaction itself is a revision, and digests still hold."
        })
final class RedactCommand implements Callable<Integer> {
    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME",
            description = "The dataset, such as spending-lines, or claims.")
    private String dataset;

    @Option(
            names = "--column",
            required = true,
            paramLabel = "NAME",
            description = "The column, such as originalText; of claims statement or speaker.")
    private String column;

    @Option(names = "--value", required = true, paramLabel = "TEXT", description = "The whole value that must go.")
    private String value;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    private String reason;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RedactCommand() {}

    @Override
    public Integer call() {
        PrintWriter messages = spec.commandLine().getErr();
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate();
            int rows = database.ledger(SeriesCatalogue.load()).redact(dataset, column, value, reason);
            spec.commandLine().getOut().println("redacted " + column + " in " + rows + " rows");
            return 0;
        }
    }
}

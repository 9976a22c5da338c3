package org.borderledger.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.borderledger.ledger.SeriesCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a release that was imported in error out of the timeline. */
@Command(
        name = "retract",
        mixinStandardHelpOptions = true,
        description = {
            "Take a release that was imported in error out of the timeline, by a new revision.",
            "Nothing is deleted: the release and all earlier revisions stay readable."
        })
final class RetractCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RELEASE", description = "The release's identifier, as /v1/releases lists it.")
    private String release;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    private String reason;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RetractCommand() {}

    @Override
    public Integer call() {
        PrintWriter messages = spec.commandLine().getErr();
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate();
            int revision = database.ledger(SeriesCatalogue.load()).retract(release, reason);
            spec.commandLine().getOut().println("retracted " + release + " in revision " + revision);
            return 0;
        }
    }
}

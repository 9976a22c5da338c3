package org.borderledger.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Does what {@code run} does before it serves, for services that have the reader's role only. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Bring the schema up to date and load the starter data, with the owner's role, without serving.")
final class MigrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    MigrateCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        migrate(System.getenv(), step -> out.println("ledger: " + step));
        return 0;
    }

    static void migrate(Map<String, String> environment, Consumer<String> progress) {
        try (Database database = Database.open(environment, progress)) {
            // Whoever says migrate means it: the variable that keeps run from migrating is set for all commands alike.
            database.prepareInAnyCase();
        }
        progress.accept("schema and starter data are up to date");
    }
}

package org.borderledger;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.borderledger.command.LedgerCommand;

/** Where the program begins: every command, the service included, is one of the command line. */
@QuarkusMain
public final class Main {
    // What speaks before the service configures its logging; held, since loggers are kept by weak references only.
    private static final List<Logger> QUIET = Stream.of("org.postgresql", "org.flywaydb", "org.hibernate")
            .map(Logger::getLogger)
            .toList();

    private Main() {}

    public static void main(String... arguments) {
        // Quarkus would answer an address that is none with an empty 400; the service's own gate says what is wrong.
        System.setProperty("vertx.disableURIValidation", "true");
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        System.exit(LedgerCommand.line(arguments).execute(arguments));
    }
}

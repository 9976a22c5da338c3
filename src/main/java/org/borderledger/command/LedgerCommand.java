package org.borderledger.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.database.DatabaseUnavailable;
import org.borderledger.ledger.Ledger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        version = "border-ledger 0.1.0",
        usageHelpWidth = 110,
        description = {
            "Border figures with their sources and their history.",
            "In a clone of the sources, `./ledger test` runs all tests of the service."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something was refused; the messages say what",
            "2:the command line itself is wrong",
            "3:the database cannot be reached or started"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  LEDGER_DATA_DIR                the folder of the embedded database (default: data)",
            "  LEDGER_STARTER                 none starts without the starter data",
            "  LEDGER_MIGRATE                 false leaves the schema and the data as they are, except by migrate",
            "  LEDGER_PUBLIC_URL              where the public reaches the service; citations begin with it",
            "                                   (default: http://localhost:8080)",
            "  LEDGER_DISCOVERY_CONTACT       where publishers can reach you; discover needs it",
            "  LEDGER_DISCOVERY_EVERY         run asks publishers for new editions so often (default: never)",
            "  QUARKUS_HTTP_PORT              the port of the service (default: 8080)",
            "  QUARKUS_DATASOURCE_JDBC_URL    another PostgreSQL, 15 or newer, instead of the embedded one,",
            "  QUARKUS_DATASOURCE_USERNAME      with the user and",
            "  QUARKUS_DATASOURCE_PASSWORD      the password of the role that reads, and",
            "  LEDGER_OWNER_USERNAME            those of the role that owns the tables",
            "  LEDGER_OWNER_PASSWORD            (default: the same role), and",
            "  LEDGER_OWNER_JDBC_URL            where it connects, if elsewhere",
            "  docs/configuration.md has all of them."
        })
public final class LedgerCommand implements Runnable {
    private static final Map<String, Class<?>> COMMANDS = commands(
            RunCommand.class,
            HealthCommand.class,
            MigrateCommand.class,
            ImportCommand.class,
            ImportsCommand.class,
            DiscoverCommand.class,
            RetractCommand.class,
            RedactCommand.class,
            ReviewCommand.class,
            DumpCommand.class,
            RestoreCommand.class,
            VerifyCommand.class,
            PackCommand.class);

    static final int REFUSED = 1;
    private static final int UNAVAILABLE = 3;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    LedgerCommand() {}

    /** The command line as a whole, ready to execute. */
    public static CommandLine line() {
        return line(COMMANDS.values());
    }

    /** The command line that is ready to execute these arguments: looking at the commands that it does not need takes long. */
    public static CommandLine line(String... arguments) {
        Class<?> asked = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return asked == null ? line() : line(List.of(asked));
    }

    private static CommandLine line(Collection<Class<?>> commands) {
        var whole = new CommandLine(new LedgerCommand());
        commands.forEach(whole::addSubcommand);
        return whole.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (exception instanceof DatabaseUnavailable || exception instanceof Ledger.LedgerUnavailable) {
                line.getErr().println(exception.getMessage());
                return UNAVAILABLE;
            }
            if (exception instanceof Ledger.Refused) {
                line.getErr().println(exception.getMessage());
                return REFUSED;
            }
            throw exception;
        });
    }

    private static Map<String, Class<?>> commands(Class<?>... commands) {
        var named = new LinkedHashMap<String, Class<?>>();
        for (Class<?> each : commands) {
            named.put(each.getAnnotation(Command.class).name(), each);
        }
        return named;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do, one of " + String.join(", ", COMMANDS.keySet()));
    }
}

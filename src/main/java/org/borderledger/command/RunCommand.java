package org.borderledger.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.borderledger.database.Credentials;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the ledger. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Serve the ledger over HTTP, on an embedded PostgreSQL unless the environment names another.")
final class RunCommand implements Callable<Integer> {
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    RunCommand() {}

    @Override
    public Integer call() {
        Map<String, String> environment = System.getenv();
        Consumer<String> progress = step -> System.out.println("ledger: " + step);
        var served = new CountDownLatch(1);
        try (Database database = Database.open(environment, progress)) {
            closeAfter(served, database);
            if (database.prepare()) {
                giveMemoryBack();
            }
            if (database.isEmbedded()) {
                Credentials reader = database.reader();
                System.setProperty("quarkus.datasource.jdbc.url", reader.url());
                System.setProperty("quarkus.datasource.username", reader.user());
                System.setProperty("quarkus.datasource.password", reader.password());
            }
            leaveProcessors(environment);
            try (DiscoverySchedule _ = schedule(environment, database, progress)) {
                progress.accept("starting the service");
                var exit = new AtomicInteger();
                Quarkus.run(Service.class, (exitCode, failure) -> {
                    exit.set(failure == null ? exitCode : LedgerCommand.REFUSED);
                    if (failure != null) {
                        failure.printStackTrace();
                    }
                });
                return exit.get();
            }
        } finally {
            served.countDown();
        }
    }

    /**
     * Half of the processors send and receive, at least one, unless the environment says how many threads do: with two for
     * each processor, as is usual, they wait for each other and for what is computed, and send no more.
     */
    private static void leaveProcessors(Map<String, String> environment) {
        if (!environment.containsKey("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE")) {
            int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            System.setProperty("quarkus.vertx.event-loops-pool-size", Integer.toString(half));
        }
    }

    /** What was loaded has left more behind than serving takes; for want of a reason it would stay for days. */
    private static void giveMemoryBack() {
        System.gc();
    }

    private DiscoverySchedule schedule(Map<String, String> environment, Database database, Consumer<String> progress) {
        try {
            return DiscoverySchedule.start(environment, database, progress);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    /** A signal ends the program before this command returns: the database is let go all the same, after the service. */
    private static void closeAfter(CountDownLatch served, Database database) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                if (!served.await(SHUTDOWN_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("ledger: the service did not stop in time");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            database.close();
        }));
    }

    /** Tells where to look once the service answers, and waits for its end. */
    public static final class Service implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
            String address = "http://localhost:" + port;
            System.out.println("ledger: ready. Three addresses worth opening:");
            System.out.println("  " + address + "/");
            System.out.println("  " + address + "/v1/crossings/uk-small-boats-daily:2025-06-20");
            System.out.println(
                    "  " + address + "/v1/enforcement-actions?series=uk-small-boats-prevented-weekly&limit=10");
            Quarkus.waitForExit();
            return 0;
        }
    }
}

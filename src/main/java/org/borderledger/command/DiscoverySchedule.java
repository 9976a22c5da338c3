package org.borderledger.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.borderledger.discovery.Discovery;
import org.jspecify.annotations.Nullable;

/**
 * Discovery beside the service, in one process with it: for the embedded database only, whose owner this process is. The
 * service itself has no part in it and keeps reading with the reader's role. Off unless LEDGER_DISCOVERY_EVERY is set.
 */
final class DiscoverySchedule implements AutoCloseable {
    private final @Nullable ScheduledExecutorService passes;

    private DiscoverySchedule(@Nullable ScheduledExecutorService passes) {
        this.passes = passes;
    }

    /**
     * Starts the first pass now, each further one so long after the end of the one before.
     *
     * @throws IllegalArgumentException where the settings are wrong, or the database is not the embedded one
     */
    static DiscoverySchedule start(Map<String, String> environment, Database database, Consumer<String> progress) {
        DiscoverySettings settings = DiscoverySettings.of(environment);
        Duration every = settings.every().orElse(null);
        if (every == null) {
            return new DiscoverySchedule(null);
        }
        if (!database.isEmbedded()) {
            throw new IllegalArgumentException("LEDGER_DISCOVERY_EVERY is for the embedded database; with another one,"
                    + " let a scheduler run ./ledger discover with the owner's credentials");
        }
        Discovery discovery = settings.discovery(database);
        ScheduledExecutorService passes = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("discovery").factory());
        var _ = passes.scheduleWithFixedDelay(
                () -> pass(discovery, progress), 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return new DiscoverySchedule(passes);
    }

    /** Whatever goes wrong in one pass, the next one comes: an exception would end the schedule. */
    private static void pass(Discovery discovery, Consumer<String> progress) {
        try {
            List<Discovery.Result> results =
                    discovery.run(false, result -> progress.accept("discovery: " + DiscoverCommand.line(result)));
            progress.accept("discovery: " + results.size() + " addresses asked, "
                    + results.stream().filter(Discovery.Result::isAmiss).count() + " amiss");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            progress.accept("discovery: this pass was broken off: " + failed.getMessage());
        }
    }

    /** Stops a pass that is under way; what it imported stays. */
    @Override
    public void close() {
        if (passes != null) {
            passes.shutdownNow();
            try {
                if (!passes.awaitTermination(10, TimeUnit.SECONDS)) {
                    System.err.println("ledger: discovery did not stop in time");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

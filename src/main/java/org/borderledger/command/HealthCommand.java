package org.borderledger.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks the service on this machine whether it is ready, where nothing else is there that could ask. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description =
                "Ask the service that runs here whether it is ready; 0 if so, else 1. For the checks of containers.")
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    HealthCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        String address = "http://127.0.0.1:" + System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000")
                + "/q/health/ready";
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            spec.commandLine().getOut().println(answer.body());
            return answer.statusCode() == 200 ? 0 : LedgerCommand.REFUSED;
        } catch (IOException silent) {
            spec.commandLine().getErr().println("nothing answers at " + address + " (" + silent + ")");
            return LedgerCommand.REFUSED;
        }
    }
}

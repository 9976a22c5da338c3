package org.borderledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.database.Credentials;

/** The packaged service in a process of its own, told what to do by the environment alone, as it is where it runs. */
public final class ServedProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?m)^  (http://localhost:\\d+)/$");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final URI address;
    private final URI management;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private ServedProcess(Process process, URI address, URI management) {
        this.process = process;
        this.address = address;
        this.management = management;
    }

    /**
     * Starts the service on these databases and waits until it serves. It leaves the schema alone.
     *
     * @param jar what {@link Packaging} made
     * @param log gets what it says
     */
    public static ServedProcess start(Path jar, Credentials reader, Credentials owner, Path log)
            throws IOException, InterruptedException {
        return start(jar, reader, owner, log, Map.of());
    }

    /**
     * The same, told more.
     *
     * @param environment variables beside those that it needs
     */
    public static ServedProcess start(
            Path jar, Credentials reader, Credentials owner, Path log, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        jar.toString(),
                        "run")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        int management = freePort();
        builder.environment().keySet().removeIf(name -> name.startsWith("LEDGER_") || name.startsWith("QUARKUS_"));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", reader.url(),
                        "QUARKUS_DATASOURCE_USERNAME", reader.user(),
                        "QUARKUS_DATASOURCE_PASSWORD", reader.password(),
                        "LEDGER_OWNER_JDBC_URL", owner.url(),
                        "LEDGER_OWNER_USERNAME", owner.user(),
                        "LEDGER_OWNER_PASSWORD", owner.password(),
                        "LEDGER_MIGRATE", "false",
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", "0",
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new ServedProcess(
                    process, URI.create(ready(process, log)), URI.create("http://127.0.0.1:" + management));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String ready(Process process, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            boolean ended = !process.isAlive();
            String said = Files.readString(log, StandardCharsets.UTF_8);
            Matcher address = ADDRESS.matcher(said);
            if (address.find()) {
                return address.group(1).replace("localhost", "127.0.0.1");
            }
            if (ended || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("the service does not serve: " + said);
            }
            Thread.sleep(50);
        }
    }

    /** A port of this machine that nobody listens at. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The answer of the port for those who look after the service. */
    public HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(management.resolve(path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return ask(path, Map.of());
    }

    /** The answer to a GET; redirects are not followed. */
    public HttpResponse<String> ask(String path, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Ends the service as a system does that stops it, and kills it where that takes too long. */
    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Packages the classes under test as the build does after the tests, in a process of its own, because the tests'
     * runner holds one application of Quarkus already.
     *
     * @return the jar to start
     */
    public static Path packaged(Path folder) throws IOException, InterruptedException {
        Path target = Files.createDirectories(folder.resolve("target"));
        Path log = folder.resolve("packaging.txt");
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                Packaging.class.getName(),
                Documentation.file("").toAbsolutePath().toString(),
                target.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the service could not be packaged: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return target.resolve("quarkus-app").resolve("quarkus-run.jar");
    }
}

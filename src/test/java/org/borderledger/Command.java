package org.borderledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command of the repository, run as a person runs it. Programs of others that it needs it installs into the user's cache;
 * where they cannot be had, it ends with {@value #CANNOT_BE_HAD}, and the test is skipped with its message and with {@code
 * CI=true} fails.
 */
public final class Command {
    private static final int CANNOT_BE_HAD = 3;

    private Command() {}

    /** The address of the service under test. */
    public static String service() {
        return "http://localhost:" + RestAssured.port;
    }

    /**
     * Runs a command that must succeed, and shows what it says while it runs.
     *
     * @param path of the command, below the project's folder
     * @return what it said
     */
    public static String succeeds(String path, String... arguments) throws IOException, InterruptedException {
        return succeeds(Map.of(), path, arguments);
    }

    /** Runs a command, with some variables of the environment, that must succeed. */
    public static String succeeds(Map<String, String> environment, String path, String... arguments)
            throws IOException, InterruptedException {
        Said said = run(environment, path, arguments);
        if (said.exit == CANNOT_BE_HAD) {
            missing(said.text);
        }
        assertEquals(0, said.exit, () -> path + " said " + said.text);
        return said.text;
    }

    /** What a command said, and how it ended. */
    public record Said(int exit, String text) {}

    /** Runs a command, and shows what it says while it runs. */
    public static Said run(Map<String, String> environment, String path, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Documentation.file(path).toAbsolutePath().toString());
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words)
                .directory(Documentation.file("").toAbsolutePath().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        var said = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                said.append(line).append('\n');
            }
        }
        return new Said(process.waitFor(), said.toString());
    }

    /** Ends a test for which something is missing: skipped on somebody's machine, failed in CI. */
    public static void missing(String message) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        abort(message);
    }
}

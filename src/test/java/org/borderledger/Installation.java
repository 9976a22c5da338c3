package org.borderledger;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Programs of others that tests need, in folders of the user's cache that are made when they are absent. Where they cannot be
 * had, tests that need them are skipped with a message, and with {@code CI=true} fail.
 */
public final class Installation {
    private Installation() {}

    /** The folder of the user's cache that is the project's. */
    public static Path cache() {
        return Path.of(
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache"),
                "border-ledger");
    }

    /** Does a step of an installation. */
    public static void run(String what, List<String> command) throws IOException, InterruptedException {
        String said;
        int exit;
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            exit = process.waitFor();
        } catch (IOException notThere) {
            said = notThere.toString();
            exit = -1;
        }
        if (exit != 0) {
            missing(what + " cannot be had: " + String.join(" ", command) + " said " + said);
        }
    }

    /** Ends a test for which something is missing. */
    public static void missing(String message) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        abort(message);
    }
}

package org.borderledger;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The Python packages that open exports, in a folder of the user's cache that is made when it is absent. Where they cannot
 * be had, tests that need them are skipped with a message, and with {@code CI=true} fail.
 */
public final class PythonPrograms {
    private PythonPrograms() {}

    /** The interpreter that has the packages of {@code src/test/python/requirements.txt}. */
    public static synchronized Path python() throws IOException, InterruptedException {
        String requirements = Documentation.read("src/test/python/requirements.txt");
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .orElse(System.getProperty("user.home") + "/.cache");
        Path folder = Path.of(cache, "border-ledger", "python-" + Integer.toHexString(requirements.hashCode()));
        Path python = folder.resolve("bin/python");
        if (!Files.exists(folder.resolve("complete"))) {
            Path staging = folder.resolveSibling(folder.getFileName() + "-staging");
            Files.createDirectories(folder.getParent());
            run(List.of("python3", "-m", "venv", "--clear", folder.toString()));
            run(List.of(
                    python.toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "-r",
                    Documentation.file("src/test/python/requirements.txt").toString()));
            Files.writeString(staging, HexFormat.of().formatHex(requirements.getBytes(StandardCharsets.UTF_8)));
            Files.move(staging, folder.resolve("complete"), StandardCopyOption.ATOMIC_MOVE);
        }
        return python;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
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
            String message =
                    "the packages that open exports cannot be had: " + String.join(" ", command) + " said " + said;
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            abort(message);
        }
    }
}

package org.borderledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;

/**
 * The Python packages that open exports, in a folder of the user's cache that is made when it is absent. Where they cannot
 * be had, tests that need them are skipped with a message, and with {@code CI=true} fail.
 */
public final class PythonPrograms {
    private static final String WHAT = "the packages that open exports";

    private PythonPrograms() {}

    /** The interpreter that has the packages of {@code src/test/python/requirements.txt}. */
    public static synchronized Path python() throws IOException, InterruptedException {
        String requirements = Documentation.read("src/test/python/requirements.txt");
        Path folder = Installation.cache().resolve("python-" + Integer.toHexString(requirements.hashCode()));
        Path python = folder.resolve("bin/python");
        if (!Files.exists(folder.resolve("complete"))) {
            Path staging = folder.resolveSibling(folder.getFileName() + "-staging");
            Files.createDirectories(folder.getParent());
            Installation.run(WHAT, List.of("python3", "-m", "venv", "--clear", folder.toString()));
            Installation.run(
                    WHAT,
                    List.of(
                            python.toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "-r",
                            Documentation.file("src/test/python/requirements.txt")
                                    .toString()));
            Files.writeString(staging, HexFormat.of().formatHex(requirements.getBytes(StandardCharsets.UTF_8)));
            Files.move(staging, folder.resolve("complete"), StandardCopyOption.ATOMIC_MOVE);
        }
        return python;
    }
}

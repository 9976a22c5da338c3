package org.borderledger;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The published files that tests read: too large for the repository, and not ours to copy. */
public final class Corpus {

    private Corpus() {}

    /**
     * The folder that LEDGER_CORPUS names, else {@code ../shared/data} beside the project. Where there is none the test
     * that asks is skipped with a message; under CI=true it fails, so that nobody takes a skipped test for a passed one.
     */
    public static Path folder() {
        Path folder = Path.of(System.getProperty("project.basedir", ""))
                .resolve(System.getenv().getOrDefault("LEDGER_CORPUS", "../shared/data"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(folder)) {
            String message = "no published files in " + folder + ": set LEDGER_CORPUS to the folder that holds them";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return folder;
    }
}

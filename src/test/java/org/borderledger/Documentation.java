package org.borderledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages of the project, as they stand in the repository. */
public final class Documentation {
    private Documentation() {}

    /** A path below the project's folder. */
    public static Path file(String path) {
        return Path.of(System.getProperty("project.basedir", "")).resolve(path);
    }

    public static String read(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}

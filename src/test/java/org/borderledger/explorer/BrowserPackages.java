package org.borderledger.explorer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.Documentation;
import org.borderledger.Installation;

/** The packages that drive a browser, and the browser itself. */
final class BrowserPackages {
    private static final String WHAT = "the packages that drive a browser";

    private BrowserPackages() {}

    /** The folder with the packages of {@code src/test/browser/package.json}. */
    static synchronized Path folder() throws IOException, InterruptedException {
        if (Stream.of("/usr/lib/chromium/chromium", "/usr/bin/chromium", "/usr/bin/google-chrome")
                .noneMatch(each -> Files.isExecutable(Path.of(each)))) {
            Installation.missing(
                    "the pages are opened in Chromium: install it (Debian: apt install chromium nodejs npm)");
        }
        String wanted = Documentation.read("src/test/browser/package.json");
        Path folder = Installation.cache().resolve("browser-" + Integer.toHexString(wanted.hashCode()));
        if (!Files.exists(folder.resolve("complete"))) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("package.json"), wanted);
            // without a lock: Lighthouse depends on the latest of a package, which no lock can say and npm then refuses
            Installation.run(
                    WHAT,
                    List.of(
                            "npm",
                            "install",
                            "--prefix",
                            folder.toString(),
                            "--no-package-lock",
                            "--no-audit",
                            "--no-fund"));
            Files.createFile(folder.resolve("complete"));
        }
        return folder;
    }
}

package org.borderledger;

import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import java.nio.file.Path;

/** What {@link ServedProcess#packaged} runs: the packaging of the project's classes, with the libraries at hand. */
final class Packaging {
    private Packaging() {}

    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        try (CuratedApplication application = QuarkusBootstrap.builder()
                .setMode(QuarkusBootstrap.Mode.PROD)
                .setProjectRoot(project)
                .setApplicationRoot(project.resolve("target").resolve("classes"))
                .setTargetDirectory(target)
                .setBaseName("border-ledger")
                .setLocalProjectDiscovery(true)
                .setIsolateDeployment(true)
                .setOffline(true)
                .build()
                .bootstrap()) {
            application.createAugmentor().createProductionApplication();
        }
    }
}

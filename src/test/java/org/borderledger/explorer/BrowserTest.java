package org.borderledger.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.borderledger.Documentation;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The pages in a real browser: the journeys of a journalist, every page by axe and as a picture in {@code
 * target/screenshots}, and Lighthouse. The tests themselves are in {@code src/test/browser}.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(BrowserTest.AsPeopleRunIt.class)
@Timeout(900)
class BrowserTest {
    /** Answers are known again, as they are by default, and come packed. */
    public static final class AsPeopleRunIt implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ledger.answers.memory", "64M");
        }
    }

    @Test
    void journeysEndWithTheRightNumbersOnTheScreen() throws IOException, InterruptedException {
        run("journeys.test.mjs", 10);
    }

    @Test
    void everyPageIsAccessibleAndSmallAndHasItsPicture() throws IOException, InterruptedException {
        run("pages.test.mjs", 48);
    }

    @Test
    void lighthouseFindsLittleToMend() throws IOException, InterruptedException {
        run("lighthouse.test.mjs", 3);
    }

    private static void run(String file, int tests) throws IOException, InterruptedException {
        Path packages = BrowserPackages.folder();
        var builder = new ProcessBuilder(List.of(
                        "node",
                        "--test",
                        "--test-reporter=tap",
                        Documentation.file("src/test/browser/" + file).toString()))
                .redirectErrorStream(true);
        builder.environment().put("LEDGER_ADDRESS", "http://localhost:" + RestAssured.port);
        builder.environment().put("LEDGER_PACKAGES", packages.toString());
        builder.environment()
                .put(
                        "LEDGER_SCREENSHOTS",
                        Documentation.file("target/screenshots").toString());
        Process node = builder.start();
        String said;
        try (var output = node.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(node.waitFor(1, TimeUnit.MINUTES), said);
        assertEquals(0, node.exitValue(), said);
        // the groups of tests, and in some versions of node the file, are lines of their own
        assertEquals(
                tests,
                said.lines()
                        .filter(line -> line.strip().matches("ok \\d+ - (?!desktop$|phone$).*(?<!mjs)"))
                        .count(),
                said);
        said.lines().filter(line -> line.matches("# .*(KiB|performance).*")).forEach(System.out::println);
    }
}

package org.borderledger.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import org.borderledger.AsPeopleRunIt;
import org.borderledger.Command;
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
@TestProfile(AsPeopleRunIt.class)
@Timeout(900)
class BrowserTest {
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
        String said = Command.succeeds(
                Map.of(
                        "LEDGER_ADDRESS", Command.service(),
                        "LEDGER_SCREENSHOTS",
                                Documentation.file("target/screenshots").toString()),
                "src/test/browser/run",
                file);
        // the groups of tests, and in some versions of node the file, are lines of their own
        assertEquals(
                tests,
                said.lines()
                        .filter(line -> line.strip().matches("ok \\d+ - (?!desktop$|phone$).*(?<!mjs)"))
                        .count(),
                said);
    }
}

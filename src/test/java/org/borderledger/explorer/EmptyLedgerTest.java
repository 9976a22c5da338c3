package org.borderledger.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.borderledger.Caller;
import org.borderledger.TestDatabase;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a ledger that holds nothing yet, as somebody sees them who starts without the starter data. */
@QuarkusTest
@QuarkusTestResource(value = EmptyLedgerTest.Empty.class, restrictToAnnotatedClass = true)
class EmptyLedgerTest {
    private static final Map<String, String> BROWSER = Map.of("Accept", "text/html");

    /** A database with the schema and no release. */
    public static final class Empty implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return TestDatabase.empty().settings();
        }

        @Override
        public void stop() {
            // the database ends with the run of the tests
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/explore/crossings",
                "/explore/crossings/embed",
                "/explore/enforcement-actions",
                "/explore/spending-lines",
                "/explore/releases",
                "/explore/claims",
                "/explore/changes",
                "/explore/about"
            })
    void everyPageSaysSo(String address) {
        Caller.Answer answer = Caller.ask(address, BROWSER);
        assertEquals(200, answer.status(), answer::body);
        Document page = Jsoup.parse(answer.body());
        assertTrue(page.select("figure.chart, .big").isEmpty(), answer::body);
    }

    @Test
    void nothingIsNoZero() {
        String page =
                Jsoup.parse(Caller.ask("/explore/crossings", BROWSER).body()).text();
        assertTrue(page.contains("Nothing is held that fits. This is not a zero."), page);
    }
}

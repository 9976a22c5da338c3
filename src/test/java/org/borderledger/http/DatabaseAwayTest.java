package org.borderledger.http;

import static org.borderledger.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.borderledger.ServedProcess;
import org.borderledger.TestDatabase;
import org.borderledger.database.Credentials;
import org.borderledger.database.Line;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replica whose database is away goes on with what it knows, says so, and heals by itself. */
@Timeout(300)
class DatabaseAwayTest {
    private static final String KNOWN = "/v1/crossings?period=2025-06";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longer than the pool's foreground-validation-interval: a second in which nobody used a connection. */
    private static final Duration UNUSED = Duration.ofMillis(1500);

    @SuppressWarnings("NullAway.Init") // JUnit sets it
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // made before the tests
    private static Path jar;

    @SuppressWarnings("NullAway.Init") // made before the tests
    DatabaseAwayTest() {}

    @BeforeAll
    static void build() throws Exception {
        jar = ServedProcess.packaged(folder);
    }

    @Test
    void whatIsKnownIsToldAndTheRestIsToBeTriedAgain() throws Exception {
        TestDatabase database = TestDatabase.filled();
        Credentials reader = database.reader();
        try (Line line = Line.to(reader.url());
                ServedProcess service = ServedProcess.start(
                        jar,
                        new Credentials(line.through(reader.url()), reader.user(), reader.password()),
                        database.owner(),
                        folder.resolve("service.txt"))) {
            HttpResponse<String> before = service.ask(KNOWN);
            assertEquals(200, before.statusCode());
            assertTrue(before.headers().firstValue("Cache-Status").isEmpty());
            assertTrue(
                    before.headers().firstValue("Cache-Control").orElseThrow().contains("stale-if-error="));
            assertReady(service);

            line.cut();
            awaitAway(service);
            HttpResponse<String> away = service.ask(KNOWN);
            assertEquals(200, away.statusCode());
            assertEquals(before.body(), away.body());
            assertEquals(
                    "border-ledger; hit; detail=database-away",
                    away.headers().firstValue("Cache-Status").orElseThrow());
            HttpResponse<String> unknown = service.ask("/v1/crossings?period=2025-05");
            assertEquals(503, unknown.statusCode());
            assertTrue(unknown.body().contains("\"unavailable\""), unknown::body);
            assertTrue(unknown.headers().firstValue("Retry-After").isPresent());
            assertEquals(200, service.ask("/problems/unavailable").statusCode());
            assertReady(service);

            line.mend();
            awaitHeard(service, "/v1/crossings?period=2025-05");
            assertEquals(before.body(), service.ask(KNOWN).body());

            // a connection that nobody has used for a while is asked before it is used
            line.silence();
            awaitAway(service);
            Thread.sleep(UNUSED);
            long asked = System.nanoTime();
            HttpResponse<String> unheard = service.ask("/v1/crossings?period=2025-04");
            assertEquals(503, unheard.statusCode());
            assertTrue(unheard.body().contains("\"unavailable\""), unheard::body);
            assertTrue(System.nanoTime() - asked < PATIENCE.toNanos() / 2, "it was kept waiting");

            line.mend();
            awaitHeard(service, "/v1/crossings?period=2025-04");
        }
        String log = Files.readString(folder.resolve("service.txt"));
        assertTrue(log.contains("new revisions are not heard of"), log);
        for (String secret : List.of(reader.password(), database.owner().password())) {
            assertTrue(secret.length() > 8);
            assertFalse(log.contains(secret), "a password is in the log");
        }
    }

    /** As zero it would rise when the database is heard, and ring. */
    @Test
    void whatIsNotHeardYetIsNoNumber() throws Exception {
        TestDatabase database = TestDatabase.filled();
        Credentials reader = database.reader();
        try (Line line = Line.to(reader.url())) {
            line.cut();
            try (ServedProcess service = ServedProcess.start(
                    jar,
                    new Credentials(line.through(reader.url()), reader.user(), reader.password()),
                    database.owner(),
                    folder.resolve("unheard.txt"))) {
                for (String name : List.of(
                        "ledger_revision",
                        "ledger_rows_quarantined",
                        "ledger_series_age_seconds",
                        "ledger_series_late")) {
                    assertEquals(Set.of("NaN"), values(service, name), name);
                }
                line.mend();
                until(
                        "the database is heard",
                        () -> !values(service, "ledger_revision").contains("NaN"));
                assertEquals(Set.of("0.0"), values(service, "ledger_rows_quarantined"));
                assertFalse(values(service, "ledger_series_late").contains("NaN"));
            }
        }
    }

    private static Set<String> values(ServedProcess service, String name) throws Exception {
        return service.manage("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .collect(Collectors.toSet());
    }

    private static void awaitAway(ServedProcess service) throws Exception {
        until("the database is away", () -> saysThatItIsAway(service));
    }

    private static void awaitHeard(ServedProcess service, String question) throws Exception {
        until("new questions are answered", () -> service.ask(question).statusCode() == 200);
        until("the database is heard again", () -> !saysThatItIsAway(service));
    }

    private static boolean saysThatItIsAway(ServedProcess service) throws Exception {
        return service.ask(KNOWN).headers().firstValue("Cache-Status").isPresent();
    }

    private static void assertReady(ServedProcess service) throws Exception {
        HttpResponse<String> ready = service.manage("/q/health/ready");
        assertEquals(200, ready.statusCode(), ready::body);
        assertTrue(ready.body().contains("\"schema\""), ready::body);
    }
}

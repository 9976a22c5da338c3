package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.borderledger.ServedLedger;
import org.borderledger.database.Migrations;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** More questions than the database answers: a few wait for it, the others are told at once, and what is known is sent. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(OverloadTest.Small.class)
@SuppressWarnings("NullAway.Init") // the container sets the field
class OverloadTest {
    private static final int AT_ONCE = 8;
    private static final String KNOWN = "/v1/crossings?period=2025-06";
    /** Sorted by another column than the usual ones, pages come from the table. */
    private static final String COMPUTED = "/v1/crossings?sort=boats&limit=";

    private static final String LOCK = "lock table crossing in access exclusive mode";

    @TestHTTPResource
    URI service;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ledger.requests.at-once",
                    Integer.toString(AT_ONCE),
                    "ledger.answers.memory",
                    "4M",
                    "quarkus.datasource.jdbc.additional-jdbc-properties.options",
                    "-c statement_timeout=10s");
        }
    }

    @Test
    void whatIsTooMuchIsToldAtOnceAndWhatIsKnownIsSentAllTheSame() throws Exception {
        assertEquals(200, ask(KNOWN).join().statusCode());
        List<CompletableFuture<HttpResponse<String>>> waiting;
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            waiting = IntStream.rangeClosed(1, AT_ONCE)
                    .mapToObj(limit -> ask(COMPUTED + limit))
                    .toList();
            untilAsManyWait(statement);
            List<CompletableFuture<HttpResponse<String>>> refused = IntStream.rangeClosed(1, 100)
                    .mapToObj(limit -> ask(COMPUTED + (100 + limit)))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> each : refused) {
                HttpResponse<String> answer = each.join();
                assertEquals(503, answer.statusCode());
                assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
                assertEquals(
                        "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
                assertTrue(answer.body().contains(ProblemCode.OVERLOADED.code()), answer::body);
            }
            assertEquals(200, ask(KNOWN).join().statusCode());
            assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone), "the database answers nobody yet");
            connection.rollback();
        }
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            assertEquals(200, each.join().statusCode());
        }
        assertEquals(200, ask(COMPUTED + 300).join().statusCode(), "there is room again");
    }

    @Test
    void whatTakesTheDatabaseTooLongIsStoppedAndTold() throws Exception {
        HttpResponse<String> answer;
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            answer = ask(COMPUTED + 400).get(1, TimeUnit.MINUTES);
            connection.rollback();
        }
        assertEquals(503, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains("\"" + ProblemCode.OVERLOADED.code() + "\""), answer::body);
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        assertEquals(200, ask(COMPUTED + 400).join().statusCode());
    }

    /** The owner's, in a transaction. */
    private static Connection connection() throws SQLException {
        Connection connection = Migrations.dataSource(ServedLedger.owner()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private CompletableFuture<HttpResponse<String>> ask(String address) {
        return client.sendAsync(
                HttpRequest.newBuilder(service.resolve(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void untilAsManyWait(Statement statement) throws Exception {
        for (int i = 0; i < 500; i++) {
            try (var row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
                if (row.next() && row.getInt(1) >= AT_ONCE) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the requests did not reach the database");
    }
}

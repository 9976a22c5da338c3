package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.borderledger.ServedLedger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever asks whether an answer is still the one that he has takes one connection of the pool: where all did so after a
 * revision and each waited for a second one, nobody would get it. The other connection is that which hears of revisions.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(RevalidationTest.TwoConnections.class)
@SuppressWarnings("NullAway.Init") // the container sets the field
class RevalidationTest {
    @TestHTTPResource
    URI service;

    public static final class TwoConnections implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.jdbc.max-size", "2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?period=2025-05",
                "/v1/crossings/uk-small-boats-daily:2025-06-20",
                "/v1/series",
                "/v1/crossings/summary?period=2025-05"
            })
    void whoHasAnOlderAnswerNeedsOneConnection(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(service.resolve(address))
                    .header("If-None-Match", "\"an-older-one\"")
                    .build();
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }
}

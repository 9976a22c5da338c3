package org.borderledger.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.database.Migrations;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class HealthTest {
    @SuppressWarnings("NullAway.Init") // Quarkus sets it
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void readyIsWhoHasSeenTheSchema() {
        String ready =
                RestAssured.given().get(management.resolve("health/ready")).asString();
        assertTrue(ready.contains("\"schema\""), ready);
        assertTrue(ready.contains("\"needs\": " + Migrations.NEWEST), ready);
    }

    @Test
    void metricsSayHowTheLedgerStandsAndWhatWasAsked() {
        Caller.ask("/v1/crossings?limit=3");
        Caller.ask("/v1/crossings.csv?limit=3");
        Caller.ask("/v1/crossings/uk-small-boats-daily:2025-06-20/revisions");
        Caller.ask("/v1/crossings?rout=channel");
        Caller.ask("/nothing");
        List<String> metrics = RestAssured.given()
                .get(management.resolve("metrics"))
                .asString()
                .lines()
                .toList();
        int revision = Caller.get("/v1/revisions?limit=1").at("/data/0/number").asInt();
        assertTrue(metrics.contains("ledger_revision " + (double) revision), metrics::toString);
        for (String begun : List.of(
                "ledger_database_heard 1.0",
                "ledger_rows_quarantined 0.0",
                "ledger_series_late{series=\"uk-small-boats-daily\"} ",
                "ledger_series_age_seconds{series=\"uk-small-boats-daily\"} ",
                "ledger_series_age_seconds{series=\"uk-small-boats-last-7-days\"} NaN",
                "agroal_active_count",
                times("/v1/crossings", "json", "2xx"),
                times("/v1/crossings", "json", "4xx"),
                times("/v1/crossings", "csv", "2xx"),
                times("/v1/crossings/{key}/revisions", "json", "2xx"),
                times("none", "none", "4xx"))) {
            assertTrue(metrics.stream().anyMatch(line -> line.startsWith(begun)), begun);
        }
    }

    /** An alert or a panel of a metric that there is not would be silent for ever. */
    @Test
    void whatAlertsAndTheDashboardLookAtIsThere() throws IOException {
        Caller.ask("/v1/crossings?limit=3");
        String metrics = RestAssured.given().get(management.resolve("metrics")).asString();
        for (String file : List.of("alerts.yaml", "dashboard.json")) {
            Set<String> looked = Pattern.compile("\\b(?:ledger|http_server|agroal|jvm)_[a-z_]+\\b")
                    .matcher(Files.readString(Path.of("k8s/overlays/production", file)))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            assertTrue(looked.size() >= 5, looked::toString);
            looked.removeIf(name ->
                    metrics.lines().anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " ")));
            assertEquals(Set.of(), looked, file);
        }
    }

    private static String times(String route, String format, String status) {
        return "http_server_requests_seconds_count{answer=\"computed\",format=\"" + format + "\",route=\"" + route
                + "\",status=\"" + status + "\"} ";
    }
}

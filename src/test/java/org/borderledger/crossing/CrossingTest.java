package org.borderledger.crossing;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.borderledger.Caller;
import org.borderledger.SeriesIds;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One crossing figure at its address: API rules 6, 11, 12 and 13. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class CrossingTest {
    private static final String DAY = "/v1/crossings/uk-small-boats-daily:2025-06-20";

    @Test
    void theDayOfTheArticleHasItsFigureWithItsSource() throws IOException {
        JsonNode expected = new ObjectMapper().readTree("""
                {
                  "key": "uk-small-boats-daily:2025-06-20",
                  "series": "uk-small-boats-daily",
                  "periodStart": "2025-06-20",
                  "periodEnd": "2025-06-20",
                  "route": "channel",
                  "citizenship": "total",
                  "category": "small-boat",
                  "people": 437,
                  "boats": 7,
                  "uncontrolledLandings": 0,
                  "status": "P",
                  "revised": false,
                  "qualifier": "exact",
                  "valueHigh": null,
                  "originalText": null,
                  "release": "home-office-small-boats-time-series-2025-11-14-a8887dfe",
                  "publisher": "Home Office",
                  "issuedAt": "2025-11-14T12:15:21Z",
                  "sourceUrl": "https://www.gov.uk/government/publications/migrants-detected-crossing-the-english-channel-in-small-boats",
                  "locator": "SB_01!A2729",
                  "licence": "OGL-UK-3.0",
                  "measureStatus": null,
                  "publisherFlag": null,
                  "withdrawn": false,
                  "validFrom": "2025-11-14T12:15:21Z",
                  "validTo": null,
                  "sex": null,
                  "ageGroup": null,
                  "place": null,
                  "demographic": null,
                  "authority": null
                }
                """);
        JsonNode answer = get(DAY);
        ObjectNode figure = answer.path("data").deepCopy();
        int revision = figure.path("revision").asInt();
        assertTrue(revision >= 1 && revision <= answer.at("/meta/revision").asInt());
        figure.remove("revision");
        assertEquals(expected, figure);
        assertEquals(
                "home-office-small-boats-time-series-2026-08-21-927035a0",
                answer.at("/meta/confirmedBy").asText());
        assertTrue(answer.at("/meta/coverage").isNull());
        assertEquals(DAY, answer.at("/links/self").asText());
    }

    @Test
    void theReleaseOfAFigureIsInTheLedger() {
        JsonNode figure = get(DAY).path("data");
        JsonNode release =
                get("/v1/releases/" + figure.path("release").asText()).path("data");
        assertEquals(figure.path("issuedAt"), release.path("issuedAt"));
        assertEquals(figure.path("publisher"), release.path("publisher"));
        assertEquals("instant", release.path("issuedPrecision").asText());
        assertEquals("file-metadata", release.path("issuedBasis").asText());
    }

    /** API rule 13. */
    @Test
    void aColonMayBeEncoded() {
        JsonNode plain = get(DAY);
        for (String colon : List.of("%3A", "%3a")) {
            assertEquals(plain.path("data"), get(DAY.replace(":", colon)).path("data"));
        }
        assertEquals(list(get(DAY + "/revisions").path("data")), rows(DAY.replace(":", "%3A") + "/revisions"));
    }

    /** API rule 13. */
    @ParameterizedTest
    @CsvSource({
        "2025-06-20, uk-small-boats-daily:2025-06-20",
        "2025-W25, uk-small-boats-daily:2025-W25",
        "FY2024-25, uk-small-boats-daily:FY2024-25",
        "2024-07-05--2025-03-22, uk-small-boats-daily:2024-07-05--2025-03-22"
    })
    void aPeriodAloneGoesOnToTheDefaultSeries(String period, String key) {
        Caller.Answer answer = ask("/v1/crossings/" + period);
        assertEquals(302, answer.status());
        assertEquals("/v1/crossings/" + key, answer.header("Location"));
    }

    @Test
    void theRedirectKeepsTheQuery() {
        Caller.Answer answer = ask("/v1/crossings/2025-06-20?asOf=2026-05-01&revision=40");
        assertEquals(
                "/v1/crossings/uk-small-boats-daily:2025-06-20?asOf=2026-05-01&revision=40", answer.header("Location"));
        assertEquals(437, get(answer.header("Location")).at("/data/people").asInt());
    }

    @Test
    void theAddressOfTheRedirectNamesNoHost() {
        Caller.Answer answer = ask("/v1/crossings/2025-06-20", java.util.Map.of("Host", "elsewhere.example"));
        assertEquals("/v1/crossings/uk-small-boats-daily:2025-06-20", answer.header("Location"));
    }

    @Test
    void aDayBeforeTheSeriesIsNotFoundAndTheHintLeadsToTheSeries() {
        JsonNode problem = problem(ProblemCode.NOT_FOUND, "/v1/crossings/uk-small-boats-daily:1999-01-01");
        assertEquals(
                "/v1/crossings?series=uk-small-boats-daily lists the figures of the series",
                problem.path("hint").asText());
    }

    @Test
    void aMisspeltSeriesIsNotFoundAndTheHintGuesses() {
        JsonNode problem = problem(ProblemCode.NOT_FOUND, "/v1/crossings/uk-small-boats-dayly:2025-06-20");
        assertTrue(problem.path("hint").asText().contains("did you mean uk-small-boats-daily?"));
        assertEquals(SeriesIds.of("crossings"), texts(problem.path("allowed")));
    }

    /** API rule 13: case-sensitive, with a colon, never a dot or slash. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "uk-small-boats-daily.2025-06-20",
                "uk-small-boats-daily%2F2025-06-20",
                "UK-small-boats-daily:2025-06-20",
                "uk-small-boats-daily:2025-06-20:",
                "uk-small-boats-daily:2025-06-20:channel",
                "uk-small-boats-daily:20250620",
                "uk-small-boats-daily",
                ":",
                "2025-06-20:uk-small-boats-daily"
            })
    void otherWritingsOfAKeyAreNotFound(String key) {
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/" + key);
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/" + key + "/revisions");
    }

    @Test
    void aFigureOfAnotherDatasetIsNotFound() {
        problem(ProblemCode.NOT_FOUND, "/v1/spending-lines/uk-small-boats-daily:2025-06-20");
    }

    /** API rule 6. */
    @Test
    void theNewestIsAListOfTheLastPeriodWithAValue() {
        JsonNode daily = get("/v1/crossings/latest");
        assertEquals(List.of("uk-small-boats-daily:2026-08-20"), texts(list(daily.path("data")), "key"));
        JsonNode both = get("/v1/crossings/latest?series=*");
        assertEquals(
                List.of("uk-small-boats-daily:2026-08-20", "uk-small-boats-weekly:2026-W33"),
                texts(list(both.path("data")), "key"));
        assertEquals(
                List.of("uk-small-boats-daily:2025-11-13"), texts(rows("/v1/crossings/latest?asOf=2025-11-14"), "key"));
    }

    @Test
    void theNewestBeforeTheFirstReleaseIsAnEmptyListThatSaysWhy() {
        JsonNode answer = get("/v1/crossings/latest?asOf=2020-01-01");
        assertEquals(0, answer.path("data").size());
        assertTrue(answer.at("/meta/warnings/0").asText().contains("2025-11-14"));
    }

    @Test
    void theNewestTakesNoDates() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings/latest?from=2025-01-01");
        assertEquals(List.of("series", "asOf", "revision"), texts(problem.path("allowed")));
    }

    @Test
    void theHistoryOfAFigureThatNeverChangedHasOneRow() {
        List<JsonNode> history = rows(DAY + "/revisions");
        assertEquals(1, history.size());
        assertEquals(get(DAY).path("data"), history.getFirst());
    }
}

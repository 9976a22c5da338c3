package org.borderledger.enforcement;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.borderledger.SeriesIds;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enforcement actions: the week that went from 390 to 322 and back, the statements, and the dimensions. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class EnforcementActionTest {
    private static final String WEEK = "/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16";
    private static final String WEEKLY = "/v1/enforcement-actions?series=uk-small-boats-prevented-weekly";

    /** API rules 8 and 10. */
    @Test
    void theHistoryOfTheWeekThatCameBackHasItsThreeValuesWithTheDaysBetween() {
        JsonNode answer = get(WEEK + "/revisions");
        List<JsonNode> history = list(answer.path("data"));
        assertEquals(List.of("390", "322", "390"), texts(history, "quantity"));
        assertEquals(List.of("21", "20", "21"), texts(history, "events"));
        assertEquals(
                List.of("2026-04-24T15:24:28Z", "2026-05-01T15:05:18Z", "2026-06-05T15:11:09Z"),
                texts(history, "validFrom"));
        assertEquals("2026-05-01T15:05:18Z", history.get(0).path("validTo").asText());
        assertEquals("2026-06-05T15:11:09Z", history.get(1).path("validTo").asText());
        assertTrue(history.get(2).path("validTo").isNull());
        // API rule 19: computed from the timeline, beside the publisher's own flag
        assertEquals(List.of("false", "true", "true"), texts(history, "revised"));
        assertTrue(history.get(0).path("publisherFlag").isNull());
        assertEquals("Revised", history.get(1).path("publisherFlag").asText());
        assertTrue(answer.at("/links/next").isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-24, 390",
        "2026-04-30, 390",
        "2026-05-01T15:05:17Z, 390",
        "2026-05-01T15:05:18Z, 322",
        "2026-05-01T16:05:18%2B01:00, 322",
        "2026-05-01, 322",
        "2026-05-29, 322",
        "2026-06-05, 390"
    })
    void theWeekReadsAsItDidOnTheDay(String asOf, int quantity) {
        JsonNode figure = get(WEEK + "?asOf=" + asOf).path("data");
        assertEquals(quantity, figure.path("quantity").asInt());
        List<JsonNode> listed = rows(WEEKLY + "&from=2026-04-13&to=2026-04-19&asOf=" + asOf);
        assertEquals(List.of(figure), listed);
    }

    /** API rule 11. */
    @Test
    void aFigureNotYetKnownIsNotFoundWithTheFirstDateOnWhichItIs() {
        for (String address : List.of(WEEK, WEEK + "/revisions")) {
            JsonNode problem = problem(ProblemCode.NOT_KNOWN_YET, address + "?asOf=2026-04-24T15:24:27Z");
            assertTrue(problem.path("detail").asText().contains("2026-04-24T15:24:28Z"), problem::toString);
            assertTrue(problem.path("hint").asText().contains("asOf=2026-04-24"), problem::toString);
            assertEquals("asOf", problem.path("parameter").asText());
        }
        JsonNode problem = problem(ProblemCode.NOT_KNOWN_YET, WEEK + "?revision=1");
        assertEquals("revision", problem.path("parameter").asText());
    }

    /** API rule 11: of two clocks that one is named at which the figure is not known. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&asOf=2026-04-24", "&asOf=2026-06-05"})
    void aFigureNotYetInARevisionIsNotFoundWithTheFirstRevisionOfIt(String asOf) {
        for (String address : List.of(WEEK, WEEK + "/revisions")) {
            JsonNode problem = problem(ProblemCode.NOT_KNOWN_YET, address + "?revision=1" + asOf);
            assertEquals("revision", problem.path("parameter").asText());
            String hint = problem.path("hint").asText();
            int first = Integer.parseInt(hint.substring(hint.lastIndexOf('=') + 1));
            assertTrue(problem.path("detail").asText().contains("from revision " + first + " on"), problem::toString);
            get(address + "?revision=" + first + asOf);
            problem(ProblemCode.NOT_KNOWN_YET, address + "?revision=" + (first - 1) + asOf);
        }
    }

    @Test
    void aFigureKnownAtNeitherClockIsNotFoundWithTheFirstDate() {
        JsonNode problem = problem(ProblemCode.NOT_KNOWN_YET, WEEK + "?revision=1&asOf=2026-01-01");
        assertEquals("asOf", problem.path("parameter").asText());
        assertTrue(problem.path("detail").asText().contains("2026-04-24T15:24:28Z"), problem::toString);
    }

    /** API rule 10: the valid days are never clipped to the request. */
    @Test
    void theHistoryAsOfADayEndsThereAndIsNotClipped() {
        List<JsonNode> history = rows(WEEK + "/revisions?asOf=2026-05-01");
        assertEquals(List.of("390", "322"), texts(history, "quantity"));
        assertEquals("2026-06-05T15:11:09Z", history.get(1).path("validTo").asText());
    }

    /** API rule 1. */
    @Test
    void withoutASeriesTheStatementsAnswer() {
        JsonNode page = get("/v1/enforcement-actions");
        assertEquals(List.of("uk-enforcement-statements"), texts(page.at("/meta/series")));
        assertEquals(
                SeriesIds.otherThan("uk-enforcement-statements", "enforcement-actions"),
                texts(page.at("/meta/otherSeries")));
        assertEquals(34, page.path("data").size());
        assertTrue(page.at("/meta/coverage/expected").isNull(), "a series without a rhythm expects nothing");
        assertTrue(page.at("/meta/coverage/missing").isNull());
    }

    /** API rule 2. */
    @Test
    void aFilterThatOnlyAnotherSeriesSatisfiesNamesThatSeries() {
        JsonNode problem = problem(ProblemCode.NOT_IN_SERIES, "/v1/enforcement-actions?action=prevention");
        assertEquals("action", problem.path("parameter").asText());
        assertEquals(List.of("uk-small-boats-prevented-weekly"), texts(problem.path("allowed")));
        assertEquals(
                "ask for series=uk-small-boats-prevented-weekly",
                problem.path("hint").asText());
        problem(ProblemCode.NOT_IN_SERIES, WEEKLY + "&item=boats");
        assertFalse(rows("/v1/enforcement-actions?series=*&limit=1&action=prevention")
                .isEmpty());
        assertFalse(rows(WEEKLY + "&limit=1&action=prevention").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "action, seizure, 10",
        "action, 'visit,arrest', 6",
        "item, boats, 2",
        "item, 'boats,engines', 4",
        "agency, border-force, 1",
        "place, bulgaria, 5",
        "place, 'europe,online', 5"
    })
    void everyDimensionFilters(String dimension, String codes, int expected) {
        List<JsonNode> rows = rows("/v1/enforcement-actions?" + dimension + "=" + codes);
        assertEquals(expected, rows.size());
        List<String> wanted = List.of(codes.split(",", -1));
        rows.forEach(row -> assertTrue(wanted.contains(row.path(dimension).asText()), row::toString));
    }

    @Test
    void differentParametersMustAllHold() {
        assertEquals(
                1,
                rows("/v1/enforcement-actions?action=seizure&item=boats&place=bulgaria")
                        .size());
        JsonNode none = get("/v1/enforcement-actions?action=visit&place=bulgaria");
        assertEquals(0, none.path("data").size());
        assertTrue(none.at("/meta/warnings/0").asText().startsWith("No figure matches."));
    }

    @Test
    void eventsAndQuantityAreTwoMeasures() {
        JsonNode week = get("/v1/enforcement-actions/uk-small-boats-prevented-weekly:2025-W25")
                .path("data");
        assertEquals(1083, week.path("quantity").asInt());
        assertEquals("people", week.path("unit").asText());
        assertEquals(40, week.path("events").asInt());
        JsonNode visits = rows("/v1/enforcement-actions?action=visit&from=2024-07-05&to=2025-05-31")
                .getFirst();
        assertEquals(9000, visits.path("events").asInt());
        assertTrue(visits.path("quantity").isNull());
    }

    /** API rule 18. */
    @Test
    void theWordsOfThePublisherBoundTheNumber() {
        JsonNode boats = rows("/v1/enforcement-actions?item=boats&period=2023-05-22--2024-05-21")
                .getFirst();
        assertEquals("more-than", boats.path("qualifier").asText());
        assertEquals(352, boats.path("quantity").asInt());
        assertTrue(boats.path("originalText").asText().startsWith("over 352 boats"));
    }

    @Test
    void everyCodeOfTheRowsIsListedInTheStructure() {
        JsonNode codes = get("/v1/datasets/enforcement-actions/structure").at("/data/codes");
        for (JsonNode row : rows("/v1/enforcement-actions?series=*&limit=10000")) {
            for (String dimension : List.of("action", "item", "agency", "place")) {
                assertTrue(
                        texts(list(codes.path(dimension)), "code")
                                .contains(row.path(dimension).asText()),
                        () -> dimension + " of " + row);
            }
        }
    }
}

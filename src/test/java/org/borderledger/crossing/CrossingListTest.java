package org.borderledger.crossing;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.Corpus;
import org.borderledger.SeriesIds;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of crossings: API rules 1, 2, 5, 6 and 12, and the sums that the press printed. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class CrossingListTest {
    private static final String DAILY = "uk-small-boats-daily";

    @TestFactory
    Stream<DynamicTest> theSumsOfTheFactsComeOutToThePerson() throws IOException {
        List<String> facts = Files.readAllLines(Corpus.folder().resolve("facts/small-boat-totals.csv"));
        assertEquals(33, facts.size(), "ranges and a header");
        return facts.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(fact -> DynamicTest.dynamicTest(fact[0] + " to " + fact[1], () -> {
                    List<JsonNode> days = rows("/v1/crossings?from=" + fact[0] + "&to=" + fact[1] + "&limit=10000");
                    assertEquals(Long.parseLong(fact[2]), sum(days, "people"));
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "2018,   299,   43",
        "2019,  1843,  164",
        "2020,  8462,  641",
        "2021, 28526, 1034",
        "2022, 45755, 1110",
        "2023, 29437,  602",
        "2024, 36816,  695",
        "2025, 41472,  672"
    })
    void theYearsAddUp(String year, long people, long boats) {
        JsonNode page = get("/v1/crossings?period=" + year);
        List<JsonNode> days = List.copyOf(walk("/v1/crossings?limit=100&period=" + year));
        assertEquals(people, sum(days, "people"));
        assertEquals(boats, sum(days, "boats"));
        assertEquals(days.size(), page.at("/meta/coverage/expected").asLong());
        assertEquals(0, page.at("/meta/coverage/missing").asLong());
    }

    @Test
    void aWalkInPagesOf997MeetsEveryKeyOnce() {
        List<String> keys = texts(walk("/v1/crossings?limit=997"), "key");
        assertEquals(3154, keys.size());
        assertEquals(3154, Set.copyOf(keys).size());
        assertEquals(keys.stream().sorted(Comparator.reverseOrder()).toList(), keys, "newest first");
        assertEquals(texts(rows("/v1/crossings?limit=10000"), "key"), keys);
    }

    /** API rule 12. */
    @Test
    void withoutALimitAPageHasAThousandRowsAndALinkToTheNext() {
        JsonNode page = get("/v1/crossings");
        assertEquals(1000, page.path("data").size());
        assertEquals("uk-small-boats-daily:2026-08-20", page.at("/data/0/key").asText());
        assertTrue(page.at("/links/next").asText().startsWith("/v1/crossings?cursor="));
        assertEquals("/v1/crossings", page.at("/links/self").asText());
        assertEquals("/v1/datasets/crossings", page.at("/links/describedby").asText());
    }

    @Test
    void theLastPageHasNoNext() {
        assertTrue(get("/v1/crossings?limit=10000").at("/links/next").isNull());
        assertTrue(
                get("/v1/crossings?limit=30&period=2025-06").at("/links/next").isNull());
        assertFalse(
                get("/v1/crossings?limit=29&period=2025-06").at("/links/next").isNull());
    }

    /** API rule 12: newest first, then key; the week that ends on the same day begins earlier, and its key is later. */
    @Test
    void figuresOfOneLastDayComeInTheOrderOfTheirKeys() {
        List<JsonNode> page = rows("/v1/crossings?series=*&from=2025-06-16&to=2025-06-22");
        assertEquals(
                List.of("uk-small-boats-daily:2025-06-22", "uk-small-boats-weekly:2025-W25"),
                texts(page, "key").subList(0, 2));
        assertEquals(8, page.size());
    }

    @Test
    void aDashIsNullWithAStatusAndAZeroIsZero() {
        JsonNode dash = rows("/v1/crossings?period=2022-06-01").getFirst();
        assertTrue(dash.path("uncontrolledLandings").isNull());
        assertEquals("uncontrolledLandings=O", dash.path("measureStatus").asText());
        assertTrue(dash.path("people").isIntegralNumber());
        JsonNode zero = rows("/v1/crossings?period=2023-06-01").getFirst();
        assertTrue(zero.path("uncontrolledLandings").isIntegralNumber());
        assertEquals(0, zero.path("uncontrolledLandings").asInt());
        assertTrue(zero.path("measureStatus").isNull());
    }

    /** API rule 1. */
    @Test
    void withoutASeriesTheDefaultAnswersAndNamesTheOthers() {
        JsonNode meta = get("/v1/crossings?limit=1").path("meta");
        assertEquals(List.of(DAILY), texts(meta.path("series")));
        assertEquals(SeriesIds.otherThan(DAILY, "crossings"), texts(meta.path("otherSeries")));
    }

    /** API rule 1. */
    @Test
    void aStarIsAllSeriesAndAListIsThose() {
        JsonNode all = get("/v1/crossings?series=*&period=2025-W25");
        assertEquals(SeriesIds.of("crossings"), texts(all.at("/meta/series")));
        assertEquals(0, all.at("/meta/otherSeries").size());
        assertEquals(8, all.path("data").size());
        assertEquals(
                all.path("data"),
                get("/v1/crossings?series=uk-small-boats-weekly,uk-small-boats-daily&period=2025-W25")
                        .path("data"));
        assertEquals(
                1,
                rows("/v1/crossings?series=uk-small-boats-weekly&period=2025-W25")
                        .size());
    }

    @Test
    void anUnknownSeriesIsAProblemThatListsTheSeries() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?series=uk-small-boat-daily");
        assertEquals("series", problem.path("parameter").asText());
        assertEquals(
                "did you mean 'uk-small-boats-daily'?", problem.path("hint").asText());
        assertEquals(SeriesIds.of("crossings"), texts(problem.path("allowed")));
    }

    @Test
    void aSeriesOfAnotherDatasetIsAProblem() {
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?series=uk-announced-funding");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?series=*,uk-small-boats-daily");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?series=UK-SMALL-BOATS-DAILY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"route=channel", "citizenship=total", "category=small-boat"})
    void everyDimensionFilters(String filter) {
        assertEquals(30, rows("/v1/crossings?period=2025-06&" + filter).size());
        String name = filter.substring(0, filter.indexOf('='));
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?" + name + "=nosuch");
        assertEquals(name, problem.path("parameter").asText());
        assertEquals(List.of(filter.substring(name.length() + 1)), texts(problem.path("allowed")));
    }

    @Test
    void anUnknownRouteIsAProblemThatGuessesTheRoute() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?route=chanel");
        assertEquals("did you mean 'channel'?", problem.path("hint").asText());
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?route=channel,nosuch");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?route=Channel");
    }

    @Test
    void everyFigureOfAListHasItsSource() {
        for (JsonNode row : rows("/v1/crossings?limit=10000&series=*")) {
            for (String field : List.of("key", "status", "release", "publisher", "issuedAt", "locator", "licence")) {
                assertFalse(row.path(field).asText("").isBlank(), () -> field + " of " + row);
            }
            assertTrue(row.path("revision").asInt() >= 1);
        }
    }

    @Test
    void aListSaysHowItIsCitedAndUnderWhichLicence() {
        JsonNode meta = get("/v1/crossings?period=2025-06").path("meta");
        assertEquals("crossings", meta.path("dataset").asText());
        assertEquals("OGL-UK-3.0", meta.path("licence").asText());
        assertTrue(meta.path("attribution").asText().contains("Open Government Licence v3.0"));
        String citation = meta.path("citation").asText();
        for (String part : List.of("Home Office", "Border Ledger revision", "/v1/crossings?period=2025-06")) {
            assertTrue(citation.contains(part), citation);
        }
    }

    @Test
    void theStructureDescribesEveryColumnInTheOrderOfTheRows() {
        JsonNode row = rows("/v1/crossings?limit=1").getFirst();
        List<String> columns = texts(
                org.borderledger.Caller.list(
                        get("/v1/datasets/crossings/structure").at("/data/columns")),
                "name");
        assertEquals(row.properties().stream().map(Map.Entry::getKey).toList(), columns);
        // API rule 14
        assertEquals(
                List.of("key", "series", "periodStart", "periodEnd", "route", "citizenship", "category", "people"),
                columns.subList(0, 8));
    }

    @Test
    void theKeysOfAllRowsAreTheirAddresses() {
        Set<String> prefixes = rows("/v1/crossings?limit=10000&series=*").stream()
                .map(row -> row.path("key").asText())
                .map(key -> key.substring(0, key.indexOf(':')))
                .collect(Collectors.toSet());
        assertEquals(Set.of(DAILY, "uk-small-boats-weekly"), prefixes);
    }

    private static long sum(List<JsonNode> rows, String measure) {
        return rows.stream().mapToLong(row -> row.path(measure).asLong()).sum();
    }
}

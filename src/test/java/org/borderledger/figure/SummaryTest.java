package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A series in a few numbers, over HTTP: API rules 3, 12, 20 and 24. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SummaryTest {
    private static final String CROSSINGS = "/v1/crossings/summary";
    private static final String PREVENTED = "/v1/enforcement-actions/summary?series=uk-small-boats-prevented-weekly";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/crossings/summary?series=*                      | not-addable            | series",
                "/v1/crossings/summary?series=uk-small-boats-daily,uk-small-boats-weekly | not-addable | series",
                "/v1/crossings/summary?period=2024,2025              | conflicting-parameters | period",
                "/v1/crossings/summary?passing=abc                   | invalid-value          | passing",
                "/v1/crossings/summary?passing=0                     | invalid-value          | passing",
                "/v1/crossings/summary?passing=-1                    | invalid-value          | passing",
                "/v1/crossings/summary?passing=10.5                  | invalid-value          | passing",
                "/v1/crossings/summary?passing=10,,20                | empty-value            | passing",
                "/v1/crossings/summary?passing=9999999999999999999   | invalid-value          | passing",
                "/v1/spending-lines/summary?passing=100              | not-addable            | passing",
                "/v1/crossings/summary?limit=3                       | unknown-parameter      | limit",
                "/v1/crossings/summary?sort=people                   | unknown-parameter      | sort",
                "/v1/crossings/summary?bom=true                      | unknown-parameter      | bom"
            })
    void whatHasNoAnswerIsRefusedAndNamed(
            String address, @ConvertWith(ByCode.class) ProblemCode code, String parameter) {
        assertEquals(parameter, problem(code, address).path("parameter").asText());
    }

    /** API rule 12: the one answer is an object. */
    @Test
    void theYearToTheDayOfTheArticle() {
        JsonNode page = get(CROSSINGS + "?from=2025-01-01&to=2025-06-20");
        JsonNode summary = page.path("data");
        assertTrue(summary.isObject());
        assertEquals(17_817, summary.path("peopleSum").asLong());
        assertEquals(171, summary.path("expected").asLong());
        assertEquals(171, summary.path("present").asLong());
        assertEquals(0, summary.path("missing").asLong());
        assertTrue(summary.path("complete").asBoolean());
        assertEquals(104.19, summary.path("peopleMean").asDouble());
        assertEquals(171, page.at("/meta/computation/inputs/count").asInt());
        assertEquals(
                171,
                rows(page.at("/meta/computation/inputs/query").asText() + "&limit=10000")
                        .size());
        assertTrue(page.at("/meta/citation").asText().startsWith("17,817 people, 311 boats"));
    }

    /** API rule 24: ranks are in the whole series, whatever range is asked. */
    @ParameterizedTest
    @CsvSource({
        "period=2022-09-03, uk-small-boats-daily:2022-09-03, 1305, 1",
        "period=2025,       uk-small-boats-daily:2025-05-31, 1195, 5",
        "period=2025-06-20, uk-small-boats-daily:2025-06-20,  437, 0",
        "'',                uk-small-boats-daily:2022-09-03, 1305, 1"
    })
    void aRecordRanksInTheWholeSeries(String range, String key, long value, long rank) {
        JsonNode record = get(CROSSINGS + (range.isEmpty() ? "" : "?" + range)).at("/data/record");
        assertEquals(key, record.path("key").asText());
        assertEquals(value, record.path("value").asLong());
        long larger = rows("/v1/crossings?limit=10000&people.gt=" + value).size();
        assertEquals(1 + larger, record.path("rank").asLong());
        assertTrue(rank == 0 || rank == record.path("rank").asLong());
    }

    /** API rule 24. */
    @Test
    void tiesShareARank() {
        List<JsonNode> sorted = rows("/v1/crossings?sort=-people&limit=10000&people.gt=0");
        int first = 0;
        while (!sorted.get(first).path("people").equals(sorted.get(first + 1).path("people"))) {
            first++;
        }
        for (JsonNode day : List.of(sorted.get(first), sorted.get(first + 1))) {
            assertEquals(
                    first + 1,
                    get(CROSSINGS + "?period=" + day.path("periodStart").asText())
                            .at("/data/record/rank")
                            .asInt());
        }
        int next = first + 2;
        while (sorted.get(next).path("people").equals(sorted.get(first).path("people"))) {
            next++;
        }
        assertEquals(
                next + 1,
                get(CROSSINGS + "?period="
                                + sorted.get(next).path("periodStart").asText())
                        .at("/data/record/rank")
                        .asInt(),
                "the rank after a tie is that of the place");
    }

    /** API rule 24: none is a published zero. */
    @Test
    void daysWithNoneAreThoseWithAPublishedZero() {
        JsonNode summary = get(CROSSINGS + "?from=2025-01-01&to=2025-06-20").path("data");
        assertEquals(
                rows("/v1/crossings?people=0&from=2025-01-01&to=2025-06-20").size(),
                summary.path("withNone").asInt());
        assertEquals(100, summary.path("withNone").asInt());
        assertEquals(10, summary.at("/longestRunWithNone/periods").asInt());
        assertEquals("2025-06-01", summary.at("/longestRunWithNone/from").asText());
        assertEquals("2025-06-10", summary.at("/longestRunWithNone/to").asText());
        JsonNode day = get(CROSSINGS + "?period=2025-06-20").path("data");
        assertEquals(0, day.path("withNone").asInt());
        assertTrue(day.path("longestRunWithNone").isNull());
        JsonNode future = get(CROSSINGS + "?from=2026-08-21&to=2026-12-31").path("data");
        assertEquals(0, future.path("withNone").asInt(), "days that nobody published are not days with none");
        assertTrue(future.path("peopleSum").isNull());
        assertTrue(future.path("record").isNull());
    }

    @Test
    void aTotalIsPassedOnTheDayThatReachesItOrNever() {
        JsonNode passing = get(CROSSINGS + "?period=2025&passing=10000,18000,25000,41472,41473")
                .at("/data/passing");
        assertEquals(List.of("2025-04-28", "2025-06-21", "2025-07-30"), days(passing, 3));
        assertEquals(18_400, passing.at("/1/total").asLong());
        assertTrue(passing.at("/1/complete").asBoolean());
        assertFalse(passing.at("/3/date").isNull(), "reached to the person");
        assertEquals(41_472, passing.at("/3/total").asLong());
        assertTrue(passing.at("/4/date").isNull(), "not reached by one person");
        assertEquals(41_472, passing.at("/4/total").asLong());
        assertTrue(passing.at("/4/complete").asBoolean());
        JsonNode open = get(CROSSINGS + "?period=2026&passing=50000").at("/data/passing/0");
        assertTrue(open.path("date").isNull());
        assertFalse(open.path("complete").asBoolean(), "the year is not over");
        assertEquals(15_897, open.path("total").asLong());
    }

    private static List<String> days(JsonNode passing, int first) {
        return list(passing).stream()
                .limit(first)
                .map(each -> each.path("date").asText())
                .toList();
    }

    /** API rule 20. */
    @Test
    void aRatioShowsBothSides() {
        JsonNode ratio = get(CROSSINGS + "?period=2025-W25").at("/data/ratios/0");
        assertEquals("peoplePerBoat", ratio.path("name").asText());
        assertEquals(2_083, ratio.at("/numerator/value").asLong());
        assertEquals(34, ratio.at("/denominator/value").asLong());
        assertEquals(61.26, ratio.path("value").asDouble());
        assertTrue(ratio.path("caveat").isNull());
        JsonNode open = get(CROSSINGS + "?period=2026").at("/data/ratios/0");
        assertTrue(open.path("value").isNull());
        assertEquals("people is not complete", open.path("reason").asText());
        assertEquals(15_897, open.at("/numerator/value").asLong(), "both sides stand");
    }

    @Test
    void aRatioThatMisleadsHasItsCaveat() {
        JsonNode ratio = get(PREVENTED + "&period=2025-W25").at("/data/ratios/0");
        assertEquals(1_083, ratio.at("/numerator/value").asLong());
        assertEquals(3_166, ratio.at("/denominator/value").asLong());
        assertEquals(34.21, ratio.path("value").asDouble());
        assertTrue(ratio.path("percent").asBoolean());
        assertTrue(ratio.path("caveat").asText().startsWith("Not a rate of success"), ratio::toString);
        assertEquals(
                List.of("quantity", "uk-small-boats-weekly.people"),
                list(ratio.at("/denominator/measures")).stream()
                        .map(JsonNode::asText)
                        .toList());
    }

    /** The weeks before preventions were published lack, but they take nothing from those that are there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&from=2024-01-01", "&from=2024-04-15&to=2024-05-12"})
    void weeksWithoutAValueAreMissingFromTheOneSum(String range) {
        JsonNode summary = get(PREVENTED + range).path("data");
        List<JsonNode> weeks =
                rows("/v1/enforcement-actions?series=uk-small-boats-prevented-weekly&limit=10000" + range);
        assertEquals(
                weeks.stream().mapToLong(week -> week.path("quantity").asLong()).sum(),
                summary.path("quantitySum").asLong());
        assertEquals(
                weeks.stream().filter(week -> !week.path("quantity").isNull()).count(),
                summary.path("present").asLong());
        assertEquals(weeks.size(), summary.path("expected").asLong());
        assertEquals(
                weeks.size() - summary.path("present").asLong(),
                summary.path("missing").asLong());
        assertTrue(summary.path("record").isObject(), summary::toString);
        assertEquals(0, summary.path("totals").size());
        assertEquals("quantity is not complete", summary.at("/ratios/0/reason").asText());
    }

    @Test
    void statementsHaveTotalsOfWhatMayBeAddedUp() {
        JsonNode summary = get("/v1/spending-lines/summary").path("data");
        assertTrue(summary.path("frequency").isNull());
        assertTrue(summary.path("complete").isNull());
        assertTrue(summary.path("withNone").isNull());
        assertTrue(summary.path("record").isNull());
        assertFalse(summary.has("amountSum"), "nothing is totalled over currencies and stages");
        List<JsonNode> totals = list(summary.path("totals"));
        assertEquals(5, totals.size());
        assertEquals(
                List.of("null", "253000000", "763400000", "290000000", "350000000"), Caller.texts(totals, "amountSum"));
        assertEquals(
                "yearly rates are never added up",
                totals.getFirst().path("reason").asText());
    }

    /** API rule 25: a ratio may read another dataset, so the validator is that of the whole ledger. */
    @Test
    void aSummaryIsOfOneRevisionOfTheWholeLedger() {
        int newest = get("/v1/revisions?limit=1").at("/data/0/number").asInt();
        assertEquals(
                newest, get("/v1/spending-lines/summary").at("/meta/revision").asInt());
        assertEquals(30, get(CROSSINGS + "?revision=30").at("/meta/revision").asInt());
        JsonNode before = get(CROSSINGS + "?asOf=2020-01-01");
        assertTrue(before.at("/data/peopleSum").isNull());
        assertTrue(before.at("/data/periodStart").isNull());
        assertTrue(before.at("/meta/warnings").toString().contains("2025-11-14"), before::toString);
    }
}

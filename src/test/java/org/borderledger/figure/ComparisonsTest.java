package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

/** The same days in other years, over HTTP: API rules 3, 8, 9 and 23. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ComparisonsTest {
    private static final String CROSSINGS = "/v1/crossings/comparisons";
    private static final String PREVENTED =
            "/v1/enforcement-actions/comparisons?series=uk-small-boats-prevented-weekly";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "series=*                                          | not-addable            | series",
                "series=uk-small-boats-daily,uk-small-boats-weekly | not-addable            | series",
                "from=2025-06-01&to=2025-01-31                     | conflicting-parameters | from",
                "years=2025,x                                      | invalid-value          | years",
                "years=2025..2018                                  | invalid-value          | years",
                "years=1899                                        | invalid-value          | years",
                "years=1900..2999                                  | invalid-value          | years",
                "years=2024..2025..2026                            | invalid-value          | years",
                "years=2024,                                       | empty-value            | years",
                "to=2025-02-30                                     | invalid-value          | to",
                "measures=people.mean                              | unknown-value          | measures",
                "measures=people.sum,boats.sum                     | invalid-value          | measures",
                "measures=nosuch.sum                               | unknown-value          | measures",
                "period=2025                                       | unknown-parameter      | period",
                "frequency=day                                     | unknown-parameter      | frequency",
                "route=nosuch                                      | unknown-value          | route"
            })
    void whatHasNoAnswerIsRefusedAndNamed(String query, @ConvertWith(ByCode.class) ProblemCode code, String parameter) {
        assertEquals(
                parameter,
                problem(code, CROSSINGS + "?" + query).path("parameter").asText());
    }

    /** API rule 23: from defaults to 1 January, and change is the base less the year. */
    @Test
    void theYearToDateIsComparedWithThoseBefore() {
        List<JsonNode> rows = rows(CROSSINGS + "?to=2025-06-20&years=2018..2025");
        assertEquals(List.of("2025", "2024", "2023", "2022", "2021", "2020", "2019", "2018"), texts(rows, "year"));
        assertEquals(
                List.of("17817", "12313", "10518", "11690", "5261", "2241", "592", "11"), texts(rows, "peopleSum"));
        assertEquals("2025-01-01", rows.getFirst().path("periodStart").asText());
        for (JsonNode row : rows) {
            long sum = row.path("peopleSum").asLong();
            assertEquals(17_817 - sum, row.path("change").asLong());
            assertEquals(
                    BigDecimal.valueOf(100 * (17_817 - sum))
                            .divide(BigDecimal.valueOf(sum), 2, RoundingMode.HALF_EVEN)
                            .doubleValue(),
                    row.path("percent").asDouble());
            assertTrue(row.path("complete").asBoolean());
        }
    }

    @Test
    void withoutDaysTheWholeCoverageIsComparedUpToTheLastDayOfTheSeries() {
        List<JsonNode> rows = rows(CROSSINGS);
        assertEquals(9, rows.size());
        assertEquals("2026-08-20", rows.getFirst().path("periodEnd").asText());
        assertEquals("2018-08-20", rows.getLast().path("periodEnd").asText());
        assertEquals(0, rows.getFirst().path("change").asLong());
    }

    /** API rule 23. */
    @Test
    void theTwentyNinthOfFebruaryIsTheTwentyEighthInOtherYears() {
        List<JsonNode> rows = rows(CROSSINGS + "?to=2024-02-29&years=2020..2024");
        assertEquals(
                List.of("2024-02-29", "2023-02-28", "2022-02-28", "2021-02-28", "2020-02-29"),
                texts(rows, "periodEnd"));
        assertEquals(List.of("60", "59", "59", "59", "60"), texts(rows, "expected"));
        assertEquals(List.of("0", "-698", "773", "1723", "1978"), texts(rows, "change"));
        List<JsonNode> leapDay = rows(CROSSINGS + "?from=2024-02-29&to=2024-02-29&years=2023,2024");
        assertEquals("2023-02-28", leapDay.getLast().path("periodStart").asText());
        assertEquals("2023-02-28", leapDay.getLast().path("periodEnd").asText());
        List<JsonNode> fromCommonYears = rows(CROSSINGS + "?from=2025-02-28&to=2025-02-28&years=2024");
        assertEquals("2024-02-28", fromCommonYears.getLast().path("periodEnd").asText());
    }

    /** API rule 23: the year of a range over New Year is that of its end. */
    @Test
    void aRangeOverNewYearMovesAsAWhole() {
        List<JsonNode> rows = rows(CROSSINGS + "?from=2024-12-01&to=2025-01-31&years=2019..2025");
        assertEquals(List.of("2025", "2024", "2023", "2022", "2021", "2020", "2019"), texts(rows, "year"));
        assertEquals(List.of("4352", "2412", "2924", "3109", "433", "372", "183"), texts(rows, "peopleSum"));
        for (JsonNode row : rows) {
            int year = row.path("year").asInt();
            assertEquals((year - 1) + "-12-01", row.path("periodStart").asText());
            assertEquals(year + "-01-31", row.path("periodEnd").asText());
        }
        List<JsonNode> withoutYears = rows(CROSSINGS + "?from=2024-12-01&to=2025-01-31");
        assertEquals("2019", withoutYears.getLast().path("year").asText(), "the first that the data wholly covers");
    }

    @Test
    void whatIsNotOverIsComparedWithNothing() {
        JsonNode page = get(CROSSINGS + "?to=2026-12-31&years=2024..2026");
        assertTrue(
                texts(page.at("/meta/warnings")).contains("2026 ends on 2026-08-20: ask to=2026-08-20."),
                page::toString);
        for (JsonNode row : page.path("data")) {
            assertTrue(row.path("change").isNull(), row::toString);
            assertTrue(row.path("percent").isNull());
            assertEquals("2026 is not complete", row.path("reason").asText());
            assertTrue(row.path("peopleSum").isNumber(), "each sum stands");
        }
        assertEquals(List.of("2026-08-21..2026-12-31"), texts(page.at("/data/0/missing")));
        JsonNode asked = get(CROSSINGS + "?to=2026-08-20&years=2025");
        assertEquals(-12_100, asked.at("/data/1/change").asLong(), "as the warning says");
    }

    @Test
    void aYearBeforeOrAfterTheDataHasNoSumAndNoChange() {
        List<JsonNode> rows = rows(CROSSINGS + "?to=2025-06-20&years=2017,2030");
        assertEquals(List.of("2030", "2025", "2017"), texts(rows, "year"));
        for (JsonNode row : List.of(rows.getFirst(), rows.getLast())) {
            assertTrue(row.path("peopleSum").isNull());
            assertTrue(row.path("change").isNull());
            assertEquals(
                    row.path("year").asText() + " is not complete",
                    row.path("reason").asText());
        }
    }

    /** The address of the inputs lists each year's days, and an address lists a hundred periods at most. */
    @Test
    void howeverFarTheDaysLieTheAddressOfTheirFiguresAnswers() {
        JsonNode far = get(CROSSINGS + "?to=2999-12-31");
        assertEquals(
                List.of("2999", "2025", "2024", "2023", "2022", "2021", "2020", "2019", "2018"),
                list(far.path("data")).stream()
                        .map(row -> row.path("year").asText())
                        .toList(),
                "the base, and the years that the data wholly covers");
        assertEquals(2_922, rowsOfInputs(far));
        assertEquals(0, rowsOfInputs(get(CROSSINGS + "?to=2025-06-20&years=1900..1998&revision=1")));
        assertEquals(171, rowsOfInputs(get(CROSSINGS + "?to=2025-06-20&years=1900..1998")));
        problem(ProblemCode.INVALID_VALUE, CROSSINGS + "?years=1900..1999");
    }

    private static int rowsOfInputs(JsonNode page) {
        return rows(page.at("/meta/computation/inputs/query").asText() + "&limit=10000")
                .size();
    }

    /** A percentage of nothing is none: 2018 had no crossing in its first days. */
    @Test
    void aChangeFromZeroHasNoPercentage() {
        JsonNode row =
                rows(CROSSINGS + "?from=2025-01-01&to=2025-01-05&years=2018").getLast();
        assertEquals(0, row.path("peopleSum").asLong());
        assertTrue(row.path("change").isNumber());
        assertTrue(row.path("percent").isNull());
        assertTrue(row.path("reason").isNull());
    }

    @Test
    void aMeasureThatWasNotRecordedInAYearIsNotCompared() {
        List<JsonNode> rows = rows(CROSSINGS + "?to=2025-06-20&years=2022..2025&measures=uncontrolledLandings.sum");
        assertTrue(rows.getLast().path("uncontrolledLandingsSum").isNull());
        assertTrue(rows.getLast().path("change").isNull());
        assertEquals("2022 is not complete", rows.getLast().path("reason").asText());
        assertTrue(rows.get(1).path("change").isIntegralNumber());
    }

    /** The unit of a week without a value is that of its series: a year is one row. */
    @Test
    void everyYearOfAWeeklySeriesIsOneRow() {
        List<JsonNode> rows = rows(PREVENTED + "&from=2026-01-05&to=2026-06-28&years=2023..2026");
        assertEquals(List.of("2026", "2025", "2024", "2023"), texts(rows, "year"));
        assertEquals(List.of("people", "people", "people", "people"), texts(rows, "unit"));
        assertEquals(6_324, rows.getFirst().path("quantitySum").asLong());
        assertFalse(rows.get(1).path("complete").asBoolean(), "weeks do not fill 5 January to 28 June 2025");
        assertTrue(rows.getLast().path("quantitySum").isNull());
    }

    @Test
    void withoutARhythmNothingIsCompared() {
        for (JsonNode row : rows("/v1/spending-lines/comparisons?to=2025-12-31&years=2023..2025")) {
            assertTrue(row.path("change").isNull(), row::toString);
            assertTrue(row.path("complete").isNull());
            assertFalse(row.path("reason").isNull());
        }
    }

    @Test
    void columnsOrderAndPagesAreChosenAsInLists() {
        String address = CROSSINGS + "?to=2025-06-20&fields=year,change&sort=change&limit=3";
        List<JsonNode> rows = walk(address);
        assertEquals(8, rows.size());
        assertEquals(
                List.of("year", "change", "qualifier", "status"),
                rows.getFirst().properties().stream().map(Map.Entry::getKey).toList());
        for (int i = 1; i < rows.size(); i++) {
            assertTrue(rows.get(i - 1).path("change").asLong()
                    <= rows.get(i).path("change").asLong());
        }
        problem(ProblemCode.UNKNOWN_VALUE, CROSSINGS + "?fields=inputsFrom");
        problem(ProblemCode.UNKNOWN_VALUE, CROSSINGS + "?sort=people");
    }

    /** API rules 8 and 9. */
    @Test
    void aComparisonIsAsItWasKnownThen() {
        JsonNode page = get(CROSSINGS + "?asOf=2026-05-01&years=2025,2026");
        assertEquals("2026-04-30", page.at("/data/0/periodEnd").asText());
        assertEquals(6_416, page.at("/data/0/peopleSum").asLong());
        JsonNode before = get(CROSSINGS + "?asOf=2020-01-01");
        assertEquals(0, before.path("data").size());
        assertTrue(before.at("/meta/warnings").toString().contains("2025-11-14"));
        assertEquals(30, get(CROSSINGS + "?revision=30").at("/meta/revision").asInt());
    }
}

package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API rules 5 and 6: which figures a time asks for, and what the answer says of those it leaves out. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class PeriodFilterTest {
    private static final String WEEKLY = "/v1/crossings?series=uk-small-boats-weekly";

    @ParameterizedTest
    @CsvSource({
        "2025, 2025-01-01, 2025-12-31, 365",
        "2024, 2024-01-01, 2024-12-31, 366",
        "2025-Q2, 2025-04-01, 2025-06-30, 91",
        "2025-06, 2025-06-01, 2025-06-30, 30",
        "2024-02, 2024-02-01, 2024-02-29, 29",
        "2025-W25, 2025-06-16, 2025-06-22, 7",
        "2020-W53, 2020-12-28, 2021-01-03, 7",
        "2025-06-20, 2025-06-20, 2025-06-20, 1",
        "FY2024-25, 2024-04-01, 2025-03-31, 365",
        "USFY2025, 2024-10-01, 2025-09-30, 365",
        "2024-07-05--2025-06-20, 2024-07-05, 2025-06-20, 351",
        "2018..2025, 2018-01-01, 2025-12-31, 2922",
        "2025-01..2025-W10, 2025-01-01, 2025-03-09, 68",
        "2025-06-20..2025-06-22, 2025-06-20, 2025-06-22, 3"
    })
    void aPeriodIsTheDaysFromItsFirstToItsLast(String period, String first, String last, int days) {
        JsonNode byPeriod = get("/v1/crossings?limit=10000&period=" + period);
        assertEquals(days, byPeriod.path("data").size());
        assertEquals(
                byPeriod.path("data"),
                get("/v1/crossings?limit=10000&from=" + first + "&to=" + last).path("data"));
        JsonNode coverage = byPeriod.at("/meta/coverage");
        assertEquals(first, coverage.path("from").asText());
        assertEquals(last, coverage.path("to").asText());
        assertEquals(days, coverage.path("expected").asInt());
        assertEquals(days, coverage.path("present").asInt());
        assertEquals(0, coverage.path("missing").asInt());
    }

    @Test
    void aListOfPeriodsIsEachOfThem() {
        JsonNode page = get("/v1/crossings?limit=10000&period=2024-02,2025-06-20,2025-06");
        assertEquals(29 + 30, page.path("data").size());
        assertTrue(page.at("/meta/coverage/expected").isNull(), "a list with gaps expects no number");
        assertEquals(
                31 + 365,
                rows("/v1/crossings?limit=10000&period=2023-12,2025-01..2025-12")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-13",
                "2025-00",
                "2025-Q5",
                "2025-Q0",
                "2025-W53",
                "2025-W00",
                "2025-02-29",
                "2025-6",
                "25",
                "1899",
                "3000",
                "FY2025",
                "FY2024-26",
                "fy2024-25",
                "USFY25",
                "2025q2",
                "2025-06-20--",
                "2025-06-22--2025-06-20",
                "..2025",
                "2025..",
                "2025...2026",
                "2026..2025",
                "2025..2025..2025",
                "latest",
                "*",
                "2025-06-20T00:00:00Z",
                "٢٠٢٥"
            })
    void whatIsNoPeriodIsAProblem(String period) {
        String encoded = java.net.URLEncoder.encode(period, java.nio.charset.StandardCharsets.UTF_8);
        JsonNode problem = problem(ProblemCode.INVALID_VALUE, "/v1/crossings?period=" + encoded);
        assertEquals("period", problem.path("parameter").asText());
    }

    @Test
    void theFormsOfAPeriodAreListedAndCanAllBeRead() {
        List<String> forms = texts(
                problem(ProblemCode.INVALID_VALUE, "/v1/crossings?period=june").path("allowed"));
        assertEquals(8, forms.size());
        forms.forEach(form -> get("/v1/crossings?limit=1&period=" + form));
    }

    @Test
    void anEmptyItemOfAListIsAProblem() {
        problem(ProblemCode.EMPTY_VALUE, "/v1/crossings?period=2025,,2024");
        problem(ProblemCode.EMPTY_VALUE, "/v1/crossings?period=2025,");
    }

    @Test
    void aListOfMoreThanAHundredPeriodsIsAProblem() {
        String hundred = java.time.LocalDate.of(2025, 1, 1)
                .datesUntil(java.time.LocalDate.of(2025, 1, 1).plusDays(100))
                .map(Object::toString)
                .collect(java.util.stream.Collectors.joining(","));
        assertEquals(100, rows("/v1/crossings?period=" + hundred).size());
        problem(ProblemCode.INVALID_VALUE, "/v1/crossings?period=" + hundred + ",2024");
    }

    @Test
    void aPeriodAndADayContradictEachOther() {
        for (String day : List.of("from=2025-01-01", "to=2025-01-01", "from=2025-01-01&to=2025-01-02")) {
            JsonNode problem = problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?period=2025&" + day);
            assertEquals("period", problem.path("parameter").asText());
        }
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsAProblem() {
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?from=2025-06-21&to=2025-06-20");
        assertEquals(1, rows("/v1/crossings?from=2025-06-20&to=2025-06-20").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "banana",
                "2025",
                "2025-06",
                "2025-6-1",
                "20250601",
                "2025-02-30",
                "1899-12-31",
                "3000-01-01",
                "%2B2025-01-01",
                "-2025-01-01",
                "2025-01-01T00:00:00Z",
                "+2025-01-01",
                "2025-01-01+",
                "0000-00-00",
                "999999999-01-01"
            })
    void whatIsNoDayIsAProblem(String day) {
        for (String name : List.of("from", "to")) {
            JsonNode problem = problem(ProblemCode.INVALID_VALUE, "/v1/crossings?" + name + "=" + day);
            assertEquals(name, problem.path("parameter").asText());
            assertEquals("write " + name + "=2025-06-20", problem.path("hint").asText());
        }
    }

    @Test
    void oneEndAloneIsOpenOnTheOther() {
        assertEquals(3, rows("/v1/crossings?to=2018-01-03").size());
        assertEquals(2, rows("/v1/crossings?from=2026-08-19").size());
        assertEquals(
                0, get("/v1/crossings?from=2026-08-19").at("/meta/warnings").size());
    }

    /** API rule 5. */
    @Test
    void weeksThatReachIntoTheDaysAreCountedAndLeftOut() {
        JsonNode page = get(WEEKLY + "&from=2025-06-17&to=2025-07-03");
        assertEquals(
                List.of("uk-small-boats-weekly:2025-W26"),
                texts(org.borderledger.Caller.list(page.path("data")), "key"));
        assertEquals(2, page.at("/meta/partlyInside").asInt());
        assertEquals(
                0,
                get(WEEKLY + "&from=2025-06-16&to=2025-06-22")
                        .at("/meta/partlyInside")
                        .asInt());
        assertEquals(
                1, get(WEEKLY + "&period=2025-06-18").at("/meta/partlyInside").asInt());
        assertEquals(0, get(WEEKLY).at("/meta/partlyInside").asInt());
    }

    /** A workbook has no meta: its cover says what JSON says there. */
    @Test
    void theCoverOfAWorkbookSaysWhatIsLeftOutAndWhatIsCopied() throws IOException {
        List<String> weeks = cover(WEEKLY.replace("?", ".xlsx?") + "&from=2025-06-17&to=2025-07-03");
        assertTrue(weeks.contains("partlyInside: 2 more reach into the period, and are left out"), weeks::toString);
        int without = get("/v1/enforcement-actions?series=uk-enforcement-statements&quantity.gte=1")
                .at("/meta/notCompared")
                .asInt();
        assertTrue(without > 0);
        List<String> statements = cover("/v1/enforcement-actions.xlsx?series=uk-enforcement-statements&quantity.gte=1");
        assertTrue(
                statements.contains("notCompared: " + without + " without a value were left out by a comparison"),
                statements::toString);
        assertTrue(
                statements.stream().anyMatch(line -> line.startsWith("warning: Some sourceUrl are copies")),
                statements::toString);
    }

    private static List<String> cover(String address) throws IOException {
        try (var workbook = new ReadableWorkbook(
                new ByteArrayInputStream(RestAssured.given().get(address).asByteArray()))) {
            return workbook.findSheet("Cover").orElseThrow().read().stream()
                    .filter(row -> row.getCellCount() > 1)
                    .map(row -> row.getCellText(0) + ": " + row.getCellText(1))
                    .toList();
        }
    }

    /** API rule 5: what lies wholly inside one period of a list is there, though another only touches it. */
    @Test
    void aWeekThatIsInTheAnswerIsNotCountedAsLeftOut() {
        JsonNode page = get(WEEKLY + "&period=2025-W25,2025-06-16");
        assertEquals(1, page.path("data").size());
        assertEquals(0, page.at("/meta/partlyInside").asInt());
        JsonNode months = get(WEEKLY + "&period=2025-06,2025-08");
        assertEquals(3, months.at("/meta/partlyInside").asInt(), "August of 2025 ends on a Sunday");
    }

    @Test
    void coverageCountsWholeWeeks() {
        JsonNode coverage = get(WEEKLY + "&period=2025-06").at("/meta/coverage");
        assertEquals("2025-06-02", coverage.path("from").asText());
        assertEquals("2025-06-29", coverage.path("to").asText());
        assertEquals(4, coverage.path("expected").asInt());
        assertEquals(4, coverage.path("present").asInt());
        assertEquals(0, coverage.path("missing").asInt());
    }

    /** API rule 6. */
    @Test
    void withoutDatesItIsTheWholeCoverage() {
        JsonNode coverage = get("/v1/crossings?limit=1").at("/meta/coverage");
        assertEquals("2018-01-01", coverage.path("from").asText());
        assertEquals("2026-08-20", coverage.path("to").asText());
        assertEquals(3154, coverage.path("expected").asInt());
        assertEquals(3154, coverage.path("present").asInt());
        assertEquals(450, get(WEEKLY + "&limit=1").at("/meta/coverage/present").asInt());
    }

    @Test
    void aPeriodThatGoesOnAfterTheSeriesIsAnsweredWithAWarning() {
        JsonNode meta = get("/v1/crossings?period=2026&limit=1").path("meta");
        assertEquals(
                "The series ends on 2026-08-20, before the end of what was asked, 2026-12-31.",
                meta.at("/warnings/0").asText());
        assertEquals(232, meta.at("/coverage/present").asInt());
    }

    @Test
    void aPeriodWithoutFiguresIsAnEmptyListThatSaysWhatThereIs() {
        JsonNode page = get("/v1/crossings?period=2030");
        assertEquals(0, page.path("data").size());
        assertEquals(
                "No figure matches. The series holds 2018-01-01 to 2026-08-20.",
                page.at("/meta/warnings/0").asText());
        assertTrue(page.at("/meta/coverage/from").isNull());
        assertEquals(0, page.at("/meta/coverage/present").asInt());
        assertTrue(page.at("/links/next").isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "10001",
                "1000000",
                "1.5",
                "1e3",
                "0x10",
                "ten",
                "%2B5",
                "+5",
                "5+",
                "99999999999",
                "٥"
            })
    void whatIsNoLimitIsAProblem(String limit) {
        String encoded = limit.codePoints().allMatch(point -> point < 128)
                ? limit
                : java.net.URLEncoder.encode(limit, java.nio.charset.StandardCharsets.UTF_8);
        for (String list : List.of("/v1/crossings", "/v1/releases", "/v1/revisions")) {
            JsonNode problem = problem(ProblemCode.INVALID_VALUE, list + "?limit=" + encoded);
            assertEquals("limit", problem.path("parameter").asText());
            assertTrue(problem.path("detail").asText().contains("from 1 to 10000"));
            assertTrue(problem.path("hint").asText().contains("links.next"), "the limit gives its reason");
        }
    }

    @Test
    void theLargestAndTheSmallestLimitAreLimits() {
        assertEquals(1, rows("/v1/crossings?limit=1").size());
        assertEquals(3154, rows("/v1/crossings?limit=10000").size());
        assertEquals(7, rows("/v1/crossings?limit=007").size());
    }
}

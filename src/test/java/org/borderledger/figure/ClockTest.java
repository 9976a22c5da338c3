package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.Corpus;
import org.borderledger.ServedLedger;
import org.borderledger.period.London;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API rules 8 and 9: what was known when, and what the ledger knew after a revision. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ClockTest {
    /** Every edition shows as many days and people as it had, on the evening of its issue. */
    @TestFactory
    Stream<DynamicTest> asOfItsIssueTheLedgerIsTheEdition() throws IOException {
        return Files.readAllLines(Corpus.folder().resolve("published/home-office/small-boats-time-series/index.csv"))
                .stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(edition -> DynamicTest.dynamicTest(edition[0], () -> {
                    List<JsonNode> days = rows("/v1/crossings?limit=10000&asOf=" + edition[1]);
                    assertEquals(Integer.parseInt(edition[3]), days.size());
                    assertEquals(
                            Long.parseLong(edition[4]),
                            days.stream()
                                    .mapToLong(day -> day.path("people").asLong())
                                    .sum());
                    assertEquals(edition[2], days.getFirst().path("periodEnd").asText());
                }));
    }

    /** API rule 8. */
    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01", "2025-11-13", "2025-11-14T12:15:20Z", "1900-01-01"})
    void beforeTheFirstReleaseTheAnswerIsEmptyAndSaysFromWhenThereIsSomething(String asOf) {
        JsonNode page = get("/v1/crossings?asOf=" + asOf);
        assertEquals(0, page.path("data").size());
        assertEquals(asOf, page.at("/meta/asOf").asText());
        assertTrue(page.at("/meta/warnings/0").asText().contains("2025-11-14"), page::toString);
        assertTrue(page.at("/meta/coverage/from").isNull());
        assertEquals(0, page.at("/meta/coverage/present").asInt());
    }

    /** API rule 8: a day is its end in London, an instant is itself. */
    @Test
    void anEditionIsKnownFromTheSecondOfItsIssue() {
        assertEquals(
                0, rows("/v1/crossings?asOf=2025-11-14T12:15:20.999Z&limit=1").size());
        assertEquals(1, rows("/v1/crossings?asOf=2025-11-14T12:15:21Z&limit=1").size());
        assertEquals(
                1,
                rows("/v1/crossings?asOf=2025-11-14t13:15:21%2B01:00&limit=1").size());
        assertEquals(1, rows("/v1/crossings?asOf=2025-11-14&limit=1").size());
    }

    @Test
    void theCoverageIsThatOfTheDay() {
        JsonNode coverage = get("/v1/crossings?asOf=2025-11-14&limit=1").at("/meta/coverage");
        assertEquals("2025-11-13", coverage.path("to").asText());
        assertEquals(2874, coverage.path("expected").asInt());
        assertEquals(2874, coverage.path("present").asInt());
    }

    @Test
    void asOfTodayIsWhatIsKnownNow() {
        LocalDate today = London.dayOf(Instant.now());
        JsonNode now = get("/v1/crossings?limit=3");
        JsonNode asOfToday = get("/v1/crossings?limit=3&asOf=" + today);
        assertEquals(now.path("data"), asOfToday.path("data"));
        assertEquals(today.toString(), asOfToday.at("/meta/asOf").asText());
        assertTrue(now.at("/meta/asOf").isNull());
    }

    /** API rule 8. */
    @Test
    void theFutureIsAProblemThatNamesToday() {
        Instant now = Instant.now();
        String tomorrow = London.dayOf(now).plusDays(1).toString();
        String soon =
                now.plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
        for (String asOf : List.of("2999-12-31", tomorrow, soon)) {
            JsonNode problem = problem(ProblemCode.INVALID_VALUE, "/v1/crossings?asOf=" + asOf);
            assertEquals("asOf", problem.path("parameter").asText());
            assertTrue(problem.path("hint").asText().contains(London.dayOf(now).toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "never",
                "2026",
                "2026-05",
                "2026-02-30",
                "2026-05-01T12:00",
                "2026-05-01T12:00:00",
                "2026-05-01T12:00:00+01:00",
                "2026-05-01T25:00:00Z",
                "2026-05-01%2012:00:00Z",
                "1777639518",
                "T",
                "1899-12-31",
                "0001-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z"
            })
    void whatIsNoMomentIsAProblem(String asOf) {
        for (String path :
                List.of("/v1/crossings", "/v1/crossings/latest", "/v1/crossings/uk-small-boats-daily:2025-06-20")) {
            JsonNode problem = problem(ProblemCode.INVALID_VALUE, path + "?asOf=" + asOf);
            assertEquals("asOf", problem.path("parameter").asText());
        }
    }

    /** API rule 9. */
    @Test
    void aRevisionIsTheLedgerAsItStoodThen() {
        JsonNode first = get("/v1/crossings?revision=" + firstRevision() + "&limit=10000");
        assertEquals(2874, first.path("data").size());
        assertEquals(firstRevision(), first.at("/meta/revision").asInt());
        assertEquals("2025-11-13", first.at("/meta/coverage/to").asText());
        assertEquals(0, rows("/v1/crossings?revision=1").size());
    }

    /** API rule 9: the two clocks combine. */
    @Test
    void asOfAndRevisionCombine() {
        int first = firstRevision();
        assertEquals(0, rows("/v1/crossings?asOf=2025-11-13&revision=" + first).size());
        assertEquals(
                2874,
                rows("/v1/crossings?limit=10000&asOf=2025-11-14&revision=" + first)
                        .size());
        // what the public knew by May, as far as the ledger had learnt it after its first edition
        assertEquals(
                2874,
                rows("/v1/crossings?limit=10000&asOf=2026-05-01&revision=" + first)
                        .size());
        JsonNode later = get("/v1/crossings?limit=10000&asOf=2025-11-14&revision=" + (first + 5));
        assertEquals(2874, later.path("data").size());
    }

    @Test
    void theNewestRevisionIsWhatIsReadWithoutOne() {
        int newest = get("/v1/revisions?limit=1").at("/data/0/number").asInt();
        JsonNode now = get("/v1/crossings?limit=3");
        JsonNode pinned = get("/v1/crossings?limit=3&revision=" + newest);
        assertEquals(now.path("data"), pinned.path("data"));
        assertEquals(now.at("/meta/revision"), pinned.at("/meta/revision"));
    }

    @Test
    void aRevisionThatTheLedgerHasNotReachedIsAProblemThatNamesTheNewest() {
        int newest = get("/v1/revisions?limit=1").at("/data/0/number").asInt();
        for (String path : List.of(
                "/v1/crossings",
                "/v1/crossings/latest",
                "/v1/crossings/uk-small-boats-daily:2025-06-20",
                "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions")) {
            JsonNode problem = problem(ProblemCode.UNKNOWN_REVISION, path + "?revision=999999");
            assertEquals("revision", problem.path("parameter").asText());
            assertTrue(problem.path("detail").asText().contains(" " + newest), problem::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.0", "latest", "1,2", "9999999999", "%2B1"})
    void whatIsNoRevisionIsAProblem(String revision) {
        JsonNode problem = problem(ProblemCode.INVALID_VALUE, "/v1/crossings?revision=" + revision);
        assertEquals("revision", problem.path("parameter").asText());
    }

    /** The first revision that held an edition of the time series; the curated statements of earlier days come before it. */
    private static int firstRevision() {
        return rows("/v1/revisions?limit=10000").stream()
                .filter(revision -> revision.path("release").asText().startsWith("home-office-small-boats"))
                .mapToInt(revision -> revision.path("number").asInt())
                .min()
                .orElseThrow();
    }
}

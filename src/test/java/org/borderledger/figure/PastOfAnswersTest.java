package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What computed answers were before, mementos, and the files of revisions: API rules 8, 10 and 26. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class PastOfAnswersTest {
    private static final String PREVENTED = "series=uk-small-boats-prevented-weekly&period=2026";

    /** Without what differs with the question and not with what is known. */
    private static JsonNode bare(JsonNode row) {
        ObjectNode copy = row.deepCopy();
        copy.remove(Set.of("query", "validFrom", "validTo"));
        return copy;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/enforcement-actions/aggregates?series=uk-small-boats-prevented-weekly&period=2026-W14..2026-W20&frequency=week",
                "/v1/crossings/aggregates?period=2026&frequency=month&measures=people.sum,people.max",
                "/v1/crossings/comparisons?from=2026-05-01&to=2026-05-31&years=2024..2026"
            })
    void eachRowOfAHistoryIsTheAnswerOfTheDayOnWhichItBegan(String address) {
        List<JsonNode> history = rows(address + "&includeHistory=true&limit=10000");
        assertTrue(history.size() > rows(address).size(), "something of it changed");
        for (JsonNode row : history) {
            List<JsonNode> then =
                    rows(address + "&asOf=" + row.path("validFrom").asText());
            assertEquals(
                    1,
                    then.stream().filter(each -> bare(each).equals(bare(row))).count(),
                    () -> row + " is not among " + then);
        }
        List<JsonNode> standing =
                history.stream().filter(row -> row.path("validTo").isNull()).toList();
        assertEquals(
                rows(address).stream().map(PastOfAnswersTest::bare).toList(),
                standing.stream().map(PastOfAnswersTest::bare).toList());
    }

    @Test
    void aHistoryAsOfADayEndsWithItAndIsNotClipped() {
        String address = "/v1/enforcement-actions/aggregates?series=uk-small-boats-prevented-weekly&period=2026-W16";
        List<JsonNode> history = rows(address + "&includeHistory=true");
        assertEquals(List.of("390", "322", "390"), texts(history, "quantitySum"));
        List<JsonNode> earlier = rows(address + "&includeHistory=true&asOf=2026-04-30");
        assertEquals(List.of("390"), texts(earlier, "quantitySum"));
        assertEquals(history.getFirst().path("validTo"), earlier.getFirst().path("validTo"));
        assertFalse(earlier.getFirst().path("validTo").isNull());
    }

    @Test
    void sumsThatChangedSinceARevisionAreTold() {
        String weeks = "/v1/enforcement-actions/aggregates?" + PREVENTED + "&frequency=week";
        List<JsonNode> changed = rows(weeks + "&updatedAfter=38&revision=39");
        assertEquals(
                10,
                changed.stream()
                        .filter(row -> row.path("change").asText().equals("revised"))
                        .count());
        assertEquals(List.of(), rows(weeks + "&updatedAfter=39&revision=39"));
    }

    @Test
    void aSummarySaysWhetherItChangedSinceARevision() {
        String weeks =
                "/v1/enforcement-actions/summary?series=uk-small-boats-prevented-weekly&from=2026-01-05&to=2026-03-29&revision=39";
        assertEquals(
                "revised", get(weeks + "&updatedAfter=38").at("/data/change").asText());
        assertTrue(get(weeks + "&updatedAfter=39").at("/data/change").isNull());
        assertEquals("added", get(weeks + "&updatedAfter=0").at("/data/change").asText());
        assertTrue(get(weeks).at("/data/change").isNull());
        problem(ProblemCode.CONFLICTING_PARAMETERS, weeks + "&updatedAfter=38&includeHistory=true");
    }

    @Test
    void aSummaryTellsWhatItsSumsWere() {
        String address = "/v1/crossings/summary?period=2026";
        JsonNode summary = get(address + "&includeHistory=true").path("data");
        List<JsonNode> history = list(summary.path("history"));
        assertTrue(history.size() > 1);
        assertEquals(summary.path("peopleSum"), history.getLast().at("/measures/peopleSum"));
        assertTrue(history.getLast().path("validTo").isNull());
        JsonNode first = history.getFirst();
        assertEquals(
                get(address + "&asOf=" + first.path("validFrom").asText()).at("/data/peopleSum"),
                first.at("/measures/peopleSum"));
        assertTrue(get(address).at("/data/history").isNull());
    }

    @Test
    void whatWouldHideAChangeIsRefused() {
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?updatedAfter=3&people.gte=100");
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?updatedAfter=3&status=P");
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?updatedAfter=3&lastNObservations=3");
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?updatedAfter=30&revision=20");
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings/aggregates?updatedAfter=3&people.gte=100");
        problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings/comparisons?updatedAfter=3");
        problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings/latest?includeHistory=true");
    }

    // mementos

    private static final String MAY = "Sat, 02 May 2026 12:00:00 GMT";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?period=2026-04",
                "/v1/crossings.csv?period=2026-04",
                "/v1/crossings/latest",
                "/v1/crossings/aggregates?period=2026",
                "/v1/crossings/summary?period=2026",
                "/v1/crossings/uk-small-boats-daily:2026-04-01"
            })
    void acceptDatetimeLeadsToTheMemento(String address) {
        Caller.Answer gate = ask(address, Map.of("Accept-Datetime", MAY));
        assertEquals(302, gate.status());
        assertEquals(
                address + (address.contains("?") ? "&" : "?") + "asOf=2026-05-02T12:00:00.999999Z",
                gate.header("Location"));
        assertEquals("Accept-Datetime", gate.header("Vary"));
        Caller.Answer memento = ask(gate.header("Location"));
        assertEquals(200, memento.status(), memento::body);
        assertEquals(MAY, memento.header("Memento-Datetime"));
        assertTrue(
                memento.headers().getValues("Link").stream()
                        .anyMatch(link -> link.endsWith(
                                "</v1/crossings/timemap>; rel=\"timemap\"; type=\"application/link-format\"")),
                () -> "" + memento.headers());
        Caller.Answer now = ask(address);
        // a summary is no table, and is not packed
        List<String> vary = address.contains("/summary")
                ? List.of("Accept-Datetime")
                : List.of("Accept-Encoding", "Accept-Datetime");
        assertEquals(vary, now.headers().getValues("Vary"));
        assertEquals("", now.header("Memento-Datetime"));
    }

    @Test
    void theQueryBeatsTheHeader() {
        Caller.Answer answer = ask("/v1/crossings?period=2026-04&asOf=2026-05-15", Map.of("Accept-Datetime", MAY));
        assertEquals(200, answer.status());
        assertEquals("Fri, 15 May 2026 22:59:59 GMT", answer.header("Memento-Datetime"));
    }

    @Test
    void anUnreadableDatetimeIsRefusedAndAFutureOneIsNow() {
        problem(ProblemCode.INVALID_VALUE, ask("/v1/crossings", Map.of("Accept-Datetime", "last May")));
        Caller.Answer future = ask("/v1/crossings?limit=1", Map.of("Accept-Datetime", "Tue, 01 Jan 2999 00:00:00 GMT"));
        assertEquals(302, future.status());
        assertEquals(200, ask(future.header("Location")).status());
    }

    @Test
    void aTimemapListsEachInstantFromWhichSomethingWasElse() {
        Caller.Answer timemap = ask("/v1/crossings/timemap?series=uk-small-boats-weekly");
        assertEquals(200, timemap.status());
        List<String> links = timemap.body().lines().toList();
        assertEquals(
                "<https://ledger.example/v1/crossings?series=uk-small-boats-weekly>;rel=\"original timegate\",",
                links.getFirst());
        List<String> mementos =
                links.stream().filter(link -> link.contains("memento\"")).toList();
        assertEquals(27, mementos.size(), "each weekly edition added a week");
        assertTrue(mementos.getFirst().contains("rel=\"first memento\";datetime=\"Fri, 14 Nov 2025 12:15:21 GMT\""));
        assertTrue(mementos.getLast().contains("rel=\"last memento\""));
        String address =
                mementos.getFirst().replaceFirst("^<https://ledger.example", "").replaceFirst(">.*", "");
        assertNotEquals(List.of(), rows(address));
    }

    /** A value known by day is known from the last microsecond of it; a datetime of HTTP has whole seconds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/enforcement-actions?series=uk-enforcement-statements",
                "/v1/spending-lines?series=uk-announced-funding"
            })
    void theDatetimeOfEachMementoOfASeriesKnownByDayLeadsToIt(String address) {
        List<String> mementos = ask(address.replace("?", "/timemap?"))
                .body()
                .lines()
                .filter(link -> link.contains("memento\""))
                .toList();
        assertFalse(mementos.isEmpty());
        for (String memento : mementos) {
            String its = memento.replaceFirst("^<https://ledger.example", "").replaceFirst(">.*", "");
            String datetime = memento.replaceFirst(".*;datetime=\"", "").replaceFirst("\".*", "");
            assertTrue(its.endsWith(":59.999999Z"), its);
            Caller.Answer gate = ask(address, Map.of("Accept-Datetime", datetime));
            assertEquals(its, gate.header("Location"));
            assertEquals(datetime, ask(its).header("Memento-Datetime"));
        }
    }

    // files of revisions

    @Test
    void aRevisionOfADatasetIsAFileThatStaysAsItIs() {
        Caller.Answer file = ask("/v1/crossings/revisions/30.csv");
        assertEquals(200, file.status());
        assertEquals("public, max-age=31536000, immutable", file.header("Cache-Control"));
        assertTrue(file.header("Repr-Digest").startsWith("sha-256=:"));
        assertEquals("attachment; filename=\"crossings_revision-30.csv\"", file.header("Content-Disposition"));
        String columns = file.body().lines().findFirst().orElseThrow();
        List<String> listed = ask("/v1/crossings.csv?series=*&revision=30&sort=key&fields=" + columns)
                .body()
                .lines()
                .toList();
        assertEquals(listed, file.body().lines().toList());
        assertEquals(
                listed.size() - 1,
                ask("/v1/crossings/revisions/30.jsonl").body().lines().count());
        String description = Caller.links(file).getOrDefault("describedby", "");
        assertEquals("/v1/crossings/revisions/30.csv-metadata.json", description);
        assertEquals(200, ask(description).status());
        assertEquals(file.header("ETag"), ask("/v1/crossings/revisions/30.csv").header("ETag"));
    }

    /** A later column must not come into these files: it would change what was given out. Into later ones see FrozenFilesTest. */
    @Test
    void theColumnsOfRevisionFilesAreFrozen() {
        String shared = "status,revised,qualifier,valueHigh,originalText,release,publisher,issuedAt,sourceUrl,locator,"
                + "licence,revision,measureStatus,publisherFlag,withdrawn,validFrom,validTo";
        Map<String, String> own = Map.of(
                "crossings", "route,citizenship,category,people,boats,uncontrolledLandings",
                "enforcement-actions", "action,item,agency,place,events,quantity,unit",
                "spending-lines", "stage,funder,recipient,programme,purpose,amount,currency,per,transaction,partOf");
        own.forEach((dataset, columns) -> assertEquals(
                "key,series,periodStart,periodEnd," + columns + "," + shared,
                ask("/v1/" + dataset + "/revisions/46.csv")
                        .body()
                        .lines()
                        .findFirst()
                        .orElse("")));
    }

    @Test
    void aRevisionIsAFileOnly() {
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/revisions/30");
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/revisions/30.xlsx");
        problem(ProblemCode.UNKNOWN_REVISION, "/v1/crossings/revisions/9999.csv");
        problem(ProblemCode.INVALID_VALUE, "/v1/crossings/revisions/newest.csv");
        problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings/revisions/30.csv?limit=3");
    }

    @Test
    void eachRevisionShowsItsDigest() {
        JsonNode revision = get("/v1/revisions/30").path("data");
        assertEquals("publish", revision.path("action").asText());
        assertTrue(revision.path("digest").asText().matches("[0-9a-f]{64}"));
    }
}

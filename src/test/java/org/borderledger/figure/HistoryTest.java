package org.borderledger.figure;

import static org.borderledger.Caller.ask;
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
import java.util.List;
import java.util.stream.Collectors;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value that figures have had, and what became of them since: API rule 10. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class HistoryTest {
    private static final String PREVENTED = "/v1/enforcement-actions?series=uk-small-boats-prevented-weekly";
    private static final String SILENT =
            "/v1/crossings?series=uk-small-boats-weekly&from=2026-02-09&to=2026-02-15&includeHistory=true";

    @Test
    void theSilentChangeOfFiveToNoneStandsInTheHistory() {
        List<JsonNode> history = rows(SILENT);
        assertEquals(List.of("5", "0"), texts(history, "uncontrolledLandings"));
        assertEquals(history.getFirst().path("validTo"), history.getLast().path("validFrom"));
        assertTrue(history.getLast().path("validTo").isNull());
        assertTrue(history.getLast().path("publisherFlag").isNull(), "nobody flagged it");
    }

    @Test
    void withoutTheHistoryOnlyTheValueThatStandsIsThere() {
        assertEquals(List.of("0"), texts(rows(SILENT.replace("&includeHistory=true", "")), "uncontrolledLandings"));
        assertEquals(List.of("0"), texts(rows(SILENT.replace("=true", "=false")), "uncontrolledLandings"));
    }

    /** API rule 10: never clipped to the request, but a value of which nothing was known then is not there. */
    @Test
    void theHistoryAsOfADayEndsWithIt() {
        List<JsonNode> history = rows(SILENT + "&asOf=2026-02-21");
        assertEquals(List.of("5"), texts(history, "uncontrolledLandings"));
        assertEquals("2026-02-27", history.getFirst().path("validTo").asText().substring(0, 10));
    }

    @Test
    void theHistoryOfAListIsThatOfItsFigures() {
        List<JsonNode> listed = rows(PREVENTED + "&period=2026-W16&includeHistory=true");
        assertEquals(rows("/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16/revisions"), listed);
        assertEquals(List.of("390", "322", "390"), texts(listed, "quantity"));
    }

    @Test
    void aWalkThroughTheHistoryMeetsEachValueOnce() {
        List<JsonNode> whole = rows(PREVENTED + "&includeHistory=true&limit=10000");
        assertTrue(whole.size() > rows(PREVENTED).size());
        assertEquals(whole, walk(PREVENTED + "&includeHistory=true&limit=7"));
        List<String> lines = ask(PREVENTED.replace("actions?", "actions.csv?") + "&includeHistory=true")
                .body()
                .lines()
                .toList();
        assertEquals(whole.size() + 1, lines.size());
    }

    /** The week of 13 April 2026 went from 390 to 322 in revision 35 and back in revision 39. */
    @ParameterizedTest
    @CsvSource({"33, added", "34, ", "35, revised", "38, revised", "39, ", "46, "})
    void aFigureThatWentAndCameBackHasOneNetChange(int revision, String change) {
        List<JsonNode> changed = rows(PREVENTED + "&period=2026-W16&updatedAfter=" + revision);
        assertEquals(change == null ? List.of() : List.of(change), texts(changed, "change"));
    }

    /** Ten weeks were revised at once by the edition of 5 June 2026, revision 39. */
    @Test
    void whatOneRevisionDidIsWhatChangedAfterTheOneBefore() {
        List<JsonNode> changed = rows(PREVENTED + "&updatedAfter=38&revision=39");
        assertEquals(
                10,
                changed.stream()
                        .filter(row -> row.path("change").asText().equals("revised"))
                        .count());
        JsonNode counts = get("/v1/revisions/39").path("data");
        assertTrue(counts.toString().contains("\"revised\":10"), counts::toString);
    }

    @Test
    void anInstantMeansTheRevisionThatWasTheNewestThen() {
        String recorded = get("/v1/revisions/35").at("/data/recordedAt").asText();
        assertEquals(rows(PREVENTED + "&updatedAfter=35"), rows(PREVENTED + "&updatedAfter=" + recorded));
        assertEquals(rows(PREVENTED + "&updatedAfter=0"), rows(PREVENTED + "&updatedAfter=2020-01-01T00:00:00Z"));
    }

    @Test
    void afterNothingEverythingIsNew() {
        JsonNode all = get("/v1/crossings?updatedAfter=0&limit=10000&count=exact");
        assertEquals(3154, all.at("/meta/total").asInt());
        assertEquals(
                List.of("added"),
                texts(org.borderledger.Caller.list(all.path("data")), "change").stream()
                        .distinct()
                        .collect(Collectors.toList()));
        assertEquals(
                0,
                get("/v1/crossings?updatedAfter=46&count=exact")
                        .at("/meta/total")
                        .asInt());
    }

    @Test
    void changesAreAFileToo() {
        List<String> lines = ask("/v1/crossings.csv?series=uk-small-boats-weekly&updatedAfter=30&revision=31")
                .body()
                .lines()
                .toList();
        assertTrue(
                lines.getFirst().endsWith(",validTo,change,sex,ageGroup,place,demographic,authority"), lines::getFirst);
        assertEquals(
                1, lines.stream().filter(line -> line.endsWith(",revised,,,,,")).count(), "week 7 of 2026, silently");
        assertFalse(ask("/v1/crossings.csv?period=2026-W07").body().contains("change"));
    }

    @Test
    void whatCannotBeCombinedOrIsNotThereIsRefused() {
        problem(ProblemCode.CONFLICTING_PARAMETERS, "/v1/crossings?updatedAfter=3&includeHistory=true");
        problem(ProblemCode.UNKNOWN_REVISION, "/v1/crossings?updatedAfter=999999");
        problem(ProblemCode.INVALID_VALUE, "/v1/crossings?updatedAfter=yesterday");
        problem(ProblemCode.INVALID_VALUE, "/v1/crossings?updatedAfter=-1");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?includeHistory=yes");
    }
}

package org.borderledger.change;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.borderledger.Caller;
import org.borderledger.SeriesIds;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each revision of the starter data did, cell by cell. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ChangesTest {
    private static final String PREVENTED = "uk-small-boats-prevented-weekly";

    /** Between the editions of 29 May and 5 June 2026 ten weeks changed at once. */
    @Test
    void theTenWeeksThatTheEditionOf5June2026ChangedAllStandThere() {
        int revision = revisionOf("home-office-small-boats-time-series-2026-06-05");
        List<JsonNode> changed = rows(changes(revision) + "?change=revised&series=" + PREVENTED);
        assertEquals(10, Set.copyOf(texts(changed, "key")).size());
        JsonNode people = changed.stream()
                .filter(row -> row.path("key").asText().equals(PREVENTED + ":2026-W12"))
                .filter(row -> row.path("measure").asText().equals("quantity"))
                .findFirst()
                .orElseThrow();
        assertEquals("2026-03-16", people.path("periodStart").asText());
        assertEquals("2026-03-22", people.path("periodEnd").asText());
        assertEquals(199, people.path("before").asInt());
        assertEquals(277, people.path("after").asInt());
        assertEquals(78, people.path("difference").asInt());
        assertEquals("39.20", people.path("percent").decimalValue().setScale(2).toPlainString());
        assertTrue(people.path("validTo").isNull());
        assertTrue(people.path("releaseAfter").asText().contains("2026-06-05"));
        assertEquals("revised", people.path("change").asText());
        JsonNode events = changed.stream()
                .filter(row -> row.path("key").asText().equals(PREVENTED + ":2026-W12"))
                .filter(row -> row.path("measure").asText().equals("events"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("13", "17"),
                List.of(events.path("before").asText(), events.path("after").asText()));
    }

    @Test
    void theLandingsOfAWeekThatBecameNoneWithoutAWordStandThereAsSilent() {
        int revision = revisionOf("home-office-small-boats-time-series-2026-02-27");
        List<JsonNode> changed = rows(changes(revision) + "?measure=uncontrolledLandings&change=revised");
        JsonNode landings = changed.stream()
                .filter(row -> row.path("key").asText().equals("uk-small-boats-weekly:2026-W07"))
                .findFirst()
                .orElseThrow();
        assertEquals(5, landings.path("before").asInt());
        assertTrue(landings.path("after").isNumber(), "zero is a number");
        assertEquals(0, landings.path("after").asInt());
        assertEquals(-100, landings.path("percent").asInt());
        assertTrue(landings.path("flagged").isBoolean());
        assertFalse(landings.path("flagged").asBoolean());
        assertTrue(landings.path("publisherFlag").isNull());
    }

    @Test
    void aRevisionOfClaimsTouchedNoFigures() {
        int revision = revisionOf("lbc-2025-06-26");
        JsonNode none = get(changes(revision));
        assertTrue(none.path("data").isEmpty());
        assertEquals(
                "Revision " + revision + " touched no figures.",
                none.at("/meta/warnings/0").asText());
    }

    @Test
    void theRowsAgreeWithTheCountsOfEveryRevisionAndSeries() {
        for (JsonNode revision : rows("/v1/revisions?limit=10000")) {
            assertAgrees(revision);
        }
    }

    /** Holds what the rows of a revision say of the present to its counts, series by series. */
    static void assertAgrees(JsonNode revision) {
        List<JsonNode> changed = walk(changes(revision.path("number").asInt()) + "?limit=10000");
        for (JsonNode effect : revision.path("series")) {
            List<JsonNode> ofSeries = changed.stream()
                    .filter(row -> row.path("series").equals(effect.path("series")))
                    .toList();
            String said = revision.path("number") + " " + effect;
            for (String kind : List.of("added", "revised", "withdrawn")) {
                List<JsonNode> ofKind = ofSeries.stream()
                        .filter(row -> row.path("change").asText().equals(kind))
                        .toList();
                assertEquals(
                        effect.path(kind).asInt(),
                        Set.copyOf(texts(ofKind, "key")).size(),
                        said);
                assertTrue(ofKind.stream().allMatch(row -> row.path("validTo").isNull()), said);
            }
            Map<String, Boolean> flagged = ofSeries.stream()
                    .filter(row -> row.path("change").asText().equals("revised"))
                    .collect(Collectors.toMap(
                            row -> row.path("key").asText(),
                            row -> row.path("flagged").asBoolean(),
                            (first, second) -> {
                                assertEquals(first, second, "of one figure all cells are marked or none");
                                return first;
                            }));
            assertEquals(
                    flagged.values().stream().filter(marked -> marked).count(),
                    effect.path("flagged").asInt(),
                    said);
            assertEquals(
                    flagged.values().stream().filter(marked -> !marked).count(),
                    effect.path("silent").asInt(),
                    said);
            assertTrue(ofSeries.stream()
                    .filter(row -> row.path("change").asText().equals("backdated"))
                    .noneMatch(row -> row.path("validTo").isNull()));
        }
        assertTrue(changed.stream()
                .allMatch(row -> list(revision.path("series")).stream()
                        .anyMatch(effect -> effect.path("series").equals(row.path("series")))));
        assertInOrder(changed);
    }

    private static void assertInOrder(List<JsonNode> changed) {
        Comparator<JsonNode> order = Comparator.comparing(
                        (JsonNode row) -> row.path("key").asText())
                .thenComparing(row -> row.path("validFrom").asText())
                .thenComparing(row -> row.path("measure").asText());
        assertEquals(changed.stream().sorted(order).toList(), changed);
    }

    /** A first publish has thousands of rows; a walk through pages meets each once, also where a page ends in a figure. */
    @Test
    void aWalkMeetsEachChangeOnce() {
        int first = firstEdition();
        List<JsonNode> whole = walk(changes(first) + "?limit=10000");
        assertTrue(whole.size() > 10_000);
        assertEquals(whole, walk(changes(first) + "?limit=997"));
        int small = revisionOf("home-office-small-boats-time-series-2026-06-05");
        assertEquals(rows(changes(small)), walk(changes(small) + "?limit=1"));
        JsonNode page = get(changes(small) + "?limit=2&change=revised");
        assertEquals(
                rows(changes(small) + "?change=revised").get(2),
                get(page.at("/links/next").asText()).path("data").path(0));
    }

    @Test
    void theFiltersChooseAndSayWhatTheyLeftOut() {
        int revision = revisionOf("home-office-small-boats-time-series-2026-06-05");
        List<JsonNode> all = rows(changes(revision));
        for (String filter : List.of(
                "dataset=crossings",
                "dataset=enforcement-actions",
                "series=uk-small-boats-weekly,uk-small-boats-daily",
                "change=added",
                "change=revised,withdrawn",
                "measure=people,boats",
                "measure=status")) {
            String name = filter.substring(0, filter.indexOf('='));
            List<String> values = List.of(filter.substring(name.length() + 1).split(",", -1));
            List<JsonNode> expected = all.stream()
                    .filter(row -> values.contains(row.path(name).asText()))
                    .toList();
            assertEquals(expected, rows(changes(revision) + "?" + filter), filter);
        }
        JsonNode answer = get(changes(revision) + "?series=" + PREVENTED);
        assertEquals(List.of(PREVENTED), texts(answer.at("/meta/series")));
        assertEquals(List.of("uk-small-boats-daily", "uk-small-boats-weekly"), texts(answer.at("/meta/otherSeries")));
        assertEquals(revision, answer.at("/meta/revision").asInt());
        assertEquals("enforcement-actions", answer.at("/meta/dataset").asText());
        assertTrue(answer.at("/meta/citation").asText().contains("https://ledger.example/v1/revisions/" + revision));
        JsonNode none = get(changes(revision) + "?series=uk-announced-funding");
        assertTrue(none.path("data").isEmpty());
        assertFalse(none.at("/meta/warnings").isEmpty());
    }

    @Test
    void anUnknownValueIsRefusedWithThoseThatThereAre() {
        JsonNode dataset = problem(ProblemCode.UNKNOWN_VALUE, changes(1) + "?dataset=crossing");
        assertEquals(List.of("crossings", "enforcement-actions", "spending-lines"), texts(dataset.path("allowed")));
        JsonNode series =
                problem(ProblemCode.UNKNOWN_VALUE, changes(1) + "?dataset=spending-lines&series=" + PREVENTED);
        assertEquals(SeriesIds.of("spending-lines"), texts(series.path("allowed")));
        JsonNode change = problem(ProblemCode.UNKNOWN_VALUE, changes(1) + "?change=revise");
        assertEquals(List.of("added", "revised", "withdrawn", "backdated"), texts(change.path("allowed")));
        JsonNode measure = problem(ProblemCode.UNKNOWN_VALUE, changes(1) + "?measure=person");
        assertTrue(texts(measure.path("allowed")).containsAll(List.of("people", "amount", "status", "currency")));
        problem(ProblemCode.UNKNOWN_PARAMETER, changes(1) + "?sort=key");
        problem(ProblemCode.EMPTY_VALUE, changes(1) + "?change=added,");
        problem(ProblemCode.INVALID_VALUE, changes(1) + "?limit=10001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "999999999"})
    void aRevisionThatIsNotThereYetIsUnknown(String number) {
        problem(ProblemCode.UNKNOWN_REVISION, "/v1/revisions/" + number + "/changes");
        problem(ProblemCode.UNKNOWN_REVISION, "/v1/revisions/" + number + "/changes.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "one", "99999999999999999999", "1e3", "1.5"})
    void whatIsNoNumberOfARevisionIsRefused(String number) {
        problem(ProblemCode.INVALID_VALUE, "/v1/revisions/" + number + "/changes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "eyJyIjoxfQ", "99999999999999999999", "%F0%9F%9A%A4"})
    void aCursorOfAnotherMakeIsRefused(String cursor) {
        problem(ProblemCode.INVALID_CURSOR, changes(1) + "?cursor=" + cursor);
    }

    @Test
    void aCursorBelongsToItsQuestion() {
        int first = firstEdition();
        String next = get(changes(first) + "?limit=1").at("/links/next").asText();
        problem(ProblemCode.INVALID_CURSOR, next + "&change=added");
        problem(ProblemCode.INVALID_CURSOR, next.replace("/" + first + "/", "/" + (first - 1) + "/"));
    }

    @Test
    void whatARevisionDidStaysForEver() {
        Caller.Answer answer = ask(changes(1));
        assertEquals("public, max-age=31536000, immutable", answer.header("Cache-Control"));
        Caller.Answer known = ask(changes(1), Map.of("If-None-Match", answer.header("ETag")));
        assertEquals(304, known.status());
        assertEquals("public, max-age=31536000, immutable", known.header("Cache-Control"));
        assertNotEquals(answer.header("ETag"), ask(changes(2)).header("ETag"));
        assertEquals("no-store", ask(changes(1) + "?limit=0").header("Cache-Control"));
    }

    @Test
    void theChangesAreAlsoFilesWithTheSameRows() {
        int revision = revisionOf("home-office-small-boats-time-series-2026-06-05");
        List<JsonNode> all = rows(changes(revision));
        Caller.Answer csv = ask("/v1/revisions/" + revision + "/changes.csv");
        assertEquals("text/csv; charset=utf-8; header=present", csv.header("Content-Type"));
        assertEquals(all.size() + 1, csv.body().lines().count());
        assertEquals(Integer.toString(all.size()), csv.header("Total-Rows"));
        assertTrue(csv.header("Content-Disposition").contains("changes_revision-" + revision + ".csv"));
        assertEquals(
                ChangeColumns.ALL.stream().map(column -> column.name()).collect(Collectors.joining(",")),
                csv.body().substring(0, csv.body().indexOf('\r')));
        assertEquals(
                all.size(),
                ask("/v1/revisions/" + revision + "/changes.jsonl")
                        .body()
                        .lines()
                        .count());
        for (String suffix : List.of(".xlsx", ".parquet", ".csv-metadata.json", ".json")) {
            assertEquals(
                    200, ask("/v1/revisions/" + revision + "/changes" + suffix).status(), suffix);
        }
        problem(ProblemCode.NOT_FOUND, "/v1/revisions/" + revision + ".csv");
    }

    /** Large: written while it is read, page of keys by page of keys. */
    @Test
    void aFileOfTheFirstEditionHasEveryRow() {
        int first = firstEdition();
        List<JsonNode> whole = walk(changes(first) + "?limit=10000");
        List<String> lines =
                ask("/v1/revisions/" + first + "/changes.csv").body().lines().toList();
        assertEquals(whole.size() + 1, lines.size());
        assertTrue(lines.getLast().startsWith(whole.getLast().path("key").asText()));
        assertEquals(200, ask("/v1/revisions/" + first + "/changes.xlsx").status());
        assertEquals(
                11,
                ask("/v1/revisions/" + first + "/changes.csv?limit=10")
                        .body()
                        .lines()
                        .count());
    }

    @Test
    void aRevisionLeadsToItsChanges() {
        for (JsonNode revision : rows("/v1/revisions?limit=3")) {
            JsonNode links =
                    get("/v1/revisions/" + revision.path("number").asText()).path("links");
            assertEquals(
                    changes(revision.path("number").asInt()),
                    links.path("changes").asText());
            assertEquals(200, ask(links.path("changesCsv").asText()).status());
            assertEquals(200, ask(links.path("release").asText()).status());
        }
    }

    @Test
    void everyColumnIsInEveryRow() {
        Set<String> names =
                ChangeColumns.ALL.stream().map(column -> column.name()).collect(Collectors.toSet());
        for (JsonNode row : rows(changes(firstEdition()) + "?limit=50")) {
            assertEquals(names, row.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
        }
        assertEquals(4, Arrays.stream(ChangeOfFigure.values()).count());
    }

    static String changes(int revision) {
        return "/v1/revisions/" + revision + "/changes";
    }

    /** The revision that took in the release whose identifier begins so. */
    static int revisionOf(String release) {
        return rows("/v1/revisions?limit=10000").stream()
                .filter(revision -> revision.path("release").asText().startsWith(release))
                .mapToInt(revision -> revision.path("number").asInt())
                .findFirst()
                .orElseThrow();
    }

    private static int firstEdition() {
        return revisionOf("home-office-small-boats-time-series-2025-11-14");
    }
}

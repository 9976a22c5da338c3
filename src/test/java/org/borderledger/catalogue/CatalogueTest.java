package org.borderledger.catalogue;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;

/** Datasets, series, releases and revisions; and the front door. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class CatalogueTest {
    @Inject
    SessionFactory database;

    @Test
    void theDatasetsNameTheirSeriesAndWhatTheyDoNotAnswer() {
        List<JsonNode> datasets = rows("/v1/datasets");
        assertEquals(List.of("crossings", "enforcement-actions", "spending-lines"), texts(datasets, "name"));
        // API rule 1
        assertEquals(
                List.of("uk-small-boats-daily", "uk-enforcement-statements", "uk-announced-funding"),
                texts(datasets, "defaultSeries"));
        for (JsonNode dataset : datasets) {
            assertFalse(dataset.path("caveats").isEmpty(), dataset::toString);
            assertFalse(dataset.path("doesNotAnswer").isEmpty(), dataset::toString);
            assertEquals(
                    dataset,
                    get("/v1/datasets/" + dataset.path("name").asText()).path("data"));
            get(dataset.path("figures").asText());
            get(dataset.path("structure").asText());
        }
    }

    @Test
    void everySeriesHasItsDefinitionItsSourceAndItsLicence() {
        List<JsonNode> series = rows("/v1/series");
        assertTrue(texts(series, "id")
                .containsAll(List.of(
                        "uk-small-boats-daily",
                        "uk-small-boats-weekly",
                        "uk-small-boats-last-7-days",
                        "uk-irregular-arrivals-quarterly",
                        "uk-small-boats-prevented-weekly",
                        "uk-enforcement-statements",
                        "uk-announced-funding")));
        for (JsonNode each : series) {
            for (String field :
                    List.of("title", "publisher", "definition", "definitionSource", "unit", "attribution")) {
                assertFalse(each.path(field).asText().isBlank(), () -> field + " of " + each);
            }
            assertEquals(each, get("/v1/series/" + each.path("id").asText()).path("data"));
            for (JsonNode other : each.path("notComparableWith")) {
                assertFalse(other.path("reason").asText().isBlank());
            }
        }
    }

    @Test
    void theReleasesComeNewestFirstAndAWalkMeetsEachOnce() {
        List<String> ids = texts(rows("/v1/releases?limit=10000"), "id");
        assertTrue(ids.size() >= 46);
        assertEquals(ids.size(), Set.copyOf(ids).size());
        assertEquals(ids, texts(walk("/v1/releases?limit=7"), "id"));
        List<JsonNode> series = walk("/v1/releases?limit=5&series=uk-small-boats-daily");
        assertEquals(27, series.size());
        assertEquals(
                texts(series, "issuedAt").stream()
                        .sorted(Comparator.reverseOrder())
                        .toList(),
                texts(series, "issuedAt"));
        assertTrue(walk("/v1/releases?limit=5&publisher=National%20Crime%20Agency").stream()
                .allMatch(each -> each.path("publisher").asText().equals("National Crime Agency")));
    }

    /** What belongs to a release is read for all of a page at once. */
    @Test
    void aLongPageOfReleasesTakesAsManyQueriesAsAShortOne() {
        Statistics statistics = database.getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            long before = statistics.getPrepareStatementCount();
            rows("/v1/releases?limit=2");
            long few = statistics.getPrepareStatementCount() - before;
            assertEquals(40, rows("/v1/releases?limit=40").size());
            assertEquals(few, statistics.getPrepareStatementCount() - before - few);
            assertTrue(few > 0);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    @Test
    void everyEditionNamesTheOneBeforeItOnWhicheverPageItStands() {
        List<JsonNode> editions = walk("/v1/releases?limit=5&series=uk-small-boats-daily");
        List<String> ids = texts(editions, "id");
        assertEquals(ids.subList(1, ids.size()), texts(editions, "versionOf").subList(0, ids.size() - 1));
        assertTrue(editions.getLast().path("versionOf").isNull());
        assertTrue(walk("/v1/releases?series=uk-announced-funding").stream()
                .allMatch(each -> each.path("versionOf").isNull()));
    }

    @Test
    void anEditionNamesTheOneBeforeItItsBytesAndWhatItCovers() {
        JsonNode newest =
                rows("/v1/releases?series=uk-small-boats-daily&limit=1").getFirst();
        assertEquals(
                "home-office-small-boats-time-series-2026-08-21-927035a0",
                newest.path("id").asText());
        assertEquals(
                "home-office-small-boats-time-series-2026-08-14-d8d829c1",
                newest.path("versionOf").asText());
        assertEquals(64, newest.path("sha256").asText().length());
        JsonNode daily = list(newest.path("coverage")).stream()
                .filter(coverage -> coverage.path("series").asText().equals("uk-small-boats-daily"))
                .findFirst()
                .orElseThrow();
        assertEquals("2018-01-01", daily.path("from").asText());
        assertEquals("2026-08-20", daily.path("to").asText());
        assertEquals(3154, daily.path("stated").asInt());
        assertTrue(daily.path("complete").asBoolean());
    }

    @Test
    void theRevisionsAreNumberedWithoutAGapAndEachSaysWhatItDid() {
        List<JsonNode> revisions = walk("/v1/revisions?limit=7");
        assertEquals(
                IntStream.rangeClosed(1, revisions.size())
                        .mapToObj(String::valueOf)
                        .toList()
                        .reversed(),
                texts(revisions, "number"));
        for (JsonNode revision : revisions) {
            assertFalse(revision.path("recordedAt").asText().isBlank());
            // an article makes claims, and touches no figure
            assertEquals(
                    revision.path("release").asText().startsWith("lbc-"),
                    revision.path("series").isEmpty());
            assertEquals(
                    revision,
                    get("/v1/revisions/" + revision.path("number").asText()).path("data"));
        }
    }

    /** Whatever order they were loaded in, the figures that revisions added are those that stand or are withdrawn. */
    @Test
    void theFiguresThatTheRevisionsAddedAreThoseOfTheSeries() {
        long added = rows("/v1/revisions?limit=10000").stream()
                .filter(revision -> revision.path("release").asText().startsWith("home-office-small-boats"))
                .flatMap(revision -> list(revision.path("series")).stream())
                .filter(effect -> effect.path("series").asText().equals("uk-small-boats-daily"))
                .mapToLong(effect ->
                        effect.path("added").asLong() - effect.path("withdrawn").asLong())
                .sum();
        assertEquals(3154, added);
    }

    @Test
    void theFrontDoorLeadsEverywhere() {
        Caller.Answer program = Caller.ask("/", Map.of("Accept", "application/json"));
        assertEquals("Border Ledger", program.json().path("title").asText());
        program.json()
                .path("paths")
                .forEach(path -> assertEquals(200, Caller.ask(path.asText()).status(), path::asText));
        String page = Caller.ask("/", Map.of("Accept", "text/html")).body();
        for (String words : List.of("not an official one", "Open Government Licence v3.0", "<html lang=\"en\">")) {
            assertTrue(page.contains(words), words);
        }
    }
}

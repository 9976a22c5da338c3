package org.borderledger.claim;

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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.borderledger.Corpus;
import org.borderledger.ServedLedger;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.ClaimDraft;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.ledger.SpeakerKind;
import org.borderledger.period.Period;
import org.borderledger.problem.ProblemCode;
import org.borderledger.publisher.Publishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of reviews when figures are revised and editors speak. Each test publishes beside the running service
 * editions and articles of the year 2002, and takes them out of the timeline again.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ClaimLandingTest {
    private static final String WEEKLY = "uk-small-boats-weekly";
    private static final Period WEEK = Period.week(2002, 10).orElseThrow();

    private final SeriesCatalogue catalogue = SeriesCatalogue.load();
    private final Ledger ledger =
            new Ledger(Migrations.dataSource(ServedLedger.owner()), Datasets.ALL, catalogue, Clock.systemUTC());
    private final List<String> published = new ArrayList<>();

    @AfterEach
    void takeBack() {
        published.forEach(release -> ledger.retract(release, "the test is over"));
    }

    @Test
    void aRevisionOfTheFiguresReviewsTheClaimAgainAndTheFeedSaysSo() {
        edition("landing-a", "2002-04-01", 812);
        int said = article("landing-article", "2002-04-05", claim("landing-1", 812));
        assertEquals("agrees", review("landing-1").path("relation").asText());
        assertEquals("as-said", review("landing-1").at("/asSaid/basis").asText());

        int revised = edition("landing-b", "2002-04-03", 790);

        JsonNode review = review("landing-1");
        assertEquals("differs", review.path("relation").asText(), "on the day it was said the record had moved on");
        assertEquals(List.of("vintage"), texts(review.path("reasons")));
        assertEquals(790, review.at("/asSaid/value").asInt());
        assertEquals(
                "agrees",
                get("/v1/claims/landing-1?revision=" + said)
                        .at("/data/review/relation")
                        .asText(),
                "what the review was stays");
        List<JsonNode> history = rows("/v1/claims/landing-1/reviews");
        assertEquals(List.of(String.valueOf(revised), String.valueOf(said)), texts(history, "revision"));
        assertEquals(
                List.of("differs", "agrees"),
                history.stream().map(row -> row.at("/review/relation").asText()).toList());

        JsonNode news = item("/v1/changes.json?series=" + WEEKLY, "/v1/revisions/" + revised + "/changes");
        assertTrue(news.path("content_html").asText().contains("agrees before, differs now"), news::toString);
        assertTrue(texts(news.path("tags")).contains("claims"));
        assertFalse(item("/v1/changes.json?dataset=claims", "revision=" + said)
                .path("title")
                .asText()
                .isBlank());
    }

    @Test
    void whatAnEditorSaysIsARevisionOfItsOwn() {
        article("landing-words", "2002-04-05", words("landing-2"));
        assertTrue(review("landing-2").path("relation").isNull(), "nobody has said it yet");
        int number = get("/v1/claims").at("/meta/revision").asInt() + 1;
        ledger.review(
                "landing-2",
                new ClaimDraft.Opinion(
                        Relation.UNSUPPORTED, List.of(Reason.SCOPE), "nothing was published", "A. Editor"));
        JsonNode review = review("landing-2");
        assertEquals("unsupported", review.path("relation").asText());
        assertEquals("editor", review.path("relationBy").asText());
        assertEquals("A. Editor", review.path("reviewer").asText());
        assertEquals(List.of("landing-2"), texts(rows("/v1/claims?reason=scope&statedTo=2002-12-31"), "id"));
        assertTrue(get("/v1/claims/landing-2?revision=" + (number - 1))
                .at("/data/review/relation")
                .isNull());
        JsonNode news = item("/v1/changes.json?dataset=claims", "/v1/claims/landing-2/reviews");
        assertTrue(news.path("title").asText().startsWith("An editor reviewed landing-2"), news::toString);
        assertEquals("review", get("/v1/revisions/" + number).at("/data/action").asText());
    }

    @Test
    void aClaimThatAppearsAgainKeepsItsNameAndItsFirstAppearance() {
        article("landing-first", "2002-04-05", claim("landing-3", 812));
        article("landing-again", "2002-05-05", claim("landing-3", 812));
        JsonNode claim = get("/v1/claims/landing-3").path("data");
        assertEquals("landing-first", claim.path("release").asText());
        assertEquals(List.of("landing-again"), texts(claim.path("furtherAppearances")));
        assertEquals(List.of("landing-3"), texts(rows("/v1/releases/landing-again/claims"), "id"));
        assertEquals(
                1,
                texts(rows("/v1/claims?statedTo=2002-12-31"), "id").stream()
                        .filter("landing-3"::equals)
                        .count());
    }

    @Test
    void aRetractedArticleTakesItsClaimsWithIt() {
        int said = article("landing-wrong", "2002-04-05", claim("landing-4", 812));
        ledger.retract("landing-wrong", "imported in error");
        published.clear();
        problem(ProblemCode.NOT_FOUND, "/v1/claims/landing-4");
        assertEquals(
                "landing-4",
                get("/v1/claims/landing-4?revision=" + said).at("/data/id").asText());
        assertTrue(rows("/v1/releases/landing-wrong/claims").isEmpty());
    }

    /** 45,755 by day and 45,774 by quarter: the corpus has the editions of both. */
    @Test
    void twoOfficialNumbersOfOneYearDifferByTheirSourceSystem() {
        String year = "/v1/claims/check?dataset=crossings&series=uk-small-boats-daily&from=2022-01-01&to=2022-12-31"
                + "&measure=people&value=45774";
        assertEquals(
                "conflicts", get(year).at("/data/review/relation").asText(), "while the ledger has only one of them");
        Publication quarters = new FormatReader(Datasets.ALL, catalogue, Publishers.importers())
                .read(
                        Corpus.folder()
                                .resolve("published/home-office/irregular-migration/"
                                        + "derived-irregular-migration_d78f640.csv.gz"),
                        new FormatReader.Given(IssueDate.on(LocalDate.of(2023, 11, 23), IssueDate.Basis.OPTION), null))
                .publication()
                .orElseThrow();
        ledger.publish(quarters);
        published.add(quarters.id());
        JsonNode review = get(year).at("/data/review");
        assertEquals("differs", review.path("relation").asText(), review::toString);
        assertEquals(List.of("source-system"), texts(review.path("reasons")));
        assertTrue(review.path("explanation").asText().contains("uk-irregular-arrivals-quarterly"), review::toString);
        assertTrue(review.path("explanation").asText().matches(".*[^.][.]"), "one full stop ends it");
        assertEquals(
                "agrees",
                get(year.replace("uk-small-boats-daily", "uk-irregular-arrivals-quarterly") + "&category=small-boat")
                        .at("/data/review/relation")
                        .asText());
    }

    /** Sixty-one editions of a week, of which the first 60 are tried, and one that has the next week too. */
    @Test
    void aReviewSaysWhereItDidNotLookAtAllEditions() {
        Period both = new Period(WEEK.start(), WEEK.end().plusDays(7));
        for (int i = 0; i < 61; i++) {
            String day = LocalDate.of(2002, 4, 1).plusDays(i).toString();
            edition("landing-many-" + i, day, WEEK, Map.of(WEEK, 3_004 + i));
        }
        edition(
                "landing-many-whole",
                "2002-07-01",
                both,
                Map.of(WEEK, 3_065, Period.week(2002, 11).orElseThrow(), 9));

        String week = "/v1/claims/check?dataset=crossings&series=" + WEEKLY + "&measure=people&from=" + WEEK.start()
                + "&to=" + WEEK.end();
        String known = "Only the first 60 of 62 editions were tried for the number.";
        JsonNode vintage = get(week + "&statedOn=2002-07-02&value=3063").at("/data/review");
        assertEquals(List.of("vintage"), texts(vintage.path("reasons")), "the sixtieth");
        assertEquals(List.of(known), texts(vintage.path("warnings")));
        JsonNode beyond = get(week + "&statedOn=2002-07-02&value=3064").at("/data/review");
        assertEquals("conflicts", beyond.path("relation").asText(), "the sixty-first");
        assertEquals(List.of(known), texts(beyond.path("warnings")));

        String weeks = week.replace("&to=" + WEEK.end(), "&to=" + both.end()) + "&value=3074";
        JsonNode held = get(weeks + "&statedOn=2002-06-30").at("/data/review");
        assertEquals("agrees", held.path("relation").asText(), held::toString);
        assertEquals("earliest-held", held.at("/asSaid/basis").asText());
        JsonNode cut = get(weeks + "&statedOn=2002-03-31").at("/data/review");
        assertEquals(List.of("coverage"), texts(cut.path("reasons")));
        assertTrue(
                texts(cut.path("warnings"))
                        .contains("Only the first 60 of 62 later editions were tried for all the days."),
                cut::toString);
    }

    /** Nothing was stopped in the week, and what comes nearest is of crossings. */
    @Test
    void aRevisionOfTheDatasetOfTheNearestFiguresReviewsTheClaimAgain() {
        edition("landing-near-a", "2002-04-01", 812);
        ClaimDraft claim = claim("landing-5", 812);
        int said = article(
                "landing-near-article",
                "2002-04-05",
                new ClaimDraft(
                        claim.id(),
                        claim.number(),
                        claim.statement(),
                        claim.speaker(),
                        claim.speakerKind(),
                        claim.statedOn(),
                        claim.locator(),
                        claim.value(),
                        null,
                        claim.qualifier(),
                        claim.unit(),
                        new ClaimDraft.Query(
                                "uk-small-boats-prevented-weekly",
                                "quantity",
                                new TreeMap<>(),
                                WEEK.start(),
                                WEEK.end()),
                        claim.stated(),
                        null));
        assertEquals(812, review("landing-5").at("/asSaid/value").asInt());
        edition("landing-near-b", "2002-04-03", 790);
        assertEquals(790, review("landing-5").at("/asSaid/value").asInt(), "not what it was when it was first asked");
        assertEquals(
                812,
                get("/v1/claims/landing-5?revision=" + said)
                        .at("/data/review/asSaid/value")
                        .asInt());
    }

    private static JsonNode review(String claim) {
        return get("/v1/claims/" + claim).at("/data/review");
    }

    /** The item of a feed whose address has a part in it. */
    private static JsonNode item(String feed, String part) {
        JsonNode document = io.restassured.RestAssured.given()
                .urlEncodingEnabled(false)
                .get(feed)
                .as(JsonNode.class);
        return list(document.path("items")).stream()
                .filter(each -> each.path("url").asText().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing of " + part + " in " + document));
    }

    private static ClaimDraft claim(String id, int people) {
        return new ClaimDraft(
                id,
                1,
                people + " came in a week",
                "A Paper",
                SpeakerKind.ORGANISATION,
                LocalDate.of(2002, 4, 5),
                "first line",
                BigDecimal.valueOf(people),
                null,
                Qualifier.EXACT,
                "people",
                new ClaimDraft.Query(WEEKLY, "people", new TreeMap<>(), WEEK.start(), WEEK.end()),
                null,
                null);
    }

    private static ClaimDraft words(String id) {
        return new ClaimDraft(
                id,
                1,
                "it was never so bad",
                "unnamed",
                SpeakerKind.UNNAMED_SOURCE,
                LocalDate.of(2002, 4, 5),
                "first line",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private int article(String id, String issued, ClaimDraft claim) {
        return publish(
                id, issued, "claims", "A Paper", ReleaseKind.NEWS_ARTICLE, null, List.of(), List.of(), List.of(claim));
    }

    private int edition(String id, String issued, int people) {
        return edition(id, issued, WEEK, Map.of(WEEK, people));
    }

    /** An edition that is whole for some days, and says how many came in weeks of them. */
    private int edition(String id, String issued, Period whole, Map<Period, Integer> people) {
        return publish(
                id,
                issued,
                catalogue.get(WEEKLY).formats().getFirst(),
                "Home Office",
                ReleaseKind.OFFICIAL_STATISTICS,
                "%064x".formatted(id.hashCode()),
                List.of(Publication.Coverage.complete(WEEKLY, whole.start(), whole.end())),
                people.entrySet().stream()
                        .map(week -> week(week.getKey(), week.getValue()))
                        .toList(),
                List.of());
    }

    private Draft week(Period week, int people) {
        return new Draft(
                catalogue.get(WEEKLY),
                week,
                Map.of("route", "channel", "citizenship", "total", "category", "small-boat", "people", (long) people),
                ObservationStatus.P,
                "boats=O,uncontrolledLandings=O",
                Qualifier.EXACT,
                null,
                null,
                null,
                "A1");
    }

    private int publish(
            String id,
            String issued,
            String format,
            String publisher,
            ReleaseKind kind,
            @Nullable String sha256,
            List<Publication.Coverage> coverage,
            List<Draft> drafts,
            List<ClaimDraft> claims) {
        var publication = new Publication(
                id,
                format,
                publisher,
                "Of the tests",
                kind,
                null,
                null,
                IssueDate.at(Instant.parse(issued + "T09:00:00Z"), IssueDate.Basis.PRINTED),
                null,
                null,
                sha256,
                null,
                null,
                ChangeKind.SCHEDULED,
                coverage,
                drafts,
                claims);
        if (ledger.publish(publication) instanceof Ledger.Outcome.Published outcome) {
            published.add(id);
            return outcome.revision();
        }
        throw new AssertionError(id + " was there already");
    }
}

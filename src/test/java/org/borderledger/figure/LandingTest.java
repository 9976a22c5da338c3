package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.http.Asked;
import org.borderledger.http.Page;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.problem.ProblemCode;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Column;
import org.borderledger.representation.Representation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What callers see when a revision lands while they read. Each test publishes beside the running service, with the
 * owner's role, editions of the year 2001, and takes them out of the timeline again: the other tests read other years.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class LandingTest {
    private static final String WEEKLY = "uk-small-boats-weekly";
    private static final Period WEEK = Period.week(2001, 10).orElseThrow();
    private static final String KEY = "/v1/crossings/uk-small-boats-weekly:2001-W10";

    private final SeriesCatalogue catalogue = SeriesCatalogue.load();
    private final Ledger ledger =
            new Ledger(Migrations.dataSource(ServedLedger.owner()), Datasets.ALL, catalogue, Clock.systemUTC());
    private final List<String> published = new ArrayList<>();
    private static final AtomicInteger EDITIONS = new AtomicInteger();

    @Inject
    FigureReader reader;

    @Inject
    @All
    List<FigureRepository<?>> repositories;

    @AfterEach
    void takeBack() {
        published.forEach(release -> ledger.retract(release, "the test is over"));
    }

    /** Rows are kept in memory, and a redaction is the one thing that changes one. */
    @Test
    void wordsThatHadToGoAreOnNoPageThatWasReadBefore() {
        String words = "812, says somebody by name";
        EDITIONS.incrementAndGet();
        publish(publication(
                "2001-04-01",
                null,
                WEEK,
                List.of(new Draft(
                        catalogue.get(WEEKLY),
                        WEEK,
                        draft(812, WEEK).values(),
                        ObservationStatus.P,
                        "boats=O,uncontrolledLandings=O",
                        Qualifier.EXACT,
                        null,
                        words,
                        null,
                        "sheet!A1"))));
        String page = "/v1/crossings?series=" + WEEKLY + "&period=2001";
        assertEquals(List.of(words), texts(rows(page), "originalText"));
        assertEquals(List.of(words), texts(rows(page + "&fields=originalText"), "originalText"));

        ledger.redact("crossings", "originalText", words, "a court order");

        assertEquals(List.of("[redacted]"), texts(rows(page), "originalText"));
        assertEquals(List.of("[redacted]"), texts(rows(page + "&fields=originalText"), "originalText"));
    }

    /** API rule 11. */
    @Test
    void aWithdrawnFigureAnswersWithItsMarkAndIsInNoList() {
        publish("2001-04-01", 812);
        JsonNode stood = get(KEY).path("data");
        assertEquals(812, stood.path("people").asInt());
        assertFalse(stood.path("withdrawn").asBoolean());
        leaveOut("2001-04-08");

        JsonNode answer = get(KEY);
        assertTrue(answer.at("/data/withdrawn").asBoolean());
        assertTrue(answer.at("/data/people").isNull());
        assertEquals(published.getLast(), answer.at("/data/release").asText());
        assertTrue(answer.at("/meta/warnings/0").asText().contains(KEY + "/revisions"), answer::toString);
        assertEquals(List.of(), rows("/v1/crossings?series=" + WEEKLY + "&period=2001"));
        assertEquals(
                "uk-small-boats-weekly:2001-W10",
                rowsAsOf("2001-04-07").getFirst().path("key").asText());
        assertEquals(List.of(), rowsAsOf("2001-04-08"));
        assertEquals(812, get(KEY + "?asOf=2001-04-07").at("/data/people").asInt());

        List<JsonNode> history = rows(KEY + "/revisions");
        assertEquals(List.of("false", "true"), texts(history, "withdrawn"));
        assertEquals(history.get(0).path("validTo"), history.get(1).path("validFrom"));
        problem(ProblemCode.NOT_KNOWN_YET, KEY + "?asOf=2001-03-31");
    }

    /** API rule 6: the newest period that has a value, so neither a withdrawn one nor one without. */
    @Test
    void theNewestIsNeitherWithdrawnNorMissing() {
        publish("2001-04-01", 812);
        leaveOut("2001-04-08");
        assertEquals(List.of(), rows("/v1/crossings/latest?series=" + WEEKLY + "&asOf=2001-04-08"));
        assertEquals(
                812,
                rows("/v1/crossings/latest?series=" + WEEKLY + "&asOf=2001-04-01")
                        .getFirst()
                        .path("people")
                        .asInt());
    }

    /** Frontex counts detections, and whoever quotes them as people quotes a wrong number. */
    @Test
    void aCitationSaysWhatTheSeriesCounts() {
        String detections = "eu-frontex-detections-monthly";
        Period march = Period.month(YearMonth.of(2001, 3));
        EDITIONS.incrementAndGet();
        publish(new Publication(
                "test-" + EDITIONS.get(),
                catalogue.get(detections).formats().getFirst(),
                "Frontex",
                "An edition of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.at(Instant.parse("2001-04-01T09:00:00Z"), IssueDate.Basis.PRINTED),
                null,
                null,
                "%064x".formatted(EDITIONS.get()),
                null,
                null,
                ChangeKind.SCHEDULED,
                List.of(Publication.Coverage.complete(detections, march.start(), march.end())),
                List.of(new Draft(
                        catalogue.get(detections),
                        march,
                        Map.of("route", "black-sea", "citizenship", "afg", "category", "sea", "people", 1_054L),
                        ObservationStatus.A,
                        null,
                        Qualifier.EXACT,
                        null,
                        null,
                        null,
                        "sheet!A1"))));
        for (String address : List.of(
                "/v1/crossings/" + detections + ":2001-03:black-sea:sea:afg",
                "/v1/crossings?period=2001&series=*",
                "/v1/crossings/aggregates?period=2001-03&series=" + detections,
                "/v1/crossings/summary?from=2001-03-01&to=2001-03-31&series=" + detections)) {
            String citation = get(address).at("/meta/citation").asText();
            assertTrue(citation.startsWith("1,054 detections"), () -> address + " is cited as " + citation);
        }
    }

    /** A list that came later says nothing of the days before it. */
    @Test
    void aSumIsCitedByTheNewestReleaseThatCoversItsDays() {
        Period later = Period.week(2001, 11).orElseThrow();
        publish("2001-04-01", 812);
        publish("2001-06-01", 813, later);
        String sum = "/v1/crossings/aggregates?series=" + WEEKLY + "&from=";
        String first = get(sum + WEEK.start() + "&to=" + WEEK.end())
                .at("/meta/citation")
                .asText();
        assertTrue(first.contains(", newest release issued 1 April 2001."), first);
        String both = get(sum + WEEK.start() + "&to=" + later.end())
                .at("/meta/citation")
                .asText();
        assertTrue(both.contains(", newest release issued 1 June 2001."), both);
    }

    @Test
    void aRevisionIsVisibleWithoutARestart() {
        Caller.Answer before = ask("/v1/crossings?limit=1");
        int revision = publish("2001-04-01", 812);
        Caller.Answer after = ask("/v1/crossings?limit=1");
        assertEquals(revision, after.json().at("/meta/revision").asInt());
        assertNotEquals(before.header("ETag"), after.header("ETag"));
        assertEquals(
                200,
                ask("/v1/crossings?limit=1", Map.of("If-None-Match", before.header("ETag")))
                        .status());
        assertEquals(revision, get("/v1/revisions?limit=1").at("/data/0/number").asInt());
    }

    /** API rule 25: the same validator promises the same bytes. */
    @Test
    void aRevisionOfAnotherDatasetChangesNoByte() {
        List<String> addresses = List.of(
                "/v1/spending-lines?limit=3",
                "/v1/spending-lines?limit=3&asOf=2025-06-20",
                "/v1/spending-lines/latest",
                "/v1/enforcement-actions?limit=3",
                "/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16",
                "/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16/revisions");
        List<Caller.Answer> before = addresses.stream().map(Caller::ask).toList();
        publish("2001-04-01", 812);
        for (Caller.Answer first : before) {
            Caller.Answer second = ask(first.address());
            assertEquals(first.header("ETag"), second.header("ETag"), first.address());
            assertEquals(first.body(), second.body());
            Caller.Answer known = ask(first.address(), Map.of("If-None-Match", first.header("ETag")));
            assertEquals(304, known.status());
        }
    }

    @Test
    void aWalkIsOnePictureEvenWhenARevisionLandsHalfWay() {
        publish("2001-04-01", 812);
        String list = "/v1/crossings?series=" + WEEKLY + "&sort=periodEnd&limit=1";
        JsonNode first = get(list + "&to=2019-01-01");
        assertEquals(812, first.at("/data/0/people").asInt());
        String next = first.at("/links/next").asText();
        JsonNode second = get(next);
        publish("2001-04-08", 813, Period.week(2001, 11).orElseThrow());
        assertEquals(second, get(next), "the cursor reads the revision that the walk began with");
        assertEquals("uk-small-boats-weekly:2018-W01", second.at("/data/0/key").asText());
        assertEquals(
                List.of("uk-small-boats-weekly:2001-W10", "uk-small-boats-weekly:2001-W11"),
                texts(rows("/v1/crossings?series=" + WEEKLY + "&period=2001&sort=key"), "key"),
                "a walk that begins now sees both");
    }

    /** API rule 25: the rows of an export are read after its headers are known, from the revision that those name. */
    @Test
    void anExportIsOfItsRevisionThoughAnotherLandsBeforeItsRowsAreRead() throws IOException {
        int revision = publish("2001-04-01", 812);
        FigureRepository<?> crossings = repositories.stream()
                .filter(each -> each.dataset().name().equals("crossings"))
                .findFirst()
                .orElseThrow();
        var everything = new ListFilter(
                new SelectionFilter("*", new PeriodFilter(null, null, null), null, null, new ClockFilter(null, null)),
                new TableFilter(null, null, Page.WHOLE),
                new HistoryFilter(null, null),
                null,
                null);
        Map<String, String> query = Map.of("series", "*");
        Answer export = QuarkusTransaction.requiringNew()
                .call(() -> reader.list(
                        crossings, everything, new Asked("/v1/crossings", query, query, Representation.CSV)));
        assertEquals(revision, export.meta().revision());
        publish("2001-04-08", 900);
        publish("2001-04-15", 813, Period.week(2001, 11).orElseThrow());
        List<String> keys = new ArrayList<>();
        int people = FigureColumns.of(crossings.dataset()).stream()
                .map(Column::name)
                .toList()
                .indexOf("people");
        List<Object> ofTheWeek = new ArrayList<>();
        export.table().rows().read(row -> {
            keys.add(String.valueOf(row[0]));
            if (KEY.endsWith(String.valueOf(row[0]))) {
                ofTheWeek.add(String.valueOf(row[people]));
            }
        });
        assertEquals(export.table().total(), keys.size());
        assertEquals(List.of("812"), ofTheWeek);
        assertFalse(keys.contains("uk-small-boats-weekly:2001-W11"));
    }

    @Test
    void anExportThatIsBeingReadWhileARevisionLandsIsOfOneRevision() throws IOException {
        int revision = publish("2001-04-01", 812);
        var connection =
                (HttpURLConnection) URI.create("http://localhost:" + RestAssured.port + "/v1/crossings.csv?series=*")
                        .toURL()
                        .openConnection();
        try (InputStream in = connection.getInputStream()) {
            var bytes = new ByteArrayOutputStream();
            bytes.write(in.readNBytes(1_000));
            publish("2001-04-08", 900);
            publish("2001-04-15", 813, Period.week(2001, 11).orElseThrow());
            in.transferTo(bytes);
            List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
            assertEquals(connection.getHeaderFieldInt("Total-Rows", -1), lines.size() - 1);
            assertTrue(connection.getHeaderField("Content-Disposition").contains("_revision-" + revision + "."));
            assertTrue(lines.getLast().contains(":2001-W10,") && lines.getLast().contains(",812,"), lines::getLast);
        }
        assertEquals(900, get(KEY).at("/data/people").asInt());
    }

    /** API rule 9. */
    @Test
    void anAnswerThatNamesItsRevisionStaysAsItWas() {
        int revision = publish("2001-04-01", 812);
        Supplier<Stream<String>> addresses = () -> Stream.of(
                "/v1/crossings?series=" + WEEKLY + "&period=2001&revision=" + revision,
                KEY + "?revision=" + revision,
                KEY + "/revisions?revision=" + revision,
                "/v1/crossings/latest?series=" + WEEKLY + "&revision=" + revision);
        List<String> before =
                addresses.get().map(address -> ask(address).body()).toList();
        publish("2001-04-08", 900);
        assertEquals(900, get(KEY).at("/data/people").asInt());
        assertEquals(before, addresses.get().map(address -> ask(address).body()).toList());
    }

    @Test
    void aRetractedReleaseIsOutOfTheTimelineAndStaysReadable() {
        publish("2001-04-01", 812);
        int held = publish("2001-04-08", 900);
        String wrong = published.removeLast();
        ledger.retract(wrong, "typed wrongly");
        assertEquals(812, get(KEY).at("/data/people").asInt());
        assertEquals(900, get(KEY + "?revision=" + held).at("/data/people").asInt());
        JsonNode release = get("/v1/releases/" + wrong).path("data");
        assertEquals(held + 1, release.path("retractedIn").asInt());
        JsonNode revision = get("/v1/revisions/" + (held + 1)).path("data");
        assertEquals("retract", revision.path("action").asText());
        assertEquals("typed wrongly", revision.path("reason").asText());
    }

    /** API rule 8: a release that is out of the timeline gives nothing to read. */
    @Test
    void theDateFromWhichThereIsSomethingIsNotThatOfARetractedRelease() {
        int held = publish("2001-04-01", 812);
        String before = "/v1/crossings?series=" + WEEKLY + "&asOf=2001-03-31";
        assertTrue(get(before).at("/meta/warnings/0").asText().contains("2001-04-01"));
        ledger.retract(published.removeLast(), "typed wrongly");
        assertTrue(get(before).at("/meta/warnings/0").asText().contains("2025-11-14"));
        assertTrue(get(before + "&revision=" + held)
                .at("/meta/warnings/0")
                .asText()
                .contains("2001-04-01"));
        assertTrue(get(before + "&revision=1").at("/meta/warnings/0").asText().contains("held no release"));
    }

    /** A reading that another took the place of is no release of the series' record, any more than a retracted one. */
    @Test
    void theRevisionRecordIsOfTheReadingsThatStand() {
        publish("2001-04-01", 812);
        String wrong = published.removeLast();
        Draft better = draft(813, WEEK);
        var outcome = assertInstanceOf(
                Ledger.Outcome.Published.class,
                ledger.correct(publication("2001-04-01", null, WEEK, List.of(better)), "read wrongly", null));
        published.add(outcome.release());
        List<String> releases =
                texts(get("/v1/series/" + WEEKLY + "/revision-record").at("/meta/computation/inputs/releases"));
        assertTrue(releases.contains(outcome.release()), releases::toString);
        assertFalse(releases.contains(wrong), releases::toString);
    }

    /** One order of marks, wherever the later of two editions is looked for. */
    @Test
    void theTenthMarkIsTheLaterInAllThatNamesTheNewest() {
        publish("2001-04-01", 812);
        String second = mark("v2");
        String tenth = mark("v10");
        String ninth = mark("v9");
        assertEquals(tenth, get(KEY).at("/meta/confirmedBy").asText());
        assertEquals(ninth, get("/v1/releases/" + tenth).at("/data/versionOf").asText());
        assertEquals(second, get("/v1/releases/" + ninth).at("/data/versionOf").asText());
    }

    @Test
    void aCitationGivesTheBoundToTheMeasureThatItIsOf() {
        Series prevented = catalogue.get("uk-small-boats-prevented-weekly");
        Period week = Period.week(2001, 11).orElseThrow();
        EDITIONS.incrementAndGet();
        publish(new Publication(
                "test-" + EDITIONS.get(),
                prevented.formats().getFirst(),
                "Home Office",
                "An edition of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.at(Instant.parse("2001-05-01T09:00:00Z"), IssueDate.Basis.PRINTED),
                null,
                null,
                "%064x".formatted(EDITIONS.get()),
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                List.of(Publication.Coverage.complete(prevented.id(), week.start(), week.end())),
                List.of(new Draft(
                        prevented,
                        week,
                        Map.of(
                                "action", "prevention",
                                "item", "small-boat-crossing",
                                "agency", "french-authorities",
                                "place", "france",
                                "events", 5L,
                                "quantity", BigDecimal.valueOf(600),
                                "unit", "people"),
                        ObservationStatus.E,
                        null,
                        Qualifier.BETWEEN,
                        BigDecimal.valueOf(700),
                        null,
                        null,
                        "sheet!A1"))));
        String question = "/v1/enforcement-actions?series=" + prevented.id() + "&period=2001-W11";
        for (String fields : List.of("", "&fields=key", "&fields=events")) {
            String citation = get(question + fields).at("/meta/citation").asText();
            assertTrue(citation.startsWith("5 events, 600 to 700 people, "), citation);
        }
        String sums = get("/v1/enforcement-actions/aggregates?series=" + prevented.id()
                        + "&period=2001-W11&measures=events.sum,quantity.sum,quantity.mean")
                .at("/meta/citation")
                .asText();
        assertTrue(sums.startsWith("5 events, 600 to 700 people, mean about 600 people"), sums);
    }

    private String mark(String mark) {
        EDITIONS.incrementAndGet();
        publish(publication("2001-04-01", mark, WEEK, List.of(draft(812, WEEK))));
        return published.getLast();
    }

    private List<JsonNode> rowsAsOf(String day) {
        return list(get("/v1/crossings?series=" + WEEKLY + "&period=2001&asOf=" + day)
                .path("data"));
    }

    /** A complete edition of one week that states it. */
    private int publish(String issued, long people) {
        return publish(issued, people, WEEK);
    }

    private int publish(String issued, long people, Period week) {
        return publish(issued, week, List.of(draft(people, week)));
    }

    private Draft draft(long people, Period week) {
        return new Draft(
                catalogue.get(WEEKLY),
                week,
                Map.of("route", "channel", "citizenship", "total", "category", "small-boat", "people", people),
                ObservationStatus.P,
                "boats=O,uncontrolledLandings=O",
                Qualifier.EXACT,
                null,
                null,
                null,
                "sheet!A1");
    }

    /** A complete edition of the week that does not state it. */
    private void leaveOut(String issued) {
        publish(issued, WEEK, List.of());
    }

    private int publish(String issued, Period covered, List<Draft> drafts) {
        EDITIONS.incrementAndGet();
        return publish(publication(issued, null, covered, drafts));
    }

    /** The edition whose number is next, in its own bytes; with the same number it is another reading of them. */
    private Publication publication(String issued, @Nullable String mark, Period covered, List<Draft> drafts) {
        return new Publication(
                "test-" + EDITIONS.get(),
                catalogue.get(WEEKLY).formats().getFirst(),
                "Home Office",
                "An edition of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.at(Instant.parse(issued + "T09:00:00Z"), IssueDate.Basis.PRINTED),
                mark,
                null,
                "%064x".formatted(EDITIONS.get()),
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                List.of(Publication.Coverage.complete(WEEKLY, covered.start(), covered.end())),
                drafts);
    }

    private int publish(Publication publication) {
        if (ledger.publish(publication) instanceof Ledger.Outcome.Published outcome) {
            published.add(publication.id());
            return outcome.revision();
        }
        throw new AssertionError(publication.id() + " was there already");
    }
}

package org.borderledger.http;

import static org.borderledger.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.borderledger.ServedLedger;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.ledger.Sha256;
import org.borderledger.period.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are known are those that would be computed, and only as long as they hold. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(KnownAnswersTest.WithMemory.class)
@SuppressWarnings("NullAway.Init") // the container sets the fields
public class KnownAnswersTest {
    private static final String WEEKLY = "uk-small-boats-weekly";
    private static final Period WEEK = Period.week(2002, 10).orElseThrow();
    private static final String GZIP = "gzip";

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry meters;

    @Inject
    KnownAnswers known;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The other tests publish and ask at once, and would have to wait until the service has heard of it. */
    public static final class WithMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ledger.answers.memory", "4M");
        }
    }

    /** They are the first to see a request, before the gate that refuses what is no address. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/%crossings", "/v1/%", "/v1/crossings?a=%zz", "http://h%/v1/crossings"})
    void whatIsNoAddressIsRefusedHereToo(String target) {
        RawConnection.Reply reply = RawConnection.get(target);
        assertEquals(400, reply.status(), reply.body());
        assertTrue(reply.body().contains("\"malformed-request\""), reply.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?period=2025-05",
                "/v1/crossings?period=2025-05&asOf=2026-05-01",
                "/v1/crossings?period=2025-05&revision=20",
                "/v1/crossings/uk-small-boats-daily:2025-06-19",
                "/v1/crossings/uk-small-boats-daily:2025-06-19/revisions",
                "/v1/crossings/aggregates?groupBy=year&frequency=quarter",
                "/v1/crossings/comparisons?to=2025-06-19",
                "/v1/crossings.csv?period=2025-05",
                "/v1/crossings.jsonl?period=2025-05",
                "/v1/crossings.csv-metadata.json",
                "/v1/crossings/revisions/3.csv",
                "/v1/spending-lines?limit=3"
            })
    void aKnownAnswerIsTheComputedOne(String address) throws Exception {
        HttpResponse<byte[]> computed = ask(address);
        assertEquals(200, computed.statusCode());
        HttpResponse<byte[]> again = askForKnown(address);
        assertArrayEquals(computed.body(), again.body());
        assertEquals(headers(computed), headers(again));
        boolean isPacked = computed.body().length > 1_000;
        if (isPacked) {
            awaitPacked(address);
        }
        HttpResponse<byte[]> packed = ask(address, "Accept-Encoding", "br, gzip;q=0.8");
        assertEquals(isPacked, isPacked(packed));
        assertArrayEquals(computed.body(), isPacked ? unpacked(packed.body()) : packed.body());
        if (isPacked) {
            String tag = header(computed, "ETag");
            assertEquals(tag.replaceAll("\"$", "-gzip\""), header(packed, "ETag"));
            Map<String, List<String>> expected = headers(computed);
            expected.put("etag", List.of(header(packed, "ETag")));
            expected.put("content-encoding", List.of(GZIP));
            expected.put("content-length", List.of(Integer.toString(packed.body().length)));
            if (expected.containsKey("repr-digest")) {
                String digest = Base64.getEncoder().encodeToString(Sha256.of(packed.body()));
                expected.put("repr-digest", List.of("sha-256=:" + digest + ":"));
            }
            assertEquals(expected, headers(packed));
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip, true", "'GZIP;q=1', true", "'gzip;q=0', false", "'gzip; q=0.000', false", "identity, false"})
    void packedBytesAreForThoseWhoTakeThem(String codings, boolean takes) throws Exception {
        String address = "/v1/crossings?period=2025-04";
        askUntilKnown(address);
        awaitPacked(address);
        assertEquals(takes, isPacked(ask(address, "Accept-Encoding", codings)));
    }

    /** It is packed behind the first who takes it so. */
    private void awaitPacked(String address) throws Exception {
        await(() -> isPacked(ask(address, "Accept-Encoding", GZIP)));
    }

    private static boolean isPacked(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding").isPresent();
    }

    @ParameterizedTest
    @CsvSource({"HTTP_2, HTTP_1_1", "HTTP_1_1, HTTP_2"})
    void anAnswerThatWasGivenInOneVersionOfHttpIsGivenInTheOther(HttpClient.Version first, HttpClient.Version second)
            throws IOException, InterruptedException {
        URI address =
                service.resolve("/v1/crossings?period=2019-06&limit=" + (first == HttpClient.Version.HTTP_2 ? 7 : 8));
        List<String> bodies = new ArrayList<>();
        for (HttpClient.Version version : List.of(first, second, first, second)) {
            try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), answer::body);
                assertEquals(version, answer.version());
                assertEquals(List.of(), answer.headers().allValues("transfer-encoding"));
                bodies.add(answer.body());
            }
        }
        assertEquals(1, bodies.stream().distinct().count());
    }

    @Test
    void whoHasTheAnswerIsToldSo() throws Exception {
        String address = "/v1/crossings?period=2025-03";
        HttpResponse<byte[]> computed = askUntilKnown(address);
        String tag = header(computed, "ETag");
        for (String validators : List.of(tag, "W/" + tag, "\"x\", " + tag, "*", tag.replaceAll("\"$", "-gzip\""))) {
            HttpResponse<byte[]> answer = ask(address, "If-None-Match", validators);
            assertEquals(304, answer.statusCode(), validators);
            assertEquals(0, answer.body().length);
            for (String name : List.of("etag", "cache-control", "vary", "access-control-allow-origin")) {
                assertEquals(headers(computed).get(name), headers(answer).get(name), name);
            }
        }
        for (String validators : List.of("\"x\"", tag.replace("\"", ""), "W/\"x\"")) {
            assertEquals(200, ask(address, "If-None-Match", validators).statusCode(), validators);
        }
    }

    @Test
    void headHasTheHeadersAndNoBytes() throws Exception {
        String address = "/v1/crossings?period=2025-02";
        HttpResponse<byte[]> computed = askUntilKnown(address);
        double before = count("known");
        HttpResponse<byte[]> head = client.send(
                HttpRequest.newBuilder(service.resolve(address)).HEAD().build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(before + 1, count("known"));
        assertEquals(0, head.body().length);
        assertEquals(headers(computed), headers(head));
    }

    /** API rule 25: equal questions are one, however they are written. */
    @ParameterizedTest
    @CsvSource({
        "'/v1/crossings?from=2025-01-01&to=2025-01-31', '/v1/crossings?to=2025-01-31&from=2025-01-01'",
        "'/v1/crossings?from=2025-01-01&to=2025-01-30', '/v1/crossings?&from=2025-01-01&to=2025%2D01%2D30'",
        "'/v1/crossings/uk-small-boats-daily:2025-06-18', '/v1/crossings/uk-small-boats-daily%3A2025-06-18'",
        "'/v1/crossings.csv?period=2025-01', '/v1/crossings.csv?bom=false&period=2025-01'"
    })
    void equalQuestionsShareAnAnswer(String one, String other) throws Exception {
        HttpResponse<byte[]> computed = askUntilKnown(one);
        long held = known.count();
        HttpResponse<byte[]> same = askUntilKnown(other);
        assertArrayEquals(computed.body(), same.body());
        assertEquals(headers(computed), headers(same));
        assertEquals(held, known.count(), "no second entry");
        double before = count("known");
        ask(other);
        assertEquals(before + 1, count("known"));
    }

    /** A page has 1,000 rows unless asked otherwise, and a file has all. */
    @Test
    void aLimitThatEqualsThatOfAPageIsStillALimitOfAFile() throws Exception {
        String all = "/v1/crossings.csv?fields=periodStart";
        assertTrue(lines(askUntilKnown(all)) > 1_001);
        assertEquals(1_001, lines(askUntilKnown(all + "&limit=1000")));
        assertTrue(lines(askUntilKnown(all)) > 1_001);
    }

    private static long lines(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).lines().count();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/crossings?period=2025-03, /v1/crossings?period=2024-03&period=2025-03, 400",
        "/v1/crossings?period=2025-03, /v1/crossings?Period=2024-03&period=2025-03, 400",
        "/v1/crossings?period=2025-03, /v1/crossings?route&period=2025-03, 400",
        "/v1/crossings?period=2025-03, /v1/crossings?route=&period=2025-03, 400",
        "/v1/crossings?period=2025-03, /v1/crossings?period=2025-0%zz, 400",
        "/v1/crossings?period=2025-03, /v1/crossings?period=2025-03&%C3=1, 400",
        "/v1/crossings/latest, /v1/crossings%2Flatest, 404"
    })
    void aMistakeIsToldHoweverWellTheRestIsKnown(String known, String wrong, int status) throws Exception {
        assertEquals(200, askUntilKnown(known).statusCode());
        assertEquals(status, RawConnection.get(wrong).status());
    }

    @Test
    void aParameterThatAPathHasNotIsRefusedHoweverWellTheRestIsKnown() throws Exception {
        String figure = "/v1/crossings/uk-small-boats-daily:2025-06-17";
        assertEquals(200, askUntilKnown(figure).statusCode());
        assertEquals(400, ask(figure + "?limit=1000").statusCode());
        assertEquals(400, ask(figure + "?bom=false").statusCode());
        assertEquals(301, ask(figure + "?utm_source=x").statusCode());
    }

    @Test
    void whoAsksForAnotherTimeIsLedThere() throws Exception {
        String address = "/v1/crossings?period=2024-12";
        askUntilKnown(address);
        assertEquals(
                302,
                ask(address, "Accept-Datetime", "Sat, 02 May 2026 12:00:00 GMT").statusCode());
    }

    @Test
    void aRevisionEndsTheAnswersThatItTouchesAndNoOthers() throws Exception {
        String touched = "/v1/crossings?series=" + WEEKLY + "&period=2002";
        String another = "/v1/spending-lines?limit=5";
        String before = header(ask(touched), "ETag");
        askUntilKnown(another);
        assertEquals(before, header(ask(touched), "ETag"));
        Ledger ledger = ledger();
        Ledger.Outcome outcome = ledger.publish(edition());
        try {
            await(() -> !before.equals(header(ask(touched), "ETag")));
            HttpResponse<byte[]> after = ask(touched);
            assertTrue(new String(after.body(), StandardCharsets.UTF_8).contains("\"people\":812"));
            double known = count("known");
            ask(another);
            assertEquals(known + 1, count("known"), "what the revision does not touch is still known");
        } finally {
            ledger.retract(outcome.release(), "the test is over");
        }
        await(() -> !new String(ask(touched).body(), StandardCharsets.UTF_8).contains("\"people\":812"));
    }

    @Test
    void whatAHundredAskAtOnceIsComputedOnce() throws Exception {
        String address = "/v1/crossings/aggregates?frequency=week&period=2019..2025";
        double computed = count("computed");
        double known = count("known");
        List<CompletableFuture<HttpResponse<byte[]>>> asked = IntStream.range(0, 100)
                .mapToObj(each -> client.sendAsync(
                        HttpRequest.newBuilder(service.resolve(address)).build(),
                        HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
        byte[] first = asked.getFirst().join().body();
        for (CompletableFuture<HttpResponse<byte[]>> each : asked) {
            assertEquals(200, each.join().statusCode());
            assertArrayEquals(first, each.join().body());
        }
        await(() -> count("computed") > computed); // what is computed is counted behind its last byte
        assertEquals(computed + 1, count("computed"));
        assertEquals(known + 99, count("known"), "those who waited are counted too");
    }

    /** Those who wait for an answer that is none are not kept waiting, and each gets its own. */
    @Test
    void whatAHundredAskInVainIsAnsweredToo() {
        String address = "/v1/crossings/uk-small-boats-daily:1999-01-01";
        List<CompletableFuture<HttpResponse<byte[]>>> asked = IntStream.range(0, 100)
                .mapToObj(each -> client.sendAsync(
                        HttpRequest.newBuilder(service.resolve(address)).build(),
                        HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
        asked.forEach(each -> assertEquals(404, each.join().statusCode()));
    }

    @Test
    void theyTakeNoMoreMemoryThanTheyMay() throws Exception {
        for (int limit = 901; limit < 940; limit++) {
            ask("/v1/crossings?limit=" + limit);
        }
        assertTrue(known.weight() <= 4 << 20, () -> known.weight() + " bytes");
        assertTrue(known.count() > 1);
    }

    /** Also of those that were sent again: nobody but who keeps them gives their memory back, and their files. */
    @Test
    void theMemoryOfWhatWasSentAgainIsGivenBack() throws Exception {
        long before = UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        for (int least = 1; least <= 400; least++) {
            String address = "/v1/crossings?limit=60&people.gte=" + least;
            long length = askUntilKnown(address).body().length;
            assertTrue(length > 20_000, () -> length + " bytes");
        }
        until(
                "what others needed the room of is given back",
                () -> UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before <= 4 << 20);
        assertTrue(AnswerFile.count() > 0, "none of them stood in a file");
        until("so are their files", () -> AnswerFile.count() <= known.count());
    }

    private interface Asked {
        boolean holds() throws Exception;
    }

    private static void await(Asked asked) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (!asked.holds()) {
            assertTrue(Instant.now().isBefore(end), "the revision was not to be had in ten seconds");
            Thread.sleep(20);
        }
    }

    private static Ledger ledger() {
        return new Ledger(
                Migrations.dataSource(ServedLedger.owner()), Datasets.ALL, SeriesCatalogue.load(), Clock.systemUTC());
    }

    private static Publication edition() {
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        return new Publication(
                "test-known-answers",
                catalogue.get(WEEKLY).formats().getFirst(),
                "Home Office",
                "An edition of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.at(Instant.parse("2002-04-01T09:00:00Z"), IssueDate.Basis.PRINTED),
                null,
                null,
                "%064x".formatted(2002),
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                List.of(Publication.Coverage.complete(WEEKLY, WEEK.start(), WEEK.end())),
                List.of(new Draft(
                        catalogue.get(WEEKLY),
                        WEEK,
                        Map.of("route", "channel", "citizenship", "total", "category", "small-boat", "people", 812L),
                        ObservationStatus.P,
                        "boats=O,uncontrolledLandings=O",
                        Qualifier.EXACT,
                        null,
                        null,
                        null,
                        "sheet!A1")));
    }

    private double count(String answer) {
        return meters.find("http.server.requests").tag("answer", answer).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private HttpResponse<byte[]> ask(String address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** An answer is kept behind its last byte, which the caller may have a moment before. */
    private HttpResponse<byte[]> askUntilKnown(String address) throws Exception {
        HttpResponse<byte[]> first = ask(address);
        askForKnown(address);
        return first;
    }

    /**
     * The first answer that was a known one. It may not stay known: where others have filled the memory, what was asked for
     * less often than they were has to make room for them again.
     */
    private HttpResponse<byte[]> askForKnown(String address) throws Exception {
        AtomicReference<HttpResponse<byte[]>> answer = new AtomicReference<>();
        await(() -> {
            double before = count("known");
            answer.set(ask(address));
            return count("known") == before + 1;
        });
        return answer.get();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Several of one name are one list. */
    private static Map<String, List<String>> headers(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> {
            List<String> all = new ArrayList<>();
            values.forEach(value -> all.addAll(name.equals("vary") ? List.of(value.split(", ", -1)) : List.of(value)));
            headers.put(name, all);
        });
        return headers;
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}

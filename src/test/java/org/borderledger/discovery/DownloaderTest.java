package org.borderledger.discovery;

import static org.borderledger.discovery.PublisherServer.chunked;
import static org.borderledger.discovery.PublisherServer.cutOff;
import static org.borderledger.discovery.PublisherServer.file;
import static org.borderledger.discovery.PublisherServer.inTurn;
import static org.borderledger.discovery.PublisherServer.redirect;
import static org.borderledger.discovery.PublisherServer.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.borderledger.ledger.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which fetching one file goes wrong, against a real server. */
class DownloaderTest {
    private static final Instant NOW = Instant.parse("2025-06-27T10:00:00Z");
    private static final byte[] CSV = "day,people\n2025-06-20,437\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ERROR_PAGE = "<!DOCTYPE html><title>Sorry</title>".getBytes(StandardCharsets.UTF_8);
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";

    private final PublisherServer server = new PublisherServer();
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the folder
    DownloaderTest() {}

    @AfterEach
    void close() {
        server.close();
    }

    private static Manner manner(Duration whole, long mostBytes, int attempts) {
        return new Manner(
                "statistics@example.org",
                Set.of("127.0.0.1"),
                Duration.ofSeconds(20),
                whole,
                mostBytes,
                attempts,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ZERO);
    }

    private static Manner patient() {
        return manner(Duration.ofSeconds(60), 1_000, 4);
    }

    private Fetched fetch(Manner manner, Downloader.Request request) throws IOException, InterruptedException {
        try (var downloader =
                new Downloader(manner, Clock.fixed(NOW, ZoneOffset.UTC), pauses::add, new Random(20250627))) {
            return downloader.fetch(request, folder);
        }
    }

    private Downloader.Request request(String path, FileFormat format) {
        return request(path, format, Fetched.Validators.NONE, OptionalLong.empty());
    }

    private Downloader.Request request(String path, FileFormat format, Fetched.Validators known, OptionalLong size) {
        return new Downloader.Request(server.address(path), server.address("/"), List.of(format), known, size, 1_000);
    }

    private Fetched.Failed failed(Manner manner, Downloader.Request request) throws IOException, InterruptedException {
        Fetched.Failed failed = assertInstanceOf(Fetched.Failed.class, fetch(manner, request));
        assertEquals(List.of(), left(), "nothing partial is left");
        return failed;
    }

    private Fetched.Failed failed(FileFormat format) throws IOException, InterruptedException {
        return failed(patient(), request("/file", format));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aFileIsHandedOverWholeWithItsDigestAndItsValidators() throws IOException, InterruptedException {
        server.on("/file", file("text/csv; charset=utf-8", CSV, "\"one\""));
        Fetched.Received received =
                assertInstanceOf(Fetched.Received.class, fetch(patient(), request("/file", FileFormat.CSV)));
        assertArrayEquals(CSV, Files.readAllBytes(received.file()));
        assertEquals(CSV.length, received.bytes());
        assertEquals(HexFormat.of().formatHex(Sha256.of(CSV)), received.sha256());
        assertEquals(new Fetched.Validators("\"one\"", "Fri, 20 Jun 2025 09:30:00 GMT"), received.validators());
        assertEquals(List.of(), pauses);
    }

    @Test
    void aRequestSaysWhoAsksAndWhereToReachThem() throws IOException, InterruptedException {
        server.on("/file", file("text/csv", CSV));
        fetch(patient(), request("/file", FileFormat.CSV));
        String agent = server.asked().getFirst().headers().getFirst("User-Agent");
        assertTrue(agent.startsWith("border-ledger/") && agent.contains("statistics@example.org"), agent);
    }

    @Test
    void aKnownCopyIsNotSentAgain() throws IOException, InterruptedException {
        server.on("/file", file("text/csv", CSV, "\"one\""));
        var known = new Fetched.Validators("\"one\"", "Fri, 20 Jun 2025 09:30:00 GMT");
        Fetched fetched = fetch(patient(), request("/file", FileFormat.CSV, known, OptionalLong.empty()));
        assertEquals(new Fetched.NotModified(known), fetched);
        assertEquals(known.lastModified(), server.asked().getFirst().headers().getFirst("If-Modified-Since"));
        assertEquals(List.of(), left());
    }

    @Test
    void thatNothingChangedIsNoAnswerToWhoHasNothing() throws IOException, InterruptedException {
        server.on("/file", status(304));
        assertEquals(new Fetched.Failed(304, "status 304", "csv"), failed(FileFormat.CSV));
    }

    @Test
    void anAnswerThatIsCutOffIsAskedForAgain() throws IOException, InterruptedException {
        server.on("/file", inTurn(cutOff("text/csv", CSV, 10), file("text/csv", CSV)));
        Fetched.Received received =
                assertInstanceOf(Fetched.Received.class, fetch(patient(), request("/file", FileFormat.CSV)));
        assertArrayEquals(CSV, Files.readAllBytes(received.file()));
        assertEquals(List.of(received.file()), left());
        assertEquals(1, pauses.size());
    }

    @Test
    void anAnswerThatIsCutOffEachTimeIsAFinding() throws IOException, InterruptedException {
        server.on("/file", cutOff("text/csv", CSV, 10));
        Fetched.Failed failed = failed(FileFormat.CSV);
        assertTrue(failed.found().startsWith("an answer that broke off"), failed::found);
        assertTrue(failed.found().endsWith(", 4 times"), failed::found);
        assertEquals(4, server.asked().size());
    }

    @Test
    void aFileWithoutALengthThatIsShorterThanTheCatalogueSaysIsCutOff() throws IOException, InterruptedException {
        server.on("/file", chunked("text/csv", CSV));
        Fetched.Failed failed =
                failed(patient(), request("/file", FileFormat.CSV, Fetched.Validators.NONE, OptionalLong.of(9_999)));
        assertEquals(CSV.length + " bytes, 4 times", failed.found());
        assertEquals("9999, as the catalogue says, since the server does not", failed.expected());
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() throws IOException, InterruptedException {
        server.on("/file", server.trickling("text/csv", CSV));
        Fetched.Failed failed = failed(manner(Duration.ofMillis(300), 1_000, 2), request("/file", FileFormat.CSV));
        assertEquals("no whole answer within 0 s, 2 times", failed.found());
        assertEquals(2, server.asked().size());
    }

    @Test
    void waitsDoubleUpToTheLongestWithAPartByChance() throws IOException, InterruptedException {
        server.on("/file", status(503));
        Manner often = manner(Duration.ofSeconds(60), 1_000, 8);
        assertEquals(
                new Fetched.Failed(503, "status 503, 8 times", "csv"), failed(often, request("/file", FileFormat.CSV)));
        List<Integer> longest = List.of(2, 4, 8, 16, 32, 60, 60);
        assertEquals(longest.size(), pauses.size());
        for (int i = 0; i < longest.size(); i++) {
            long millis = pauses.get(i).toMillis();
            assertTrue(millis >= longest.get(i) * 500L && millis <= longest.get(i) * 1_000L, pauses::toString);
        }
    }

    @Test
    void aServerThatAsksForAPauseGetsIt() throws IOException, InterruptedException {
        server.on(
                "/file",
                inTurn(
                        status(429, "Retry-After", "37"),
                        status(503, "Retry-After", "Fri, 27 Jun 2025 10:00:41 GMT"),
                        file("text/csv", CSV)));
        assertInstanceOf(Fetched.Received.class, fetch(patient(), request("/file", FileFormat.CSV)));
        assertEquals(List.of(Duration.ofSeconds(37), Duration.ofSeconds(41)), pauses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "Fri, 27 Jun 2025 11:00:00 GMT"})
    void aServerThatAsksForALongPauseIsLeftAloneUntilTheNextRun(String asked) throws IOException, InterruptedException {
        server.on("/file", status(429, "Retry-After", asked));
        assertEquals(
                new Fetched.Failed(429, "status 429, with the wish to be asked again after 3600 s", "csv"),
                failed(FileFormat.CSV));
        assertEquals(List.of(), pauses);
        assertEquals(1, server.asked().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "99999999999999999999", "Fri, 27 Jun 2025 09:00:00 GMT", ""})
    void aWishThatCannotBeReadOrIsOverLeavesOurOwnWait(String asked) throws IOException, InterruptedException {
        server.on("/file", inTurn(status(429, "Retry-After", asked), file("text/csv", CSV)));
        assertInstanceOf(Fetched.Received.class, fetch(patient(), request("/file", FileFormat.CSV)));
        assertEquals(1, pauses.size());
        assertTrue(pauses.getFirst().compareTo(Duration.ofSeconds(2)) <= 0, pauses::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 501})
    void whatWillNotPassIsAskedOnce(int status) throws IOException, InterruptedException {
        server.on("/file", status(status));
        assertEquals(new Fetched.Failed(status, "status " + status, "ods"), failed(FileFormat.ODS));
        assertEquals(1, server.asked().size());
    }

    /** However long the words are that come with the refusal. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 3_000_000})
    void aRefusalWithWordsIsHeardOnce(int length) throws IOException, InterruptedException {
        server.on("/file", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(404, length);
            exchange.getResponseBody().write(new byte[length]);
        });
        assertEquals(new Fetched.Failed(404, "status 404", "ods"), failed(FileFormat.ODS));
        assertEquals(1, server.asked().size());
    }

    /** As above, of a server that ends the connection with its answer. */
    @Test
    void aRefusalThatEndsTheConnectionIsHeardOnce() throws IOException, InterruptedException {
        server.on("/file", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(404, 1_000);
            exchange.getResponseBody().write(new byte[1_000]);
        });
        assertEquals(new Fetched.Failed(404, "status 404", "ods"), failed(FileFormat.ODS));
        assertEquals(1, server.asked().size());
    }

    @Test
    void anotherContentTypeIsRefused() throws IOException, InterruptedException {
        server.on("/file", file("application/pdf", CSV));
        Fetched.Failed failed = failed(FileFormat.CSV);
        assertTrue(
                failed.found().startsWith("the content type application/pdf and a beginning of 'day,"), failed::found);
        assertEquals("csv", failed.expected());
        assertEquals(1, server.asked().size());
    }

    @Test
    void anErrorPageWithStatus200IsNoFile() throws IOException, InterruptedException {
        server.on("/file", file("text/html", ERROR_PAGE));
        assertEquals(
                "the content type text/html and a beginning of '<!DOCTYPE html><title>Sorry</title>'",
                failed(FileFormat.ODS).found());
    }

    @ParameterizedTest
    @ValueSource(strings = {ODS, "application/octet-stream"})
    void anErrorPageUnderTheNameOfTheFileIsNoFile(String contentType) throws IOException, InterruptedException {
        server.on("/file", file(contentType, ERROR_PAGE));
        assertEquals(
                "the content type " + contentType + " and a beginning of '<!DOCTYPE html><title>Sorry</title>'",
                failed(FileFormat.ODS).found());
        server.on("/file", file("text/csv", ERROR_PAGE));
        assertEquals(200, failed(FileFormat.CSV).status());
    }

    @Test
    void anEmptyAnswerIsNoFile() throws IOException, InterruptedException {
        server.on("/file", file("text/csv", new byte[0]));
        assertEquals(
                "the content type text/csv and a beginning of nothing",
                failed(FileFormat.CSV).found());
    }

    @Test
    void whatIsCompressedOnTheWayAlthoughNobodyAskedIsRefused() throws IOException, InterruptedException {
        server.on("/file", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            file("text/csv", CSV).to(exchange);
        });
        assertEquals("the content encoding gzip", failed(FileFormat.CSV).found());
        assertEquals("identity", server.asked().getFirst().headers().getFirst("Accept-Encoding"));
    }

    @Test
    void moreThanIsAllowedIsNotRead() throws IOException, InterruptedException {
        server.on("/file", file("text/csv", "a,b\n".repeat(1_000).getBytes(StandardCharsets.UTF_8)));
        assertEquals("more than 1000 bytes", failed(FileFormat.CSV).found());
        server.on("/file", chunked("text/csv", "a,b\n".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                new Fetched.Failed(200, "more than 1000 bytes", "csv of at most 1000 bytes"), failed(FileFormat.CSV));
        assertEquals(2, server.asked().size());
    }

    @Test
    void redirectsAreFollowed() throws IOException, InterruptedException {
        server.on("/file", redirect("/elsewhere"))
                .on("/elsewhere", redirect(server.address("/there").toString()))
                .on("/there", file("text/csv", CSV));
        assertInstanceOf(Fetched.Received.class, fetch(patient(), request("/file", FileFormat.CSV)));
        assertEquals(List.of("/file", "/elsewhere", "/there"), server.paths());
    }

    @Test
    void aRedirectLoopEnds() throws IOException, InterruptedException {
        server.on("/file", redirect("/other")).on("/other", redirect("/file"));
        Fetched.Failed failed = failed(FileFormat.CSV);
        assertTrue(failed.found().startsWith("more than 5 redirects, the last to http://127.0.0.1:"), failed::found);
        assertEquals(6, server.asked().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/file",
                "http://192.168.1.1/file",
                "http://172.16.0.1/file",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.100.100.200/latest/meta-data/",
                "http://0.0.0.0/file",
                "http://127.1/file",
                "http://2130706433/file",
                "http://224.0.0.1/file",
                "http://localhost/file",
                "http://[::1]/file",
                "http://[::ffff:10.0.0.1]/file",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://[64:ff9b::a00:1]/file",
                "http://user@127.0.0.1/file",
                "http://8.8.8.8:22/file",
                "ftp://127.0.0.1/file",
                "file:///etc/passwd"
            })
    void aRedirectOutOfThePublicInternetIsNotFollowed(String location) throws IOException, InterruptedException {
        server.on("/file", redirect(location));
        Fetched.Failed failed = failed(FileFormat.CSV);
        assertTrue(failed.found().startsWith("a redirect to "), failed::found);
        assertEquals("a public address with https", failed.expected());
        assertEquals(1, server.asked().size());
    }

    @Test
    void aRedirectToNowhereIsAFinding() throws IOException, InterruptedException {
        server.on("/file", redirect("http://["));
        assertEquals("a redirect to 'http://['", failed(FileFormat.CSV).found());
    }

    @Test
    void aServerThatIsNotThereIsAskedAgainAndThenAFinding() throws IOException, InterruptedException {
        server.close();
        assertEquals("no connection, 4 times", failed(FileFormat.CSV).found());
        assertEquals(3, pauses.size());
    }
}

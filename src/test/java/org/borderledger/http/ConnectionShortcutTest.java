package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.borderledger.AsPeopleRunIt;
import org.borderledger.ServedLedger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the framework sees it is what the framework would send, in the order of the requests. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(AsPeopleRunIt.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init") // the container sets the fields
class ConnectionShortcutTest {
    private static final int LARGEST = 1 << 24;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PAGE = "/v1/crossings?period=2024-07";
    private static final String FIGURE = "/v1/crossings/uk-small-boats-daily:2025-06-16";

    @TestHTTPResource
    URI service;

    @Inject
    SeenByFramework framework;

    /** What one client sends and gets on one connection. */
    private final class Connection implements AutoCloseable {
        private final Socket socket = new Socket(service.getHost(), service.getPort());
        private final EmbeddedChannel codec =
                new EmbeddedChannel(new HttpClientCodec(), new HttpObjectAggregator(LARGEST));

        Connection() throws IOException {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }

        /** Sends requests in one piece. */
        void send(List<FullHttpRequest> requests) throws IOException {
            var bytes = new ByteArrayOutputStream();
            for (FullHttpRequest request : requests) {
                assertTrue(codec.writeOutbound(request.retainedDuplicate()));
                for (ByteBuf part = codec.readOutbound(); part != null; part = codec.readOutbound()) {
                    bytes.writeBytes(ByteBufUtil.getBytes(part));
                    part.release();
                }
            }
            socket.getOutputStream().write(bytes.toByteArray());
            socket.getOutputStream().flush();
        }

        Reply receive() throws IOException {
            InputStream in = socket.getInputStream();
            byte[] part = new byte[1 << 16];
            FullHttpResponse answer = codec.readInbound();
            while (answer == null) {
                int length = in.read(part);
                assertTrue(length > 0, "the connection ended");
                codec.writeInbound(Unpooled.copiedBuffer(part, 0, length));
                answer = codec.readInbound();
            }
            return Reply.of(answer);
        }

        Reply ask(FullHttpRequest request) throws IOException {
            send(List.of(request));
            return receive();
        }

        /** Asks on until the framework sees nothing of it any more. */
        void awaitShortcut(FullHttpRequest request) throws Exception {
            for (long end = System.nanoTime() + PATIENCE.toNanos(); ; Thread.sleep(20)) {
                assertTrue(System.nanoTime() < end, "the framework sees each request");
                int before = framework.requests();
                ask(request);
                if (framework.requests() == before) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            codec.finishAndReleaseAll();
            socket.close();
        }
    }

    /** An answer without what differs from one time to the next. */
    private record Reply(int status, Map<String, String> headers, String body) {
        static Reply of(FullHttpResponse answer) {
            try {
                assertTrue(answer.decoderResult().isSuccess(), () -> "" + answer.decoderResult());
                Map<String, String> headers = new TreeMap<>();
                answer.headers()
                        .forEach(each -> headers.merge(
                                each.getKey().toLowerCase(Locale.ROOT),
                                each.getValue(),
                                (one, other) -> one + ", " + other));
                String body = answer.content().toString(StandardCharsets.ISO_8859_1);
                return new Reply(
                        answer.status().code(),
                        headers,
                        body.replaceAll("urn:uuid:[0-9a-f-]+|\"traceId\":\"\\w+\"", ""));
            } finally {
                answer.release();
            }
        }
    }

    private static FullHttpRequest request(HttpMethod method, String target, String... headers) {
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, target);
        request.headers().set("Host", "localhost");
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().set(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static FullHttpRequest get(String target, String... headers) {
        return request(HttpMethod.GET, target, headers);
    }

    /** What a connection of its own is answered, which the framework sees. */
    private Reply alone(FullHttpRequest request) throws IOException {
        try (Connection connection = new Connection()) {
            return connection.ask(request);
        }
    }

    private Reply known(FullHttpRequest request) throws Exception {
        try (Connection connection = new Connection()) {
            connection.awaitShortcut(request);
        }
        return alone(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "br, gzip;q=0.5", "identity", "gzip;q=0"})
    void whatIsAnsweredAheadIsWhatTheFrameworkSends(String codings) throws Exception {
        for (String address : List.of(PAGE, FIGURE, "/v1/crossings.csv?period=2024-06")) {
            FullHttpRequest whole = codings.isEmpty() ? get(address) : get(address, "Accept-Encoding", codings);
            Reply expected = known(whole);
            assertEquals(200, expected.status);
            String tag = assertNotNullHeader(expected, "etag");
            Reply confirmed = alone(get(address, "If-None-Match", tag));
            assertEquals(304, confirmed.status);
            try (Connection connection = new Connection()) {
                connection.awaitShortcut(whole);
                int before = framework.requests();
                assertEquals(expected, connection.ask(whole));
                assertEquals(confirmed, connection.ask(get(address, "If-None-Match", tag)));
                assertEquals(confirmed, connection.ask(get(address, "If-None-Match", "W/\"x\", " + tag)));
                assertEquals(expected, connection.ask(whole));
                assertEquals(before, framework.requests(), "nothing of it reached the framework");
            }
        }
    }

    private static String assertNotNullHeader(Reply reply, String name) {
        @Nullable String value = reply.headers.get(name);
        assertNotNull(value, () -> name + " of " + reply.headers);
        return value;
    }

    /** Known ones among others that are computed, refused, have a body or none: no answer leaves before its turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void answersLeaveInTheOrderOfTheirRequests(int seed) throws Exception {
        Random random = new Random(seed);
        Reply page = known(get(PAGE));
        Reply figure = known(get(FIGURE));
        List<FullHttpRequest> requests = new ArrayList<>();
        List<@Nullable Reply> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int computed = 1_000 * seed + i;
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> add(requests, expected, get(PAGE), page);
                case 4, 5 -> add(requests, expected, get(FIGURE), figure);
                case 6, 7 -> add(requests, expected, get("/v1/crossings?limit=2&people.gte=" + computed), null);
                case 8 -> add(requests, expected, get("/v1/crossings.csv?people.lte=" + computed), null);
                case 9 -> add(requests, expected, request(HttpMethod.HEAD, PAGE), null);
                case 10 -> add(requests, expected, get("/v1/crossings?rout=" + computed), null);
                default -> {
                    var withBody = get(PAGE)
                            .replace(Unpooled.copiedBuffer("GET /v1 HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
                    HttpUtil.setContentLength(withBody, withBody.content().readableBytes());
                    add(requests, expected, withBody, null);
                }
            }
        }
        List<Reply> got = new ArrayList<>();
        try (Connection connection = new Connection()) {
            if (random.nextBoolean()) {
                connection.awaitShortcut(get(FIGURE));
            }
            for (int from = 0; from < requests.size(); ) {
                int to = Math.min(requests.size(), from + 1 + random.nextInt(30));
                connection.send(requests.subList(from, to));
                // now and then some more come before all is answered
                while (got.size() < to - random.nextInt(3)) {
                    got.add(connection.receive());
                }
                from = to;
            }
            while (got.size() < requests.size()) {
                got.add(connection.receive());
            }
        }
        for (int i = 0; i < requests.size(); i++) {
            FullHttpRequest request = requests.get(i);
            Reply known = expected.get(i);
            assertEquals(known == null ? alone(request) : known, got.get(i), request::toString);
        }
    }

    private static void add(
            List<FullHttpRequest> requests,
            List<@Nullable Reply> expected,
            FullHttpRequest request,
            @Nullable Reply reply) {
        requests.add(request);
        expected.add(reply);
    }

    /** What would be refused is refused, however often the same was answered before on the connection. */
    @Test
    void whatTheFrameworkHasToSeeReachesIt() throws Exception {
        known(get(FIGURE));
        for (FullHttpRequest request : List.of(
                get(FIGURE, "Host", "another"),
                get(FIGURE, "Dataset-Revision", "x"),
                get(FIGURE, "Dataset-Revision", "1"),
                get(FIGURE, "Accept-Datetime", "Sat, 02 May 2026 12:00:00 GMT"),
                get(FIGURE, "Connection", "close"),
                get(FIGURE, "Content-Length", "0"),
                get(FIGURE + "?limit=3"),
                get("http://localhost" + FIGURE),
                request(HttpMethod.HEAD, FIGURE),
                request(HttpMethod.OPTIONS, FIGURE),
                request(HttpMethod.DELETE, FIGURE))) {
            Reply expected = alone(request);
            try (Connection connection = new Connection()) {
                connection.awaitShortcut(get(FIGURE));
                int before = framework.requests();
                assertEquals(expected, connection.ask(request), request::toString);
                assertEquals(before + 1, framework.requests(), request::toString);
            }
        }
    }

    @Test
    void aHostThatThereCannotBeIsRefused() throws Exception {
        known(get(FIGURE));
        FullHttpRequest withoutHost = get(FIGURE);
        withoutHost.headers().remove("Host");
        for (FullHttpRequest request : List.of(withoutHost, get(FIGURE, "Host", "a b"))) {
            try (Connection connection = new Connection()) {
                connection.awaitShortcut(get(FIGURE));
                assertEquals(400, connection.ask(request).status, request::toString);
            }
        }
    }

    /** Beside it go its confirmation, its packed form and small answers, which come out of memory. */
    @Test
    void aLargeAnswerIsSentFromAFile() throws Exception {
        FullHttpRequest request = get("/v1/crossings?period=2022");
        Reply expected = known(request);
        int length = expected.body.length();
        assertTrue(length > 100_000, () -> length + " bytes");
        FullHttpRequest packed = get("/v1/crossings?period=2022", "Accept-Encoding", "gzip");
        Reply smaller = known(packed);
        FullHttpRequest confirmation =
                get("/v1/crossings?period=2022", "If-None-Match", assertNotNullHeader(expected, "etag"));
        Reply confirmed = alone(confirmation);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); ; Thread.sleep(20)) {
            if (standsInANamelessFile(length)) {
                break;
            }
            assertTrue(System.nanoTime() < end, "it stands in no file");
        }
        try (Connection connection = new Connection()) {
            connection.awaitShortcut(request);
            int before = framework.requests();
            connection.send(List.of(request, confirmation, packed, request, request));
            for (Reply each : List.of(expected, confirmed, smaller, expected, expected)) {
                assertEquals(each, connection.receive());
            }
            assertEquals(before, framework.requests(), "nothing of it reached the framework");
        }
    }

    /** Whether this process holds such a file open with these bytes and a head in front of them. */
    private static boolean standsInANamelessFile(int length) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : open.toList()) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.contains("border-ledger-answer") && target.endsWith(" (deleted)")) {
                        long size = Files.size(each);
                        if (size > length && size < length + 2_000) {
                            return true;
                        }
                    }
                } catch (NoSuchFileException gone) {
                    // others come and go meanwhile
                }
            }
        }
        return false;
    }

    /** Who asks for more than it reads gets it all in the end, as fast as it reads. */
    @Test
    void whoReadsLateGetsAll() throws Exception {
        FullHttpRequest request = get("/v1/crossings?period=2023");
        Reply expected = known(request);
        assertTrue(expected.body.length() > 100_000, () -> expected.body.length() + " bytes");
        try (Connection connection = new Connection()) {
            connection.awaitShortcut(request);
            for (int i = 0; i < 100; i++) {
                connection.send(List.of(request, get(FIGURE)));
            }
            Thread.sleep(500);
            Reply figure = alone(get(FIGURE));
            for (int i = 0; i < 100; i++) {
                assertEquals(expected, connection.receive());
                assertEquals(figure, connection.receive());
            }
        }
    }
}

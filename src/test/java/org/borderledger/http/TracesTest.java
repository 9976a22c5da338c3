package org.borderledger.http;

import static org.borderledger.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.borderledger.ServedProcess;
import org.borderledger.TestDatabase;
import org.borderledger.database.Credentials;
import org.borderledger.database.Line;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request is followed from its caller's trace to the problem, the log and the database. */
@Timeout(300)
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String OTHER = "0af7651916cd43dd8448eb211c80319c";
    private static final String KNOWN = "/v1/crossings?period=2025-06";
    private static final Pattern RANDOM = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path jar;
    private static TestDatabase database;

    @BeforeAll
    static void packageTheServiceAndFillALedger() throws Exception {
        jar = ServedProcess.packaged(folder);
        database = TestDatabase.filled();
    }

    @Test
    void aRequestIsOneTraceFromItsCallerToTheDatabase() throws Exception {
        try (Line line = Line.to(database.reader().url());
                Collector collector = Collector.start();
                ServedProcess service = serve(
                        line,
                        "traced.txt",
                        Map.of(
                                "QUARKUS_OTEL_SDK_DISABLED", "false",
                                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.2S",
                                "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true"))) {
            assertEquals(
                    200,
                    service.ask(
                                    "/v1/crossings?period=2025-06-20..2025-06-22&limit=17",
                                    Map.of("traceparent", traceparent(TRACE)))
                            .statusCode());
            until(
                    "the spans arrive",
                    () -> collector.spans(TRACE).stream().anyMatch(TracesTest::isSql)
                            && collector.spans(TRACE).stream().anyMatch(TracesTest::isRequest));
            List<Span> spans = collector.spans(TRACE);
            Span request =
                    spans.stream().filter(TracesTest::isRequest).findAny().orElseThrow();
            assertEquals(CALLER, hex(request.getParentSpanId().toByteArray()));
            for (Span sql : spans.stream().filter(TracesTest::isSql).toList()) {
                assertEquals(request.getSpanId(), root(sql, spans), sql::toString);
                assertFalse(sql.toString().contains("2025-06-2"), sql::toString);
            }
            assertTrue(
                    spans.stream()
                            .filter(TracesTest::isSql)
                            .anyMatch(sql -> said(sql).contains("crossing")),
                    spans::toString);

            // a file is copied past JDBC: the same connection, unwrapped
            HttpResponse<String> file = service.ask(
                    "/v1/crossings.csv?series=uk-small-boats-daily", Map.of("traceparent", traceparent(OTHER)));
            assertEquals(3155, file.body().lines().count());
            until("the spans arrive", () -> collector.spans(OTHER).stream().anyMatch(TracesTest::isRequest));
            Span copy = collector.spans(OTHER).stream()
                    .filter(span -> span.getName().equals("COPY"))
                    .findAny()
                    .orElseThrow();
            assertEquals(
                    collector.spans(OTHER).stream()
                            .filter(TracesTest::isRequest)
                            .findAny()
                            .orElseThrow()
                            .getSpanId(),
                    root(copy, collector.spans(OTHER)));

            String without = ask(service, "/v1/series", Map.of());
            assertFalse(without.contains("traceId"));
            for (String malformed : hostile()) {
                assertEquals(
                        200,
                        service.ask("/v1/crossings?limit=1", Map.of("traceparent", malformed))
                                .statusCode(),
                        malformed);
            }

            cut(line, service);
            String failed = "b7ad6b7169203331b7ad6b7169203331";
            JsonNode problem = unavailable(service, Map.of("traceparent", traceparent(failed)));
            assertEquals(failed, problem.path("traceId").asText());
            JsonNode logged = logged(problem);
            assertEquals(failed, logged.path("mdc").path("traceId").asText(), logged::toString);
            until("the spans arrive", () -> collector.spans(failed).stream().anyMatch(TracesTest::isRequest));

            // without its caller's, the problem tells the trace of the span
            String begun = unavailable(service, Map.of()).path("traceId").asText();
            until("the spans arrive", () -> collector.spans(begun).stream().anyMatch(TracesTest::isRequest));

            // nothing but requests begins a trace, although the service asks its database all the time
            for (Span span : collector.spans()) {
                assertTrue(isRequest(span) || !span.getParentSpanId().isEmpty(), span::toString);
            }
        }
    }

    @Test
    void withoutACollectorAProblemAndItsLineInTheLogCarryTheSameTrace() throws Exception {
        try (Line line = Line.to(database.reader().url());
                Collector collector = Collector.start();
                ServedProcess service =
                        serve(line, "plain.txt", Map.of("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.address()))) {
            // before the framework is reached
            HttpResponse<String> unseen = service.ask(
                    "/v1/crossings", Map.of("Dataset-Revision", "999999999", "traceparent", traceparent(OTHER)));
            assertEquals(503, unseen.statusCode());
            assertEquals(OTHER, JSON.readTree(unseen.body()).path("traceId").asText());
            JsonNode refused = JSON.readTree(ask(service, "/v1/crossings?rout=channel", Map.of()));
            assertEquals("unknown-parameter", refused.path("code").asText());
            assertFalse(refused.has("traceId"));

            cut(line, service);
            JsonNode problem = unavailable(service, Map.of("traceparent", traceparent(TRACE)));
            assertEquals(TRACE, problem.path("traceId").asText());
            assertTrue(line(problem).endsWith(" " + TRACE), () -> line(problem));

            // a later version may have more behind what is known
            assertEquals(
                    TRACE,
                    unavailable(
                                    service,
                                    Map.of(
                                            "traceparent",
                                            "cc" + traceparent(TRACE).substring(2) + "-what-comes"))
                            .path("traceId")
                            .asText());
            Set<String> random = new HashSet<>();
            for (Map<String, String> headers : Stream.concat(
                            Stream.of(Map.<String, String>of()),
                            hostile().stream().map(each -> Map.of("traceparent", each)))
                    .toList()) {
                JsonNode begun = unavailable(service, headers);
                String id = begun.path("traceId").asText();
                assertTrue(RANDOM.matcher(id).matches(), id);
                assertNotEquals(TRACE, id, headers::toString);
                assertTrue(random.add(id), id);
                assertTrue(line(begun).endsWith(" " + id), () -> line(begun));
            }
            assertEquals(List.of(), collector.spans());
        }
    }

    /** What is no {@code traceparent}, each in one thing only. */
    private static List<String> hostile() {
        return List.of(
                traceparent(TRACE) + "-",
                traceparent(TRACE) + "0",
                traceparent(TRACE).repeat(200),
                traceparent(TRACE.toUpperCase(Locale.ROOT)),
                traceparent("0".repeat(32)),
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-" + CALLER + "-01",
                "0x-" + TRACE + "-" + CALLER + "-01",
                "00-" + TRACE + "-" + CALLER + "-zz",
                "00-" + TRACE + "-" + CALLER,
                "00_" + TRACE + "_" + CALLER + "_01",
                traceparent(TRACE.substring(1)),
                traceparent("%00" + TRACE.substring(3)),
                traceparent("\u00e9" + TRACE.substring(1)),
                traceparent("' or 1=1; drop table figure--  --"),
                "");
    }

    private static String traceparent(String trace) {
        return "00-" + trace + "-" + CALLER + "-01";
    }

    private static ServedProcess serve(Line line, String log, Map<String, String> environment) throws Exception {
        Credentials reader = database.reader();
        return ServedProcess.start(
                jar,
                new Credentials(line.through(reader.url()), reader.user(), reader.password()),
                database.owner(),
                folder.resolve(log),
                environment);
    }

    private static String ask(ServedProcess service, String path, Map<String, String> headers) throws Exception {
        return service.ask(path, headers).body();
    }

    /** Takes the database away, and waits until the service has noticed: until then it goes on with what it knows. */
    private static void cut(Line line, ServedProcess service) throws Exception {
        assertEquals(200, service.ask(KNOWN).statusCode());
        line.cut();
        until(
                "the database is away",
                () -> service.ask(KNOWN).headers().firstValue("Cache-Status").isPresent());
    }

    private static JsonNode unavailable(ServedProcess service, Map<String, String> headers) throws Exception {
        JsonNode problem = JSON.readTree(ask(service, "/v1/crossings?period=2025-05", headers));
        assertEquals("unavailable", problem.path("code").asText(), problem::toString);
        return problem;
    }

    /** The line of the log about a problem. */
    private static String line(JsonNode problem) {
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log :
                    logs.filter(each -> each.toString().endsWith(".txt")).toList()) {
                for (String line : Files.readAllLines(log)) {
                    if (line.contains(problem.path("instance").asText())) {
                        return line;
                    }
                }
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
        throw new AssertionError("nothing in the log of " + problem);
    }

    private static JsonNode logged(JsonNode problem) throws Exception {
        return JSON.readTree(line(problem));
    }

    private static boolean isRequest(Span span) {
        return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
    }

    private static boolean isSql(Span span) {
        return span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT && said(span).contains("postgresql");
    }

    /** All that a span says of itself. */
    private static String said(Span span) {
        return span.getName() + span.getAttributesList();
    }

    /** The highest span of a trace that lies above one. */
    private static ByteString root(Span span, List<Span> trace) {
        return trace.stream()
                .filter(each -> each.getSpanId().equals(span.getParentSpanId()))
                .findAny()
                .map(parent -> root(parent, trace))
                .orElse(span.getSpanId());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

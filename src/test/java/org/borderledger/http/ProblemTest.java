package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.wellFormed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a caller sends, the answer is the answer or a problem with a code, words, and what would have worked: never a
 * 5xx, never an empty body (API rule 16, house rule Problems-Are-Codes).
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ProblemTest {
    private static final List<String> PATHS = List.of(
            "/",
            "/problems",
            "/problems/not-found",
            "/openapi.json",
            "/openapi.yaml",
            "/v1/crossings?limit=2",
            "/v1/crossings/latest",
            "/v1/crossings/uk-small-boats-daily:2025-06-20",
            "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions",
            "/v1/enforcement-actions",
            "/v1/spending-lines",
            "/v1/datasets",
            "/v1/datasets/crossings",
            "/v1/datasets/crossings/structure",
            "/v1/series",
            "/v1/series/uk-small-boats-daily",
            "/v1/releases",
            "/v1/revisions",
            "/v1/revisions/1",
            "/v1/revisions/1/changes",
            "/v1/changes.atom",
            "/v1/changes.json",
            "/v1/series/uk-small-boats-daily/revision-record",
            "/nosuch");

    /** What acceptance asks for and more, and the parameter that the problem names. */
    @ParameterizedTest
    @CsvSource({
        "people.gte=abc, invalid-value, people.gte",
        "rout=channel, unknown-parameter, rout",
        "from=banana, invalid-value, from",
        "limit=0, invalid-value, limit",
        "limit=1000000, invalid-value, limit",
        "from=%00, malformed-request, from",
        "cursor=zzz, invalid-cursor, cursor",
        "asOf=never, invalid-value, asOf",
        "asOf=2999-01-01, invalid-value, asOf",
        "period=2025-13, invalid-value, period",
        "sort=nosuch, unknown-value, sort",
        "from=2025-01-01&from=2025-01-02, repeated-parameter, from",
        "from=, empty-value, from",
        "from, empty-value, from",
        "series=nosuch, unknown-value, series",
        "period=2025&from=2025-01-01, conflicting-parameters, period",
        "%66rom=2025-01-01&from=2025-01-01, repeated-parameter, from",
        "limit=5&LIMIT=5, repeated-parameter, LIMIT",
        "LIMIT=5, unknown-parameter, LIMIT",
        "limit=5;limit=6, malformed-request, limit",
        "route=a;b, malformed-request, route",
        "route=%3B, unknown-value, route",
        "limit=1&&rout=x, unknown-parameter, rout",
        "=x, unknown-parameter, x"
    })
    void aRejectedParameterIsNamed(String query, String code, String parameter) {
        Caller.Answer answer = raw("/v1/crossings?" + query);
        JsonNode problem = wellFormed(answer);
        assertEquals(code, problem.path("code").asText(), problem::toString);
        assertEquals(400, answer.status());
        assertEquals(parameter, problem.path("parameter").asText());
    }

    @Test
    void aValueWithoutANameIsRefusedByFilesToo() {
        problem(ProblemCode.UNKNOWN_PARAMETER, raw("/v1/crossings.csv?=x&limit=1"));
    }

    @Test
    void anUnknownParameterIsAProblemThatListsTheParametersAndGuesses() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings?rout=channel");
        assertEquals("did you mean 'route'?", problem.path("hint").asText());
        assertEquals(
                List.of(
                        "series",
                        "from",
                        "to",
                        "period",
                        "status",
                        "qualifier",
                        "asOf",
                        "revision",
                        "fields",
                        "sort",
                        "limit",
                        "cursor",
                        "bom",
                        "includeHistory",
                        "updatedAfter",
                        "lastNObservations",
                        "count",
                        "route",
                        "citizenship",
                        "category",
                        "people",
                        "people.gt",
                        "people.gte",
                        "people.lt",
                        "people.lte",
                        "people.ne",
                        "boats"),
                texts(problem.path("allowed")).subList(0, 27));
        assertEquals(
                "choose from allowed",
                problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings?colour=red")
                        .path("hint")
                        .asText());
        assertEquals(
                "this path takes no query parameters",
                problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/series?limit=1")
                        .path("hint")
                        .asText());
    }

    @Test
    void numbersOfTenThousandDigitsAreRefusedWhereverANumberGoes() {
        String number = "9".repeat(10_000);
        for (String name :
                List.of("limit", "revision", "from", "to", "period", "asOf", "people.gte", "lastNObservations")) {
            JsonNode problem = problem(ProblemCode.INVALID_VALUE, "/v1/crossings?" + name + "=" + number);
            assertEquals(name, problem.path("parameter").asText());
            assertTrue(problem.path("detail").asText().length() < 300, "the number is not sent back whole");
        }
        problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/crossings?" + number + "=1");
        problem(ProblemCode.INVALID_VALUE, "/v1/revisions/" + number);
        problem(ProblemCode.INVALID_CURSOR, "/v1/revisions?cursor=" + number);
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/uk-small-boats-daily:" + number);
    }

    /** A NUL, as it stands or encoded; encodings that are cut off or no UTF-8; what no address has as it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00",
                "a%00b",
                "\u0000",
                "\u0001",
                "%0d%0aSet-Cookie:x",
                "%7f",
                "%c2%85",
                "%",
                "%2",
                "%zz",
                "%u0041",
                "a%",
                "%ff",
                "%c3",
                "%c3%28",
                "%c0%80",
                "%e0%80%80",
                "%ed%a0%80",
                "%ed%b0%80",
                "%f5%80%80%80",
                "%f4%90%80%80",
                "\u00e9",
                "\u00ff",
                "\"",
                "<b>",
                "a\\b",
                "a^b",
                "`",
                "{x}",
                "a|b",
                "a#b",
                "a;b"
            })
    void anAddressThatIsNoneIsMalformed(String part) {
        for (String target : List.of(
                "/v1/crossings?from=" + part,
                "/v1/crossings?" + part + "=1",
                "/v1/crossings/" + part,
                "/v1/" + part + "/crossings",
                "/" + part,
                "/problems/" + part)) {
            problem(ProblemCode.MALFORMED_REQUEST, raw(target));
        }
        assertEquals(
                "from",
                raw("/v1/crossings?from=" + part).json().path("parameter").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/crossings;route=channel", "/v1/crossings/uk-small-boats-daily:2025-06-20;a=b", "/v1/[x]"})
    void whatAPathNeverHasIsMalformedAndNotSilentlyIgnored(String target) {
        problem(ProblemCode.MALFORMED_REQUEST, raw(target));
    }

    @Test
    void anAddressOfSixtyFourKilobytesIsTooLong() {
        for (int length : new int[] {33_000, 65_536, 130_000}) {
            problem(ProblemCode.ADDRESS_TOO_LONG, raw("/v1/crossings?from=" + "9".repeat(length)));
            problem(ProblemCode.ADDRESS_TOO_LONG, raw("/" + "a".repeat(length)));
        }
        problem(ProblemCode.INVALID_VALUE, raw("/v1/crossings?from=" + "9".repeat(32_000)));
    }

    @Test
    void aVeryLongKeyIsNotFoundAndNotSentBackWhole() {
        JsonNode problem = problem(ProblemCode.NOT_FOUND, "/v1/crossings/" + "x".repeat(20_000));
        assertTrue(problem.path("detail").asText().length() < 300);
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/" + "%F0%9F%9A%A4".repeat(2_000));
        problem(ProblemCode.NOT_FOUND, "/v1/releases/" + "x".repeat(20_000));
        problem(ProblemCode.NOT_FOUND, "/v1/series/" + "x".repeat(20_000));
        problem(ProblemCode.NOT_FOUND, "/" + "x/".repeat(10_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'%20or%201=1--",
                "%27%3Bdrop%20table%20crossing%3B--",
                "%25",
                "_",
                "%F0%9F%9A%A4",
                "%E2%80%AE",
                "a%2Fb",
                "..%2F..%2Fetc%2Fpasswd",
                "%2e%2e%2fx",
                "null",
                "undefined",
                "%EF%BF%BF",
                "%EF%BB%BF",
                "-1",
                "~",
                "*",
                "$%7B7*7%7D",
                "%7B%7B7*7%7D%7D"
            })
    void anOddKeyIsNotFound(String key) {
        for (String path : List.of(
                "/v1/crossings/",
                "/v1/spending-lines/",
                "/v1/releases/",
                "/v1/series/",
                "/v1/datasets/",
                "/problems/")) {
            problem(ProblemCode.NOT_FOUND, raw(path + key));
        }
        problem(ProblemCode.NOT_FOUND, raw("/v1/crossings/" + key + "/revisions"));
        JsonNode problem = wellFormed(raw("/v1/crossings?route=" + key));
        assertEquals("unknown-value", problem.path("code").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nosuch",
                "/v1",
                "/v1/",
                "/v2/crossings",
                "/v1/Crossings",
                "/v1/crossing",
                "/v1/crossings/a/b",
                "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions/1",
                "/v1/crossings/latest/revisions",
                "/v1/crossings%2Flatest",
                "/v1/datasets/nosuch",
                "/v1/datasets/nosuch/structure",
                "/v1/series/nosuch",
                "/v1/releases/nosuch",
                "/problems/nosuch",
                "/q/health",
                "/q/metrics",
                "/q/dev-ui",
                "/q/openapi",
                "/favicon.ico",
                "/index.html",
                "/../../etc/passwd",
                "/v1/crossings/..",
                "/META-INF/MANIFEST.MF",
                "/application.properties",
                "*"
            })
    void whereNothingIsTheProblemSaysWhereToLook(String target) {
        JsonNode problem = problem(ProblemCode.NOT_FOUND, raw(target));
        assertFalse(problem.path("hint").asText().isBlank());
    }

    @Test
    void aRevisionThatIsNoneIsAProblem() {
        problem(ProblemCode.UNKNOWN_REVISION, "/v1/revisions/999999");
        problem(ProblemCode.INVALID_VALUE, "/v1/revisions/0");
        problem(ProblemCode.INVALID_VALUE, "/v1/revisions/one");
    }

    @Test
    void aMisspeltNameIsNotFoundAndTheHintGuesses() {
        assertEquals(
                "did you mean 'uk-small-boats-daily'?",
                problem(ProblemCode.NOT_FOUND, "/v1/series/uk-small-boat-daily")
                        .path("hint")
                        .asText());
        assertEquals(
                "did you mean 'crossings'?",
                problem(ProblemCode.NOT_FOUND, "/v1/datasets/crossing")
                        .path("hint")
                        .asText());
    }

    @Test
    void theFiltersOfTheReleasesAreChecked() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, "/v1/releases?publisher=Home%20Offise");
        assertEquals("did you mean 'Home Office'?", problem.path("hint").asText());
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/releases?series=nosuch");
    }

    /** One slash at the end, or two within, lead to the same thing; two at the beginning would name a host. */
    @Test
    void slashesTooManyAreNoOtherAddress() {
        String first = get("/v1/crossings?limit=1").at("/data/0/key").asText();
        for (String target : List.of("/v1/crossings/?limit=1", "/v1//crossings?limit=1", "/v1/./crossings?limit=1")) {
            Caller.Answer answer = raw(target);
            assertEquals(200, answer.status(), target);
            assertEquals(first, answer.json().at("/data/0/key").asText());
        }
        assertEquals("/v1/crossings?limit=1", raw("//v1/crossings?limit=1").header("Location"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/crossings?utm_source=x&limit=1,                /v1/crossings?limit=1",
        "/v1/crossings?limit=1&gclid=y&fbclid=z&period=2025, /v1/crossings?limit=1&period=2025",
        "/v1/crossings?utm_campaign=,                       /v1/crossings",
        "/?fbclid=1,                                        /",
        "//evil.example/?utm_source=x,                      /evil.example/",
        "///evil.example?gclid=x,                           /evil.example",
        "//evil.example/v1,                                 /evil.example/v1",
        "http://evil.example/v1/series?gclid=x,             /v1/series",
        "http://evil.example?gclid=x,                       /"
    })
    void aRedirectToTheCleanAddressNeverLeavesTheService(String target, String location) {
        Caller.Answer answer = raw(target);
        assertEquals(301, answer.status(), answer::body);
        assertEquals(location, answer.header("Location"));
    }

    @TestFactory
    Stream<DynamicTest> noPathTakesAnotherMethod() {
        return PATHS.stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get")) {
                        Caller.Answer answer = raw(RawConnection.send(method, path, "Content-Length: 0"), path);
                        problem(ProblemCode.METHOD_NOT_ALLOWED, answer);
                        assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
                    }
                    problem(
                            ProblemCode.METHOD_NOT_ALLOWED,
                            raw(RawConnection.send("POST", path, "Content-Length: 3000"), path));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyPathTellsItsMethodsAndThatAnybodyMayAsk() {
        return Stream.concat(PATHS.stream(), Stream.of("*", "/v1/crossings?limit=0", "/%zz"))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    RawConnection.Reply reply = RawConnection.send("OPTIONS", path, "Origin: https://example.org");
                    assertEquals(204, reply.status());
                    assertEquals("GET, HEAD, OPTIONS", reply.header("Allow"));
                    assertEquals("GET, HEAD, OPTIONS", reply.header("Access-Control-Allow-Methods"));
                    assertEquals("*", reply.header("Access-Control-Allow-Origin"));
                    assertEquals("", reply.body());
                }));
    }

    @TestFactory
    Stream<DynamicTest> headAnswersWithTheHeadersOfGetAndNoBody() {
        return Stream.concat(PATHS.stream(), Stream.of("/v1/crossings?limit=0", "/v1/crossings/2025-06-20"))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    RawConnection.Reply get = RawConnection.get(path);
                    RawConnection.Reply head = RawConnection.send("HEAD", path);
                    assertEquals(get.status(), head.status());
                    assertEquals("", head.body());
                    Set<String> names = new TreeSet<>(get.headers().keySet());
                    // how a body is sent belongs to the message that has one (RFC 9110, 9.3.2)
                    names.removeAll(Set.of("content-length", "transfer-encoding"));
                    for (String name : names) {
                        assertEquals(get.header(name), head.header(name), name);
                    }
                }));
    }

    /** A browser, a spreadsheet or a careless program gets the one form that there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/html,application/xhtml+xml;q=0.9",
                "text/csv",
                "application/xml",
                "application/problem+json",
                "image/png",
                "application/json;q=0",
                ";;;q=x,/",
                "*",
                "a/b/c",
                "text",
                "\"",
                ""
            })
    void noAcceptHeaderIsEverRefused(String accept) {
        for (String path : PATHS) {
            Caller.Answer answer = raw(RawConnection.get(path, "Accept: " + accept), path);
            if (path.equals("/nosuch")) {
                problem(ProblemCode.NOT_FOUND, answer);
            } else {
                assertEquals(200, answer.status(), () -> path + " answered " + answer.body());
            }
        }
        problem(
                ProblemCode.INVALID_VALUE,
                raw(RawConnection.get("/v1/crossings?limit=0", "Accept: " + accept), "limit=0"));
    }

    @Test
    void aBodyIsNotLookedAtAndALargeOneIsRefused() {
        String path = "/v1/crossings?limit=1";
        String get = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertEquals(
                200,
                RawConnection.send(get + "Content-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"a\":1}\n")
                        .status());
        JsonNode problem = problem(
                ProblemCode.MALFORMED_REQUEST,
                raw(RawConnection.send(get + "Content-Length: 2000\r\n\r\n" + "x".repeat(2000)), path));
        assertEquals("filters go into the address", problem.path("hint").asText());
        problem(
                ProblemCode.MALFORMED_REQUEST,
                raw(RawConnection.send(get + "Content-Length: 99999999999999\r\n\r\nx"), path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a b{}|\r\n",
                "Host: ][\r\n",
                "Host: a:b:c\r\n",
                "Host: a:99999999\r\n",
                "Host: %zz\r\n"
            })
    void aRequestThatNamesNoHostIsMalformed(String host) {
        String path = "/v1/crossings/2025-06-20";
        problem(
                ProblemCode.MALFORMED_REQUEST,
                raw(RawConnection.send("GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), path));
    }

    @Test
    void aProblemHasAPageAtItsType() {
        for (ProblemCode code : ProblemCode.values()) {
            Caller.Answer page = ask("/problems/" + code.code());
            assertEquals(200, page.status());
            assertTrue(page.header("Content-Type").startsWith("text/html"));
            assertTrue(page.body().contains(code.title()));
            assertFalse(page.body().contains("`"), "marks of Markdown on a page");
            assertTrue(ask("/problems").body().contains("id=\"" + code.code() + "\""));
        }
    }

    /** The examples of docs/problems.md: each code that a caller can bring about, and a request that gives it. */
    @TestFactory
    Stream<DynamicTest> theExamplesOfTheDocumentationGiveTheirProblems() {
        Map<ProblemCode, String> examples = ProblemPage.examples();
        Set<ProblemCode> withExample = EnumSet.allOf(ProblemCode.class);
        // no single request brings these about at will, no small ledger has a million rows, and no path was retired yet
        withExample.removeAll(EnumSet.of(
                ProblemCode.RETIRED,
                ProblemCode.INTERNAL_ERROR,
                ProblemCode.UNAVAILABLE,
                ProblemCode.TOO_MANY_REQUESTS,
                ProblemCode.TOO_MANY_EXPORTS,
                ProblemCode.OVERLOADED,
                ProblemCode.TOO_MANY_ROWS));
        assertEquals(withExample, examples.keySet());
        return examples.entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(example.getValue(), () -> {
                    String[] request = example.getValue().split(" ", 2);
                    problem(example.getKey(), raw(RawConnection.send(request[0], request[1]), request[1]));
                }));
    }

    /** A thousand addresses out of pieces that once broke some service; the seed is fixed, so a failure comes again. */
    @Test
    void whateverAnAddressIsMadeOfTheAnswerIsAnAnswerOrAProblem() {
        var random = new Random(20_250_620);
        for (int i = 0; i < 1_000; i++) {
            String target = Fuzz.address(random);
            Caller.Answer answer = raw(target);
            int status = answer.status();
            if (status == 200) {
                assertFalse(answer.body().isEmpty(), target);
            } else if (status == 301 || status == 302) {
                assertTrue(
                        answer.header("Location").matches("/([^/].*)?"),
                        () -> target + " leads to " + answer.header("Location"));
            } else {
                assertTrue(status >= 400 && status < 500, () -> target + " answered " + status + answer.body());
                wellFormed(answer);
            }
        }
    }

    private static Caller.Answer raw(String target) {
        return raw(RawConnection.get(target), target);
    }

    private static Caller.Answer raw(RawConnection.Reply reply, String target) {
        return new Caller.Answer(
                target,
                reply.status(),
                new Headers(reply.headers().entrySet().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList()),
                reply.body());
    }
}

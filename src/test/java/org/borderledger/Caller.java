package org.borderledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.borderledger.problem.ProblemCode;

/** Asks the service under test from outside. Addresses go out exactly as they are written; redirects are not followed. */
public final class Caller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK =
            Pattern.compile("<([^<>\\s\"]+)>; rel=\"([a-z]+(?:-[a-z]+)*)\"(?:; type=\"[a-z]+/[a-z.+-]+\")?");
    private static final Pattern LINKS = Pattern.compile("(?:" + LINK + ", )*" + LINK);

    private Caller() {}

    /** What came back. */
    public record Answer(String address, int status, Headers headers, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(address + " answered " + body, e);
            }
        }

        /** The value of a header, empty where there is none. */
        public String header(String name) {
            return headers.hasHeaderWithName(name) ? headers.getValue(name) : "";
        }
    }

    public static Answer ask(String address) {
        return ask(address, Map.of());
    }

    public static Answer ask(String address, Map<String, String> headers) {
        return ask("GET", address, headers);
    }

    public static Answer ask(String method, String address, Map<String, String> headers) {
        Response response = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .headers(headers)
                .request(method, address);
        return new Answer(
                address,
                response.statusCode(),
                response.headers(),
                response.body().asString());
    }

    /** The JSON of an address that answers. */
    public static JsonNode get(String address) {
        Answer answer = ask(address);
        assertEquals(200, answer.status(), () -> address + " answered " + answer.body());
        assertTrue(
                answer.header("Content-Type").startsWith("application/json"),
                () -> address + " is " + answer.header("Content-Type"));
        return answer.json();
    }

    /** The rows of a list that answers. */
    public static List<JsonNode> rows(String address) {
        return list(get(address).path("data"));
    }

    /** All rows of a list, page by page along {@code links.next}. */
    public static List<JsonNode> walk(String address) {
        List<JsonNode> rows = new ArrayList<>();
        for (String next = address; !next.isEmpty(); ) {
            JsonNode page = get(next);
            rows.addAll(list(page.path("data")));
            next = page.path("links").path("next").asText("");
        }
        return rows;
    }

    public static List<JsonNode> list(JsonNode array) {
        assertTrue(array.isArray(), () -> array + " is no list");
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The values of a field of each row, as text; null stays null in its JSON form. */
    public static List<String> texts(List<JsonNode> rows, String field) {
        return rows.stream().map(row -> row.path(field).asText()).toList();
    }

    public static List<String> texts(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }

    /** The targets of a Link header by their relation, held to the syntax of RFC 8288. */
    public static Map<String, String> links(Answer answer) {
        String header = answer.header("Link");
        assertTrue(LINKS.matcher(header).matches(), () -> header + " is no Link of RFC 8288");
        Map<String, String> targets = new LinkedHashMap<>();
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            assertNull(targets.put(link.group(2), link.group(1)), header);
        }
        return targets;
    }

    /** The problem that an address is refused with. */
    public static JsonNode problem(ProblemCode code, String address) {
        return problem(code, ask(address));
    }

    /** Holds an answer to be this problem, whole: media type, code, words, and for a refusal what would have worked. */
    public static JsonNode problem(ProblemCode code, Answer answer) {
        JsonNode problem = wellFormed(answer);
        assertEquals(code.code(), problem.path("code").asText(), () -> answer.address() + " answered " + problem);
        return problem;
    }

    /** Holds an answer to be some problem that says what a caller needs. */
    public static JsonNode wellFormed(Answer answer) {
        String address =
                answer.address().substring(0, Math.min(120, answer.address().length()));
        assertEquals(
                "application/problem+json",
                answer.header("Content-Type"),
                () -> address + " answered " + answer.status() + " " + answer.body());
        JsonNode problem = answer.json();
        String said = address + " answered " + problem;
        assertEquals(answer.status(), problem.path("status").asInt(), said);
        assertEquals(
                "/problems/" + problem.path("code").asText(),
                problem.path("type").asText(),
                said);
        assertFalse(problem.path("title").asText().isBlank(), said);
        assertFalse(problem.path("detail").asText().isBlank(), said);
        assertTrue(problem.has("hint") || problem.has("allowed") || answer.status() == 500, said);
        assertEquals("no-store", answer.header("Cache-Control"), said);
        return problem;
    }
}

package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor belongs to its query and is taken as it stands. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class CursorTest {
    private static final String LIST = "/v1/crossings?limit=10";

    @Test
    void theNextPageBeginsAfterTheLastRow() {
        List<String> first = texts(rows("/v1/crossings?limit=20"), "key");
        assertEquals(first.subList(10, 20), texts(rows(LIST + "&cursor=" + cursor(LIST)), "key"));
    }

    /** How many rows a page has is not part of the question. */
    @Test
    void theLimitMayChangeOnTheWay() {
        List<String> all = texts(rows("/v1/crossings?limit=60"), "key");
        String cursor = cursor(LIST);
        assertEquals(all.subList(10, 60), texts(rows("/v1/crossings?limit=50&cursor=" + cursor), "key"));
        assertEquals(1000, rows("/v1/crossings?cursor=" + cursor).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?series=uk-small-boats-weekly",
                "/v1/crossings?series=uk-small-boats-daily",
                "/v1/crossings?period=2025",
                "/v1/crossings?from=2025-01-01",
                "/v1/crossings?to=2025-01-01",
                "/v1/crossings?route=channel",
                "/v1/crossings?asOf=2026-05-01",
                "/v1/crossings?revision=20",
                "/v1/crossings?sort=people",
                "/v1/crossings?sort=-periodEnd",
                "/v1/spending-lines?limit=1",
                "/v1/enforcement-actions?limit=1"
            })
    void aCursorOfAnotherQueryIsAProblem(String list) {
        JsonNode problem = problem(ProblemCode.INVALID_CURSOR, list + "&cursor=" + cursor(LIST));
        assertEquals("cursor", problem.path("parameter").asText());
    }

    @Test
    void aCursorThatWasChangedAnywhereIsAProblem() {
        String cursor = cursor(LIST);
        String whole = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < whole.length(); i += 3) {
            char other = whole.charAt(i) == '7' ? '8' : '7';
            changed.add(encode(whole.substring(0, i) + other + whole.substring(i + 1)));
        }
        changed.add(cursor.substring(1));
        changed.add(cursor + "AA");
        changed.add(cursor.toLowerCase(java.util.Locale.ROOT));
        changed.forEach(each -> problem(ProblemCode.INVALID_CURSOR, LIST + "&cursor=" + each));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "1",
                "\"text\"",
                "{\"r\":1}",
                "{\"r\":1,\"v\":null,\"q\":\"0\"}",
                "{\"r\":\"1\",\"v\":[],\"q\":\"0\"}",
                "{\"r\":99999999999,\"v\":[],\"q\":\"0\"}",
                "{\"r\":1,\"v\":[\"2025-01-01\",\"k\"],\"q\":\"0000000000000000\"}",
                "not json",
                "\u0000"
            })
    void whatIsNoCursorAtAllIsAProblem(String json) {
        problem(ProblemCode.INVALID_CURSOR, LIST + "&cursor=" + encode(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "-", "%20", "a%2Bb", "%C3%A9", "AAAA", "%25%32%30", "99999999999999999999"})
    void textThatIsNoCursorIsAProblem(String text) {
        for (String list : List.of(LIST, "/v1/releases?limit=10", "/v1/revisions?limit=10")) {
            problem(ProblemCode.INVALID_CURSOR, list + "&cursor=" + text);
        }
    }

    @Test
    void aVeryLongCursorIsAProblem() {
        problem(ProblemCode.INVALID_CURSOR, LIST + "&cursor=" + "A".repeat(20_000));
        problem(ProblemCode.INVALID_CURSOR, LIST + "&cursor=" + encode("[".repeat(2_900)));
    }

    private static String cursor(String list) {
        String next = get(list).at("/links/next").asText();
        return next.substring(next.indexOf("cursor=") + "cursor=".length());
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

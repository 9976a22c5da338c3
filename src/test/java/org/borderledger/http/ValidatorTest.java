package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API rules 9 and 25: validators, freshness, and that anybody may ask. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ValidatorTest {
    private static final String LIST = "/v1/crossings?period=2025-06";

    @ParameterizedTest
    @ValueSource(
            strings = {
                LIST,
                "/v1/crossings/latest",
                "/v1/crossings/uk-small-boats-daily:2025-06-20",
                "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions",
                "/v1/enforcement-actions",
                "/v1/spending-lines",
                "/v1/datasets",
                "/v1/datasets/crossings/structure",
                "/v1/series",
                "/v1/releases?limit=2",
                "/v1/revisions?limit=2",
                "/v1/revisions/2",
                "/v1/series/uk-small-boats-daily",
                "/v1/series/uk-small-boats-daily/revision-record",
                "/v1/changes.atom",
                "/v1/changes.json",
                "/v1/catalog.jsonld",
                "/v1/datapackage.json",
                "/sitemap.xml",
                "/llms.txt",
                "/robots.txt",
                "/.well-known/api-catalog",
                "/.well-known/security.txt",
                "/",
                "/problems"
            })
    void anAnswerHasAStrongValidatorThatSparesTheNextOne(String address) {
        Caller.Answer answer = ask(address);
        String tag = answer.header("ETag");
        assertTrue(tag.matches("\"[0-9a-f]{24}\""), tag);
        assertEquals(tag, ask(address).header("ETag"), "the same for the same question");
        assertEquals(
                "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400", answer.header("Cache-Control"));

        Caller.Answer known = ask(address, Map.of("If-None-Match", tag));
        assertEquals(304, known.status());
        assertEquals("", known.body());
        assertEquals(tag, known.header("ETag"));
        assertEquals(answer.header("Cache-Control"), known.header("Cache-Control"));
        assertEquals(answer.header("Vary"), known.header("Vary"));
    }

    @Test
    void aSlashThatIsEncodedIsNoOtherPathForAValidatorEither() {
        String history = "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions";
        String tag = ask(history).header("ETag");
        assertEquals(304, ask(history, Map.of("If-None-Match", tag)).status());
        String encoded = history.replace("/revisions", "%2Frevisions");
        assertEquals(404, ask(encoded, Map.of("If-None-Match", tag)).status());
    }

    /** A megabyte that caches may keep. */
    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/openapi.json", "/openapi.yaml"})
    void theContractSaysHowLongItHolds(String address) {
        Caller.Answer answer = ask(address);
        assertEquals(200, answer.status());
        assertEquals(Validators.SHORT, answer.header("Cache-Control"));
        assertEquals(address.equals("/openapi") ? "Accept" : "", answer.header("Vary"));
        problem(ProblemCode.NOT_FOUND, ask("/openapi.txt"));
    }

    @Test
    void weakFormsAndListsAreRead() {
        String tag = ask(LIST).header("ETag");
        for (String asked : List.of(
                "W/" + tag, "\"x\", " + tag, tag + ",\"y\"", "W/\"a\" , W/" + tag + " , \"b\"", "  " + tag + "  ")) {
            assertEquals(304, ask(LIST, Map.of("If-None-Match", asked)).status(), asked);
        }
        for (String asked :
                List.of("\"x\"", "W/\"x\"", tag.replace("\"", ""), tag.substring(0, 10), "w/" + tag, "", ",", "\"")) {
            assertEquals(200, ask(LIST, Map.of("If-None-Match", asked)).status(), asked);
        }
    }

    /** A star asks whether there is an answer at all: what is refused or not found has none. */
    @Test
    void aStarMatchesAnAnswerAndNothingElse() {
        Map<String, String> star = Map.of("If-None-Match", "*");
        Caller.Answer known = ask(LIST, star);
        assertEquals(304, known.status());
        assertEquals("", known.body());
        assertEquals(ask(LIST).header("ETag"), known.header("ETag"));
        problem(ProblemCode.INVALID_VALUE, ask("/v1/crossings?limit=0", star));
        problem(ProblemCode.UNKNOWN_PARAMETER, ask("/v1/crossings?limitt=1", star));
        problem(ProblemCode.NOT_FOUND, ask("/v1/crossings/uk-small-boats-daily:1999-01-01", star));
        problem(ProblemCode.NOT_FOUND, ask("/nosuch", star));
        assertEquals(302, ask("/v1/crossings/2025-06-20", star).status());
    }

    @Test
    void headHasTheValidatorToo() {
        String tag = ask(LIST).header("ETag");
        assertEquals(tag, ask("HEAD", LIST, Map.of()).header("ETag"));
        assertEquals(304, ask("HEAD", LIST, Map.of("If-None-Match", tag)).status());
    }

    @Test
    void differentQuestionsHaveDifferentValidators() {
        Map<String, String> addressByTag = new HashMap<>();
        for (String address : List.of(
                "/v1/crossings?limit=3",
                "/v1/crossings?limit=4",
                "/v1/crossings?limit=3&period=2025",
                "/v1/crossings?limit=3&from=2025-01-01",
                "/v1/crossings?limit=3&to=2025-01-01",
                "/v1/crossings?limit=3&series=*",
                "/v1/crossings?limit=3&sort=people",
                "/v1/crossings?limit=3&sort=-people",
                "/v1/crossings?limit=3&asOf=2026-05-01",
                "/v1/crossings?limit=3&revision=20",
                "/v1/crossings?limit=3&revision=21",
                "/v1/crossings?limit=3&route=channel",
                get("/v1/crossings?limit=3").at("/links/next").asText(),
                "/v1/crossings/latest",
                "/v1/enforcement-actions?limit=3",
                "/v1/spending-lines?limit=3",
                "/v1/series",
                "/")) {
            String other = addressByTag.put(ask(address).header("ETag"), address);
            assertEquals(null, other, () -> address + " has the validator of " + other);
        }
    }

    /** API rule 25: of a normalised query, so the order of the parameters is none of the question. */
    @Test
    void theOrderOfTheParametersIsNoPartOfTheQuestion() {
        assertEquals(
                ask("/v1/crossings?from=2025-01-01&to=2025-06-20").header("ETag"),
                ask("/v1/crossings?to=2025-06-20&from=2025-01-01").header("ETag"));
        assertEquals(
                ask("/v1/crossings/uk-small-boats-daily:2025-06-20").header("ETag"),
                ask("/v1/crossings/uk-small-boats-daily%3A2025-06-20").header("ETag"));
    }

    /** API rule 25: the media type belongs to the validator. */
    @Test
    void thePageForPeopleAndTheOneForProgramsHaveTheirOwnValidators() {
        Caller.Answer program = ask("/", Map.of("Accept", "application/json"));
        Caller.Answer browser = ask("/", Map.of("Accept", "text/html"));
        assertTrue(program.header("Content-Type").startsWith("application/json"));
        assertTrue(browser.header("Content-Type").startsWith("text/html"));
        assertEquals("Accept", program.header("Vary"));
        assertEquals("Accept", browser.header("Vary"));
        assertNotEquals(program.header("ETag"), browser.header("ETag"));
        assertEquals(
                200,
                ask("/", Map.of("Accept", "text/html", "If-None-Match", program.header("ETag")))
                        .status());
    }

    /** API rule 9: only answers with a revision never change; those of a day may, when a late edition comes. */
    @Test
    void onlyAnAnswerThatNamesItsRevisionIsImmutable() {
        for (String address : List.of(
                LIST + "&revision=30",
                LIST + "&asOf=2026-05-01&revision=40",
                "/v1/crossings/latest?revision=30",
                "/v1/crossings/uk-small-boats-daily:2025-06-20?revision=40",
                "/v1/revisions/40/changes",
                "/v1/revisions/40/changes?series=uk-small-boats-daily")) {
            assertEquals("public, max-age=31536000, immutable", ask(address).header("Cache-Control"), address);
        }
        assertEquals(
                "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400",
                ask(LIST + "&asOf=2026-05-01").header("Cache-Control"));
        String next = get("/v1/crossings").at("/links/next").asText();
        assertEquals(
                "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400",
                ask(next).header("Cache-Control"));
    }

    @Test
    void aProblemIsNotStoredAndHasNoValidator() {
        for (String address : List.of(
                "/v1/crossings?limit=0",
                "/v1/crossings?from=%00",
                "/v1/crossings?revision=999999",
                "/v1/crossings/uk-small-boats-daily:1999-01-01",
                "/nosuch")) {
            Caller.Answer answer = ask(address);
            assertEquals("no-store", answer.header("Cache-Control"), address);
            assertEquals("", answer.header("ETag"), address);
        }
    }

    @Test
    void anybodyMayAskFromAPageOfTheirOwn() {
        for (String address : List.of(LIST, "/", "/v1/crossings?limit=0", "/nosuch", "/v1/crossings?from=%00")) {
            Caller.Answer answer = ask(address, Map.of("Origin", "https://example.org"));
            assertEquals("*", answer.header("Access-Control-Allow-Origin"), address);
            for (String header : List.of("ETag", "Link", "Location", "Retry-After")) {
                assertTrue(answer.header("Access-Control-Expose-Headers").contains(header), address);
            }
            assertEquals("nosniff", answer.header("X-Content-Type-Options"), address);
            assertEquals("strict-origin-when-cross-origin", answer.header("Referrer-Policy"), address);
            assertEquals(
                    List.of("default-src 'none'; frame-ancestors 'none'"),
                    answer.headers().getValues("Content-Security-Policy"),
                    address);
            assertEquals("max-age=31536000", answer.header("Strict-Transport-Security"), "the public comes by TLS");
            assertEquals("", answer.header("Set-Cookie"));
        }
        String tag = ask(LIST).header("ETag");
        Caller.Answer known = ask(LIST, Map.of("Origin", "https://example.org", "If-None-Match", tag));
        assertEquals("*", known.header("Access-Control-Allow-Origin"));
    }

    @Test
    void theAnswerIsTheSameWhateverHostItIsAskedBy() {
        Caller.Answer first = ask(LIST);
        Caller.Answer second = ask(LIST, Map.of("Host", "ledger.example", "X-Forwarded-Host", "other.example"));
        assertEquals(first.body(), second.body());
        assertEquals(first.header("ETag"), second.header("ETag"));
        assertFalse(first.body().contains("localhost"));
    }
}

package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** The name of a parameter is the same name where it is percent-encoded, in all addresses that an answer leads to. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class AskedTest {

    @Test
    void anEncodedNameStandsOnceInTheAddressThatStays() {
        String plain = get("/v1/crossings?period=2025-06&revision=30")
                .at("/meta/citation")
                .asText();
        assertTrue(plain.endsWith("/v1/crossings?period=2025-06&revision=30"), plain);
        assertEquals(
                plain,
                get("/v1/crossings?p%65riod=2025-06&%72evision=30")
                        .at("/meta/citation")
                        .asText());
    }

    @Test
    void anEncodedFilterIsInTheAddressesOfFigures() {
        JsonNode sum = rows("/v1/crossings/aggregates?%61sOf=2026-05-01&period=2026-03")
                .getFirst();
        assertEquals(
                rows("/v1/crossings/aggregates?asOf=2026-05-01&period=2026-03").getFirst(), sum);
        assertTrue(sum.path("query").asText().contains("&asOf=2026-05-01"), sum::toString);
    }

    /** What the framework decodes once, it decoded twice where a suffix stands behind it. */
    @Test
    void theAddressOfAFileIsReadOnce() {
        String key = "/v1/crossings/uk-small-boats-daily";
        assertEquals(200, ask(key + "%3A2025-06-20.csv").status());
        assertEquals(200, ask("/v1/%63ross%69ngs.csv?limit=1").status());
        for (String twice : new String[] {key + "%253A2025-06-20", "/v1/claims/%25", "/v1/crossings/%25"}) {
            for (String suffix : new String[] {"", ".csv", ".jsonl", ".parquet"}) {
                problem(ProblemCode.NOT_FOUND, ask(twice + suffix));
            }
        }
    }

    @Test
    void theNextPageOfAFileIsOfTheSameInstant() {
        String query = "asOf=2026-05-01T12:00:00%2B01:00&limit=1";
        String next =
                ask("/v1/crossings.csv?" + query).header("Link").replaceFirst("(?s).*<([^>]+)>; rel=\"next\".*", "$1");
        assertTrue(next.startsWith("/v1/crossings.csv?" + query + "&cursor="), next);
        assertEquals(200, ask(next).status(), next);
    }

    @Test
    void anEncodedCursorLeadsToTheNextPage() {
        for (String path : new String[] {"/v1/releases", "/v1/revisions", "/v1/crossings"}) {
            String second = get(path + "?limit=2").at("/links/next").asText();
            String third = get(second.replace("cursor=", "%63ursor=").replace("limit=", "%6cimit="))
                    .at("/links/next")
                    .asText();
            assertEquals(get(second).at("/links/next").asText(), third);
            String id = path.equals("/v1/releases") ? "id" : path.equals("/v1/revisions") ? "number" : "key";
            assertEquals(texts(rows(path + "?limit=6"), id).subList(4, 6), texts(rows(third), id));
        }
    }
}

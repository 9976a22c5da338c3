package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;

/** Twelve months' notice in the headers, and afterwards a 410 that names the successor. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(RetirementTest.TwoGoing.class)
class RetirementTest {
    /** A ledger that answers from memory, one of whose paths is going and one of whose paths has gone. */
    public static final class TwoGoing implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Declared.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ledger.answers.memory", "16M");
        }
    }

    @Alternative
    @Singleton
    static class Declared extends Retirements {
        private static final List<Retirement> TWO = List.of(
                new Retirement(
                        "/v1/crossings/{key}/revisions",
                        LocalDate.of(2026, 7, 1),
                        LocalDate.of(2999, 7, 1),
                        "/v2/crossings/{key}/history"),
                new Retirement(
                        "/v1/crossings/latest",
                        LocalDate.of(2020, 1, 1),
                        LocalDate.of(2021, 1, 1),
                        "/v1/crossings?sort=-periodStart&limit=1"));

        Declared(Clock clock, AddressGate gate) {
            super(TWO, clock, gate);
        }
    }

    private static final String GOING = "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions";

    @Test
    void everyAnswerOfAPathThatIsGoingSaysUntilWhenAndWhatFollows() {
        for (String address : List.of(GOING, GOING, GOING + ".csv", GOING + "?nosuch=1")) {
            Caller.Answer answer = ask(address);
            assertEquals(address.contains("nosuch") ? 400 : 200, answer.status());
            assertEquals("@1782860400", answer.header("Deprecation"), "1 July 2026 began in London at 23:00 in UTC");
            assertEquals("Sun, 30 Jun 2999 23:00:00 GMT", answer.header("Sunset"));
            assertEquals(
                    1,
                    answer.headers().getValues("Link").stream()
                            .filter(
                                    link -> link.equals(
                                            "</v2/crossings/uk-small-boats-daily:2025-06-20/history>; rel=\"successor-version\""))
                            .count());
        }
    }

    @Test
    void whatHasGoneIs410WithItsSuccessor() {
        for (String address : List.of("/v1/crossings/latest", "/v1/crossings/latest.csv?series=*")) {
            Caller.Answer answer = ask(address);
            assertEquals(410, answer.status());
            assertEquals("application/problem+json", answer.header("Content-Type"));
            assertEquals("retired", answer.json().path("code").asText());
            assertTrue(answer.json().path("hint").asText().startsWith("/v1/crossings?sort=-periodStart&limit=1"));
            assertTrue(answer.headers()
                    .getValues("Link")
                    .contains("</v1/crossings?sort=-periodStart&limit=1>; rel=\"successor-version\""));
            assertEquals("*", answer.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void whatStaysSaysNothing() {
        Caller.Answer answer = ask("/v1/crossings/uk-small-boats-daily:2025-06-20");
        assertEquals(200, answer.status());
        assertEquals("", answer.header("Deprecation"));
        assertEquals(400, ask("/v1/crossings/%C3").status());
    }

    @Test
    void noNoticeIsShorterThanTwelveMonths() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Retirement("/v1/x", LocalDate.of(2026, 7, 1), LocalDate.of(2027, 6, 30), "/v1/y"));
    }
}

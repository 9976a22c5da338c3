package org.borderledger.catalogue;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each series says when its next release is expected, and whether it is late, by a clock that the test sets. */
@QuarkusTest
@TestProfile(NextReleaseTest.WithSetClock.class)
@QuarkusTestResource(value = ServedLedger.class, restrictToAnnotatedClass = true)
class NextReleaseTest {
    private static final String WEEKLY = "/v1/series/uk-small-boats-weekly";
    /** The Monday after the Friday on which the release after that of 21 August 2026 is due, just before midnight. */
    private static final Instant LAST_MOMENT = Instant.parse("2026-08-31T22:59:59Z");

    public static class WithSetClock implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SetClock.class);
        }
    }

    /** A clock that stands where it was set; it goes while the service starts, whose settings are of the day of the run. */
    @Alternative
    @Singleton
    public static class SetClock {
        private static volatile @Nullable Instant now;

        @Produces
        @Singleton
        @Alternative
        Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    Instant set = now;
                    return set == null ? Clock.systemUTC().instant() : set;
                }
            };
        }
    }

    @BeforeEach
    void set() {
        SetClock.now = LAST_MOMENT;
    }

    @Test
    void aReleaseIsLateWhenItsDayAndTheDaysOfGraceAreOver() {
        JsonNode next = get(WEEKLY).at("/data/nextRelease");
        assertEquals("2026-08-28", next.path("expected").asText());
        assertFalse(next.path("late").asBoolean());
        assertEquals(3, next.path("graceDays").asInt());
        assertTrue(next.path("lastIssued").asText().startsWith("2026-08-21T"));
        SetClock.now = LAST_MOMENT.plusSeconds(1);
        assertTrue(get(WEEKLY).at("/data/nextRelease/late").asBoolean(), "by midnight in London, not in Greenwich");
        assertEquals("2026-08-28", get(WEEKLY).at("/data/nextRelease/expected").asText(), "the first that is missing");
    }

    @Test
    void theValidatorChangesWhenTheAnswerDoes() {
        for (String address : Set.of("/v1/series", WEEKLY)) {
            SetClock.now = LAST_MOMENT;
            Caller.Answer before = ask(address);
            assertEquals(
                    304,
                    ask(address, Map.of("If-None-Match", before.header("ETag"))).status());
            SetClock.now = LAST_MOMENT.plusSeconds(1);
            Caller.Answer after = ask(address, Map.of("If-None-Match", before.header("ETag")));
            assertEquals(200, after.status());
            assertNotEquals(before.header("ETag"), after.header("ETag"));
        }
        SetClock.now = LAST_MOMENT;
        String figures = ask("/v1/crossings?limit=1").header("ETag");
        SetClock.now = LAST_MOMENT.plusSeconds(1);
        assertEquals(figures, ask("/v1/crossings?limit=1").header("ETag"), "figures do not depend on the day");
    }

    @Test
    void whatHasNoRhythmOrNoReleaseHasNoDateAndSaysWhy() {
        for (JsonNode series : rows("/v1/series")) {
            JsonNode next = series.path("nextRelease");
            boolean weekly = next.path("basis").asText().startsWith("Weekly");
            assertEquals(weekly, next.path("expected").isTextual(), series::toString);
            assertFalse(next.path("late").asBoolean());
            assertFalse(next.path("basis").asText().isBlank());
        }
        JsonNode page = get("/v1/series/uk-small-boats-last-7-days").at("/data/nextRelease");
        assertTrue(page.path("lastIssued").isNull());
        assertTrue(page.path("basis").asText().endsWith("The ledger holds no release of the series yet."));
        assertTrue(get("/v1/series/uk-announced-funding")
                .at("/data/nextRelease/basis")
                .asText()
                .startsWith("None"));
    }

    @Test
    void aSeriesLeadsToItsNews() {
        JsonNode links = get(WEEKLY).path("links");
        for (String link : Set.of("self", "figures", "releases", "revisionRecord", "changesAtom", "changesJson")) {
            assertEquals(200, ask(links.path(link).asText()).status(), link);
        }
    }
}

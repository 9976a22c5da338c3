package org.borderledger.change;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How reliable the first word of a series has been, held against what the revisions did one by one. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class RevisionRecordTest {

    /** The starter data is loaded in the order of its issue, so each revision of a figure is one of the ledger's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "uk-small-boats-daily",
                "uk-small-boats-weekly",
                "uk-small-boats-prevented-weekly",
                "uk-enforcement-statements",
                "uk-announced-funding"
            })
    void theRecordIsTheSumOfWhatTheRevisionsDid(String series) {
        JsonNode answer = get("/v1/series/" + series + "/revision-record");
        JsonNode often = answer.at("/data/howOften");
        long added = 0;
        long revised = 0;
        long flagged = 0;
        long withdrawn = 0;
        for (JsonNode revision : rows("/v1/revisions?limit=10000")) {
            for (JsonNode effect : revision.path("series")) {
                if (effect.path("series").asText().equals(series)) {
                    added += effect.path("added").asLong();
                    revised += effect.path("revised").asLong();
                    flagged += effect.path("flagged").asLong();
                    withdrawn += effect.path("withdrawn").asLong();
                }
            }
        }
        assertEquals(
                added - often.path("restored").asLong(), often.path("figures").asLong());
        assertEquals(revised, often.path("revisions").asLong());
        assertEquals(flagged, often.path("flagged").asLong());
        assertEquals(revised - flagged, often.path("silent").asLong());
        assertEquals(withdrawn, often.path("withdrawn").asLong());
        assertEquals(added - withdrawn, often.path("standing").asLong());
        assertEquals(often.path("figures"), answer.at("/meta/computation/inputs/count"));
        assertEquals(
                often.path("figuresRevised").asLong(),
                often.at("/shareRevised/numerator").asLong());
        for (JsonNode far : answer.at("/data/howFar")) {
            assertIsTheSum(series, far);
        }
        assertFalse(answer.at("/meta/computation/formula").asText().isBlank());
        assertEquals(
                200, ask(answer.at("/meta/computation/inputs/query").asText()).status());
        assertEquals(
                walk("/v1/releases?series=" + series).size(),
                answer.at("/meta/computation/inputs/releases").size());
        JsonNode stated = answer.at("/data/howLate/untilStated");
        assertEquals(
                often.path("figures").asLong(),
                stated.path("measured").asLong() + stated.path("unknown").asLong());
        JsonNode late = answer.at("/data/howLate/untilRevised");
        assertEquals(
                revised, late.path("measured").asLong() + late.path("unknown").asLong());
    }

    private static void assertIsTheSum(String series, JsonNode far) {
        String measure = far.path("measure").asText();
        BigDecimal sum = BigDecimal.ZERO;
        long up = 0;
        long down = 0;
        for (JsonNode revision : rows("/v1/revisions?limit=10000")) {
            if (list(revision.path("series")).stream()
                    .noneMatch(effect -> effect.path("series").asText().equals(series)
                            && effect.path("revised").asInt() > 0)) {
                continue;
            }
            for (JsonNode change :
                    rows(ChangesTest.changes(revision.path("number").asInt()) + "?change=revised&series=" + series
                            + "&measure=" + measure)) {
                if (change.path("difference").isNumber()) {
                    BigDecimal difference = change.path("difference").decimalValue();
                    sum = sum.add(difference);
                    up += difference.signum() > 0 ? 1 : 0;
                    down += difference.signum() < 0 ? 1 : 0;
                }
            }
        }
        assertEquals(0, sum.compareTo(far.path("sum").decimalValue()), far::toString);
        assertEquals(
                List.of(up, down),
                List.of(far.path("up").asLong(), far.path("down").asLong()),
                measure);
        assertEquals(up + down == 0, far.path("mean").isNull(), measure);
        assertEquals(up + down == 0, far.path("largest").isNull(), measure);
        if (up + down > 0) {
            assertEquals(up + down, far.at("/mean/denominator").asLong());
            assertEquals(0, sum.compareTo(far.at("/mean/numerator").decimalValue()));
        }
    }

    @Test
    void aFigureOfTheFirstReleaseHeldIsNotSaidToBeStatedThen() {
        JsonNode stated = get("/v1/series/uk-small-boats-daily/revision-record").at("/data/howLate/untilStated");
        assertTrue(stated.path("unknown").asLong() > 2_800, "those of the edition of 14 November 2025");
        assertTrue(stated.path("median").asInt() < 10, "a day is published by the Friday after it");
        assertTrue(stated.path("longestKey").asText().startsWith("uk-small-boats-daily:"));
    }

    @Test
    void aSeriesWithoutARevisionHasNoMeanAndNoMedian() {
        JsonNode data =
                get("/v1/series/uk-small-boats-last-7-days/revision-record").path("data");
        assertEquals(0, data.at("/howOften/figures").asInt());
        assertTrue(data.at("/howOften/shareRevised").isNull(), "nothing is not zero per cent");
        assertTrue(data.at("/howLate/untilStated/median").isNull());
    }

    @Test
    void anUnknownSeriesIsNotFoundAndTheRightOneIsNamed() {
        JsonNode problem = problem(ProblemCode.NOT_FOUND, "/v1/series/uk-small-boat-daily/revision-record");
        assertTrue(problem.path("hint").asText().contains("uk-small-boats-daily"));
        problem(ProblemCode.NOT_FOUND, "/v1/series/uk-small-boats-daily/revision-record.csv");
        problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/series/uk-small-boats-daily/revision-record?limit=1");
    }
}

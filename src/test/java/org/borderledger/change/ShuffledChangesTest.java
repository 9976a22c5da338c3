package org.borderledger.change;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Late editions, withdrawals and retractions: a ledger that took in the editions in no order. */
@QuarkusTest
@QuarkusTestResource(value = ShuffledLedger.class, restrictToAnnotatedClass = true)
class ShuffledChangesTest {
    private static final String PREVENTED = "uk-small-boats-prevented-weekly";

    @Test
    void theRowsAgreeWithTheCountsOfEveryRevisionAndSeries() {
        List<JsonNode> revisions = rows("/v1/revisions?limit=10000");
        assertEquals(29, revisions.size());
        for (JsonNode revision : revisions) {
            ChangesTest.assertAgrees(revision);
        }
    }

    @Test
    void lateEditionsChangeThePast() {
        assertTrue(rows("/v1/revisions?limit=10000").stream()
                .flatMap(revision -> list(revision.path("series")).stream())
                .anyMatch(effect -> effect.path("backdated").asInt() > 0));
        assertTrue(rows("/v1/revisions?limit=10000").stream()
                .filter(revision -> list(revision.path("series")).stream()
                        .anyMatch(effect -> effect.path("backdated").asInt() > 0))
                .anyMatch(revision -> !rows(revision(revision) + "/changes?change=backdated&limit=1")
                        .isEmpty()));
    }

    /** What a revision says it changed is what reading before and after shows, at every step of the issued clock. */
    @Test
    void theChangesAreTheDifferenceOfTwoReadings() {
        for (JsonNode revision : rows("/v1/revisions?limit=10000")) {
            int number = revision.path("number").asInt();
            if (number == 1) {
                continue;
            }
            for (JsonNode change :
                    rows(revision(revision) + "/changes?series=" + PREVENTED + "&measure=quantity&limit=40")) {
                String key = change.path("key").asText();
                String from = change.path("validFrom").asText();
                String address = "/v1/enforcement-actions/" + key + "?asOf=" + from + "&revision=";
                assertEquals(value(change, "after"), reading(address + number), () -> change.toString());
                if (number > firstOf(PREVENTED)) {
                    assertEquals(value(change, "before"), reading(address + (number - 1)), () -> change.toString());
                }
            }
        }
    }

    private static int firstOf(String series) {
        return rows("/v1/revisions?limit=10000").stream()
                .filter(revision -> list(revision.path("series")).stream()
                        .anyMatch(effect -> effect.path("series").asText().equals(series)))
                .mapToInt(revision -> revision.path("number").asInt())
                .min()
                .orElseThrow();
    }

    private static String value(JsonNode change, String side) {
        return change.path(side).isNull()
                ? "none"
                : change.path(side).decimalValue().toPlainString();
    }

    private static String reading(String address) {
        JsonNode answer = ask(address).json().path("data");
        return answer.path("quantity").isNumber()
                ? answer.path("quantity").decimalValue().toPlainString()
                : "none";
    }

    @Test
    void aRetractionIsToldAsOneWithItsReason() {
        JsonNode items = ask("/v1/changes.json?series=" + PREVENTED).json().path("items");
        JsonNode first = items.path(0);
        assertTrue(first.path("title")
                .asText()
                .startsWith("Border Ledger retracted a release by Home Office that was issued on "));
        assertTrue(first.path("content_html").asText().contains("Why: "), first::toString);
        assertTrue(
                list(first.path("tags")).stream().anyMatch(tag -> tag.asText().equals("retraction")));
        assertTrue(ask("/v1/changes.json")
                .json()
                .path("items")
                .path(0)
                .path("content_html")
                .asText()
                .contains("a &lt;copy&gt; &amp; no edition"));
        assertTrue(list(items).stream()
                .anyMatch(item -> item.path("title").asText().contains("changed what had been known before of")));
    }

    /** The revision record, computed anew from the histories of the figures. */
    @Test
    void theRevisionRecordIsThatOfTheHistories() {
        long revisions = 0;
        long figuresRevised = 0;
        long up = 0;
        double sum = 0;
        double largest = 0;
        List<JsonNode> figures = walk("/v1/enforcement-actions?series=" + PREVENTED + "&limit=10000");
        for (JsonNode figure : figures) {
            List<JsonNode> history =
                    rows("/v1/enforcement-actions/" + figure.path("key").asText() + "/revisions");
            for (int i = 1; i < history.size(); i++) {
                JsonNode before = history.get(i - 1);
                JsonNode after = history.get(i);
                if (before.path("withdrawn").asBoolean()
                        || after.path("withdrawn").asBoolean()) {
                    continue;
                }
                revisions++;
                double change = after.path("quantity").asDouble()
                        - before.path("quantity").asDouble();
                up += change > 0 ? 1 : 0;
                sum += change;
                largest = DoubleStream.of(largest, Math.abs(change)).max().orElseThrow();
            }
            figuresRevised += history.size() > 1 ? 1 : 0;
        }
        JsonNode record = get("/v1/series/" + PREVENTED + "/revision-record").path("data");
        assertTrue(revisions > 10);
        assertEquals(revisions, record.at("/howOften/revisions").asLong());
        assertEquals(figuresRevised, record.at("/howOften/figuresRevised").asLong());
        assertEquals(figures.size(), record.at("/howOften/figures").asLong());
        JsonNode people = list(record.path("howFar")).stream()
                .filter(far -> far.path("measure").asText().equals("quantity"))
                .findFirst()
                .orElseThrow();
        assertEquals(up, people.path("up").asLong());
        assertEquals(sum, people.path("sum").asDouble());
        assertEquals(largest, Math.abs(people.at("/largest/difference").asDouble()));
    }

    private static String revision(JsonNode revision) {
        return "/v1/revisions/" + revision.path("number").asText();
    }
}

package org.borderledger.spending;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spending lines: money as it was stated, in its currency, with what is part of what. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SpendingLineTest {
    private static final String COMMAND = "uk-announced-funding:2024-11-04:announced:border-security-command:";

    @Test
    void theTwoTranchesOfTheBorderSecurityCommandArePartsOfItsTotal() {
        JsonNode total = get("/v1/spending-lines/" + COMMAND + "two-year-total").path("data");
        assertEquals(150_000_000, total.path("amount").asLong());
        assertEquals("GBP", total.path("currency").asText());
        assertTrue(total.path("partOf").isNull());

        List<JsonNode> tranches = rows("/v1/spending-lines?purpose=first-tranche,second-tranche");
        assertEquals(List.of("75000000", "75000000"), texts(tranches, "amount"));
        assertEquals(List.of("exact", "up-to"), texts(tranches, "qualifier"));
        tranches.forEach(tranche ->
                assertEquals(total.path("key").asText(), tranche.path("partOf").asText()));
    }

    /** API rule 20. */
    @Test
    void aPartOfSomethingUnknownSaysSo() {
        JsonNode operations =
                rows("/v1/spending-lines?purpose=high-impact-operations").getFirst();
        assertEquals(30_000_000, operations.path("amount").asLong());
        assertEquals("unknown", operations.path("partOf").asText());
    }

    /** API rule 20. */
    @Test
    void aRateCarriesWhatItIsPer() {
        JsonNode rate = rows("/v1/spending-lines?purpose=spending-review-2025").getFirst();
        assertEquals("year", rate.path("per").asText());
        assertEquals("up-to", rate.path("qualifier").asText());
        assertEquals("2025", rate.path("issuedAt").asText(), "known by its year only");
        assertEquals("2025-12-31T23:59:59.999999Z", rate.path("validFrom").asText(), "API rule 7");
    }

    @Test
    void aRateIsNotTakenForAnAmountWhereItsColumnIsLeftOut() {
        String rate = "/v1/spending-lines?purpose=spending-review-2025";
        JsonNode narrow = get(rate + "&fields=amount");
        assertTrue(narrow.at("/meta/citation").asText().startsWith("up to GBP 280,000,000 a year, "), narrow::toString);
        assertTrue(texts(narrow.at("/meta/warnings"))
                .contains("fields leaves out per, which says where an amount is a" + " yearly rate."));
        for (String wide : List.of("", "&fields=amount,per", "&fields=stage")) {
            assertFalse(get(rate + wide).at("/meta/warnings").toString().contains("fields leaves out"), wide);
        }
    }

    @Test
    void anAmountIsInTheCurrencyInWhichItWasStated() {
        JsonNode agreement = get("/v1/spending-lines/uk-announced-funding:2023-04-01--2026-03-31"
                        + ":committed:uk-france-border-cooperation:agreement-march-2023")
                .path("data");
        assertEquals("EUR", agreement.path("currency").asText());
        assertEquals(541_000_000, agreement.path("amount").asLong());
        List<JsonNode> instalments = rows("/v1/spending-lines?purpose=agreement-march-2023&limit=100").stream()
                .filter(row ->
                        row.path("partOf").asText().equals(agreement.path("key").asText()))
                .toList();
        assertEquals(
                541_000_000,
                instalments.stream()
                        .mapToLong(row -> row.path("amount").asLong())
                        .sum());
    }

    @ParameterizedTest
    @CsvSource({
        "stage, disbursed, 1",
        "stage, 'disbursed,spent', 3",
        "funder, uk-government, 20",
        "recipient, france, 10",
        "programme, rwanda-partnership, 3",
        "purpose, deportation-flights, 1"
    })
    void everyDimensionFilters(String dimension, String codes, int expected) {
        List<JsonNode> rows = rows("/v1/spending-lines?" + dimension + "=" + codes);
        assertEquals(expected, rows.size());
        rows.forEach(row -> assertTrue(
                List.of(codes.split(",", -1)).contains(row.path(dimension).asText()), row::toString));
    }

    @Test
    void everyLineHasItsSource() {
        for (JsonNode row : rows("/v1/spending-lines")) {
            for (String field : List.of("release", "publisher", "issuedAt", "sourceUrl", "locator", "originalText")) {
                assertFalse(row.path(field).asText("").isBlank(), () -> field + " of " + row);
            }
        }
    }

    @Test
    void theSourceThatIsAMirrorSaysSo() {
        JsonNode line = get("/v1/spending-lines/uk-announced-funding:2024-09-17"
                        + ":announced:border-security-command:first-tranche")
                .path("data");
        JsonNode release = get("/v1/releases/" + line.path("release").asText()).path("data");
        assertTrue(release.path("via").asText().contains("mirror"), release::toString);
    }

    /** API rule 14. */
    @Test
    void theColumnsStandInTheirOrder() {
        List<String> columns = rows("/v1/spending-lines?limit=1").getFirst().properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(
                List.of(
                        "key",
                        "series",
                        "periodStart",
                        "periodEnd",
                        "stage",
                        "funder",
                        "recipient",
                        "programme",
                        "purpose",
                        "amount",
                        "currency"),
                columns.subList(0, 11));
        assertEquals(
                columns, texts(list(get("/v1/datasets/spending-lines/structure").at("/data/columns")), "name"));
    }
}

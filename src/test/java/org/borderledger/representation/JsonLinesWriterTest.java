package org.borderledger.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesWriterTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void theBytesOfATableAreFrozen() throws Exception {
        assertEquals("""
                {"key":"a:2025-06-20","periodStart":"2025-06-20","people":1195,"amount":-1.50,\
                "issuedAt":"2025-06-21T08:30:00Z","revised":true,"areas":["dover","kent"],\
                "originalText":"Zoë said \\"no\\", twice\\r\\n再见 🚤"}
                {"key":"b:2025-06-21","periodStart":"1999-12-31","people":-7,\
                "amount":-123456789012.345678901234567891,"issuedAt":"1999-12-31T23:59:59.123456Z","revised":false,\
                "areas":[],"originalText":"=1+1"}
                {"key":"c","periodStart":"1066-10-14","people":null,"amount":null,"issuedAt":null,"revised":null,\
                "areas":null,"originalText":null}
                {"key":"-d","periodStart":"2024-02-29","people":9007199254740993,"amount":700000000,\
                "issuedAt":"2024-02-29T12:00:00.500Z","revised":true,"areas":["@home"],"originalText":""}
                """, Export.text(Representation.JSONL, Export.answer()));
    }

    @Test
    void everyLineIsAnObjectWithEveryColumnInOrder() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Export.text(Representation.JSONL, Export.answer()).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        assertEquals(Export.ROWS.size(), lines.size());
        for (JsonNode line : lines) {
            List<String> names = new ArrayList<>();
            line.fieldNames().forEachRemaining(names::add);
            assertEquals(Export.COLUMNS.stream().map(Column::name).toList(), names);
        }
        assertEquals(
                new BigDecimal("-" + Export.ALL_DIGITS),
                lines.get(1).get("amount").decimalValue());
        assertTrue(lines.get(2).get("amount").isNull());
        assertEquals(9_007_199_254_740_993L, lines.get(3).get("people").longValue());
    }

    @Test
    void aTableWithoutRowsIsAFileWithoutLines() throws Exception {
        assertEquals("", Export.text(Representation.JSONL, Export.empty()));
    }

    @Test
    void noNumberHasAnExponent() throws Exception {
        assertEquals(
                "{\"value\":-0.0000000012}\n",
                Export.text(Representation.JSONL, Export.of(Column.Type.DECIMAL, new BigDecimal("-1.2E-9"))));
        assertEquals(
                "{\"value\":1200000000000}\n",
                Export.text(Representation.JSONL, Export.of(Column.Type.DECIMAL, new BigDecimal("1.2E+12"))));
    }
}

package org.borderledger.representation;

import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvwWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyColumnHasItsTypeAndMeaning() throws Exception {
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode column : described(Export.answer()).at("/tableSchema/columns")) {
            assertEquals(column.get("name"), column.get("titles"));
            types.put(column.get("name").textValue(), column.get("datatype").textValue());
        }
        assertEquals(
                Map.of(
                        "key", "string",
                        "periodStart", "date",
                        "people", "integer",
                        "amount", "decimal",
                        "issuedAt", "dateTime",
                        "revised", "boolean",
                        "areas", "string",
                        "originalText", "string"),
                types);
        assertEquals(Export.COLUMNS.stream().map(Column::name).toList(), List.copyOf(types.keySet()));
    }

    @Test
    void onlyColumnsThatAreNeverMissingAreRequired() throws Exception {
        JsonNode columns = described(Export.answer()).at("/tableSchema/columns");
        assertTrue(columns.get(0).get("required").booleanValue());
        assertTrue(columns.get(1).get("required").booleanValue());
        assertFalse(columns.get(2).has("required"));
        assertEquals("Persons", columns.get(2).get("dc:description").textValue());
    }

    /** A list that is there may have no elements, which CSVW takes for missing. */
    @Test
    void aListIsNeverRequired() throws Exception {
        Column list = Column.of("value", Column.Type.LIST, "A list", null);
        Rows rows = Rows.of(List.<@Nullable Object[]>of(Export.row(List.of())));
        assertFalse(described(Export.answer(List.of(list), rows, 1))
                .at("/tableSchema/columns/0")
                .has("required"));
    }

    @Test
    void aListIsSeparatedBySpaces() throws Exception {
        JsonNode columns = described(Export.answer()).at("/tableSchema/columns");
        assertEquals(" ", columns.get(6).get("separator").textValue());
        assertFalse(columns.get(7).has("separator"));
    }

    @Test
    void itSaysWhoseTheFiguresAreAndWhereTheyStand() throws Exception {
        JsonNode described = described(Export.answer());
        assertEquals("http://www.w3.org/ns/csvw", described.at("/@context/0").textValue());
        assertEquals(
                "/v1/crossings.csv?from=2025-06-20&series=*",
                described.get("url").textValue());
        assertEquals("Small boats & people", described.get("dc:title").textValue());
        assertEquals("OGL-UK-3.0", described.get("dc:license").textValue());
        assertEquals(
                "Home Office, small boats: daily, revision 17.",
                described.get("dc:bibliographicCitation").textValue());
        assertTrue(described.get("schema:creditText").textValue().startsWith("Contains public sector information"));
        assertTrue(described.at("/dialect/header").booleanValue());
        assertTrue(described.at("/dialect/commentPrefix").isNull());
    }

    @Test
    void theKeyIsThePrimaryKeyWhereThereIsOne() throws Exception {
        assertEquals(
                "key", described(Export.answer()).at("/tableSchema/primaryKey").textValue());
        assertTrue(described(Export.of(Column.Type.TEXT, "a"))
                .at("/tableSchema/primaryKey")
                .isMissingNode());
    }

    /** A history repeats its keys; where a column of a key is not shown, nothing tells rows apart. */
    @Test
    void severalColumnsTellRowsApartTogetherOrNotAtAll() throws Exception {
        assertEquals(
                List.of("key", "periodStart"),
                texts(described(Export.toldApartBy("key", "periodStart")).at("/tableSchema/primaryKey")));
        assertTrue(described(Export.toldApartBy("key", "nosuch"))
                .at("/tableSchema/primaryKey")
                .isMissingNode());
    }

    @Test
    void noRowIsRead() throws Exception {
        Rows unreadable = reader -> {
            throw new AssertionError("rows were read");
        };
        assertEquals(
                described(Export.answer()), described(Export.answer(Export.COLUMNS, unreadable, Export.ROWS.size())));
    }

    @Test
    void anotherAddressIsRefused() {
        Answer elsewhere = Export.answer(Export.COLUMNS, Rows.of(List.of()), 0, "/v1/crossings.csv");
        assertThrows(IllegalArgumentException.class, () -> Export.written(Representation.CSVW, elsewhere));
    }

    private static JsonNode described(Answer answer) throws Exception {
        return JSON.readTree(Export.written(Representation.CSVW, answer));
    }
}

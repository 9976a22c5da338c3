package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borderledger.Documentation;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;

/**
 * The order of columns, which readers by position rely on and no comparison of contracts looks at: as the last released
 * contract has it, with new columns behind all others.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class StabilityTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The rows of tables, and an address at which they have every column that they have as a rule. */
    private static final Map<String, String> TABLES = Map.of(
            "Crossing", "/v1/crossings.csv?limit=1",
            "EnforcementAction", "/v1/enforcement-actions.csv?limit=1",
            "SpendingLine", "/v1/spending-lines.csv?limit=1",
            "CrossingAggregate", "/v1/crossings/aggregates.csv?period=2025",
            "EnforcementActionAggregate", "/v1/enforcement-actions/aggregates.csv?groupBy=action",
            "SpendingLineAggregate", "/v1/spending-lines/aggregates.csv?groupBy=stage",
            "CrossingComparison", "/v1/crossings/comparisons.csv?to=2025-06-20",
            "Change", "/v1/revisions/1/changes.csv?limit=1",
            "Claim", "/v1/claims.csv?limit=1",
            "Review", "/v1/claims/lbc-02/reviews.csv?limit=1");

    private static JsonNode contract(String file) throws IOException {
        return YAML.readTree(Documentation.read("openapi/" + file));
    }

    @Test
    void columnsKeepTheOrderInWhichTheyWereReleased() throws IOException {
        JsonNode released = contract("released.yaml");
        JsonNode present = contract("openapi.yaml");
        for (String table : TABLES.keySet()) {
            List<String> promised = columns(released, table);
            List<String> kept = new ArrayList<>(columns(present, table));
            assertTrue(promised.size() > 5, table);
            kept.retainAll(promised);
            assertEquals(promised, kept, table);
        }
    }

    @Test
    void filesHaveTheColumnsOfTheContractInItsOrder() throws IOException {
        JsonNode present = contract("openapi.yaml");
        TABLES.forEach((table, address) -> {
            String header = ask(address).body().lines().findFirst().orElseThrow();
            List<String> seen = List.of(header.split(",", -1));
            List<String> promised = new ArrayList<>(columns(present, table));
            assertTrue(promised.containsAll(seen), () -> table + ": " + seen + " are not all of " + promised);
            promised.retainAll(seen);
            assertEquals(promised, seen, table);
        });
    }

    private static List<String> columns(JsonNode contract, String table) {
        List<String> columns = new ArrayList<>();
        add(columns, contract, "", contract.at("/components/schemas/" + table));
        return columns;
    }

    /** Objects inside of rows are columns of their own, joined by a dot. */
    private static void add(List<String> columns, JsonNode contract, String prefix, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            // an object may have a schema of its own, and be null
            String reference = property.getValue().findPath("$ref").asText();
            JsonNode its = reference.isEmpty() ? property.getValue() : contract.at(reference.substring(1));
            if (its.has("properties")) {
                add(columns, contract, prefix + property.getKey() + ".", its);
            } else {
                columns.add(prefix + property.getKey());
            }
        });
    }
}

package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.borderledger.Command;
import org.borderledger.Documentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The committed contract by two linters and against the last released one: {@code openapi/check}. */
@Timeout(900)
class ContractRulesTest {
    @Test
    void theContractKeepsItsRulesAndItsPromises() throws IOException, InterruptedException {
        Command.succeeds("openapi/check");
    }

    /** A check that cannot fail is none. */
    @Test
    void whatBreaksARuleOrAPromiseIsFound() throws IOException, InterruptedException {
        String contract = Documentation.read("openapi/openapi.yaml");
        String wrong = contract.replace("        uncontrolledLandings:\n", "        landings:\n")
                .replace("      - us-financial-year\n", "")
                .replaceFirst("x-extensible-enum:", "enum:")
                .replaceFirst("      example: true\n", "      example: maybe\n");
        Path document = Documentation.file("target/wrong-contract.yaml");
        Files.createDirectories(document.getParent());
        Files.writeString(document, wrong);
        Command.Said said = Command.run(Map.of(), "openapi/check", document.toString());
        assertEquals(1, said.exit());
        for (String rule : List.of(
                "no-invalid-parameter-examples",
                "oas3-valid-media-example",
                "lists-of-codes-are-open",
                "response-optional-property-removed",
                "request-parameter-enum-value-removed",
                "response-property-became-enum")) {
            assertTrue(said.text().contains(rule), rule);
        }
    }
}

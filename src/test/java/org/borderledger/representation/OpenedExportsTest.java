package org.borderledger.representation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.borderledger.Command;
import org.borderledger.Documentation;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every question's answer in every format, opened by the programs that people use: pandas, openpyxl, pyarrow, duckdb. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class OpenedExportsTest {
    @Test
    @Timeout(300)
    void everyExportOpensWithTheNumbersOfTheJsonAnswer() throws IOException, InterruptedException {
        String said = Command.succeeds(
                "src/test/python/run",
                "open_exports.py",
                Documentation.file("src/test/resources/questions.json").toString(),
                Command.service());
        assertTrue(said.lines().filter(line -> line.startsWith("ok ")).count() >= 18, said);
    }
}

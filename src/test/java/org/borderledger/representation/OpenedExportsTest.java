package org.borderledger.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.borderledger.Documentation;
import org.borderledger.PythonPrograms;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;

/** Every question's answer in every format, opened by the programs that people use: pandas, openpyxl, pyarrow, duckdb. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class OpenedExportsTest {
    private static final long LONGEST_SECONDS = 300;

    @Test
    void everyExportOpensWithTheNumbersOfTheJsonAnswer() throws IOException, InterruptedException {
        Path python = PythonPrograms.python();
        Process script = new ProcessBuilder(
                        python.toString(),
                        Documentation.file("src/test/python/open_exports.py").toString(),
                        Documentation.file("src/test/resources/questions.json").toString(),
                        "http://localhost:" + RestAssured.port)
                .redirectErrorStream(true)
                .start();
        String said;
        try (var output = script.getInputStream()) {
            said = new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        assertTrue(script.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), said);
        assertEquals(0, script.exitValue(), said);
        assertTrue(said.lines().filter(line -> line.startsWith("ok ")).count() >= 18, said);
    }
}

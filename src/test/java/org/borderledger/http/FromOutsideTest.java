package org.borderledger.http;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.borderledger.AsPeopleRunIt;
import org.borderledger.Command;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The service as a stranger's tools meet it: held to its own document by schemathesis, and asked what no document
 * describes. The programs are in {@code src/test/outside}; docs/contract.md says what they hold and what they found.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(AsPeopleRunIt.class)
@Timeout(900)
class FromOutsideTest {
    private static final String CASES = "2000";

    @Test
    void everyAnswerIsAsTheDocumentSays() throws IOException, InterruptedException {
        Command.succeeds("src/test/outside/contract", Command.service(), "--cases", CASES);
    }

    @Test
    void whatNoDocumentDescribesIsAnsweredAsWell() throws IOException, InterruptedException {
        Command.succeeds("src/test/outside/fuzz", Command.service(), "--examples", CASES);
    }
}

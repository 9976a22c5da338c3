package org.borderledger.description;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * The descriptions as the programs of others read them over HTTP: frictionless, csvw, two processors of JSON-LD, SHACL,
 * readers of schema.org and of robots.txt. What they check, and that each can fail, is in {@code
 * src/test/python/descriptions.py}.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(AsPeopleRunIt.class)
@Timeout(600)
class ValidatedDescriptionsTest {
    private static final int CHECKS = 9;

    @Test
    void everyDescriptionIsWhatItsFormatAsksFor() throws IOException, InterruptedException {
        String said = Command.succeeds("src/test/python/run", "descriptions.py", Command.service());
        assertEquals(CHECKS, said.lines().filter(line -> line.startsWith("ok ")).count(), said);
    }
}

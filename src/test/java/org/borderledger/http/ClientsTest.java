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

/** The clients that are generated from the contract, compiled and asked of the service: {@code clients/check}. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(AsPeopleRunIt.class)
@Timeout(900)
class ClientsTest {
    @Test
    void generatedClientsCompileAndGetWhatIsKnown() throws IOException, InterruptedException {
        Command.succeeds("clients/check", Command.service());
    }
}

package org.borderledger;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Answers are known again, as they are by default, and come packed. Tests from outside share one such service. */
public final class AsPeopleRunIt implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("ledger.answers.memory", "64M");
    }
}

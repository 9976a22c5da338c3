package org.borderledger;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.borderledger.database.Credentials;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts the service under test on a real database with the starter data, with the reader's credentials only. */
public final class ServedLedger implements QuarkusTestResourceLifecycleManager {
    private static final String OWNER = "border-ledger.test.owner";

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestDatabase.filled();
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("ledger.public.url", "https://ledger.example");
        settings.put("ledger.security.contact", "mailto:security@ledger.example");
        settings.put(
                "ledger.security.expires",
                LocalDate.now(ZoneOffset.UTC).plusDays(300).toString());
        settings.put("ledger.security.policy", "https://ledger.example/policy");
        settings.put(OWNER + ".url", database.owner().url());
        settings.put(OWNER + ".user", database.owner().user());
        settings.put(OWNER + ".password", database.owner().password());
        return settings;
    }

    /** The owner's credentials, with which tests write beside the running service. */
    public static Credentials owner() {
        var configuration = ConfigProvider.getConfig();
        return new Credentials(
                configuration.getValue(OWNER + ".url", String.class),
                configuration.getValue(OWNER + ".user", String.class),
                configuration.getValue(OWNER + ".password", String.class));
    }

    @Override
    public void stop() {
        // the database ends with the run of the tests
    }
}

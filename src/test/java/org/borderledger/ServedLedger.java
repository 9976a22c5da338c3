package org.borderledger;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Clock;
import java.util.Map;
import org.borderledger.catalogue.Datasets;
import org.borderledger.command.Starter;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;

/** Puts the service under test on a real database with the starter data, with the reader's credentials only. */
public final class ServedLedger implements QuarkusTestResourceLifecycleManager {
    /** Where tests find the owner's credentials, to publish beside the running service: .url, .user and .password. */
    public static final String OWNER = "border-ledger.test.owner";

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestDatabase.empty();
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, catalogue, Clock.systemUTC());
        Starter.load(ledger, catalogue, step -> {});
        return Map.of(
                "ledger.public.url",
                "https://ledger.example",
                "quarkus.datasource.jdbc.url",
                database.reader().url(),
                "quarkus.datasource.username",
                database.reader().user(),
                "quarkus.datasource.password",
                database.reader().password(),
                OWNER + ".url",
                database.owner().url(),
                OWNER + ".user",
                database.owner().user(),
                OWNER + ".password",
                database.owner().password());
    }

    @Override
    public void stop() {
        // the database ends with the run of the tests
    }
}

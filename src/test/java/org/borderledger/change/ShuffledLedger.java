package org.borderledger.change;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;

/** The editions of the starter data, taken in whatever order they came, two of them retracted on the way. */
public final class ShuffledLedger implements QuarkusTestResourceLifecycleManager {
    private static final String FILE = "/starter/small-boats.jsonl";

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestDatabase.empty();
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, catalogue, Clock.systemUTC());
        List<Publication> publications = new ArrayList<>(publications(catalogue));
        Collections.shuffle(publications, new Random(7));
        for (Publication publication : publications) {
            ledger.publish(publication);
        }
        ledger.retract(named(publications, "2026-06-05"), "imported in error");
        ledger.retract(named(publications, "2025-11-14"), "a <copy> & no edition");
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("ledger.public.url", "https://ledger.example");
        return settings;
    }

    private static String named(List<Publication> publications, String day) {
        return publications.stream()
                .map(Publication::id)
                .filter(id -> id.contains(day))
                .findFirst()
                .orElseThrow();
    }

    private static List<Publication> publications(SeriesCatalogue catalogue) {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ShuffledLedger.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            return new LedgerFile(Datasets.ALL, catalogue).read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // the database ends with the run of the tests
    }
}

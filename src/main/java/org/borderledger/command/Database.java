package org.borderledger.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Credentials;
import org.borderledger.database.EmbeddedPostgres;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * The database that a command works on: the PostgreSQL that the environment names, or else the embedded one of the data
 * folder, started where it does not run.
 */
final class Database implements AutoCloseable {
    private final Credentials owner;
    private final Credentials reader;
    private final @Nullable EmbeddedPostgres embedded;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    private Database(
            Credentials owner,
            Credentials reader,
            @Nullable EmbeddedPostgres embedded,
            Map<String, String> environment,
            Consumer<String> progress) {
        this.owner = owner;
        this.reader = reader;
        this.embedded = embedded;
        this.environment = environment;
        this.progress = progress;
    }

    /**
     * Opens it.
     *
     * @param progress is told what is done with it, each step of what may take long
     */
    static Database open(Map<String, String> environment, Consumer<String> progress) {
        String url = environment.get("QUARKUS_DATASOURCE_JDBC_URL");
        if (url != null && !url.isBlank()) {
            var reader = new Credentials(
                    url,
                    environment.getOrDefault("QUARKUS_DATASOURCE_USERNAME", ""),
                    environment.getOrDefault("QUARKUS_DATASOURCE_PASSWORD", ""));
            var owner = new Credentials(
                    environment.getOrDefault("LEDGER_OWNER_JDBC_URL", url),
                    environment.getOrDefault("LEDGER_OWNER_USERNAME", reader.user()),
                    environment.getOrDefault("LEDGER_OWNER_PASSWORD", reader.password()));
            return new Database(owner, reader, null, environment, progress);
        }
        Path folder =
                Path.of(environment.getOrDefault("LEDGER_DATA_DIR", "data")).toAbsolutePath();
        EmbeddedPostgres embedded = EmbeddedPostgres.open(folder, progress);
        return new Database(embedded.owner(), embedded.reader(), embedded, environment, progress);
    }

    /** Brings the schema up to date, with what is told from the figures, unless the environment says to leave it. */
    void migrate() {
        if (!isLeftAlone()) {
            migrateInAnyCase();
        }
    }

    /** Brings the schema alone up to date, unless the environment says to leave it: no digest and no rollup is made. */
    void migrateSchema() {
        if (!isLeftAlone()) {
            migrateSchemaInAnyCase();
        }
    }

    private void migrateSchemaInAnyCase() {
        int applied = Migrations.apply(owner, reader.user());
        if (applied > 0) {
            progress.accept("brought the schema up to date (" + applied + " migrations)");
        }
    }

    private void migrateInAnyCase() {
        migrateSchemaInAnyCase();
        Ledger ledger = ledger(SeriesCatalogue.load());
        int sealed = ledger.seal();
        if (sealed > 0) {
            progress.accept("gave " + sealed + " revisions of an earlier version their digests");
        }
        int rolledUp = ledger.rollUp();
        if (rolledUp > 0) {
            progress.accept("rolled up the figures of " + rolledUp + " series");
        }
    }

    /**
     * Does what {@link #prepareInAnyCase} does, unless the environment says to leave schema and data as they are.
     *
     * @return whether anything was loaded
     */
    boolean prepare() {
        return !isLeftAlone() && prepareInAnyCase();
    }

    /**
     * Brings the schema up to date and loads the starter data that is missing, if the environment wants any.
     *
     * @return whether anything was loaded
     */
    boolean prepareInAnyCase() {
        migrateInAnyCase();
        if (!"none".equalsIgnoreCase(environment.get("LEDGER_STARTER"))) {
            SeriesCatalogue catalogue = SeriesCatalogue.load();
            int loaded = Starter.load(ledger(catalogue), catalogue, progress);
            if (loaded > 0) {
                progress.accept("loaded " + loaded + " releases of starter data");
                return true;
            }
        }
        return false;
    }

    private boolean isLeftAlone() {
        return "false".equalsIgnoreCase(environment.get("LEDGER_MIGRATE"));
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    Credentials reader() {
        return reader;
    }

    Ledger ledger(SeriesCatalogue catalogue) {
        return new Ledger(Migrations.dataSource(owner), Datasets.ALL, catalogue, Clock.systemUTC());
    }

    /** Ends the use of the embedded server; its last user stops it. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}

package org.borderledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;

/** The published editions of the small boats workbook, read once a run, and a ledger of them, imported once. */
public final class SmallBoatsEditions {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();

    private SmallBoatsEditions() {}

    private static final class Publications {
        private static final List<Publication> READ = files().stream()
                .map(file -> new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers())
                        .read(file, FormatReader.Given.NOTHING)
                        .publication()
                        .orElseThrow())
                .toList();
    }

    private static final class Imported {
        private static final TestDatabase DATABASE = inOrder(1);
    }

    public static Path folder() {
        return Corpus.folder().resolve("published/home-office/small-boats-time-series");
    }

    /** The files, oldest first; the test is skipped where there are none. */
    public static List<Path> files() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".ods"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the importer reads from the files, in their order. */
    public static List<Publication> publications() {
        Corpus.folder();
        return Publications.READ;
    }

    /** A ledger that took in all editions undisturbed; it is for reading only. */
    public static TestDatabase imported() {
        Corpus.folder();
        return Imported.DATABASE;
    }

    /** A ledger of its own that took in the editions in a random order. */
    public static TestDatabase inOrder(long seed) {
        List<Publication> order = new ArrayList<>(publications());
        Collections.shuffle(order, new Random(seed));
        TestDatabase database = TestDatabase.empty();
        Ledger ledger = ledger(database);
        order.forEach(ledger::publish);
        return database;
    }

    public static Ledger ledger(TestDatabase database) {
        return new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
    }
}

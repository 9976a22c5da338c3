package org.borderledger.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;

/** The figures that come with the service, put into a ledger that does not have them yet, release by release. */
public final class Starter {
    private static final List<String> FILES = List.of("/starter/small-boats.jsonl", "/starter/curated.jsonl");

    private Starter() {}

    /**
     * Publishes the releases of the starter data that the ledger does not hold, in the order of their issue.
     *
     * @return how many there were
     */
    public static int load(Ledger ledger, SeriesCatalogue catalogue, Consumer<String> progress) {
        var known = ledger.releases();
        List<Publication> missing = publications(catalogue).stream()
                .filter(publication -> !known.contains(publication.id()))
                .toList();
        int done = 0;
        for (Publication publication : missing) {
            if (done % 10 == 0) {
                progress.accept("loading the starter data: release " + (done + 1) + " of " + missing.size());
            }
            ledger.publish(publication);
            done++;
        }
        return done;
    }

    /** The releases of the starter data, in the order of their issue. */
    static List<Publication> publications(SeriesCatalogue catalogue) {
        List<Publication> publications = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream resource = Starter.class.getResourceAsStream(file)) {
                if (resource == null) {
                    throw new IllegalStateException(file + " is not in the program");
                }
                publications.addAll(new LedgerFile(Datasets.ALL, catalogue)
                        .read(new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        publications.sort(Comparator.comparing(
                        (Publication publication) -> publication.issued().instant())
                .thenComparing(Publication::id));
        return publications;
    }
}

package org.borderledger.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;

/** The figures and claims that come with the service, put into a ledger that does not have them yet, release by release. */
public final class Starter {
    private static final List<String> FILES =
            List.of("/starter/small-boats.jsonl", "/starter/curated.jsonl", "/starter/articles.jsonl");

    private Starter() {}

    /**
     * Publishes the releases of the starter data that the ledger does not hold, in the order of their issue, those that only
     * make claims after all others.
     *
     * @return how many there were
     */
    public static int load(Ledger ledger, SeriesCatalogue catalogue, Consumer<String> progress) {
        Ledger.Held held = ledger.held();
        if (held.releases().containsAll(releases(catalogue))) {
            return 0;
        }
        List<Publication> missing = publications(catalogue).stream()
                .filter(publication -> !held.has(publication))
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

    /** The releases of the starter data, in the order in which a new ledger takes them in. */
    static List<Publication> publications(SeriesCatalogue catalogue) {
        var file = new LedgerFile(Datasets.ALL, catalogue);
        List<Publication> publications = new ArrayList<>();
        for (String name : FILES) {
            publications.addAll(read(name, file::read));
        }
        // claims last: a further article does not give the figures other revisions than they had
        publications.sort(Comparator.comparing(
                        (Publication publication) -> publication.drafts().isEmpty())
                .thenComparing(publication -> publication.issued().instant())
                .thenComparing(Publication::id));
        return publications;
    }

    /** The identifiers alone, which is all that a start needs where nothing is missing. */
    private static Set<String> releases(SeriesCatalogue catalogue) {
        var file = new LedgerFile(Datasets.ALL, catalogue);
        Set<String> releases = new HashSet<>();
        for (String name : FILES) {
            releases.addAll(read(name, file::releases));
        }
        return releases;
    }

    private interface Reading<T> {
        T of(BufferedReader lines) throws IOException;
    }

    private static <T> T read(String name, Reading<T> reading) {
        try (InputStream resource = Starter.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return reading.of(new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}

package org.borderledger.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ingest.sheet.UnreadableFile;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;

/** Reads a file of any known format into the release that it is; finds the format from the content. */
public final class FormatReader {
    private final SeriesCatalogue catalogue;
    private final List<Importer> importers;

    public FormatReader(SeriesCatalogue catalogue, List<Importer> importers) {
        this.catalogue = catalogue;
        this.importers = List.copyOf(importers);
    }

    /**
     * What the caller knows of a file; it goes before what the file says itself.
     *
     * @param edition the publisher's mark of a re-issue, such as {@code v2}
     */
    public record Given(
            @Nullable IssueDate issued, @Nullable String edition) {
        public static final Given NOTHING = new Given(null, null);
    }

    /**
     * What a file turned out to be.
     *
     * @param file empty where it could not even be read
     * @param publication empty where the file is refused: an error among the findings says why
     */
    public record Reading(
            Path path, Optional<SourceFile> file, Optional<Publication> publication, List<Finding> findings) {
        public Reading {
            findings = List.copyOf(findings);
        }
    }

    /** Reads one file. */
    public Reading read(Path path, Given given) {
        SourceFile file;
        try {
            file = SourceFile.of(path);
        } catch (IOException e) {
            return refused(path, null, "a file that cannot be read (" + e + ")", "a readable file");
        }
        List<Importer> fitting =
                importers.stream().filter(importer -> importer.recognises(file)).toList();
        if (fitting.isEmpty()) {
            return refused(path, file, "no format that the ledger reads", "one of " + formats(importers));
        } else if (fitting.size() > 1) {
            return refused(path, file, "more than one format: " + formats(fitting), "one");
        }
        Importer importer = fitting.getFirst();
        var attempt = new Attempt(file, importer.format(), catalogue, given);
        try {
            importer.read(file, attempt);
            Optional<Publication> publication = attempt.publication();
            return new Reading(path, Optional.of(file), publication, attempt.findings());
        } catch (Attempt.Hopeless enough) {
            return new Reading(path, Optional.of(file), Optional.empty(), attempt.findings());
        } catch (UnreadableFile unreadable) {
            // what was odd before it may say why
            List<Finding> findings = new ArrayList<>(attempt.findings());
            findings.add(new Finding(
                    Finding.Level.ERROR,
                    unreadable.place().orElse(file.name()),
                    unreadable.found(),
                    unreadable.expected()));
            return new Reading(path, Optional.of(file), Optional.empty(), findings);
        }
    }

    private static List<String> formats(List<Importer> importers) {
        return importers.stream().map(Importer::format).toList();
    }

    private static Reading refused(Path path, @Nullable SourceFile file, String found, String expected) {
        String place = String.valueOf(path.getFileName());
        return new Reading(
                path,
                Optional.ofNullable(file),
                Optional.empty(),
                List.of(new Finding(Finding.Level.ERROR, place, found, expected)));
    }
}

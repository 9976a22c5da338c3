package org.borderledger.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ingest.sheet.UnreadableFile;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;

/** Reads a file of any known format into the release that it is; finds the format from the content. */
public final class FormatReader {
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final List<Importer> importers;

    public FormatReader(List<Dataset> datasets, SeriesCatalogue catalogue, List<Importer> importers) {
        this.datasets = List.copyOf(datasets);
        this.catalogue = catalogue;
        this.importers = List.copyOf(importers);
    }

    /**
     * What is known of a file beside its content.
     *
     * @param issued when it was issued, by the word of a person; goes before what the file says itself
     * @param edition the publisher's mark of a re-issue, such as {@code v2}
     * @param listed what a list that came with the file says of it; the file itself goes before it
     * @param mostQuarantined how many of a hundred rows may be unreadable
     */
    public record Given(
            @Nullable IssueDate issued,
            @Nullable String edition,
            @Nullable Listed listed,
            double mostQuarantined) {
        /** One unreadable row of a hundred is a slip; more are another layout. */
        public static final double MOST_QUARANTINED = 1;

        public static final Given NOTHING = new Given(null, null);

        public Given(@Nullable IssueDate issued, @Nullable String edition) {
            this(issued, edition, null, MOST_QUARANTINED);
        }

        /** The same of a file that a list names. */
        public Given with(Listed of) {
            return new Given(issued, edition, of, mostQuarantined);
        }

        /** When the file was issued, unless it says so itself or a person does. */
        Optional<IssueDate> listedIssue() {
            return Optional.ofNullable(listed).map(Listed::issued);
        }
    }

    /**
     * What a list of files says of one of them.
     *
     * @param url where it was published, more exactly than its importer knows
     * @param from the first day that it is said to cover
     * @param to the last day
     * @param retrieved when the copy was fetched
     */
    public record Listed(
            @Nullable IssueDate issued,
            @Nullable String url,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Instant retrieved) {}

    /**
     * What a file turned out to be.
     *
     * @param file empty where it could not even be read
     * @param publication empty where the file is refused: an error among the findings says why
     */
    public record Reading(
            Path path,
            Optional<SourceFile> file,
            Optional<Publication> publication,
            RowTally rows,
            List<Finding> findings) {
        public Reading {
            findings = List.copyOf(findings);
        }
    }

    /** Reads one file. */
    public Reading read(Path path, Given given) {
        try {
            return read(SourceFile.of(path), given);
        } catch (IOException e) {
            return refused(path, null, "a file that cannot be read (" + e + ")", "a readable file");
        } catch (UnreadableFile unreadable) {
            return refused(path, null, unreadable.found(), unreadable.expected());
        }
    }

    /** Reads one file, whose digest is known. */
    Reading read(SourceFile file, Given given) {
        Path path = file.path();
        List<Importer> fitting =
                importers.stream().filter(importer -> fits(importer, file)).toList();
        if (fitting.isEmpty()) {
            return refused(path, file, "no format that the ledger reads", "one of " + formats(importers));
        } else if (fitting.size() > 1) {
            return refused(path, file, "more than one format: " + formats(fitting), "one");
        }
        Importer importer = fitting.getFirst();
        var attempt = new Attempt(file, importer.format(), datasets, catalogue, given);
        Optional<Publication> publication = Optional.empty();
        try {
            importer.read(file, attempt);
            publication = attempt.publication();
            return new Reading(path, Optional.of(file), publication, attempt.tally(), attempt.findings());
        } catch (Attempt.Hopeless enough) {
            return new Reading(path, Optional.of(file), Optional.empty(), attempt.tally(), attempt.findings());
        } catch (UnreadableFile unreadable) {
            // what was odd before it may say why
            List<Finding> findings = new ArrayList<>(attempt.findings());
            findings.add(error(unreadable.place().orElse(file.name()), unreadable.found(), unreadable.expected()));
            return new Reading(path, Optional.of(file), Optional.empty(), attempt.tally(), findings);
        } catch (UncheckedIOException noRoom) {
            List<Finding> findings = new ArrayList<>(attempt.findings());
            findings.add(noRoom(file.name(), noRoom));
            return new Reading(path, Optional.of(file), Optional.empty(), attempt.tally(), findings);
        } finally {
            if (publication.isEmpty()) {
                attempt.close();
            }
        }
    }

    /** Why a file is refused whose figures found no place to wait in. */
    static Finding noRoom(String place, UncheckedIOException reason) {
        return error(
                place,
                reason.getMessage() + " (" + reason.getCause() + ")",
                "room for a temporary file in " + System.getProperty("java.io.tmpdir"));
    }

    /** Why a file is refused. */
    static Finding error(String place, String found, String expected) {
        var findings = new Findings();
        findings.add(Finding.Level.ERROR, place, found, expected, Finding.Level.ERROR.usuallyDone());
        return findings.list().getFirst();
    }

    private static boolean fits(Importer importer, SourceFile file) {
        try {
            return importer.recognises(file);
        } catch (UnreadableFile otherKind) {
            return false;
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
                RowTally.NONE,
                List.of(error(place, found, expected)));
    }
}

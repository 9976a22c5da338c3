package org.borderledger.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ingest.sheet.UnreadableFile;
import org.borderledger.ledger.DraftSpool;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.ImportRecord;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.RowTally;
import org.borderledger.period.London;
import org.jspecify.annotations.Nullable;

/** Brings files into the ledger, each whole or not at all. */
public final class Imports {
    private final FormatReader reader;
    private final Ledger ledger;

    public Imports(FormatReader reader, Ledger ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    /**
     * What came of one file.
     *
     * @param outcome empty where it was refused: an error among the findings says why
     */
    public record Result(Path file, Optional<Ledger.Outcome> outcome, RowTally rows, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }

        public boolean refused() {
            return outcome.isEmpty();
        }
    }

    /**
     * What a person says of files that would not go in as they are.
     *
     * @param correction why another reading of a document that the ledger holds is to take its place; null for a file that
     *     it has not
     * @param accepted why an edition is taken that states far less than its neighbours in time; null where none is
     */
    public record Word(
            @Nullable String correction, @Nullable String accepted) {
        public static final Word NONE = new Word(null, null);
    }

    /** Imports one file; one whose bytes the ledger has is not read again. */
    public Result importFile(Path path, FormatReader.Given given, Word word) {
        SourceFile file;
        try {
            file = SourceFile.of(path);
        } catch (IOException | UnreadableFile unreadable) {
            return publish(reader.read(path, given), word);
        }
        Ledger.HeldFile held =
                word.correction() != null ? null : ledger.find(file.sha256()).orElse(null);
        if (held == null) {
            return publish(reader.read(file, given), word);
        } else if (isKnownEarlier(held, given)) {
            return publish(
                    reader.read(file, given),
                    new Word("the same bytes were published earlier than was known, as " + file.name(), null));
        }
        List<Finding> findings = alike(held, file);
        Ledger.Outcome outcome = ledger.unchanged(
                held.release(),
                new ImportRecord.Arrival(file.name(), file.bytes(), file.sha256(), RowTally.NONE, findings, null));
        return new Result(path, Optional.of(outcome), RowTally.NONE, findings);
    }

    /**
     * Whether what is known of this copy puts the document earlier than what was known of the one held. A date that the
     * document carries itself is the same in both.
     */
    private static boolean isKnownEarlier(Ledger.HeldFile held, FormatReader.Given given) {
        IssueDate issued = given.issued() == null ? given.listedIssue().orElse(null) : given.issued();
        boolean ofItsOwn = held.basis() == IssueDate.Basis.PRINTED || held.basis() == IssueDate.Basis.FILE_METADATA;
        return issued != null && !ofItsOwn && issued.instant().isBefore(held.issuedAt());
    }

    private static List<Finding> alike(Ledger.HeldFile held, SourceFile file) {
        if (held.file() == null || held.file().equals(file.name())) {
            return List.of();
        }
        var findings = new Findings();
        findings.add(
                Finding.Level.WARNING,
                file.name(),
                "byte for byte the file " + held.file() + ", issued on " + London.dayOf(held.issuedAt()),
                "a document of its own",
                "nothing is added to release " + held.release());
        return findings.list();
    }

    private Result publish(FormatReader.Reading reading, Word word) {
        Optional<Publication> publication = reading.publication();
        if (publication.isEmpty()) {
            ledger.refused(arrival(reading, reading.findings(), word));
            return result(reading, null, reading.findings());
        }
        List<Finding> findings = new ArrayList<>(reading.findings());
        if (word.accepted() != null) {
            findings.add(accepted(reading, word.accepted()));
        }
        ImportRecord.Arrival arrival = arrival(reading, findings, word);
        try {
            return result(
                    reading,
                    word.correction() == null
                            ? ledger.publish(publication.get(), arrival)
                            : ledger.correct(publication.get(), word.correction(), arrival),
                    findings);
        } catch (Ledger.Refused refused) {
            findings.add(FormatReader.error(
                    String.valueOf(reading.path().getFileName()),
                    String.valueOf(refused.getMessage()),
                    refused.expected()));
            ledger.refused(arrival(reading, findings, word));
            return result(reading, null, findings);
        } catch (UncheckedIOException noRoom) {
            // the figures of a large file wait in a temporary one, which could not be written or read again
            findings.add(FormatReader.noRoom(String.valueOf(reading.path().getFileName()), noRoom));
            ledger.refused(arrival(reading, findings, word));
            return result(reading, null, findings);
        } finally {
            if (publication.get().drafts() instanceof DraftSpool spool) {
                spool.close();
            }
        }
    }

    private static Finding accepted(FormatReader.Reading reading, String reason) {
        var findings = new Findings();
        findings.add(
                Finding.Level.NOTE,
                String.valueOf(reading.path().getFileName()),
                "a person's word that it may state far less than its neighbours",
                "none",
                "accepted: " + reason);
        return findings.list().getFirst();
    }

    private static Result result(
            FormatReader.Reading reading, Ledger.@Nullable Outcome outcome, List<Finding> findings) {
        return new Result(reading.path(), Optional.ofNullable(outcome), reading.rows(), findings);
    }

    private static ImportRecord.Arrival arrival(FormatReader.Reading reading, List<Finding> findings, Word word) {
        SourceFile file = reading.file().orElse(null);
        return new ImportRecord.Arrival(
                String.valueOf(reading.path().getFileName()),
                file == null ? null : file.bytes(),
                file == null ? null : file.sha256(),
                reading.rows(),
                findings,
                word.accepted());
    }
}

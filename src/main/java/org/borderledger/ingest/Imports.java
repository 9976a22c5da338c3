package org.borderledger.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.ImportRecord;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Publication;
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
    public record Result(Path file, Optional<Ledger.Outcome> outcome, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }

        public boolean refused() {
            return outcome.isEmpty();
        }
    }

    /**
     * Imports one file.
     *
     * @param given what the caller knows of the file; it goes before what the file says itself
     * @param correction why another reading of a document that the ledger holds is to take its place; null for a file that
     *     it has not
     */
    public Result importFile(Path file, FormatReader.Given given, @Nullable String correction) {
        FormatReader.Reading reading = reader.read(file, given);
        ImportRecord.Arrival arrival = arrival(reading, reading.findings());
        Optional<Publication> publication = reading.publication();
        if (publication.isEmpty()) {
            ledger.refused(arrival);
            return new Result(file, Optional.empty(), reading.findings());
        }
        try {
            Ledger.Outcome outcome = correction == null
                    ? ledger.publish(publication.get(), arrival)
                    : ledger.correct(publication.get(), correction, arrival);
            return new Result(file, Optional.of(outcome), reading.findings());
        } catch (Ledger.Refused refused) {
            List<Finding> findings = new ArrayList<>(reading.findings());
            findings.add(new Finding(
                    Finding.Level.ERROR,
                    String.valueOf(file.getFileName()),
                    String.valueOf(refused.getMessage()),
                    "a release that keeps the rules of the ledger"));
            ledger.refused(arrival(reading, findings));
            return new Result(file, Optional.empty(), findings);
        }
    }

    private static ImportRecord.Arrival arrival(FormatReader.Reading reading, List<Finding> findings) {
        SourceFile file = reading.file().orElse(null);
        return new ImportRecord.Arrival(
                String.valueOf(reading.path().getFileName()),
                file == null ? null : file.bytes(),
                file == null ? null : file.sha256(),
                findings.stream().map(Finding::toString).toList());
    }
}

package org.borderledger.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
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
     * @param issued the issue date where the caller knows it; it goes before the file's own
     */
    public Result importFile(Path file, @Nullable IssueDate issued) {
        FormatReader.Reading reading = reader.read(file, issued);
        try {
            return new Result(file, reading.publication().map(ledger::publish), reading.findings());
        } catch (Ledger.Refused refused) {
            List<Finding> findings = new ArrayList<>(reading.findings());
            findings.add(new Finding(
                    Finding.Level.ERROR,
                    String.valueOf(file.getFileName()),
                    String.valueOf(refused.getMessage()),
                    "a release that keeps the rules of the ledger"));
            return new Result(file, Optional.empty(), findings);
        }
    }
}

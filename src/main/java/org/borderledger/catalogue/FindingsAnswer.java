package org.borderledger.catalogue;

import java.util.List;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.RowTally;
import org.borderledger.representation.Links;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What reading a release came upon, in its envelope. */
@Schema(name = "FindingsAnswer", description = "What reading a release came upon")
record FindingsAnswer(List<FindingView> data, About meta, Links links) {
    FindingsAnswer {
        data = List.copyOf(data);
    }

    /** A finding as it is shown. */
    @Schema(name = "Finding", description = "Something that reading a file came upon")
    record FindingView(
            @Schema(description = "note (worth knowing) or warning (odd, or of a row that was kept out)")
            String level,

            @Schema(description = "Where in the file: a cell, or the file's name", examples = "'Table 1'!C667")
            String place,

            @Schema(description = "What is there", examples = "'25/01/212'")
            String found,

            @Schema(description = "What should be", examples = "a date as 30/04/2014")
            String expected,

            @Schema(description = "What was done about it", examples = "the row is quarantined")
            String done,

            @Schema(description = "The words of the whole row, where it was quarantined; else null") @Nullable String original) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.level().code(),
                    finding.place(),
                    finding.found(),
                    finding.expected(),
                    finding.done(),
                    finding.original());
        }
    }

    /** What the answer says about itself. */
    @Schema(name = "FindingsMeta", description = "What became of the rows of the file")
    record About(
            @Schema(description = "The newest revision of the ledger, as read")
            int revision,

            @Schema(description = "What became of the rows; null for what did not come in as a file of its own")
            @Nullable Rows rows) {}

    /** The rows of the file, each counted once. */
    @Schema(
            name = "Rows",
            description = "The rows of the file, each counted once: rows = stating + passedOver + quarantined")
    record Rows(
            @Schema(description = "Rows that hold something")
            long rows,

            @Schema(description = "Rows that state figures") long stating,

            @Schema(description = "Rows known to state none: titles, headers, notes, totals")
            long passedOver,

            @Schema(description = "Rows kept out because they could not be read")
            long quarantined,

            @Schema(description = "Figures that the rows state")
            long figures) {
        static Rows of(RowTally tally) {
            return new Rows(tally.rows(), tally.stating(), tally.passedOver(), tally.quarantined(), tally.figures());
        }
    }
}

package org.borderledger.catalogue;

import java.time.LocalDate;
import java.util.Optional;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.Series;
import org.borderledger.period.London;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When the next release of a series may be expected. Never guessed: what has no rhythm has no date. */
@Schema(name = "NextRelease", description = "When the next release may be expected, and whether it is overdue")
record NextReleaseView(
        @Schema(
                description =
                        "The day in London; null where the publisher keeps to no rhythm, and where no release is held")
        @Nullable LocalDate expected,

        @Schema(
                description = "Whether that day and the days of grace are over and the ledger holds no newer release:"
                        + " because the publisher has issued none, or because nobody has imported it")
        boolean late,

        @Schema(description = "How many days after the expected one a release is not yet late")
        int graceDays,

        @Schema(description = "Why it is expected then, or why nobody can say")
        String basis,

        @Schema(
                description =
                        "When the newest release that the ledger holds and has not retracted was issued, as exactly"
                                + " as that is known; null where it holds none")
        @Nullable String lastIssued) {

    static NextReleaseView of(Series.Cadence cadence, @Nullable Release newest, LocalDate today) {
        Optional<LocalDate> expected =
                newest == null ? Optional.empty() : cadence.expectedAfter(London.dayOf(newest.issuedAt()));
        return new NextReleaseView(
                expected.orElse(null),
                expected.map(day -> cadence.isLate(day, today)).orElse(false),
                cadence.graceDays(),
                newest == null ? cadence.basis() + " The ledger holds no release of the series yet." : cadence.basis(),
                newest == null ? null : newest.issuedText());
    }
}

package org.borderledger.change;

import java.time.Instant;
import java.time.LocalDate;
import org.borderledger.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What a figure says over one stretch of the issued clock, as one or more revisions know it.
 *
 * @param content null where the figure is withdrawn here
 * @param publisherFlag the publisher's own mark, such as {@code Revised}
 * @param release the release that says so
 * @param issuedFrom inclusive
 * @param issuedTo exclusive; {@link Ledger#STILL} while it stands
 * @param revisionFrom the first revision that knows it
 * @param revisionTo the first revision that does not know it any more, {@link Ledger#LATEST} while all do
 */
record Rectangle(
        String key,
        LocalDate periodStart,
        LocalDate periodEnd,
        @Nullable Content content,
        @Nullable String publisherFlag,
        String release,
        Instant issuedFrom,
        Instant issuedTo,
        int revisionFrom,
        int revisionTo) {

    boolean stands(Instant instant) {
        return !issuedFrom.isAfter(instant) && instant.isBefore(issuedTo);
    }

    boolean known(int revision) {
        return revisionFrom <= revision && revision < revisionTo;
    }
}

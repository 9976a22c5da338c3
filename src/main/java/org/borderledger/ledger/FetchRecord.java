package org.borderledger.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a publisher was asked for something, and what came of it.
 *
 * @param source the name of the declared source that asked
 * @param address what was asked, before any redirect
 * @param status of HTTP, null where no answer came
 * @param etag the validator that came with it, as it was sent; null where none did
 * @param lastModified the same
 * @param bytes its size, null where it was not received
 * @param sha256 of its bytes, in hexadecimal, null where they were not received
 * @param release the release that it is, null where it was not imported
 * @param found what was wrong with it, null where nothing was
 * @param expected what should have been there, null where nothing was wrong
 */
public record FetchRecord(
        Instant fetchedAt,
        String source,
        String address,
        @Nullable Integer status,
        Outcome outcome,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String release,
        @Nullable String found,
        @Nullable String expected) {

    /** What came of asking. */
    public enum Outcome {
        /** A catalogue, with all that it offers settled. */
        READ,
        /** A catalogue of which something that it offers is still to be fetched or was refused. */
        INCOMPLETE,
        /** A file that made a revision. */
        IMPORTED,
        /** A file that the ledger holds. */
        UNCHANGED,
        /** A file that the ledger does not take. */
        REFUSED,
        /** Nothing that could be used. */
        FAILED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String code) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no fetch comes out " + code));
        }
    }
}

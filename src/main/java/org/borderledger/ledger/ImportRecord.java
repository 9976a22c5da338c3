package org.borderledger.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a file was offered to the ledger, and what came of it; kept even where nothing was written.
 *
 * @param file its name
 * @param bytes its size, null where it could not be read
 * @param sha256 of its bytes, in hexadecimal, null where they could not be read
 * @param release the release that it is, null where it was refused
 * @param revision the revision that it made, null where it made none
 * @param rows what became of its rows
 * @param findings what was odd about it
 */
public record ImportRecord(
        Instant attemptedAt,
        String file,
        @Nullable Long bytes,
        @Nullable String sha256,
        Outcome outcome,
        @Nullable String release,
        @Nullable Integer revision,
        RowTally rows,
        List<Finding> findings) {

    public ImportRecord {
        findings = List.copyOf(findings);
    }

    /** What came of a file. */
    public enum Outcome {
        PUBLISHED,
        CORRECTED,
        UNCHANGED,
        REFUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String code) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no import comes out " + code));
        }
    }

    /**
     * A file as it arrives, before anything came of it.
     *
     * @param accepted why a person takes it though it states far less than its neighbours; null where nobody was asked
     */
    public record Arrival(
            String file,
            @Nullable Long bytes,
            @Nullable String sha256,
            RowTally rows,
            List<Finding> findings,
            @Nullable String accepted) {
        public Arrival {
            findings = List.copyOf(findings);
        }
    }
}

package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a revision as a dump records it, inside a transaction that holds the writers' lock. The dump says what each
 * revision did, not which rows it made: they come out again because a timeline is a pure function of its releases, and the
 * digest says whether they did.
 */
final class Restoration {
    private final Connection connection;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final LedgerFile.Contents contents;

    Restoration(
            Connection connection, List<Dataset> datasets, SeriesCatalogue catalogue, LedgerFile.Contents contents) {
        this.connection = connection;
        this.datasets = datasets;
        this.catalogue = catalogue;
        this.contents = contents;
    }

    /** @throws Ledger.Refused when it comes out with another digest */
    void make(LedgerFile.Recorded revision) throws SQLException {
        var writer = new RevisionWriter(connection, datasets, catalogue, revision.recordedAt());
        String reason = revision.reason() == null ? "" : revision.reason();
        switch (revision.action()) {
            case PUBLISH -> {
                if (writer.publish(contents.release(revision.release()), false, revision.reason())
                        instanceof Ledger.Outcome.Unchanged known) {
                    throw new Ledger.Refused("revision " + revision.number() + " publishes " + known.release()
                            + ", which is in the ledger already");
                }
            }
            case CORRECT -> writer.correct(contents.release(revision.release()), replaced(revision), reason);
            case RETRACT -> writer.retract(contents.release(revision.release()).id(), reason);
            case REDACT -> {
                Redaction redaction = revision.redaction();
                if (redaction == null) {
                    throw new Ledger.Refused("revision " + revision.number() + " does not say what it redacts");
                }
                // The figures and claims of the file are redacted already.
                new RedactionWriter(connection, datasets, catalogue, revision.recordedAt())
                        .record(number -> redaction, revision.series(), reason);
            }
            case REVIEW -> {
                LedgerFile.Review review = revision.review();
                if (review == null) {
                    throw new Ledger.Refused("revision " + revision.number() + " does not say what it reviews");
                }
                writer.review(review.claim(), review.opinion());
            }
        }
        check(revision);
    }

    private @Nullable Integer replaced(LedgerFile.Recorded revision) throws SQLException {
        if (revision.replaces() == null) {
            return null;
        }
        String code = contents.release(revision.replaces()).id();
        return Sql.query(connection, "select id from release where code = ?", code)
                .orElseThrow(() -> new Ledger.Refused(
                        "revision " + revision.number() + " replaces " + code + ", which is not in the ledger"));
    }

    private void check(LedgerFile.Recorded revision) throws SQLException {
        String digest = Sql.list(
                        connection,
                        "select encode(digest, 'hex') from revision where number = ?",
                        row -> row.getString(1),
                        revision.number())
                .stream()
                .findFirst()
                .orElse("none");
        if (!digest.equals(revision.digest())) {
            throw new Ledger.Refused("revision " + revision.number() + " came out with digest " + digest
                    + " where the file says " + revision.digest()
                    + ": the file was changed, or made by a version of the service that writes otherwise");
        }
    }
}

package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes the ledger, with the owner's credentials: each publish, retraction or review is one transaction and one revision,
 * made one after the other.
 *
 * <p>The timeline of a series is a pure function of its unretracted releases. A publish finds the keys whose timeline the
 * release touches, computes their timelines anew from what every release stated, closes the rectangles that no longer hold
 * (the one update there is) and appends the others. A key on which the release says what stood already at that time needs
 * no more than a statement. A release none of whose keys the ledger ever had, and which no later complete edition
 * contradicts, goes straight in.
 */
public final class Ledger {
    /** Stands for "still" on the clock of revisions. */
    public static final int LATEST = Integer.MAX_VALUE;
    /** Stands for "still" on the clock of issue dates. */
    public static final Instant STILL = Instant.parse("9999-12-31T00:00:00Z");
    /** The channel on which each new revision's number is announced. */
    public static final String CHANNEL = "ledger_revision";

    private static final long WRITERS_LOCK = 0x6c65646765724cL;

    private final DataSource owner;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final Clock clock;

    public Ledger(DataSource owner, List<Dataset> datasets, SeriesCatalogue catalogue, Clock clock) {
        this.owner = owner;
        this.datasets = List.copyOf(datasets);
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** What a revision does. */
    public enum Action {
        /** A release comes in. */
        PUBLISH,
        /** A release that was imported in error goes out. */
        RETRACT,
        /** Another reading of a document takes the place of one that was ours to correct. */
        CORRECT,
        /** A value goes from every revision for legal reasons. */
        REDACT,
        /** An editor says something of a claim. */
        REVIEW;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Action of(String code) {
            return Arrays.stream(values())
                    .filter(action -> action.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no action " + code));
        }
    }

    /** What came of a publish. */
    public sealed interface Outcome {
        /** The release's identifier in the ledger. */
        String release();

        /** The ledger moved on by one revision. */
        record Published(String release, int revision, Map<String, Counts> bySeries) implements Outcome {
            public Counts total() {
                return bySeries.values().stream().reduce(Counts.NONE, Counts::plus);
            }
        }

        /** These bytes, or this release, are in the ledger already; nothing was written. */
        record Unchanged(String release) implements Outcome {}
    }

    /**
     * What a revision did to the figures.
     *
     * @param backdated figures whose past changed and whose present did not
     */
    public record Counts(int added, int revised, int withdrawn, int confirmed, int backdated) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    added + other.added,
                    revised + other.revised,
                    withdrawn + other.withdrawn,
                    confirmed + other.confirmed,
                    backdated + other.backdated);
        }
    }

    /** A publication that breaks a rule of the ledger; nothing of it was kept. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final String RULES = "a release that keeps the rules of the ledger";

        private final String expected;

        public Refused(String reason) {
            this(reason, RULES);
        }

        /** @param expected what would have been taken, or what a person can say so that it is */
        Refused(String reason, String expected) {
            super(reason);
            this.expected = expected;
        }

        /** What would have been taken. */
        public String expected() {
            return expected;
        }
    }

    /**
     * Puts a release into the ledger, whole or not at all.
     *
     * @throws Refused when it breaks a rule: a series that it may not write, a code that is not declared, two different
     *     statements for one key, an identifier that another document has
     */
    public Outcome publish(Publication publication) {
        return publish(publication, null);
    }

    /**
     * The same for a file, whose arrival is put on record with it. It is held, and refused, where it states far fewer
     * figures than the edition next to it in time, unless the arrival says why a person accepts that. One that was retracted
     * is refused too: what a person took out, the next import does not bring back.
     */
    public Outcome publish(Publication publication, ImportRecord.@Nullable Arrival arrival) {
        return inOneTransaction(connection -> recorded(
                connection,
                arrival,
                ImportRecord.Outcome.PUBLISHED,
                writer(connection, publication)
                        .publish(publication, arrival != null, arrival == null ? null : arrival.accepted())));
    }

    /**
     * Puts a document that the ledger holds into it once more, read or dated better: in one revision the earlier reading is
     * retracted and the new one published. That is a correction of our own, not one of the publisher's.
     *
     * @throws Refused when the ledger holds no release of these bytes, or the publication breaks a rule
     */
    public Outcome correct(Publication publication, String reason, ImportRecord.@Nullable Arrival arrival) {
        return inOneTransaction(connection -> {
            // The reading that stands goes before one that was retracted.
            Reading earlier = Sql.list(
                            connection,
                            "select r.id, x.release_id is null as stands from release r"
                                    + " left join retraction x on x.release_id = r.id where r.sha256 = ?"
                                    + " order by stands desc limit 1",
                            row -> new Reading(row.getInt(1), row.getBoolean(2)),
                            publication.sha256())
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new Refused("the ledger holds no other reading of " + publication.id()
                            + " to correct; import it without --correct"));
            return recorded(
                    connection,
                    arrival,
                    ImportRecord.Outcome.CORRECTED,
                    writer(connection, publication)
                            .correct(named(connection, publication), earlier.stands ? earlier.release : null, reason));
        });
    }

    private record Reading(int release, boolean stands) {}

    /** A release's identifier is its own: a further reading of one document is numbered. */
    private static Publication named(Connection connection, Publication publication) throws SQLException {
        String id = publication.id();
        for (int reading = 2;
                Sql.query(connection, "select 1 from release where code = ?", id)
                        .isPresent();
                reading++) {
            id = publication.id() + "-reading-" + reading;
        }
        return publication.named(id);
    }

    private Outcome recorded(
            Connection connection,
            ImportRecord.@Nullable Arrival arrival,
            ImportRecord.Outcome whereWritten,
            Outcome outcome)
            throws SQLException {
        if (arrival != null) {
            ImportLog.record(connection, arrival, outcome, whereWritten, clock.instant());
        }
        return outcome;
    }

    /**
     * Takes a release out of the timeline by a new revision; earlier revisions, and the release itself, stay readable.
     *
     * @return the revision that was made
     * @throws Refused when there is no such release, or it is retracted already
     */
    public int retract(String releaseId, String reason) {
        return inOneTransaction(connection -> writer(connection).retract(releaseId, reason));
    }

    /**
     * Takes a value that must go for legal reasons out of every figure or claim, in every revision, and keeps it from
     * coming in again. The digests of the originals stay, so that the chain of revisions still holds.
     *
     * @param dataset its name, or {@code claims}
     * @param attribute a column of words or codes that is not part of keys, or {@code originalText}; of claims {@code
     *     statement} or {@code speaker}
     * @return how many rows were redacted
     * @throws Refused when the column cannot be redacted, or no figure or claim has the value
     */
    public int redact(String dataset, String attribute, String value, String reason) {
        if (dataset.equals(Redaction.CLAIMS)) {
            return inOneTransaction(connection -> redactions(connection).redactClaims(attribute, value, reason));
        }
        Dataset of = datasets.stream()
                .filter(each -> each.name().equals(dataset))
                .findFirst()
                .orElseThrow(() -> new Refused("there is no dataset " + dataset + "; choose from "
                        + Stream.concat(datasets.stream().map(Dataset::name), Stream.of(Redaction.CLAIMS))
                                .toList()));
        return inOneTransaction(connection -> redactions(connection).redact(of, attribute, value, reason));
    }

    /**
     * Puts on record what an editor says of a claim, in every release in which it appears. What was said before stays
     * readable.
     *
     * @param claim its identifier, such as {@code lbc-10}
     * @return the revision that was made
     * @throws Refused when there is no such claim, when a relation is given for a claim with a number or none for one
     *     without, or when the newest review says the same
     */
    public int review(String claim, ClaimDraft.Opinion opinion) {
        return inOneTransaction(connection -> writer(connection).review(claim, opinion));
    }

    private RevisionWriter writer(Connection connection, Publication publication) {
        Instant now = clock.instant();
        new PublicationRules(datasets, catalogue).check(publication);
        PublicationRules.checkIssued(publication, now);
        return new RevisionWriter(connection, datasets, catalogue, now);
    }

    private RevisionWriter writer(Connection connection) {
        return new RevisionWriter(connection, datasets, catalogue, clock.instant());
    }

    private RedactionWriter redactions(Connection connection) {
        return new RedactionWriter(connection, datasets, catalogue, clock.instant());
    }

    /** Puts on record that a file was refused. */
    public void refused(ImportRecord.Arrival arrival) {
        inOneTransaction(connection -> {
            ImportLog.record(connection, arrival, null, ImportRecord.Outcome.REFUSED, clock.instant());
            return true;
        });
    }

    /** Every file that was offered, oldest first. */
    public List<ImportRecord> imports() {
        return inOnePicture(ImportLog::list);
    }

    /**
     * A file that the ledger has, by its bytes.
     *
     * @param file the name under which it first came in; null where it came in as part of a ledger file
     */
    public record HeldFile(
            String release,
            Instant issuedAt,
            IssueDate.Basis basis,
            @Nullable String file) {}

    /** The release that was made of these bytes and is not retracted. */
    public Optional<HeldFile> find(String sha256) {
        return inOnePicture(connection -> Sql.list(
                        connection,
                        "select r.code, r.issued_at, r.issued_basis, (select i.file from import i where i.sha256 = r.sha256"
                                + " and i.outcome = 'published' order by i.id limit 1) as file"
                                + " from release r where r.sha256 = ?"
                                + " and not exists (select from retraction x where x.release_id = r.id)"
                                + " order by r.issued_at limit 1",
                        row -> new HeldFile(
                                row.getString("code"),
                                row.getTimestamp("issued_at").toInstant(),
                                IssueDate.Basis.of(row.getString("issued_basis")),
                                row.getString("file")),
                        sha256)
                .stream()
                .findFirst());
    }

    /** Puts on record that a file was offered whose bytes the ledger has. */
    public Outcome unchanged(String release, ImportRecord.Arrival arrival) {
        return inOneTransaction(connection ->
                recorded(connection, arrival, ImportRecord.Outcome.PUBLISHED, new Outcome.Unchanged(release)));
    }

    /** Puts on record that a publisher was asked for something, and what came of it. */
    public void fetched(FetchRecord fetch) {
        inOneTransaction(connection -> {
            FetchLog.insert(connection, fetch);
            return true;
        });
    }

    /** The newest fetch of each outcome of each address, oldest first. */
    public List<FetchRecord> newestFetches() {
        return inOnePicture(FetchLog::newest);
    }

    /** What the ledger holds: each release's identifier, and the digests of their bytes. */
    public record Held(Set<String> releases, Set<String> digests) {
        /** Whether the ledger has the release, under whichever identifier. */
        public boolean has(Publication publication) {
            String sha256 = publication.sha256();
            return releases.contains(publication.id()) || (sha256 != null && digests.contains(sha256));
        }
    }

    /** The releases that the ledger holds, retracted ones too. */
    public Held held() {
        return inOnePicture(connection -> {
            Set<String> codes = new HashSet<>();
            Set<String> digests = new HashSet<>();
            Sql.each(connection, "select code, sha256 from release", row -> {
                codes.add(row.getString(1));
                if (row.getString(2) != null) {
                    digests.add(row.getString(2));
                }
            });
            return new Held(codes, digests);
        });
    }

    /**
     * Gives the revisions of a ledger that knew no digests yet the ones that they lack. Where one revision has a digest, a
     * missing one was taken away, and is for {@link #verify} to name.
     *
     * @return how many were given one
     */
    public int seal() {
        return inOneTransaction(connection -> {
            List<Integer> unsealed = Sql.list(
                    connection,
                    "select number from revision where not exists (select from revision where digest is not null)"
                            + " order by number",
                    row -> row.getInt(1));
            for (int revision : unsealed) {
                new RevisionDigest(connection, datasets).seal(revision);
            }
            return unsealed.size();
        });
    }

    /**
     * Rolls up the series whose rollup is not of their newest revision, or not of the dimensions that they declare now: those
     * of a ledger that knew no rollups yet, or that another version of the service wrote to.
     *
     * @return how many were rolled up
     */
    public int rollUp() {
        return inOneTransaction(connection -> {
            int rolledUp = 0;
            for (Dataset dataset : datasets) {
                for (Series series : catalogue.of(dataset)) {
                    var rollup = new RollupWriter(connection, dataset, series);
                    Optional<Integer> newest = Sql.query(
                            connection,
                            "select revision from revision_series where series = ? order by revision desc limit 1",
                            series.id());
                    if (newest.isPresent() && !rollup.isOfTheRevisionBefore(LATEST)) {
                        rollup.rebuild(newest.get());
                        rolledUp++;
                    }
                }
            }
            return rolledUp;
        });
    }

    /**
     * Makes the revisions of a dump that this ledger has not made yet.
     *
     * @return how many were made
     * @throws Refused when the ledger has another revision under a number, or one comes out with another digest; what was
     *     made before it stays
     */
    public int restore(LedgerFile.Contents contents, IntConsumer progress) {
        List<String> digests = inOnePicture(connection -> Sql.list(
                connection, "select encode(digest, 'hex') from revision order by number", row -> row.getString(1)));
        List<LedgerFile.Recorded> missing = contents.after(digests);
        for (LedgerFile.Recorded revision : missing) {
            // each in a transaction of its own, so that a restore that was broken off goes on where it stopped
            inOneTransaction(connection -> {
                new Restoration(connection, datasets, catalogue, contents).make(revision);
                return true;
            });
            progress.accept(revision.number());
        }
        inOneTransaction(connection -> {
            if (ImportLog.isEmpty(connection)) {
                for (ImportRecord each : contents.imports()) {
                    ImportLog.insert(connection, each);
                }
            }
            return true;
        });
        return missing.size();
    }

    /** Writes the whole ledger, as {@link #restore} reads it, from one picture of the database. */
    public void dump(String title, Appendable out) {
        inOnePicture(connection -> {
            new LedgerDump(connection, datasets, catalogue).write(title, out);
            return true;
        });
    }

    /** Holds every figure and every revision against its digest. */
    public Verification.Report verify(IntConsumer progress) {
        return inOnePicture(connection -> new Verification(connection, datasets, catalogue).run(progress));
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T inOneTransaction(Work<T> work) {
        return with(work, "the ledger could not be written, and nothing was: ", connection -> {
            Sql.run(connection, "select pg_advisory_xact_lock(?)", WRITERS_LOCK);
            // one writer at a time: what a large release is joined and sorted with need not go to disk
            Sql.run(connection, "set local work_mem = '64MB'");
            return true;
        });
    }

    /** Reads, and waits for no writer. */
    private <T> T inOnePicture(Work<T> work) {
        return with(work, "the ledger could not be read: ", connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return true;
        });
    }

    private <T> T with(Work<T> work, String whatFailed, Work<Boolean> first) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try {
                first.in(connection);
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable(whatFailed + e.getMessage(), e);
        }
    }

    /** A connection that is lost cannot be rolled back either; what is worth telling is why it was lost. */
    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            reason.addSuppressed(lost);
        }
    }

    /** The database refused or broke off; the transaction left nothing behind. */
    public static final class LedgerUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LedgerUnavailable(String message, SQLException cause) {
            super(message, cause);
        }
    }
}

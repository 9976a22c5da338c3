package org.borderledger.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes the ledger, with the owner's credentials: each publish or retraction is one transaction and one revision, made
 * one after the other.
 *
 * <p>The timeline of a series is a pure function of its unretracted releases. A publish finds the keys whose timeline the
 * release touches, computes their timelines anew from what every release stated, closes the rectangles that no longer hold
 * (the one update there is) and appends the others. A key on which the release says what stood already at that time needs
 * no more than a statement.
 */
public final class Ledger {
    /** Stands for "still" on the clock of revisions. */
    public static final int LATEST = Integer.MAX_VALUE;
    /** Stands for "still" on the clock of issue dates. */
    public static final Instant STILL = Instant.parse("9999-12-31T00:00:00Z");
    /** The channel on which each new revision's number is announced. */
    public static final String CHANNEL = "ledger_revision";

    private static final long WRITERS_LOCK = 0x6c65646765724cL;
    private static final String STAGED_ATTRIBUTES =
            "status, measure_status, qualifier, value_high, original_text, value_hash, locator, publisher_flag";

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

    /** What came of a publish. */
    public sealed interface Outcome {
        /** The ledger moved on by one revision. */
        record Published(int revision, Map<String, Counts> bySeries) implements Outcome {
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

        public Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Puts a release into the ledger, whole or not at all.
     *
     * @throws Refused when it breaks a rule: a series that it may not write, a code that is not declared, two different
     *     statements for one key, an identifier that another document has
     */
    public Outcome publish(Publication publication) {
        Map<Dataset, List<Draft>> drafts = check(publication);
        return inOneTransaction(connection -> {
            Optional<Outcome> known = known(connection, publication, drafts);
            if (known.isPresent()) {
                return known.get();
            }
            int revision = nextRevision(connection);
            int release = insertRelease(connection, publication, revision);
            insertRevision(connection, revision, "publish", release, null);
            Map<String, Counts> counts = new LinkedHashMap<>();
            for (Map.Entry<Dataset, List<Draft>> entry : drafts.entrySet()) {
                Dataset dataset = entry.getKey();
                stage(connection, dataset, entry.getValue());
                for (Publication.Coverage coverage : publication.coverage()) {
                    if (seriesOf(coverage).dataset().equals(dataset.name())) {
                        counts.put(
                                coverage.series(),
                                new Rewrite(connection, dataset, coverage.series(), revision, release)
                                        .publish(publication.issued().instant(), coverage));
                    }
                }
            }
            announce(connection, revision);
            return new Outcome.Published(revision, counts);
        });
    }

    /**
     * Takes a release out of the timeline by a new revision; earlier revisions, and the release itself, stay readable.
     *
     * @return the revision that was made
     * @throws Refused when there is no such release, or it is retracted already
     */
    public int retract(String releaseId, String reason) {
        return inOneTransaction(connection -> {
            int release = query(connection, "select id from release where code = ?", releaseId)
                    .orElseThrow(() -> new Refused("there is no release " + releaseId));
            if (query(connection, "select revision from retraction where release_id = ?", release)
                    .isPresent()) {
                throw new Refused("release " + releaseId + " is retracted already");
            }
            int revision = nextRevision(connection);
            insertRevision(connection, revision, "retract", release, reason);
            run(connection, "insert into retraction values (?, ?, ?)", release, revision, reason);
            for (String series : seriesOf(connection, release)) {
                Dataset dataset = dataset(catalogue.get(series).dataset());
                run(connection, "drop table if exists stage");
                createStage(connection, dataset);
                new Rewrite(connection, dataset, series, revision, release).retract();
            }
            announce(connection, revision);
            return revision;
        });
    }

    /** The identifiers of the releases that the ledger holds. */
    public Set<String> releases() {
        return inOneTransaction(connection -> {
            Set<String> codes = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("select code from release");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    codes.add(row.getString(1));
                }
            }
            return codes;
        });
    }

    private Map<Dataset, List<Draft>> check(Publication publication) {
        Map<String, String> digestByKey = new LinkedHashMap<>();
        Map<Dataset, List<Draft>> byDataset = new LinkedHashMap<>();
        Set<String> covered = new HashSet<>();
        for (Publication.Coverage coverage : publication.coverage()) {
            Series series = seriesOf(coverage);
            if (!covered.add(series.id())) {
                throw new Refused("release " + publication.id() + " covers " + series.id() + " twice");
            }
            if (!series.formats().contains(publication.format())) {
                throw new Refused(publication.format() + " may not write " + series.id() + "; only "
                        + String.join(", ", series.formats()) + " may");
            }
            byDataset.computeIfAbsent(dataset(series.dataset()), any -> new ArrayList<>());
        }
        for (Draft draft : publication.drafts()) {
            Series series = draft.series();
            if (!covered.contains(series.id())) {
                throw new Refused(draft.key() + " is of a series that the release does not cover");
            }
            Dataset dataset = dataset(series.dataset());
            DraftRules.check(draft, dataset);
            String digest = HexFormat.of().formatHex(draft.digest(dataset));
            if (digestByKey.put(draft.key(), digest) != null) {
                throw new Refused(draft.key() + " is stated twice in one release");
            }
            byDataset.computeIfAbsent(dataset, any -> new ArrayList<>()).add(draft);
        }
        return byDataset;
    }

    private Series seriesOf(Publication.Coverage coverage) {
        return catalogue
                .find(coverage.series())
                .orElseThrow(() -> new Refused("there is no series " + coverage.series()));
    }

    private Dataset dataset(String name) {
        return datasets.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such dataset: " + name));
    }

    private Optional<Outcome> known(Connection connection, Publication publication, Map<Dataset, List<Draft>> drafts)
            throws SQLException {
        // The release of this identifier goes before the one of these bytes, which may be another.
        try (PreparedStatement select = connection.prepareStatement(
                "select id, code, sha256 from release where code = ? or sha256 = ? order by code = ? desc")) {
            select.setString(1, publication.id());
            select.setString(2, publication.sha256());
            select.setString(3, publication.id());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String sha256 = row.getString("sha256");
                if (!Objects.equals(sha256, publication.sha256())) {
                    throw new Refused("release " + publication.id() + " is in the ledger with other bytes: sha256 "
                            + sha256 + ", this one has " + publication.sha256());
                }
                if (sha256 == null && !stated(connection, row.getInt("id")).equals(stating(drafts))) {
                    throw new Refused("release " + publication.id() + " is in the ledger with other figures");
                }
                return Optional.of(new Outcome.Unchanged(row.getString("code")));
            }
        }
    }

    /** What a release stated: each figure's digest and place. */
    private Set<String> stated(Connection connection, int release) throws SQLException {
        Set<String> stated = new HashSet<>();
        for (Dataset dataset : datasets) {
            try (PreparedStatement select = connection.prepareStatement(
                    "select encode(f.value_hash, 'hex') || ' ' || s.locator from statement s join " + dataset.table()
                            + " f on f.id = s.figure_id where s.release_id = ?")) {
                select.setInt(1, release);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        stated.add(row.getString(1));
                    }
                }
            }
        }
        return stated;
    }

    private static Set<String> stating(Map<Dataset, List<Draft>> drafts) {
        Set<String> stating = new HashSet<>();
        drafts.forEach((dataset, list) -> list.forEach(
                draft -> stating.add(HexFormat.of().formatHex(draft.digest(dataset)) + ' ' + draft.locator())));
        return stating;
    }

    private static int nextRevision(Connection connection) throws SQLException {
        return query(connection, "select coalesce(max(number), 0) + 1 from revision")
                .orElseThrow();
    }

    private void insertRevision(
            Connection connection, int revision, String action, int release, @Nullable String reason)
            throws SQLException {
        // The clock of records never runs backwards, whatever the machine's does.
        run(
                connection,
                "insert into revision (number, recorded_at, action, release_id, reason)"
                        + " values (?, greatest(?, (select max(recorded_at) from revision)), ?, ?, ?)",
                revision,
                Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)),
                action,
                release,
                reason);
    }

    private static int insertRelease(Connection connection, Publication publication, int revision) throws SQLException {
        IssueDate issued = publication.issued();
        int release = query(
                        connection,
                        """
                        insert into release (code, format, publisher, title, kind, url, via, issued_at, issued_precision,
                            issued_basis, edition, retrieved_at, sha256, licence, version_of, change_kind, revision)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                        publication.id(),
                        publication.format(),
                        publication.publisher(),
                        publication.title(),
                        publication.kind().code(),
                        publication.url(),
                        publication.via(),
                        Timestamp.from(issued.instant()),
                        issued.precision().code(),
                        issued.basis().code(),
                        publication.edition(),
                        publication.retrieved() == null ? null : Timestamp.from(publication.retrieved()),
                        publication.sha256(),
                        publication.licence(),
                        publication.versionOf(),
                        publication.changeKind().code(),
                        revision)
                .orElseThrow();
        Map<String, Long> stated = publication.drafts().stream()
                .collect(Collectors.groupingBy(draft -> draft.series().id(), Collectors.counting()));
        for (Publication.Coverage coverage : publication.coverage()) {
            run(
                    connection,
                    "insert into release_series (release_id, series, covers_from, covers_to, complete, stated)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    release,
                    coverage.series(),
                    coverage.from(),
                    coverage.to(),
                    coverage.complete(),
                    stated.getOrDefault(coverage.series(), 0L).intValue());
        }
        return release;
    }

    private static List<String> seriesOf(Connection connection, int release) throws SQLException {
        List<String> series = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select series from release_series where release_id = ? order by series")) {
            select.setInt(1, release);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    series.add(row.getString(1));
                }
            }
        }
        return series;
    }

    private static void announce(Connection connection, int revision) throws SQLException {
        run(connection, "select pg_notify(?, ?)", CHANNEL, Integer.toString(revision));
    }

    private static void createStage(Connection connection, Dataset dataset) throws SQLException {
        String columns = dataset.columns().stream()
                .map(column -> column.sqlName() + " " + column.sqlType() + ", ")
                .collect(Collectors.joining());
        run(
                connection,
                "create temp table stage (key text collate \"C\", series text collate \"C\", period_start date,"
                        + " period_end date, " + columns
                        + "status text, measure_status text, qualifier text, value_high numeric, original_text text,"
                        + " value_hash bytea, locator text, publisher_flag text) on commit drop");
    }

    private static void stage(Connection connection, Dataset dataset, List<Draft> drafts) throws SQLException {
        run(connection, "drop table if exists stage");
        createStage(connection, dataset);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy stage (key, series, period_start, period_end, " + Rewrite.names(dataset, "")
                        + STAGED_ATTRIBUTES + ") from stdin");
        try (var rows = new CopyText(copy)) {
            for (Draft draft : drafts) {
                rows.write(draft.key());
                rows.write(draft.series().id());
                rows.write(draft.period().start());
                rows.write(draft.period().end());
                for (Column column : dataset.columns()) {
                    rows.write(draft.values().get(column.name()));
                }
                rows.write(draft.status());
                rows.write(draft.measureStatus());
                rows.write(draft.qualifier().code());
                rows.write(draft.valueHigh());
                rows.write(draft.originalText());
                rows.write("\\x" + HexFormat.of().formatHex(draft.digest(dataset)));
                rows.write(draft.locator());
                rows.write(draft.publisherFlag());
                rows.endRow();
            }
        } catch (IOException e) {
            throw new SQLException("figures could not be staged", e);
        }
        run(connection, "create index on stage (key)");
        run(connection, "analyze stage");
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T inOneTransaction(Work<T> work) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try {
                run(connection, "select pg_advisory_xact_lock(?)", WRITERS_LOCK);
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger could not be written, and nothing was: " + e.getMessage(), e);
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

    /** Runs a statement whose text is the code's own; values are bound. */
    static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    static Optional<Integer> query(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}

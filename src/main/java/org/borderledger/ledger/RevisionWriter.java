package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one revision, inside a transaction that holds the writers' lock. {@link RedactionWriter} makes those that take words
 * out.
 */
final class RevisionWriter {
    private final Connection connection;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final PublicationRules rules;
    private final ClaimTable claims;
    private final Instant now;

    /** @param now when the ledger learns it */
    RevisionWriter(Connection connection, List<Dataset> datasets, SeriesCatalogue catalogue, Instant now) {
        this.connection = connection;
        this.datasets = datasets;
        this.catalogue = catalogue;
        this.rules = new PublicationRules(datasets, catalogue);
        this.claims = new ClaimTable(connection);
        this.now = now;
    }

    /**
     * Publishes a release, or finds that the ledger has it.
     *
     * @param guarded whether it is refused where it was retracted, and held where it lacks much of what its neighbours in
     *     time state
     * @param accepted why a person takes it all the same; null where nobody was asked
     * @throws Ledger.Refused when it breaks a rule, or is held
     */
    Ledger.Outcome publish(Publication publication, boolean guarded, @Nullable String accepted) throws SQLException {
        List<Dataset> concerned = rules.check(publication);
        Optional<Ledger.Outcome> known = known(publication);
        if (known.isPresent()) {
            if (guarded) {
                checkStands(known.get().release());
            }
            return known.get();
        }
        int revision = begin();
        int release = insertRelease(publication, revision);
        insertRevision(revision, Ledger.Action.PUBLISH, release, accepted);
        Map<String, Ledger.Counts> counts = new LinkedHashMap<>();
        for (Dataset dataset : concerned) {
            stage(publication, dataset, revision, release);
            if (guarded && accepted == null) {
                checkShrinkage(new Shrinkage(connection, dataset, publication, release), publication, dataset);
            }
            for (Publication.Coverage coverage : coverage(publication, dataset)) {
                counts.put(
                        coverage.series(),
                        new Rewrite(connection, dataset, coverage.series(), revision, release)
                                .publish(publication.issued().instant(), coverage));
            }
        }
        claims.insert(release, revision, redacted(publication.claims()));
        return end(revision, counts);
    }

    /** Puts what a release states of a dataset where the rest of the work finds it, and notes what it speaks of. */
    private void stage(Publication publication, Dataset dataset, int revision, int release) throws SQLException {
        Stage.fill(connection, dataset, publication, RedactionWriter.list(connection, dataset.name()));
        Stage.note(connection, dataset, catalogue.of(dataset), revision);
        for (Publication.Coverage coverage : coverage(publication, dataset)) {
            Sql.run(
                    connection,
                    "insert into release_series (release_id, series, covers_from, covers_to, complete, stated)"
                            + " select ?, ?, ?, ?, ?, count(*) from stage where series = ?",
                    release,
                    coverage.series(),
                    coverage.from(),
                    coverage.to(),
                    coverage.complete(),
                    coverage.series());
        }
    }

    private void checkShrinkage(Shrinkage shrinkage, Publication publication, Dataset dataset) throws SQLException {
        for (Publication.Coverage coverage : coverage(publication, dataset)) {
            shrinkage.of(coverage).ifPresent(shrunk -> {
                throw new Ledger.Refused(
                        shrunk + "; held until a person accepts it (--accept REASON)",
                        "an edition that states about as much as its neighbours, or a person's word that it is meant so");
            });
        }
    }

    /**
     * Publishes another reading of a document.
     *
     * @param replaced the reading in whose place it comes, null where that one is retracted already
     */
    Ledger.Outcome correct(Publication publication, @Nullable Integer replaced, String reason) throws SQLException {
        List<Dataset> concerned = rules.check(publication);
        int revision = begin();
        int release = insertRelease(publication, revision);
        insertRevision(revision, Ledger.Action.CORRECT, release, reason);
        List<String> left = new ArrayList<>();
        if (replaced != null) {
            Sql.run(connection, "insert into retraction values (?, ?, ?)", replaced, revision, reason);
            left.addAll(seriesOf(connection, replaced));
        }
        Map<String, Ledger.Counts> counts = new LinkedHashMap<>();
        for (Dataset dataset : concerned) {
            stage(publication, dataset, revision, release);
            for (Publication.Coverage coverage : coverage(publication, dataset)) {
                left.remove(coverage.series());
                counts.put(
                        coverage.series(),
                        new Rewrite(connection, dataset, coverage.series(), revision, release)
                                .correct(replaced == null ? release : replaced, coverage));
            }
        }
        if (replaced != null) {
            retract(left, revision, replaced, counts);
        }
        claims.insert(release, revision, redacted(publication.claims()));
        return end(revision, counts);
    }

    /** Takes a release out, and gives the revision. */
    int retract(String releaseId, String reason) throws SQLException {
        int release = Sql.query(connection, "select id from release where code = ?", releaseId)
                .orElseThrow(() -> new Ledger.Refused("there is no release " + releaseId));
        if (Sql.query(connection, "select revision from retraction where release_id = ?", release)
                .isPresent()) {
            throw new Ledger.Refused("release " + releaseId + " is retracted already");
        }
        int revision = begin();
        insertRevision(revision, Ledger.Action.RETRACT, release, reason);
        Sql.run(connection, "insert into retraction values (?, ?, ?)", release, revision, reason);
        Map<String, Ledger.Counts> counts = new LinkedHashMap<>();
        retract(seriesOf(connection, release), revision, release, counts);
        end(revision, counts);
        return revision;
    }

    private void retract(List<String> series, int revision, int release, Map<String, Ledger.Counts> counts)
            throws SQLException {
        for (String each : series) {
            Dataset dataset = rules.dataset(catalogue.get(each).dataset());
            Stage.create(connection, dataset);
            counts.put(each, new Rewrite(connection, dataset, each, revision, release).retract());
        }
    }

    /** Puts on record what an editor says of a claim, and gives the revision. */
    int review(String claim, ClaimDraft.Opinion opinion) throws SQLException {
        boolean hasNumber = claims.hasNumber(claim).orElseThrow(() -> new Ledger.Refused("there is no claim " + claim));
        ClaimRules.check(claim, hasNumber, opinion);
        if (claims.newestOpinion(claim).equals(Optional.of(opinion))) {
            throw new Ledger.Refused("the newest review of claim " + claim + " says the same");
        }
        int revision = begin();
        insertRevision(revision, Ledger.Action.REVIEW, null, null);
        claims.insertReview(claim, revision, opinion);
        end(revision, Map.of());
        return revision;
    }

    private Optional<Ledger.Outcome> known(Publication publication) throws SQLException {
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
                    throw new Ledger.Refused(
                            "release " + publication.id() + " is in the ledger with other bytes: sha256 " + sha256
                                    + ", this one has " + publication.sha256());
                }
                if (sha256 == null && !stated(row.getInt("id")).equals(stating(publication))) {
                    throw new Ledger.Refused("release " + publication.id() + " is in the ledger with other figures");
                }
                if (sha256 == null && !claims.list(row.getInt("id")).equals(inOrder(redacted(publication.claims())))) {
                    throw new Ledger.Refused("release " + publication.id() + " is in the ledger with other claims");
                }
                return Optional.of(new Ledger.Outcome.Unchanged(row.getString("code")));
            }
        }
    }

    /** A file that was retracted is not unchanged: nothing of it is in the figures, and it does not come back by itself. */
    private void checkStands(String release) throws SQLException {
        Sql.query(
                        connection,
                        "select x.revision from retraction x join release r on r.id = x.release_id where r.code = ?"
                                // another reading of these bytes may stand in its place
                                + " and not exists (select from release o where o.sha256 = r.sha256"
                                + " and not exists (select from retraction y where y.release_id = o.id))",
                        release)
                .ifPresent(revision -> {
                    throw new Ledger.Refused(
                            "the file of release " + release + ", which was retracted in revision " + revision,
                            "a file that nobody took out; --correct REASON brings this one back");
                });
    }

    /** What a release stated: each figure's digest and place. */
    private Set<String> stated(int release) throws SQLException {
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

    private Set<String> stating(Publication publication) {
        return publication.drafts().stream()
                .map(draft -> HexFormat.of()
                                .formatHex(draft.digest(
                                        rules.dataset(draft.series().dataset())))
                        + ' '
                        + draft.locator())
                .collect(Collectors.toSet());
    }

    private static List<ClaimDraft> inOrder(List<ClaimDraft> claims) {
        return claims.stream()
                .sorted(Comparator.comparingInt(ClaimDraft::number))
                .toList();
    }

    /** The number of the revision that is made. */
    int begin() throws SQLException {
        return Sql.query(connection, "select coalesce(max(number), 0) + 1 from revision")
                .orElseThrow();
    }

    /** Of a series, by its identifier: what its figures add up to. */
    RollupWriter rollup(String id) {
        Series series = catalogue.get(id);
        return new RollupWriter(connection, rules.dataset(series.dataset()), series);
    }

    /** Brings up to date what is derived from figures, gives the revision its digest and tells who listens. */
    Ledger.Outcome.Published end(int revision, Map<String, Ledger.Counts> counts) throws SQLException {
        for (String each : Sql.list(
                connection,
                "select series from revision_series where revision = ? order by series",
                row -> row.getString(1),
                revision)) {
            rollup(each).update(revision);
        }
        new RevisionDigest(connection, datasets).seal(revision);
        Sql.run(connection, "select pg_notify(?, ?)", Ledger.CHANNEL, Integer.toString(revision));
        String release = Sql.list(
                        connection,
                        "select r.code from revision v left join release r on r.id = v.release_id where v.number = ?",
                        row -> String.valueOf(row.getString(1)),
                        revision)
                .getFirst();
        return new Ledger.Outcome.Published(release, revision, counts);
    }

    /** Puts a revision on record; its digest comes with the {@link #end}. */
    void insertRevision(int revision, Ledger.Action action, @Nullable Integer release, @Nullable String reason)
            throws SQLException {
        // The clock of records never runs backwards, whatever the machine's does.
        Sql.run(
                connection,
                "insert into revision (number, recorded_at, action, release_id, reason)"
                        + " values (?, greatest(?, (select max(recorded_at) from revision)), ?, ?, ?)",
                revision,
                now.truncatedTo(ChronoUnit.MICROS),
                action.code(),
                release,
                reason);
    }

    /** What a release claims, without the words that had to go. */
    private List<ClaimDraft> redacted(List<ClaimDraft> drafts) throws SQLException {
        List<ClaimDraft> all = drafts;
        for (Redaction redaction : RedactionWriter.list(connection, Redaction.CLAIMS)) {
            all = all.stream().map(redaction::applyTo).toList();
        }
        return all;
    }

    private List<Publication.Coverage> coverage(Publication publication, Dataset dataset) {
        return publication.coverage().stream()
                .filter(each -> rules.seriesOf(each).dataset().equals(dataset.name()))
                .toList();
    }

    private int insertRelease(Publication publication, int revision) throws SQLException {
        IssueDate issued = publication.issued();
        return Sql.query(
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
                        issued.instant(),
                        issued.precision().code(),
                        issued.basis().code(),
                        publication.edition(),
                        publication.retrieved(),
                        publication.sha256(),
                        publication.licence(),
                        publication.versionOf(),
                        publication.changeKind().code(),
                        revision)
                .orElseThrow();
    }

    private static List<String> seriesOf(Connection connection, int release) throws SQLException {
        return Sql.list(
                connection,
                "select series from release_series where release_id = ? order by series",
                row -> row.getString(1),
                release);
    }
}

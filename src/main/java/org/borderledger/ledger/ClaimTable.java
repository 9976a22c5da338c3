package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims in the database, with their queries, and what editors say of them. */
final class ClaimTable {
    /** A row for each claim, with all that its release said of it. */
    private static final String SELECT = """
            select c.*, r.code as release_code,
                s.series as stated_series, s.measure as stated_measure, s.codes as stated_codes,
                s.period_start as stated_from, s.period_end as stated_to,
                n.series as nearest_series, n.measure as nearest_measure, n.codes as nearest_codes,
                n.period_start as nearest_from, n.period_end as nearest_to,
                o.relation, o.reasons, o.note, o.reviewer
            from claim c join release r on r.id = c.release_id
                left join claim_query s on s.claim_id = c.id and s.kind = 'stated'
                left join claim_query n on n.claim_id = c.id and n.kind = 'nearest'
                left join claim_review o on o.claim = c.code and o.revision = r.revision
            """;

    private static final String ORDER = " order by r.revision, c.number";

    private final Connection connection;

    ClaimTable(Connection connection) {
        this.connection = connection;
    }

    /** What a release says, in its order. */
    List<ClaimDraft> list(int release) throws SQLException {
        return Sql.list(connection, SELECT + "where c.release_id = ?" + ORDER, ClaimTable::draft, release);
    }

    /** Hands over every row, those of a release one after the other. */
    void each(Sql.Each each) throws SQLException {
        Sql.each(connection, SELECT + ORDER, each);
    }

    /** Adds what a release says; an opinion becomes a review of the same revision. */
    void insert(int release, int revision, List<ClaimDraft> claims) throws SQLException {
        for (ClaimDraft claim : claims) {
            checkAppearances(claim);
            Draft.Redacted redacted = claim.redacted();
            int id = Sql.query(
                            connection,
                            """
                            insert into claim (release_id, code, number, statement, speaker, speaker_kind, stated_on, locator,
                                value, value_high, qualifier, unit, value_hash, redacted_in, redacted_hash)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                            release,
                            claim.id(),
                            claim.number(),
                            claim.statement(),
                            claim.speaker(),
                            claim.speakerKind().code(),
                            claim.statedOn(),
                            claim.locator(),
                            claim.value(),
                            claim.valueHigh(),
                            claim.qualifier() == null ? null : claim.qualifier().code(),
                            claim.unit(),
                            claim.digest(),
                            redacted == null ? null : redacted.revision(),
                            redacted == null ? null : claim.contentDigest())
                    .orElseThrow();
            insertQuery(id, "stated", claim.stated());
            insertQuery(id, "nearest", claim.nearest());
            if (claim.opinion() != null) {
                insertReview(claim.id(), revision, claim.opinion());
            }
        }
    }

    private void insertQuery(int claim, String kind, ClaimDraft.@Nullable Query query) throws SQLException {
        if (query != null) {
            Sql.run(
                    connection,
                    "insert into claim_query (claim_id, kind, series, measure, codes, period_start, period_end)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    claim,
                    kind,
                    query.series(),
                    query.measure(),
                    query.codesText(),
                    query.from(),
                    query.to());
        }
    }

    /** Adds what an editor says of a claim. */
    void insertReview(String claim, int revision, ClaimDraft.Opinion opinion) throws SQLException {
        Sql.run(
                connection,
                "insert into claim_review (claim, revision, relation, reasons, note, reviewer)"
                        + " values (?, ?, ?, ?, ?, ?)",
                claim,
                revision,
                opinion.relationCode(),
                opinion.reasonsText(),
                opinion.note(),
                opinion.reviewer());
    }

    /** A claim has a number in each release that stands, or in none: its reviews are of all of them. */
    private void checkAppearances(ClaimDraft claim) throws SQLException {
        Optional<Boolean> elsewhere = Sql.list(
                        connection,
                        "select value is not null from claim where code = ?"
                                + " and not exists (select from retraction x where x.release_id = claim.release_id) limit 1",
                        row -> row.getBoolean(1),
                        claim.id())
                .stream()
                .findFirst();
        if (elsewhere.isPresent() && elsewhere.get() != (claim.value() != null)) {
            throw new Ledger.Refused("claim " + claim.id() + " has "
                    + (elsewhere.get()
                            ? "a number in another release, and none here"
                            : "a number here, and none in another release")
                    + ": it is another claim, with an id of its own");
        }
    }

    /** Whether a claim has a number, as the release says that stands, or else the last one; empty where there is none. */
    Optional<Boolean> hasNumber(String claim) throws SQLException {
        return Sql.list(
                        connection,
                        "select c.value is not null from claim c join release r on r.id = c.release_id"
                                + " left join retraction x on x.release_id = r.id where c.code = ?"
                                + " order by x.release_id is null desc, r.revision desc limit 1",
                        row -> row.getBoolean(1),
                        claim)
                .stream()
                .findFirst();
    }

    /** What an editor said last. */
    Optional<ClaimDraft.Opinion> newestOpinion(String claim) throws SQLException {
        return Sql.list(
                        connection,
                        "select * from claim_review where claim = ? order by revision desc limit 1",
                        ClaimTable::opinion,
                        claim)
                .stream()
                .findFirst();
    }

    /** How many appearances have these words. */
    int count(String attribute, String value) throws SQLException {
        return Sql.query(
                        connection,
                        "select count(*) from claim where " + DatasetColumn.sqlName(attribute) + " = ?",
                        value)
                .orElseThrow();
    }

    /** Takes words out of every appearance that has them, and gives how many had. */
    int redact(Redaction redaction, String value) throws SQLException {
        String column = DatasetColumn.sqlName(redaction.attribute());
        record Left(int id, ClaimDraft claim) {}
        List<Left> all = Sql.list(
                connection,
                SELECT + "where c." + column + " = ?" + ORDER,
                row -> new Left(row.getInt("id"), redaction.applyTo(draft(row))),
                value);
        for (Left left : all) {
            Sql.run(
                    connection,
                    "update claim set " + column + " = ?, redacted_in = ?, redacted_hash = ? where id = ?",
                    Redaction.WORDS,
                    redaction.revision(),
                    left.claim().contentDigest(),
                    left.id());
        }
        return all.size();
    }

    /** What a row of {@link #each} says. */
    static ClaimDraft draft(ResultSet row) throws SQLException {
        String qualifier = row.getString("qualifier");
        Integer redactedIn = Sql.whole(row, "redacted_in");
        return new ClaimDraft(
                row.getString("code"),
                row.getInt("number"),
                row.getString("statement"),
                row.getString("speaker"),
                SpeakerKind.find(row.getString("speaker_kind")).orElseThrow(),
                row.getObject("stated_on", LocalDate.class),
                row.getString("locator"),
                row.getBigDecimal("value"),
                row.getBigDecimal("value_high"),
                qualifier == null ? null : Qualifier.find(qualifier).orElseThrow(),
                row.getString("unit"),
                query(row, "stated"),
                query(row, "nearest"),
                row.getString("reviewer") == null ? null : opinion(row),
                redactedIn == null
                        ? null
                        : new Draft.Redacted(HexFormat.of().formatHex(row.getBytes("value_hash")), redactedIn));
    }

    private static ClaimDraft.@Nullable Query query(ResultSet row, String kind) throws SQLException {
        String series = row.getString(kind + "_series");
        return series == null
                ? null
                : new ClaimDraft.Query(
                        series,
                        row.getString(kind + "_measure"),
                        ClaimDraft.Query.codes(row.getString(kind + "_codes")),
                        row.getObject(kind + "_from", LocalDate.class),
                        row.getObject(kind + "_to", LocalDate.class));
    }

    /** What a row with the columns of a review says. */
    static ClaimDraft.Opinion opinion(ResultSet row) throws SQLException {
        String relation = row.getString("relation");
        return new ClaimDraft.Opinion(
                relation == null ? null : Relation.find(relation).orElseThrow(),
                ClaimDraft.Opinion.reasons(row.getString("reasons")),
                row.getString("note"),
                row.getString("reviewer"));
    }
}

package org.borderledger.ledger;

import static org.borderledger.ledger.Sql.query;
import static org.borderledger.ledger.Sql.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.stream.Collectors;

/** Brings the rectangles of one series up to date with its releases, inside the transaction of one revision. */
final class Rewrite {
    static final String STILL = "timestamptz '9999-12-31 00:00:00+00'";

    private final Connection connection;
    private final Dataset dataset;
    private final String table;
    private final String columns;
    private final String series;
    private final int revision;
    private final int release;

    Rewrite(Connection connection, Dataset dataset, String series, int revision, int release) {
        this.connection = connection;
        this.dataset = dataset;
        this.table = dataset.table();
        this.columns = StatedColumn.names(dataset, "");
        this.series = series;
        this.revision = revision;
        this.release = release;
    }

    /** Takes in what {@code stage} states of the series. */
    Ledger.Counts publish(Instant issuedAt, Publication.Coverage coverage) throws SQLException {
        Timestamp issued = Timestamp.from(issuedAt);
        dropTemporary();
        // Two releases of one instant: the order between them is not in the rectangles, so look at every key, also at
        // those that the other one withdrew.
        boolean tie = query(
                        connection,
                        "select 1 from release r join release_series s on s.release_id = r.id"
                                + " where s.series = ? and r.issued_at = ? and r.id <> ?",
                        series,
                        issued,
                        release)
                .isPresent();
        // what the release speaks of and not the whole series, so that seven days do not cost what all years would
        String inForce = "select f.id, f.key, f.period_start, f.period_end, f.value_hash from " + table
                + " f where f.series = ? and f.revision_to = " + Ledger.LATEST + " and f.issued_from <= ? and "
                + (tie ? "f.issued_to >= ?" : "f.issued_to > ? and not f.withdrawn");
        run(
                connection,
                "create temp table in_force on commit drop as " + inForce
                        + " and f.key in (select s.key from stage s where s.series = f.series) union " + inForce
                        + " and ? and f.period_start >= ? and f.period_end <= ?",
                series,
                issued,
                issued,
                series,
                issued,
                issued,
                coverage.complete(),
                coverage.from(),
                coverage.to());
        run(connection, "create index on in_force (key)");
        run(connection, "analyze in_force");
        // a complete edition withdraws what it leaves out, whether what it states is new or not
        run(
                connection,
                "create temp table touched on commit drop as"
                        + " select distinct f.key, f.period_start, f.period_end from in_force f where ?"
                        + " and f.period_start >= ? and f.period_end <= ?"
                        + " and not exists (select from stage s where s.key = f.key)",
                coverage.complete(),
                coverage.from(),
                coverage.to());
        if (isNew(issued)) {
            return rewriteTouched(new Ledger.Counts(insertStraight(issued), 0, 0, 0, 0));
        }
        int confirmed = tie ? 0 : insertConfirmed();
        run(
                connection,
                "insert into touched select s.key, s.period_start, s.period_end from stage s where s.series = ?"
                        + " and (? or not exists (select from in_force f where f.key = s.key and f.value_hash = s.value_hash))",
                series,
                tie);
        Ledger.Counts counts = rewriteTouched(new Ledger.Counts(0, 0, 0, confirmed, 0));
        insertStatements();
        return counts;
    }

    /** Puts down where the release states what stood at its time anyway, and says how often it does. */
    private int insertConfirmed() throws SQLException {
        return run(
                connection,
                "insert into statement (figure_id, release_id, locator, publisher_flag)"
                        + " select f.id, ?, s.locator, s.publisher_flag from stage s"
                        + " join in_force f on f.key = s.key and f.value_hash = s.value_hash"
                        + " where s.series = ?",
                release,
                series);
    }

    /**
     * Whether the ledger never had any of the keys, and no complete edition that came later leaves one of them out: then
     * each of them holds from now on, and there is no timeline to compute. So it is with most lists of payments.
     */
    private boolean isNew(Timestamp issued) throws SQLException {
        return query(
                        connection,
                        "select 1 where not exists (select from stage s join " + table + " f on f.key = s.key"
                                + " where s.series = ?) and not exists (select from release r join release_series c"
                                + " on c.release_id = r.id where c.series = ? and r.id <> ? and r.issued_at >= ?"
                                + " and c.complete and c.covers_to >= (select min(period_start) from stage where series = ?)"
                                + " and c.covers_from <= (select max(period_end) from stage where series = ?)"
                                + " and not exists (select from retraction x where x.release_id = r.id))",
                        series,
                        series,
                        release,
                        issued,
                        series,
                        series)
                .isPresent();
    }

    /** Inserts all that is staged of the series as what holds from now on, and says how many that is. */
    private int insertStraight(Timestamp issued) throws SQLException {
        return run(
                connection,
                """
                with made as (
                    insert into TABLE (key, series, period_start, period_end, COLUMNS value_hash, redacted_in,
                        redacted_hash, withdrawn, revised, publisher_flag, release_id, locator, issued_from, issued_to,
                        revision_from, revision_to)
                    select key, series, period_start, period_end, COLUMNS value_hash, redacted_in, redacted_hash, false,
                        false, publisher_flag, ?, locator, ?, STILL, ?, LATEST
                    from stage where series = ? order by key
                    returning id, release_id, locator, publisher_flag
                )
                insert into statement (figure_id, release_id, locator, publisher_flag)
                select id, release_id, locator, publisher_flag from made""".replace("TABLE", table)
                        .replace("COLUMNS", columns)
                        .replace("STILL", STILL)
                        .replace("LATEST", Integer.toString(Ledger.LATEST)),
                release,
                issued,
                revision,
                series);
    }

    /** Takes the release out: whatever it stated, or began to hold by its silence, is computed without it. */
    Ledger.Counts retract() throws SQLException {
        dropTemporary();
        createTouched(release);
        return rewriteTouched(Ledger.Counts.NONE);
    }

    /** Puts what {@code stage} states of the series in the place of what another reading of the document stated. */
    Ledger.Counts correct(int replaced, Publication.Coverage coverage) throws SQLException {
        dropTemporary();
        createTouched(replaced);
        run(
                connection,
                "insert into touched select key, period_start, period_end from stage s where s.series = ?"
                        + " union select f.key, f.period_start, f.period_end from " + table + " f where f.series = ?"
                        + " and ? and f.period_start >= ? and f.period_end <= ? and f.revision_to = " + Ledger.LATEST
                        + " except select key, period_start, period_end from touched",
                series,
                series,
                coverage.complete(),
                coverage.from(),
                coverage.to());
        Ledger.Counts counts = rewriteTouched(Ledger.Counts.NONE);
        insertStatements();
        return counts;
    }

    private void createTouched(int stating) throws SQLException {
        run(
                connection,
                "create temp table touched on commit drop as select distinct f.key, f.period_start, f.period_end from "
                        + table + " f where f.series = ? and (f.release_id = ? and f.revision_to = " + Ledger.LATEST
                        + " or f.id in (select figure_id from statement where release_id = ?))",
                series,
                stating,
                stating);
    }

    private void insertStatements() throws SQLException {
        run(
                connection,
                "insert into statement (figure_id, release_id, locator, publisher_flag)"
                        + " select min(f.id), ?, s.locator, s.publisher_flag from stage s join touched t on t.key = s.key"
                        + " join " + table + " f on f.key = s.key and f.value_hash = s.value_hash"
                        + " group by s.key, s.locator, s.publisher_flag",
                release);
    }

    private void dropTemporary() throws SQLException {
        for (String name : new String[] {"in_force", "touched", "wanted", "before", "standing"}) {
            run(connection, "drop table if exists " + name);
        }
    }

    /**
     * Brings the touched keys up to date, and counts.
     *
     * @param others figures that went in already, or stay as they are, and are not touched
     */
    private Ledger.Counts rewriteTouched(Ledger.Counts others) throws SQLException {
        run(connection, "create index on touched (key)");
        run(connection, "analyze touched");
        run(
                connection,
                "create temp table before on commit drop as select f.key, f.value_hash from touched k join " + table
                        + " f on f.key = k.key where f.revision_to = " + Ledger.LATEST + " and f.issued_to = " + STILL
                        + " and not f.withdrawn");
        computeTimelines();
        String stands = " from wanted w where w.key = f.key and w.release_id = f.release_id"
                + " and w.issued_from = f.issued_from and w.issued_to = f.issued_to"
                + " and w.value_hash is not distinct from f.value_hash and w.revised = f.revised"
                + " and w.locator is not distinct from f.locator and (not f.withdrawn or exists (select from " + table
                + " c where c.key = f.key and c.value_hash = w.hash_before and row(" + dimensions("c.")
                + ") is not distinct from row(" + dimensions("f.") + ")))";
        run(
                connection,
                "update " + table + " f set revision_to = ? from touched k where k.key = f.key and f.revision_to = "
                        + Ledger.LATEST + " and not exists (select" + stands + ")",
                revision);
        insertMissing();
        Ledger.Counts counts = count().plus(others);
        run(
                connection,
                "insert into revision_series (revision, series, dataset, added, revised, withdrawn, confirmed, backdated)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                revision,
                series,
                dataset.name(),
                counts.added(),
                counts.revised(),
                counts.withdrawn(),
                counts.confirmed(),
                counts.backdated());
        return counts;
    }

    /** Fills {@code wanted} with the rectangles that the touched keys should have now. */
    private void computeTimelines() throws SQLException {
        run(
                connection,
                """
                create temp table wanted on commit drop as
                with timeline as (
                    select r.id, r.issued_at, s.complete, s.covers_from, s.covers_to,
                        row_number() over (order by OLDEST_FIRST) as position
                    from release r join release_series s on s.release_id = r.id
                    where s.series = ? and not exists (select from retraction x where x.release_id = r.id)
                ), said as (
                    select f.key, t.release_id, f.value_hash, t.locator, t.publisher_flag
                    from touched k join TABLE f on f.key = k.key join statement t on t.figure_id = f.id
                    union all
                    select s.key, ?, s.value_hash, s.locator, s.publisher_flag
                    from touched k join stage s on s.key = k.key
                ), cells as (
                    -- a complete edition that covers the period and leaves the key out says that it is withdrawn
                    select k.key, t.position, t.id as release_id, t.issued_at, d.value_hash, d.locator, d.publisher_flag
                    from touched k cross join timeline t
                        left join said d on d.key = k.key and d.release_id = t.id
                    where d.key is not null
                        or t.complete and k.period_start >= t.covers_from and k.period_end <= t.covers_to
                ), runs as (
                    select c.*, lag(value_hash) over (partition by key order by position) as hash_before from cells c
                ), starts as (
                    -- what was not known yet cannot be withdrawn: a leading absence equals the null before it
                    select * from runs where value_hash is distinct from hash_before
                )
                select key, release_id, value_hash, hash_before, locator, publisher_flag, issued_at as issued_from,
                    coalesce(lead(issued_at) over (partition by key order by position), STILL) as issued_to,
                    row_number() over (partition by key order by position) > 1 as revised
                from starts""".replace("TABLE", table).replace("STILL", STILL).replace("OLDEST_FIRST", Timeline.OLDEST_FIRST),
                series,
                release);
        run(connection, "create index on wanted (key)");
        run(connection, "analyze wanted");
    }

    private Ledger.Counts count() throws SQLException {
        String now = "(select key, value_hash from wanted where issued_to = " + STILL + " and value_hash is not null)";
        String sql = "select count(*) from touched k left join before b on b.key = k.key left join " + now
                + " n on n.key = k.key where ";
        int added =
                query(connection, sql + "b.key is null and n.key is not null").orElseThrow();
        int revised = query(connection, sql + "b.value_hash <> n.value_hash").orElseThrow();
        int withdrawn =
                query(connection, sql + "b.key is not null and n.key is null").orElseThrow();
        // A touched key may come out as it was: the release repeats another of its instant, or only confirmed.
        String changed = " exists (select from " + table + " f where f.key = k.key and " + revision
                + " in (f.revision_from, f.revision_to))";
        int touched = query(connection, "select count(*) from touched k where" + changed)
                .orElseThrow();
        int repeated = query(
                        connection,
                        "select count(*) from touched k where exists (select from stage s where s.key = k.key) and not"
                                + changed)
                .orElseThrow();
        return new Ledger.Counts(added, revised, withdrawn, repeated, touched - added - revised - withdrawn);
    }

    /** The dataset's dimensions, separated by commas. */
    private String dimensions(String prefix) {
        return dataset.columns().stream()
                .filter(column -> column.role() == DatasetColumn.Role.DIMENSION)
                .map(column -> prefix + DatasetColumn.sqlName(column.name()))
                .collect(Collectors.joining(", "));
    }

    private void insertMissing() throws SQLException {
        // What stands is looked up apart from the table: while rows go in, its statistics are those of before, and a
        // plan
        // that looks for them by release reads, for each row, all that went in already.
        run(
                connection,
                "create temp table standing on commit drop as select f.key, f.release_id from touched k join " + table
                        + " f on f.key = k.key where f.revision_to = " + Ledger.LATEST);
        run(connection, "analyze standing");
        // Of two rows of one value the one that stands already goes first: something of it may be redacted.
        run(
                connection,
                """
                insert into TABLE (key, series, period_start, period_end, COLUMNS value_hash, redacted_in, redacted_hash,
                    withdrawn, revised, publisher_flag, release_id, locator, issued_from, issued_to, revision_from,
                    revision_to)
                select w.key, ?, c.period_start, c.period_end, CONTENT w.value_hash, c.redacted_in, c.redacted_hash,
                    false, w.revised, w.publisher_flag, w.release_id, w.locator, w.issued_from, w.issued_to, ?, LATEST
                from wanted w join (
                    select distinct on (key, value_hash) * from (
                        select 2 as turn, key, period_start, period_end, COLUMNS value_hash, redacted_in, redacted_hash
                        from stage where key in (select key from touched)
                        union all
                        select 1, f.key, f.period_start, f.period_end, OF_FIGURE f.value_hash, f.redacted_in,
                            f.redacted_hash
                        from TABLE f join touched k on k.key = f.key where not f.withdrawn
                    ) contents order by key, value_hash, turn
                ) c on c.key = w.key and c.value_hash = w.value_hash
                where not exists (select from standing f where f.key = w.key and f.release_id = w.release_id)""".replace("TABLE", table)
                        .replace("OF_FIGURE", StatedColumn.names(dataset, "f."))
                        .replace("COLUMNS", columns)
                        .replace("CONTENT", StatedColumn.names(dataset, "c."))
                        .replace("LATEST", Integer.toString(Ledger.LATEST)),
                series,
                revision);
        run(
                connection,
                """
                insert into TABLE (key, series, period_start, period_end, DIMENSIONS, status, qualifier, withdrawn,
                    revised, release_id, issued_from, issued_to, revision_from, revision_to)
                select distinct on (w.key, w.release_id) w.key, ?, c.period_start, c.period_end, CONTENT, 'O', 'exact',
                    true, true, w.release_id, w.issued_from, w.issued_to, ?, LATEST
                from wanted w join TABLE c on c.key = w.key and c.value_hash = w.hash_before
                where w.value_hash is null and not exists (select from standing f where f.key = w.key
                    and f.release_id = w.release_id)""".replace("TABLE", table)
                        .replace("DIMENSIONS", dimensions(""))
                        .replace("CONTENT", dimensions("c."))
                        .replace("LATEST", Integer.toString(Ledger.LATEST)),
                series,
                revision);
    }
}

package org.borderledger.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * The digest of a revision: SHA-256 over what it did, one line of tab-separated text for each thing, and over the digest of
 * the revision before, so that each digest vouches for all that came before it. It is made of what the public can see and
 * of no database id, so that equal ledgers have equal digests. docs/keeping.md describes the lines.
 */
final class RevisionDigest {
    private static final Pattern INSTANT = Pattern.compile("INSTANT\\(([a-z_.]+)\\)");
    /** As {@link java.time.Instant#toString} writes it: with no decimals, or three, or six. */
    private static final String INSTANT_TEXT = """
            to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'
                || case when date_trunc('second', $1) = $1 then '' when date_trunc('milliseconds', $1) = $1 then '.MS'
                else '.US' end || '"Z"')""";

    private final Connection connection;
    private final List<Dataset> datasets;

    RevisionDigest(Connection connection, List<Dataset> datasets) {
        this.connection = connection;
        this.datasets = datasets;
    }

    /** Computes the digest of a revision from the rows, whatever digest is kept of it. */
    byte[] of(int revision) throws SQLException {
        MessageDigest digest = Sha256.begin();
        try (var lines = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            write(lines, revision);
        } catch (IOException nothingIsWritten) {
            throw new UncheckedIOException(nothingIsWritten);
        }
        return digest.digest();
    }

    /** Computes and keeps the digest of a revision. */
    byte[] seal(int revision) throws SQLException {
        byte[] digest = of(revision);
        Sql.run(connection, "update revision set digest = ? where number = ?", digest, revision);
        return digest;
    }

    private void write(OutputStream lines, int revision) throws SQLException, IOException {
        lines(lines, """
                select 'revision', v.number, INSTANT(v.recorded_at), v.action, r.code, v.reason,
                    encode((select p.digest from revision p where p.number = v.number - 1), 'hex')
                from revision v left join release r on r.id = v.release_id where v.number = REVISION""", revision);
        lines(lines, """
                select 'release', code, format, publisher, title, kind, url, via, INSTANT(issued_at), issued_precision, issued_basis,
                    edition, INSTANT(retrieved_at), sha256, licence, version_of, change_kind
                from release where revision = REVISION""", revision);
        lines(lines, """
                select 'covers', s.series, s.covers_from, s.covers_to, s.complete::text, s.stated
                from release_series s join release r on r.id = s.release_id where r.revision = REVISION
                order by s.series""", revision);
        lines(lines, """
                select 'retracts', r.code from retraction x join release r on r.id = x.release_id where x.revision = REVISION""", revision);
        lines(lines, """
                select 'redacts', dataset, attribute, encode(value_sha256, 'hex') from redaction where revision = REVISION""", revision);
        for (Dataset dataset : datasets) {
            String table = dataset.table();
            lines(lines, """
                    select 'states', f.key, encode(f.value_hash, 'hex'), s.locator, s.publisher_flag
                    from release r join statement s on s.release_id = r.id join TABLE f on f.id = s.figure_id
                    where r.revision = REVISION order by f.key, f.value_hash, s.locator""".replace("TABLE", table), revision);
            lines(lines, """
                    select 'makes', f.key, r.code, INSTANT(f.issued_from), INSTANT(f.issued_to), encode(f.value_hash, 'hex'),
                        f.revised::text, f.locator, f.publisher_flag
                    from TABLE f join release r on r.id = f.release_id where f.revision_from = REVISION
                    order by f.key, r.code""".replace("TABLE", table), revision);
            lines(lines, """
                    select 'closes', f.key, r.code, f.revision_from
                    from TABLE f join release r on r.id = f.release_id where f.revision_to = REVISION
                    order by f.key, r.code""".replace("TABLE", table), revision);
        }
        lines(lines, """
                select 'claims', c.code, encode(c.value_hash, 'hex') from claim c join release r on r.id = c.release_id
                where r.revision = REVISION order by c.code""", revision);
        lines(lines, """
                select 'reviews', claim, relation, reasons, note, reviewer from claim_review where revision = REVISION
                order by claim""", revision);
    }

    /** The lines as the server copies them out, which is less work than to read them row by row. */
    private void lines(OutputStream lines, String sql, int revision) throws SQLException, IOException {
        String of = INSTANT.matcher(sql).replaceAll(INSTANT_TEXT).replace("REVISION", Integer.toString(revision));
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + of + ") to stdout", lines);
    }

    static String text(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}

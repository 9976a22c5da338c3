package org.borderledger.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a revision: SHA-256 over what it did, one line of tab-separated text for each thing, and over the digest of
 * the revision before, so that each digest vouches for all that came before it. It is made of what the public can see and
 * of no database id, so that equal ledgers have equal digests. docs/keeping.md describes the lines.
 */
final class RevisionDigest {
    private final Connection connection;
    private final List<Dataset> datasets;

    RevisionDigest(Connection connection, List<Dataset> datasets) {
        this.connection = connection;
        this.datasets = datasets;
    }

    /** Computes the digest of a revision from the rows, whatever digest is kept of it. */
    byte[] of(int revision) throws SQLException {
        MessageDigest digest = Sha256.begin();
        try (var lines = new CopyText(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
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

    private void write(CopyText lines, int revision) throws SQLException {
        lines(lines, "revision", """
                select v.number, v.recorded_at, v.action, r.code, v.reason,
                    encode((select p.digest from revision p where p.number = v.number - 1), 'hex')
                from revision v left join release r on r.id = v.release_id where v.number = ?""", revision);
        lines(lines, "release", """
                select code, format, publisher, title, kind, url, via, issued_at, issued_precision, issued_basis,
                    edition, retrieved_at, sha256, licence, version_of, change_kind
                from release where revision = ?""", revision);
        lines(lines, "covers", """
                select s.series, s.covers_from, s.covers_to, s.complete, s.stated
                from release_series s join release r on r.id = s.release_id where r.revision = ?
                order by s.series""", revision);
        lines(lines, "retracts", """
                select r.code from retraction x join release r on r.id = x.release_id where x.revision = ?""", revision);
        lines(lines, "redacts", """
                select dataset, attribute, encode(value_sha256, 'hex') from redaction where revision = ?""", revision);
        for (Dataset dataset : datasets) {
            String table = dataset.table();
            lines(lines, "states", """
                    select f.key, encode(f.value_hash, 'hex'), s.locator, s.publisher_flag
                    from release r join statement s on s.release_id = r.id join TABLE f on f.id = s.figure_id
                    where r.revision = ? order by f.key, f.value_hash, s.locator""".replace("TABLE", table), revision);
            lines(lines, "makes", """
                    select f.key, r.code, f.issued_from, f.issued_to, encode(f.value_hash, 'hex'), f.revised, f.locator,
                        f.publisher_flag
                    from TABLE f join release r on r.id = f.release_id where f.revision_from = ?
                    order by f.key, r.code""".replace("TABLE", table), revision);
            lines(lines, "closes", """
                    select f.key, r.code, f.revision_from
                    from TABLE f join release r on r.id = f.release_id where f.revision_to = ?
                    order by f.key, r.code""".replace("TABLE", table), revision);
        }
        lines(lines, "claims", """
                select c.code, encode(c.value_hash, 'hex') from claim c join release r on r.id = c.release_id
                where r.revision = ? order by c.code""", revision);
        lines(lines, "reviews", """
                select claim, relation, reasons, note, reviewer from claim_review where revision = ?
                order by claim""", revision);
    }

    private void lines(CopyText lines, String kind, String sql, int revision) throws SQLException {
        Sql.each(
                connection,
                sql,
                row -> {
                    ResultSetMetaData columns = row.getMetaData();
                    try {
                        lines.write(kind);
                        for (int i = 1; i <= columns.getColumnCount(); i++) {
                            lines.write(value(row, i, columns.getColumnType(i)));
                        }
                        lines.endRow();
                    } catch (IOException nothingIsWritten) {
                        throw new UncheckedIOException(nothingIsWritten);
                    }
                },
                revision);
    }

    private static @Nullable Object value(ResultSet row, int column, int type) throws SQLException {
        if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
            Timestamp instant = row.getTimestamp(column);
            return instant == null ? null : instant.toInstant();
        }
        return row.getObject(column);
    }

    static String text(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}

package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The record of what publishers were asked. */
final class FetchLog {
    private FetchLog() {}

    static void insert(Connection connection, FetchRecord each) throws SQLException {
        Sql.run(
                connection,
                "insert into fetched (fetched_at, source, address, status, outcome, etag, last_modified, bytes, sha256,"
                        + " release, found, expected) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                each.fetchedAt().truncatedTo(ChronoUnit.MICROS),
                each.source(),
                each.address(),
                each.status(),
                each.outcome().code(),
                each.etag(),
                each.lastModified(),
                each.bytes(),
                each.sha256(),
                each.release(),
                each.found(),
                each.expected());
    }

    /** The newest of each outcome of each address, oldest first. */
    static List<FetchRecord> newest(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "select * from (select distinct on (address, outcome) * from fetched order by address, outcome, id desc)"
                        + " newest order by id",
                row -> {
                    long size = row.getLong("bytes");
                    Long bytes = row.wasNull() ? null : size;
                    return new FetchRecord(
                            row.getTimestamp("fetched_at").toInstant(),
                            row.getString("source"),
                            row.getString("address"),
                            Sql.whole(row, "status"),
                            FetchRecord.Outcome.of(row.getString("outcome")),
                            row.getString("etag"),
                            row.getString("last_modified"),
                            bytes,
                            row.getString("sha256"),
                            row.getString("release"),
                            row.getString("found"),
                            row.getString("expected"));
                });
    }
}

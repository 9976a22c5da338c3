package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of every file that was offered. */
final class ImportLog {
    private ImportLog() {}

    /** @param outcome null where the file was refused */
    static void record(
            Connection connection,
            ImportRecord.Arrival arrival,
            Ledger.@Nullable Outcome outcome,
            ImportRecord.Outcome whereWritten,
            Instant now)
            throws SQLException {
        ImportRecord.Outcome came = switch (outcome) {
            case null -> ImportRecord.Outcome.REFUSED;
            case Ledger.Outcome.Published published -> whereWritten;
            case Ledger.Outcome.Unchanged unchanged -> ImportRecord.Outcome.UNCHANGED;
        };
        insert(
                connection,
                new ImportRecord(
                        now.truncatedTo(ChronoUnit.MICROS),
                        arrival.file(),
                        arrival.bytes(),
                        arrival.sha256(),
                        came,
                        outcome == null ? null : outcome.release(),
                        outcome instanceof Ledger.Outcome.Published published ? published.revision() : null,
                        arrival.findings()));
    }

    static void insert(Connection connection, ImportRecord each) throws SQLException {
        Sql.run(
                connection,
                "insert into import (attempted_at, file, bytes, sha256, outcome, release, revision, findings)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                each.attemptedAt(),
                each.file(),
                each.bytes(),
                each.sha256(),
                each.outcome().code(),
                each.release(),
                each.revision(),
                String.join("\n", each.findings()));
    }

    static List<ImportRecord> list(Connection connection) throws SQLException {
        return Sql.list(connection, "select * from import order by id", row -> {
            String findings = row.getString("findings");
            long size = row.getLong("bytes");
            Long bytes = row.wasNull() ? null : size;
            return new ImportRecord(
                    row.getTimestamp("attempted_at").toInstant(),
                    row.getString("file"),
                    bytes,
                    row.getString("sha256"),
                    ImportRecord.Outcome.of(row.getString("outcome")),
                    row.getString("release"),
                    Sql.whole(row, "revision"),
                    findings.isEmpty() ? List.of() : List.of(findings.split("\n")));
        });
    }
}

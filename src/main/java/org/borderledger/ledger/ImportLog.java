package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                        arrival.rows(),
                        arrival.findings()));
    }

    static void insert(Connection connection, ImportRecord each) throws SQLException {
        int id = Sql.query(
                        connection,
                        "insert into import (attempted_at, file, bytes, sha256, outcome, release, revision, row_count,"
                                + " stating, passed_over, quarantined, figures)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                        each.attemptedAt(),
                        each.file(),
                        each.bytes(),
                        each.sha256(),
                        each.outcome().code(),
                        each.release(),
                        each.revision(),
                        each.rows().rows(),
                        each.rows().stating(),
                        each.rows().passedOver(),
                        each.rows().quarantined(),
                        each.rows().figures())
                .orElseThrow();
        List<@Nullable Object[]> findings = new ArrayList<>();
        for (Finding finding : each.findings()) {
            findings.add(new @Nullable Object[] {
                id,
                findings.size() + 1,
                finding.level().code(),
                finding.place(),
                finding.found(),
                finding.expected(),
                finding.done(),
                finding.original()
            });
        }
        Sql.runEach(
                connection,
                "insert into finding (import_id, number, level, place, found, expected, done, original)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                findings);
    }

    /** Whether no file was ever offered. */
    static boolean isEmpty(Connection connection) throws SQLException {
        return Sql.query(connection, "select 1 where exists (select from import)")
                .isEmpty();
    }

    static List<ImportRecord> list(Connection connection) throws SQLException {
        Map<Integer, List<Finding>> findings = new HashMap<>();
        Sql.each(
                connection,
                "select * from finding order by import_id, number",
                row -> findings.computeIfAbsent(row.getInt("import_id"), any -> new ArrayList<>())
                        .add(new Finding(
                                Finding.Level.of(row.getString("level")),
                                row.getString("place"),
                                row.getString("found"),
                                row.getString("expected"),
                                row.getString("done"),
                                row.getString("original"))));
        return Sql.list(connection, "select * from import order by id", row -> {
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
                    new RowTally(
                            row.getLong("row_count"),
                            row.getLong("stating"),
                            row.getLong("passed_over"),
                            row.getLong("quarantined"),
                            row.getLong("figures")),
                    findings.getOrDefault(row.getInt("id"), List.of()));
        });
    }
}

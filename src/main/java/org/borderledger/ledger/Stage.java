package org.borderledger.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The temporary table that holds what one release states of one dataset until the transaction ends. */
final class Stage {
    private Stage() {}

    static void create(Connection connection, Dataset dataset) throws SQLException {
        String columns = StatedColumn.of(dataset).stream()
                .map(column -> column.sqlName() + " " + column.sqlType() + ", ")
                .collect(Collectors.joining());
        Sql.run(connection, "drop table if exists stage");
        Sql.run(
                connection,
                "create temp table stage (key text collate \"C\", series text collate \"C\", period_start date,"
                        + " period_end date, " + columns + "value_hash bytea, redacted_in integer, redacted_hash bytea,"
                        + " locator text, publisher_flag text) on commit drop");
    }

    static void fill(Connection connection, Dataset dataset, List<Draft> drafts) throws SQLException {
        create(connection, dataset);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy stage (key, series, period_start, period_end, " + StatedColumn.names(dataset, "")
                        + "value_hash, redacted_in, redacted_hash, locator, publisher_flag) from stdin");
        List<StatedColumn> contents = StatedColumn.of(dataset);
        try (var rows = new CopyText(copy)) {
            for (Draft draft : drafts) {
                Draft.Redacted redacted = draft.redacted();
                rows.write(draft.key());
                rows.write(draft.series().id());
                rows.write(draft.period().start());
                rows.write(draft.period().end());
                for (StatedColumn column : contents) {
                    rows.write(column.of().apply(draft));
                }
                rows.write(bytes(draft.digest(dataset)));
                rows.write(redacted == null ? null : redacted.revision());
                rows.write(redacted == null ? null : bytes(draft.contentDigest(dataset)));
                rows.write(draft.locator());
                rows.write(draft.publisherFlag());
                rows.endRow();
            }
        } catch (IOException e) {
            throw new SQLException("figures could not be staged", e);
        }
        Sql.run(connection, "create index on stage (key)");
        Sql.run(connection, "analyze stage");
    }

    private static String bytes(byte[] digest) {
        return "\\x" + HexFormat.of().formatHex(digest);
    }
}

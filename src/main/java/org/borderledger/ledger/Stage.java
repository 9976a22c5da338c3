package org.borderledger.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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

    /**
     * Fills it with what a release states of the dataset, without the values that had to go.
     *
     * @throws Ledger.Refused when a figure breaks a rule
     */
    static void fill(Connection connection, Dataset dataset, Publication publication, List<Redaction> redactions)
            throws SQLException {
        create(connection, dataset);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy stage (key, series, period_start, period_end, " + StatedColumn.names(dataset, "")
                        + "value_hash, redacted_in, redacted_hash, locator, publisher_flag) from stdin");
        List<StatedColumn> contents = StatedColumn.of(dataset);
        Set<String> covered = publication.coverage().stream()
                .map(Publication.Coverage::series)
                .collect(Collectors.toSet());
        var rules = new DraftRules(dataset);
        try (var rows = new CopyText(copy)) {
            for (Draft stated : publication.drafts()) {
                if (!covered.contains(stated.series().id())) {
                    throw new Ledger.Refused(stated.key() + " is of a series that the release does not cover");
                }
                if (!stated.series().dataset().equals(dataset.name())) {
                    continue;
                }
                rules.check(stated);
                Draft draft = stated;
                for (Redaction redaction : redactions) {
                    draft = redaction.applyTo(draft, dataset);
                }
                Draft.Redacted redacted = draft.redacted();
                String key = draft.key();
                byte[] content = draft.contentDigest(key, contents);
                rows.write(key);
                rows.write(draft.series().id());
                rows.write(draft.period().start());
                rows.write(draft.period().end());
                for (StatedColumn column : contents) {
                    rows.write(column.of().apply(draft));
                }
                rows.write(redacted == null ? bytes(content) : "\\x" + redacted.digest());
                rows.write(redacted == null ? null : redacted.revision());
                rows.write(redacted == null ? null : bytes(content));
                rows.write(draft.locator());
                rows.write(draft.publisherFlag());
                rows.endRow();
            }
        } catch (IOException e) {
            throw new SQLException("figures could not be staged", e);
        }
        Sql.run(connection, "create index on stage (key)");
        Sql.run(connection, "analyze stage");
        Sql.list(
                        connection,
                        "select key from stage group by key having count(*) > 1 order by key limit 1",
                        row -> row.getString(1))
                .forEach(key -> {
                    throw new Ledger.Refused(key + " is stated twice in one release");
                });
    }

    /** Keeps of what is staged which later columns it uses for the first time, and which codes of open dimensions. */
    static void note(Connection connection, Dataset dataset, List<Series> series, int revision) throws SQLException {
        for (DatasetColumn column : dataset.laterColumns()) {
            Sql.run(
                    connection,
                    "insert into column_since select ?, ?, ? where not exists (select from column_since where dataset = ?"
                            + " and name = ?) and exists (select from stage where "
                            + DatasetColumn.sqlName(column.name()) + " is not null)",
                    dataset.name(),
                    column.name(),
                    revision,
                    dataset.name(),
                    column.name());
        }
        for (Series each : series) {
            for (String dimension : each.openDimensions()) {
                Sql.run(
                        connection,
                        "insert into open_code select distinct series, ?, " + DatasetColumn.sqlName(dimension)
                                + " from stage where series = ? on conflict do nothing",
                        dimension,
                        each.id());
            }
        }
    }

    private static String bytes(byte[] digest) {
        return "\\x" + HexFormat.of().formatHex(digest);
    }
}

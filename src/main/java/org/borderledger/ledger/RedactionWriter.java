package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Takes out what must go for legal reasons, inside a transaction that holds the writers' lock: the one that changes what a
 * row says, and no more of it than the words that had to go. Each redaction is a revision like any other.
 */
final class RedactionWriter {
    private final Connection connection;
    private final SeriesCatalogue catalogue;
    private final PublicationRules rules;
    private final ClaimTable claims;
    private final RevisionWriter revisions;

    /** @param now when the ledger learns it */
    RedactionWriter(Connection connection, List<Dataset> datasets, SeriesCatalogue catalogue, Instant now) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.rules = new PublicationRules(datasets, catalogue);
        this.claims = new ClaimTable(connection);
        this.revisions = new RevisionWriter(connection, datasets, catalogue, now);
    }

    /** What had to go from a dataset, or from claims, in the order in which it went. */
    static List<Redaction> list(Connection connection, String dataset) throws SQLException {
        return Sql.list(
                connection,
                "select revision, dataset, attribute, encode(value_sha256, 'hex') from redaction where dataset = ?"
                        + " order by revision",
                row -> new Redaction(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)),
                dataset);
    }

    /** Takes words out of every claim that has them, and gives how many appearances had. */
    int redactClaims(String attribute, String value, String reason) throws SQLException {
        List<String> redactable = List.of(Redaction.STATEMENT, Redaction.SPEAKER);
        if (!redactable.contains(attribute)) {
            throw new Ledger.Refused(
                    attribute + " is not a column of claims that can be redacted; choose from " + redactable);
        }
        if (claims.count(attribute, value) == 0) {
            throw new Ledger.Refused("no claim has " + attribute + " '" + value + "'");
        }
        int revision = record(
                number -> new Redaction(number, Redaction.CLAIMS, attribute, Redaction.digest(value)),
                List.of(),
                reason);
        return claims.redact(new Redaction(revision, Redaction.CLAIMS, attribute, Redaction.digest(value)), value);
    }

    /** Takes a value out of every figure that has it, and gives how many rows had it. */
    int redact(Dataset dataset, String attribute, String value, String reason) throws SQLException {
        checkRedactable(dataset, attribute);
        String where = DatasetColumn.sqlName(attribute) + " = ?";
        List<String> series = Sql.list(
                connection,
                "select distinct series from " + dataset.table() + " where " + where + " order by series",
                row -> row.getString(1),
                value);
        if (series.isEmpty()) {
            throw new Ledger.Refused("no figure of " + dataset.name() + " has " + attribute + " '" + value + "'");
        }
        int revision = record(
                number -> new Redaction(number, dataset.name(), attribute, Redaction.digest(value)), series, reason);
        int rows = redactRows(
                dataset, where, value, new Redaction(revision, dataset.name(), attribute, Redaction.digest(value)));
        for (String each : series) {
            revisions.rollup(each).rebuild(revision);
        }
        return rows;
    }

    /** Records a redaction of these series, whose figures are not looked at. */
    int record(IntFunction<Redaction> redaction, List<String> series, String reason) throws SQLException {
        int revision = revisions.begin();
        revisions.insertRevision(revision, Ledger.Action.REDACT, null, reason);
        Redaction recorded = redaction.apply(revision);
        insertRedaction(recorded);
        if (!recorded.dataset().equals(Redaction.CLAIMS)) {
            touch(revision, rules.dataset(recorded.dataset()), series);
        }
        revisions.end(revision, Map.of());
        return revision;
    }

    private void checkRedactable(Dataset dataset, String attribute) {
        List<String> redactable = dataset.columns().stream()
                .filter(column ->
                        column.role() == DatasetColumn.Role.DETAIL || column.role() == DatasetColumn.Role.DIMENSION)
                .map(DatasetColumn::name)
                .collect(Collectors.toCollection(ArrayList::new));
        redactable.add(Redaction.ORIGINAL_TEXT);
        if (!redactable.contains(attribute)) {
            throw new Ledger.Refused(
                    attribute + " is not a column of words of " + dataset.name() + "; choose from " + redactable);
        }
        catalogue.of(dataset).stream()
                .filter(series -> series.keyDimensions().contains(attribute))
                .findFirst()
                .ifPresent(series -> {
                    throw new Ledger.Refused(attribute + " is part of the keys of " + series.id()
                            + ", and a key cannot change without breaking every address that was given out");
                });
    }

    private void insertRedaction(Redaction redaction) throws SQLException {
        Sql.run(
                connection,
                "insert into redaction (revision, dataset, attribute, value_sha256) values (?, ?, ?, ?)",
                redaction.revision(),
                redaction.dataset(),
                redaction.attribute(),
                HexFormat.of().parseHex(redaction.valueSha256()));
    }

    private int redactRows(Dataset dataset, String where, String value, Redaction redaction) throws SQLException {
        String column = DatasetColumn.sqlName(redaction.attribute());
        List<Long> ids = Sql.list(
                connection, "select id from " + dataset.table() + " where " + where, row -> row.getLong(1), value);
        for (long id : ids) {
            Draft left = Sql.list(
                            connection,
                            "select * from " + dataset.table() + " where id = ?",
                            row -> redaction.applyTo(figure(row, dataset), dataset),
                            id)
                    .getFirst();
            Object said = redaction.attribute().equals(Redaction.ORIGINAL_TEXT)
                    ? left.originalText()
                    : left.values().get(redaction.attribute());
            // A withdrawn row has dimensions and no value, so no digest either.
            Sql.run(
                    connection,
                    "update " + dataset.table() + " set " + column + " = ?,"
                            + " redacted_in = case when withdrawn then null else ? end,"
                            + " redacted_hash = case when withdrawn then null else ? end where id = ?",
                    said,
                    redaction.revision(),
                    left.contentDigest(dataset),
                    id);
        }
        if (dataset.dimensions().contains(redaction.attribute())) {
            forgetCodes(dataset, redaction.attribute());
        }
        return ids.size();
    }

    /**
     * Keeps of an open dimension's codes those that a row has: the one that had to go would else be named to whoever asks
     * for one like it.
     */
    private void forgetCodes(Dataset dataset, String dimension) throws SQLException {
        String column = DatasetColumn.sqlName(dimension);
        for (Series series : catalogue.of(dataset)) {
            if (!series.openDimensions().contains(dimension)) {
                continue;
            }
            Sql.run(
                    connection,
                    "delete from open_code o where o.series = ? and o.dimension = ? and not exists (select from "
                            + dataset.table() + " f where f.series = o.series and f." + column + " = o.code)",
                    series.id(),
                    dimension);
            Sql.run(
                    connection,
                    "insert into open_code select ?, ?, ? where exists (select from " + dataset.table()
                            + " f where f.series = ? and f." + column + " = ?) on conflict do nothing",
                    series.id(),
                    dimension,
                    Redaction.CODE,
                    series.id(),
                    Redaction.CODE);
        }
    }

    /** A row as it stands in its table. */
    private Draft figure(ResultSet row, Dataset dataset) throws SQLException {
        String locator = row.getString("locator");
        return StatedColumn.draft(
                row,
                catalogue.get(row.getString("series")),
                dataset,
                row.getString("publisher_flag"),
                locator == null ? "withdrawn" : locator,
                null);
    }

    /** Notes that a revision concerns series whose figures it does not change. */
    private void touch(int revision, Dataset dataset, List<String> series) throws SQLException {
        for (String each : series) {
            Sql.run(
                    connection,
                    "insert into revision_series (revision, series, dataset, added, revised, withdrawn, confirmed,"
                            + " backdated) values (?, ?, ?, 0, 0, 0, 0, 0)",
                    revision,
                    each,
                    dataset.name());
        }
    }
}

package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what the current figures of one series add up to, period by period, inside the transaction of a revision. It says
 * nothing that the figures do not say, so it is in no digest and no dump; {@link Verification} holds it against them.
 */
final class RollupWriter {
    private static final String ALL_COLUMNS =
            "series, dimension, code, period_start, period_end, unit, plain, status, qualifier, release_id, first_key,"
                    + " figures, sums, value_high";

    private final Connection connection;
    private final Dataset dataset;
    private final Series series;
    /** By which it tells figures apart, one at a time. */
    private final List<String> dimensions;

    RollupWriter(Connection connection, Dataset dataset, Series series) {
        this.connection = connection;
        this.dataset = dataset;
        this.series = series;
        this.dimensions = dataset.dimensions().stream()
                .filter(each -> series.rollsUp())
                // with one code it says what all codes say, and open ones may be as many as the figures
                .filter(each -> series.codes(each).size() > 1
                        && !series.openDimensions().contains(each))
                .toList();
    }

    /** Brings it up to date with what a revision did to the periods that the revision touched. */
    void update(int revision) throws SQLException {
        if (!isOfTheRevisionBefore(revision)) {
            rebuild(revision);
            return;
        }
        Sql.run(connection, "drop table if exists turned");
        // two reads, since each has an index of its own
        String turned = "select period_start, period_end from " + dataset.table() + " where series = ? and ";
        Sql.run(
                connection,
                "create temp table turned on commit drop as " + turned + "revision_from = " + revision + " union "
                        + turned + "revision_to = " + revision,
                series.id(),
                series.id());
        Sql.run(connection, "analyze turned");
        Sql.run(
                connection,
                "delete from rollup r using turned t where r.series = ? and r.dimension in ("
                        + all().map(each -> "'" + each + "'").collect(Collectors.joining(", "))
                        + ") and r.period_start = t.period_start and r.period_end = t.period_end",
                series.id());
        insert(" join turned t on t.period_end = f.period_end and t.period_start = f.period_start");
        Sql.run(connection, "update rolled_up set revision = ? where series = ?", revision, series.id());
    }

    /** Makes it anew from all figures of the series. */
    void rebuild(int revision) throws SQLException {
        Sql.run(connection, "delete from rollup where series = ?", series.id());
        insert("");
        Sql.run(
                connection,
                "insert into rolled_up (series, dimensions, revision) values (?, ?, ?) on conflict (series) do update"
                        + " set dimensions = excluded.dimensions, revision = excluded.revision",
                series.id(),
                String.join(" ", dimensions),
                revision);
    }

    /** Whether it has the dimensions that the series declares, and all that was done to the series before a revision. */
    boolean isOfTheRevisionBefore(int revision) throws SQLException {
        return Sql.query(
                        connection,
                        "select 1 from rolled_up u where u.series = ? and u.dimensions = ? and not exists (select from"
                                + " revision_series v where v.series = u.series and v.revision > u.revision"
                                + " and v.revision < ?)",
                        series.id(),
                        String.join(" ", dimensions),
                        revision)
                .isPresent();
    }

    /** The periods, at most so many, of which it says something else than the figures say. */
    List<String> differences(int most) throws SQLException {
        String kept = "select " + ALL_COLUMNS + " from rollup where series = ?";
        String made = select("");
        return Sql.list(
                connection,
                "select distinct period_start, period_end from ((" + kept + " except " + made + ") union all (" + made
                        + " except " + kept + ")) differing order by period_start, period_end limit " + most,
                row -> "the rollup of " + series.id() + " from " + row.getString(1) + " to " + row.getString(2)
                        + " does not say what its figures say",
                series.id(),
                series.id(),
                series.id(),
                series.id());
    }

    private void insert(String join) throws SQLException {
        Sql.run(connection, "insert into rollup (" + ALL_COLUMNS + ") " + select(join), series.id());
    }

    /** What the figures say, those that a join leaves. */
    private String select(String join) {
        String unit = dataset.units().isEmpty()
                ? "cast(null as text)"
                : "f." + DatasetColumn.sqlName(dataset.units().getFirst());
        List<String> apart = new ArrayList<>(List.of(
                "f.series",
                "d.dimension",
                "d.code",
                "f.period_start",
                "f.period_end",
                unit,
                plain(),
                "f.status",
                "f.qualifier",
                "f.release_id"));
        String told = String.join(", ", apart);
        dataset.measures().forEach(measure -> apart.add("f." + DatasetColumn.sqlName(measure) + " is null"));
        return "select " + told + ", min(f.key), count(*), array["
                + dataset.measures().stream()
                        .map(measure -> "sum(f." + DatasetColumn.sqlName(measure) + ")::numeric")
                        .collect(Collectors.joining(", "))
                + "], sum(f.value_high) from " + dataset.table() + " f" + join
                + " cross join lateral (values ('', null)"
                + dimensions.stream()
                        .map(each -> ", ('" + each + "', f." + DatasetColumn.sqlName(each) + ")")
                        .collect(Collectors.joining())
                + ") d (dimension, code) where f.series = ? and f.revision_to = " + Ledger.LATEST
                + " and f.issued_to = "
                + Rewrite.STILL + " and not f.withdrawn group by " + String.join(", ", apart);
    }

    /** That a figure is neither a rate nor part of another, in SQL. */
    private String plain() {
        String plain = dataset.columns().stream()
                .map(DatasetColumn::name)
                .filter(name -> name.equals(DatasetColumn.PER) || name.equals(DatasetColumn.PART_OF))
                .map(name -> "f." + DatasetColumn.sqlName(name) + " is null")
                .collect(Collectors.joining(" and "));
        return plain.isEmpty() ? "cast(true as boolean)" : "(" + plain + ")";
    }

    private Stream<String> all() {
        return Stream.concat(Stream.of(""), dimensions.stream());
    }
}

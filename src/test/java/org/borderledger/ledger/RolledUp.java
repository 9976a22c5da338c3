package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.borderledger.catalogue.Datasets;
import org.jspecify.annotations.Nullable;

/** Adds up the current figures of a ledger one by one, and holds what the ledger keeps of them against that. */
final class RolledUp {
    private final SortedMap<String, Sum> sums = new TreeMap<>();

    private static final class Sum {
        private @Nullable String firstKey;
        private long figures;
        private final List<@Nullable BigDecimal> sums = new ArrayList<>();
        private @Nullable BigDecimal valueHigh;

        private void add(String key, List<@Nullable BigDecimal> values, @Nullable BigDecimal high) {
            firstKey = firstKey == null || key.compareTo(firstKey) < 0 ? key : firstKey;
            for (int i = 0; i < values.size(); i++) {
                if (figures == 0) {
                    sums.add(values.get(i));
                } else {
                    sums.set(i, plus(sums.get(i), values.get(i)));
                }
            }
            valueHigh = plus(valueHigh, high);
            figures++;
        }

        private static @Nullable BigDecimal plus(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null ? other : other == null ? one : one.add(other);
        }
    }

    private RolledUp() {}

    static void assertHolds(TestLedger ledger) {
        var rolledUp = new RolledUp();
        for (Dataset dataset : Datasets.ALL) {
            ledger.texts(
                    "select * from " + dataset.table() + " where revision_to = 2147483647 and issued_to >= '9999-01-01'"
                            + " and not withdrawn",
                    row -> rolledUp.add(dataset, row));
        }
        List<String> expected = new ArrayList<>();
        rolledUp.sums.forEach((apart, sum) ->
                expected.add(apart + " " + sum.firstKey + " " + sum.figures + " " + sum.sums + " " + sum.valueHigh));
        List<String> kept = ledger.texts("select * from rollup", RolledUp::line);
        assertEquals(
                String.join("\n", expected), kept.stream().sorted().collect(Collectors.joining("\n")), "the rollup");
        assertEquals(
                ledger.texts(
                        "select series || ' ' || max(revision) as line from revision_series group by series order by series",
                        row -> row.getString("line")),
                ledger.texts(
                        "select series || ' ' || revision as line from rolled_up order by series",
                        row -> row.getString("line")));
    }

    private String add(Dataset dataset, ResultSet row) throws SQLException {
        Series series = Edition.CATALOGUE.get(row.getString("series"));
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (String measure : dataset.measures()) {
            values.add(row.getBigDecimal(DatasetColumn.sqlName(measure)));
        }
        boolean plain = true;
        for (String column : List.of("per", "partOf")) {
            if (dataset.columns().stream().anyMatch(each -> each.name().equals(column))) {
                plain &= row.getString(DatasetColumn.sqlName(column)) == null;
            }
        }
        String unit =
                dataset.units().isEmpty() ? null : row.getString(dataset.units().getFirst());
        List<String> dimensions = new ArrayList<>(List.of(""));
        if (series.rollsUp()) {
            series.dimensions().forEach((dimension, codes) -> {
                if (codes.size() > 1 && !series.openDimensions().contains(dimension)) {
                    dimensions.add(dimension);
                }
            });
        }
        for (String dimension : dimensions) {
            String apart = apart(
                    row,
                    dimension,
                    dimension.isEmpty() ? null : row.getString(DatasetColumn.sqlName(dimension)),
                    unit,
                    plain);
            // of different measures there are different sums
            String measures =
                    values.stream().map(value -> value == null ? "-" : "x").collect(Collectors.joining());
            sums.computeIfAbsent(apart + " " + measures, any -> new Sum())
                    .add(row.getString("key"), values, row.getBigDecimal("value_high"));
        }
        return "";
    }

    private static String line(ResultSet row) throws SQLException {
        Array array = row.getArray("sums");
        List<@Nullable Object> sums = Arrays.asList((@Nullable Object[]) array.getArray());
        String measures = sums.stream().map(sum -> sum == null ? "-" : "x").collect(Collectors.joining());
        return apart(
                        row,
                        row.getString("dimension"),
                        row.getString("code"),
                        row.getString("unit"),
                        row.getBoolean("plain"))
                + " " + measures + " " + row.getString("first_key") + " " + row.getLong("figures") + " " + sums + " "
                + row.getBigDecimal("value_high");
    }

    private static String apart(
            ResultSet row, String dimension, @Nullable String code, @Nullable String unit, boolean plain)
            throws SQLException {
        return String.join(
                " ",
                row.getString("series"),
                dimension,
                Objects.toString(code),
                row.getString("period_start"),
                row.getString("period_end"),
                Objects.toString(unit),
                Boolean.toString(plain),
                row.getString("status"),
                row.getString("qualifier"),
                row.getString("release_id"));
    }
}

package org.borderledger.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * A column of what a figure says, beside its key: one of the dataset's own, or one that every figure has. They are listed
 * here once, for the digest, the stage, the tables and the ledger file.
 *
 * @param name as in answers and digests
 * @param isLater whether figures were written before there was the column
 */
public record StatedColumn(
        String name, DatasetColumn.Role role, boolean isLater, Function<Draft, @Nullable Object> of) {
    private static final List<StatedColumn> OF_EVERY_FIGURE = List.of(
            new StatedColumn("status", DatasetColumn.Role.DETAIL, false, Draft::status),
            new StatedColumn("measureStatus", DatasetColumn.Role.DETAIL, false, Draft::measureStatus),
            new StatedColumn(
                    "qualifier",
                    DatasetColumn.Role.DETAIL,
                    false,
                    draft -> draft.qualifier().code()),
            new StatedColumn("valueHigh", DatasetColumn.Role.AMOUNT, false, Draft::valueHigh),
            new StatedColumn("originalText", DatasetColumn.Role.DETAIL, false, Draft::originalText));

    /** The columns in the order in which a digest takes them: those that came later are behind all others. */
    public static List<StatedColumn> of(Dataset dataset) {
        List<StatedColumn> all = new ArrayList<>();
        dataset.firstColumns().forEach(column -> all.add(of(column)));
        all.addAll(OF_EVERY_FIGURE);
        dataset.laterColumns().forEach(column -> all.add(of(column)));
        return all;
    }

    private static StatedColumn of(DatasetColumn column) {
        return new StatedColumn(
                column.name(),
                column.role(),
                column.isLater(),
                draft -> draft.values().get(column.name()));
    }

    /** What the column is called in the database. */
    public String sqlName() {
        return DatasetColumn.sqlName(name);
    }

    String sqlType() {
        return role.sqlType();
    }

    /** The columns in SQL, each followed by a comma. */
    static String names(Dataset dataset, String prefix) {
        return of(dataset).stream()
                .map(column -> prefix + column.sqlName() + ", ")
                .collect(Collectors.joining());
    }

    /**
     * SHA-256 over the key and all that makes the value: equal digests are equal statements, whoever makes them. Of a
     * column that came later only a value is taken: a figure without one has the digest that it had before the column.
     *
     * @param value the value of each column, as a draft has it
     */
    static byte[] digest(String key, List<StatedColumn> columns, Function<StatedColumn, @Nullable Object> value) {
        var text = new StringBuilder(key);
        for (StatedColumn column : columns) {
            Object said = value.apply(column);
            if (said != null || !column.isLater()) {
                addLine(text, column.name(), said);
            }
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds one column to a text that is digested. */
    static void addLine(StringBuilder text, String name, @Nullable Object said) {
        text.append('\n').append(name);
        if (said != null) {
            // A further line of a value is indented, so that it cannot be taken for the next column.
            text.append('=')
                    .append((said instanceof BigDecimal number ? number.toPlainString() : said.toString())
                            .replace("\n", "\n "));
        }
    }

    /** The value of this column in a row of a table, as a draft has it. */
    @Nullable Object read(ResultSet row) throws SQLException {
        return switch (role) {
            case COUNT -> {
                long count = row.getLong(sqlName());
                yield row.wasNull() ? null : count;
            }
            case AMOUNT -> {
                BigDecimal amount = row.getBigDecimal(sqlName());
                yield amount == null ? null : Draft.plain(amount);
            }
            case DIMENSION, UNIT, DETAIL -> row.getString(sqlName());
        };
    }

    /** What a row of a dataset's table says, at a place that a release gives it. */
    static Draft draft(
            ResultSet row,
            Series series,
            Dataset dataset,
            @Nullable String flag,
            String locator,
            Draft.@Nullable Redacted redacted)
            throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (StatedColumn column : of(dataset)) {
            Object value = column.read(row);
            if (value != null && !OF_EVERY_FIGURE.contains(column)) {
                values.put(column.name(), value);
            }
        }
        BigDecimal high = row.getBigDecimal("value_high");
        Optional<Qualifier> qualifier = Qualifier.find(row.getString("qualifier"));
        return new Draft(
                series,
                new Period(
                        row.getObject("period_start", LocalDate.class), row.getObject("period_end", LocalDate.class)),
                values,
                ObservationStatus.valueOf(row.getString("status")),
                row.getString("measure_status"),
                qualifier.orElseThrow(),
                high,
                row.getString("original_text"),
                flag,
                locator,
                redacted);
    }
}

package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short ways to run a statement whose text is the code's own; values are bound. */
final class Sql {
    private static final int ROWS_FETCHED_AT_ONCE = 1_000;
    private static final int ROWS_SENT_AT_ONCE = 1_000;

    private Sql() {}

    /** Takes a row at a time. */
    @FunctionalInterface
    interface Each {
        void row(ResultSet row) throws SQLException;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Of<T> {
        T row(ResultSet row) throws SQLException;
    }

    /** Runs it and says how many rows it touched. */
    static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    /** Runs it once for each list of values, many at a time. */
    static void runEach(Connection connection, String sql, List<@Nullable Object[]> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (@Nullable Object[] each : values) {
                bind(statement, each);
                statement.addBatch();
                if (++waiting % ROWS_SENT_AT_ONCE == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /** The whole number in the first column of the first row. */
    static Optional<Integer> query(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return list(connection, sql, row -> row.getInt(1), values).stream().findFirst();
    }

    static <T> List<T> list(Connection connection, String sql, Of<T> of, @Nullable Object... values)
            throws SQLException {
        List<T> list = new ArrayList<>();
        each(connection, sql, row -> list.add(of.row(row)), values);
        return list;
    }

    /** Hands over the rows one at a time; inside a transaction they are not all in memory. */
    static void each(Connection connection, String sql, Each each, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_FETCHED_AT_ONCE);
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    each.row(row);
                }
            }
        }
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp read = row.getTimestamp(column);
        return read == null ? null : read.toInstant();
    }

    static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
        int read = row.getInt(column);
        return row.wasNull() ? null : read;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant instant ? Timestamp.from(instant) : values[i]);
        }
    }
}

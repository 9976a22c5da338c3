package org.borderledger.computation;

import java.util.ArrayList;
import java.util.List;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/** A computed answer as columns and rows, all of it in memory. */
public record Grid(List<Column> columns, List<@Nullable Object[]> rows) {
    public Grid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * The same with its rows in another order; equal rows keep theirs, and nulls come last (API rule 12).
     *
     * @param order by names of columns
     * @throws IllegalArgumentException where there is no such column, or it has no order
     */
    public Grid sorted(List<SortKey> order) {
        List<@Nullable Object[]> sorted = new ArrayList<>(rows);
        for (SortKey key : order.reversed()) {
            int place = place(key.attribute());
            if (columns.get(place).type() == Column.Type.LIST) {
                throw new IllegalArgumentException(key.attribute() + " has no order");
            }
            sorted.sort((left, right) -> compare(left[place], right[place], key.descending()));
        }
        return new Grid(columns, sorted);
    }

    /** Some of its rows and columns. */
    public Grid cut(int from, int to, List<Integer> shown) {
        return new Grid(
                shown.stream().map(columns::get).toList(),
                rows.subList(from, to).stream().map(row -> values(row, shown)).toList());
    }

    private static @Nullable Object[] values(@Nullable Object[] row, List<Integer> shown) {
        @Nullable Object[] values = new @Nullable Object[shown.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[shown.get(i)];
        }
        return values;
    }

    private int place(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + column);
    }

    @SuppressWarnings("unchecked") // the values of one column are of one type, which has an order
    private static int compare(@Nullable Object left, @Nullable Object right, boolean descending) {
        if (left == null || right == null) {
            return left != null ? -1 : right != null ? 1 : 0;
        }
        int order = ((Comparable<Object>) left).compareTo(right);
        return descending ? -order : order;
    }
}

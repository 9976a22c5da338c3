package org.borderledger.computation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a computed answer in their order, each with where its value comes from. Only here do lines become rows:
 * whatever reads a computed answer before reads the lines.
 *
 * @param <L> what makes a row
 */
public final class Columns<L> {

    /** A column with where its value comes from. */
    private record Filled<L>(Column column, Function<L, @Nullable Object> value) {}

    private final List<Filled<L>> filled = new ArrayList<>();

    Columns() {}

    void add(Column column, Function<L, @Nullable Object> value) {
        filled.add(new Filled<>(column, value));
    }

    /** Adds a column of other lines, of which each line has one. */
    <O> void take(String name, Columns<O> others, Function<L, O> line) {
        Filled<O> taken = others.named(name);
        add(taken.column(), each -> taken.value().apply(line.apply(each)));
    }

    public List<Column> columns() {
        return filled.stream().map(Filled::column).toList();
    }

    /** A row of each line. */
    public Grid grid(List<L> lines) {
        return new Grid(columns(), lines.stream().map(this::row).toList());
    }

    @Nullable Object[] row(L line) {
        @Nullable Object[] row = new @Nullable Object[filled.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = filled.get(i).value().apply(line);
        }
        return row;
    }

    /** The values of some columns of a line by their names, in the order of these; there may be no such column. */
    Map<String, @Nullable Object> values(L line, Collection<String> names) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : names) {
            filled.stream()
                    .filter(each -> each.column().name().equals(name))
                    .forEach(each -> values.put(name, each.value().apply(line)));
        }
        return values;
    }

    boolean has(String name) {
        return filled.stream().anyMatch(each -> each.column().name().equals(name));
    }

    private Filled<L> named(String name) {
        return filled.stream()
                .filter(each -> each.column().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }
}

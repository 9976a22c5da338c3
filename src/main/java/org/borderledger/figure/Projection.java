package org.borderledger.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/**
 * What a query reads: the columns that an answer shows, and behind them attributes that it only needs to know.
 *
 * @param hidden attributes in the query language, whose values follow those of the columns in each row
 */
record Projection(List<FigureColumns.Source> shown, List<String> hidden) {

    /** All columns of the dataset. */
    static Projection all(Dataset dataset, List<String> hidden) {
        return new Projection(FigureColumns.sources(dataset), hidden);
    }

    List<Column> columns() {
        return shown.stream().map(FigureColumns.Source::column).toList();
    }

    /** The list of the select clause. */
    String select() {
        return Stream.concat(shown.stream().flatMap(source -> source.attributes().stream()), hidden.stream())
                .collect(Collectors.joining(", "));
    }

    /** The values of the columns, then the hidden ones, of what the database gave. */
    @Nullable Object[] row(@Nullable Object[] read) {
        @Nullable Object[] row = new @Nullable Object[shown.size() + hidden.size()];
        int next = 0;
        for (int i = 0; i < shown.size(); i++) {
            FigureColumns.Source source = shown.get(i);
            row[i] = source.value().of(read, next);
            next += source.attributes().size();
        }
        System.arraycopy(read, next, row, shown.size(), hidden.size());
        return row;
    }

    /** Where the value of a hidden attribute stands in a row. */
    int indexOf(String attribute) {
        return shown.size() + hidden.indexOf(attribute);
    }

    /** Where the value of a column stands in a row. */
    int indexOfColumn(String name) {
        List<String> names = new ArrayList<>();
        shown.forEach(source -> names.add(source.column().name()));
        return names.indexOf(name);
    }
}

package org.borderledger.representation;

import java.util.List;

/**
 * What an answer holds, in no format yet.
 *
 * @param name what a file of it is called, without suffix: letters, digits, dots, hyphens and underscores
 * @param title what it shows, for people
 * @param primaryKey the columns by which any two rows are told apart; none where nothing tells, or where one is not shown
 * @param total how many rows there are, where that is known before they are read; else -1
 */
public record Table(String name, String title, List<Column> columns, List<String> primaryKey, Rows rows, long total) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = columns.stream().map(Column::name).toList().containsAll(primaryKey)
                ? List.copyOf(primaryKey)
                : List.of();
    }
}

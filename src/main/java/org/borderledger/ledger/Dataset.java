package org.borderledger.ledger;

import java.util.List;
import org.borderledger.ledger.DatasetColumn.Role;

/**
 * One of the kinds of figures that the ledger keeps, with the columns that are its own.
 *
 * @param name in addresses and answers, such as {@code crossings}
 * @param table the table of its figures
 * @param defaultSeries the series that answers when none is asked for (API rule 1)
 * @param mainMeasure what its series say first of all, and what they are ranked by
 * @param columns those that were added later come last
 */
public record Dataset(
        String name,
        String title,
        String description,
        String table,
        String defaultSeries,
        String mainMeasure,
        List<DatasetColumn> columns) {

    public Dataset {
        columns = List.copyOf(columns);
        for (int i = 1; i < columns.size(); i++) {
            if (columns.get(i - 1).isLater() && !columns.get(i).isLater()) {
                throw new IllegalArgumentException("a later column comes after all others: "
                        + columns.get(i - 1).name() + " of " + name);
            }
        }
    }

    /** The columns that figures were written without. */
    public List<DatasetColumn> laterColumns() {
        return columns.stream().filter(DatasetColumn::isLater).toList();
    }

    /** The columns that the dataset has had from its first figure on. */
    public List<DatasetColumn> firstColumns() {
        return columns.stream().filter(column -> !column.isLater()).toList();
    }

    public List<String> dimensions() {
        return columns.stream()
                .filter(column -> column.role() == Role.DIMENSION)
                .map(DatasetColumn::name)
                .toList();
    }

    public List<String> measures() {
        return columns.stream()
                .filter(DatasetColumn::isMeasure)
                .map(DatasetColumn::name)
                .toList();
    }

    /** The columns that say what the main measure is in: a unit or a currency. They always group (API rule 4). */
    public List<String> units() {
        return columns.stream()
                .filter(column -> column.role() == Role.UNIT)
                .map(DatasetColumn::name)
                .toList();
    }
}

package org.borderledger.ingest.sheet;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One row of a sheet.
 *
 * @param sheet the sheet's name
 * @param number as a spreadsheet numbers rows: the first is 1
 * @param cells from column A on, without the empty cells at the end
 */
public record Row(String sheet, int number, List<Cell> cells) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]\\w*");

    /** A row of these cells; empty cells at the end are left out. */
    public Row {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1) instanceof Cell.Empty) {
            end--;
        }
        cells = List.copyOf(end < cells.size() ? cells.subList(0, end) : cells);
    }

    /** The cell of a column, where A is 0; empty beyond the end of the row. */
    public Cell cell(int column) {
        return column < cells.size() ? cells.get(column) : Cell.EMPTY;
    }

    /** Whether no cell holds anything. */
    public boolean isEmpty() {
        return cells.isEmpty();
    }

    /** Where a cell of this row is, as a spreadsheet writes it: {@code SB_01!A2730}, {@code 'Table 1'!B4}. */
    public String at(int column) {
        // The name is quoted as spreadsheets quote it, so that a locator can be pasted into their "go to" box.
        String name = PLAIN.matcher(sheet).matches() ? sheet : "'" + sheet.replace("'", "''") + "'";
        return name + "!" + letters(column) + number;
    }

    /** A to Z, then AA: a number in base 26 that has no zero. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.append((char) ('A' + rest % 26));
        }
        return letters.reverse().toString();
    }
}

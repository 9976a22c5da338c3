package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void aLocatorIsWrittenAsSpreadsheetsWriteIt() {
        assertEquals("SB_01!A2730", new Row("SB_01", 2730, List.of()).at(0));
        assertEquals("'Table 1'!B4", new Row("Table 1", 4, List.of()).at(1));
        assertEquals("'2024'!A1", new Row("2024", 1, List.of()).at(0));
        assertEquals("'Women''s'!C5", new Row("Women's", 5, List.of()).at(2));
    }

    @Test
    void columnsAreLettersWithoutAZero() {
        assertEquals(
                List.of("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"),
                List.of(0, 25, 26, 51, 52, 701, 702, 16_383).stream()
                        .map(Row::letters)
                        .toList());
    }

    @Test
    void emptyCellsAtTheEndAreNotPartOfARow() {
        Row row = new Row("S", 1, List.of(Cell.EMPTY, new Cell.Text("b"), Cell.EMPTY, Cell.EMPTY));
        assertEquals(List.of(Cell.EMPTY, new Cell.Text("b")), row.cells());
        assertFalse(row.isEmpty());
        assertTrue(new Row("S", 1, List.of(Cell.EMPTY)).isEmpty());
    }

    @Test
    void aCellBeyondTheEndIsEmpty() {
        assertEquals(Cell.EMPTY, new Row("S", 1, List.of(new Cell.Text("a"))).cell(16_000));
    }
}

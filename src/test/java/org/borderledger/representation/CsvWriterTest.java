package org.borderledger.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
    private static final String HEADER = "key,periodStart,people,amount,issuedAt,revised,areas,originalText\r\n";

    @Test
    void theBytesOfATableAreFrozen() throws Exception {
        assertEquals(
                HEADER
                        + "a:2025-06-20,2025-06-20,1195,-1.50,2025-06-21T08:30:00.000000Z,true,dover kent,"
                        + "\"Zoë said \"\"no\"\", twice\r\n再见 🚤\"\r\n"
                        + "b:2025-06-21,1999-12-31,-7,-123456789012.345678901234567891,1999-12-31T23:59:59.123456Z,"
                        + "false,\"\",'=1+1\r\n"
                        + "c,1066-10-14,,,,,,\r\n"
                        + "'-d,2024-02-29,9007199254740993,700000000,2024-02-29T12:00:00.500000Z,true,'@home,\"\"\r\n",
                Export.text(Representation.CSV, Export.answer()));
    }

    @Test
    void aReaderFindsTheSameCells() throws Exception {
        List<List<String>> lines = read(Export.written(Representation.CSV, Export.answer()));
        assertEquals(1 + Export.ROWS.size(), lines.size());
        assertEquals(Export.COLUMNS.stream().map(Column::name).toList(), lines.getFirst());
        assertEquals("Zoë said \"no\", twice\r\n再见 🚤", lines.get(1).getLast());
        assertEquals(
                new BigDecimal("-" + Export.ALL_DIGITS),
                new BigDecimal(lines.get(2).get(3)));
        for (List<String> line : lines) {
            assertEquals(Export.COLUMNS.size(), line.size());
        }
    }

    @Test
    void anEmptyTableHasItsNames() throws Exception {
        assertEquals(HEADER, Export.text(Representation.CSV, Export.empty()));
    }

    @Test
    void emptyIsNotMissing() throws Exception {
        assertEquals("value\r\n\"\"\r\n", Export.text(Representation.CSV, Export.of(Column.Type.TEXT, "")));
        assertEquals("value\r\n\r\n", Export.text(Representation.CSV, Export.of(Column.Type.TEXT, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"})
    void whatASpreadsheetWouldTakeForAFormulaIsText(String text) throws Exception {
        assertEquals("'" + text, onlyCell(Export.of(Column.Type.TEXT, text)));
        assertEquals("'" + text + " b", onlyCell(Export.of(Column.Type.LIST, List.of(text, "b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "'quoted", " -1", "#1", "1-2", "−1"})
    void otherTextIsLeftAsItIs(String text) throws Exception {
        assertEquals(text, onlyCell(Export.of(Column.Type.TEXT, text)));
    }

    @Test
    void aNegativeNumberStaysANumber() throws Exception {
        assertEquals("-7", onlyCell(Export.of(Column.Type.INTEGER, -7)));
        assertEquals("-0.10", onlyCell(Export.of(Column.Type.DECIMAL, new BigDecimal("-0.10"))));
    }

    @Test
    void noNumberHasAnExponent() throws Exception {
        assertEquals("-0.0000000012", onlyCell(Export.of(Column.Type.DECIMAL, new BigDecimal("-1.2E-9"))));
        assertEquals("1200000000000", onlyCell(Export.of(Column.Type.DECIMAL, new BigDecimal("1.2E+12"))));
    }

    @Test
    void allInstantsOfAColumnHaveOneForm() throws Exception {
        assertEquals(
                "2025-06-21T08:30:00.000000Z",
                onlyCell(Export.of(Column.Type.INSTANT, Instant.parse("2025-06-21T08:30:00Z"))));
        assertEquals(
                "2025-06-21T08:30:00.000000001Z",
                onlyCell(Export.of(Column.Type.INSTANT, Instant.parse("2025-06-21T08:30:00.000000001Z"))));
    }

    @Test
    void theByteOrderMarkComesFirstWhereItIsAskedFor() throws Exception {
        byte[] plain = Export.written(new CsvWriter(false), Export.answer());
        byte[] marked = Export.written(new CsvWriter(true), Export.answer());
        assertArrayEquals(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, Arrays.copyOf(marked, 3));
        assertArrayEquals(plain, Arrays.copyOfRange(marked, 3, marked.length));
    }

    private static String onlyCell(Answer answer) throws IOException {
        return read(Export.written(Representation.CSV, answer)).getLast().getFirst();
    }

    private static List<List<String>> read(byte[] bytes) throws IOException {
        try (var csv = CsvReader.builder().ofCsvRecord(new ByteArrayInputStream(bytes))) {
            return csv.stream().map(line -> List.copyOf(line.getFields())).toList();
        }
    }
}

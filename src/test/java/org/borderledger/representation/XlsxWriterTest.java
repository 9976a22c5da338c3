package org.borderledger.representation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class XlsxWriterTest {
    private static final String DATA = "xl/worksheets/sheet3.xml";

    @TempDir
    private Path folder;

    @Test
    void aReaderFindsTheSameValues() throws Exception {
        List<Row> rows = rows("Data", Export.answer());
        assertEquals(1 + Export.ROWS.size(), rows.size());
        assertEquals(Export.COLUMNS.stream().map(Column::name).toList(), texts(rows.getFirst()));

        Row first = rows.get(1);
        assertEquals("a:2025-06-20", first.getCellText(0));
        assertEquals(CellType.NUMBER, first.getCell(1).getType());
        assertEquals(LocalDate.of(2025, 6, 20), first.getCell(1).asDate().toLocalDate());
        assertEquals(new BigDecimal("1195"), first.getCell(2).asNumber());
        assertEquals(0, new BigDecimal("-1.5").compareTo(first.getCell(3).asNumber()));
        assertEquals("2025-06-21T08:30:00.000000Z", first.getCell(4).asString());
        assertEquals(true, first.getCell(5).asBoolean());
        assertEquals("dover kent", first.getCell(6).asString());
        assertEquals("Zoë said \"no\", twice\r\n再见 🚤", first.getCell(7).asString());

        Row third = rows.get(3);
        assertEquals("1066-10-14", third.getCell(1).asString());
        for (int place = 2; place < Export.COLUMNS.size(); place++) {
            assertNull(third.getOptionalCell(place).orElse(null));
        }
        assertEquals("-d", rows.get(4).getCell(0).asString());
    }

    @Test
    void aRowsTailIsNotLookedAt() throws Exception {
        for (Row row : rows("Data", Export.answer())) {
            assertTrue(row.getCellCount() <= Export.COLUMNS.size());
        }
    }

    @Test
    void whatADoubleWouldChangeIsText() throws Exception {
        List<Row> rows = rows("Data", Export.answer());
        assertEquals("-" + Export.ALL_DIGITS, rows.get(2).getCell(3).asString());
        assertEquals("9007199254740993", rows.get(4).getCell(2).asString());
        assertEquals(
                new BigDecimal("123456789012.345"),
                onlyCell(Export.of(Column.Type.DECIMAL, new BigDecimal("123456789012.345000")))
                        .asNumber());
        assertEquals(
                "0.1234567890123456",
                onlyCell(Export.of(Column.Type.DECIMAL, new BigDecimal("0.1234567890123456")))
                        .asString());
        assertEquals(
                new BigDecimal("-999999999999999"),
                onlyCell(Export.of(Column.Type.INTEGER, -999_999_999_999_999L)).asNumber());
        assertEquals(
                Long.toString(Long.MIN_VALUE),
                onlyCell(Export.of(Column.Type.INTEGER, Long.MIN_VALUE)).asString());
        assertEquals(
                CellType.STRING,
                onlyCell(Export.of(Column.Type.DECIMAL, new BigDecimal("1E-400")))
                        .getType());
    }

    @Test
    void dataIsOneMarkedTableFromTheFirstCell() throws Exception {
        Map<String, String> parts = parts(Export.answer());
        Element table = table(parts, "data");
        assertEquals("A1:H5", table.getAttribute("ref"));
        var columns = table.getElementsByTagName("tableColumn");
        assertEquals(Export.COLUMNS.size(), columns.getLength());
        for (int place = 0; place < columns.getLength(); place++) {
            assertEquals(Export.COLUMNS.get(place).name(), ((Element) columns.item(place)).getAttribute("name"));
        }
        Element sheet = xml(parts, DATA);
        assertEquals(1, sheet.getElementsByTagName("tablePart").getLength());
        assertEquals(0, sheet.getElementsByTagName("mergeCell").getLength());
    }

    @Test
    void noCellOfTheDataIsSharedOrAFormula() throws Exception {
        Element sheet = xml(parts(Export.answer()), DATA);
        assertEquals(0, sheet.getElementsByTagName("f").getLength());
        var cells = sheet.getElementsByTagName("c");
        assertTrue(cells.getLength() > Export.COLUMNS.size() * 4);
        for (int place = 0; place < cells.getLength(); place++) {
            String type = ((Element) cells.item(place)).getAttribute("t");
            assertTrue(List.of("inlineStr", "n", "b").contains(type), type);
        }
        assertEquals("=1+1", rows("Data", Export.answer()).get(2).getCell(7).asString());
    }

    @Test
    void aTableWithoutRowsHasABlankOne() throws Exception {
        Map<String, String> parts = parts(Export.empty());
        assertEquals("A1:H2", table(parts, "data").getAttribute("ref"));
        assertEquals(1, rows("Data", Export.empty()).size());
    }

    @Test
    void theCoverSaysWhatTheWorkbookIsAndFromWhom() throws Exception {
        List<Row> rows = rows("Cover", Export.answer());
        assertEquals("Small boats & people", rows.getFirst().getCellText(0));
        Map<String, String> about = new LinkedHashMap<>();
        rows.stream().skip(3).forEach(row -> about.put(row.getCellText(0), row.getCellText(1)));
        assertEquals(
                List.of(
                        "item",
                        "citation",
                        "dataset",
                        "series",
                        "revision",
                        "asOf",
                        "coverage",
                        "licence",
                        "attribution",
                        "address",
                        "warning"),
                List.copyOf(about.keySet()));
        assertEquals("Home Office, small boats: daily, revision 17.", about.get("citation"));
        assertEquals("17", about.get("revision"));
        assertEquals(
                "2025-06-20 to 2025-06-22 inclusive: 2 of 3 expected have a value, 1 missing", about.get("coverage"));
        assertEquals("/v1/crossings.csv-metadata.json?from=2025-06-20&series=*", about.get("address"));
        assertEquals("The figures are provisional.", about.get("warning"));
        assertEquals("A4:B14", table(parts(Export.answer()), "about").getAttribute("ref"));
    }

    @Test
    void theNotesSayWhatEveryColumnMeans() throws Exception {
        List<Row> rows = rows("Notes", Export.answer());
        assertEquals("Notes", rows.getFirst().getCellText(0));
        List<List<String>> table = rows.stream()
                .map(XlsxWriterTest::texts)
                .dropWhile(row -> !row.getFirst().equals("column"))
                .toList();
        assertEquals(List.of("column", "description", "type"), table.getFirst());
        assertEquals(List.of("people", "Persons", "whole number, may be empty"), table.get(3));
        assertEquals(1 + Export.COLUMNS.size(), table.size());
    }

    @Test
    void theSheetsStandInTheirOrder() throws Exception {
        try (var workbook =
                new ReadableWorkbook(new ByteArrayInputStream(Export.written(Representation.XLSX, Export.answer())))) {
            assertEquals(
                    List.of("Cover", "Notes", "Data"),
                    workbook.getSheets().map(sheet -> sheet.getName()).toList());
        }
    }

    @Test
    void longTextIsCutAndSaysSo() throws Exception {
        String most = "a".repeat(32_767);
        assertEquals(most, onlyCell(Export.of(Column.Type.TEXT, most)).asString());
        String cut = onlyCell(Export.of(Column.Type.TEXT, most + "b")).asString();
        assertEquals("a".repeat(32_766) + "…", cut);
        String boats = onlyCell(Export.of(Column.Type.TEXT, "a".repeat(32_765) + "🚤🚤"))
                .asString();
        assertEquals("a".repeat(32_765) + "…", boats);
    }

    @Test
    void whatXmlCannotHoldIsReplaced() throws Exception {
        assertEquals(
                "a\uFFFDb\uFFFDc\uFFFDd\te",
                onlyCell(Export.of(Column.Type.TEXT, "a\u0000b\u001Bc\uFFFEd\te"))
                        .asString());
    }

    @Test
    void blanksAtTheEndsOfATextAreKept() throws Exception {
        Map<String, String> parts = parts(Export.of(Column.Type.TEXT, " a "));
        assertTrue(String.valueOf(parts.get(DATA)).contains("<t xml:space=\"preserve\"> a </t>"));
        assertEquals(" a ", onlyCell(Export.of(Column.Type.TEXT, " a ")).asString());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, XlsxWriter.MOST_ROWS + 1L, Long.MAX_VALUE})
    void moreRowsThanASheetHasOrAnUnknownNumberAreRefusedBeforeAnythingIsWritten(long total) {
        Rows unreadable = reader -> {
            throw new AssertionError("rows were read");
        };
        assertThrows(
                IllegalArgumentException.class,
                () -> Export.written(Representation.XLSX, Export.answer(Export.COLUMNS, unreadable, total)));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 5})
    void otherRowsThanWereAnnouncedAreAFailure(long total) {
        assertThrows(
                IllegalStateException.class,
                () -> Export.written(Representation.XLSX, Export.answer(Export.COLUMNS, Rows.of(Export.ROWS), total)));
    }

    @Test
    void datesThatSpreadsheetsCountDifferentlyAreText() throws Exception {
        assertEquals(
                "1900-02-28",
                onlyCell(Export.of(Column.Type.DATE, LocalDate.of(1900, 2, 28))).asString());
        assertEquals(
                new BigDecimal("61.0"),
                onlyCell(Export.of(Column.Type.DATE, LocalDate.of(1900, 3, 1))).asNumber());
        assertEquals(
                "+10000-01-01",
                onlyCell(Export.of(Column.Type.DATE, LocalDate.of(10_000, 1, 1)))
                        .asString());
    }

    @Test
    void anInstantIsText() throws Exception {
        assertEquals(
                "2025-06-21T08:30:00.123456Z",
                onlyCell(Export.of(Column.Type.INSTANT, Instant.parse("2025-06-21T08:30:00.123456Z")))
                        .asString());
    }

    private static Cell onlyCell(Answer answer) throws IOException {
        return rows("Data", answer).get(1).getCell(0);
    }

    private static List<Row> rows(String sheet, Answer answer) throws IOException {
        try (var workbook =
                new ReadableWorkbook(new ByteArrayInputStream(Export.written(Representation.XLSX, answer)))) {
            return workbook.findSheet(sheet).orElseThrow().read();
        }
    }

    private static List<String> texts(Row row) {
        return row.stream().map(Cell::getText).toList();
    }

    private Map<String, String> parts(Answer answer) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        Path file = Files.write(folder.resolve("export.xlsx"), Export.written(Representation.XLSX, answer));
        try (var zip = new ZipFile(file.toFile())) {
            for (var part : Collections.list(zip.entries())) {
                parts.put(part.getName(), new String(zip.getInputStream(part).readAllBytes(), UTF_8));
            }
        }
        return parts;
    }

    private static Element xml(Map<String, String> parts, String name) throws Exception {
        byte[] bytes = String.valueOf(parts.get(name)).getBytes(UTF_8);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        return document.getDocumentElement();
    }

    private static Element table(Map<String, String> parts, String name) throws Exception {
        for (String part : parts.keySet()) {
            if (part.startsWith("xl/tables/")) {
                Element table = xml(parts, part);
                if (table.getAttribute("displayName").equals(name)) {
                    return table;
                }
            }
        }
        throw new AssertionError("no table " + name + " in " + parts.keySet());
    }
}

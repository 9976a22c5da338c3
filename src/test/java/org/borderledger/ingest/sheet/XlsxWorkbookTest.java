package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks of Microsoft Office: what their cells hold, and that what was made to do harm is refused with a reason. */
class XlsxWorkbookTest {
    private static final String NAMESPACE = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    private static final Limits NARROW = new Limits(1 << 20, 1 << 20, 1_000, 100);

    @TempDir
    private Path folder;

    /** Parts by name, of a workbook with one sheet, S, of these rows. */
    private static Map<String, String> parts(String rows, String... texts) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put(
                "xl/workbook.xml",
                "<workbook " + NAMESPACE
                        + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
                        + "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                        + "<Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>");
        parts.put(
                "xl/worksheets/sheet1.xml",
                "<worksheet " + NAMESPACE + "><sheetViews><row/></sheetViews><sheetData>" + rows
                        + "</sheetData><mergeCells/></worksheet>");
        parts.put("xl/sharedStrings.xml", "<sst " + NAMESPACE + ">" + String.join("", texts) + "</sst>");
        return parts;
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private Path write(Map<String, String> parts) throws IOException {
        return Files.write(Files.createTempFile(folder, "book", ".xlsx"), zip(parts));
    }

    private static List<Row> read(Path file, Limits limits) {
        List<Row> rows = new ArrayList<>();
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file, limits)) {
            for (String sheet : workbook.sheets()) {
                workbook.rows(sheet).forEach(rows::add);
            }
        }
        return rows;
    }

    private List<Row> rows(String rows, String... texts) throws IOException {
        return read(write(parts(rows, texts)), Limits.DEFAULT);
    }

    private UnreadableFile assertRefused(String found, Map<String, String> parts, Limits limits) throws IOException {
        Path file = write(parts);
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> read(file, limits));
        assertTrue(refusal.found().contains(found), refusal.getMessage());
        return refusal;
    }

    private UnreadableFile assertRefused(String found, String rows, String... texts) throws IOException {
        return assertRefused(found, parts(rows, texts), Limits.DEFAULT);
    }

    @Test
    void aWorkbookOfAnotherWriterIsReadCellByCell() throws IOException {
        Path file = folder.resolve("written.xlsx");
        try (var out = Files.newOutputStream(file);
                var book = new Workbook(out, "test", "1.0")) {
            Worksheet first = book.newWorksheet("First");
            first.value(0, 0, "a & b");
            first.value(0, 2, 12);
            first.value(4, 1, new BigDecimal("0.5"));
            first.value(5, 0, true);
            Worksheet second = book.newWorksheet("Second - 2");
            second.inlineString(0, 0, "  kept  ");
        }
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file)) {
            assertEquals(Set.of("First", "Second - 2"), workbook.sheets());
            List<Row> rows = new ArrayList<>();
            workbook.rows("First").forEach(rows::add);
            assertEquals(List.of(1, 5, 6), rows.stream().map(Row::number).toList());
            assertEquals(
                    List.of(new Cell.Text("a & b"), Cell.EMPTY, new Cell.Number(new BigDecimal("12"), "12")),
                    rows.getFirst().cells());
            assertEquals(
                    new Cell.Number(new BigDecimal("0.5"), "0.5"), rows.get(1).cell(1));
            assertEquals(new Cell.Text("TRUE"), rows.get(2).cell(0));
            Row only = workbook.rows("Second - 2").iterator().next();
            assertEquals(new Cell.Text("  kept  "), only.cell(0));
            assertEquals("'Second - 2'!A1", only.at(0));
        }
    }

    @Test
    void aFormulaIsTheValueThatWasSavedWithItAndIsNeverEvaluated() throws IOException {
        List<Row> rows = rows("<row r='1'><c r='A1'><f>1+1</f><v>5</v></c><c r='B1' t='str'><f>A1</f><v>five</v></c>"
                + "<c r='C1'><f>2+2</f></c><c r='D1' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>");
        assertEquals(
                List.of(
                        new Cell.Number(new BigDecimal("5"), "5"),
                        new Cell.Text("five"),
                        Cell.EMPTY,
                        new Cell.Text("#DIV/0!")),
                rows.getFirst().cells());
    }

    @Test
    void aTextOfSeveralPiecesIsOneAndReadingAidsAreNotPartOfIt() throws IOException {
        List<Row> rows = rows(
                "<row><c t='s'><v>0</v></c><c t='inlineStr'><is><t>x</t></is></c><c t='d'><v>2023-11-23</v></c></row>",
                "<si><r><rPr><b/></rPr><t>bold </t></r><r><t>plain</t></r><rPh><t>aid</t></rPh></si>");
        assertEquals(
                List.of(
                        new Cell.Text("bold plain"),
                        new Cell.Text("x"),
                        new Cell.Day(LocalDate.of(2023, 11, 23), "2023-11-23")),
                rows.getFirst().cells());
    }

    @Test
    void whenItWasSavedIsInItsProperties() throws IOException {
        Map<String, String> parts = parts("");
        parts.put(
                "docProps/core.xml",
                "<p xmlns:d='http://purl.org/dc/terms/'><d:modified>2023-11-30T11:48:33Z</d:modified></p>");
        try (XlsxWorkbook workbook = XlsxWorkbook.open(write(parts))) {
            assertEquals(Optional.of(Instant.parse("2023-11-30T11:48:33Z")), workbook.modified());
        }
        try (XlsxWorkbook workbook = XlsxWorkbook.open(write(parts("")))) {
            assertEquals(Optional.empty(), workbook.modified());
        }
    }

    @Test
    void whatIsNoWorkbookIsRefusedWithWhatItIs() throws IOException {
        Map<String, String> parts = parts("");
        parts.remove("xl/workbook.xml");
        assertRefused("a zip without xl/workbook.xml", parts, Limits.DEFAULT);
        assertRefused("a zip without [Content_Types].xml", Map.of("a.txt", "a"), Limits.DEFAULT);
        Path text = Files.writeString(folder.resolve("text.xlsx"), "Date,Year");
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> XlsxWorkbook.open(text));
        assertEquals("a file that is no zip: it begins with 'Date,Year'", refusal.found());
        assertTrue(refusal.expected().contains(".xlsx"), refusal.getMessage());
    }

    @Test
    void aWorkbookThatIsCutOffIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = zip(parts("<row><c><v>1</v></c></row>"));
        for (int length = 2; length < whole.length; length += 7) {
            Path file = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, length));
            assertThrows(UnreadableFile.class, () -> read(file, NARROW));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<row r='2'/><row r='2'><c><v>1</v></c></row> | a row numbered '2' after row 2",
                "<row r='3'/><row r='2'/> | a row numbered '2' after row 3",
                "<row r='1048577'/> | a row numbered '1048577'",
                "<row r='-1'/> | a row numbered '-1'",
                "<row r='1'><c r='B1'/><c r='A1'/></row> | a cell 'A1' that comes after a later one",
                "<row r='1'><c r='A1'/><c r='A1'/></row> | a cell 'A1' that comes after a later one",
                "<row r='1'><c r='A2'/></row> | a cell 'A2' in row 1",
                "<row r='1'><c r='XFE1'/></row> | a cell 'XFE1' in row 1",
                "<row r='1'><c r='1A'/></row> | a cell '1A' in row 1",
                "<row><c t='s'><v>0</v></c></row> | the text number '0' in column A",
                "<row><c t='s'><v>-1</v></c></row> | the text number '-1' in column A",
                "<row><c><v>one</v></c></row> | the number 'one' in column A",
                "<row><c><v>1E999999999</v></c></row> | the number '1E999999999' in column A",
                "<row><c t='d'><v>tomorrow</v></c></row> | the date 'tomorrow' in column A",
                "<row><c><v>1</c></row> | not well-formed XML"
            })
    void aSheetThatContradictsItselfIsRefused(String rows, String found) throws IOException {
        UnreadableFile refusal = assertRefused(found, rows);
        assertTrue(refusal.place().orElseThrow().startsWith("sheet 'S'"), refusal::toString);
    }

    @Test
    void twoSheetsOfOneNameAreRefused() throws IOException {
        Map<String, String> parts = parts("");
        parts.computeIfPresent(
                "xl/workbook.xml", (name, text) -> text.replace("</sheets>", "<sheet name='S' r:id='rId1'/></sheets>"));
        assertRefused("two sheets named 'S'", parts, Limits.DEFAULT);
    }

    @Test
    void documentTypesAndEntitiesAreRefusedInEveryPart() throws IOException {
        for (String name : List.of("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")) {
            Map<String, String> parts = parts("<row><c><v>1</v></c></row>");
            parts.computeIfPresent(
                    name, (part, text) -> "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + text);
            assertRefused("a document type or an entity in " + name, parts, Limits.DEFAULT);
        }
    }

    @Test
    void moreThanTheLimitsAllowIsRefusedWhileItUnpacks() throws IOException {
        String row = "<row><c><v>1</v></c></row>";
        assertRefused("more than 1000 rows that hold something", parts(row.repeat(1_001)), NARROW);
        assertRefused("that unpacks to more than 1048576 bytes", parts("<row/>".repeat(200_000)), NARROW);
        assertRefused(
                "a cell of too many characters",
                parts("<row><c t='inlineStr'><is><t>" + "a".repeat(101) + "</t></is></c></row>"),
                NARROW);
        assertRefused("xl/sharedStrings.xml of more than", parts("", "<si><t>a</t></si>".repeat(1_001)), NARROW);
    }

    /** A text is stored once and shown by many cells, so that a small file can come to much. */
    @Test
    void aTextThatIsRepeatedWithoutEndIsRefused() throws IOException {
        String row = "<row>" + "<c t='s'><v>0</v></c>".repeat(400) + "</row>";
        String text = "<si><t>" + "a".repeat(100) + "</t></si>";
        UnreadableFile refusal =
                assertRefused("rows that come to more than 1048576 characters", parts(row.repeat(50), text), NARROW);
        assertEquals(Optional.of("sheet 'S', row 26"), refusal.place());
        String wide = "<row>" + "<c t='s'><v>0</v></c>".repeat(16_000) + "</row>";
        assertRefused("a row of more than 1048576 characters", parts(wide, text), Limits.DEFAULT);
    }

    @Test
    void whateverIsDamagedIsReadOrRefusedAndNothingElse() throws IOException {
        byte[] whole = zip(parts(
                "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1'><f>1</f><v>1.5</v></c></row>", "<si><t>a</t></si>"));
        Random random = new Random(42);
        for (int attempt = 0; attempt < 700; attempt++) {
            byte[] damaged = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("damaged.xlsx"), damaged);
            try {
                read(file, NARROW);
            } catch (UnreadableFile refusal) {
                assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
            } catch (RuntimeException other) {
                fail("attempt " + attempt, other);
            }
        }
    }

    @Test
    void aNumberIsTheDayThatItsWorkbookCountsFrom() throws IOException {
        Map<String, String> parts = parts("<row/>");
        assertEquals("2015-10-01", day(parts, "42278"));
        assertEquals("2015-10-01", day(parts, "42278.0"));
        assertEquals("1900-03-01", day(parts, "61"));
        assertEquals("9999-12-31", day(parts, "2958465"));
        for (String none : List.of("60", "0", "-1", "42278.5", "2958466", "1E+99")) {
            assertEquals("none", day(parts, none), none);
        }
        for (String from1904 : List.of("1", "true")) {
            parts.computeIfPresent(
                    "xl/workbook.xml",
                    (name, part) -> part.replaceFirst(
                            "(<workbookPr[^>]*>)?<sheets>", "<workbookPr date1904='" + from1904 + "'/><sheets>"));
            assertEquals("2015-10-01", day(parts, "40816"));
            assertEquals("1904-01-01", day(parts, "0"));
            assertEquals("none", day(parts, "-1"));
        }
    }

    private String day(Map<String, String> parts, String number) throws IOException {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(write(parts))) {
            return workbook.day(new Cell.Number(new BigDecimal(number), number))
                    .map(Object::toString)
                    .orElse("none");
        }
    }
}

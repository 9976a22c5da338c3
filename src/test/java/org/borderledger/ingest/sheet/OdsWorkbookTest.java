package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OdsWorkbookTest {
    @TempDir
    private Path folder;

    @Test
    void whatAnotherProgramWroteIsReadSheetAfterSheet() throws IOException {
        // No empty row above a filled one: SODS 1.7.0 would write it as one more of the filled row.
        Sheet days = new Sheet("SB_01", 3, 3);
        days.getRange(0, 0, 1, 3).setValues("Date", "Migrants arrived", "Notes");
        days.getRange(1, 0).setValue(LocalDate.of(2018, 1, 1));
        days.getRange(1, 1).setValue(12);
        days.getRange(2, 0).setValue(LocalDate.of(2018, 1, 2));
        days.getRange(2, 1).setValue(0.1);
        days.getRange(2, 2).setValue("provisional & <early>");
        Sheet weeks = new Sheet("SB_02", 1, 1);
        weeks.getRange(0, 0).setValue("last");
        SpreadSheet book = new SpreadSheet();
        book.appendSheet(days);
        book.appendSheet(new Sheet("Empty", 10, 10));
        book.appendSheet(weeks);
        Path file = folder.resolve("written.ods");
        book.save(file.toFile());

        List<Row> rows = read(file);

        assertEquals(List.of("SB_01!A1", "SB_01!A2", "SB_01!A3", "SB_02!A1"), locators(rows));
        assertEquals(
                List.of("Date", "Migrants arrived", "Notes"),
                rows.get(0).cells().stream().map(Cell::text).toList());
        assertEquals(
                new Cell.Day(LocalDate.of(2018, 1, 1), "2018-01-01"),
                rows.get(1).cell(0));
        assertEquals(new Cell.Number(new BigDecimal("12"), "12"), rows.get(1).cell(1));
        assertEquals(2, rows.get(1).cells().size());
        assertEquals(new Cell.Number(new BigDecimal("0.1"), "0.1"), rows.get(2).cell(1));
        assertEquals(new Cell.Text("provisional & <early>"), rows.get(2).cell(2));
    }

    @Test
    void aNumberIsExactAndKeepsTheTextThatIsSeen() throws IOException {
        assertEquals(
                new Cell.Number(new BigDecimal("1234567.89"), "1,234,568"),
                cell("<table:table-cell office:value-type='float' office:value='1234567.89'><text:p>1,234,568</text:p>"
                        + "</table:table-cell>"));
        assertEquals(
                new Cell.Number(new BigDecimal("0.125"), "13%"),
                cell("<table:table-cell office:value-type='percentage' office:value='0.125'><text:p>13%</text:p>"
                        + "</table:table-cell>"));
        assertEquals(
                new Cell.Number(new BigDecimal("12.5"), "£12.50"),
                cell("<table:table-cell office:value-type='currency' office:currency='GBP' office:value='12.5'>"
                        + "<text:p>£12.50</text:p></table:table-cell>"));
        assertEquals(
                new Cell.Number(new BigDecimal("1E+3"), "1000"),
                cell("<table:table-cell office:value-type='float' office:value='1E3'/>"));
    }

    @Test
    void aDateIsADayAndWithATimeOfDayAMoment() throws IOException {
        assertEquals(
                new Cell.Day(LocalDate.of(2026, 8, 9), "09/08/2026"),
                cell("<table:table-cell office:value-type='date' office:date-value='2026-08-09T00:00:00'>"
                        + "<text:p>09/08/2026</text:p></table:table-cell>"));
        assertEquals(
                new Cell.Day(LocalDate.of(2026, 8, 9), "2026-08-09"),
                cell("<table:table-cell office:value-type='date' office:date-value='2026-08-09Z'/>"));
        assertEquals(
                new Cell.Moment(LocalDateTime.of(2026, 8, 9, 13, 30, 0, 500_000_000), "9 Aug"),
                cell("<table:table-cell office:value-type='date' office:date-value='2026-08-09T13:30:00.5'>"
                        + "<text:p>9 Aug</text:p></table:table-cell>"));
    }

    @Test
    void whatIsNeitherNumberNorDateIsTheTextThatIsSeen() throws IOException {
        assertEquals(
                new Cell.Text("TRUE"),
                cell("<table:table-cell office:value-type='boolean' office:boolean-value='true'><text:p>TRUE</text:p>"
                        + "</table:table-cell>"));
        assertEquals(
                new Cell.Text("12:30"),
                cell("<table:table-cell office:value-type='time' office:time-value='PT12H30M00S'><text:p>12:30</text:p>"
                        + "</table:table-cell>"));
        assertEquals(
                new Cell.Text("#N/A"),
                cell("<table:table-cell office:value-type='string' office:string-value=''><text:p>#N/A</text:p>"
                        + "</table:table-cell>"));
        assertEquals(
                new Cell.Text("held"),
                cell("<table:table-cell office:value-type='string' office:string-value='held'/>"));
        assertEquals(new Cell.Text("typeless"), cell("<table:table-cell><text:p>typeless</text:p></table:table-cell>"));
    }

    @Test
    void aFormulaIsItsSavedValue() throws IOException {
        assertEquals(
                new Cell.Number(new BigDecimal("3"), "3"),
                cell("<table:table-cell table:formula='of:=1+1' office:value-type='float' office:value='3'>"
                        + "<text:p>3</text:p></table:table-cell>"));
    }

    @Test
    void whiteSpaceIsThatOfTheDocumentNotThatOfTheFile() throws IOException {
        assertEquals("a b", text("<text:p>\n   a\n\t b  \n</text:p>"));
        assertEquals("a   b", text("<text:p>a <text:s text:c='2'/>b</text:p>"));
        assertEquals("  a ", text("<text:p><text:s text:c='2'/>a<text:s/></text:p>"));
        assertEquals("a\tb\nc", text("<text:p>a<text:tab/>b<text:line-break/>c</text:p>"));
        assertEquals(
                "first\nsecond\n\nfourth",
                text("<text:p>first </text:p> <text:p> second</text:p><text:p/>" + "<text:p>fourth</text:p>"));
        assertEquals("a\u00a0b", text("<text:p>a\u00a0b</text:p>"));
        assertEquals("ab c", text("<text:p>a<text:span>b <text:a>c</text:a></text:span></text:p>"));
        assertEquals("a<b&c", text("<text:p>a&lt;b<![CDATA[&]]>c</text:p>"));
    }

    @Test
    void commentsFootnotesAndDrawingsAreNotTheCellsText() throws IOException {
        assertEquals(
                "12",
                text("<office:annotation><dc:creator>someone</dc:creator><text:p>to be checked</text:p>"
                        + "</office:annotation><text:p>1<office:annotation><text:p>no</text:p></office:annotation>"
                        + "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>no</text:p>"
                        + "</text:note-body></text:note>2</text:p><draw:frame><draw:text-box><text:p>no</text:p>"
                        + "</draw:text-box></draw:frame>"));
    }

    @Test
    void aTableWithinACellIsNotRead() throws IOException {
        List<Row> rows = read(Ods.rows("<table:table-row><table:table-cell><table:table table:name='inner'>"
                        + row("inner") + "</table:table><text:p>outer</text:p></table:table-cell></table:table-row>"
                        + row("next"))
                .in(folder));
        assertEquals(
                List.of("outer", "next"),
                rows.stream().map(row -> row.cell(0).text()).toList());
    }

    @Test
    void hiddenGroupedAndHeaderRowsAreRowsAndShapesAreNot() throws IOException {
        List<Row> rows = read(Ods.sheets("<table:tracked-changes><table:deletion><table:table-row>"
                        + "<table:table-cell><text:p>deleted</text:p></table:table-cell></table:table-row>"
                        + "</table:deletion></table:tracked-changes>"
                        + "<table:table table:name='S'><table:title>no</table:title><table:shapes><draw:frame>"
                        + "<table:table table:name='T'>" + row("shape") + "</table:table></draw:frame></table:shapes>"
                        + "<table:table-column table:number-columns-repeated='16384'/>"
                        + "<table:table-header-rows>" + row("header") + "</table:table-header-rows>"
                        + "<table:table-row-group><table:table-row-group>" + row("deep")
                        + "</table:table-row-group>" + row("group") + "</table:table-row-group>"
                        + "<table:table-rows>" + row("plain") + "</table:table-rows>"
                        + "<table:table-row table:visibility='filter'><table:table-cell><text:p>hidden</text:p>"
                        + "</table:table-cell></table:table-row></table:table>")
                .in(folder));
        assertEquals(
                List.of("header", "deep", "group", "plain", "hidden"),
                rows.stream().map(row -> row.cell(0).text()).toList());
        assertEquals(List.of(1, 2, 3, 4, 5), rows.stream().map(Row::number).toList());
    }

    @Test
    void aMergedCellIsItsFirstAndTheCoveredOnesKeepTheColumnsRight() throws IOException {
        List<Row> rows = read(Ods.rows("<table:table-row><table:table-cell table:number-columns-spanned='3'>"
                        + "<text:p>title</text:p></table:table-cell><table:covered-table-cell"
                        + " table:number-columns-repeated='2'><text:p>under it</text:p></table:covered-table-cell>"
                        + "<table:table-cell><text:p>D</text:p></table:table-cell></table:table-row>")
                .in(folder));
        assertEquals(
                List.of(new Cell.Text("title"), Cell.EMPTY, Cell.EMPTY, new Cell.Text("D")),
                rows.getFirst().cells());
    }

    @Test
    void repeatedCellsAndRowsAreThereAsOften() throws IOException {
        List<Row> rows = read(Ods.rows("<table:table-row table:number-rows-repeated='4'><table:table-cell/>"
                        + "</table:table-row><table:table-row table:number-rows-repeated='3'>"
                        + "<table:table-cell table:number-columns-repeated='2'/>"
                        + "<table:table-cell office:value-type='float' office:value='0'"
                        + " table:number-columns-repeated='2'/><table:table-cell"
                        + " table:number-columns-repeated='16380'/></table:table-row>" + row("after"))
                .in(folder));
        Cell zero = new Cell.Number(BigDecimal.ZERO, "0");
        assertEquals(List.of("S!A5", "S!A6", "S!A7", "S!A8"), locators(rows));
        for (Row row : rows.subList(0, 3)) {
            assertEquals(List.of(Cell.EMPTY, Cell.EMPTY, zero, zero), row.cells());
        }
    }

    @Test
    void aMillionRepeatedEmptyRowsCostNothing() throws IOException {
        Path file = Ods.rows("<table:table-row table:number-rows-repeated='1048575'><table:table-cell"
                        + " table:number-columns-repeated='16383'/><table:table-cell/></table:table-row>" + row("last"))
                .in(folder);
        assertTimeout(Duration.ofSeconds(5), () -> assertEquals(List.of("S!A1048576"), locators(read(file))));
    }

    @Test
    void aThousandMillionRepeatedEmptyCellsAndRowsCostNothing() throws IOException {
        String empty = "<table:table-row table:number-rows-repeated='2000000000'><table:table-cell"
                + " table:number-columns-repeated='99999999999999999999'/></table:table-row>";
        Path file = Ods.rows(row("first") + empty.repeat(1_000)).in(folder);
        assertTimeout(Duration.ofSeconds(5), () -> assertEquals(List.of("S!A1"), locators(read(file))));
    }

    @Test
    void everyReadingBeginsAtTheFirstRow() throws IOException {
        try (OdsWorkbook workbook =
                OdsWorkbook.open(Ods.rows(row("one") + row("two")).in(folder))) {
            assertEquals("one", workbook.rows().iterator().next().cell(0).text());
            assertEquals("one", workbook.rows().iterator().next().cell(0).text());
        }
    }

    @Test
    void theDateOfTheFileIsTheOneItWasSavedElseTheOneItWasCreated() throws IOException {
        String created = "<m:creation-date>2025-11-14T12:15:13Z</m:creation-date>";
        assertEquals(
                Optional.of(Instant.parse("2025-11-14T12:15:21Z")),
                modified(created + "<d:date>2025-11-14T12:15:21Z</d:date>"));
        assertEquals(Optional.of(Instant.parse("2025-11-14T12:15:13Z")), modified(created + "<d:date></d:date>"));
        assertEquals(
                Optional.of(Instant.parse("2025-11-14T11:15:21.5Z")),
                modified("<d:date>2025-11-14T12:15:21.5+01:00</d:date>"));
        assertEquals(
                Optional.of(Instant.parse("2025-11-14T12:15:21Z")), modified("<d:date>2025-11-14T12:15:21</d:date>"));
        assertEquals(Optional.empty(), modified(""));
        try (OdsWorkbook workbook = OdsWorkbook.open(Ods.rows("").in(folder))) {
            assertEquals(Optional.empty(), workbook.modified());
        }
    }

    private Optional<Instant> modified(String properties) throws IOException {
        Path file = Ods.rows("")
                .with(
                        "meta.xml",
                        "<o:document-meta xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
                                + " xmlns:m='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"
                                + " xmlns:d='http://purl.org/dc/elements/1.1/'><o:meta>" + properties
                                + "</o:meta></o:document-meta>")
                .in(folder);
        try (OdsWorkbook workbook = OdsWorkbook.open(file)) {
            return workbook.modified();
        }
    }

    private Cell cell(String cell) throws IOException {
        return read(Ods.rows("<table:table-row>" + cell + "</table:table-row>").in(folder))
                .getFirst()
                .cell(0);
    }

    private String text(String paragraphs) throws IOException {
        return cell("<table:table-cell office:value-type='string'>" + paragraphs + "</table:table-cell>")
                .text();
    }

    private static String row(String text) {
        return "<table:table-row><table:table-cell><text:p>" + text + "</text:p></table:table-cell></table:table-row>";
    }

    private static List<String> locators(List<Row> rows) {
        return rows.stream().map(row -> row.at(0)).toList();
    }

    private static List<Row> read(Path file) {
        List<Row> rows = new ArrayList<>();
        try (OdsWorkbook workbook = OdsWorkbook.open(file)) {
            workbook.rows().forEach(rows::add);
        }
        return Collections.unmodifiableList(rows);
    }
}

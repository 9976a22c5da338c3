package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they say, are damaged, or were made to do harm: each is refused, with a reason. */
class HostileFileTest {
    private static final String CELL = "<table:table-cell><text:p>a</text:p></table:table-cell>";
    private static final String ROW = "<table:table-row>" + CELL + "</table:table-row>";
    private static final Limits NARROW = new Limits(1 << 20, 1 << 20, 1_000, 100);

    @TempDir
    private Path folder;

    // Not what it says

    @Test
    void aFileThatIsNoZipIsRefusedWithItsBeginning() throws IOException {
        assertRefused("a file that is no zip: it begins with '<!DOCTYPE html>'", write("<!DOCTYPE html>\n"));
        assertRefused("an empty file", write(""));
        assertRefused("a file that cannot be opened", folder.resolve("absent.ods"));
        assertRefused("a file that cannot be opened", folder);
    }

    @Test
    void aZipThatIsCutOffIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = Ods.rows(ROW).with("meta.xml", "<a/>").bytes();
        for (int length = 2; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.ods"), Arrays.copyOf(whole, length));
            assertRefused("a zip that is cut off or damaged", file);
        }
    }

    @Test
    void aZipOfAnotherKindIsRefusedWithItsKind() throws IOException {
        assertRefused(
                "a zip without a mimetype part", Ods.empty().with("a.txt", "a").in(folder));
        assertRefused(
                "a file of Microsoft Office",
                Ods.empty().with("[Content_Types].xml", "<Types/>").in(folder));
        assertRefused(
                "a file of the type 'application/vnd.oasis.opendocument.text'",
                Ods.rows("")
                        .with("mimetype", "application/vnd.oasis.opendocument.text")
                        .in(folder));
        assertRefused(
                "a zip without content.xml",
                Ods.empty()
                        .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
                        .in(folder));
        assertRefused("without a spreadsheet", Ods.content("<html/>").in(folder));
        assertRefused(
                "without a spreadsheet",
                Ods.content(Ods.HEAD.replace("<office:spreadsheet>", "<office:text/></office:body>")
                                + "</office:document-content>")
                        .in(folder));
    }

    @Test
    void anEncryptedSpreadsheetIsRefusedAsSuch() throws IOException {
        String manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
        assertRefused(
                "a spreadsheet that is encrypted with a password",
                Ods.content("\u0000").with("META-INF/manifest.xml", manifest).in(folder));
    }

    @Test
    void twoPartsOfOneNameAreRefused() throws IOException {
        byte[] zip = Ods.rows(ROW).with("content.xmk", "<a/>").bytes();
        byte[] twice = new String(zip, StandardCharsets.ISO_8859_1)
                .replace("content.xmk", "content.xml")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertRefused("two parts named 'content.xml'", Files.write(folder.resolve("twice.ods"), twice));
        assertRefused(
                "two parts named 'Content.XML'",
                Ods.rows(ROW).with("Content.XML", "<a/>").in(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../content.xml", "a/../b", "/etc/passwd", "a\\b", "a\nb", " ", "a/.."})
    void aPartWithAnOddNameIsRefused(String name) throws IOException {
        assertRefused("a part with the name", Ods.rows(ROW).with(name, "").in(folder));
    }

    @Test
    void aBrokenDateOfTheFileIsRefused() throws IOException {
        String properties = "<a><d:date xmlns:d='http://purl.org/dc/elements/1.1/'>yesterday</d:date></a>";
        assertRefused(
                "the date 'yesterday' in meta.xml",
                Ods.rows(ROW).with("meta.xml", properties).in(folder));
    }

    // Damaged

    @Test
    void brokenXmlIsRefusedWithTheRowWhereItBreaks() throws IOException {
        UnreadableFile refusal = assertRefused(
                "content.xml that is not well-formed XML: 'ParseError at [row,col]:[2,",
                Ods.rows(ROW + "<table:table-row><table:table-cell></table:table-row>")
                        .in(folder));
        assertEquals(Optional.of("sheet 'S', row 2"), refusal.place());
        assertTrue(refusal.getMessage().startsWith("sheet 'S', row 2: found content.xml"), refusal.getMessage());
    }

    @Test
    void whatBreaksBetweenTwoRowsIsOfTheSheetAndOfNoRow() throws IOException {
        UnreadableFile refusal =
                assertRefused("not well-formed", Ods.rows(ROW + "</text:p>").in(folder));
        assertEquals(Optional.of("sheet 'S'"), refusal.place());
    }

    @Test
    void aFlippedBitIsRefusedEvenWhereItMakesGoodXml() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0); // as it is, so that a digit can be changed in place
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write("application/vnd.oasis.opendocument.spreadsheet".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write((Ods.HEAD + "<table:table table:name='S'>" + ROW.replace(">a<", ">1066<") + "</table:table>"
                            + Ods.FOOT)
                    .getBytes(StandardCharsets.UTF_8));
        }
        byte[] changed = bytes.toString(StandardCharsets.ISO_8859_1)
                .replace("1066", "1067")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(
                "content.xml whose checksum does not fit its content",
                Files.write(folder.resolve("flipped.ods"), changed));
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWhateverEncodingIsClaimed() throws IOException {
        String content = (Ods.HEAD + "<table:table table:name='S'>" + ROW.replace(">a<", ">é<") + "</table:table>"
                        + Ods.FOOT)
                .replace("UTF-8", "ISO-8859-1");
        assertRefused(
                "content.xml with bytes that are not UTF-8",
                Ods.content("")
                        .with("content.xml", content.getBytes(StandardCharsets.ISO_8859_1))
                        .in(folder));
        assertRefused(
                "content.xml with bytes that are not UTF-8",
                Ods.content("")
                        .with("content.xml", content.getBytes(StandardCharsets.UTF_16))
                        .in(folder));
        assertEquals(1, read(Ods.content("\uFEFF" + content).in(folder), NARROW));
    }

    @Test
    void noDamageEscapesAsAnythingElse() throws IOException {
        byte[] whole = Ods.sheets(
                        "<table:table table:name='S'><!-- c --><table:table-row table:number-rows-repeated='3'>"
                                + "<table:table-cell office:value-type='float' office:value='1.5'><text:p>1.5</text:p>"
                                + "</table:table-cell><table:covered-table-cell table:number-columns-repeated='2'/>"
                                + "<table:table-cell office:value-type='date' office:date-value='2026-08-21'>"
                                + "<text:p>a<text:s text:c='3'/>é&amp;&#10;</text:p></table:table-cell></table:table-row>"
                                + "</table:table>")
                .with("META-INF/manifest.xml", "<manifest><file-entry/></manifest>")
                .with(
                        "meta.xml",
                        "<a><d:date xmlns:d='http://purl.org/dc/elements/1.1/'>2026-08-21T07:37:06Z</d:date></a>")
                .bytes();
        String content = Ods.HEAD + "<table:table table:name='S'>" + ROW + ROW + "</table:table>" + Ods.FOOT;
        Random random = new Random(42);
        for (int attempt = 0; attempt < 1_500; attempt++) {
            byte[] damaged = attempt % 2 == 0 ? whole.clone() : content.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = folder.resolve("damaged.ods");
            Files.write(
                    file,
                    attempt % 2 == 0
                            ? damaged
                            : Ods.content(new String(damaged, StandardCharsets.ISO_8859_1))
                                    .bytes());
            try {
                read(file, NARROW);
            } catch (UnreadableFile refusal) {
                assertTrue(refusal.getMessage().lines().count() == 1, refusal.getMessage());
            } catch (RuntimeException other) {
                fail("attempt " + attempt, other);
            }
        }
    }

    // Made to do harm

    @Test
    void documentTypesAndEntitiesAreRefusedAndNothingOutsideIsRead() throws IOException {
        Path secret = write("the secret");
        for (String type : new String[] {
            "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>",
            "<!DOCTYPE a SYSTEM '" + secret.toUri() + "'>",
            // a parser that tried to read this one would complain that it is not there
            "<!DOCTYPE a SYSTEM '" + folder.resolve("absent.dtd").toUri() + "'>",
            "<!DOCTYPE a [<!ENTITY a '" + "a".repeat(1_000) + "'><!ENTITY e '" + "&a;".repeat(1_000) + "'>]>",
        }) {
            String body = Ods.HEAD.substring(Ods.HEAD.indexOf('\n')) + "<table:table table:name='S'>"
                    + ROW.replace(">a<", ">&e;<") + "</table:table>" + Ods.FOOT;
            assertRefused(
                    "a document type or an entity in content.xml",
                    Ods.content(type + body).in(folder));
        }
        assertRefused("content.xml", Ods.rows(ROW.replace(">a<", ">&e;<")).in(folder));
        assertRefused(
                "a document type or an entity in META-INF/manifest.xml",
                Ods.rows(ROW)
                        .with("META-INF/manifest.xml", "<!DOCTYPE manifest PUBLIC 'a' 'b'><manifest/>")
                        .in(folder));
    }

    @Test
    void rowsRepeatedBeyondTheEndOfASheetAreRefusedAtOnce() throws IOException {
        String repeated = "<table:table-row table:number-rows-repeated='2000000000'>" + CELL + "</table:table-row>";
        UnreadableFile refusal = assertRefused(
                "a value below row 1048576", Ods.rows(ROW + repeated).in(folder));
        assertEquals(Optional.of("sheet 'S', row 2"), refusal.place());
        String empty = "<table:table-row table:number-rows-repeated='2000000000'/>";
        assertRefused("a value below row 1048576", Ods.rows(empty + empty + ROW).in(folder));
    }

    @Test
    void cellsRepeatedBeyondTheEndOfARowAreRefusedAtOnce() throws IOException {
        for (String cell : new String[] {
            CELL.replace("table-cell>", "table-cell>")
                    .replaceFirst(">", " table:number-columns-repeated='2000000000'>"),
            "<table:table-cell table:number-columns-repeated='16384'/>" + CELL,
            "<table:covered-table-cell table:number-columns-repeated='2000000000'/>".repeat(3) + CELL,
        }) {
            UnreadableFile refusal = assertRefused(
                    "a value beyond column XFD",
                    Ods.rows("<table:table-row>" + cell + "</table:table-row>").in(folder));
            assertEquals(Optional.of("sheet 'S', row 1"), refusal.place());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "many", "", "١"})
    void aRepetitionThatIsNoCountIsRefused(String count) throws IOException {
        assertRefused(
                "something repeated '" + count + "' times",
                Ods.rows("<table:table-row table:number-rows-repeated='" + count + "'/>")
                        .in(folder));
    }

    @Test
    void aMillionWideRowsAreRefusedBeforeTheyAreGivenOut() throws IOException {
        String wide = "<table:table-row table:number-rows-repeated='1000000'>"
                + CELL.replaceFirst(">", " table:number-columns-repeated='16000'>") + "</table:table-row>";
        Path file = Ods.rows(wide).in(folder);
        assertTimeout(
                Duration.ofSeconds(5), () -> assertRefused("rows that come to more than 536870912 characters", file));
    }

    @Test
    void tooManyRowsAreRefusedWithTheLimitAndWhatToDo() throws IOException {
        UnreadableFile refusal = assertRefused(
                "more than 1000 rows that hold something",
                NARROW,
                Ods.rows(ROW.repeat(1_001)).in(folder));
        assertTrue(refusal.expected().contains("split a larger one"), refusal.expected());
        assertEquals(1_000, read(Ods.rows(ROW.repeat(1_000)).in(folder), NARROW));
    }

    @Test
    void aCellWithMoreTextThanSpreadsheetsAllowIsRefused() throws IOException {
        assertRefused(
                "a cell of more than 32767 characters",
                Ods.rows(ROW.replace(">a<", ">" + "a".repeat(32_768) + "<")).in(folder));
        assertRefused(
                "a cell of more than 32767 characters",
                Ods.rows(ROW.replace(">a<", "><text:s text:c='2000000000'/><")).in(folder));
        assertRefused(
                "a value of 32768 characters in column A",
                Ods.rows("<table:table-row><table:table-cell office:value-type='string' office:string-value='"
                                + "a".repeat(32_768) + "'/></table:table-row>")
                        .in(folder));
        assertEquals(
                1,
                read(
                        Ods.rows(ROW.replace(">a<", ">" + "a".repeat(32_767) + "<"))
                                .in(folder),
                        Limits.DEFAULT));
    }

    @Test
    void aRowWithMoreTextThanFitsInMemoryIsRefused() throws IOException {
        String cell = CELL.replace(">a<", ">" + "a".repeat(32_000) + "<");
        assertRefused(
                "a row of more than 1048576 characters",
                Ods.rows("<table:table-row>" + cell.repeat(33) + "</table:table-row>")
                        .in(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E999999999", "1E-999999999", "NaN", "INF", "twelve", "0x10", ""})
    void aNumberThatIsNoneOrWouldFillTheMemoryIsRefused(String number) throws IOException {
        assertRefused(
                "the number '" + number + "' in column B",
                Ods.rows("<table:table-row>" + CELL + "<table:table-cell office:value-type='float' office:value='"
                                + number + "'/></table:table-row>")
                        .in(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "21/08/2026", "2026-08-21T25:00:00", "today", ""})
    void aDateThatIsNoneIsRefused(String date) throws IOException {
        assertRefused(
                "the date '" + date + "' in column A",
                Ods.rows("<table:table-row><table:table-cell office:value-type='date' office:date-value='" + date
                                + "'/></table:table-row>")
                        .in(folder));
    }

    @Test
    void aFileThatUnpacksFurtherThanAllowedIsStoppedWhereTheLimitIs() throws IOException {
        Path bomb = Ods.repeated(folder, Ods.HEAD, "<table:shapes/>", 2_000_000, Ods.FOOT);
        assertTrue(Files.size(bomb) < 100_000, "a bomb is small");
        UnreadableFile refusal = assertRefused("content.xml that unpacks to more than 1048576 bytes", NARROW, bomb);
        assertTrue(refusal.expected().contains("a mistake or an attack"), refusal.expected());
    }

    @Test
    void aFileLargerThanAllowedIsNotOpened() throws IOException {
        Path file = write("PK" + "a".repeat(1 << 20));
        assertRefused("a file of 1048578 bytes", NARROW, file);
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        String group = "<table:table-row-group>";
        assertRefused(
                "elements nested more than 64 deep",
                Ods.rows(group.repeat(100_000)).in(folder));
        assertRefused(
                "elements nested more than 64 deep",
                Ods.rows(ROW.replace("<text:p>", "<text:p>" + "<text:span>".repeat(100_000)))
                        .in(folder));
    }

    @Test
    void sheetsThatCannotBeToldApartAreRefused() throws IOException {
        String sheet = "<table:table table:name='S'/>";
        assertRefused("two sheets named 'S'", Ods.sheets(sheet + sheet).in(folder));
        assertRefused("a sheet named 'null'", Ods.sheets("<table:table/>").in(folder));
        assertRefused(
                "a sheet named 'a b'",
                Ods.sheets("<table:table table:name='a&#10;b'/>").in(folder));
        StringBuilder sheets = new StringBuilder();
        for (int number = 0; number <= 1_000; number++) {
            sheets.append("<table:table table:name='S").append(number).append("'/>");
        }
        assertRefused("more than 1000 sheets", Ods.sheets(sheets.toString()).in(folder));
    }

    @Test
    void manyPartsAreRefused() throws IOException {
        Ods ods = Ods.rows(ROW);
        for (int number = 0; number < 5_000; number++) {
            ods.with("part" + number, "");
        }
        assertRefused("a zip of 5002 parts", ods.in(folder));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ".ods"), content, StandardCharsets.ISO_8859_1);
    }

    private static UnreadableFile assertRefused(String found, Path file) {
        return assertRefused(found, Limits.DEFAULT, file);
    }

    private static UnreadableFile assertRefused(String found, Limits limits, Path file) {
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> read(file, limits));
        assertTrue(refusal.found().contains(found), refusal.getMessage());
        return refusal;
    }

    private static int read(Path file, Limits limits) {
        int rows = 0;
        try (OdsWorkbook workbook = OdsWorkbook.open(file, limits)) {
            for (Row row : workbook.rows()) {
                rows += row.isEmpty() ? 0 : 1;
            }
        }
        return rows;
    }
}

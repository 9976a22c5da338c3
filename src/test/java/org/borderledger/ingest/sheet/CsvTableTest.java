package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of text, packed or not: what their cells hold, and that what cannot be read is refused with a reason. */
class CsvTableTest {
    private static final Limits NARROW = new Limits(1 << 20, 1 << 16, 1_000, 100);

    @TempDir
    private Path folder;

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(content);
        }
        return bytes.toByteArray();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "table", ".csv"), bytes);
    }

    private Path write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Row> read(Path file, Limits limits) {
        List<Row> rows = new ArrayList<>();
        try (CsvTable table = CsvTable.open(file, limits)) {
            table.rows().forEach(rows::add);
        }
        return rows;
    }

    private static UnreadableFile assertRefused(String found, Path file) {
        UnreadableFile refusal = assertThrows(UnreadableFile.class, () -> read(file, NARROW));
        assertTrue(refusal.found().contains(found), refusal.getMessage());
        return refusal;
    }

    @Test
    void aRowIsNumberedAsASpreadsheetNumbersIt() throws IOException {
        List<Row> rows = read(write("\uFEFFa,b\r\n\r\n\"one\ntwo, \"\"three\"\"\",,é\nshort\n"), Limits.DEFAULT);
        assertEquals(List.of(1, 3, 4), rows.stream().map(Row::number).toList());
        assertEquals(
                List.of("a", "b"),
                rows.getFirst().cells().stream().map(Cell::text).toList());
        assertEquals(
                List.of(new Cell.Text("one\ntwo, \"three\""), Cell.EMPTY, new Cell.Text("é")),
                rows.get(1).cells());
        assertEquals("'Table 1'!C3", rows.get(1).at(2));
        assertEquals(1, rows.get(2).cells().size());
    }

    @Test
    void aTableThatEndsWithinARowIsRefusedSinceItMayEndWithinANumber() throws IOException {
        UnreadableFile refusal = assertRefused("a last row without a line end", write("a,b\n1,23"));
        assertEquals(Optional.of("sheet 'Table 1', row 2"), refusal.place());
        assertRefused("a last row without a line end", write(gzip("a,b\n1,2".getBytes(StandardCharsets.UTF_8))));
        for (String end : List.of("\n", "\r\n", "\r", "\n\n")) {
            assertEquals(2, read(write("a,b" + end + "1,23" + end), NARROW).size());
        }
        assertEquals(List.of(), read(write(""), NARROW));
    }

    @Test
    void aPackedTableReadsAsItsContent() throws IOException {
        byte[] text = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(read(write(text), Limits.DEFAULT), read(write(gzip(text)), Limits.DEFAULT));
    }

    @Test
    void aPackedTableThatIsCutOffOrDamagedIsRefused() throws IOException {
        byte[] whole = gzip("a,b\n1,2\n".repeat(20).getBytes(StandardCharsets.UTF_8));
        for (int length = 2; length < whole.length; length++) {
            assertRefused("cannot be read", write(Arrays.copyOf(whole, length)));
        }
        byte[] damaged = whole.clone();
        damaged[whole.length - 8] ^= 1; // its checksum
        assertRefused("cannot be read", write(damaged));
    }

    @Test
    void whatIsNoTextIsRefusedAndNothingIsReplaced() throws IOException {
        assertRefused("bytes that are not UTF-8", write("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        assertRefused("cannot be read", write("a,\"b\n1,2\n"));
        assertRefused("cannot be read", write("a,\"b\"c\n1,2\n"));
        assertRefused("cannot be read", folder.resolve("absent.csv"));
    }

    @Test
    void moreThanTheLimitsAllowIsRefusedWhileItUnpacks() throws IOException {
        assertRefused("unpacks to more than 65536 bytes", write(gzip(new byte[1 << 24])));
        assertRefused("cannot be read", write("a".repeat(101)));
        UnreadableFile refusal = assertRefused("more than 1000 rows", write("a\n".repeat(1_001)));
        assertEquals(Optional.empty(), refusal.place());
        assertRefused("a file of", write(new byte[(1 << 20) + 1]));
    }

    @Test
    void whateverIsDamagedIsReadOrRefusedAndNothingElse() throws IOException {
        byte[] text = "a,\"b\"\n1,2\n".repeat(5).getBytes(StandardCharsets.UTF_8);
        byte[] packed = gzip(text);
        Random random = new Random(42);
        for (int attempt = 0; attempt < 700; attempt++) {
            byte[] damaged = attempt % 2 == 0 ? text.clone() : packed.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            Path file = Files.write(folder.resolve("damaged.csv"), damaged);
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
    void bytesOfNeitherEncodingAreNamedAsSuch() throws IOException {
        Path file = write(new byte[] {'a', ',', (byte) 0xe9, '\n', 'b', ',', (byte) 0x81, '\n'});
        try (CsvTable table = CsvTable.openWestern(file)) {
            UnreadableFile refusal =
                    assertThrows(UnreadableFile.class, () -> table.rows().forEach(row -> {}));
            assertEquals("bytes that are neither UTF-8 nor windows-1252", refusal.found());
            assertEquals("a table of text (.csv) in UTF-8 or windows-1252, with commas", refusal.expected());
        }
    }
}

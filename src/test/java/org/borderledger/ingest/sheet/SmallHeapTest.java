package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read in another JVM whose heap is small, so that what is kept by mistake ends the test. */
class SmallHeapTest {
    private static final String SHEET = Ods.HEAD + "<table:table table:name='S'>";
    private static final String ROW =
            "<table:table-row><table:table-cell office:value-type='float' office:value='%d'><text:p>%d</text:p>"
                    + "</table:table-cell></table:table-row>";
    private static final String END = "</table:table>" + Ods.FOOT;

    @TempDir
    private Path folder;

    @Test
    void thePublishedFilesAreReadIn64MiB() throws Exception {
        try (Stream<Path> files =
                Files.list(Corpus.folder().resolve("published/home-office/small-boats-time-series"))) {
            List<Path> editions = files.filter(file -> file.toString().endsWith(".ods"))
                    .sorted()
                    .toList();
            List<String> lines = readElsewhere("-Xmx64m", editions);
            assertEquals(editions.size(), lines.size());
            for (String line : lines) {
                assertTrue(line.matches(".*: 3\\d{3} rows"), line);
            }
        }
    }

    @Test
    void aMillionRowsAreReadIn16MiB() throws Exception {
        Path file = Ods.repeated(folder, SHEET, ROW, 1_000_000, END);
        assertEquals(List.of(file + ": 1000000 rows"), readElsewhere("-Xmx16m", List.of(file)));
    }

    @Test
    void whatIsMadeToFillTheMemoryIsRefusedIn64MiB() throws Exception {
        long length = 40_000_000;
        List<Path> files = List.of(
                directoryOnly(Limits.DEFAULT.packedBytes()),
                Ods.repeated(folder, SHEET + "<table:table-row a='", "a", length, "'/>" + END),
                Ods.repeated(folder, SHEET + "<table:table-row><!--", "a", length, "--></table:table-row>" + END),
                Ods.repeated(folder, SHEET + "<", "a", length, "/>" + END),
                Ods.repeated(folder, SHEET + "<table:table-row ", "a='' ", length, "/>" + END),
                Ods.repeated(folder, "<!DOCTYPE a [", "<!ELEMENT a EMPTY>", length / 10, "]>" + SHEET + END),
                Ods.repeated(folder, SHEET + "<![CDATA[", "a", length, "]]>" + END),
                Ods.repeated(folder, SHEET, "<a%d/>", 1_000_000, END),
                Ods.repeated(folder, SHEET, "<a a%d=''/>", 1_000_000, END),
                Ods.repeated(folder, SHEET, "<a xmlns='%d'/>", 1_000_000, END),
                Ods.repeated(folder, SHEET, "<a%d:a xmlns:a%d='u'/>", 1_000_000, END),
                Ods.repeated(folder, SHEET, "<?a%d?>", 1_000_000, END),
                Ods.repeated(folder, SHEET, "<table:table-row>", length / 10, END),
                Ods.repeated(
                        folder, SHEET, "<table:table-row><table:table-cell><text:p>", 1_000, "a".repeat(100_000) + END),
                Ods.repeated(
                        folder,
                        SHEET + "<table:table-row>",
                        "<table:table-cell><text:p>" + "a".repeat(30_000) + "</text:p></table:table-cell>",
                        4_000,
                        END));
        List<String> lines = readElsewhere("-Xmx64m", files);
        assertEquals(files.size(), lines.size());
        assertTrue(lines.getFirst().contains("a zip of 621368 parts"), lines.getFirst());
        for (String line : lines) {
            assertTrue(line.contains(": refused: "), line);
        }
    }

    @Test
    void longTextThatIsNotACellsIsPassedOverIn16MiB() throws Exception {
        Path file = Ods.repeated(
                folder,
                SHEET + "<table:shapes><draw:binary>",
                "QUJD\n",
                20_000_000,
                "</draw:binary></table:shapes>" + ROW.replace("%d", "1") + END);
        assertEquals(List.of(file + ": 1 rows"), readElsewhere("-Xmx16m", List.of(file)));
    }

    /** A zip that is nothing but its directory: as much as a reader of zips can be made to hold in memory. */
    private Path directoryOnly(long size) throws IOException {
        int parts = (int) (size / 54) - 10;
        ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x04034b50).position(30);
        for (int part = 0; part < parts; part++) {
            int entry = bytes.position();
            bytes.putInt(0x02014b50).putShort(entry + 28, (short) 8).position(entry + 46);
            bytes.put("%08d".formatted(part).getBytes(StandardCharsets.US_ASCII));
        }
        int end = bytes.position();
        // More parts than fit in two bytes: the end of the directory in its longer form, then where that is.
        bytes.putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putLong(0)
                .putLong(parts)
                .putLong(parts)
                .putLong(end - 30)
                .putLong(30);
        bytes.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        bytes.putInt(0x06054b50)
                .putInt(0)
                .putInt(-1)
                .putInt(end - 30)
                .putInt(30)
                .putShort((short) 0);
        return Files.write(folder.resolve("directory.ods"), Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private List<String> readElsewhere(String heap, List<Path> files)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                classes(OdsWorkbook.class) + System.getProperty("path.separator") + classes(SmallHeapTest.class),
                Reading.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String words = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, status, words);
        return words.lines().toList();
    }

    private static String classes(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** What the other JVM does: one line for each file. */
    static final class Reading {
        public static void main(String[] files) {
            for (String file : files) {
                long rows = 0;
                try (OdsWorkbook workbook = OdsWorkbook.open(Path.of(file))) {
                    for (Row row : workbook.rows()) {
                        rows += row.isEmpty() ? 0 : 1;
                    }
                    System.out.println(file + ": " + rows + " rows");
                } catch (UnreadableFile refusal) {
                    System.out.println(file + ": refused: " + refusal.getMessage());
                }
            }
        }
    }
}

package org.borderledger.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large tables are written in another JVM whose heap is small, so that what is kept by mistake ends the test. */
class SmallHeapTest {
    private static final int ROWS = 300_000;
    private static final int COLUMNS = 27;

    @TempDir
    private Path folder;

    @Test
    void threeHundredThousandRowsOf27ColumnsAreWrittenIn96MiB() throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        Integer.toString(ROWS))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String words = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, status, words);
        for (Representation format : Writing.FORMATS) {
            assertTrue(words.contains(format + ": " + ROWS + " rows"), words);
        }
    }

    /** What the other JVM does: one line for each format. With a folder, the files stay there to look at. */
    static final class Writing {
        private static final List<Representation> FORMATS =
                List.of(Representation.CSV, Representation.JSONL, Representation.XLSX, Representation.PARQUET);

        public static void main(String[] arguments) throws IOException {
            int total = Integer.parseInt(arguments[0]);
            for (Representation format : FORMATS) {
                long start = System.nanoTime();
                var rows = new Numbered(total);
                try (OutputStream out = arguments.length == 1
                        ? OutputStream.nullOutputStream()
                        : new BufferedOutputStream(
                                Files.newOutputStream(Path.of(arguments[1], "export" + format.suffix())))) {
                    Writer.of(format, false).write(Export.answer(columns(), rows, total), out);
                }
                System.out.printf(
                        "%s: %d rows in %d ms%n", format, rows.handed, (System.nanoTime() - start) / 1_000_000);
            }
        }

        private static List<Column> columns() {
            List<Column> columns = new ArrayList<>();
            columns.add(Column.of("key", Column.Type.TEXT, "Names the figure", null));
            Column.Type[] types = Column.Type.values();
            for (int place = 1; place < COLUMNS; place++) {
                Column.Type type = types[place % types.length];
                columns.add(Column.nullable("column" + place, type, "A value of the type " + type, null));
            }
            return columns;
        }
    }

    private static final class Numbered implements Rows {
        private final int total;
        private int handed;

        Numbered(int total) {
            this.total = total;
        }

        @Override
        public void read(Reader reader) throws IOException {
            List<Column> columns = Writing.columns();
            @Nullable Object[] values = new @Nullable Object[COLUMNS];
            for (handed = 0; handed < total; handed++) {
                values[0] = "series:" + handed;
                for (int place = 1; place < COLUMNS; place++) {
                    values[place] = (handed + place) % 11 == 0
                            ? null
                            : value(columns.get(place).type(), handed, place);
                }
                reader.row(values);
            }
        }

        private static Object value(Column.Type type, int row, int place) {
            long mixed = (row * 31L + place) * 0x9E3779B97F4A7C15L;
            return switch (type) {
                case TEXT -> place > 14 ? "text " + Long.toHexString(mixed) : "code-" + mixed % 7;
                case INTEGER -> mixed % 100_000;
                case DECIMAL -> BigDecimal.valueOf(mixed % 100_000_000_000L, 2);
                case DATE -> LocalDate.of(2018, 1, 1).plusDays(row % 3_000);
                case INSTANT -> Instant.ofEpochSecond(1_700_000_000L + row, row % 1_000 * 1_000L);
                case BOOLEAN -> row % 3 == 0;
                case LIST -> row % 2 == 0 ? List.of("a", "b") : List.of();
            };
        }
    }
}

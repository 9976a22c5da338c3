package org.borderledger.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all writers of exports have in common. */
class WriterTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JSON")
    void aWriterFlushesAndLeavesTheClosingToItsCaller(Representation representation) throws Exception {
        var out = new Watched();
        Writer.of(representation, false).write(Export.answer(), out);
        assertFalse(out.closed);
        assertTrue(out.size() > 0);
        assertEquals(out.size(), out.flushedAt);
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSONL", "XLSX", "PARQUET"})
    void rowsAreWrittenWhileTheyAreRead(Representation representation) throws Exception {
        var out = new Watched();
        var atHalf = new AtomicLong();
        int total = 300_000;
        Rows rows = reader -> {
            for (int row = 0; row < total; row++) {
                if (row == total / 2) {
                    atHalf.set(out.size());
                }
                reader.row(Export.row("key-" + row * 7919L % 1_000_003, Export.noise(row)));
            }
        };
        var columns = List.of(
                Column.of("key", Column.Type.TEXT, "A key", null), Column.of("hash", Column.Type.TEXT, "A hash", null));
        Writer.of(representation, false).write(Export.answer(columns, rows, total), out);
        assertTrue(
                atHalf.get() > out.size() * 0.2,
                () -> "of " + out.size() + " bytes only " + atHalf + " at half of the rows");
    }

    @ParameterizedTest
    @EnumSource(names = {"XLSX", "PARQUET"})
    void aFileThatLacksRowsIsNeverFinished(Representation representation) throws Exception {
        Rows broken = reader -> {
            reader.row(Export.ROWS.getFirst());
            throw new IOException("the database went away");
        };
        String end = representation == Representation.XLSX ? "PK\5\6" : "PAR1";
        assertTrue(tail(Export.written(representation, Export.answer())).contains(end));
        var out = new ByteArrayOutputStream();
        assertThrows(
                IOException.class,
                () -> Writer.of(representation, false).write(Export.answer(Export.COLUMNS, broken, 2), out));
        assertFalse(tail(out.toByteArray()).contains(end));
    }

    /** Where readers look for what is in the file; Parquet also begins with the mark of its end. */
    private static String tail(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).substring(Math.min(bytes.length, 4));
    }

    @Test
    void jsonIsNoExport() {
        assertThrows(IllegalArgumentException.class, () -> Writer.of(Representation.JSON, false));
    }

    private static final class Watched extends ByteArrayOutputStream {
        private boolean closed;
        private int flushedAt;

        @Override
        public void flush() {
            flushedAt = size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

package org.borderledger.ingest.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of text (.csv) in UTF-8, packed with gzip or not, read from front to back in memory that does not grow with it.
 *
 * <p>It is one sheet, {@code Table 1}. Rows are numbered as a spreadsheet that opens the file numbers them, so a row whose
 * text has several lines is one. Every cell that holds something is text: a table of text has no other type.
 */
public final class CsvTable implements AutoCloseable {
    private static final String SHEET = "Table 1";
    private static final String A_TABLE = "a table of text (.csv) in UTF-8, with commas";
    private static final int COLUMNS = 16_384;
    private static final int ROW_CHARACTERS = 1 << 20;

    private final Limits limits;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private int number;

    private CsvTable(CsvReader<CsvRecord> reader, Limits limits) {
        this.reader = reader;
        this.records = reader.iterator();
        this.limits = limits;
    }

    /**
     * Opens a file within the usual limits.
     *
     * @throws UnreadableFile when it cannot be read, with the reason
     */
    public static CsvTable open(Path file) {
        return open(file, Limits.DEFAULT);
    }

    /**
     * Opens a file within limits. That it is no such table may turn out at any of its rows.
     *
     * @throws UnreadableFile when it cannot be read, with the reason
     */
    public static CsvTable open(Path file, Limits limits) {
        try {
            if (Files.size(file) > limits.packedBytes()) {
                throw new UnreadableFile(
                        "a file of " + Files.size(file) + " bytes",
                        "at most " + limits.packedBytes() + ": raise the limit if this one is meant to be so large");
            }
            InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
            try {
                bytes.mark(3);
                boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
                bytes.reset();
                InputStream text = new Bounded(packed ? new GZIPInputStream(bytes) : bytes, limits.unpackedBytes());
                CsvReader<CsvRecord> reader = CsvReader.builder()
                        .skipEmptyLines(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .detectBomHeader(false)
                        .build(
                                CsvRecordHandler.builder()
                                        .maxFields(COLUMNS)
                                        .maxFieldSize(limits.cellCharacters())
                                        .maxRecordSize(ROW_CHARACTERS)
                                        .build(),
                                new InputStreamReader(
                                        text, StandardCharsets.UTF_8.newDecoder())); // refuses what a charset replaces
                return new CsvTable(reader, limits);
            } catch (IOException | RuntimeException failure) {
                bytes.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * The rows that hold something and have not been read yet.
     *
     * <p>The iterator throws {@link UnreadableFile} where the file is damaged or goes beyond a limit.
     */
    public Iterable<Row> rows() {
        return () -> new Iterator<>() {
            private @Nullable Row next;

            @Override
            public boolean hasNext() {
                while (next == null) {
                    Row row = advance();
                    if (row == null) {
                        return false;
                    }
                    next = row.isEmpty() ? null : row;
                }
                return true;
            }

            @Override
            public Row next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException();
                }
                Row row = next;
                next = null;
                return row;
            }
        };
    }

    private @Nullable Row advance() {
        CsvRecord record;
        try {
            if (!records.hasNext()) {
                return null;
            }
            record = records.next();
        } catch (UncheckedIOException failure) {
            throw unreadable(failure).at(SHEET, number + 1);
        } catch (CsvParseException failure) {
            throw unreadable(failure).at(SHEET, number + 1);
        }
        if (++number > limits.rows()) {
            throw new UnreadableFile(
                    "more than " + limits.rows() + " rows",
                    "at most that in one file; raise the limit if this one is meant to be so long");
        }
        List<Cell> cells = new ArrayList<>(record.getFieldCount());
        for (String field : record.getFields()) {
            // Spreadsheet programs begin a file with a mark of its encoding, which is no part of the first header.
            String text = number == 1 && cells.isEmpty() && field.startsWith("\uFEFF") ? field.substring(1) : field;
            cells.add(text.isEmpty() ? Cell.EMPTY : new Cell.Text(text));
        }
        return new Row(SHEET, number, cells);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException ignored) {
            // It was only read: nothing is lost, and what was read is not worse for it.
        }
    }

    private static UnreadableFile unreadable(Exception failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && !(reason instanceof UnreadableFile)) {
            reason = reason.getCause();
        }
        return switch (reason) {
            case UnreadableFile refusal -> refusal;
            case CharacterCodingException broken -> new UnreadableFile("bytes that are not UTF-8", A_TABLE, broken);
            default ->
                new UnreadableFile(
                        "a file that cannot be read: " + UnreadableFile.reason(failure),
                        A_TABLE + ", complete",
                        failure);
        };
    }

    /** Counts what comes out of a packed file, which may be a thousand times what went in. */
    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long count;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            count += read;
            if (count > most) {
                throw new UnreadableFile(
                        "a file that unpacks to more than " + most + " bytes",
                        "at most that: one far larger is a mistake or an attack; raise the limit if it is neither");
            }
        }
    }
}

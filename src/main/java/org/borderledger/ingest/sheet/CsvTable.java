package org.borderledger.ingest.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A table of text (.csv), packed with gzip or not, read from front to back in memory that does not grow with it.
 *
 * <p>It is one sheet, {@code Table 1}. Rows are numbered as a spreadsheet that opens the file numbers them, so a row whose
 * text has several lines is one. Every cell that holds something is text: a table of text has no other type.
 *
 * <p>Every row ends in a line end, the last one too. All publishers' files do, and one that was cut off within its last
 * number would state another.
 */
public final class CsvTable implements AutoCloseable {
    private static final String SHEET = "Table 1";
    private static final int COLUMNS = 16_384;
    private static final int ROW_CHARACTERS = 1 << 20;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final Limits limits;
    private final Charset charset;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Text text;
    private int number;

    private CsvTable(CsvReader<CsvRecord> reader, Text text, Charset charset, Limits limits) {
        this.charset = charset;
        this.reader = reader;
        this.text = text;
        this.records = reader.iterator();
        this.limits = limits;
    }

    /**
     * Opens a file in UTF-8 within the usual limits.
     *
     * @throws UnreadableFile when it cannot be read, with the reason
     */
    public static CsvTable open(Path file) {
        return open(file, Limits.DEFAULT);
    }

    /**
     * Opens a file of a publisher that writes, now and then, what spreadsheet programs of western Europe write: in UTF-8
     * where all of it is, else in windows-1252.
     *
     * @throws UnreadableFile when it cannot be read, with the reason
     */
    public static CsvTable openWestern(Path file) {
        try {
            return open(file, charset(file, Limits.DEFAULT), Limits.DEFAULT);
        } catch (IOException failure) {
            throw unreadable(failure, StandardCharsets.UTF_8);
        }
    }

    /**
     * Opens a file within limits. That it is no such table may turn out at any of its rows.
     *
     * @throws UnreadableFile when it cannot be read, with the reason
     */
    public static CsvTable open(Path file, Limits limits) {
        return open(file, StandardCharsets.UTF_8, limits);
    }

    private static CsvTable open(Path file, Charset charset, Limits limits) {
        try {
            if (Files.size(file) > limits.unpackedBytes()) {
                throw new UnreadableFile(
                        "a file of " + Files.size(file) + " bytes",
                        "at most " + limits.unpackedBytes() + ": " + Limits.SPLIT);
            }
            InputStream bytes = Unpacked.open(file, limits);
            try {
                var text = new Text(new InputStreamReader(bytes, charset.newDecoder())); // refuses what others replace
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
                                text);
                return new CsvTable(reader, text, charset, limits);
            } catch (RuntimeException failure) {
                bytes.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw unreadable(failure, charset);
        }
    }

    /** The words of the first row of a file in UTF-8; none where it is no such table. */
    public static List<String> header(Path file) {
        try (CsvTable table = open(file)) {
            for (Row first : table.rows()) {
                return first.cells().stream().map(Cell::text).toList();
            }
            return List.of();
        } catch (UnreadableFile another) {
            return List.of();
        }
    }

    /** UTF-8 if every byte of it is, else the other one. */
    private static Charset charset(Path file, Limits limits) throws IOException {
        try (Reader text = new InputStreamReader(Unpacked.open(file, limits), StandardCharsets.UTF_8.newDecoder())) {
            text.transferTo(Writer.nullWriter());
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException other) {
            return WINDOWS;
        }
    }

    /** In which encoding it is read. */
    public Charset charset() {
        return charset;
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
                if (text.endsWithinARow()) {
                    throw new UnreadableFile(
                                    "a last row without a line end",
                                    "one behind every row: a file that was cut off may end within a number."
                                            + " If it is whole, add the line end")
                            .at(SHEET, number);
                }
                return null;
            }
            record = records.next();
        } catch (UncheckedIOException failure) {
            throw unreadable(failure, charset).at(SHEET, number + 1);
        } catch (CsvParseException failure) {
            throw unreadable(failure, charset).at(SHEET, number + 1);
        }
        if (++number > limits.rows()) {
            throw new UnreadableFile(
                    "more than " + limits.rows() + " rows", "at most that in one file: " + Limits.SPLIT);
        }
        List<Cell> cells = new ArrayList<>(record.getFieldCount());
        for (String field : record.getFields()) {
            // Spreadsheet programs begin a file with a mark of its encoding, which is no part of the first header.
            String text = number == 1 && cells.isEmpty() && field.startsWith("\uFEFF") ? field.substring(1) : field;
            cells.add(text.isEmpty() ? Cell.EMPTY : new Cell.Text(text));
        }
        return new Row(SHEET, number, cells);
    }

    /** The characters of a file, of which the last is remembered. */
    private static final class Text extends FilterReader {
        private int last = '\n';

        Text(Reader in) {
            super(in);
        }

        /** Whether there was no line end behind what has been read so far. */
        boolean endsWithinARow() {
            return last != '\n' && last != '\r';
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            last = read < 0 ? last : read;
            return read;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            last = read <= 0 ? last : buffer[offset + read - 1];
            return read;
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException ignored) {
            // It was only read: nothing is lost, and what was read is not worse for it.
        }
    }

    /** @param charset in which it was read: the other one only where it is not UTF-8 */
    private static UnreadableFile unreadable(Exception failure, Charset charset) {
        boolean isWestern = charset.equals(WINDOWS);
        String table = "a table of text (.csv) in UTF-8" + (isWestern ? " or " + charset.name() : "") + ", with commas";
        Throwable reason = failure;
        while (reason.getCause() != null && !(reason instanceof UnreadableFile)) {
            reason = reason.getCause();
        }
        return switch (reason) {
            case UnreadableFile refusal -> refusal;
            case CharacterCodingException broken ->
                new UnreadableFile(
                        isWestern ? "bytes that are neither UTF-8 nor " + charset.name() : "bytes that are not UTF-8",
                        table,
                        broken);
            default ->
                new UnreadableFile(
                        "a file that cannot be read: " + UnreadableFile.reason(failure), table + ", complete", failure);
        };
    }
}

package org.borderledger.representation;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Parquet: every column in its own type, so that nothing has to be guessed from text.
 *
 * <p>It stands on the part of parquet-java below its own writer of records. That writer, and Carpet, which stands on it,
 * need 11 MB of Hadoop in the application to start; this part needs none, and rows of plain values are one call for each
 * value.
 *
 * <p>Pages are compressed by GZIP because the JDK has it. The codecs that compress faster bring a library for each
 * platform that has to be unpacked into a temporary folder (Snappy, Zstandard), or reach into memory by what the JDK is
 * about to forbid (aircompressor).
 */
final class ParquetWriter implements Writer {
    /** What is in memory, packed, before it is written. Readers like larger groups; a service with many readers does not. */
    private static final long GROUP_BYTES = 8L << 20;

    private static final int PAGE_BYTES = 256 << 10;
    private static final int DICTIONARY_BYTES = 128 << 10;

    /** How many rows lie between two looks at how much is in memory. */
    private static final int ROWS_BETWEEN_LOOKS = 256;

    /** 20 digits before the point and 18 after it: what an amount may have, and two more before the point for sums. */
    private static final int DECIMAL_DIGITS = 38;

    private static final int DECIMAL_SCALE = 18;
    private static final int DECIMAL_BYTES = 16;

    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .build();

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        Table table = answer.table();
        MessageType schema = schema(table);
        var buffer = new BufferedOutputStream(out, 64 << 10);
        var file = new ParquetFileWriter(
                new Target(buffer),
                schema,
                ParquetFileWriter.Mode.CREATE,
                GROUP_BYTES,
                0,
                PROPERTIES.getColumnIndexTruncateLength(),
                PROPERTIES.getStatisticsTruncateLength(),
                PROPERTIES.getPageWriteChecksumEnabled());
        // Not closed after a failure: without its end, where the groups are listed, no reader takes the file for whole.
        file.start();
        var groups = new Groups(file, schema, table.columns());
        table.rows().read(groups::add);
        groups.write();
        file.end(about(answer));
        buffer.flush();
    }

    private static Map<String, String> about(Answer answer) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("title", answer.table().title());
        about.put("citation", answer.meta().citation());
        if (answer.meta().licence() != null) {
            about.put("licence", answer.meta().licence());
        }
        about.put("attribution", answer.meta().attribution());
        about.put("revision", Integer.toString(answer.meta().revision()));
        return about;
    }

    private static MessageType schema(Table table) {
        return Types.buildMessage()
                .addFields(table.columns().stream().map(ParquetWriter::field).toArray(Type[]::new))
                .named(table.name());
    }

    private static Type field(Column column) {
        Type.Repetition repetition = column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        return switch (column.type()) {
            case TEXT ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case INTEGER -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
            case DECIMAL ->
                Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                        .length(DECIMAL_BYTES)
                        .as(LogicalTypeAnnotation.decimalType(DECIMAL_SCALE, DECIMAL_DIGITS))
                        .named(column.name());
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
            case INSTANT ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
                        .named(column.name());
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(column.name());
            case LIST ->
                Types.list(repetition)
                        .requiredElement(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
        };
    }

    /** Rows that become column after column, a few thousand at a time. */
    private static final class Groups {
        private final ParquetFileWriter file;
        private final MessageType schema;
        private final List<Column> columns;
        private final Gzip gzip = new Gzip();

        private ColumnChunkPageWriteStore pages;
        private ColumnWriteStore store;
        private ColumnWriter[] writers;
        private long rows;

        Groups(ParquetFileWriter file, MessageType schema, List<Column> columns) {
            this.file = file;
            this.schema = schema;
            this.columns = columns;
            this.pages = pages();
            this.store = PROPERTIES.newColumnWriteStore(schema, pages);
            this.writers = writers();
        }

        private ColumnChunkPageWriteStore pages() {
            return ColumnChunkPageWriteStore.builder()
                    .withCompressorProvider(_ -> gzip)
                    .withSchema(schema)
                    .withAllocator(PROPERTIES.getAllocator())
                    .build();
        }

        private ColumnWriter[] writers() {
            return schema.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
        }

        void add(@Nullable Object[] row) throws IOException {
            for (int place = 0; place < writers.length; place++) {
                value(writers[place], columns.get(place), row[place]);
            }
            store.endRecord();
            rows++;
            if (rows % ROWS_BETWEEN_LOOKS == 0 && store.getBufferedSize() >= GROUP_BYTES) {
                write();
                pages = pages();
                store = PROPERTIES.newColumnWriteStore(schema, pages);
                writers = writers();
            }
        }

        void write() throws IOException {
            if (rows > 0) {
                file.startBlock(rows);
                store.flush();
                pages.flushToFileWriter(file);
                file.endBlock();
                rows = 0;
            }
            store.close();
            pages.close();
        }
    }

    private static void value(ColumnWriter writer, Column column, @Nullable Object value) {
        // What stands there is counted in levels: a column that may be missing has one more for that it is not.
        int present = column.nullable() ? 1 : 0;
        if (value == null) {
            if (!column.nullable()) {
                throw new IllegalArgumentException(column.name() + " always has a value, but has none");
            }
            writer.writeNull(0, 0);
            return;
        }
        switch (column.type()) {
            case TEXT -> writer.write(Binary.fromString((String) value), 0, present);
            case INTEGER -> writer.write(((Number) value).longValue(), 0, present);
            case DECIMAL -> writer.write(decimal(column, (BigDecimal) value), 0, present);
            case DATE -> writer.write(Math.toIntExact(((LocalDate) value).toEpochDay()), 0, present);
            case INSTANT -> writer.write(micros(column, (Instant) value), 0, present);
            case BOOLEAN -> writer.write((boolean) (Boolean) value, 0, present);
            case LIST -> list(writer, (List<?>) value, present);
        }
    }

    /** An element is one level deeper than its list, and repeats where it is not the list's first. */
    private static void list(ColumnWriter writer, List<?> values, int present) {
        if (values.isEmpty()) {
            writer.writeNull(0, present);
        }
        int repeats = 0;
        for (Object element : values) {
            writer.write(Binary.fromString((String) element), repeats, present + 1);
            repeats = 1;
        }
    }

    private static Binary decimal(Column column, BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        if (shortest.scale() > DECIMAL_SCALE
                || shortest.precision() - shortest.scale() > DECIMAL_DIGITS - DECIMAL_SCALE) {
            throw new IllegalArgumentException("%s %s has more digits than decimal(%d, %d) holds"
                    .formatted(column.name(), value.toPlainString(), DECIMAL_DIGITS, DECIMAL_SCALE));
        }
        BigInteger unscaled = shortest.setScale(DECIMAL_SCALE).unscaledValue();
        byte[] digits = unscaled.toByteArray();
        byte[] bytes = new byte[DECIMAL_BYTES];
        Arrays.fill(bytes, 0, DECIMAL_BYTES - digits.length, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, DECIMAL_BYTES - digits.length, digits.length);
        return Binary.fromConstantByteArray(bytes);
    }

    private static long micros(Column column, Instant value) {
        if (value.getNano() % 1000 != 0) {
            throw new IllegalArgumentException(column.name() + " " + value + " is finer than a microsecond");
        }
        return Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1000);
    }

    private static final class Gzip implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            var packed = new ByteArrayOutputStream(Math.toIntExact(bytes.size() / 2 + 64));
            try (var gzip = new GZIPOutputStream(packed, 8 << 10)) {
                bytes.writeAllTo(gzip);
            }
            return BytesInput.from(packed);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.GZIP;
        }

        @Override
        public void release() {}
    }

    /** The caller's stream as parquet-java wants it: it asks where it stands, and must not close it. */
    private record Target(OutputStream out) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int value) throws IOException {
                    out.write(value);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                    position += length;
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}

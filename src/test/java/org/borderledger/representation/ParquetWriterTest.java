package org.borderledger.representation;

import static org.borderledger.ledger.DatasetColumn.MOST_DECIMALS;
import static org.borderledger.ledger.DatasetColumn.MOST_WHOLE_DIGITS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParquetWriterTest {

    @Test
    void everyColumnHasItsType() throws Exception {
        try (ParquetFileReader file = open(Export.answer())) {
            assertEquals("""
                    message crossings {
                      required byte_array key (STRING);
                      required int32 periodStart (DATE);
                      optional int64 people;
                      optional fixed_len_byte_array amount (DECIMAL(38, 18));
                      optional int64 issuedAt (TIMESTAMP(MICROS, UTC));
                      optional boolean revised;
                      optional group areas (LIST) {
                        repeated group list {
                          required byte_array element (STRING);
                        }
                      }
                      optional byte_array originalText (STRING);
                    }""", file.getFileSchema().toString());
        }
    }

    @Test
    void aReaderFindsTheSameValues() throws Exception {
        try (ParquetFileReader file = open(Export.answer());
                RowReader row = file.rowReader()) {
            row.next();
            assertEquals("a:2025-06-20", row.getString("key"));
            assertEquals(LocalDate.of(2025, 6, 20), row.getDate("periodStart"));
            assertEquals(1195, row.getLong("people"));
            assertEquals(new BigDecimal("-1.500000000000000000"), row.getDecimal("amount"));
            assertEquals(Instant.parse("2025-06-21T08:30:00Z"), row.getTimestamp("issuedAt"));
            assertTrue(row.getBoolean("revised"));
            assertEquals(List.of("dover", "kent"), areas(row));
            assertEquals("Zoë said \"no\", twice\r\n再见 🚤", row.getString("originalText"));

            row.next();
            assertEquals(-7, row.getLong("people"));
            assertEquals(new BigDecimal("-" + Export.ALL_DIGITS), row.getDecimal("amount"));
            assertEquals(Instant.parse("1999-12-31T23:59:59.123456Z"), row.getTimestamp("issuedAt"));
            assertEquals(List.of(), areas(row));
            assertEquals("=1+1", row.getString("originalText"));

            row.next();
            assertEquals(LocalDate.of(1066, 10, 14), row.getDate("periodStart"));
            for (String column : List.of("people", "amount", "issuedAt", "revised", "areas", "originalText")) {
                assertTrue(row.isNull(column), column);
            }

            row.next();
            assertEquals("-d", row.getString("key"));
            assertEquals(9_007_199_254_740_993L, row.getLong("people"));
            assertEquals(0, new BigDecimal("7E+8").compareTo(row.getDecimal("amount")));
            assertEquals("", row.getString("originalText"));
            assertEquals(false, row.hasNext());
        }
    }

    @Test
    void anEmptyTableHasItsColumns() throws Exception {
        try (ParquetFileReader file = open(Export.empty())) {
            assertEquals(0, file.getFileMetaData().numRows());
            assertEquals(Export.COLUMNS.size(), file.getFileSchema().getColumnCount());
        }
    }

    @Test
    void theFileSaysFromWhomItIs() throws Exception {
        try (ParquetFileReader file = open(Export.answer())) {
            var about = file.getFileMetaData().keyValueMetadata();
            assertEquals("Small boats & people", about.get("title"));
            assertEquals("Home Office, small boats: daily, revision 17.", about.get("citation"));
            assertEquals("OGL-UK-3.0", about.get("licence"));
            assertEquals("17", about.get("revision"));
            assertTrue(String.valueOf(about.get("attribution")).startsWith("Contains public sector information"));
        }
    }

    @Test
    void rowsComeInGroupsOfBoundedSize() throws Exception {
        int total = 300_000;
        Rows many = reader -> {
            for (int row = 0; row < total; row++) {
                reader.row(Export.row(Export.noise(row)));
            }
        };
        var columns = List.of(Column.of("key", Column.Type.TEXT, "A key", null));
        try (ParquetFileReader file = open(Export.answer(columns, many, -1))) {
            var groups = file.getFileMetaData().rowGroups();
            assertTrue(groups.size() >= 3, () -> groups.size() + " groups");
            for (var group : groups) {
                assertTrue(group.totalByteSize() < 20 << 20, () -> group.totalByteSize() + " bytes");
                assertEquals(
                        CompressionCodec.GZIP,
                        group.columns().getFirst().metaData().codec());
            }
            try (RowReader row = file.rowReader()) {
                for (int number = 0; number < total; number++) {
                    row.next();
                    assertEquals(Export.noise(number), row.getString("key"));
                }
            }
        }
    }

    @Test
    void whatDoesNotFitIsNeverRounded() {
        for (String number : List.of("0.0000000000000000001", "100000000000000000000", "-123456789012345678901.5")) {
            Answer answer = Export.of(Column.Type.DECIMAL, new BigDecimal(number));
            assertThrows(IllegalArgumentException.class, () -> Export.written(Representation.PARQUET, answer), number);
        }
        Answer finer = Export.of(Column.Type.INSTANT, Instant.ofEpochSecond(0, 1));
        assertThrows(IllegalArgumentException.class, () -> Export.written(Representation.PARQUET, finer));
    }

    @Test
    void theGreatestAndTheSmallestDecimalsFit() throws Exception {
        for (String number : List.of(
                "99999999999999999999.999999999999999999",
                "-99999999999999999999.999999999999999999",
                "0.000000000000000000",
                "-0.000000000000000001")) {
            try (ParquetFileReader file = open(Export.of(Column.Type.DECIMAL, new BigDecimal(number)));
                    RowReader row = file.rowReader()) {
                row.next();
                assertEquals(new BigDecimal(number), row.getDecimal("value"));
            }
        }
    }

    /** What the ledger takes is to be had as every file, and so are sums of it. */
    @Test
    void aHundredTimesTheGreatestAmountOfTheLedgerFits() throws Exception {
        var greatest = new BigDecimal("9".repeat(MOST_WHOLE_DIGITS) + "." + "9".repeat(MOST_DECIMALS));
        BigDecimal sum = greatest.multiply(BigDecimal.valueOf(100));
        try (ParquetFileReader file = open(Export.of(Column.Type.DECIMAL, sum));
                RowReader row = file.rowReader()) {
            row.next();
            assertEquals(0, sum.compareTo(row.getDecimal("value")));
        }
    }

    @Test
    void aColumnThatAlwaysHasAValueIsNeverWithout() {
        Answer answer = Export.answer(
                List.of(Column.of("key", Column.Type.TEXT, "A key", null)),
                Rows.of(List.<@Nullable Object[]>of(new @Nullable Object[1])),
                1);
        assertThrows(IllegalArgumentException.class, () -> Export.written(Representation.PARQUET, answer));
    }

    /** The service has no Hadoop; were it there in tests, they could not show that none is needed. */
    @Test
    void hadoopIsNotThere() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.hadoop.conf.Configuration"));
    }

    private static List<String> areas(RowReader row) {
        PqList areas = row.getList("areas");
        return areas.strings();
    }

    private static ParquetFileReader open(Answer answer) throws IOException {
        byte[] bytes = Export.written(Representation.PARQUET, answer);
        return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(bytes)));
    }
}

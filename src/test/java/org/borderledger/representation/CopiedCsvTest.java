package org.borderledger.representation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.borderledger.TestDatabase;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What PostgreSQL writes is, byte for byte, what {@link CsvWriter} writes of the same values. */
class CopiedCsvTest {
    private static final TestDatabase DATABASE = TestDatabase.empty();

    private static final List<Column> COLUMNS = List.of(
            Column.nullable("first", Column.Type.TEXT, "", null),
            Column.nullable("whole", Column.Type.INTEGER, "", null),
            Column.nullable("exact", Column.Type.DECIMAL, "", null),
            Column.nullable("day", Column.Type.DATE, "", null),
            Column.nullable("instant", Column.Type.INSTANT, "", null),
            Column.nullable("truth", Column.Type.BOOLEAN, "", null),
            Column.nullable("last", Column.Type.TEXT, "", null));

    private static final List<@Nullable String> TEXTS = texts();

    private static final List<BigDecimal> DECIMALS = List.of(
            new BigDecimal("1.50"),
            new BigDecimal("-0.00"),
            new BigDecimal("0.000000000012300"),
            new BigDecimal("-123456789012345678901234567890.123456789012345678901234567890"),
            new BigDecimal("700000000"));

    private static final List<Instant> INSTANTS = List.of(
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("1999-12-31T23:59:59.999999Z"),
            Instant.parse("2025-03-30T00:59:59.5Z"),
            Instant.parse("2025-03-30T01:00:00Z"),
            Instant.parse("2025-10-26T00:30:00.000001Z"),
            Instant.parse("2025-10-26T01:00:00.120Z"),
            Instant.parse("9999-12-30T23:00:00Z"));

    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(1, 1, 1), LocalDate.of(1900, 1, 1), LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31));

    private static List<@Nullable String> texts() {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(null);
        for (String text : List.of(
                "",
                " ",
                "  a ",
                "\\.",
                "\\",
                "\\N",
                "\\\\.",
                "NULL",
                "a,b",
                ",",
                "\"",
                "\"\"",
                "a\"b\",",
                "a\nb",
                "a\r\nb",
                "\r",
                "\n",
                "\t",
                "#",
                "#a",
                "#a,b",
                "#a\"b",
                "#,",
                "'",
                "''",
                "a;b",
                "a'b",
                "\u00a0",
                "\u2028",
                "é",
                "🚤",
                "🚤,\"",
                "\uFEFF",
                "a\u0001b",
                "\u007f",
                "再见",
                "$$",
                "E'\\''",
                "\"quoted\"",
                "\"=1\"",
                "a=1",
                "1-2")) {
            texts.add(text);
        }
        for (String start :
                CsvWriter.FORMULA_STARTS.chars().mapToObj(Character::toString).toList()) {
            for (String rest : List.of("", "1", ",", "\"", " ", start, "\n")) {
                texts.add(start + rest);
            }
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/London", "America/St_Johns", "Pacific/Kiritimati"})
    void everyValueOfEveryTypeIsTheSameBytesInWhateverTimeZoneTheSessionIs(String zone) throws Exception {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            boolean missing = i % 13 == 7;
            rows.add(Export.row(
                    TEXTS.get(i),
                    missing ? null : Long.MIN_VALUE + i,
                    missing ? null : DECIMALS.get(i % DECIMALS.size()),
                    missing ? null : DAYS.get(i % DAYS.size()),
                    missing ? null : INSTANTS.get(i % INSTANTS.size()),
                    missing ? null : i % 2 == 0,
                    TEXTS.get(TEXTS.size() - 1 - i)));
        }
        rows.add(Export.row(null, null, null, null, null, null, null));
        try (Connection connection = connect()) {
            connection.createStatement().execute("set time zone '" + zone + "'");
            connection
                    .createStatement()
                    .execute(
                            "create temporary table nasty (place serial, first text, whole bigint, exact numeric, day date,"
                                    + " instant timestamptz, truth boolean, last text)");
            try (var insert = connection.prepareStatement(
                    "insert into nasty (first, whole, exact, day, instant, truth, last) values (?, ?, ?, ?, ?::timestamptz, ?, ?)")) {
                for (@Nullable Object[] row : rows) {
                    for (int i = 0; i < row.length; i++) {
                        insert.setObject(i + 1, row[i] instanceof Instant instant ? instant.toString() : row[i]);
                    }
                    insert.executeUpdate();
                }
            }
            String cells = COLUMNS.stream()
                    .map(column -> CopiedCsv.cell(column.type(), column.name()))
                    .collect(Collectors.joining(", "));
            assertEquals(
                    Export.text(Representation.CSV, Export.answer(COLUMNS, Rows.of(rows), rows.size())),
                    Export.text(
                            Representation.CSV,
                            Export.answer(
                                    COLUMNS,
                                    copied(connection, "select " + cells + " from nasty order by place"),
                                    rows.size())));
        }
    }

    /** Every character of the first 65,536 as the beginning of a cell, in the first column and in another. */
    @Test
    void everyCharacterBeginsACellAlike() throws Exception {
        List<@Nullable Object[]> rows = IntStream.rangeClosed(1, Character.MAX_VALUE)
                .filter(point -> !Character.isSurrogate((char) point))
                .<@Nullable Object[]>mapToObj(
                        point -> Export.row(Character.toString(point), Character.toString(point) + "1"))
                .toList();
        List<Column> columns = List.of(COLUMNS.getFirst(), COLUMNS.getLast());
        try (Connection connection = connect()) {
            assertEquals(
                    Export.text(Representation.CSV, Export.answer(columns, Rows.of(rows), rows.size())),
                    Export.text(
                            Representation.CSV,
                            Export.answer(
                                    columns,
                                    copied(
                                            connection,
                                            "select " + CopiedCsv.cell(Column.Type.TEXT, "chr(n)") + ", "
                                                    + CopiedCsv.cell(Column.Type.TEXT, "(chr(n) || '1')")
                                                    + " from generate_series(1, 65535) n where n not between 55296 and 57343"
                                                    + " order by n"),
                                    rows.size())));
        }
    }

    /** COPY alone would quote it. */
    @Test
    void aBackslashAndADotInTheOnlyColumnIsLeftToTheWriter() throws Exception {
        try (Connection connection = connect()) {
            var rows = new CsvRows() {
                @Override
                public void read(Reader reader) throws IOException {
                    reader.row(Export.row("\\."));
                }

                @Override
                public void writeCsv(java.io.OutputStream out) {
                    throw new AssertionError("copied");
                }
            };
            assertEquals(
                    "first\r\n\\.\r\n", Export.text(Representation.CSV, Export.answer(COLUMNS.subList(0, 1), rows, 1)));
            var out = new ByteArrayOutputStream();
            copied(connection, "select '\\.'").writeCsv(out);
            assertEquals("\"\\.\"\r\n", out.toString(UTF_8));
        }
    }

    private static CsvRows copied(Connection connection, String query) {
        return new CsvRows() {
            @Override
            public void read(Reader reader) {
                throw new AssertionError("read and not copied");
            }

            @Override
            public void writeCsv(java.io.OutputStream out) throws IOException {
                try {
                    var copy =
                            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(CopiedCsv.statement(query));
                    for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                        CopiedCsv.write(line, out);
                    }
                } catch (SQLException failure) {
                    throw new IOException(failure);
                }
            }
        };
    }

    private static Connection connect() throws SQLException {
        Credentials owner = DATABASE.owner();
        return Migrations.dataSource(owner).getConnection();
    }
}

package org.borderledger.representation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small table with a column of every type, and what is hard to write in each. */
final class Export {
    static final List<Column> COLUMNS = List.of(
            Column.of("key", Column.Type.TEXT, "Names the figure", "uk-small-boats-daily:2025-06-20"),
            Column.of("periodStart", Column.Type.DATE, "First day", "2025-06-20"),
            Column.nullable("people", Column.Type.INTEGER, "Persons", "1195"),
            Column.nullable("amount", Column.Type.DECIMAL, "Pounds", "700000000.00"),
            Column.nullable("issuedAt", Column.Type.INSTANT, "When the public could know", "2025-06-21T08:30:00Z"),
            Column.nullable("revised", Column.Type.BOOLEAN, "Whether it was revised", "true"),
            Column.nullable("areas", Column.Type.LIST, "Areas", "dover kent"),
            Column.nullable("originalText", Column.Type.TEXT, "As printed", "more than 700"));

    static final String ALL_DIGITS = "123456789012.345678901234567891";

    /** The second row is longer than the columns, the third has only what must be there. */
    static final List<@Nullable Object[]> ROWS = List.of(
            row(
                    "a:2025-06-20",
                    LocalDate.of(2025, 6, 20),
                    1195L,
                    new BigDecimal("-1.50"),
                    Instant.parse("2025-06-21T08:30:00Z"),
                    true,
                    List.of("dover", "kent"),
                    "Zoë said \"no\", twice\r\n再见 🚤"),
            row(
                    "b:2025-06-21",
                    LocalDate.of(1999, 12, 31),
                    -7,
                    new BigDecimal("-" + ALL_DIGITS),
                    Instant.parse("1999-12-31T23:59:59.123456Z"),
                    false,
                    List.of(),
                    "=1+1",
                    "a tail that is no column"),
            row("c", LocalDate.of(1066, 10, 14), null, null, null, null, null, null),
            row(
                    "-d",
                    LocalDate.of(2024, 2, 29),
                    9_007_199_254_740_993L,
                    new BigDecimal("7E+8"),
                    Instant.parse("2024-02-29T12:00:00.5Z"),
                    true,
                    List.of("@home"),
                    ""));

    private Export() {}

    @SuppressWarnings("NullAway") // an array of what a test names
    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    /** The small table. */
    static Answer answer() {
        return answer(COLUMNS, Rows.of(ROWS), ROWS.size());
    }

    /** The small table with other columns that tell its rows apart. */
    static Answer toldApartBy(String... columns) {
        Answer answer = answer();
        Table table = answer.table();
        return new Answer(
                new Table(table.name(), table.title(), table.columns(), List.of(columns), table.rows(), table.total()),
                answer.meta(),
                answer.links(),
                false);
    }

    static Answer empty() {
        return answer(COLUMNS, Rows.of(List.of()), 0);
    }

    /** A table of one column and one value. */
    static Answer of(Column.Type type, @Nullable Object value) {
        return answer(
                List.of(Column.nullable("value", type, "A value", null)),
                Rows.of(List.<@Nullable Object[]>of(row(value))),
                1);
    }

    static Answer answer(List<Column> columns, Rows rows, long total) {
        return answer(columns, rows, total, "/v1/crossings.csv-metadata.json?from=2025-06-20&series=*");
    }

    static Answer answer(List<Column> columns, Rows rows, long total, String self) {
        var meta = new Meta(
                "crossings",
                List.of("uk-small-boats-daily"),
                List.of(),
                17,
                "2025-07-01",
                new Coverage(LocalDate.of(2025, 6, 20), LocalDate.of(2025, 6, 22), 3L, 2, 1L),
                null,
                null,
                null,
                null,
                null,
                List.of("The figures are provisional."),
                "Home Office, small boats: daily, revision 17.",
                "OGL-UK-3.0",
                "Contains public sector information licensed under the Open Government Licence v3.0.");
        return new Answer(
                new Table("crossings", "Small boats & people", columns, List.of("key"), rows, total),
                meta,
                Links.to(self, null),
                false);
    }

    /** A text of its own for each row, which packing does not make much shorter. */
    static String noise(int row) {
        var text = new StringBuilder();
        for (int part = 0; part < 8; part++) {
            text.append(Long.toHexString((row * 8L + part) * 0x9E3779B97F4A7C15L));
        }
        return text.toString();
    }

    static byte[] written(Representation representation, Answer answer) throws IOException {
        return written(Writer.of(representation, false), answer);
    }

    static byte[] written(Writer writer, Answer answer) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(answer, out);
        return out.toByteArray();
    }

    static String text(Representation representation, Answer answer) throws IOException {
        return new String(written(representation, answer), UTF_8);
    }
}

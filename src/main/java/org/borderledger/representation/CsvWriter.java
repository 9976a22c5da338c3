package org.borderledger.representation;

import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV as RFC 4180 has it: a row of names, CRLF, quotes only where they are needed. Missing is an empty cell; a text
 * that is empty is a quoted empty cell, because empty is not missing.
 *
 * <p>The bytes for a revision stay the same for ever (API rule 26), so what is written here is frozen.
 */
final class CsvWriter implements Writer {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * With what spreadsheets take a cell to be a formula, which may read files and call addresses (OWASP, CSV
     * Injection); the wide forms are what East Asian spreadsheets take for the narrow ones.
     */
    static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final boolean byteOrderMark;

    CsvWriter(boolean byteOrderMark) {
        this.byteOrderMark = byteOrderMark;
    }

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        if (byteOrderMark) {
            out.write(BYTE_ORDER_MARK);
        }
        List<Column> columns = answer.table().columns();
        var csv = de.siegmar.fastcsv.writer.CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(out);
        try {
            csv.writeRecord(columns.stream().map(Column::name).toArray(String[]::new));
            if (answer.table().rows() instanceof CsvRows rows && columns.size() > 1) {
                csv.flush();
                rows.writeCsv(out);
                out.flush();
                return;
            }
            @Nullable String[] cells = new @Nullable String[columns.size()];
            answer.table().rows().read(row -> {
                for (int place = 0; place < cells.length; place++) {
                    cells[place] = cell(columns.get(place), row[place]);
                }
                csv.writeRecord(cells);
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        csv.flush();
    }

    private static @Nullable String cell(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = PlainText.of(value);
        return switch (column.type()) {
            // Only text is guarded: a negative number has to stay a number.
            case TEXT, LIST -> guarded(text);
            case INTEGER, DECIMAL, DATE, INSTANT, BOOLEAN -> text;
        };
    }

    private static String guarded(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}

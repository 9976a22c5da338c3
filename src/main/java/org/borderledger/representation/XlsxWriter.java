package org.borderledger.representation;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * An Excel workbook: a cover, notes on the columns, and the data, each a marked table, as the UK Government Analysis
 * Function asks of statistics in spreadsheets ("Releasing statistics in spreadsheets").
 *
 * <p>The guidance wants a title in A1 of every sheet. Cover and Notes have theirs, but the table of Data begins in A1: most
 * readers of that sheet are programs ({@code pandas.read_excel(address, sheet_name='Data')}), which take the first row
 * for the names; the title stands on the cover, which comes first.
 *
 * <p>Excel keeps numbers as doubles, of which it shows 15 digits. A number of more digits is written as text, so that
 * none is lost. It has no time zones, so instants are text too. Text goes inline: a table of shared strings would grow
 * with the rows, and an inline text is never a formula.
 */
public final class XlsxWriter implements Writer {
    /** How many rows a sheet holds below the row of names; the sheet itself ends at 1,048,576. */
    public static final int MOST_ROWS = 1_048_575;

    private static final int MOST_CHARACTERS = 32_767;
    private static final int MOST_DIGITS = 15;
    private static final long MOST_WHOLE = 1_000_000_000_000_000L;

    /** Beyond this power of ten, digits before or after the point, a double begins to lose digits or is infinite. */
    private static final int MOST_EXPONENT = 300;

    /** Before it Excel counts a 29 February 1900 that there never was, so its days and other programs' differ. */
    private static final LocalDate FIRST_DATE = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private static final int ROWS_AT_A_TIME = 256;

    private static final List<String> NOTES = List.of(
            "This worksheet contains one table. It says what the columns of the worksheet Data mean.",
            "An empty cell has no value: it is not zero.",
            "Numbers of more than 15 digits are text, because a spreadsheet would lose the digits after the fifteenth.",
            "Instants are text in ISO 8601, in UTC. So are dates before March 1900.",
            "Text of more than 32,767 characters, the most that a cell holds, is cut and ends with \u2026");

    XlsxWriter() {}

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        Table table = answer.table();
        if (table.total() < 0 || table.total() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "a sheet takes 0 to " + MOST_ROWS + " rows, known beforehand, not " + table.total());
        }
        // Not closed after a failure: that would make a whole workbook of half of the rows.
        var workbook = new Workbook(out, "Border Ledger", null);
        workbook.properties().setTitle(clean(table.title()));
        Worksheet cover = workbook.newWorksheet("Cover");
        Worksheet notes = workbook.newWorksheet("Notes");
        Worksheet data = workbook.newWorksheet("Data");
        cover(cover, answer);
        notes(notes, table.columns());
        data(data, table);
        workbook.finish();
        out.flush();
    }

    private static void cover(Worksheet sheet, Answer answer) throws IOException {
        Meta meta = answer.meta();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("citation", meta.citation()));
        rows.add(List.of("dataset", meta.dataset()));
        rows.add(List.of("series", String.join(" ", meta.series())));
        rows.add(List.of("revision", Integer.toString(meta.revision())));
        rows.add(List.of("asOf", meta.asOf() == null ? "now" : meta.asOf()));
        if (meta.coverage() != null) {
            rows.add(List.of("coverage", coverage(meta.coverage())));
        }
        if (meta.partlyInside() != null) {
            rows.add(List.of("partlyInside", meta.partlyInside() + " more reach into the period, and are left out"));
        }
        if (meta.notCompared() != null) {
            rows.add(List.of("notCompared", meta.notCompared() + " without a value were left out by a comparison"));
        }
        rows.add(List.of("licence", meta.licence() == null ? "see the column licence" : meta.licence()));
        rows.add(List.of("attribution", meta.attribution()));
        rows.add(List.of("address", answer.links().self()));
        for (String warning : meta.warnings()) {
            rows.add(List.of("warning", warning));
        }
        page(
                sheet,
                "about",
                answer.table().title(),
                List.of(
                        "This workbook has the worksheets Cover, Notes and Data. Each contains one table.",
                        "Notes says what the columns of Data mean."),
                List.of("item", "content"),
                rows,
                List.of(16, 100));
    }

    private static String coverage(Coverage coverage) {
        String days = coverage.from() == null || coverage.to() == null
                ? "no period"
                : coverage.from() + " to " + coverage.to() + " inclusive";
        String missing = coverage.missing() == null ? "" : ", " + coverage.missing() + " missing";
        String expected = coverage.expected() == null ? "" : " of " + coverage.expected() + " expected";
        return days + ": " + coverage.present() + expected + " have a value" + missing;
    }

    private static void notes(Worksheet sheet, List<Column> columns) throws IOException {
        page(
                sheet,
                "notes",
                "Notes",
                NOTES,
                List.of("column", "description", "type"),
                columns.stream()
                        .map(column -> List.of(column.name(), column.description(), typeOf(column)))
                        .toList(),
                List.of(24, 100, 28));
    }

    private static String typeOf(Column column) {
        String type = switch (column.type()) {
            case TEXT -> "text";
            case INTEGER -> "whole number";
            case DECIMAL -> "decimal number";
            case DATE -> "date";
            case INSTANT -> "instant";
            case BOOLEAN -> "true or false";
            case LIST -> "texts, separated by spaces";
        };
        return column.nullable() ? type + ", may be empty" : type;
    }

    /** A sheet for people: title in A1, sentences below it, then one table. */
    private static void page(
            Worksheet sheet,
            String name,
            String title,
            List<String> sentences,
            List<String> headers,
            List<List<String>> rows,
            List<Integer> widths)
            throws IOException {
        text(sheet, 0, 0, title);
        sheet.style(0, 0).bold().fontSize(16).set();
        int line = 1;
        for (String sentence : sentences) {
            text(sheet, line++, 0, sentence);
        }
        for (int place = 0; place < headers.size(); place++) {
            sheet.width(place, widths.get(place));
        }
        mark(sheet, name, headers, line, rows.size());
        for (List<String> row : rows) {
            line++;
            for (int place = 0; place < row.size(); place++) {
                text(sheet, line, place, row.get(place));
                sheet.style(line, place).wrapText(true).verticalAlignment("top").set();
            }
        }
        sheet.finish();
    }

    private static void data(Worksheet sheet, Table table) throws IOException {
        List<Column> columns = table.columns();
        for (int place = 0; place < columns.size(); place++) {
            sheet.width(place, width(columns.get(place)));
        }
        mark(sheet, "data", columns.stream().map(Column::name).toList(), 0, table.total());
        var line = new Line();
        table.rows().read(row -> {
            if (++line.number > table.total()) {
                throw new IllegalStateException("more rows than the " + table.total() + " that were announced");
            }
            for (int place = 0; place < columns.size(); place++) {
                cell(sheet, line.number, place, columns.get(place), row[place]);
            }
            if (line.number % ROWS_AT_A_TIME == 0) {
                sheet.flush();
            }
        });
        if (line.number != table.total()) {
            throw new IllegalStateException(line.number + " rows, not the " + table.total() + " that were announced");
        }
        sheet.finish();
    }

    private static final class Line {
        private int number;
    }

    /**
     * Marks a table: its range is written after the rows, but named before, so it needs their number. A table without rows
     * is one with a blank row, as Excel itself makes it: it repairs files whose tables have none.
     */
    private static void mark(Worksheet sheet, String name, List<String> headers, int top, long rows) {
        int bottom = top + Math.toIntExact(Math.max(rows, 1));
        sheet.range(top, 0, bottom, headers.size() - 1)
                .createTable(headers.toArray(String[]::new))
                .setName(name)
                .setDisplayName(name);
        for (int place = 0; place < headers.size(); place++) {
            // in place of the shared strings that marking the table wrote
            text(sheet, top, place, headers.get(place));
        }
    }

    private static int width(Column column) {
        int usual = switch (column.type()) {
            case TEXT, LIST -> 18;
            case INTEGER, DECIMAL, BOOLEAN, DATE -> 12;
            case INSTANT -> 28;
        };
        // with room for the button that filters
        return Math.max(usual, column.name().length() + 4);
    }

    private static void cell(Worksheet sheet, int line, int place, Column column, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (column.type()) {
            case INTEGER -> whole(sheet, line, place, ((Number) value).longValue());
            case DECIMAL -> decimal(sheet, line, place, (BigDecimal) value);
            case DATE -> date(sheet, line, place, (LocalDate) value);
            case BOOLEAN -> sheet.value(line, place, (Boolean) value);
            case TEXT, INSTANT, LIST -> text(sheet, line, place, PlainText.of(value));
        }
    }

    private static void whole(Worksheet sheet, int line, int place, long value) {
        if (value > -MOST_WHOLE && value < MOST_WHOLE) {
            sheet.value(line, place, value);
        } else {
            decimal(sheet, line, place, BigDecimal.valueOf(value));
        }
    }

    private static void decimal(Worksheet sheet, int line, int place, BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        long exponent = (long) shortest.precision() - shortest.scale();
        if (shortest.precision() <= MOST_DIGITS && Math.abs(exponent) <= MOST_EXPONENT) {
            sheet.value(line, place, shortest.doubleValue());
        } else {
            text(sheet, line, place, value.toPlainString());
        }
    }

    private static void date(Worksheet sheet, int line, int place, LocalDate value) {
        if (value.isBefore(FIRST_DATE) || value.isAfter(LAST_DATE)) {
            text(sheet, line, place, value.toString());
        } else {
            sheet.value(line, place, value);
            sheet.style(line, place).format("yyyy-mm-dd").set();
        }
    }

    private static void text(Worksheet sheet, int line, int place, String value) {
        String text = clean(value);
        if (!text.isEmpty()
                && (Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(text.length() - 1)))) {
            // only rich text says that blanks at its ends are to be kept
            sheet.inlineString(line, place, RichText.builder().run(text).end().build());
        } else {
            sheet.inlineString(line, place, text);
        }
    }

    /** What a cell can hold: not too long, and no characters that XML 1.0 has no way to write. */
    private static String clean(String text) {
        String fitting = text.length() <= MOST_CHARACTERS ? text : cut(text);
        return fitting.codePoints().allMatch(XlsxWriter::isWritable)
                ? fitting
                : fitting.codePoints()
                        .map(each -> isWritable(each) ? each : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static String cut(String text) {
        int end = MOST_CHARACTERS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "\u2026";
    }

    private static boolean isWritable(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}

package org.borderledger.representation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * How PostgreSQL's COPY comes to write the lines that {@link CsvWriter} writes. Both put quotes around a text that is empty
 * or has a quote, a comma or an end of line in it, and around no other, and leave missing out; what else COPY does
 * otherwise is mended here, by the query or in the line.
 */
public final class CopiedCsv {
    private static final String FORMULA_STARTS = CsvWriter.FORMULA_STARTS
            .codePoints()
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "(", ")"));
    private static final byte[] END_OF_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private CopiedCsv() {}

    /**
     * The cell of a value in SQL, whatever the time zone of the session.
     *
     * @param value an expression, of text where the type is text
     * @throws IllegalArgumentException for a type that no column of the database has
     */
    public static String cell(Column.Type type, String value) {
        return switch (type) {
            case TEXT ->
                "case when ascii(" + value + ") in " + FORMULA_STARTS + " then '''' || " + value + " else " + value
                        + " end";
            case INTEGER, DECIMAL, DATE -> value;
            // COPY writes t and f
            case BOOLEAN -> value + "::text";
            case INSTANT -> "to_char(" + value + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case LIST -> throw new IllegalArgumentException("lists are not copied");
        };
    }

    /**
     * The statement that writes what a query gives.
     *
     * @param query of two columns or more: a line of one that is {@code \.} is quoted by COPY alone
     */
    public static String statement(String query) {
        return "copy (" + query + ") to stdout (format csv, encoding 'UTF8')";
    }

    /** Writes a line as COPY gave it, which ends with a line feed alone. */
    public static void write(byte[] line, OutputStream out) throws IOException {
        int start = 0;
        int end = line.length - 1;
        if (line[0] == '#') {
            // a first cell that some readers take for a comment, which COPY quotes only for another reason
            while (start < end && line[start] != ',') {
                start++;
            }
            out.write('"');
            out.write(line, 0, start);
            out.write('"');
        }
        out.write(line, start, end - start);
        out.write(END_OF_LINE);
    }
}

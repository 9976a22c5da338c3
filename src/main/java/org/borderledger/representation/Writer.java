package org.borderledger.representation;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an answer in one format, row by row, so that a million rows need no more memory than a thousand.
 *
 * <p>A failure leaves a file that its format's readers refuse, where the format has an end that they look for: a writer
 * never finishes a file that lacks rows.
 */
public interface Writer {

    /**
     * Writes the whole answer and flushes, but does not close.
     *
     * @throws IllegalArgumentException where the format cannot hold a value exactly, or not so many rows; nothing is ever
     *     rounded to fit
     */
    void write(Answer answer, OutputStream out) throws IOException;

    /**
     * The writer of an export's format.
     *
     * @param byteOrderMark whether a CSV begins with the mark without which Excel reads it as Windows-1252
     * @throws IllegalArgumentException for JSON, whose envelope is not written row by row
     */
    static Writer of(Representation representation, boolean byteOrderMark) {
        return switch (representation) {
            case CSV -> new CsvWriter(byteOrderMark);
            case XLSX -> new XlsxWriter();
            case JSONL -> new JsonLinesWriter();
            case PARQUET -> new ParquetWriter();
            case CSVW -> new CsvwWriter();
            case JSON -> throw new IllegalArgumentException("JSON is an envelope, not an export");
        };
    }
}

package org.borderledger.representation;

import java.io.IOException;
import java.io.OutputStream;

/** Rows that come from where they are as lines of CSV faster than as values. */
public interface CsvRows extends Rows {

    /**
     * Writes every row as a line, in the bytes that {@link CsvWriter} makes of the same values; an exception of the stream
     * ends the reading.
     */
    void writeCsv(OutputStream out) throws IOException;
}

package org.borderledger.representation;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Rows that remember what they are as JSON, so that each is written once and not for every answer that it is part of. */
public interface JsonRows extends Rows {

    /** Makes the JSON of one row, always in the same columns. */
    @FunctionalInterface
    interface Encoder {
        byte[] of(@Nullable Object[] row) throws IOException;
    }

    /** Writes every row, with commas between them; an exception of the stream ends the writing. */
    void writeJson(Encoder encoder, OutputStream out) throws IOException;
}

package org.borderledger.representation;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are read in their order, one at a time, so that a million of them need no more memory than one. */
@FunctionalInterface
public interface Rows {

    /** Takes one row: a value for each column, in their order, of the type that the column names; more is not looked at. */
    @FunctionalInterface
    interface Reader {
        void row(@Nullable Object[] values) throws IOException;
    }

    /** Hands over every row; an exception of the reader ends the reading. */
    void read(Reader reader) throws IOException;

    /** Rows that are in memory already. */
    static Rows of(List<@Nullable Object[]> rows) {
        return reader -> {
            for (Object[] row : rows) {
                reader.row(row);
            }
        };
    }
}

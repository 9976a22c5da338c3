package org.borderledger.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyOutputStream;

/** Writes rows in the text format of PostgreSQL's COPY, byte for byte as the server writes them. */
final class CopyText implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final String SPECIAL = "\\\b\f\n\r\t\013";

    private final Writer out;
    private boolean rowBegun;

    CopyText(CopyIn copy) {
        this((OutputStream) new PGCopyOutputStream(copy, BUFFER));
    }

    CopyText(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    void write(@Nullable Object value) throws IOException {
        if (rowBegun) {
            out.write('\t');
        }
        rowBegun = true;
        if (value == null) {
            out.write("\\N");
        } else {
            escape(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
    }

    private void escape(String text) throws IOException {
        int plain = 0;
        while (plain < text.length() && SPECIAL.indexOf(text.charAt(plain)) < 0) {
            plain++;
        }
        out.write(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.write("\\\\");
                case '\b' -> out.write("\\b");
                case '\f' -> out.write("\\f");
                case '\013' -> out.write("\\v");
                case '\t' -> out.write("\\t");
                case '\n' -> out.write("\\n");
                case '\r' -> out.write("\\r");
                default -> out.write(c);
            }
        }
    }

    void endRow() throws IOException {
        out.write('\n');
        rowBegun = false;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

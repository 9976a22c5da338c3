package org.borderledger.figure;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import org.borderledger.representation.CopiedCsv;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Sends on what PostgreSQL's COPY writes, and leaves the connection fit for others whatever becomes of it. */
record CopyToClient(PGConnection connection) {

    /**
     * Writes what a statement copies, as lines of CSV.
     *
     * @param longest how long that may take
     * @throws UncheckedIOException where the stream breaks, or the time is over
     */
    void write(String statement, Duration longest, OutputStream out) throws SQLException {
        // what goes past JDBC is in no span by itself; the statement has values in it and is not told
        Span span = GlobalOpenTelemetry.getTracer(CopyToClient.class.getName())
                .spanBuilder("COPY")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system", "postgresql")
                .setAttribute("db.operation", "COPY")
                .startSpan();
        try {
            copy(statement, longest, out);
        } catch (SQLException | RuntimeException | Error broken) {
            span.setStatus(StatusCode.ERROR, broken.getClass().getSimpleName());
            throw broken;
        } finally {
            span.end();
        }
    }

    private void copy(String statement, Duration longest, OutputStream out) throws SQLException {
        long deadline = System.nanoTime() + longest.toNanos();
        CopyOut copy = connection.getCopyAPI().copyOut(statement);
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                CopiedCsv.write(line, out);
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("an export took longer than " + longest);
                }
            }
        } catch (IOException broken) {
            end(copy);
            throw new UncheckedIOException(broken);
        } catch (RuntimeException | Error broken) {
            end(copy);
            throw broken;
        }
    }

    /**
     * Ends a copy whose lines nobody takes any more. Not by its own way to cancel it: that gives the connection free with
     * the rest of the lines still on it, and whoever asks next would read them for an answer.
     */
    private void end(CopyOut copy) throws SQLException {
        connection.cancelQuery();
        try {
            while (copy.readFromCopy() != null) {
                // lines that were on their way
            }
        } catch (SQLException cancelled) {
            if (copy.isActive()) {
                throw cancelled;
            }
        }
    }
}

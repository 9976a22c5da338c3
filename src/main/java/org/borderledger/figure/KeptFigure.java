package org.borderledger.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.borderledger.representation.JsonRows;
import org.jspecify.annotations.Nullable;

/**
 * One figure as a picture shows it, with what was found out about it since. Nothing of it changes; where two ask at once,
 * both find out the same.
 */
final class KeptFigure {
    private final @Nullable Object[] row;
    private volatile byte @Nullable [] json;

    private volatile @Nullable Confirmation confirmation;

    /** The last release that stated the value; null where there is none. */
    private record Confirmation(@Nullable String release) {}

    /**
     * A figure.
     *
     * @param row all of it: see {@link FigureRepository#whole}
     */
    KeptFigure(@Nullable Object[] row) {
        this.row = row;
    }

    @Nullable Object[] row() {
        return row;
    }

    /** The last release that stated the value; read where nobody has asked before. */
    Optional<String> confirmedBy(Supplier<Optional<String>> read) {
        Confirmation known = confirmation;
        if (known == null) {
            known = new Confirmation(read.get().orElse(null));
            confirmation = known;
        }
        return Optional.ofNullable(known.release);
    }

    private byte[] json(JsonRows.Encoder encoder) throws IOException {
        byte[] written = json;
        if (written == null) {
            written = encoder.of(row);
            json = written;
        }
        return written;
    }

    /** These figures as the rows of an answer. */
    static JsonRows rows(List<KeptFigure> figures) {
        return new JsonRows() {
            @Override
            public void read(Reader reader) throws IOException {
                for (KeptFigure figure : figures) {
                    reader.row(figure.row);
                }
            }

            @Override
            public void writeJson(Encoder encoder, OutputStream out) throws IOException {
                boolean isFirst = true;
                for (KeptFigure figure : figures) {
                    if (!isFirst) {
                        out.write(',');
                    }
                    out.write(figure.json(encoder));
                    isFirst = false;
                }
            }
        };
    }
}

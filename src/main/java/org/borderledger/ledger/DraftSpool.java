package org.borderledger.ledger;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one file, which may be a million: the first of them are held in memory and the rest in a temporary file,
 * so that an import takes no more memory than its rows one by one. Meant to be gone through from the first to the last; a
 * single one far behind takes as long as all before it.
 *
 * <p>The file has no name from the moment that it is open, where the system allows that, and goes with the spool.
 */
public final class DraftSpool extends AbstractList<Draft> implements AutoCloseable {
    /** About 10 MB; few published files hold more figures. */
    private static final int IN_MEMORY = 10_000;

    private static final int BUFFER = 1 << 16;

    private static final byte NOTHING = 0;
    private static final byte COUNT = 1;
    private static final byte AMOUNT = 2;
    private static final byte WORDS = 3;

    private final List<Draft> first = new ArrayList<>();
    private final Map<String, Series> series = new HashMap<>();
    private @Nullable FileChannel file;
    private @Nullable DataOutputStream out;
    private int size;

    @Override
    public boolean add(Draft draft) {
        if (draft.redacted() != null) {
            throw new IllegalArgumentException("what a file states is not redacted");
        }
        if (size < IN_MEMORY) {
            first.add(draft);
        } else {
            series.putIfAbsent(draft.series().id(), draft.series());
            try {
                write(draft, out == null ? open() : out);
            } catch (IOException e) {
                throw new UncheckedIOException("no more room for the figures of a large file", e);
            }
        }
        size++;
        return true;
    }

    private DataOutputStream open() throws IOException {
        Path path = Files.createTempFile("border-ledger-figures-", ".tmp");
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        file = channel;
        DataOutputStream opened = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        out = opened;
        return opened;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Draft get(int index) {
        if (index < first.size()) {
            return first.get(index);
        }
        Iterator<Draft> each = iterator();
        for (int i = 0; i < index; i++) {
            each.next();
        }
        return each.next();
    }

    @Override
    public Iterator<Draft> iterator() {
        return new Iterator<>() {
            private int next;
            private @Nullable DataInputStream in;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Draft next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (next++ < first.size()) {
                    return first.get(next - 1);
                }
                try {
                    if (in == null) {
                        in = reopened();
                    }
                    return read(in);
                } catch (IOException e) {
                    throw new UncheckedIOException("the figures of a large file could not be read again", e);
                }
            }
        };
    }

    private DataInputStream reopened() throws IOException {
        if (file == null || out == null) {
            throw new IOException("the figures are gone: the spool is closed");
        }
        out.flush();
        return new DataInputStream(new BufferedInputStream(new FromTheStart(file), BUFFER));
    }

    /** The bytes of a file from its first on, whoever else reads or writes it. */
    private static final class FromTheStart extends InputStream {
        private final FileChannel file;
        private long position;

        FromTheStart(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(buffer, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException ignored) {
            // the figures in it are not needed any more
        }
        file = null;
        out = null;
    }

    private static void write(Draft draft, DataOutputStream out) throws IOException {
        words(draft.series().id(), out);
        out.writeLong(draft.period().start().toEpochDay());
        out.writeLong(draft.period().end().toEpochDay());
        out.writeByte(draft.values().size());
        for (Map.Entry<String, Object> value : draft.values().entrySet()) {
            words(value.getKey(), out);
            value(value.getValue(), out);
        }
        words(draft.status().name(), out);
        value(draft.measureStatus(), out);
        words(draft.qualifier().name(), out);
        value(draft.valueHigh(), out);
        value(draft.originalText(), out);
        value(draft.publisherFlag(), out);
        words(draft.locator(), out);
    }

    private Draft read(DataInputStream in) throws IOException {
        Series of = Objects.requireNonNull(series.get(words(in)));
        var period = new Period(LocalDate.ofEpochDay(in.readLong()), LocalDate.ofEpochDay(in.readLong()));
        Map<String, Object> values = new LinkedHashMap<>();
        for (int rest = in.readByte(); rest > 0; rest--) {
            values.put(words(in), Objects.requireNonNull(value(in)));
        }
        return new Draft(
                of,
                period,
                values,
                ObservationStatus.valueOf(words(in)),
                (String) value(in),
                Qualifier.valueOf(words(in)),
                (BigDecimal) value(in),
                (String) value(in),
                (String) value(in),
                words(in));
    }

    private static void value(@Nullable Object value, DataOutputStream out) throws IOException {
        switch (value) {
            case null -> out.writeByte(NOTHING);
            case Long count -> {
                out.writeByte(COUNT);
                out.writeLong(count);
            }
            case BigDecimal amount -> {
                out.writeByte(AMOUNT);
                words(amount.toPlainString(), out);
            }
            default -> {
                out.writeByte(WORDS);
                words((String) value, out);
            }
        }
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case NOTHING -> null;
            case COUNT -> in.readLong();
            case AMOUNT -> new BigDecimal(words(in));
            default -> words(in);
        };
    }

    private static void words(String words, DataOutputStream out) throws IOException {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String words(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}

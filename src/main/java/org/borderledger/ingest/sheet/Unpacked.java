package org.borderledger.ingest.sheet;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, unpacked where it is packed with gzip, of which no more are given out than a file may have. */
public final class Unpacked extends FilterInputStream {
    private final long most;
    private long count;

    private Unpacked(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /**
     * Opens a file; reading on beyond the limit throws {@link UnreadableFile}, since what is packed may be a thousand times
     * what it seems.
     */
    public static InputStream open(Path file, Limits limits) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            bytes.mark(3);
            boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
            bytes.reset();
            return new Unpacked(packed ? new GZIPInputStream(bytes, 1 << 16) : bytes, limits.unpackedBytes());
        } catch (IOException failure) {
            bytes.close();
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > most) {
            throw new UnreadableFile(
                    "a file that unpacks to more than " + most + " bytes",
                    "at most that: one far larger is a mistake or an attack; if it is neither, " + Limits.SPLIT);
        }
    }
}

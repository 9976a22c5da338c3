package org.borderledger.ingest.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One part of a zip as it is unpacked: counted byte by byte, since a zip may declare any size, and checked against its
 * checksum at the end, which {@link ZipFile} does not do: a flipped bit could otherwise change a figure.
 */
final class PartStream extends InputStream {
    private static final String INTACT = "a zip whose parts unpack without error";

    private final String part;
    private final InputStream packed;
    private final long checksum;
    private final long most;
    private final CRC32 seen = new CRC32();
    private long count;
    private long checkpoint = Long.MAX_VALUE;

    PartStream(ZipFile zip, ZipEntry entry, long most) {
        this.part = entry.getName();
        this.checksum = entry.getCrc();
        this.most = most;
        try {
            packed = zip.getInputStream(entry);
        } catch (IOException damaged) {
            throw damaged(damaged);
        }
    }

    /** Lets this many bytes more be read, however many the part may have in all. */
    void allow(int bytes) {
        checkpoint = count + bytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read;
        try {
            read = packed.read(buffer, offset, length);
        } catch (IOException damaged) {
            throw damaged(damaged);
        }
        if (read < 0) {
            if (seen.getValue() != checksum) {
                throw new UnreadableFile(part + " whose checksum does not fit its content", INTACT);
            }
            return read;
        }
        seen.update(buffer, offset, read);
        count += read;
        if (count > most) {
            throw new UnreadableFile(
                    part + " that unpacks to more than " + most + " bytes",
                    "at most that: published sheets unpack to a few million bytes, and one far larger is a mistake or"
                            + " an attack; if it is neither, " + Limits.SPLIT);
        }
        if (count > checkpoint) {
            throw new UnreadableFile(
                    "a single tag, comment or attribute of more than a mebibyte in " + part,
                    "markup that is short, since each piece is held in memory whole");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    private UnreadableFile damaged(IOException failure) {
        return new UnreadableFile(
                part + " that cannot be unpacked: " + UnreadableFile.reason(failure), INTACT, failure);
    }
}

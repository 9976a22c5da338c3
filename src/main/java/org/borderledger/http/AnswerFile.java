package org.borderledger.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer in a file that has no name any more. From there the kernel sends them as they lie, where it would
 * copy them out of memory for each connection anew: half of what a large known answer costs.
 */
final class AnswerFile {
    private static final Logger LOG = Logger.getLogger(AnswerFile.class);
    /** How many there may be: connections need descriptors too. */
    private static final int MOST = 500;

    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    private static final Semaphore PLACES = new Semaphore(MOST);

    private final FileChannel file;
    private final long length;

    private AnswerFile(FileChannel file, long length) {
        this.file = file;
        this.length = length;
    }

    /** Writes bytes into one; null where there is no place for it, and they have to be sent from memory. */
    static @Nullable AnswerFile of(ByteBuf bytes) {
        if (!PLACES.tryAcquire()) {
            return null;
        }
        FileChannel file = null;
        boolean isWhole = false;
        try {
            // its name goes when it is open, so that none is left behind, and the file with its last descriptor
            file = FileChannel.open(
                    FOLDER.resolve("border-ledger-answer-" + UUID.randomUUID()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            for (ByteBuffer rest = bytes.nioBuffer(); rest.hasRemaining(); ) {
                file.write(rest);
            }
            isWhole = true;
            return new AnswerFile(file, bytes.readableBytes());
        } catch (IOException reason) {
            LOG.debugf(reason, "An answer of %d bytes is sent from memory", bytes.readableBytes());
            return null;
        } finally {
            if (!isWhole) {
                close(file);
            }
        }
    }

    /** How many there are. */
    static int count() {
        return MOST - PLACES.availablePermits();
    }

    /**
     * All of it, to be written to a connection.
     *
     * @param written is told when it is
     */
    FileRegion region(Runnable written) {
        return new DefaultFileRegion(file, 0, length) {
            @Override
            protected void deallocate() {
                written.run();
            }
        };
    }

    void close() {
        close(file);
    }

    private static void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException reason) {
            LOG.debug("The file of an answer cannot be closed", reason);
        } finally {
            PLACES.release();
        }
    }
}

package org.borderledger.discovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.borderledger.ledger.Sha256;
import org.jspecify.annotations.Nullable;

/** Takes a body into a file while it comes, no more of it than is allowed. */
final class BoundedBody implements HttpResponse.BodySubscriber<BoundedBody.Content> {
    /** Enough to tell an error page from a file. */
    private static final int HEAD = 256;

    private static final long MOST_THROWN_AWAY = 64L * 1024;

    private final @Nullable FileChannel file;
    private final long mostBytes;
    private final MessageDigest digest = Sha256.begin();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
    private final CompletableFuture<Content> content = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long bytes;

    /**
     * What came.
     *
     * @param head its first bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(long bytes, String sha256, byte[] head) {}

    /** There is more than is allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long mostBytes) {
            super("more than " + mostBytes + " bytes");
        }
    }

    private BoundedBody(@Nullable FileChannel file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** Into a file, in the place of what is there. */
    static BoundedBody into(Path path, long mostBytes) throws IOException {
        return new BoundedBody(
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                mostBytes);
    }

    /** Into nothing, of an answer that is no file. Read to its end if that is near, so that the connection can be kept. */
    static BoundedBody away() {
        return new BoundedBody(null, MOST_THROWN_AWAY);
    }

    @Override
    public CompletionStage<Content> getBody() {
        return content;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (content.isDone() || subscription == null) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                take(buffer);
            }
            subscription.request(1);
        } catch (IOException e) {
            if (file == null) {
                finish();
            } else {
                onError(e);
            }
            subscription.cancel();
        }
    }

    private void take(ByteBuffer buffer) throws IOException {
        bytes += buffer.remaining();
        if (bytes > mostBytes) {
            throw new TooLarge(mostBytes);
        }
        if (file == null) {
            return;
        }
        ByteBuffer copy = buffer.duplicate();
        while (head.size() < HEAD && copy.hasRemaining()) {
            head.write(copy.get());
        }
        digest.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
        content.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        finish();
    }

    /** No more of it is wanted, whatever still comes. */
    void abandon() {
        if (content.completeExceptionally(new IOException("abandoned"))) {
            close();
        }
    }

    private void finish() {
        close();
        content.complete(new Content(bytes, HexFormat.of().formatHex(digest.digest()), head.toByteArray()));
    }

    private void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                content.completeExceptionally(e);
            }
        }
    }
}

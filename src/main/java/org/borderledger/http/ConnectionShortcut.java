package org.borderledger.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a connection of HTTP/1.1 between what reads requests and the framework, and lets what is known be answered
 * before the framework makes a request of it, which costs more than such an answer. All else goes on as it came, and so
 * does everything while the framework owes an answer: answers leave in the order of their requests.
 */
// a write that fails ends the connection; the same headers are meant, not equal ones
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
final class ConnectionShortcut extends ChannelDuplexHandler {
    private static final String KEEP_ALIVE = "keep-alive";

    private final Answering answering;
    private final ChannelHandlerContext encoder;
    /** The headers of the last request that went on to the framework; by them it is known again. */
    private @Nullable Object passed;
    /** Those of the last request that the framework has begun to answer, and those of its answer. */
    private @Nullable Object begun;

    private @Nullable Object awaited;
    /** The headers of the answer that the framework has written last, or is writing. */
    private @Nullable Object written;
    /** The host of that request, with which the framework found nothing wrong. */
    private @Nullable String host;
    /** Whether everything that went on is answered. */
    private boolean isIdle;
    /** Whether the request is answered whose end is still to be read. */
    private boolean isAnswered;

    private boolean hasWritten;

    /** Whoever may know the answer. */
    @FunctionalInterface
    interface Answering {
        /** The answer to a GET, head and all, to be released when it is written; null where it is not known. */
        @Nullable ReferenceCounted answer(String address, MultiMap headers);
    }

    private ConnectionShortcut(Answering answering, ChannelHandlerContext encoder) {
        this.answering = answering;
        this.encoder = encoder;
    }

    /** Says that the framework has begun to answer a request; the first one brings the connection its shortcut. */
    static void follow(HttpServerRequest request, Answering answering) {
        if (request.version() == io.vertx.core.http.HttpVersion.HTTP_1_1
                && request.connection() instanceof ConnectionBase connection) {
            ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
            ConnectionShortcut there = pipeline.get(ConnectionShortcut.class);
            if (there != null) {
                there.begin(request);
            } else if (pipeline.get(HttpResponseEncoder.class) != null
                    // it may hold back what the framework wrote before; it stands where there is TLS
                    && pipeline.get(ChunkedWriteHandler.class) == null) {
                var shortcut = new ConnectionShortcut(answering, pipeline.context(HttpResponseEncoder.class));
                pipeline.addBefore(connection.channelHandlerContext().name(), null, shortcut);
            }
        }
    }

    private void begin(HttpServerRequest request) {
        begun = request.headers();
        awaited = request.response().headers();
        host = request.getHeader(HttpHeaders.HOST);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            isAnswered = isIdle && isAnswered(request);
            if (!isAnswered) {
                isIdle = false;
                passed = request.headers();
                context.fireChannelRead(message);
            }
        } else if (isAnswered) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean isAnswered(HttpRequest request) {
        ReferenceCounted answer = request.decoderResult().isSuccess()
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                        && request.method().equals(HttpMethod.GET)
                        && request.headers() instanceof MultiMap headers
                        && isPlain(headers)
                        // who does not read what was written waits in the framework for more
                        && encoder.channel().isWritable()
                ? answering.answer(request.uri(), headers)
                : null;
        if (answer != null) {
            encoder.write(answer);
            hasWritten = true;
        }
        return answer != null;
    }

    /** Whether there is neither a body nor a wish for the connection, and the host is the one that was looked at. */
    private boolean isPlain(MultiMap headers) {
        String connection = headers.get(HttpHeaders.CONNECTION);
        return (connection == null || KEEP_ALIVE.equalsIgnoreCase(connection))
                && !headers.contains(HttpHeaders.CONTENT_LENGTH)
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && host != null
                && host.equals(headers.get(HttpHeaders.HOST));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (hasWritten) {
            hasWritten = false;
            encoder.flush();
        }
        context.fireChannelReadComplete();
    }

    /** What the framework writes may come later than it takes up the next request, so that answers are not counted. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer) {
            written = answer.headers();
        }
        if (message instanceof LastHttpContent && written == awaited && begun == passed) {
            isIdle = true;
        }
        context.write(message, promise);
    }
}

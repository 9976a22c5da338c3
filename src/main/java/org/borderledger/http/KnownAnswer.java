package org.borderledger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import io.netty.util.ReferenceCounted;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.borderledger.ledger.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer with its headers. Its bytes stand outside of the heap, as the network takes them, and are given back when
 * nobody holds the answer any more, since the garbage collector does not see them. It is packed once somebody asks for
 * it again who takes it packed: most answers are asked for once, and packing costs more than all else. A large one stands in
 * a file too once somebody asks for it again who does not.
 */
final class KnownAnswer {
    /** What is added to the validator of packed bytes, which are other bytes than the plain ones. */
    static final String PACKED = "-gzip";

    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    /** Less than that is one packet anyway. */
    private static final int WORTH_PACKING = 1_000;
    /** Less than that is copied as soon as the kernel is told where it lies. */
    private static final int WORTH_A_FILE = 16_000;
    /** What stands around the bytes: the object, its headers, its place in the table. */
    private static final int OVERHEAD = 2_000;

    private final State state;
    private final String tag;
    /** The validator as it stands in headers. */
    private final String quoted;

    private final RequestTimes.Kind kind;
    private volatile Form plain;
    private final MultiMap headers;
    private final Runnable grown;
    /** The memory of answers, and those who are sending it. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private final AtomicBoolean isPacking = new AtomicBoolean();
    private final AtomicBoolean isFiling = new AtomicBoolean();
    private volatile @Nullable Form packed;

    /** What the answer is of: it holds as long as that stands. */
    record State(String of, int revision, @Nullable LocalDate day) {}

    private record Header(CharSequence name, CharSequence value) {
        static Header of(CharSequence name, String value) {
            return new Header(HttpHeaders.createOptimized(name.toString()), HttpHeaders.createOptimized(value));
        }
    }

    /**
     * One coding of the bytes.
     *
     * @param whole the bytes behind their head, as HTTP/1.1 sends both
     * @param head how many bytes of it are the head
     * @param confirmation an answer that says no more than that the caller has it already, as HTTP/1.1 sends it
     * @param confirming its headers
     * @param file the same as whole; it takes no memory that the system could not take back
     */
    private record Form(
            ByteBuf whole,
            int head,
            List<Header> headers,
            ByteBuf confirmation,
            List<Header> confirming,
            @Nullable AnswerFile file) {
        Form with(AnswerFile added) {
            return new Form(whole, head, headers, confirmation, confirming, added);
        }

        /** The whole, out of the file where there is one. */
        ReferenceCounted sent(Runnable written) {
            return file == null ? whole.retainedDuplicate() : file.region(written);
        }

        ByteBuf bytes() {
            return whole.slice(head, length());
        }

        int length() {
            return whole.readableBytes() - head;
        }

        int weight() {
            return whole.readableBytes() + confirmation.readableBytes();
        }

        void release() {
            whole.release();
            confirmation.release();
            if (file != null) {
                file.close();
            }
        }

        void sendHeaders(HttpServerResponse response, List<Header> chosen) {
            MultiMap sent = response.headers();
            for (Header header : chosen) {
                sent.add(header.name, header.value);
            }
        }
    }

    /**
     * Keeps an answer.
     *
     * @param headers as they were sent with the plain bytes
     * @param tag the validator, without its quotation marks
     * @param kind with which its times are noted
     * @param grown is told when the answer takes more memory than before
     */
    KnownAnswer(State state, String tag, RequestTimes.Kind kind, MultiMap headers, byte[] bytes, Runnable grown) {
        this.state = state;
        this.tag = tag;
        this.quoted = '"' + tag + '"';
        this.kind = kind;
        this.plain = form(headers, tag, null, bytes);
        this.headers = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        this.grown = grown;
    }

    State state() {
        return state;
    }

    RequestTimes.Kind kind() {
        return kind;
    }

    /** How much memory it takes, in bytes. */
    int weight() {
        Form smaller = packed;
        return OVERHEAD + plain.weight() + (smaller == null ? 0 : smaller.weight());
    }

    /** Keeps its memory from being given back; whoever gets true releases it later. */
    boolean retain() {
        return holders.getAndUpdate(each -> each == 0 ? 0 : each + 1) > 0;
    }

    /** Ends what {@link #retain} began; the last one gives the memory back. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            plain.release();
            Form smaller = packed;
            if (smaller != null) {
                smaller.release();
            }
        }
    }

    /**
     * Sends it, or of it what is asked for, and releases it: no bytes where the caller has them, or asks for the headers.
     *
     * @param chosen is told its status before it is handed over: who has the answer finds it counted
     */
    void send(RoutingContext context, IntConsumer chosen) {
        HttpServerRequest request = context.request();
        boolean takesPacked = takesPacked(request.headers());
        boolean takesBytes =
                request.method().equals(HttpMethod.GET) && !request.headers().contains(HttpHeaders.IF_NONE_MATCH);
        if (takesPacked && takesBytes && packed == null && isPacking.compareAndSet(false, true)) {
            behind(context.vertx(), this::pack);
        }
        send(request, takesPacked, chosen);
    }

    /**
     * The answer to a GET of HTTP/1.1, head and all, and releases this.
     *
     * @param chosen is told the status, as {@link #send} tells it
     * @return to be released when it is written; null where it may have to be packed first
     */
    @Nullable ReferenceCounted whole(Vertx vertx, MultiMap asked, IntConsumer chosen) {
        ReferenceCounted sent = null;
        try {
            boolean takesPacked = takesPacked(asked);
            Form form = takesPacked ? packed : plain;
            if (form == null) {
                return null;
            }
            boolean isKnown = isKnown(asked);
            chosen.accept(isKnown ? NOT_MODIFIED : OK);
            if (!isKnown && !takesPacked && form.length() >= WORTH_A_FILE && isFiling.compareAndSet(false, true)) {
                behind(vertx, this::file);
            }
            sent = isKnown ? form.confirmation.retainedDuplicate() : form.sent(this::release);
            return sent;
        } finally {
            // a file is read when it is sent, and not before
            if (!(sent instanceof FileRegion)) {
                release();
            }
        }
    }

    private boolean takesPacked(MultiMap asked) {
        return plain.length() >= WORTH_PACKING && Gzip.isTaken(asked.get(HttpHeaders.ACCEPT_ENCODING));
    }

    /** Whether the caller has it already. */
    private boolean isKnown(MultiMap asked) {
        String validators = asked.get(HttpHeaders.IF_NONE_MATCH);
        return validators != null
                && (validators.equals(quoted) || Validators.isAny(validators) || Validators.names(validators, tag));
    }

    /** In another thread, for those who ask later: all of these threads may be waiting for the database. */
    private void behind(Vertx vertx, Runnable work) {
        if (retain()) {
            vertx.executeBlocking(
                    () -> {
                        try {
                            work.run();
                        } finally {
                            release();
                        }
                        return true;
                    },
                    false);
        }
    }

    private void send(HttpServerRequest request, boolean takesPacked, IntConsumer chosen) {
        try {
            Form smaller = packed;
            send(request, takesPacked && smaller != null ? smaller : plain, chosen);
        } finally {
            release();
        }
    }

    private void send(HttpServerRequest request, Form form, IntConsumer chosen) {
        HttpServerResponse response = request.response();
        if (isKnown(request.headers())) {
            response.setStatusCode(NOT_MODIFIED);
            form.sendHeaders(response, form.confirming);
            chosen.accept(NOT_MODIFIED);
            response.end();
        } else {
            form.sendHeaders(response, form.headers);
            chosen.accept(OK);
            if (request.method().equals(HttpMethod.HEAD)) {
                response.end();
            } else {
                end(response, form);
            }
        }
    }

    /** The bytes stay until they are written: Vert.x gives none back that it did not make. */
    @SuppressWarnings("deprecation") // the only way to bytes outside of the heap; Vert.x 5 calls it BufferInternal
    private void end(HttpServerResponse response, Form form) {
        if (!response.closed() && retain()) {
            response.end(Buffer.buffer(form.bytes())).onComplete(written -> release());
        }
    }

    private static Form form(MultiMap headers, String tag, @Nullable String coding, byte[] bytes) {
        List<Header> all = new ArrayList<>();
        List<Header> confirming = new ArrayList<>();
        Set<String> vary = new LinkedHashSet<>();
        for (Map.Entry<String, String> header : headers) {
            switch (header.getKey().toLowerCase(Locale.ROOT)) {
                // a status is a header of HTTP/2, and none of others
                case ":status", "etag", "content-length", "transfer-encoding", "connection" -> {}
                // of the caller, not of the answer
                case "ratelimit", "ratelimit-policy" -> {}
                // of the bytes as they are sent (RFC 9530)
                case "repr-digest" ->
                    all.add(Header.of(
                            header.getKey(),
                            coding == null ? header.getValue() : AnswerWriter.header(Sha256.of(bytes))));
                case "vary" -> vary.add(header.getValue());
                case "cache-control", "access-control-allow-origin", "memento-datetime", "dataset-revision" -> {
                    all.add(Header.of(header.getKey(), header.getValue()));
                    confirming.add(Header.of(header.getKey(), header.getValue()));
                }
                default -> all.add(Header.of(header.getKey(), header.getValue()));
            }
        }
        vary.add(ACCEPT_ENCODING);
        String given = headers.get(HttpHeaders.ETAG);
        String weak = given != null && given.startsWith("W/") ? "W/" : "";
        for (List<Header> list : List.of(all, confirming)) {
            list.add(Header.of(HttpHeaders.ETAG, weak + '"' + tag + '"'));
            list.add(Header.of(HttpHeaders.VARY, String.join(", ", vary)));
        }
        if (coding != null) {
            all.add(Header.of(HttpHeaders.CONTENT_ENCODING, coding));
        }
        all.add(Header.of(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length)));
        byte[] head = head("200 OK", all);
        byte[] confirmation = head("304 Not Modified", confirming);
        return new Form(
                Unpooled.directBuffer(head.length + bytes.length)
                        .writeBytes(head)
                        .writeBytes(bytes),
                head.length,
                List.copyOf(all),
                Unpooled.directBuffer(confirmation.length).writeBytes(confirmation),
                List.copyOf(confirming),
                null);
    }

    /** The head of an answer of HTTP/1.1 (RFC 9112): headers that were sent already hold no line breaks. */
    private static byte[] head(String status, List<Header> headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (Header header : headers) {
            head.append(header.name).append(": ").append(header.value).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void file() {
        AnswerFile file = AnswerFile.of(plain.whole);
        if (file != null) {
            plain = plain.with(file);
        }
    }

    private void pack() {
        byte[] smaller = Gzip.pack(ByteBufUtil.getBytes(plain.bytes()));
        if (smaller.length < plain.length()) {
            packed = form(headers, tag + PACKED, Gzip.CODING, smaller);
            grown.run();
        }
    }
}

package org.borderledger.http;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.borderledger.ledger.Sha256;
import org.borderledger.representation.Answer;
import org.borderledger.representation.JsonWriter;
import org.borderledger.representation.Representation;
import org.borderledger.representation.Writer;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers in the format that was asked for. What is small goes out whole, with its length, and a file with
 * its digest (RFC 9530); what is large goes out while it is read.
 */
@Provider
public class AnswerWriter implements ServerMessageBodyWriter<Answer> {
    /** The largest answer that is held back until it is whole, in bytes. */
    private static final int SMALL = 1 << 20;

    private static final String REPR_DIGEST = "Repr-Digest";

    private static final Logger LOG = Logger.getLogger(AnswerWriter.class);

    private final ObjectMapper json;
    private final AskedFormat format;
    private final AnsweredRevision revision;
    private final KnownAnswers known;

    AnswerWriter(ObjectMapper json, AskedFormat format, AnsweredRevision revision, KnownAnswers known) {
        this.json = json;
        this.format = format;
        this.revision = revision;
        this.known = known;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, @Nullable Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Answer.class.equals(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, @Nullable Type generic, Annotation[] annotations, MediaType mediaType) {
        return Answer.class.equals(type);
    }

    @Override
    public void writeResponse(Answer answer, @Nullable Type generic, ServerRequestContext context)
            throws WebApplicationException, IOException {
        if (answer.lasting()) {
            // Written twice: whoever keeps the file for ever has its digest before the first byte.
            MessageDigest digest = Sha256.begin();
            writer().write(answer, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            context.serverResponse().setResponseHeader(REPR_DIGEST, header(digest.digest()));
        }
        var out = new HeldBack(context, format.representation());
        try {
            writer().write(answer, out);
        } catch (IOException | RuntimeException | Error broken) {
            if (!out.begun) {
                throw broken;
            }
            // The file is incomplete, and only a broken connection says so: an error printed into it would be data.
            RoutingContext request = ((ResteasyReactiveRequestContext) context).unwrap(RoutingContext.class);
            TraceOfRequest.log(request, () -> LOG.warn("an export broke off", broken));
            breakOff((ResteasyReactiveRequestContext) context);
            return;
        }
        out.finish();
    }

    /**
     * Closes the connection before the framework goes on: it would end the answer, and what is ended looks whole. Whatever
     * else runs over the connection is lost with it, as with every connection that breaks.
     */
    private static void breakOff(ResteasyReactiveRequestContext context) {
        context.suspend();
        context.unwrap(HttpServerRequest.class).connection().close().onComplete(closed -> context.resume());
    }

    @Override
    public void writeTo(
            Answer answer,
            Class<?> type,
            @Nullable Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        writer().write(answer, out);
    }

    private Writer writer() {
        return format.representation() == Representation.JSON
                ? new JsonWriter(json)
                : Writer.of(format.representation(), format.byteOrderMark());
    }

    /** Keeps the first bytes back, so that what turns out small can have its length and digest in the header. */
    private final class HeldBack extends OutputStream {
        private final ServerRequestContext context;
        private final Representation representation;
        /** Grows by pieces, so that what is there already is not copied. */
        private final ByteArrayBuilder held = new ByteArrayBuilder();

        private @Nullable OutputStream open;
        private boolean begun;

        HeldBack(ServerRequestContext context, Representation representation) {
            this.context = context;
            this.representation = representation;
        }

        @Override
        public void write(int one) throws IOException {
            if (open == null && held.size() < SMALL) {
                held.write(one);
            } else {
                write(new byte[] {(byte) one}, 0, 1);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            OutputStream rest = open;
            if (rest == null && held.size() + length <= SMALL) {
                held.write(bytes, offset, length);
                return;
            }
            if (rest == null) {
                rest = context.getOrCreateOutputStream();
                open = rest;
                begun = true;
                rest.write(held.toByteArray());
                held.reset();
            }
            rest.write(bytes, offset, length);
        }

        void finish() throws IOException {
            OutputStream rest = open;
            if (rest != null) {
                rest.close();
                return;
            }
            byte[] whole = held.toByteArray();
            if (representation != Representation.JSON) {
                context.serverResponse().setResponseHeader(REPR_DIGEST, header(Sha256.of(whole)));
            }
            AnsweredRevision.Identity identity = revision.identity();
            Runnable send = () -> context.serverResponse().end(whole);
            if (identity == null) {
                send.run();
            } else {
                RoutingContext request = ((ResteasyReactiveRequestContext) context).unwrap(RoutingContext.class);
                known.keep(request, identity, whole, send);
            }
        }
    }

    /** A digest as {@code Repr-Digest} has it (RFC 9530). */
    static String header(byte[] digest) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
    }
}

package org.borderledger.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to (<a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>): that of its
 * span while traces are taken, else the one that its caller names by {@code traceparent}, else a new one. It is looked for
 * when there is something to tell of a request, and not before.
 */
final class TraceOfRequest {
    /** Its name in the log, which OpenTelemetry gives it too while traces are taken. */
    private static final String IN_LOG = "traceId";

    private static final String HELD = TraceOfRequest.class.getName();

    private TraceOfRequest() {}

    /** The id of a request's trace: 32 hexadecimal digits in lower case, the same whenever it is asked for. */
    static String id(RoutingContext request) {
        @Nullable String held = request.get(HELD);
        if (held != null) {
            return held;
        }
        String found = find(request.request());
        request.put(HELD, found);
        return found;
    }

    private static String find(HttpServerRequest request) {
        SpanContext span = Span.current().getSpanContext();
        if (!span.isValid()) {
            span = Span.fromContext(W3CTraceContextPropagator.getInstance()
                            .extract(Context.root(), request, HeadersOfRequest.INSTANCE))
                    .getSpanContext();
        }
        return span.isValid() ? span.getTraceId() : IdGenerator.random().generateTraceId();
    }

    /** Writes lines of the log that carry the trace of a request. */
    static void log(RoutingContext request, Runnable lines) {
        @Nullable Object before = MDC.get(IN_LOG);
        MDC.put(IN_LOG, id(request));
        try {
            lines.run();
        } finally {
            if (before == null) {
                MDC.remove(IN_LOG);
            } else {
                MDC.put(IN_LOG, before);
            }
        }
    }

    private enum HeadersOfRequest implements TextMapGetter<HttpServerRequest> {
        INSTANCE;

        @Override
        public Iterable<String> keys(HttpServerRequest request) {
            return request.headers().names();
        }

        @Override
        public @Nullable String get(@Nullable HttpServerRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    }
}

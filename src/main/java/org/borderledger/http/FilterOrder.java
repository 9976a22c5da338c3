package org.borderledger.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Who sees a request before any framework does, the first one first. */
enum FilterOrder {
    /** What is refused for its number costs nothing else. */
    RATE_LIMIT(5_000),
    /** A path that has gone is not answered from memory either. */
    RETIREMENTS(4_000),
    /** What is known may be of an earlier revision than the caller has seen. */
    SEEN_REVISION(3_000),
    KNOWN_ANSWERS(2_000),
    GATE(1_000);

    /** The highest comes first; the framework's own are lower. */
    private final int priority;

    FilterOrder(int priority) {
        this.priority = priority;
    }

    /** Puts a filter in its place. */
    void register(Filters filters, Handler<RoutingContext> filter) {
        filters.register(filter, priority);
    }
}

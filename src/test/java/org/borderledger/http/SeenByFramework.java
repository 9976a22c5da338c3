package org.borderledger.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that the framework makes of what comes on connections. */
@ApplicationScoped
class SeenByFramework {
    private static final int FIRST = 100_000;

    private final AtomicInteger requests = new AtomicInteger();

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    requests.incrementAndGet();
                    context.next();
                },
                FIRST);
    }

    int requests() {
        return requests.get();
    }
}

package org.borderledger.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How many requests there were and how long they took: {@code http.server.requests}, by the class of the status and by
 * whether the answer was known. The framework's own meter looks each one up by its address, which is dear beside a
 * known answer.
 */
@ApplicationScoped
class RequestTimes {
    /** The first digits of the statuses that there are. */
    private static final int LOWEST = 2;

    private static final int HIGHEST = 5;

    private final List<Timer> known;
    private final List<Timer> computed;

    RequestTimes(MeterRegistry registry) {
        this.known = timers(registry, "known");
        this.computed = timers(registry, "computed");
    }

    private static List<Timer> timers(MeterRegistry registry, String answer) {
        return IntStream.rangeClosed(LOWEST, HIGHEST)
                .mapToObj(each -> Timer.builder("http.server.requests")
                        .description("Requests and their times, from the first look at the address to the last byte")
                        .tag("answer", answer)
                        .tag("status", each + "xx")
                        .register(registry))
                .toList();
    }

    /** Notes a known answer that was handed over. */
    void known(int status, long since) {
        note(known, status, since);
    }

    /** Notes the answer of a request when it has ended. */
    void watch(RoutingContext context) {
        long since = System.nanoTime();
        context.addEndHandler(ended -> note(computed, context.response().getStatusCode(), since));
    }

    private static void note(List<Timer> timers, int status, long since) {
        timers.get(Math.clamp(status / 100, LOWEST, HIGHEST) - LOWEST)
                .record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }
}

package org.borderledger.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How many requests there were and how long they took: {@code http.server.requests}, by route and format, the class of the
 * status, and whether the answer was known. The framework's own meter looks each one up by its address, which is dear
 * beside a known answer.
 */
@ApplicationScoped
class RequestTimes {
    /** The first digits of the statuses that there are. */
    private static final int LOWEST = 2;

    private static final int HIGHEST = 5;

    /** What no resource answers: refusals of addresses, files of the pages. */
    private static final String NO_ROUTE = "none";

    private static final String KIND = RequestTimes.class.getName();
    private static final String ARRIVED = KIND + ".arrived";

    private final MeterRegistry registry;
    private final Map<List<String>, Kind> kinds = new ConcurrentHashMap<>();

    RequestTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The times of the answers of one route in one format; made as they come, since most kinds have one status. */
    static final class Kind {
        private final MeterRegistry registry;
        private final String route;
        private final String format;
        private final AtomicReferenceArray<@Nullable Timer> known = new AtomicReferenceArray<>(HIGHEST + 1);
        private final AtomicReferenceArray<@Nullable Timer> computed = new AtomicReferenceArray<>(HIGHEST + 1);

        private Kind(MeterRegistry registry, String route, String format) {
            this.registry = registry;
            this.route = route;
            this.format = format;
        }

        /** Notes a known answer, which is handed over in the same moment. */
        void known(int status, long since) {
            note(known, "known", status, since);
        }

        private void computed(int status, long since) {
            note(computed, "computed", status, since);
        }

        private void note(AtomicReferenceArray<@Nullable Timer> timers, String answer, int status, long since) {
            int digit = Math.clamp(status / 100, LOWEST, HIGHEST);
            Timer timer = timers.get(digit);
            if (timer == null) {
                timer = Timer.builder("http.server.requests")
                        .description(
                                "Requests and their times, from the first look at the address, waiting included, to the last byte or the handing over of a known answer")
                        .tag("route", route)
                        .tag("format", format)
                        .tag("answer", answer)
                        .tag("status", digit + "xx")
                        .register(registry);
                timers.set(digit, timer);
            }
            timer.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Says what a request is of.
     *
     * @param route the path as it is declared, with names in the places of what changes; there are a few hundred at most
     */
    void of(RoutingContext context, String route, String format) {
        context.put(KIND, kind(route, format));
    }

    /** What a request is of, as far as that was said. */
    Kind kind(RoutingContext context) {
        @Nullable Kind said = context.get(KIND);
        return said == null ? kind(NO_ROUTE, NO_ROUTE) : said;
    }

    private Kind kind(String route, String format) {
        return kinds.computeIfAbsent(List.of(route, format), both -> new Kind(registry, route, format));
    }

    /**
     * When a request came, by {@link System#nanoTime()}: when the first asked this who makes it wait or answers it.
     */
    long arrived(RoutingContext context) {
        @Nullable Long noted = context.get(ARRIVED);
        if (noted != null) {
            return noted;
        }
        long now = System.nanoTime();
        context.put(ARRIVED, now);
        return now;
    }

    /** Notes the answer of a request when it has ended. */
    void watch(RoutingContext context) {
        long since = arrived(context);
        context.addEndHandler(ended -> kind(context).computed(context.response().getStatusCode(), since));
    }
}

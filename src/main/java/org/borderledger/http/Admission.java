package org.borderledger.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;

/**
 * Lets only so many requests be worked on at once: one more is told to come again, which costs nothing, instead of waiting
 * behind all others for a connection to the database. Known answers are sent before it and are never counted.
 */
@ApplicationScoped
class Admission {
    private final int atOnce;
    private final AtomicInteger inside = new AtomicInteger();

    Admission(RequestLimit limit, MeterRegistry registry) {
        this.atOnce = limit.atOnce();
        Gauge.builder("ledger.requests.inside", inside, AtomicInteger::get)
                .description("Requests that are worked on, or wait for a connection to the database")
                .register(registry);
    }

    /**
     * Lets a request in until it is answered or its caller has left.
     *
     * @throws Problem where as many are inside as may be
     */
    void admit(RoutingContext context) {
        if (inside.incrementAndGet() > atOnce) {
            inside.decrementAndGet();
            throw Problem.of(
                            ProblemCode.OVERLOADED, atOnce + " requests are worked on, which is as many as are at once")
                    .hint(
                            "try again after the seconds that Retry-After names; what was asked before is answered all the"
                                    + " same");
        }
        context.addEndHandler(ended -> inside.decrementAndGet());
    }
}

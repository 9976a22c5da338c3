package org.borderledger.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.borderledger.ledger.RevisionWatch;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;

/**
 * Never shows a caller less than it has seen: whoever names a revision by {@code Dataset-Revision} is answered when this
 * replica has it. Replicas that read from different standbys may stand a moment apart.
 */
@ApplicationScoped
class SeenRevision {
    static final String HEADER = "Dataset-Revision";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_DIGITS = 9;

    private final RevisionWatch watch;
    private final AddressGate gate;
    private final RequestTimes times;

    SeenRevision(RevisionWatch watch, AddressGate gate, RequestTimes times) {
        this.watch = watch;
        this.gate = gate;
        this.times = times;
    }

    void register(@Observes Filters filters) {
        FilterOrder.SEEN_REVISION.register(filters, this::handle);
    }

    private void handle(RoutingContext context) {
        String seen = context.request().getHeader(HEADER);
        if (seen == null) {
            context.next();
        } else if (!seen.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            gate.refuse(
                    context,
                    Problem.of(
                                    ProblemCode.MALFORMED_REQUEST,
                                    HEADER + " is no number of a revision: " + Problem.echo(seen))
                            .hint("give back the " + HEADER + " of an earlier answer"));
        } else {
            await(context, Integer.parseInt(seen), times.arrived(context) + PATIENCE.toNanos());
        }
    }

    private void await(RoutingContext context, int revision, long until) {
        if (watch.newest(RevisionWatch.EVERYTHING).orElse(-1) >= revision) {
            context.next();
        } else if (System.nanoTime() > until) {
            gate.refuse(
                    context,
                    Problem.of(ProblemCode.UNAVAILABLE, "revision " + revision + " is not here yet")
                            .hint("try again after the seconds that Retry-After names, or ask without " + HEADER));
        } else {
            context.vertx().setTimer(PAUSE.toMillis(), again -> await(context, revision, until));
        }
    }
}

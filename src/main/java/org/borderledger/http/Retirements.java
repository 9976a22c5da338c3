package org.borderledger.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.period.London;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;

/**
 * Gives notice of paths that are going away (<a href="https://www.rfc-editor.org/rfc/rfc9745">RFC 9745</a>, {@code
 * Deprecation}, and <a href="https://www.rfc-editor.org/rfc/rfc8594">RFC 8594</a>, {@code Sunset}), and says where to go
 * when they have gone. Where nothing is, no request passes here.
 */
@ApplicationScoped
class Retirements {
    private final List<Going> going;
    private final Clock clock;
    private final AddressGate gate;

    private record Going(Retirement retirement, Pattern paths) {}

    @Inject
    Retirements(Clock clock, AddressGate gate) {
        this(Retirement.declared(), clock, gate);
    }

    Retirements(List<Retirement> retirements, Clock clock, AddressGate gate) {
        this.going =
                retirements.stream().map(each -> new Going(each, each.paths())).toList();
        this.clock = clock;
        this.gate = gate;
    }

    void register(@Observes Filters filters) {
        if (!going.isEmpty()) {
            FilterOrder.RETIREMENTS.register(filters, this::handle);
        }
    }

    private void handle(RoutingContext context) {
        // what is no address has no path either: the gate says what is wrong with it
        String path = AddressGate.letsPass(context.request().uri()) ? context.normalizedPath() : "";
        for (Going each : going) {
            Matcher matched = each.paths.matcher(path);
            if (matched.matches()) {
                handle(context, each.retirement, each.retirement.successorOf(matched));
                return;
            }
        }
        context.next();
    }

    private void handle(RoutingContext context, Retirement retirement, String successor) {
        context.addHeadersEndHandler(
                sent -> announce(retirement, successor, context.response().headers()));
        if (London.dayOf(clock.instant()).isBefore(retirement.sunset())) {
            context.next();
        } else {
            gate.refuse(
                    context,
                    Problem.of(
                                    ProblemCode.RETIRED,
                                    retirement.path() + " is no longer answered since " + retirement.sunset())
                            .hint(successor + " has taken its place"));
        }
    }

    private static void announce(Retirement retirement, String successor, MultiMap headers) {
        headers.set(
                "Deprecation",
                "@" + retirement.deprecated().atStartOfDay(London.ZONE).toEpochSecond());
        headers.set(
                "Sunset",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        retirement.sunset().atStartOfDay(London.ZONE).withZoneSameInstant(ZoneOffset.UTC)));
        String link = "<" + successor + ">; rel=\"successor-version\"";
        // an answer that was kept has them already
        if (!headers.contains("Link", link, false)) {
            headers.add("Link", link);
        }
    }
}

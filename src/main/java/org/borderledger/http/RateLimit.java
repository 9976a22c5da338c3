package org.borderledger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Lets each address ask so many questions a minute, where that is set ({@code LEDGER_REQUESTS_A_MINUTE}), and says how many
 * are left ({@code RateLimit}, draft-ietf-httpapi-ratelimit-headers-10). They come back one by one, so that nobody waits for
 * a minute to end; whoever has none left is told when there is one, before any other work.
 */
@ApplicationScoped
class RateLimit {
    private static final int MOST = 1_000_000;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** Who has asked nothing for a minute has all again, and need not be remembered. */
    private static final int MOST_ADDRESSES = 100_000;

    /** What callers choose for themselves within one network (RFC 4291, 2.5.1): they are one caller. */
    private static final int BYTES_OF_A_NETWORK = 8;

    private static final String UNKNOWN = "unknown";

    private final AddressGate gate;
    private final int aMinute;
    private final Allowances allowances;

    RateLimit(AddressGate gate, RequestLimit limit) {
        this.gate = gate;
        OptionalInt set = limit.aMinute();
        if (set.isPresent() && (set.getAsInt() < 1 || set.getAsInt() > MOST)) {
            throw new IllegalArgumentException("LEDGER_REQUESTS_A_MINUTE is " + set.getAsInt()
                    + ": set how many requests one address may make, from 1 to " + MOST
                    + ", or leave it out for no limit");
        }
        this.aMinute = set.orElse(0);
        this.allowances = new Allowances(Math.max(1, aMinute), System::nanoTime);
    }

    void register(@Observes Filters filters) {
        if (aMinute > 0) {
            FilterOrder.RATE_LIMIT.register(filters, this::handle);
        }
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isOwn(request)) {
            context.next();
            return;
        }
        Allowances.Left left = allowances.take(caller(request.remoteAddress()));
        context.response()
                .putHeader("RateLimit-Policy", "\"address\";q=" + aMinute + ";w=" + WINDOW / SECOND)
                .putHeader("RateLimit", "\"address\";r=" + left.requests() + ";t=" + left.seconds());
        if (left.isRefused()) {
            context.response().putHeader("Retry-After", Long.toString(left.seconds()));
            gate.refuse(
                    context,
                    Problem.of(
                                    ProblemCode.TOO_MANY_REQUESTS,
                                    "your address has asked " + aMinute + " times within a minute")
                            .hint("try again in " + left.seconds()
                                    + " s; whole datasets come as one file, such as /v1/crossings.csv"));
        } else {
            context.next();
        }
    }

    /**
     * The pages for people ask this service itself, on behalf of somebody whose request was counted; so does whoever is on
     * this machine and comes by no proxy.
     */
    private static boolean isOwn(HttpServerRequest request) {
        @Nullable SocketAddress remote = request.connection().remoteAddress();
        return remote != null
                && remote.hostAddress() != null
                && InetAddress.ofLiteral(remote.hostAddress()).isLoopbackAddress()
                && !request.headers().contains("Forwarded")
                && !request.headers().contains("X-Forwarded-For");
    }

    /** An IPv4 address, or the network of an IPv6 one. What a proxy names otherwise is all one caller. */
    private static String caller(@Nullable SocketAddress remote) {
        try {
            InetAddress address = InetAddress.ofLiteral(remote == null ? UNKNOWN : remote.host());
            return HexFormat.of()
                    .formatHex(
                            address instanceof Inet6Address
                                    ? Arrays.copyOf(address.getAddress(), BYTES_OF_A_NETWORK)
                                    : address.getAddress());
        } catch (IllegalArgumentException none) {
            return UNKNOWN;
        }
    }

    /** Of each caller, until when what it has asked counts. */
    static final class Allowances {
        private final long interval;
        private final LongSupplier clock;
        private final Cache<String, AtomicLong> until = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(Duration.ofNanos(WINDOW))
                .build();

        Allowances(int aMinute, LongSupplier clock) {
            this.interval = WINDOW / aMinute;
            this.clock = clock;
        }

        /**
         * What a caller may still ask.
         *
         * @param requests how many requests
         * @param seconds until it has all of them again, or, where it is refused, one
         */
        record Left(boolean isRefused, long requests, long seconds) {}

        /** Takes one request off what a caller has, if it has one. */
        Left take(String caller) {
            long now = clock.getAsLong();
            AtomicLong paid = until.get(caller, same -> new AtomicLong(now));
            while (true) {
                long before = paid.get();
                // a difference of such times is right even where they run over
                long after = (before - now > 0 ? before : now) + interval;
                if (after - now > WINDOW) {
                    return new Left(true, 0, seconds(after - now - WINDOW));
                }
                if (paid.compareAndSet(before, after)) {
                    return new Left(false, (WINDOW - (after - now)) / interval, seconds(after - now));
                }
            }
        }

        private static long seconds(long nanos) {
            return Math.ceilDiv(nanos, SECOND);
        }
    }
}

package org.borderledger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.netty.util.ReferenceCounted;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.borderledger.ledger.RevisionWatch;
import org.borderledger.period.London;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given already and still hold, sent again before any work: their bytes are kept until a revision
 * touches what they are of, or until others need the room. What a hundred ask at once is computed once.
 */
@ApplicationScoped
class KnownAnswers {
    private static final String ANSWERED_FROM = "/v1/";
    /** Room for the spellings of questions, in characters. */
    private static final long SPELLINGS = 4_000_000;

    /** What is known is told while the database is away: it was right when it was last heard (RFC 9211). */
    private static final String DATABASE_AWAY = "border-ledger; hit; detail=database-away";

    private static final CharSequence ACCEPT_DATETIME = HttpHeaders.createOptimized("Accept-Datetime");
    private static final CharSequence SEEN_REVISION = HttpHeaders.createOptimized(SeenRevision.HEADER);
    private static final String KEPT_SOON = KnownAnswers.class.getName() + ".kept-soon";

    private final RevisionWatch revisions;
    private final Clock clock;
    private final Vertx vertx;
    private final RequestTimes times;
    private final long memory;
    /** Whether nobody else has to see each request: to count it, to trace it, to announce that its path is going. */
    private final boolean hasShortcut;
    /** By the one spelling of the question. */
    private final Cache<String, KnownAnswer> answers;
    /** The one spelling of each address that was answered; only what was answered is known to be an address. */
    private final Cache<String, String> spellings;

    private final Map<String, List<Waiting>> asked = new ConcurrentHashMap<>();

    /** A request whose answer another request is getting. */
    private record Waiting(RoutingContext request, Context thread, long since) {}

    KnownAnswers(
            RevisionWatch revisions,
            Clock clock,
            Vertx vertx,
            RequestTimes times,
            AnswerMemory memory,
            RequestLimit limit,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isUntraced) {
        this.revisions = revisions;
        this.clock = clock;
        this.vertx = vertx;
        this.times = times;
        this.memory = memory.memory().asLongValue();
        this.hasShortcut =
                isUntraced && limit.aMinute().isEmpty() && Retirement.declared().isEmpty();
        this.answers = Caffeine.newBuilder()
                .maximumWeight(this.memory)
                .weigher((String question, KnownAnswer answer) -> question.length() + answer.weight())
                .removalListener((@Nullable String question, @Nullable KnownAnswer answer, RemovalCause cause) -> {
                    if (answer != null) {
                        answer.release();
                    }
                })
                .build();
        this.spellings = Caffeine.newBuilder()
                .maximumWeight(SPELLINGS)
                .weigher((String address, String question) -> address.length() + 100)
                .build();
    }

    void register(@Observes Filters filters) {
        if (areKept()) {
            FilterOrder.KNOWN_ANSWERS.register(filters, this::handle);
        }
    }

    /** Whether there is any room for them. */
    boolean areKept() {
        return memory > 0;
    }

    private void handle(RoutingContext context) {
        long since = times.arrived(context);
        HttpServerRequest request = context.request();
        if (hasShortcut) {
            ConnectionShortcut.follow(request, this::answer);
        }
        if (!isQuestion(request)) {
            context.next();
            return;
        }
        KnownAnswer known = find(request.uri());
        if (known != null) {
            send(known, context, since);
        } else if (request.method().equals(HttpMethod.HEAD) || isFile(request.uri())) {
            context.next();
        } else {
            ask(context, since);
        }
    }

    /** Answers a request that the framework has not seen yet: see {@link ConnectionShortcut}. */
    private @Nullable ReferenceCounted answer(String address, MultiMap headers) {
        long since = System.nanoTime();
        KnownAnswer answer = isQuestion(address, headers) && !headers.contains(SEEN_REVISION) && revisions.isHeard()
                ? find(address)
                : null;
        return answer == null
                ? null
                : answer.whole(vertx, headers, status -> answer.kind().known(status, since));
    }

    private void send(KnownAnswer known, RoutingContext context, long since) {
        if (!revisions.isHeard()) {
            context.response().putHeader("Cache-Status", DATABASE_AWAY);
        }
        known.send(context, status -> known.kind().known(status, since));
    }

    /** Whether the answer depends on nothing but the address. */
    private static boolean isQuestion(HttpServerRequest request) {
        return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
                && isQuestion(request.uri(), request.headers());
    }

    private static boolean isQuestion(String address, MultiMap headers) {
        return address.startsWith(ANSWERED_FROM)
                && !headers.contains(HttpHeaders.CONTENT_LENGTH)
                && !headers.contains(ACCEPT_DATETIME);
    }

    /**
     * Files may be large, and whoever asks for one need not wait for another's.
     *
     * @param address as it came: the gate has not looked at it yet, and some cannot be decoded
     */
    private static boolean isFile(String address) {
        int query = address.indexOf('?');
        return Representation.ofPath(query < 0 ? address : address.substring(0, query))
                .isPresent();
    }

    /** The answer to an address, retained for whoever sends it. */
    private @Nullable KnownAnswer find(String address) {
        String question = spellings.getIfPresent(address);
        if (question == null) {
            question = AddressGate.letsPass(address) ? spellings.getIfPresent(Question.inOrder(address)) : null;
            if (question == null) {
                return null;
            }
            spellings.put(address, question);
        }
        KnownAnswer answer = answers.getIfPresent(question);
        return answer != null && stands(answer.state()) && answer.retain() ? answer : null;
    }

    private boolean stands(KnownAnswer.State state) {
        OptionalInt newest = revisions.newest(state.of());
        LocalDate day = state.day();
        return newest.isPresent()
                && newest.getAsInt() == state.revision()
                && (day == null || day.equals(London.dayOf(clock.instant())));
    }

    /** Goes on with the first of equal requests; the others wait for what comes of it. */
    private void ask(RoutingContext context, long since) {
        String address = context.request().uri();
        boolean[] isFirst = {false};
        asked.compute(address, (same, waiting) -> {
            isFirst[0] = waiting == null;
            List<Waiting> others = waiting == null ? new ArrayList<>() : waiting;
            if (waiting != null) {
                others.add(new Waiting(context, context.vertx().getOrCreateContext(), since));
            }
            return others;
        });
        if (isFirst[0]) {
            context.addEndHandler(ended -> {
                if (context.get(KEPT_SOON) == null) {
                    List<Waiting> others = others(address);
                    goOn(others, others.isEmpty() ? null : find(address));
                }
            });
            context.next();
        }
    }

    /** Who waited for the answer to an address; whoever asks from now on is the first again. */
    private List<Waiting> others(String address) {
        List<Waiting> waiting = asked.remove(address);
        return waiting == null ? List.of() : waiting;
    }

    /** Answers those who waited, where there is an answer, and lets go of it; else each goes its own way. */
    private void goOn(List<Waiting> waiting, @Nullable KnownAnswer known) {
        for (Waiting each : waiting) {
            if (known != null && known.retain()) {
                each.thread.runOnContext(now -> send(known, each.request, each.since));
            } else {
                each.thread.runOnContext(now -> each.request.next());
            }
        }
        if (known != null) {
            known.release();
        }
    }

    /**
     * Sends an answer, and keeps it for whoever asks the same.
     *
     * @param send sends the bytes with their headers
     */
    void keep(RoutingContext context, AnsweredRevision.Identity identity, byte[] bytes, Runnable send) {
        HttpServerRequest request = context.request();
        if (memory == 0 || bytes.length > memory || !isQuestion(request)) {
            send.run();
            return;
        }
        context.put(KEPT_SOON, true);
        KnownAnswer known = null;
        try {
            send.run();
            if (context.response().getStatusCode() == 200) {
                known = keep(
                        request.uri(),
                        identity,
                        times.kind(context),
                        context.response().headers(),
                        bytes);
            }
        } finally {
            goOn(others(request.uri()), known);
        }
    }

    /** Keeps an answer as far as there is room, and gives it, retained, to those who wait; null where it is overtaken. */
    private @Nullable KnownAnswer keep(
            String address,
            AnsweredRevision.Identity identity,
            RequestTimes.Kind kind,
            MultiMap headers,
            byte[] bytes) {
        String question = identity.question();
        KnownAnswer known = answers.getIfPresent(question);
        if (known == null || !known.state().equals(identity.state()) || !known.retain()) {
            // put in again it is weighed again
            Runnable grown = () -> answers.asMap().computeIfPresent(question, (same, answer) -> answer);
            known = new KnownAnswer(identity.state(), identity.tag(), kind, headers, bytes, grown);
            known.retain();
            answers.put(question, known);
        }
        spellings.put(address, question);
        spellings.put(Question.inOrder(address), question);
        if (stands(known.state())) {
            return known;
        }
        known.release();
        return null;
    }

    /** How many answers are kept. */
    long count() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    /** How much memory they take, in bytes. */
    long weight() {
        answers.cleanUp();
        return answers.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}

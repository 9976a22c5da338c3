package org.borderledger.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.borderledger.ingest.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one address at a time, with the manners of a guest. What it hands over is whole and begins as the format does;
 * everything else is a {@link Fetched.Failed} that says what was found and what was expected.
 */
final class Downloader implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Too many requests, and what servers and those before them say when they are not well. */
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private static final Pattern VALIDATOR = Pattern.compile("[\\x20-\\x7e]{1,300}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final int MOST_SHOWN = 200;
    private static final int MOST_SHOWN_OF_A_HEAD = 60;

    private final HttpClient client;
    private final Manner manner;
    private final AddressRules rules;
    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;

    /** Waits; in tests it is told only how long. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * What is asked for.
     *
     * @param first the address where the source begins, whose scheme says how safe redirects must be
     * @param known what was said of the copy of last time
     * @param size what the catalogue says, empty where it says nothing
     */
    record Request(
            URI address, URI first, List<FileFormat> formats, Fetched.Validators known, OptionalLong size, long most) {}

    Downloader(Manner manner, Clock clock, Pause pause, RandomGenerator random) {
        this.manner = manner;
        this.rules = new AddressRules(manner.reachable());
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        // Connections go straight to the host, since what a proxy connects to could not be checked here.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(manner.connect())
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** What may be other in a moment. */
    private static final class Passing extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Fetched.Failed failed;
        private final transient Duration asked;

        /** @param asked how long the server asks to wait */
        Passing(Fetched.Failed failed, Duration asked) {
            super(failed.found(), null, false, false);
            this.failed = failed;
            this.asked = asked;
        }
    }

    /**
     * Asks, and asks again where the fault may pass.
     *
     * @param folder for the file
     */
    Fetched fetch(Request request, Path folder) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Path part = Files.createTempFile(folder, "part", null);
            Fetched fetched = null;
            try {
                fetched = follow(request, part);
                return fetched;
            } catch (Passing fault) {
                Fetched.Failed failed = fault.failed;
                if (attempt >= manner.attempts()) {
                    return new Fetched.Failed(
                            failed.status(), failed.found() + ", " + attempt + " times", failed.expected());
                }
                if (fault.asked.compareTo(manner.longestWait()) > 0) {
                    return new Fetched.Failed(
                            failed.status(),
                            failed.found() + ", with the wish to be asked again after " + fault.asked.toSeconds()
                                    + " s",
                            failed.expected());
                }
                Duration own = backOff(attempt);
                pause.of(own.compareTo(fault.asked) > 0 ? own : fault.asked);
            } finally {
                if (!(fetched instanceof Fetched.Received)) {
                    Files.deleteIfExists(part);
                }
                if (!manner.betweenRequests().isZero()) {
                    pause.of(manner.betweenRequests());
                }
            }
        }
    }

    /** Doubled with each attempt up to the longest; at least half of that, the rest by chance, so that callers part. */
    private Duration backOff(int attempt) {
        Duration most = manner.firstWait().multipliedBy(1L << Math.min(attempt - 1, 20));
        long half = (most.compareTo(manner.longestWait()) > 0 ? manner.longestWait() : most).toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    private Fetched follow(Request request, Path part) throws IOException, InterruptedException, Passing {
        String expected = FileFormat.codes(request.formats());
        URI at = request.address();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            try {
                rules.check(at, request.first());
            } catch (AddressRules.Refused refused) {
                return new Fetched.Failed(
                        null,
                        (redirects == 0 ? "" : "a redirect to ") + refused.getMessage(),
                        "a public address with https");
            } catch (UnknownHostException unknown) {
                throw passing(null, "no address of the host " + at.getHost(), expected);
            }
            HttpResponse<BoundedBody.Content> answer;
            try {
                answer = send(request, at, part, expected);
            } catch (BoundedBody.TooLarge tooLarge) {
                return new Fetched.Failed(
                        200,
                        String.valueOf(tooLarge.getMessage()),
                        expected + " of at most " + request.most() + " bytes");
            }
            int status = answer.statusCode();
            if (!REDIRECTS.contains(status)) {
                return judge(request, answer, part, expected);
            }
            String location = answer.headers().firstValue("Location").orElse("");
            try {
                at = at.resolve(location);
            } catch (IllegalArgumentException unreadable) {
                return new Fetched.Failed(status, "a redirect to '" + shown(location) + "'", "an address");
            }
        }
        return new Fetched.Failed(
                null, "more than " + MOST_REDIRECTS + " redirects, the last to " + shown(at.toString()), expected);
    }

    private HttpResponse<BoundedBody.Content> send(Request request, URI at, Path part, String expected)
            throws IOException, InterruptedException, Passing {
        HttpRequest.Builder asking = HttpRequest.newBuilder(at)
                .header("User-Agent", manner.userAgent())
                .header(
                        "Accept",
                        String.join(
                                        ", ",
                                        request.formats().stream()
                                                .map(FileFormat::usualMediaType)
                                                .toList())
                                + ", */*;q=0.1")
                .header("Accept-Encoding", "identity");
        if (request.known().etag() != null) {
            asking.header("If-None-Match", request.known().etag());
        }
        if (request.known().lastModified() != null) {
            asking.header("If-Modified-Since", request.known().lastModified());
        }
        BoundedBody file = BoundedBody.into(part, request.most());
        CompletableFuture<HttpResponse<BoundedBody.Content>> coming =
                client.sendAsync(asking.build(), answer -> answer.statusCode() == 200 ? file : BoundedBody.away());
        try {
            return coming.get(manner.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw passing(null, "no whole answer within " + manner.whole().toSeconds() + " s", expected);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BoundedBody.TooLarge tooLarge) {
                throw tooLarge;
            }
            if (failed.getCause() instanceof IOException broken) {
                throw passing(null, words(broken), expected);
            }
            throw new IllegalStateException("a request failed", failed.getCause());
        } finally {
            coming.cancel(true);
            file.abandon();
        }
    }

    private static String words(IOException broken) {
        return switch (broken) {
            case HttpConnectTimeoutException slow -> "no connection in time";
            case HttpTimeoutException slow -> "no answer in time";
            case ConnectException none -> "no connection";
            default -> "an answer that broke off: " + broken.getMessage();
        };
    }

    private Fetched judge(Request request, HttpResponse<BoundedBody.Content> answer, Path part, String expected)
            throws Passing {
        int status = answer.statusCode();
        HttpHeaders headers = answer.headers();
        if (status == 304 && !request.known().equals(Fetched.Validators.NONE)) {
            Fetched.Validators sent = validators(headers);
            return new Fetched.NotModified(sent.equals(Fetched.Validators.NONE) ? request.known() : sent);
        }
        if (PASSING.contains(status)) {
            throw new Passing(new Fetched.Failed(status, "status " + status, expected), retryAfter(headers));
        }
        if (status != 200) {
            return new Fetched.Failed(status, "status " + status, expected);
        }
        BoundedBody.Content content = answer.body();
        OptionalLong announced = length(headers);
        if (announced.isPresent() && announced.getAsLong() != content.bytes()) {
            throw passing(
                    status,
                    content.bytes() + " bytes of " + announced.getAsLong() + ", cut off on the way",
                    "all of them");
        }
        // Without a length a connection that ends early looks like the end of the file; the catalogue knows better.
        if (announced.isEmpty() && request.size().isPresent() && request.size().getAsLong() != content.bytes()) {
            throw passing(
                    status,
                    content.bytes() + " bytes",
                    request.size().getAsLong() + ", as the catalogue says, since the server does not");
        }
        String encoding = headers.firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return new Fetched.Failed(status, "the content encoding " + shown(encoding), "none, as was asked for");
        }
        Optional<String> mediaType = headers.firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        boolean fits = request.formats().stream()
                .anyMatch(format -> mediaType.map(format::isNamedBy).orElse(true) && format.beginsWith(content.head()));
        if (!fits) {
            return new Fetched.Failed(
                    status,
                    mediaType.map(type -> "the content type " + shown(type)).orElse("no content type")
                            + " and a beginning of " + beginning(content),
                    expected);
        }
        return new Fetched.Received(part, content.bytes(), content.sha256(), validators(headers));
    }

    private static String beginning(BoundedBody.Content content) {
        if (content.bytes() == 0) {
            return "nothing";
        }
        return "'" + Shown.of(new String(content.head(), StandardCharsets.UTF_8), MOST_SHOWN_OF_A_HEAD) + "'";
    }

    private static Passing passing(@Nullable Integer status, String found, String expected) {
        return new Passing(new Fetched.Failed(status, shown(found), expected), Duration.ZERO);
    }

    private static String shown(String words) {
        return Shown.of(words, MOST_SHOWN);
    }

    private static OptionalLong length(HttpHeaders headers) {
        try {
            return headers.firstValueAsLong("Content-Length");
        } catch (NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }

    private static Fetched.Validators validators(HttpHeaders headers) {
        Supplier<@Nullable String> none = () -> null;
        return new Fetched.Validators(
                headers.firstValue("ETag")
                        .filter(value -> VALIDATOR.matcher(value).matches())
                        .orElseGet(none),
                headers.firstValue("Last-Modified")
                        .filter(value -> VALIDATOR.matcher(value).matches())
                        .orElseGet(none));
    }

    /** How long the server asks to wait, in seconds or until a date (RFC 9110, 10.2.3); nothing where it cannot be read. */
    private Duration retryAfter(HttpHeaders headers) {
        String asked = headers.firstValue("Retry-After").orElse("").strip();
        if (SECONDS.matcher(asked).matches()) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(asked));
            Duration wait = Duration.between(clock.instant(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

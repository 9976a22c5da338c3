package org.borderledger.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first to see a request that is not answered from {@link KnownAnswers}: sets the headers of every answer, and turns
 * away addresses that the frameworks behind would read in ways of their own or fail on (NUL, broken encodings, repeated
 * parameters).
 */
@ApplicationScoped
class AddressGate {
    private static final int LONGEST_ADDRESS = 32 * 1024;
    private static final Pattern TRACKING = Pattern.compile("utm_.*|fbclid|gclid");
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String POLICY = "Content-Security-Policy";
    private static final String FOR_PEOPLE = "/explore";
    private static final String ALLOW = "GET, HEAD, OPTIONS";
    private static final int LARGEST_BODY = 1024;
    /** A scheme and a host, where the address has them, and the slashes at the beginning of the path. */
    private static final Pattern ORIGIN = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9+.-]*://([^/]*))?/*");
    /** The name of a host as far as frameworks read it again: they fail on others. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~:\\[\\]-]*");
    /** Paths whose answers depend on Accept; everywhere else it is not looked at, so that nobody ever gets a 406. */
    private static final Pattern NEGOTIATED = Pattern.compile("/|/openapi");
    /** The contract, which the framework sends without a word on how long it holds. */
    private static final Pattern CONTRACT = Pattern.compile("/openapi(\\.json|\\.yaml|\\.yml)?");

    // What an address never has as it stands, by RFC 3986; and the semicolon, which frameworks read in ways of their
    // own:
    // as the end of a parameter, or as a parameter of a path that they ignore.
    private static final String ILLEGAL_IN_QUERY = "\"<>\\^`{|}#;";
    private static final String ILLEGAL_IN_PATH = ILLEGAL_IN_QUERY + "[]";
    private static final Logger LOG = Logger.getLogger(AddressGate.class);

    private final ObjectMapper json;
    private final RequestTimes times;
    private final Admission admission;
    /** Whether the public comes by TLS, which ends here or before; browsers are told to stay with it. */
    private final boolean isSecure;

    AddressGate(ObjectMapper json, RequestTimes times, Admission admission, PublicAddress address) {
        this.json = json;
        this.times = times;
        this.admission = admission;
        this.isSecure = "https".equals(address.url().getScheme());
    }

    void register(@Observes Filters filters) {
        FilterOrder.GATE.register(filters, this::handle);
    }

    /** What fails before it reaches a resource is a problem like any other. */
    void registerFailures(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        times.watch(context);
        setHeaders(context);
        try {
            if (request.method().equals(HttpMethod.OPTIONS)) {
                sendOptions(response);
                return;
            }
            checkMethod(request);
            checkBody(request);
            Optional<String> cleaner = check(request.uri());
            if (cleaner.isPresent()) {
                response.putHeader("Location", cleaner.get()).setStatusCode(301).end();
                return;
            }
            if (NEGOTIATED.matcher(request.path()).matches()) {
                response.putHeader("Vary", "Accept");
            } else {
                request.headers().remove("Accept");
            }
            if (CONTRACT.matcher(request.path()).matches()) {
                response.putHeader("Cache-Control", Validators.SHORT);
            }
            admission.admit(context);
            context.next();
        } catch (Problem problem) {
            send(context, problem, null);
        }
    }

    private void fail(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (context.response().headWritten()) {
            context.next();
            return;
        }
        setHeaders(context);
        try {
            if (request.method().equals(HttpMethod.OPTIONS)) {
                sendOptions(context.response());
                return;
            }
            checkMethod(request);
            if (context.statusCode() == 404) {
                throw Problem.of(ProblemCode.NOT_FOUND, "nothing is at " + Problem.echo(request.uri()))
                        .hint("/ lists the paths of the service");
            } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
                throw Problem.of(
                                ProblemCode.MALFORMED_REQUEST,
                                request.authority() == null
                                        ? "the request names no host"
                                        : "the request cannot be read")
                        .hint("HTTP/1.1 asks for a Host header with a name, and a port where it is not the usual one");
            }
        } catch (Problem problem) {
            send(context, problem, null);
            return;
        }
        String instance = "urn:uuid:" + UUID.randomUUID();
        TraceOfRequest.log(context, () -> LOG.errorf(context.failure(), "%s: a request failed", instance));
        send(
                context,
                Problem.of(ProblemCode.INTERNAL_ERROR, "the service failed; it is not your request's fault"),
                instance);
    }

    private void setHeaders(RoutingContext context) {
        HttpServerResponse response = context.response();
        context.addHeadersEndHandler(sent -> {
            // data is no page: nothing of it is run, nor shown inside of another; pages have a policy of their own
            if (!response.headers().contains(POLICY)) {
                response.putHeader(POLICY, "default-src 'none'; frame-ancestors 'none'");
            }
        });
        response.putHeader("Access-Control-Allow-Origin", "*");
        response.putHeader(
                "Access-Control-Expose-Headers",
                "ETag, Link, Location, Retry-After, Memento-Datetime, Dataset-Revision, Cache-Status, Content-Disposition,"
                        + " Total-Rows, Repr-Digest, Deprecation, Sunset, RateLimit, RateLimit-Policy");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        if (isSecure) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void sendOptions(HttpServerResponse response) {
        response.putHeader("Allow", ALLOW)
                .putHeader("Access-Control-Allow-Methods", ALLOW)
                .putHeader("Access-Control-Allow-Headers", "Accept, Accept-Datetime, Dataset-Revision, If-None-Match")
                .putHeader("Access-Control-Max-Age", "86400")
                .setStatusCode(204)
                .end();
    }

    private static void checkMethod(HttpServerRequest request) {
        if (!METHODS.contains(request.method())) {
            request.response().putHeader("Allow", ALLOW);
            throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "the service is read-only over HTTP")
                    .hint("use GET; figures enter through the command line");
        }
    }

    /** A small body is not looked at, as HTTP wants it; a large one is not even read. */
    private static void checkBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length != null && (length.length() > 4 || Integer.parseInt(length) > LARGEST_BODY)) {
            request.response().putHeader("Connection", "close");
            throw Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "the request has a body of " + Problem.echo(length) + " bytes, and GET takes none")
                    .hint("filters go into the address");
        }
    }

    /** Refuses what is no address; gives the address without tracking parameters or leading slashes where it has some. */
    static Optional<String> check(String uri) {
        if (uri.length() > LONGEST_ADDRESS) {
            throw Problem.of(ProblemCode.ADDRESS_TOO_LONG, "the address has " + uri.length() + " characters")
                    .hint("the longest is " + LONGEST_ADDRESS + "; ask for a range of days instead of a list");
        }
        int mark = uri.indexOf('?');
        String whole = mark < 0 ? uri : uri.substring(0, mark);
        // An address that begins with two slashes would name a host, in a Location or a link.
        Matcher origin = ORIGIN.matcher(whole);
        if (origin.find()
                && origin.group(1) != null
                && !HOST.matcher(origin.group(1)).matches()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "the address names no host that there could be")
                    .hint("ask for the path alone, as /v1/crossings");
        }
        String path = origin.replaceFirst("/");
        decode(path, "the path", ILLEGAL_IN_PATH);
        boolean cleaner = whole.startsWith("//");
        List<String> kept = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String pair :
                mark < 0 ? List.<String>of() : List.of(uri.substring(mark + 1).split("&", -1))) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), "the query", ILLEGAL_IN_QUERY);
            if (TRACKING.matcher(name).matches()) {
                cleaner = true;
                continue;
            }
            if (equals == 0) {
                // what frameworks make of it differs: nothing, or a parameter whose name is empty
                throw Problem.of(ProblemCode.UNKNOWN_PARAMETER, "a value stands without the name of a parameter")
                        .about(Problem.echo(pair.substring(1)))
                        .hint("write the name before it, such as limit=10");
            }
            kept.add(pair);
            // The framework takes names that differ in their case for one, of which it reads the first value only.
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw Problem.of(ProblemCode.REPEATED_PARAMETER, Problem.echo(name) + " stands more than once")
                        .about(Problem.echo(name))
                        .hint("write it once; a parameter that takes several values takes them separated by commas");
            }
            if (equals < 0 || equals == pair.length() - 1) {
                if (path.startsWith(FOR_PEOPLE)) {
                    // a form sends the fields that nobody filled in
                    cleaner = true;
                    kept.removeLast();
                    continue;
                }
                throw Problem.of(ProblemCode.EMPTY_VALUE, Problem.echo(name) + " has no value")
                        .about(Problem.echo(name))
                        .hint("leave " + Problem.echo(name) + " out, or give it a value");
            }
            decodeValue(name, pair.substring(equals + 1));
        }
        return cleaner ? Optional.of(kept.isEmpty() ? path : path + "?" + String.join("&", kept)) : Optional.empty();
    }

    /** Whether the address is one that is answered as it stands. */
    static boolean letsPass(String uri) {
        try {
            return check(uri).isEmpty();
        } catch (Problem refused) {
            return false;
        }
    }

    private static void decodeValue(String name, String raw) {
        try {
            decode(raw, Problem.echo(name), ILLEGAL_IN_QUERY);
        } catch (Problem problem) {
            throw problem.about(Problem.echo(name));
        }
    }

    /** The text of percent-encoded UTF-8; anything that is not, and control characters, are refused. */
    private static String decode(String raw, String where, String illegal) {
        return standsForItself(raw, illegal) ? raw : decodeBytes(raw, where, illegal);
    }

    /** Whether nothing in a text is encoded and nothing is to be refused, as in most. */
    private static boolean standsForItself(String raw, String illegal) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || isIllegal(c, illegal)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIllegal(char c, String illegal) {
        return c <= ' ' || c >= 0x7f || illegal.indexOf(c) >= 0;
    }

    private static String decodeBytes(String raw, String where, String illegal) {
        var bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < raw.length();
                int high = whole ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = whole ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed(where, "a percent sign that two hexadecimal digits do not follow");
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else if (isIllegal(c, illegal)) {
                throw malformed(where, "a character that an address does not have as it stands");
            } else {
                bytes.put((byte) (c == '+' ? ' ' : c));
            }
        }
        bytes.flip();
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException notText) {
            throw malformed(where, "bytes that are not UTF-8");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw malformed(where, "a control character");
        }
        return text;
    }

    private static Problem malformed(String where, String what) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, where + " has " + what)
                .hint("percent-encode text as UTF-8, for example %C3%A9 for é");
    }

    /** Answers with a problem, with the headers of every answer. */
    void refuse(RoutingContext context, Problem problem) {
        times.watch(context);
        setHeaders(context);
        send(context, problem, null);
    }

    private void send(RoutingContext context, Problem problem, @Nullable String instance) {
        try {
            String body = json.writeValueAsString(ProblemDocument.of(problem, instance, context));
            Integer retryAfter = ProblemMappers.retryAfter(problem.code());
            if (retryAfter != null) {
                context.response().putHeader("Retry-After", retryAfter.toString());
            }
            context.response()
                    .setStatusCode(problem.code().status())
                    .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .end(body);
        } catch (JsonProcessingException impossible) {
            context.fail(impossible);
        }
    }
}

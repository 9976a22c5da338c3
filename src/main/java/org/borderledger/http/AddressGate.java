package org.borderledger.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;

/**
 * The first to see a request: sets the headers of every answer, and turns away addresses that the frameworks behind would
 * read in ways of their own or fail on (NUL, broken encodings, repeated parameters).
 */
@ApplicationScoped
class AddressGate {
    private static final int LONGEST_ADDRESS = 32 * 1024;
    private static final int BEFORE_EVERYTHING = 1_000;
    private static final Pattern TRACKING = Pattern.compile("utm_.*|fbclid|gclid");
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ObjectMapper json;

    AddressGate(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_EVERYTHING);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("Access-Control-Allow-Origin", "*");
        response.putHeader(
                "Access-Control-Expose-Headers",
                "ETag, Link, Location, Retry-After, Memento-Datetime, Content-Disposition");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        try {
            if (request.method().equals(HttpMethod.OPTIONS)) {
                response.putHeader("Allow", "GET, HEAD, OPTIONS")
                        .putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                        .putHeader("Access-Control-Allow-Headers", "Accept, Accept-Datetime, If-None-Match")
                        .putHeader("Access-Control-Max-Age", "86400")
                        .setStatusCode(204)
                        .end();
                return;
            }
            if (!METHODS.contains(request.method())) {
                response.putHeader("Allow", "GET, HEAD, OPTIONS");
                throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "the service is read-only over HTTP")
                        .hint("use GET; figures enter through the command line");
            }
            Optional<String> cleaner = check(request.uri());
            if (cleaner.isPresent()) {
                response.putHeader("Location", cleaner.get()).setStatusCode(301).end();
                return;
            }
            context.next();
        } catch (Problem problem) {
            send(context, problem);
        }
    }

    /** Refuses what is no address; gives the address without tracking parameters where it has some. */
    static Optional<String> check(String uri) {
        if (uri.length() > LONGEST_ADDRESS) {
            throw Problem.of(ProblemCode.ADDRESS_TOO_LONG, "the address has " + uri.length() + " characters")
                    .hint("the longest is " + LONGEST_ADDRESS + "; ask for a range of days instead of a list");
        }
        int mark = uri.indexOf('?');
        decode(mark < 0 ? uri : uri.substring(0, mark), "the path");
        if (mark < 0) {
            return Optional.empty();
        }
        List<String> kept = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean tracked = false;
        for (String pair : uri.substring(mark + 1).split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), "the query");
            if (TRACKING.matcher(name).matches()) {
                tracked = true;
                continue;
            }
            kept.add(pair);
            if (!names.add(name)) {
                throw Problem.of(ProblemCode.REPEATED_PARAMETER, Problem.echo(name) + " stands more than once")
                        .about(Problem.echo(name))
                        .hint("write " + Problem.echo(name) + "=a,b for either of two values");
            }
            if (equals < 0 || equals == pair.length() - 1) {
                throw Problem.of(ProblemCode.EMPTY_VALUE, Problem.echo(name) + " has no value")
                        .about(Problem.echo(name))
                        .hint("leave " + Problem.echo(name) + " out, or give it a value");
            }
            decodeValue(name, pair.substring(equals + 1));
        }
        String path = uri.substring(0, mark);
        return tracked ? Optional.of(kept.isEmpty() ? path : path + "?" + String.join("&", kept)) : Optional.empty();
    }

    private static void decodeValue(String name, String raw) {
        try {
            decode(raw, Problem.echo(name));
        } catch (Problem problem) {
            throw problem.about(Problem.echo(name));
        }
    }

    /** The text of percent-encoded UTF-8; anything that is not, and control characters, are refused. */
    private static String decode(String raw, String where) {
        var bytes = ByteBuffer.allocate(raw.length() * 3);
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
            } else {
                bytes.put((c == '+' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
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

    private void send(RoutingContext context, Problem problem) {
        try {
            String body = json.writeValueAsString(ProblemDocument.of(problem, null));
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

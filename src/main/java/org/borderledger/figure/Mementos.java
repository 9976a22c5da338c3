package org.borderledger.figure;

import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.borderledger.http.Asked;
import org.borderledger.http.AskedFormat;
import org.borderledger.http.OfDataset;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.representation.Representation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * The Memento framework (RFC 7089) over the issued clock (API rule 8): an address of figures is its own time gate, and
 * leads a caller who asks with {@code Accept-Datetime} on to the same address with {@code asOf}, which is a memento.
 */
public class Mementos {
    private static final String ACCEPT_DATETIME = "Accept-Datetime";
    private static final String AS_OF = "asOf";
    /** As RFC 7089 wants dates: in English and in GMT, {@code Sat, 02 May 2026 12:00:00 GMT}. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final AskedFormat format;

    Mementos(Clock clock, AskedFormat format) {
        this.clock = clock;
        this.format = format;
    }

    /** The second of an instant, as headers and timemaps say it. */
    static String date(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    /** Before validators, which would call the present answer known. */
    @ServerRequestFilter(priority = 9_500)
    public void lead(ContainerRequestContext request, ResourceInfo resource) {
        String asked = request.getHeaderString(ACCEPT_DATETIME);
        if (asked == null || !isTimeGate(resource) || asksItself(request)) {
            return;
        }
        Instant moment = moment(asked);
        URI address = request.getUriInfo().getRequestUri();
        String query = address.getRawQuery();
        String suffix = format.representation() == Representation.JSON
                ? ""
                : format.representation().suffix();
        throw new RedirectionException(Response.status(Response.Status.FOUND)
                .header(
                        HttpHeaders.LOCATION,
                        address.getRawPath() + suffix + "?" + (query == null ? "" : query + "&") + AS_OF + "=" + moment)
                .header(HttpHeaders.VARY, ACCEPT_DATETIME)
                .header(HttpHeaders.LINK, timemap(resource, request))
                .build());
    }

    /** After the other links, which it adds to. */
    @ServerResponseFilter(priority = 1_000)
    public void mark(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        if ((response.getStatus() != 200 && response.getStatus() != 304) || !isTimeGate(resource)) {
            return;
        }
        String asOf = request.getUriInfo().getQueryParameters().getFirst(AS_OF);
        if (asOf == null) {
            response.getHeaders().add(HttpHeaders.VARY, ACCEPT_DATETIME);
        } else {
            response.getHeaders().putSingle("Memento-Datetime", date(ClockFilter.instant(asOf, clock)));
        }
        Object links = response.getHeaders().getFirst(HttpHeaders.LINK);
        response.getHeaders()
                .putSingle(HttpHeaders.LINK, (links == null ? "" : links + ", ") + timemap(resource, request));
    }

    /** The query beats the header. */
    private static boolean asksItself(ContainerRequestContext request) {
        return request.getUriInfo().getQueryParameters().containsKey(AS_OF);
    }

    private static boolean isTimeGate(@Nullable ResourceInfo resource) {
        return resource != null
                && resource.getResourceMethod() != null
                && FigureResource.class.isAssignableFrom(resource.getResourceClass())
                && resource.getResourceMethod().isAnnotationPresent(TimeGate.class);
    }

    /**
     * The last moment of the second that is asked for, the finest that HTTP can ask for: what is known by day is known from
     * the last microsecond of it, and {@link #date} says the second of that.
     */
    private Instant moment(String asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            Instant moment = Instant.from(HTTP_DATE.parse(asked.strip()));
            // of a time that has not come the newest memento is the nearest
            return moment.isBefore(now) ? moment.plus(1, ChronoUnit.SECONDS).minus(1, ChronoUnit.MICROS) : now;
        } catch (DateTimeException unreadable) {
            throw Problem.of(ProblemCode.INVALID_VALUE, ACCEPT_DATETIME + " cannot be read: " + Problem.echo(asked))
                    .about(ACCEPT_DATETIME)
                    .hint("write it as Sat, 02 May 2026 12:00:00 GMT, or put asOf=2026-05-02 into the address");
        }
    }

    /** Where the mementos of the series are listed. */
    private static String timemap(ResourceInfo resource, ContainerRequestContext request) {
        String dataset =
                resource.getResourceClass().getAnnotation(OfDataset.class).value();
        String series =
                Asked.of(request.getUriInfo(), Representation.JSON).query().get("series");
        return "</v1/" + dataset + "/timemap" + (series == null ? "" : "?series=" + series)
                + ">; rel=\"timemap\"; type=\"" + Timemap.MEDIA_TYPE + "\"";
    }
}

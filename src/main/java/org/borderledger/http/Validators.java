package org.borderledger.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.RevisionWatch;
import org.borderledger.ledger.Sha256;
import org.borderledger.period.London;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Representation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Validators and freshness: an ETag from the revision, the question, the form of the answer and the public address, the
 * same on every replica; 304 where the caller has the answer already (API rule 25).
 */
public class Validators {
    /** Raised when the bytes of an answer change for the same data. */
    private static final int REPRESENTATION = 11;

    /** A cache gives it for a minute; half a minute longer while it asks anew, a day longer while nobody answers it. */
    public static final String SHORT = "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final AnsweredRevision revision;
    private final RevisionRepository revisions;
    private final AskedFormat format;
    private final Clock clock;
    private final String publicAddress;

    Validators(
            AnsweredRevision revision,
            RevisionRepository revisions,
            AskedFormat format,
            Clock clock,
            PublicAddress address) {
        this.revision = revision;
        this.revisions = revisions;
        this.format = format;
        this.clock = clock;
        this.publicAddress = PublicAddress.beginning(address);
    }

    @ServerRequestFilter(priority = 10_000)
    public @Nullable Response known(ContainerRequestContext request, ResourceInfo resource) {
        if (resource.getResourceClass() == null
                || resource.getResourceClass().isAnnotationPresent(ForPeople.class)
                || resource.getResourceClass().isAnnotationPresent(OfService.class)) {
            return null;
        }
        OfDataset ofMethod = resource.getResourceMethod().getAnnotation(OfDataset.class);
        OfDataset dataset = ofMethod == null ? resource.getResourceClass().getAnnotation(OfDataset.class) : ofMethod;
        watch(resource, dataset);
        // Who wants the answer in any case is told the revision that it is read with: see RevisionReading.
        if (dataset != null && request.getHeaderString(HttpHeaders.IF_NONE_MATCH) == null) {
            return null;
        }
        revision.read();
        String tag = tag(question(request));
        if (names(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            return Response.notModified(validator(tag))
                    .header(HttpHeaders.CACHE_CONTROL, freshness(request.getUriInfo(), resource))
                    .header(SeenRevision.HEADER, revision.number())
                    .header(HttpHeaders.VARY, isPacked(resource) ? HttpHeaders.ACCEPT_ENCODING : null)
                    .build();
        }
        return null;
    }

    /** Says where the revision is read on which the answer depends; a path that names its revision changes by redactions. */
    private void watch(ResourceInfo resource, @Nullable OfDataset dataset) {
        if (resource.getResourceMethod().isAnnotationPresent(ChangesByDay.class)) {
            // once and beforehand: what is answered at midnight is held for an answer of the day that ends
            revision.dependsOnDay(London.dayOf(clock.instant()));
        }
        if (resource.getResourceMethod().isAnnotationPresent(NeverChanges.class)) {
            revision.readsFrom(RevisionWatch.REDACTIONS, revisions::newestRedaction);
        } else if (dataset == null || dataset.value().equals(OfDataset.ALL)) {
            revision.readsFrom(RevisionWatch.EVERYTHING, revisions::newest);
        } else {
            revision.readsFrom(dataset.value(), () -> revisions.newestOf(dataset.value()));
        }
    }

    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        if (response.getStatus() == 200
                && resource.getResourceClass() != null
                && resource.getResourceClass().isAnnotationPresent(OfService.class)
                && response.getEntity() instanceof byte[] bytes) {
            tagByBytes(request, response, fingerprint(bytes));
        } else if (response.getStatus() == 200 && revision.isRead()) {
            String question = question(request);
            String tag = tag(question);
            // A star asks whether there is an answer at all, which only the answer can tell.
            if (isAny(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
                response.setStatus(304);
                response.setEntity(null);
            } else {
                revision.identify(new AnsweredRevision.Identity(
                        question, tag, new KnownAnswer.State(revision.of(), revision.number(), revision.day())));
            }
            response.getHeaders().putSingle(HttpHeaders.ETAG, validator(tag));
            response.getHeaders().putSingle(SeenRevision.HEADER, revision.number());
            if (isPacked(resource)) {
                response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            }
            if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
                response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, freshness(request.getUriInfo(), resource));
            }
        }
    }

    private static void tagByBytes(ContainerRequestContext request, ContainerResponseContext response, String tag) {
        String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (isAny(known) || names(known, tag)) {
            response.setStatus(304);
            response.setEntity(null);
        }
        response.getHeaders().putSingle(HttpHeaders.ETAG, new EntityTag(tag));
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, SHORT);
    }

    /** Only answers that name their revision never change (API rule 9), unless they are of today. */
    private static String freshness(UriInfo address, ResourceInfo resource) {
        return (address.getQueryParameters().containsKey("revision")
                                && !resource.getResourceMethod().isAnnotationPresent(ChangesByDay.class))
                        || resource.getResourceMethod().isAnnotationPresent(NeverChanges.class)
                ? FOR_EVER
                : SHORT;
    }

    /** Whether a header names whatever answer there is. */
    static boolean isAny(@Nullable String validators) {
        return validators != null && validators.strip().equals("*");
    }

    /** Whether a header lists the validator, of plain bytes or of packed ones. */
    static boolean names(@Nullable String validators, String tag) {
        return validators != null
                && Arrays.stream(validators.split(",", -1))
                        .map(String::strip)
                        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                        .anyMatch(each ->
                                each.equals('"' + tag + '"') || each.equals('"' + tag + KnownAnswer.PACKED + '"'));
    }

    /** Whether a known answer of the resource is to be had packed: see {@link KnownAnswers}. */
    private static boolean isPacked(ResourceInfo resource) {
        return resource.getResourceMethod().getReturnType().equals(Answer.class);
    }

    /** The one spelling of what is asked, and the form of the answer. */
    private String question(ContainerRequestContext request) {
        URI address = request.getUriInfo().getRequestUri();
        return Question.of(Question.spellPath(address.getRawPath()), Question.parameters(address.getRawQuery())) + "|"
                + format.representation().mediaType();
    }

    /** Strong, which vouches for bytes; of a workbook weak: the moment at which it was made stands in it. */
    private EntityTag validator(String tag) {
        return new EntityTag(tag, format.representation() == Representation.XLSX);
    }

    private String tag(String question) {
        // answers cite their public address: replicas that are told different ones give different bytes
        String whole =
                REPRESENTATION + "|" + publicAddress + "|" + revision.number() + "|" + question + "|" + revision.day();
        return fingerprint(whole.getBytes(StandardCharsets.UTF_8));
    }

    /** By what bytes are known again: the beginning of their SHA-256, in hexadecimal. */
    public static String fingerprint(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, 12);
    }
}

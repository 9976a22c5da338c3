package org.borderledger.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Sha256;
import org.borderledger.period.London;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Validators and freshness: an ETag from the revision, the question and the form of the answer, the same on every replica;
 * 304 where the caller has the answer already (API rule 25).
 */
public class Validators {
    /** Raised when the bytes of an answer change for the same data. */
    private static final int REPRESENTATION = 5;

    private static final String SHORT = "public, max-age=60";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final AnsweredRevision revision;
    private final RevisionRepository revisions;
    private final AskedFormat format;
    private final Clock clock;

    Validators(AnsweredRevision revision, RevisionRepository revisions, AskedFormat format, Clock clock) {
        this.revision = revision;
        this.revisions = revisions;
        this.format = format;
        this.clock = clock;
    }

    @ServerRequestFilter(priority = 10_000)
    public @Nullable Response known(ContainerRequestContext request, ResourceInfo resource) {
        if (resource.getResourceClass() == null) {
            return null;
        }
        OfDataset ofMethod = resource.getResourceMethod().getAnnotation(OfDataset.class);
        OfDataset dataset = ofMethod == null ? resource.getResourceClass().getAnnotation(OfDataset.class) : ofMethod;
        revision.of(newest(resource, dataset));
        // Who wants the answer in any case is told the revision that it is read with: see RevisionReading.
        if (dataset != null && request.getHeaderString(HttpHeaders.IF_NONE_MATCH) == null) {
            return null;
        }
        revision.read();
        EntityTag tag = tag(request, resource);
        if (asks(request, '"' + tag.getValue() + '"')) {
            return Response.notModified(tag)
                    .header(HttpHeaders.CACHE_CONTROL, freshness(request.getUriInfo(), resource))
                    .build();
        }
        return null;
    }

    /** Where the revision is read on which the answer depends; a path that names its revision changes by redactions only. */
    private IntSupplier newest(ResourceInfo resource, @Nullable OfDataset dataset) {
        if (resource.getResourceMethod().isAnnotationPresent(NeverChanges.class)) {
            return revisions::newestRedaction;
        }
        return dataset == null || dataset.value().equals(OfDataset.ALL)
                ? revisions::newest
                : () -> revisions.newestOf(dataset.value());
    }

    /** The day in London, where the answer depends on it. */
    private String day(ResourceInfo resource) {
        return resource.getResourceMethod().isAnnotationPresent(ChangesByDay.class)
                ? "|" + London.dayOf(clock.instant())
                : "";
    }

    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        if (response.getStatus() == 200 && revision.isRead()) {
            // A star asks whether there is an answer at all, which only the answer can tell.
            if (asks(request, "*")) {
                response.setStatus(304);
                response.setEntity(null);
            }
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag(request, resource));
            if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
                response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, freshness(request.getUriInfo(), resource));
            }
        }
    }

    /** Only answers that name their revision never change (API rule 9), unless they are of today. */
    private static String freshness(UriInfo address, ResourceInfo resource) {
        return (address.getQueryParameters().containsKey("revision")
                                && !resource.getResourceMethod().isAnnotationPresent(ChangesByDay.class))
                        || resource.getResourceMethod().isAnnotationPresent(NeverChanges.class)
                ? FOR_EVER
                : SHORT;
    }

    private static boolean asks(ContainerRequestContext request, String validator) {
        String asked = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        return asked != null
                && Arrays.stream(asked.split(",", -1))
                        .map(candidate -> candidate.strip().replaceFirst("^W/", ""))
                        .anyMatch(validator::equals);
    }

    private EntityTag tag(ContainerRequestContext request, ResourceInfo resource) {
        UriInfo address = request.getUriInfo();
        Map<String, List<String>> query = new TreeMap<>(address.getQueryParameters());
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        String form = accept != null && accept.contains("text/html")
                ? "text/html"
                : format.representation().mediaType();
        String question = REPRESENTATION + "|" + revision.number() + "|" + address.getPath() + "|" + query + "|" + form
                + day(resource);
        byte[] hash = Sha256.of(question.getBytes(StandardCharsets.UTF_8));
        return new EntityTag(HexFormat.of().formatHex(hash, 0, 12));
    }
}

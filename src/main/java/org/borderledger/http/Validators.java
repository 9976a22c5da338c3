package org.borderledger.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.borderledger.ledger.RevisionRepository;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Validators and freshness: an ETag from the revision, the question and the form of the answer, the same on every replica;
 * 304 where the caller has the answer already (API rule 25).
 */
public class Validators {
    /** Raised when the bytes of an answer change for the same data. */
    private static final int REPRESENTATION = 1;

    private static final String TAG = "org.borderledger.etag";
    private static final String SHORT = "public, max-age=60";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final RevisionRepository revisions;
    private final AskedFormat format;

    Validators(RevisionRepository revisions, AskedFormat format) {
        this.revisions = revisions;
        this.format = format;
    }

    @ServerRequestFilter(priority = 10_000)
    public @Nullable Response known(ContainerRequestContext request, ResourceInfo resource) {
        if (resource.getResourceClass() == null) {
            return null;
        }
        OfDataset ofMethod = resource.getResourceMethod().getAnnotation(OfDataset.class);
        OfDataset dataset = ofMethod == null ? resource.getResourceClass().getAnnotation(OfDataset.class) : ofMethod;
        int revision = dataset == null || dataset.value().equals(OfDataset.ALL)
                ? revisions.newest()
                : revisions.newestOf(dataset.value());
        var tag = new EntityTag(digest(request, revision));
        request.setProperty(TAG, tag);
        if (asks(request, '"' + tag.getValue() + '"')) {
            return Response.notModified(tag)
                    .header(HttpHeaders.CACHE_CONTROL, freshness(request.getUriInfo()))
                    .build();
        }
        return null;
    }

    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 200 && request.getProperty(TAG) instanceof EntityTag tag) {
            // A star asks whether there is an answer at all, which only the answer can tell.
            if (asks(request, "*")) {
                response.setStatus(304);
                response.setEntity(null);
            }
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
                response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, freshness(request.getUriInfo()));
            }
        }
    }

    /** Only answers that name their revision never change (API rule 9). */
    private static String freshness(UriInfo address) {
        return address.getQueryParameters().containsKey("revision") ? FOR_EVER : SHORT;
    }

    private static boolean asks(ContainerRequestContext request, String validator) {
        String asked = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        return asked != null
                && Arrays.stream(asked.split(",", -1))
                        .map(candidate -> candidate.strip().replaceFirst("^W/", ""))
                        .anyMatch(validator::equals);
    }

    private String digest(ContainerRequestContext request, int revision) {
        UriInfo address = request.getUriInfo();
        Map<String, List<String>> query = new TreeMap<>(address.getQueryParameters());
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        String form = accept != null && accept.contains("text/html")
                ? "text/html"
                : format.representation().mediaType();
        String question = REPRESENTATION + "|" + revision + "|" + address.getPath() + "|" + query + "|" + form;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}

package org.borderledger.description;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.borderledger.http.OfService;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.SeriesCatalogue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** Descriptions of the service itself, which no revision changes: they are answered without the database. */
@Path("/")
@OfService
public class ServiceResource {
    private static final Logger LOG = Logger.getLogger(ServiceResource.class);

    private final String base;
    private final String apiCatalog;
    private final String robots;
    private final SecurityText security;

    ServiceResource(
            List<Dataset> datasets,
            SeriesCatalogue catalogue,
            PublicAddress address,
            SecurityText.Contact contact,
            Clock clock,
            ObjectMapper json) {
        this.base = PublicAddress.beginning(address);
        this.apiCatalog = ApiCatalog.of(datasets, catalogue, base, json);
        this.robots = RobotsText.of(datasets, catalogue, base);
        this.security = new SecurityText(contact, base, clock);
    }

    /** Who sets a contact wrongly is told at once, and not by the first who needs it. */
    void start(@Observes StartupEvent event) {
        security.mistake().ifPresent(mistake -> {
            throw new IllegalStateException(mistake);
        });
        if (security.isExpired()) {
            LOG.warn("LEDGER_SECURITY_EXPIRES has passed: " + SecurityText.PATH + " names no contact any more");
        }
    }

    @GET
    @Path(ApiCatalog.PATH)
    @Operation(hidden = true)
    public Response apiCatalog() {
        return answer(apiCatalog, ApiCatalog.MEDIA_TYPE)
                .header(HttpHeaders.LINK, ApiCatalog.header(base))
                .build();
    }

    @GET
    @Path(RobotsText.PATH)
    @Operation(hidden = true)
    public Response robots() {
        return text(robots);
    }

    @GET
    @Path(SecurityText.PATH)
    @Operation(hidden = true)
    public Response security() {
        return text(security.text());
    }

    static Response text(String text) {
        return answer(text, "text/plain; charset=utf-8").build();
    }

    private static Response.ResponseBuilder answer(String text, String mediaType) {
        return Response.ok(text.getBytes(StandardCharsets.UTF_8)).header(HttpHeaders.CONTENT_TYPE, mediaType);
    }
}

package org.borderledger.change;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.borderledger.http.OfDataset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** News of what publishes did, for feed readers. */
@Path("/v1")
@Transactional
@OfDataset(OfDataset.ALL)
public class FeedResource {
    private final FeedReader reader;

    FeedResource(FeedReader reader) {
        this.reader = reader;
    }

    @GET
    @Path("/changes.atom")
    @Produces(AtomWriter.MEDIA_TYPE)
    @Operation(
            operationId = "followChangesAtom",
            summary = "News of changes, as an Atom feed",
            description = "One entry for each revision and series that it changed, newest first, at most 50. The link"
                    + " next leads to older ones (RFC 5005).")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = AtomWriter.MEDIA_TYPE,
                            schema = @Schema(type = SchemaType.STRING, description = "An Atom feed (RFC 4287)")))
    public String atom(@BeanParam FeedFilter filter) {
        return AtomWriter.write(reader.feed(filter));
    }

    @GET
    @Path("/changes.json")
    @Produces(JsonFeed.MEDIA_TYPE)
    @Operation(
            operationId = "followChangesJson",
            summary = "News of changes, as a JSON Feed",
            description = "One item for each revision and series that it changed, newest first, at most 50. next_url"
                    + " leads to older ones.")
    public JsonFeed json(@BeanParam FeedFilter filter) {
        return JsonFeed.of(reader.feed(filter));
    }
}

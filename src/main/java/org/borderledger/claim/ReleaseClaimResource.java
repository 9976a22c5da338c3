package org.borderledger.claim;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.borderledger.http.Asked;
import org.borderledger.http.AskedFormat;
import org.borderledger.http.OfDataset;
import org.borderledger.http.Page;
import org.borderledger.http.RecordedFilter;
import org.borderledger.representation.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What one release says of border figures. */
@Path("/v1/releases/{id}/claims")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset(OfDataset.ALL)
public class ReleaseClaimResource {
    private final ClaimReader reader;
    private final AskedFormat format;

    ReleaseClaimResource(ClaimReader reader, AskedFormat format) {
        this.reader = reader;
        this.format = format;
    }

    @GET
    @Operation(
            operationId = "listClaimsOfRelease",
            summary = "Every claim of one release, reviewed",
            description = "A whole article in one answer: each statement, who said it, and what the record shows.")
    public Answer ofRelease(
            @PathParam("id") @Parameter(description = "The release's identifier", example = "lbc-2025-06-26") String id,
            @BeanParam RecordedFilter recorded,
            @BeanParam Page page,
            @Context UriInfo address) {
        return reader.ofRelease(id, recorded, page, Asked.of(address, format.representation()));
    }
}

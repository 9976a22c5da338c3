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
import org.borderledger.http.ChangesByDay;
import org.borderledger.http.ColumnParameters;
import org.borderledger.http.OfDataset;
import org.borderledger.http.Page;
import org.borderledger.http.RecordedFilter;
import org.borderledger.representation.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What people said of border figures, held against the record. */
@Path("/v1/claims")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset(OfDataset.ALL)
public class ClaimResource {
    private final ClaimReader reader;
    private final AskedFormat format;

    ClaimResource(ClaimReader reader, AskedFormat format) {
        this.reader = reader;
        this.format = format;
    }

    @GET
    @Operation(
            operationId = "listClaims",
            summary = "List claims with their reviews",
            description =
                    "What was said, by whom and where, and how it stands to the record as it was known on that day"
                            + " and as it is known now. Newest release first, then in the order of the release.")
    public Answer list(@BeanParam ClaimFilter filter, @Context UriInfo address) {
        return reader.list(filter, asked(address));
    }

    @GET
    @Path("/check")
    @ChangesByDay
    @ColumnParameters(measures = false, units = false)
    @Operation(
            operationId = "checkClaim",
            summary = "Hold a number of your own against the record",
            description = "Reviews a number that is not on record by the rules that claims are reviewed by. Nothing is"
                    + " stored. The dimensions of the dataset are parameters too, with one code each.")
    public Answer check(@BeanParam CheckFilter filter, @Context UriInfo address) {
        return reader.check(filter, asked(address));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getClaim",
            summary = "One claim with its review",
            description =
                    "The words, who said them, when and where, and how they stand to the record as it was known then and as it is known now.")
    public Answer one(
            @PathParam("id") @Parameter(description = "The claim's identifier", example = "lbc-03") String id,
            @BeanParam RecordedFilter recorded,
            @Context UriInfo address) {
        return reader.one(id, recorded, asked(address));
    }

    @GET
    @Path("/{id}/reviews")
    @Operation(
            operationId = "listReviews",
            summary = "What the review of a claim has been",
            description = "A row for each revision of the ledger that changed what the review says, newest first.")
    public Answer reviews(
            @PathParam("id") @Parameter(description = "The claim's identifier", example = "lbc-03") String id,
            @BeanParam RecordedFilter recorded,
            @BeanParam Page page,
            @Context UriInfo address) {
        return reader.history(id, recorded, page, asked(address));
    }

    @GET
    @Path("/{id}.jsonld")
    @Produces(ClaimReviewDocument.MEDIA_TYPE)
    @Operation(
            operationId = "getClaimReview",
            summary = "One claim with its review, as schema.org's ClaimReview (JSON-LD)",
            description = "What is not known is left out. There is no ratingValue: a relation is not a mark.")
    public ClaimReviewDocument document(
            @PathParam("id") @Parameter(description = "The claim's identifier", example = "lbc-03") String id,
            @BeanParam RecordedFilter recorded) {
        return reader.document(id, recorded);
    }

    private Asked asked(UriInfo address) {
        return Asked.of(address, format.representation());
    }
}

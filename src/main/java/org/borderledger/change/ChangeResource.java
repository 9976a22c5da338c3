package org.borderledger.change;

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
import org.borderledger.http.NeverChanges;
import org.borderledger.http.OfDataset;
import org.borderledger.http.RecordedFilter;
import org.borderledger.query.Parameters;
import org.borderledger.representation.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a revision did. */
@Path("/v1/revisions/{number}/changes")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset(OfDataset.ALL)
public class ChangeResource {
    private final ChangeReader reader;
    private final AskedFormat format;

    ChangeResource(ChangeReader reader, AskedFormat format) {
        this.reader = reader;
        this.format = format;
    }

    @GET
    @NeverChanges
    @Operation(
            operationId = "listChanges",
            summary = "What a revision changed",
            description = "Each cell of each figure that the revision changed, with what stood there before and after,"
                    + " and for which stretch of the issued clock; in the order of key, validFrom, measure.")
    public Answer changes(
            @PathParam("number") @Parameter(description = "The revision's number") String number,
            @BeanParam ChangeFilter filter,
            @Context UriInfo address) {
        int asked = Parameters.whole("number", number, 1, RecordedFilter.LARGEST_REVISION, "revisions count from 1");
        return reader.changes(asked, filter, Asked.of(address, format.representation()));
    }
}

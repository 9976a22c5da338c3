package org.borderledger.change;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.borderledger.http.OfDataset;
import org.borderledger.representation.One;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** How often, how far and how late a series was revised. */
@Path("/v1/series/{id}/revision-record")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset(OfDataset.ALL)
public class RevisionRecordResource {
    private final RevisionRecordReader reader;

    RevisionRecordResource(RevisionRecordReader reader) {
        this.reader = reader;
    }

    @GET
    @Operation(
            operationId = "getRevisionRecord",
            summary = "How often, how far and how late a series was revised",
            description = "Computed from what its releases say, in the order of their issue and not of their loading.")
    public One<RevisionRecordView> record(
            @PathParam("id") @Parameter(description = "The series' identifier") String id) {
        return reader.record(id);
    }
}

package org.borderledger.spending;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.borderledger.figure.ClockFilter;
import org.borderledger.figure.FigureReader;
import org.borderledger.figure.LatestFilter;
import org.borderledger.http.OfDataset;
import org.borderledger.http.Redirect;
import org.borderledger.representation.One;
import org.borderledger.representation.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/spending-lines")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset("spending-lines")
@Tag(name = "spending-lines", description = "Public money for border security")
public class SpendingLineResource {
    private final SpendingLineRepository spendingLines;
    private final FigureReader reader;

    SpendingLineResource(SpendingLineRepository spendingLines, FigureReader reader) {
        this.spendingLines = spendingLines;
        this.reader = reader;
    }

    @GET
    @Operation(
            operationId = "listSpendingLines",
            summary = "List spending line figures",
            description = "Figures of a series, newest first, each with its source. Without dates: the whole coverage.")
    public Page<SpendingLineView> list(@BeanParam SpendingLineFilter filter, @Context UriInfo address) {
        return reader.page(spendingLines, filter.figures(), filter.dimensions(), address, SpendingLineView::of);
    }

    @GET
    @Path("/latest")
    @Operation(
            operationId = "latestSpendingLines",
            summary = "The newest spending line figures",
            description = "Of each chosen series all rows of the newest period that has a value.")
    public Page<SpendingLineView> latest(@BeanParam LatestFilter filter, @Context UriInfo address) {
        return reader.latest(spendingLines, filter, address, SpendingLineView::of);
    }

    @GET
    @Path("/{key}")
    @Operation(
            operationId = "getSpendingLine",
            summary = "One spending line figure",
            description = "The figure of a key, as it stands now or stood then. A period alone, such as 2025-06-20,"
                    + " redirects to the default series.")
    public One<SpendingLineView> get(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        reader.keyOfPeriod(SpendingLine.DATASET, key)
                .ifPresent(full -> Redirect.to("/v1/spending-lines/" + full, address));
        return reader.one(spendingLines, key, clocks, address, SpendingLineView::of);
    }

    @GET
    @Path("/{key}/revisions")
    @Operation(
            operationId = "listSpendingLineRevisions",
            summary = "The history of one spending line figure",
            description =
                    "Every value that the figure has had, oldest first, with the days from and to which it stood.")
    public Page<SpendingLineView> revisions(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        return reader.history(spendingLines, key, clocks, address, SpendingLineView::of);
    }
}

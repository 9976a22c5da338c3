package org.borderledger.crossing;

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

@Path("/v1/crossings")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset("crossings")
@Tag(name = "crossings", description = "People and boats that crossed")
public class CrossingResource {
    private final CrossingRepository crossings;
    private final FigureReader reader;

    CrossingResource(CrossingRepository crossings, FigureReader reader) {
        this.crossings = crossings;
        this.reader = reader;
    }

    @GET
    @Operation(
            operationId = "listCrossings",
            summary = "List crossing figures",
            description = "Figures of a series, newest first, each with its source. Without dates: the whole coverage.")
    public Page<CrossingView> list(@BeanParam CrossingFilter filter, @Context UriInfo address) {
        return reader.page(crossings, filter.figures(), filter.dimensions(), address, CrossingView::of);
    }

    @GET
    @Path("/latest")
    @Operation(
            operationId = "latestCrossings",
            summary = "The newest crossing figures",
            description = "Of each chosen series all rows of the newest period that has a value.")
    public Page<CrossingView> latest(@BeanParam LatestFilter filter, @Context UriInfo address) {
        return reader.latest(crossings, filter, address, CrossingView::of);
    }

    @GET
    @Path("/{key}")
    @Operation(
            operationId = "getCrossing",
            summary = "One crossing figure",
            description = "The figure of a key, as it stands now or stood then. A period alone, such as 2025-06-20,"
                    + " redirects to the default series.")
    public One<CrossingView> get(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        reader.keyOfPeriod(Crossing.DATASET, key).ifPresent(full -> Redirect.to("/v1/crossings/" + full, address));
        return reader.one(crossings, key, clocks, address, CrossingView::of);
    }

    @GET
    @Path("/{key}/revisions")
    @Operation(
            operationId = "listCrossingRevisions",
            summary = "The history of one crossing figure",
            description =
                    "Every value that the figure has had, oldest first, with the days from and to which it stood.")
    public Page<CrossingView> revisions(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        return reader.history(crossings, key, clocks, address, CrossingView::of);
    }
}

package org.borderledger.enforcement;

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

@Path("/v1/enforcement-actions")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset("enforcement-actions")
@Tag(name = "enforcement-actions", description = "What authorities did")
public class EnforcementActionResource {
    private final EnforcementActionRepository enforcementActions;
    private final FigureReader reader;

    EnforcementActionResource(EnforcementActionRepository enforcementActions, FigureReader reader) {
        this.enforcementActions = enforcementActions;
        this.reader = reader;
    }

    @GET
    @Operation(
            operationId = "listEnforcementActions",
            summary = "List enforcement action figures",
            description = "Figures of a series, newest first, each with its source. Without dates: the whole coverage.")
    public Page<EnforcementActionView> list(@BeanParam EnforcementActionFilter filter, @Context UriInfo address) {
        return reader.page(
                enforcementActions, filter.figures(), filter.dimensions(), address, EnforcementActionView::of);
    }

    @GET
    @Path("/latest")
    @Operation(
            operationId = "latestEnforcementActions",
            summary = "The newest enforcement action figures",
            description = "Of each chosen series all rows of the newest period that has a value.")
    public Page<EnforcementActionView> latest(@BeanParam LatestFilter filter, @Context UriInfo address) {
        return reader.latest(enforcementActions, filter, address, EnforcementActionView::of);
    }

    @GET
    @Path("/{key}")
    @Operation(
            operationId = "getEnforcementAction",
            summary = "One enforcement action figure",
            description = "The figure of a key, as it stands now or stood then. A period alone, such as 2025-06-20,"
                    + " redirects to the default series.")
    public One<EnforcementActionView> get(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        reader.keyOfPeriod(EnforcementAction.DATASET, key)
                .ifPresent(full -> Redirect.to("/v1/enforcement-actions/" + full, address));
        return reader.one(enforcementActions, key, clocks, address, EnforcementActionView::of);
    }

    @GET
    @Path("/{key}/revisions")
    @Operation(
            operationId = "listEnforcementActionRevisions",
            summary = "The history of one enforcement action figure",
            description =
                    "Every value that the figure has had, oldest first, with the days from and to which it stood.")
    public Page<EnforcementActionView> revisions(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        return reader.history(enforcementActions, key, clocks, address, EnforcementActionView::of);
    }
}

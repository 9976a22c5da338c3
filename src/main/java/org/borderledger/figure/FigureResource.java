package org.borderledger.figure;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.borderledger.computation.SummaryView;
import org.borderledger.http.Asked;
import org.borderledger.http.AskedFormat;
import org.borderledger.http.ColumnParameters;
import org.borderledger.http.NeverChanges;
import org.borderledger.http.OfDataset;
import org.borderledger.http.Page;
import org.borderledger.http.RecordedFilter;
import org.borderledger.http.Redirect;
import org.borderledger.representation.Answer;
import org.borderledger.representation.One;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What every dataset answers. A dataset's own resource says where, and from which figures. */
@Produces(MediaType.APPLICATION_JSON)
@Transactional
public abstract class FigureResource {
    private final FigureRepository<?> figures;
    private final FigureReader reader;
    private final ComputationReader computations;
    private final AskedFormat format;

    protected FigureResource(
            FigureRepository<?> figures, FigureReader reader, ComputationReader computations, AskedFormat format) {
        this.figures = figures;
        this.reader = reader;
        this.computations = computations;
        this.format = format;
    }

    @GET
    @TimeGate
    @ColumnParameters
    @Operation(
            summary = "List figures",
            description = "Figures of a series, newest first, each with its source. Without dates: the whole coverage.")
    public Answer list(@BeanParam ListFilter filter, @Context UriInfo address) {
        return reader.list(figures, filter, asked(address));
    }

    @GET
    @Path("/latest")
    @TimeGate
    @Operation(
            summary = "The newest figures",
            description = "Of each chosen series all rows of the newest period that has a value.")
    public Answer latest(@BeanParam LatestFilter filter, @Context UriInfo address) {
        return reader.latest(figures, filter, asked(address));
    }

    @GET
    @Path("/aggregates")
    @TimeGate
    @ColumnParameters
    @Operation(
            summary = "Add figures up",
            description =
                    "Sums, means, largest and smallest by calendar and group, each with its days, how many figures"
                            + " went in and what is missing. What cannot be added without a wrong result is refused, or null with"
                            + " the reason.")
    public Answer aggregates(@BeanParam AggregateFilter filter, @Context UriInfo address) {
        return computations.aggregates(figures, filter, asked(address));
    }

    @GET
    @Path("/comparisons")
    @TimeGate
    @ColumnParameters(measures = false)
    @Operation(
            summary = "Compare the same days in other years",
            description =
                    "The sum of the same days in each year, with the change of the base year, that of to, from it.")
    public Answer comparisons(@BeanParam ComparisonFilter filter, @Context UriInfo address) {
        return computations.comparisons(figures, filter, asked(address));
    }

    @GET
    @Path("/summary")
    @TimeGate
    @ColumnParameters(measures = false)
    @OfDataset(OfDataset.ALL)
    @Operation(
            summary = "Sum a range up in a few numbers",
            description = "Totals, periods with none and the longest run of them, the record with its rank, the mean,"
                    + " ratios with both sides, and when totals were passed.")
    public One<SummaryView> summary(@BeanParam SummaryFilter filter, @Context UriInfo address) {
        return computations.summary(figures, filter, asked(address));
    }

    @GET
    @Path("/{key}")
    @TimeGate
    @Operation(
            summary = "One figure",
            description = "The figure of a key, as it stands now or stood then. A period alone, such as 2025-06-20,"
                    + " redirects to the default series.")
    public Answer get(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        String suffix = format.representation() == Representation.JSON
                ? ""
                : format.representation().suffix();
        reader.keyOfPeriod(figures.dataset(), key)
                .ifPresent(full -> Redirect.to("/v1/" + figures.dataset().name() + "/" + full + suffix, address));
        return reader.one(figures, key, clocks, asked(address));
    }

    @GET
    @Path("/{key}/revisions")
    @TimeGate
    @Operation(
            summary = "The history of one figure",
            description =
                    "Every value that the figure has had, oldest first, with the days from and to which it stood.")
    public Answer revisions(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam ClockFilter clocks,
            @Context UriInfo address) {
        return reader.history(figures, key, clocks, asked(address));
    }

    @GET
    @Path("/{key}/claims")
    @OfDataset(OfDataset.ALL)
    @Operation(
            summary = "What is said of one figure",
            description = "Claims whose days and codes hold the figure, and those that come nearest to it.")
    public Answer claims(
            @PathParam("key") @Parameter(description = "The figure's key") String key,
            @BeanParam RecordedFilter recorded,
            @BeanParam Page page,
            @Context UriInfo address) {
        return reader.claims(figures, key, recorded, page, asked(address));
    }

    @GET
    @Path("/timemap")
    @Produces(Timemap.MEDIA_TYPE)
    @Operation(
            summary = "When the figures were something else",
            description =
                    "The mementos of a series (RFC 7089) in link-format: one for each instant from which some figure said"
                            + " something else.")
    public String timemap(
            @QueryParam("series")
                    @Parameter(
                            description =
                                    SelectionFilter.SEVERAL_SERIES + " is all." + SelectionFilter.DEFAULT_SERIES + ".")
                    @Nullable String series,
            @Context UriInfo address) {
        return reader.timemap(figures, series, asked(address));
    }

    @GET
    @Path("/revisions/{number}")
    @NeverChanges
    @Operation(
            summary = "All figures as one revision left them",
            description = "Every figure of every series of the dataset, ordered by key, as the ledger stood after the"
                    + " revision: a file that stays the same, byte for byte, with its SHA-256 in Repr-Digest. The one"
                    + " exception is a recorded redaction.")
    public Answer revision(
            @PathParam("number") @Parameter(description = "The revision's number, from 1") String number,
            @Context UriInfo address) {
        return reader.revision(figures, number, asked(address));
    }

    private Asked asked(UriInfo address) {
        return Asked.of(address, format.representation());
    }
}

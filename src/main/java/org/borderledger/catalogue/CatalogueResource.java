package org.borderledger.catalogue;

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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.borderledger.change.ChangeReader;
import org.borderledger.change.Flags;
import org.borderledger.http.Asked;
import org.borderledger.http.ChangesByDay;
import org.borderledger.http.OfDataset;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.Revision;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Cursor;
import org.borderledger.query.Parameters;
import org.borderledger.query.Suggestion;
import org.borderledger.representation.Entry;
import org.borderledger.representation.Links;
import org.borderledger.representation.Listing;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset(OfDataset.ALL)
public class CatalogueResource {
    private final SeriesCatalogue catalogue;
    private final ReleaseRepository releases;
    private final RevisionRepository revisions;
    private final ChangeReader changes;
    private final Clock clock;

    CatalogueResource(
            SeriesCatalogue catalogue,
            ReleaseRepository releases,
            RevisionRepository revisions,
            ChangeReader changes,
            Clock clock) {
        this.catalogue = catalogue;
        this.releases = releases;
        this.revisions = revisions;
        this.changes = changes;
        this.clock = clock;
    }

    @GET
    @Path("/datasets")
    @Operation(
            operationId = "listDatasets",
            summary = "List the datasets",
            description = "Each with its coverage, its caveats, what it does not answer and the series that it has.")
    public Listing<DatasetView> datasets(@Context UriInfo address) {
        return listing(
                Datasets.ALL.stream()
                        .map(dataset -> DatasetView.of(dataset, catalogue))
                        .toList(),
                address,
                null);
    }

    @GET
    @Path("/datasets/{name}")
    @Operation(
            operationId = "getDataset",
            summary = "One dataset: its series, caveats and what it does not answer",
            description = "What it holds and until when, what to beware of, and what it does not answer.")
    public Entry<DatasetView> dataset(
            @PathParam("name") @Parameter(description = "The dataset's name") String name, @Context UriInfo address) {
        return entry(DatasetView.of(get(name), catalogue), address);
    }

    @GET
    @Path("/datasets/{name}/structure")
    @Operation(
            operationId = "getStructure",
            summary = "The columns and codes of a dataset",
            description =
                    "Columns in the order that every format has, and the codes of dimensions, units, statuses and qualifiers with what they mean.")
    public Entry<StructureView> structure(
            @PathParam("name") @Parameter(description = "The dataset's name") String name, @Context UriInfo address) {
        Dataset dataset = get(name);
        return entry(StructureView.of(dataset, catalogue), address);
    }

    private static Dataset get(String name) {
        List<String> names = Datasets.ALL.stream().map(Dataset::name).toList();
        return Datasets.ALL.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound("dataset", name, names));
    }

    @GET
    @Path("/series")
    @ChangesByDay
    @Operation(
            operationId = "listSeries",
            summary = "List the series, with their definitions",
            description =
                    "A series is what is counted, without the time: publisher, licence, definition, caveats, coverage and when its next release is expected.")
    public Listing<SeriesView> series(@Context UriInfo address) {
        return listing(catalogue.list().stream().map(this::view).toList(), address, null);
    }

    @GET
    @Path("/series/{id}")
    @ChangesByDay
    @Operation(
            operationId = "getSeries",
            summary = "One series with its definition",
            description =
                    "Its publisher, licence, definition, caveats and coverage, and when its next release is expected.")
    public SeriesAnswer oneSeries(
            @PathParam("id") @Parameter(description = "The series' identifier") String id, @Context UriInfo address) {
        Series series = catalogue
                .find(id)
                .orElseThrow(() -> notFound(
                        "series", id, catalogue.list().stream().map(Series::id).toList()));
        return new SeriesAnswer(
                view(series),
                new Listing.About(revisions.newest()),
                SeriesAnswer.SeriesLinks.of(self(address), series));
    }

    private SeriesView view(Series series) {
        int newest = revisions.newest();
        return SeriesView.of(
                series,
                NextReleaseView.of(
                        series.cadence(),
                        releases.newest(List.of(series.id()), null, null, newest)
                                .orElse(null),
                        London.dayOf(clock.instant())));
    }

    @GET
    @Path("/releases")
    @Operation(
            operationId = "listReleases",
            summary = "List the releases that the ledger holds, newest first",
            description =
                    "A release is one published document as it stood once, with its address, day of issue, SHA-256 and licence. Retracted ones are listed with the reason.")
    public Listing<ReleaseView> releases(
            @QueryParam("series") @Parameter(description = "Only releases that cover this series") @Nullable String series,
            @QueryParam("publisher")
                    @Parameter(description = "Only releases of this publisher", example = "Home Office")
                    @Nullable String publisher,
            @BeanParam PageFilter page,
            @Context UriInfo address) {
        if (series != null) {
            Parameters.oneOf(
                    "series", series, catalogue.list().stream().map(Series::id).toList());
        }
        if (publisher != null) {
            Parameters.oneOf("publisher", publisher, releases.publishers());
        }
        Release after = page.cursor() == null
                ? null
                : releases.findByCode(page.cursor()).orElseThrow(Cursor::invalid);
        int limit = page.rows();
        List<Release> found = releases.list(series, publisher, after, limit + 1);
        List<Release> shown = found.size() > limit ? found.subList(0, limit) : found;
        return listing(
                ReleaseView.of(shown, releases),
                address,
                found.size() > limit ? shown.getLast().code() : null);
    }

    @GET
    @Path("/releases/{id}")
    @Operation(
            operationId = "getRelease",
            summary = "One release with what it covers",
            description =
                    "A published document as it stood once: who published it, where, when, its SHA-256, and the days of which it is the complete account.")
    public Entry<ReleaseView> release(
            @PathParam("id") @Parameter(description = "The release's identifier") String id, @Context UriInfo address) {
        Release release = releases.findByCode(id).orElseThrow(() -> notFound("release", id, List.of()));
        return entry(ReleaseView.of(List.of(release), releases).getFirst(), address);
    }

    @GET
    @Path("/revisions")
    @Operation(
            operationId = "listRevisions",
            summary = "List the revisions of the ledger, newest first",
            description =
                    "A revision is one step of the ledger: a publish, a retraction, a correction, a redaction or a review, with how many figures of each series it added, revised and withdrew.")
    public Listing<RevisionView> revisions(@BeanParam PageFilter page, @Context UriInfo address) {
        int before = page.number().orElse(Ledger.LATEST);
        int limit = page.rows();
        List<Revision> found = revisions.listBefore(before, limit + 1);
        List<Revision> shown = found.size() > limit ? found.subList(0, limit) : found;
        Map<Integer, Map<String, Flags>> flags = shown.isEmpty()
                ? Map.of()
                : changes.flags(shown.getLast().number(), shown.getFirst().number());
        return listing(
                shown.stream()
                        .map(each -> RevisionView.of(each, flags.getOrDefault(each.number(), Map.of())))
                        .toList(),
                address,
                found.size() > limit ? Integer.toString(shown.getLast().number()) : null);
    }

    @GET
    @Path("/revisions/{number}")
    @Operation(
            operationId = "getRevision",
            summary = "One revision with what it did",
            description =
                    "What one step of the ledger did to each series, why, and the digest that chains it to the step before.")
    public RevisionAnswer revision(
            @PathParam("number") @Parameter(description = "The revision's number") String number,
            @Context UriInfo address) {
        int asked = Parameters.whole("number", number, 1, RecordedFilter.LARGEST_REVISION, "revisions count from 1");
        Revision revision = revisions.findById(revisions.get(asked));
        Map<String, Flags> flags = changes.flags(asked, asked).getOrDefault(asked, Map.of());
        return new RevisionAnswer(
                RevisionView.of(revision, flags),
                new Listing.About(revisions.newest()),
                RevisionAnswer.RevisionLinks.of(self(address), revision));
    }

    static Problem notFound(String kind, String id, List<String> known) {
        var problem = Problem.of(ProblemCode.NOT_FOUND, "there is no " + kind + " '" + Problem.echo(id) + "'")
                .allowed(known);
        return problem.hint(Suggestion.nearest(id, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("/v1/" + (kind.equals("series") ? kind : kind + "s") + " lists them"));
    }

    private <T> Listing<T> listing(List<T> data, UriInfo address, @Nullable String cursor) {
        return new Listing<>(
                data,
                new Listing.About(revisions.newest()),
                new Links(self(address), cursor == null ? null : asked(address).next(cursor), null, null, null, null));
    }

    private <T> Entry<T> entry(T data, UriInfo address) {
        return new Entry<>(data, new Listing.About(revisions.newest()), Links.to(self(address), null));
    }

    private static String self(UriInfo address) {
        return asked(address).self();
    }

    private static Asked asked(UriInfo address) {
        return Asked.of(address, Representation.JSON);
    }
}

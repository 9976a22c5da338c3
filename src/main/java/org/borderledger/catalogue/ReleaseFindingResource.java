package org.borderledger.catalogue;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.borderledger.http.Asked;
import org.borderledger.http.OfDataset;
import org.borderledger.ledger.FindingRepository;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.representation.Links;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What reading one release came upon: what was odd in it, and what could not be read. */
@Path("/v1/releases/{id}/findings")
@Produces(MediaType.APPLICATION_JSON)
@Transactional
@OfDataset(OfDataset.ALL)
public class ReleaseFindingResource {
    private final ReleaseRepository releases;
    private final FindingRepository findings;
    private final RevisionRepository revisions;

    ReleaseFindingResource(ReleaseRepository releases, FindingRepository findings, RevisionRepository revisions) {
        this.releases = releases;
        this.findings = findings;
        this.revisions = revisions;
    }

    @GET
    @Operation(
            operationId = "listFindingsOfRelease",
            summary = "What reading one release came upon",
            description =
                    "What was odd in the file, which rows could not be read and were kept out, with their words, and"
                            + " what became of every row.")
    public FindingsAnswer ofRelease(
            @PathParam("id") @Parameter(description = "The release's identifier") String id,
            @BeanParam PageFilter page,
            @Context UriInfo address) {
        Release release =
                releases.findByCode(id).orElseThrow(() -> CatalogueResource.notFound("release", id, List.of()));
        int after = page.number().orElse(0);
        int limit = page.rows();
        List<FindingsAnswer.FindingView> found = findings.list(release, after, limit + 1).stream()
                .map(FindingsAnswer.FindingView::of)
                .toList();
        boolean more = found.size() > limit;
        Asked asked = Asked.of(address, Representation.JSON);
        return new FindingsAnswer(
                more ? found.subList(0, limit) : found,
                new FindingsAnswer.About(
                        revisions.newest(),
                        findings.tally(release).map(FindingsAnswer.Rows::of).orElse(null)),
                new Links(
                        asked.self(),
                        more ? asked.next(Integer.toString(after + limit)) : null,
                        null,
                        null,
                        null,
                        null));
    }
}

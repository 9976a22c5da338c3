package org.borderledger.description;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.borderledger.http.OfDataset;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Which pages there are, for crawlers. */
@Path("/")
@Transactional
@OfDataset(OfDataset.ALL)
public class SitemapResource {
    private final SitemapReader sitemaps;

    SitemapResource(SitemapReader sitemaps) {
        this.sitemaps = sitemaps;
    }

    @GET
    @Path(Sitemap.PATH)
    @Produces(Sitemap.MEDIA_TYPE)
    @Operation(hidden = true)
    public String sitemap() {
        return sitemaps.sitemap().first();
    }

    @GET
    @Path("/sitemap-{number}.xml")
    @Produces(Sitemap.MEDIA_TYPE)
    @Operation(hidden = true)
    public String sitemap(@PathParam("number") String number) {
        return sitemaps.sitemap()
                .file(number)
                .orElseThrow(
                        () -> Problem.of(ProblemCode.NOT_FOUND, "there is no sitemap '" + Problem.echo(number) + "'")
                                .hint(Sitemap.PATH + " leads to all there are"));
    }
}

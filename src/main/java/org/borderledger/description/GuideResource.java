package org.borderledger.description;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.borderledger.http.OfDataset;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Guides for machines that come to the door and know nothing: what is held, and on which pages. */
@Path("/")
@Transactional
@OfDataset(OfDataset.ALL)
public class GuideResource {
    private final StockReader stocks;
    private final SitemapReader sitemaps;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final String base;

    GuideResource(
            StockReader stocks,
            SitemapReader sitemaps,
            List<Dataset> datasets,
            SeriesCatalogue catalogue,
            PublicAddress address) {
        this.stocks = stocks;
        this.sitemaps = sitemaps;
        this.datasets = List.copyOf(datasets);
        this.catalogue = catalogue;
        this.base = PublicAddress.beginning(address);
    }

    @GET
    @Path(LlmsText.PATH)
    @Operation(hidden = true)
    public Response llms() {
        return ServiceResource.text(LlmsText.of(stocks.stock(), datasets, catalogue, base));
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

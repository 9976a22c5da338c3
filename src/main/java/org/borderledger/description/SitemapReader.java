package org.borderledger.description;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.borderledger.claim.StandingClaims;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.RevisionRepository;

/** Reads of which pages there are, once for each revision. Figures are left out: there are millions, and pages lead to them. */
@ApplicationScoped
class SitemapReader {
    private final List<Dataset> datasets;
    private final StockReader stocks;
    private final RevisionRepository revisions;
    private final ReleaseRepository releases;
    private final StandingClaims claims;
    private final String base;
    private final OfRevision<Sitemap> known = new OfRevision<>();

    SitemapReader(
            List<Dataset> datasets,
            StockReader stocks,
            RevisionRepository revisions,
            ReleaseRepository releases,
            StandingClaims claims,
            PublicAddress address) {
        this.datasets = List.copyOf(datasets);
        this.stocks = stocks;
        this.revisions = revisions;
        this.releases = releases;
        this.claims = claims;
        this.base = PublicAddress.beginning(address);
    }

    /** As the transaction of the request sees it. */
    Sitemap sitemap() {
        return known.get(revisions.newest(), this::read);
    }

    private Sitemap read(int revision) {
        Stock stock = stocks.stock();
        NavigableMap<Integer, Instant> recordedAt = revisions.recordedAt();
        Instant newest = recordedAt.get(revision);
        List<Sitemap.Entry> entries = new ArrayList<>();
        // what the data are changes with the service alone
        PageAddresses.STANDING.forEach(
                page -> entries.add(new Sitemap.Entry(page, page.equals(PageAddresses.ABOUT) ? null : newest)));
        for (Dataset dataset : datasets) {
            List<Stock.Held> held = stock.of(dataset);
            entries.add(new Sitemap.Entry(
                    PageAddresses.of(dataset),
                    Stock.newest(held).map(Stock.Held::recordedAt).orElse(null)));
            held.stream()
                    .filter(each -> !each.series().id().equals(dataset.defaultSeries()))
                    .forEach(each -> entries.add(
                            new Sitemap.Entry(PageAddresses.of(each.series(), dataset), each.recordedAt())));
        }
        releases.touchedBy()
                .forEach((code, its) ->
                        entries.add(new Sitemap.Entry(PageAddresses.ofRelease(code), recordedAt.get(its))));
        claims.touchedBy(revision)
                .forEach((code, its) ->
                        entries.add(new Sitemap.Entry(PageAddresses.ofClaim(code), recordedAt.get(its))));
        recordedAt.forEach((number, at) -> entries.add(new Sitemap.Entry(PageAddresses.ofRevision(number), at)));
        return Sitemap.of(base, entries, Sitemap.LIMITS);
    }
}

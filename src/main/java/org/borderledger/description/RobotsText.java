package org.borderledger.description;

import java.util.List;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;

/**
 * What crawlers may read (RFC 9309): every page and description, and no query, of which there is no end; but for the pages
 * of series, each of which is one address.
 */
final class RobotsText {
    static final String PATH = "/robots.txt";

    private RobotsText() {}

    static String of(List<Dataset> datasets, SeriesCatalogue catalogue, String base) {
        var text = new StringBuilder("""
                # PageAddresses and descriptions are for everybody. Queries have no end: for all figures take a file of
                # %s instead.
                User-agent: *
                Allow: /
                Disallow: /*?
                Disallow: /explore/find
                """.formatted(base + DataPackage.PATH));
        for (Dataset dataset : datasets) {
            for (Series series : catalogue.of(dataset)) {
                // the longest rule that matches holds, and the dollar sign ends an address
                text.append("Allow: ").append(PageAddresses.of(dataset));
                text.append("?series=").append(series.id()).append("$\n");
            }
        }
        return text.append("\nSitemap: ")
                .append(base)
                .append(Sitemap.PATH)
                .append('\n')
                .toString();
    }
}

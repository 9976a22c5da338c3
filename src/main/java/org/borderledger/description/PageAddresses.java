package org.borderledger.description;

import java.util.List;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;

/** Where the pages for people are, of whose making nothing is known here; a test asks for each. */
final class PageAddresses {
    static final String ROOT = "/explore";
    static final String ABOUT = ROOT + "/about";

    /** PageAddresses that are there whatever the ledger holds. */
    static final List<String> STANDING = List.of("/", ABOUT, ROOT + "/claims", ROOT + "/changes", ROOT + "/releases");

    private PageAddresses() {}

    static String of(Dataset dataset) {
        return ROOT + "/" + dataset.name();
    }

    /** That of the default series is the dataset's. */
    static String of(Series series, Dataset dataset) {
        return of(dataset) + (series.id().equals(dataset.defaultSeries()) ? "" : "?series=" + series.id());
    }

    static String ofRelease(String release) {
        return ROOT + "/releases/" + release;
    }

    static String ofClaim(String claim) {
        return ROOT + "/claims/" + claim;
    }

    static String ofRevision(int revision) {
        return ROOT + "/changes/" + revision;
    }
}

package org.borderledger.representation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A list of what describes the figures: datasets, series, releases, revisions. */
public record Listing<T>(List<T> data, About meta, Links links) {
    public Listing {
        data = List.copyOf(data);
    }

    /** What the list says about itself. */
    @Schema(name = "ListingMeta", description = "What the list says about itself")
    public record About(
            @Schema(description = "The newest revision of the ledger, as read")
            int revision) {}
}

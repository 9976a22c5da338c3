package org.borderledger.catalogue;

import org.borderledger.ledger.Series;
import org.borderledger.representation.Listing;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One series in its envelope, with the ways to its figures and to news of them. */
@Schema(name = "SeriesAnswer", description = "One series, and where to go from it")
record SeriesAnswer(SeriesView data, Listing.About meta, SeriesLinks links) {

    @Schema(name = "SeriesLinks", description = "Addresses, relative to the service")
    record SeriesLinks(
            @Schema(description = "This answer", format = "uri-reference")
            String self,

            @Schema(description = "Its figures", format = "uri-reference")
            String figures,

            @Schema(description = "The releases that cover it", format = "uri-reference")
            String releases,

            @Schema(description = "How often, how far and how late its figures were revised", format = "uri-reference")
            String revisionRecord,

            @Schema(description = "News of its changes, as an Atom feed", format = "uri-reference")
            String changesAtom,

            @Schema(description = "News of its changes, as a JSON Feed", format = "uri-reference")
            String changesJson) {

        static SeriesLinks of(String self, Series series) {
            String id = series.id();
            return new SeriesLinks(
                    self,
                    "/v1/" + series.dataset() + "?series=" + id,
                    "/v1/releases?series=" + id,
                    "/v1/series/" + id + "/revision-record",
                    "/v1/changes.atom?series=" + id,
                    "/v1/changes.json?series=" + id);
        }
    }
}

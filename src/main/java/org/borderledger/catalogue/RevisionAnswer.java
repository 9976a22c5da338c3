package org.borderledger.catalogue;

import org.borderledger.ledger.Release;
import org.borderledger.ledger.Revision;
import org.borderledger.representation.Listing;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One revision in its envelope, with the way to what it changed. */
@Schema(name = "RevisionAnswer", description = "One revision, and where to go from it")
record RevisionAnswer(RevisionView data, Listing.About meta, RevisionLinks links) {

    @Schema(name = "RevisionLinks", description = "Addresses, relative to the service")
    record RevisionLinks(
            @Schema(description = "This answer", format = "uri-reference")
            String self,

            @Schema(description = "What it changed, cell by cell", format = "uri-reference")
            String changes,

            @Schema(description = "The same as CSV", format = "uri-reference")
            String changesCsv,

            @Schema(
                    description = "The release that it took in or retracted; null for a redaction and a review",
                    format = "uri-reference")
            @Nullable String release) {

        static RevisionLinks of(String self, Revision revision) {
            Release release = revision.release();
            String changes = "/v1/revisions/" + revision.number() + "/changes";
            return new RevisionLinks(
                    self, changes, changes + ".csv", release == null ? null : "/v1/releases/" + release.code());
        }
    }
}

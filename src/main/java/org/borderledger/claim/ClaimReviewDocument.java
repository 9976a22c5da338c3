package org.borderledger.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.SpeakerKind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A claim and its review in the words of schema.org. What Full Fact asks of such documents beyond the standard is here: the
 * claim has an identifier, all its appearances, and evidence in {@code citation}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClaimReview", description = "A ClaimReview of schema.org, as JSON-LD")
record ClaimReviewDocument(
        @JsonProperty("@context") @Schema(description = "https://schema.org")
        String context,

        @JsonProperty("@type") @Schema(description = "ClaimReview")
        String type,

        @JsonProperty("@id") @Schema(description = "The address of the review")
        String id,

        @Schema(description = "The same", format = "uri") String url,

        @Schema(description = "When the ledger learnt the claim", format = "date-time")
        Instant datePublished,

        @Schema(description = "When the review last said something new", format = "date-time")
        Instant dateModified,

        @Schema(description = "Who reviews") Agent author,
        @Schema(description = "The statement") String claimReviewed,
        @Schema(description = "The claim") Item itemReviewed,

        @Schema(description = "The relation to the record, in words")
        Rating reviewRating,

        @Schema(description = "What the record shows") @Nullable String reviewBody,

        @Schema(description = "Where the ledger says so") List<String> citation) {
    static final String MEDIA_TYPE = "application/ld+json";

    ClaimReviewDocument {
        citation = List.copyOf(citation);
    }

    /** A person or an organisation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ClaimReviewAgent", description = "A Person or an Organization")
    record Agent(
            @JsonProperty("@type") @Schema(description = "Person or Organization")
            String type,

            @Schema(description = "The name") String name,

            @Schema(description = "The address", format = "uri") @Nullable String url) {}

    /** The claim itself. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ClaimReviewItem", description = "A Claim")
    record Item(
            @JsonProperty("@type") @Schema(description = "Claim")
            String type,

            @JsonProperty("@id") @Schema(description = "The address of the claim")
            String id,

            @Schema(description = "Who said it; null where no source is named") @Nullable Agent author,

            @Schema(description = "The day on which it was said", format = "date")
            String datePublished,

            @Schema(description = "Where it first appeared") Work firstAppearance,

            @Schema(description = "Where it appeared, the first included")
            List<Work> appearance) {
        Item {
            appearance = List.copyOf(appearance);
        }
    }

    /** A document in which a claim appears. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ClaimReviewWork", description = "A CreativeWork")
    record Work(
            @JsonProperty("@type") @Schema(description = "CreativeWork")
            String type,

            @JsonProperty("@id") @Schema(description = "The address of the release")
            String id,

            @Schema(description = "The title") String headline,

            @Schema(description = "The publisher's address of it", format = "uri") @Nullable String url,

            @Schema(description = "When it was issued") String datePublished,
            @Schema(description = "Who published it") Agent publisher) {

        private static Work of(Release release, UnaryOperator<String> publicly) {
            return new Work(
                    "CreativeWork",
                    publicly.apply("/v1/releases/" + release.code()),
                    release.title(),
                    release.url(),
                    release.issuedText(),
                    new Agent("Organization", release.publisher(), null));
        }
    }

    /** A relation in words. */
    @Schema(name = "ClaimReviewRating", description = "A Rating, in words only")
    record Rating(
            @JsonProperty("@type") @Schema(description = "Rating")
            String type,

            @Schema(description = "The relation to the record")
            String alternateName) {}

    /**
     * Describes a claim.
     *
     * @param publicly makes an address of the service one that the public can use
     */
    static ClaimReviewDocument of(
            ReviewedClaim reviewed, Instant learnt, Instant modified, UnaryOperator<String> publicly) {
        Claim claim = reviewed.claim();
        Reviewed review = reviewed.review();
        String address = publicly.apply("/v1/claims/" + claim.code());
        List<String> citation = Stream.of(review.asSaid(), review.now())
                .filter(java.util.Objects::nonNull)
                .map(finding -> publicly.apply(finding.address()))
                .toList();
        List<String> body = new ArrayList<>();
        if (review.explanation() != null) {
            body.add(review.explanation());
        }
        if (review.note() != null) {
            body.add(review.note());
        }
        body.addAll(review.warnings());
        List<Work> appearances = reviewed.appearances()
                .all()
                .map(each -> Work.of(each.release(), publicly))
                .toList();
        return new ClaimReviewDocument(
                "https://schema.org",
                "ClaimReview",
                address + ".jsonld",
                address,
                learnt,
                modified,
                new Agent("Organization", "Border Ledger", publicly.apply("/")),
                claim.statement(),
                new Item(
                        "Claim",
                        address,
                        author(claim),
                        claim.statedOn().toString(),
                        appearances.getFirst(),
                        appearances),
                new Rating(
                        "Rating",
                        review.relation() == null
                                ? "not reviewed"
                                : review.relation().code().replace('-', ' ')),
                body.isEmpty() ? null : String.join(" ", body),
                citation);
    }

    private static @Nullable Agent author(Claim claim) {
        return switch (SpeakerKind.find(claim.speakerKind()).orElseThrow()) {
            case NAMED -> new Agent("Person", claim.speaker(), null);
            case ORGANISATION -> new Agent("Organization", claim.speaker(), null);
            case UNNAMED_SOURCE -> null;
        };
    }
}

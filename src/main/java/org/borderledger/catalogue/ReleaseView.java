package org.borderledger.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.Retraction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A release with what it covers. */
@Schema(name = "Release", description = "One published document as it stood once; never changed")
record ReleaseView(
        @Schema(description = "The lasting identifier") String id,
        @Schema(description = "Who published it") String publisher,
        @Schema(description = "The title") String title,

        @Schema(
                description = "accredited-statistics, official-statistics, management-information, press-release,"
                        + " ministerial-statement, parliamentary-answer, legislation, declaration or news-article")
        String kind,

        @Schema(description = "The format that it was read by", examples = "home-office-small-boats-time-series")
        String format,

        @Schema(description = "Its address", format = "uri") @Nullable String url,

        @Schema(description = "Where the copy at url stands, if that is not the publisher's own address") @Nullable String via,

        @Schema(description = "When the public could know it, as exactly as that is known")
        String issuedAt,

        @Schema(
                description =
                        "instant, day, month or year; what is known by day is known from the end of that day in London")
        String issuedPrecision,

        @Schema(description = "Where the issue date was read: printed, file-metadata, sidecar, option or retrieved")
        String issuedBasis,

        @Schema(description = "The publisher's mark of a re-issue") @Nullable String edition,

        @Schema(description = "When the copy was fetched, where that is known", format = "date-time") @Nullable Instant retrievedAt,

        @Schema(description = "SHA-256 of the bytes; null for what was typed from words") @Nullable String sha256,

        @Schema(description = "The licence") @Nullable String licence,

        @Schema(description = "The edition before it, as the ledger knows") @Nullable String versionOf,

        @Schema(description = "first, scheduled, correction or method")
        String changeKind,

        @Schema(description = "The revision by which the ledger learnt of it")
        int recordedIn,

        @Schema(description = "The revision that took it out of the timeline, if one did") @Nullable Integer retractedIn,

        @Schema(description = "Why it was taken out") @Nullable String retractedBecause,

        @Schema(description = "What it covers of each series")
        List<CoverageView> coverage) {

    @Schema(name = "ReleaseCoverage", description = "What a release covers of one series")
    record CoverageView(
            @Schema(description = "The series") String series,

            @Schema(description = "First day, inclusive", format = "date") @Nullable LocalDate from,

            @Schema(description = "Last day, inclusive", format = "date") @Nullable LocalDate to,

            @Schema(description = "Whether a figure of the span that it leaves out is withdrawn by it")
            boolean complete,

            @Schema(description = "How many figures it states")
            int stated) {}

    /** All of them together, since what belongs to one is found for all at once. */
    static List<ReleaseView> of(List<Release> shown, ReleaseRepository releases) {
        if (shown.isEmpty()) {
            return List.of();
        }
        Map<Integer, Retraction> retractions = releases.retractions(shown);
        Map<Integer, String> previous = releases.previousEditions(shown);
        return shown.stream()
                .map(each -> of(each, previous.get(each.id()), retractions.get(each.id())))
                .toList();
    }

    private static ReleaseView of(Release release, @Nullable String previous, @Nullable Retraction retraction) {
        return new ReleaseView(
                release.code(),
                release.publisher(),
                release.title(),
                release.kind(),
                release.format(),
                release.url(),
                release.via(),
                release.issuedText(),
                release.issuedPrecision(),
                release.issuedBasis(),
                release.edition(),
                release.retrievedAt(),
                release.sha256(),
                release.licence(),
                release.versionOf() != null ? release.versionOf() : previous,
                release.changeKind(),
                release.recordedIn(),
                retraction == null ? null : retraction.revision(),
                retraction == null ? null : retraction.reason(),
                release.coverage().stream()
                        .map(each ->
                                new CoverageView(each.series(), each.from(), each.to(), each.complete(), each.stated()))
                        .toList());
    }
}

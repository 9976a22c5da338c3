package org.borderledger.claim;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.borderledger.http.Page;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.ledger.SpeakerKind;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of claims. */
record ClaimFilter(
        @QueryParam("release")
        @Parameter(description = "Only claims that appear in this release, first or later.", example = "lbc-2025-06-26")
        @Nullable String release,

        @QueryParam("speaker")
        @Parameter(description = "Only claims of this speaker.", example = "Home Office")
        @Nullable String speaker,

        @QueryParam("kind")
        @Parameter(
                description = "Only claims of these kinds of speaker, separated by commas: named, organisation,"
                        + " unnamed-source.",
                example = "unnamed-source")
        @Nullable String kind,

        @QueryParam("relation")
        @Parameter(
                description = "Only claims of these relations to the record, separated by commas: agrees, rounds-to,"
                        + " differs, conflicts, not-comparable, unsupported, outside-primary-text.",
                example = "differs,conflicts")
        @Nullable String relation,

        @QueryParam("reason")
        @Parameter(
                description = "Only claims whose review has one of these reasons, separated by commas: as-of, period,"
                        + " unit, coverage, definition, source-system, vintage, rounding, currency, embargo,"
                        + " attribution, scope, transcription.",
                example = "unit")
        @Nullable String reason,

        @QueryParam("dataset")
        @Parameter(
                description = "Only claims that ask something of these datasets, separated by commas.",
                example = "crossings")
        @Nullable String dataset,

        @QueryParam("statedFrom")
        @Parameter(description = "Only claims said on this day or later.", example = "2025-06-01")
        @Nullable String statedFrom,

        @QueryParam("statedTo")
        @Parameter(description = "Only claims said on this day or earlier.", example = "2025-06-30")
        @Nullable String statedTo,

        @BeanParam RecordedFilter recorded,
        @BeanParam Page page) {

    /** The claims of one release, without further filters. */
    static ClaimFilter of(String release, RecordedFilter recorded, Page page) {
        return new ClaimFilter(release, null, null, null, null, null, null, null, recorded, page);
    }

    /**
     * What is asked of the words of a claim.
     *
     * @param speakers all that there are
     * @param datasets the names of all
     * @param datasetOf the dataset that a claim asks; null where it asks none
     */
    Predicate<Claim> ofWords(
            List<String> speakers,
            List<String> datasets,
            java.util.function.Function<Claim, @Nullable String> datasetOf) {
        Predicate<Claim> all = claim -> true;
        if (speaker != null) {
            Parameters.oneOf("speaker", speaker, speakers);
            all = all.and(claim -> claim.speaker().equals(speaker));
        }
        if (kind != null) {
            List<String> kinds = chosen("kind", kind, SpeakerKind.codes());
            all = all.and(claim -> kinds.contains(claim.speakerKind()));
        }
        if (dataset != null) {
            List<String> names = chosen("dataset", dataset, datasets);
            all = all.and(claim -> {
                String asked = datasetOf.apply(claim);
                return asked != null && names.contains(asked);
            });
        }
        if (statedFrom != null) {
            LocalDate first = Parameters.day("statedFrom", statedFrom);
            all = all.and(claim -> !claim.statedOn().isBefore(first));
        }
        if (statedTo != null) {
            LocalDate last = Parameters.day("statedTo", statedTo);
            all = all.and(claim -> !claim.statedOn().isAfter(last));
        }
        return all;
    }

    /** What is asked of the review of a claim. */
    Predicate<ReviewedClaim> ofReviews() {
        Predicate<ReviewedClaim> all = claim -> true;
        if (relation != null) {
            List<String> relations = chosen("relation", relation, Relation.codes());
            all = all.and(claim -> {
                Relation its = claim.review().relation();
                return its != null && relations.contains(its.code());
            });
        }
        if (reason != null) {
            List<String> reasons = chosen("reason", reason, Reason.codes());
            all = all.and(claim -> claim.review().reasonCodes().stream().anyMatch(reasons::contains));
        }
        return all;
    }

    private static List<String> chosen(String name, String value, List<String> allowed) {
        List<String> chosen = Parameters.list(name, value);
        chosen.forEach(each -> Parameters.oneOf(name, each, allowed));
        return chosen;
    }
}

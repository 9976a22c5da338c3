package org.borderledger.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One release with all that it states: what a publish takes.
 *
 * @param id lasting and readable; of a file its format, the day of issue and the first digits of its SHA-256, of what was
 *     typed from words as the ledger file names it
 * @param format the format that it was read by
 * @param via where the copy came from, if it was not the publisher's own address
 * @param edition the publisher's mark of a re-issue, such as {@code v2}
 * @param retrieved when the copy was fetched, where that is known
 * @param sha256 of the bytes, in hexadecimal; null for what was typed from words
 * @param coverage what the release covers, for each series in it
 * @param drafts what it states; of a file they may be more than memory holds, so go through them from the first to the last
 * @param claims what it says without being the one to publish it
 */
public record Publication(
        String id,
        String format,
        String publisher,
        String title,
        ReleaseKind kind,
        @Nullable String url,
        @Nullable String via,
        IssueDate issued,
        @Nullable String edition,
        @Nullable Instant retrieved,
        @Nullable String sha256,
        @Nullable String licence,
        @Nullable String versionOf,
        ChangeKind changeKind,
        List<Coverage> coverage,
        List<Draft> drafts,
        List<ClaimDraft> claims) {

    public Publication {
        coverage = List.copyOf(coverage);
        drafts = drafts instanceof DraftSpool ? drafts : List.copyOf(drafts);
        claims = List.copyOf(claims);
    }

    /** A release without claims. */
    public Publication(
            String id,
            String format,
            String publisher,
            String title,
            ReleaseKind kind,
            @Nullable String url,
            @Nullable String via,
            IssueDate issued,
            @Nullable String edition,
            @Nullable Instant retrieved,
            @Nullable String sha256,
            @Nullable String licence,
            @Nullable String versionOf,
            ChangeKind changeKind,
            List<Coverage> coverage,
            List<Draft> drafts) {
        this(
                id,
                format,
                publisher,
                title,
                kind,
                url,
                via,
                issued,
                edition,
                retrieved,
                sha256,
                licence,
                versionOf,
                changeKind,
                coverage,
                drafts,
                List.of());
    }

    /** The same under another identifier. */
    Publication named(String other) {
        return with(other, issued, edition, sha256, coverage);
    }

    /** The same as the file of these bytes, with the date and the mark that are known of it. */
    public Publication from(String fileSha256, IssueDate fileIssued, @Nullable String fileEdition) {
        return with(id, fileIssued, fileEdition, fileSha256, coverage);
    }

    /** The same with other series covered. */
    public Publication covering(List<Coverage> other) {
        return with(id, issued, edition, sha256, other);
    }

    private Publication with(
            String otherId,
            IssueDate otherIssued,
            @Nullable String otherEdition,
            @Nullable String otherSha256,
            List<Coverage> otherCoverage) {
        return new Publication(
                otherId,
                format,
                publisher,
                title,
                kind,
                url,
                via,
                otherIssued,
                otherEdition,
                retrieved,
                otherSha256,
                licence,
                versionOf,
                changeKind,
                otherCoverage,
                drafts,
                claims);
    }

    /**
     * The span in which a release speaks of a series. Where it is complete, a figure of the span that the release does
     * not state is withdrawn by it.
     *
     * @param from first day, null where the release is not complete
     */
    public record Coverage(
            String series,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            boolean complete) {
        public Coverage {
            if (complete && (from == null || to == null)) {
                throw new IllegalArgumentException("a complete edition says from when to when: " + series);
            }
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException(
                        "what a release covers ends on or after its first day: " + series + ", " + from + " to " + to);
            }
        }

        public static Coverage complete(String series, LocalDate from, LocalDate to) {
            return new Coverage(series, from, to, true);
        }

        public static Coverage partial(String series) {
            return new Coverage(series, null, null, false);
        }
    }
}

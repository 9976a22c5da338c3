package org.borderledger.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A claim as one release has it, before it is in the ledger. One claim may appear in many releases, each time under the
 * same identifier.
 *
 * @param id lasting, in kebab-case, at most 60 characters, such as {@code lbc-01}
 * @param number its place in the release, from 1
 * @param statement a short quotation, at most 400 characters
 * @param speaker who says so, at most 120 characters
 * @param statedOn the day on which it was said, not after the release's issue
 * @param locator where in the release it stands
 * @param value what the claim puts a number to, never negative, at most 24 digits of which 6 are decimals; null where it
 *     has no number
 * @param valueHigh the upper end, where the qualifier is {@code between} or {@code order-of}
 * @param qualifier how the number is bounded in words; null exactly where there is no number
 * @param unit the statement's own: people, boats, GBP, items
 * @param stated the question that the statement answers; null where no series could answer it
 * @param nearest what an editor compares it with where nothing was published for the stated question
 * @param opinion what an editor says of it, as it came with the release
 * @param redacted null unless something of it had to go
 */
public record ClaimDraft(
        String id,
        int number,
        String statement,
        String speaker,
        SpeakerKind speakerKind,
        LocalDate statedOn,
        String locator,
        @Nullable BigDecimal value,
        @Nullable BigDecimal valueHigh,
        @Nullable Qualifier qualifier,
        @Nullable String unit,
        @Nullable Query stated,
        @Nullable Query nearest,
        @Nullable Opinion opinion,
        Draft.@Nullable Redacted redacted) {

    public ClaimDraft {
        value = value == null ? null : Draft.plain(value);
        valueHigh = valueHigh == null ? null : Draft.plain(valueHigh);
    }

    /** A claim of which nothing is redacted. */
    public ClaimDraft(
            String id,
            int number,
            String statement,
            String speaker,
            SpeakerKind speakerKind,
            LocalDate statedOn,
            String locator,
            @Nullable BigDecimal value,
            @Nullable BigDecimal valueHigh,
            @Nullable Qualifier qualifier,
            @Nullable String unit,
            @Nullable Query stated,
            @Nullable Query nearest,
            @Nullable Opinion opinion) {
        this(
                id,
                number,
                statement,
                speaker,
                speakerKind,
                statedOn,
                locator,
                value,
                valueHigh,
                qualifier,
                unit,
                stated,
                nearest,
                opinion,
                null);
    }

    /**
     * A question to the figures.
     *
     * @param measure one of the series
     * @param codes of dimensions, by their names; none asks for all
     * @param from first day, inclusive
     * @param to last day, inclusive; null is open: to the day of the claim
     */
    public record Query(
            String series,
            String measure,
            SortedMap<String, String> codes,
            LocalDate from,
            @Nullable LocalDate to) {

        public Query {
            codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
        }

        /** The codes as the table has them, {@code action=seizure&item=engines}; empty where there are none. */
        String codesText() {
            return codes.entrySet().stream()
                    .map(code -> code.getKey() + "=" + code.getValue())
                    .collect(Collectors.joining("&"));
        }

        /** Reads what {@link #codesText} writes. */
        public static SortedMap<String, String> codes(String text) {
            SortedMap<String, String> codes = new TreeMap<>();
            if (!text.isEmpty()) {
                for (String code : text.split("&", -1)) {
                    int equals = code.indexOf('=');
                    codes.put(code.substring(0, equals), code.substring(equals + 1));
                }
            }
            return codes;
        }
    }

    /**
     * What an editor says of a claim.
     *
     * @param relation only of a claim without a number, and always there; that of a number is computed
     * @param reasons in the editor's order, each once
     * @param note at most 1,000 characters
     * @param reviewer who says so, at most 120 characters
     */
    public record Opinion(
            @Nullable Relation relation,
            List<Reason> reasons,
            @Nullable String note,
            String reviewer) {

        public Opinion {
            reasons = reasons.stream().distinct().toList();
        }

        @Nullable String relationCode() {
            return relation == null ? null : relation.code();
        }

        /** The reasons as the table has them: codes separated by one space, empty where there are none. */
        String reasonsText() {
            return reasons.stream().map(Reason::code).collect(Collectors.joining(" "));
        }

        /** Reads what {@link #reasonsText} writes. */
        public static List<Reason> reasons(String text) {
            return text.isEmpty()
                    ? List.of()
                    : List.of(text.split(" ", -1)).stream()
                            .map(code -> Reason.find(code).orElseThrow())
                            .toList();
        }
    }

    /** The digest of what the release says: of the original, where the claim is redacted. */
    byte[] digest() {
        return redacted == null ? contentDigest() : HexFormat.of().parseHex(redacted.digest());
    }

    /** The digest of what stands here. */
    byte[] contentDigest() {
        return ClaimColumn.digest(this);
    }
}

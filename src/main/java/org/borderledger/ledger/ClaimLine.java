package org.borderledger.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A claim, and what an editor says of one, as objects of a {@link LedgerFile}. People write these lines by hand, so a field
 * that is not known is refused, lest a slip of the pen lose what it holds.
 */
final class ClaimLine {
    private static final Set<String> OF_CLAIM = Set.of(
            "release",
            "id",
            "number",
            "statement",
            "speaker",
            "speakerKind",
            "statedOn",
            "locator",
            "value",
            "valueHigh",
            "qualifier",
            "unit",
            "stated",
            "nearest",
            "opinion",
            "redacted");
    private static final Set<String> OF_QUERY = Set.of("series", "measure", "codes", "from", "to");
    private static final Set<String> OF_OPINION = Set.of("relation", "reasons", "note", "reviewer");

    private ClaimLine() {}

    static ClaimDraft read(JsonNode node) {
        LedgerFile.checkFields(node, OF_CLAIM, "a claim");
        String kind = words(node, "speakerKind");
        String qualifier = findWords(node, "qualifier");
        JsonNode redacted = node.path("redacted");
        return new ClaimDraft(
                words(node, "id"),
                LedgerFile.whole(node, "number"),
                words(node, "statement"),
                words(node, "speaker"),
                SpeakerKind.find(kind)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no kind of speaker " + kind + "; choose from " + SpeakerKind.codes())),
                LocalDate.parse(words(node, "statedOn")),
                words(node, "locator"),
                number(node, "value"),
                number(node, "valueHigh"),
                qualifier == null
                        ? null
                        : Qualifier.find(qualifier)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "there is no qualifier " + qualifier + "; choose from " + Qualifier.codes())),
                findWords(node, "unit"),
                isThere(node, "stated") ? query(node.get("stated")) : null,
                isThere(node, "nearest") ? query(node.get("nearest")) : null,
                isThere(node, "opinion") ? opinion(node.get("opinion")) : null,
                isThere(node, "redacted")
                        ? new Draft.Redacted(words(redacted, "digest"), LedgerFile.whole(redacted, "revision"))
                        : null);
    }

    private static ClaimDraft.Query query(JsonNode node) {
        LedgerFile.checkFields(node, OF_QUERY, "a query");
        SortedMap<String, String> codes = new TreeMap<>();
        if (isThere(node, "codes")) {
            JsonNode all = node.get("codes");
            if (!all.isObject()) {
                throw new IllegalArgumentException("codes are not an object of names and codes");
            }
            all.fieldNames().forEachRemaining(name -> codes.put(name, words(all, name)));
        }
        String to = findWords(node, "to");
        return new ClaimDraft.Query(
                words(node, "series"),
                words(node, "measure"),
                codes,
                LocalDate.parse(words(node, "from")),
                to == null ? null : LocalDate.parse(to));
    }

    private static ClaimDraft.Opinion opinion(JsonNode node) {
        LedgerFile.checkFields(node, OF_OPINION, "an opinion");
        return anyOpinion(node);
    }

    /** Reads the review of a revision: an opinion, with the claim that it is of. */
    static LedgerFile.Review review(JsonNode node) {
        return new LedgerFile.Review(words(node, "claim"), anyOpinion(node));
    }

    private static ClaimDraft.Opinion anyOpinion(JsonNode node) {
        String relation = findWords(node, "relation");
        List<Reason> reasons = new ArrayList<>();
        if (isThere(node, "reasons")) {
            if (!node.get("reasons").isArray()) {
                throw new IllegalArgumentException("reasons are not a list");
            }
            for (JsonNode each : node.get("reasons")) {
                String code = each.asText();
                reasons.add(Reason.find(code)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no reason " + code + "; choose from " + Reason.codes())));
            }
        }
        return new ClaimDraft.Opinion(
                relation == null
                        ? null
                        : Relation.find(relation)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "there is no relation " + relation + "; choose from " + Relation.codes())),
                reasons,
                findWords(node, "note"),
                words(node, "reviewer"));
    }

    private static boolean isThere(JsonNode node, String field) {
        return node.hasNonNull(field);
    }

    private static String words(JsonNode node, String field) {
        JsonNode value = node.required(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is not text");
        }
        return value.textValue();
    }

    private static @Nullable String findWords(JsonNode node, String field) {
        return isThere(node, field) ? words(node, field) : null;
    }

    private static @Nullable BigDecimal number(JsonNode node, String field) {
        if (!isThere(node, field)) {
            return null;
        }
        if (!node.get(field).isNumber()) {
            throw new IllegalArgumentException(field + " is not a number");
        }
        return node.get(field).decimalValue();
    }

    static Map<String, Object> describe(int release, ClaimDraft claim) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("release", release);
        node.put("id", claim.id());
        node.put("number", claim.number());
        node.put("statement", claim.statement());
        node.put("speaker", claim.speaker());
        node.put("speakerKind", claim.speakerKind().code());
        node.put("statedOn", claim.statedOn().toString());
        node.put("locator", claim.locator());
        LedgerFileWriter.put(node, "value", claim.value());
        LedgerFileWriter.put(node, "valueHigh", claim.valueHigh());
        Qualifier qualifier = claim.qualifier();
        LedgerFileWriter.put(node, "qualifier", qualifier == null ? null : qualifier.code());
        LedgerFileWriter.put(node, "unit", claim.unit());
        if (claim.stated() != null) {
            node.put("stated", describe(claim.stated()));
        }
        if (claim.nearest() != null) {
            node.put("nearest", describe(claim.nearest()));
        }
        if (claim.opinion() != null) {
            node.put("opinion", describe(claim.opinion()));
        }
        Draft.Redacted redacted = claim.redacted();
        if (redacted != null) {
            node.put("redacted", LedgerFileWriter.describe(redacted));
        }
        return node;
    }

    private static Map<String, Object> describe(ClaimDraft.Query query) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("series", query.series());
        node.put("measure", query.measure());
        if (!query.codes().isEmpty()) {
            node.put("codes", query.codes());
        }
        LedgerFileWriter.put(node, "from", query.from());
        LedgerFileWriter.put(node, "to", query.to());
        return node;
    }

    static Map<String, Object> describe(LedgerFile.Review review) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("claim", review.claim());
        node.putAll(describe(review.opinion()));
        return node;
    }

    private static Map<String, Object> describe(ClaimDraft.Opinion opinion) {
        Map<String, Object> node = new LinkedHashMap<>();
        LedgerFileWriter.put(node, "relation", opinion.relationCode());
        node.put("reasons", opinion.reasons().stream().map(Reason::code).toList());
        LedgerFileWriter.put(node, "note", opinion.note());
        node.put("reviewer", opinion.reviewer());
        return node;
    }
}

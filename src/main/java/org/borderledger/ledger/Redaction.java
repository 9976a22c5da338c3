package org.borderledger.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that had to go for legal reasons from every revision, and is not taken in again. The ledger keeps the digest of
 * the value, not the value.
 *
 * @param dataset the name of a dataset, or {@link #CLAIMS}
 * @param attribute the column, such as {@code recipient}
 * @param valueSha256 of the value in UTF-8, in hexadecimal
 */
public record Redaction(int revision, String dataset, String attribute, String valueSha256) {
    /** What stands in the place of words that had to go. */
    public static final String WORDS = "[redacted]";
    /** What stands in the place of a code that had to go. */
    public static final String CODE = "redacted";

    /** What stands in the place of a dataset where words of claims had to go. */
    static final String CLAIMS = "claims";

    static final String ORIGINAL_TEXT = "originalText";
    static final String STATEMENT = "statement";
    static final String SPEAKER = "speaker";

    static String digest(String value) {
        return HexFormat.of().formatHex(Sha256.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The figure without the value, if it has it; the digest of the original stays with it. */
    Draft applyTo(Draft draft, Dataset of) {
        String value = value(draft);
        if (!of.name().equals(dataset) || value == null || !digest(value).equals(valueSha256)) {
            return draft;
        }
        return without(draft, of);
    }

    /** The claim without the words, if it has them; the digest of the original stays with it. */
    ClaimDraft applyTo(ClaimDraft claim) {
        String words = attribute.equals(STATEMENT) ? claim.statement() : claim.speaker();
        if (!dataset.equals(CLAIMS) || !digest(words).equals(valueSha256)) {
            return claim;
        }
        return new ClaimDraft(
                claim.id(),
                claim.number(),
                attribute.equals(STATEMENT) ? WORDS : claim.statement(),
                attribute.equals(SPEAKER) ? WORDS : claim.speaker(),
                claim.speakerKind(),
                claim.statedOn(),
                claim.locator(),
                claim.value(),
                claim.valueHigh(),
                claim.qualifier(),
                claim.unit(),
                claim.stated(),
                claim.nearest(),
                claim.opinion(),
                new Draft.Redacted(HexFormat.of().formatHex(claim.digest()), revision));
    }

    private @Nullable String value(Draft draft) {
        if (attribute.equals(ORIGINAL_TEXT)) {
            return draft.originalText();
        }
        return draft.values().get(attribute) instanceof String text ? text : null;
    }

    private Draft without(Draft draft, Dataset of) {
        Map<String, Object> values = new HashMap<>(draft.values());
        values.computeIfPresent(attribute, (name, value) -> of.dimensions().contains(name) ? CODE : WORDS);
        return new Draft(
                draft.series(),
                draft.period(),
                values,
                draft.status(),
                draft.measureStatus(),
                draft.qualifier(),
                draft.valueHigh(),
                attribute.equals(ORIGINAL_TEXT) ? WORDS : draft.originalText(),
                draft.publisherFlag(),
                draft.locator(),
                new Draft.Redacted(HexFormat.of().formatHex(draft.digest(of)), revision));
    }
}

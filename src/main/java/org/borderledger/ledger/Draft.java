package org.borderledger.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * A figure as one release states it, before it is in the ledger.
 *
 * @param values by column of the dataset: Long for counts, BigDecimal for amounts, text for the others; a column that is
 *     not there is null
 * @param measureStatus statuses of single measures that differ from the row's, as {@code uncontrolledLandings=O}
 * @param originalText the publisher's words, where it wrote words
 * @param publisherFlag the publisher's own mark, such as {@code Revised}; not part of the value
 * @param locator where in the release it stands, such as {@code SB_01!A2730}
 */
public record Draft(
        Series series,
        Period period,
        Map<String, Object> values,
        ObservationStatus status,
        @Nullable String measureStatus,
        Qualifier qualifier,
        @Nullable BigDecimal valueHigh,
        @Nullable String originalText,
        @Nullable String publisherFlag,
        String locator) {

    public Draft {
        var spelt = new LinkedHashMap<>(values);
        spelt.replaceAll((column, value) -> value instanceof BigDecimal number ? plain(number) : value);
        values = Collections.unmodifiableMap(spelt);
        valueHigh = valueHigh == null ? null : plain(valueHigh);
        if (locator.isBlank()) {
            throw new IllegalArgumentException("a figure has a place in its release");
        }
    }

    /** The key that lasts through revisions and is the figure's address (API rule 13). */
    public String key() {
        var key = new StringBuilder(series.id()).append(':').append(period.code());
        for (String dimension : series.keyDimensions()) {
            key.append(':').append(values.getOrDefault(dimension, "none"));
        }
        return key.toString();
    }

    /** SHA-256 over the key and all that makes the value: equal digests are equal statements, whoever makes them. */
    byte[] digest(Dataset dataset) {
        var text = new StringBuilder(key());
        for (Column column : dataset.columns()) {
            append(text, column.name(), values.get(column.name()));
        }
        append(text, "status", status);
        append(text, "measureStatus", measureStatus);
        append(text, "qualifier", qualifier.code());
        append(text, "valueHigh", valueHigh);
        append(text, "originalText", originalText);
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        text.append('\n').append(name);
        if (value != null) {
            // A further line of a value is indented, so that it cannot be taken for the next column.
            text.append('=')
                    .append((value instanceof BigDecimal number ? number.toPlainString() : value.toString())
                            .replace("\n", "\n "));
        }
    }

    /** One spelling for equal numbers: 541, not 541.00 or 5.41E+2. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}

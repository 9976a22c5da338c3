package org.borderledger.ledger;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param redacted null unless something of it had to go
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
        String locator,
        @Nullable Redacted redacted) {
    /** The column that numbers lines which a file does not tell apart; the first has none (API rule 13). */
    public static final String OCCURRENCE = "occurrence";

    /** Stands in a key for what a figure does not have. */
    private static final String NONE = "none";

    /** More zeros than this would take all memory to write out; the database refuses sooner. */
    private static final int MOST_DIGITS = 1_000_000;

    /**
     * What had to go from a figure for legal reasons.
     *
     * @param digest of the figure as it was, in hexadecimal
     * @param revision the revision that redacted it
     */
    public record Redacted(String digest, int revision) {}

    public Draft {
        var spelt = new LinkedHashMap<>(values);
        spelt.replaceAll((column, value) -> value instanceof BigDecimal number ? plain(number) : value);
        values = Collections.unmodifiableMap(spelt);
        valueHigh = valueHigh == null ? null : plain(valueHigh);
        if (locator.isBlank()) {
            throw new IllegalArgumentException("a figure has a place in its release");
        }
    }

    /** A figure of one exact number for each measure, of which the publisher says nothing beside its status. */
    public static Draft exact(
            Series series, Period period, Map<String, Object> values, ObservationStatus status, String locator) {
        return new Draft(series, period, values, status, null, Qualifier.EXACT, null, null, null, locator);
    }

    /** A figure of which nothing is redacted. */
    public Draft(
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
        this(
                series,
                period,
                values,
                status,
                measureStatus,
                qualifier,
                valueHigh,
                originalText,
                publisherFlag,
                locator,
                null);
    }

    /** The key that lasts through revisions and is the figure's address (API rule 13). */
    public String key() {
        var key = new StringBuilder(series.id()).append(':').append(period.code());
        for (String column : series.keyDimensions()) {
            if (values.get(column) == null && !column.equals(OCCURRENCE)) {
                key.append(':').append(NONE);
            } else if (values.get(column) != null) {
                key.append(':').append(valueInKey(column));
            }
        }
        return key.toString();
    }

    private String valueInKey(String column) {
        String words = String.valueOf(values.get(column));
        return series.dimensions().containsKey(column) && !words.isEmpty() ? words : keyPart(words);
    }

    /** The part of a key that words such as a transaction number become; words without a letter or digit are none. */
    public static String keyPart(String words) {
        String code = Code.of(words);
        return code.isEmpty() ? NONE : code;
    }

    /** Which rule of the ledger the figure breaks, in words; empty where it keeps them all. */
    public Optional<String> brokenRule(Dataset dataset) {
        try {
            new DraftRules(dataset).check(this);
            return Optional.empty();
        } catch (Ledger.Refused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** The digest of what the release stated: of the original, where the figure is redacted. */
    byte[] digest(Dataset dataset) {
        return redacted == null ? contentDigest(dataset) : HexFormat.of().parseHex(redacted.digest());
    }

    /** The digest of what stands here. */
    byte[] contentDigest(Dataset dataset) {
        return contentDigest(key(), StatedColumn.of(dataset));
    }

    /** The same where the key and the columns of the dataset are at hand. */
    byte[] contentDigest(String key, List<StatedColumn> columns) {
        return StatedColumn.digest(key, columns, column -> column.of().apply(this));
    }

    /**
     * One spelling for equal numbers: 541, not 541.00 or 5.41E+2.
     *
     * @throws IllegalArgumentException where it would take more than a million digits
     */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        if (Math.abs((long) shortest.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("no number has so many digits: " + number);
        }
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}

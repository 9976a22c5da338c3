package org.borderledger.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.borderledger.period.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, without the time. Declared in {@code series.json}; a series' id never changes its meaning.
 *
 * @param frequency by its SDMX letter
 * @param unit what the main measure counts
 * @param measures the dataset's measures that this series has
 * @param dimensions for each dimension of the dataset its codes with their labels; one code where it does not vary
 * @param keyDimensions the dimensions whose codes stand in a figure's key, in their order
 * @param units the codes of the dataset's unit column that occur, with their labels; empty where it has none
 * @param addition whether figures of this series may be added to each other
 * @param totalsBy the dimensions by which totals are told apart where no rhythm allows one total
 * @param ratios what may be divided by what
 * @param reportingYearStart month and day as SDMX writes them, {@code --01-01}
 * @param formats the formats that may write its figures; nothing else may
 */
public record Series(
        String id,
        String dataset,
        String title,
        String publisher,
        Frequency frequency,
        String unit,
        String definition,
        String definitionSource,
        List<String> includes,
        List<String> excludes,
        List<String> caveats,
        List<String> doesNotAnswer,
        List<String> measures,
        String mainMeasure,
        Map<String, Map<String, String>> dimensions,
        List<String> keyDimensions,
        Map<String, String> units,
        Addition addition,
        List<String> totalsBy,
        List<Ratio> ratios,
        String reportingYearStart,
        List<NotComparable> notComparableWith,
        @Nullable String contact,
        String releaseCalendar,
        @Nullable String sourceUrl,
        @Nullable String licence,
        String attribution,
        List<String> formats) {

    public Series {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    }

    /** What holds between figures of one series whose periods overlap. */
    public enum Addition {
        /** Figures of different codes are different things; two of the same codes never share a day. */
        PARTS,
        /** Statements in words of their own: figures of different codes may speak of the same thing. */
        STATEMENTS;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A quotient that makes sense, which an answer shows with its numerator and denominator.
     *
     * @param numerator a measure of this series
     * @param denominator what is summed below the line: measures of this series, or {@code series.measure} of another
     * @param percent whether it is given in percent
     * @param caveat what it does not say
     */
    public record Ratio(
            String name,
            String title,
            String numerator,
            List<String> denominator,
            boolean percent,
            @Nullable String caveat) {}

    /** A series that looks alike but must not be added to this one or subtracted from it. */
    public record NotComparable(String series, String reason) {}

    /** The codes that this series has for a dimension, with their labels. */
    public Map<String, String> codes(String dimension) {
        return dimensions.getOrDefault(dimension, Map.of());
    }
}

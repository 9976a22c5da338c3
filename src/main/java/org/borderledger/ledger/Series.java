package org.borderledger.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
    }

    /** A series that looks alike but must not be added to this one or subtracted from it. */
    public record NotComparable(String series, String reason) {}

    /** The codes that this series has for a dimension, with their labels. */
    public Map<String, String> codes(String dimension) {
        return dimensions.getOrDefault(dimension, Map.of());
    }
}

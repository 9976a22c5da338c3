package org.borderledger.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.borderledger.period.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, without the time. Declared in {@code series/ID.json}; a series' id never changes its meaning.
 *
 * @param frequency by its SDMX letter
 * @param unit what the main measure counts
 * @param measures the dataset's measures that this series has
 * @param dimensions for each dimension of the dataset its codes with their labels; one code where it does not vary
 * @param keyDimensions the dimensions whose codes stand in a figure's key, in their order; of a detail, its words as a code
 * @param openDimensions the dimensions whose codes nobody declares, because they are the publisher's names, as {@link Code}
 *     writes them: payees, headings of accounts
 * @param units the codes of the dataset's unit column that occur, with their labels; empty where it has none
 * @param addition whether figures of this series may be added to each other
 * @param totalsBy the dimensions by which totals are told apart where no rhythm allows one total
 * @param ratios what may be divided by what
 * @param reportingYearStart month and day as SDMX writes them, {@code --01-01}
 * @param formats the formats that may write its figures; nothing else may
 * @param subject what its figures are of, to be read behind "10 weekly figures of"
 * @param cadence when its next release may be expected
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
        List<String> openDimensions,
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
        List<String> formats,
        String subject,
        Cadence cadence) {

    public Series {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    }

    /**
     * What a measure counts, as a person says it: of the main measure the series' unit, since {@code people} may be
     * detections, where no column says what each figure is in.
     */
    public String counts(String measure) {
        return measure.equals(mainMeasure) && units.isEmpty() ? unit : measure;
    }

    /** What holds between figures of one series whose periods overlap. */
    public enum Addition {
        /** Figures of different codes are different things; two of the same codes never share a day. */
        PARTS,
        /** Statements in words of their own: figures of different codes may speak of the same thing. */
        STATEMENTS,
        /** Each figure is a thing of its own, such as a payment, also where codes and days are those of another. */
        LINES;

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

    /**
     * How often releases of a series come, as far as its publisher keeps to a rhythm; what {@code releaseCalendar} says, for
     * programs.
     *
     * @param rhythm null where there is none
     * @param weekday the day of a weekly release, else null
     * @param graceDays how many days after the expected one a release is not yet late
     * @param basis why one may expect so, or why nobody can
     */
    public record Cadence(@Nullable Rhythm rhythm, @Nullable DayOfWeek weekday, int graceDays, String basis) {

        public Cadence {
            if ((rhythm == Rhythm.WEEKLY) != (weekday != null)) {
                throw new IllegalArgumentException("a weekly release, and only that, has its weekday");
            }
        }

        /** The day on which the release after one is expected; empty without a rhythm. */
        public Optional<LocalDate> expectedAfter(LocalDate issued) {
            return switch (rhythm) {
                case null -> Optional.empty();
                case DAILY -> Optional.of(issued.plusDays(1));
                case QUARTERLY -> Optional.of(issued.plusMonths(3));
                case WEEKLY ->
                    Optional.of(issued.with(TemporalAdjusters.next(java.util.Objects.requireNonNull(weekday))));
            };
        }

        /** Whether on a day nobody need wait any longer for the release that was expected on another. */
        public boolean isLate(LocalDate expected, LocalDate today) {
            return today.isAfter(expected.plusDays(graceDays));
        }
    }

    /** How often a publisher issues a release. */
    public enum Rhythm {
        DAILY,
        WEEKLY,
        QUARTERLY
    }

    /** A series that looks alike but must not be added to this one or subtracted from it. */
    public record NotComparable(String series, String reason) {}

    /** Whether a figure of this series may have a code: one that is declared, or any where the dimension is open. */
    public boolean takes(String dimension, String code) {
        return openDimensions.contains(dimension)
                ? Code.isCode(code)
                : codes(dimension).containsKey(code);
    }

    /**
     * Whether the figures of one period may be added up before anybody asks for a sum: periods follow one another, so that
     * what is missing shows, figures of one period are of different things, and at most one dimension tells totals apart.
     */
    public boolean rollsUp() {
        return frequency != Frequency.OTHER
                && totalsBy.size() <= 1
                && switch (addition) {
                    case LINES -> true;
                    // two of one period have different keys, and so different codes
                    case PARTS -> dimensions.keySet().containsAll(keyDimensions);
                    case STATEMENTS -> false;
                };
    }

    /** The codes that this series declares for a dimension, with their labels; none of an open one. */
    public Map<String, String> codes(String dimension) {
        return dimensions.getOrDefault(dimension, Map.of());
    }
}

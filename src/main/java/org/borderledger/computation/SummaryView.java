package org.borderledger.computation;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A series over a range of days, in a few numbers (API rule 24). */
@Schema(
        name = "Summary",
        description = "A series over a range of days, in a few numbers. What makes no sense for the series is null or"
                + " empty; nothing is filled in.")
public record SummaryView(
        @Schema(description = "The series", examples = "uk-small-boats-daily")
        String series,

        @Schema(description = "Its title") String title,

        @Schema(description = "First day of the range, inclusive; null where there is nothing", format = "date")
        @Nullable LocalDate periodStart,

        @Schema(description = "Last day of the range, inclusive", format = "date") @Nullable LocalDate periodEnd,

        @Schema(description = "The rhythm of the series: day, week, month, …; null without one", examples = "day")
        @Nullable String frequency,

        @Schema(description = "How many periods a complete series has in the range; null without a rhythm") @Nullable Long expected,

        @Schema(description = "How many periods have a value of the main measure")
        long present,

        @Schema(description = "expected less present; null without a rhythm") @Nullable Long missing,

        @Schema(description = "The missing periods, as ranges of days", examples = "[\"2026-08-21..2026-12-31\"]")
        List<String> missingPeriods,

        @Schema(description = "Whether every period has a value of every measure; null without a rhythm") @Nullable Boolean complete,

        @Schema(
                description = "Measures that have fewer values than there are periods",
                examples = "[\"uncontrolledLandings: 181 of 365\"]")
        List<String> incomplete,

        @Schema(hidden = true) @JsonAnyGetter Map<String, @Nullable Object> measures,

        @Schema(description = "What the main measure counts", examples = "people")
        String unit,

        @Schema(description = "Why sums are null though there are figures; else null") @Nullable String reason,

        @Schema(
                description = "How the sum of the main measure is bounded; null where there is none",
                examples = "exact")
        @Nullable String qualifier,

        @Schema(
                type = SchemaType.NUMBER,
                description = "The higher end of that sum where the qualifier is between; else null")
        @Nullable Object valueHigh,

        @Schema(description = "The least firm status among the figures; null where there is none", examples = "P")
        @Nullable String status,

        @Schema(description = "How many periods have a published zero of the main measure; null without a rhythm")
        @Nullable Long withNone,

        @Schema(
                description = "The longest run of periods with a published zero, the earliest if there are several; a"
                        + " missing period ends a run. Null where there is none")
        @Nullable Run longestRunWithNone,

        @Schema(
                description =
                        "The largest period of the range; null without a rhythm or a value, and where a value of the"
                                + " range is not exact")
        @Nullable PeriodRecord record,

        @Schema(description = "What may be divided by what, with both sides")
        List<RatioView> ratios,

        @Schema(description = "When the running total of the range reached the numbers asked for in passing")
        List<Passing> passing,

        @Schema(description = "Of a series without a rhythm: totals of what may be added up; else empty")
        List<Map<String, @Nullable Object>> totals,

        @Schema(
                description =
                        "With includeHistory=true: what the sums and means were, from the oldest on; the last is what"
                                + " they are. Else null")
        @Nullable List<Past> history,

        @Schema(
                description =
                        "With updatedAfter: whether the sums and means were added, revised or withdrawn since; null"
                                + " where they say the same, and without updatedAfter")
        @Nullable String change) {

    public SummaryView {
        missingPeriods = List.copyOf(missingPeriods);
        incomplete = List.copyOf(incomplete);
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        ratios = List.copyOf(ratios);
        passing = List.copyOf(passing);
        totals = List.copyOf(totals);
        history = history == null ? null : List.copyOf(history);
    }

    /** The same with what its numbers were before. */
    public SummaryView with(List<Past> before) {
        return with(before, change);
    }

    /** The same with what became of its numbers since they were those of another. */
    public SummaryView since(SummaryView before) {
        if (Past.of(this, Instant.EPOCH).says(Past.of(before, Instant.EPOCH))) {
            return this;
        }
        return with(history, before.present == 0 ? "added" : present == 0 ? "withdrawn" : "revised");
    }

    private SummaryView with(@Nullable List<Past> before, @Nullable String since) {
        return new SummaryView(
                series,
                title,
                periodStart,
                periodEnd,
                frequency,
                expected,
                present,
                missing,
                missingPeriods,
                complete,
                incomplete,
                measures,
                unit,
                reason,
                qualifier,
                valueHigh,
                status,
                withNone,
                longestRunWithNone,
                record,
                ratios,
                passing,
                totals,
                before,
                since);
    }

    /** What the sums and means of the range were from one instant to another. */
    @Schema(name = "SummaryPast", description = "What the sums and means of the range were from one instant to another")
    public record Past(
            @Schema(description = "From when on the public could compute this, inclusive")
            Instant validFrom,

            @Schema(description = "From when on it was something else, exclusive; null while it stands") @Nullable Instant validTo,

            @Schema(description = "How many periods had a value of the main measure")
            long present,

            @Schema(description = "The sums and means by their names")
            Map<String, @Nullable Object> measures,

            @Schema(description = "Of a series without a rhythm: totals of what may be added up; else empty")
            List<Map<String, @Nullable Object>> totals) {
        public Past {
            measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
            totals = List.copyOf(totals);
        }

        /** What a summary says from an instant on. */
        public static Past of(SummaryView view, Instant from) {
            List<Map<String, @Nullable Object>> totals = new ArrayList<>();
            for (Map<String, @Nullable Object> total : view.totals) {
                Map<String, @Nullable Object> without = new LinkedHashMap<>(total);
                // an address differs with the instant, which is no change
                without.remove(AggregateColumns.QUERY);
                totals.add(without);
            }
            return new Past(from, null, view.present, view.measures, totals);
        }

        /** Whether it says the same, whenever it stood. */
        public boolean says(Past other) {
            return present == other.present && measures.equals(other.measures) && totals.equals(other.totals);
        }

        public Past until(Instant to) {
            return new Past(validFrom, to, present, measures, totals);
        }
    }

    /** Periods one after the other with a published zero. */
    @Schema(name = "SummaryRun", description = "Periods one after the other with a published zero")
    public record Run(
            @Schema(description = "How many") long periods,

            @Schema(description = "First day, inclusive", format = "date")
            LocalDate from,

            @Schema(description = "Last day, inclusive", format = "date")
            LocalDate to) {}

    /** The largest period of the range. */
    @Schema(name = "SummaryRecord", description = "The largest period of the range, the earliest if several are")
    public record PeriodRecord(
            @Schema(description = "The key of its figure; null where several figures make up the period") @Nullable String key,

            @Schema(description = "First day, inclusive", format = "date")
            LocalDate periodStart,

            @Schema(description = "Last day, inclusive", format = "date")
            LocalDate periodEnd,

            @Schema(description = "Its value of the main measure")
            Number value,

            @Schema(
                    description = "Its place among all periods of the whole series: one more than there are larger"
                            + " ones, so ties share a place")
            long rank) {}

    /** A quotient with both of its sides. */
    @Schema(name = "SummaryRatio", description = "A quotient with both of its sides")
    public record RatioView(
            @Schema(description = "The name", examples = "peoplePerBoat")
            String name,

            @Schema(description = "The title") String title,

            @Schema(description = "What is divided") Numerator numerator,

            @Schema(description = "What it is divided by") Denominator denominator,

            @Schema(description = "The quotient to 2 decimals, a half to the even neighbour; null with a reason")
            @Nullable BigDecimal value,

            @Schema(description = "Whether value is in percent")
            boolean percent,

            @Schema(description = "What it does not say") @Nullable String caveat,

            @Schema(description = "Whether both sides have every period of the range")
            boolean complete,

            @Schema(description = "Why there is no value; else null") @Nullable String reason) {}

    /** The sum above the line. */
    @Schema(name = "SummaryNumerator", description = "The sum above the line")
    public record Numerator(
            @Schema(description = "The measure", examples = "people")
            String measure,

            @Schema(description = "Its sum over the range") @Nullable Number value) {}

    /** The sum below the line. */
    @Schema(name = "SummaryDenominator", description = "The sum below the line")
    public record Denominator(
            @Schema(description = "The measures, those of another series with its name")
            List<String> measures,

            @Schema(description = "The sum of their sums over the range") @Nullable Number value) {
        public Denominator {
            measures = List.copyOf(measures);
        }
    }

    /** When the running total of the range reached a number. */
    @Schema(name = "SummaryPassing", description = "When the running total of the range reached a number")
    public record Passing(
            @Schema(description = "The number asked for") BigDecimal threshold,

            @Schema(
                    description = "Last day of the period in which the total reached or exceeded it; null where it"
                            + " did not",
                    format = "date")
            @Nullable LocalDate date,

            @Schema(description = "The running total then; the whole total where it was not reached") @Nullable Number total,

            @Schema(description = "Whether no period is missing up to then")
            boolean complete) {}
}

package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * What a summary is taken of (API rule 24).
 *
 * @param range what is summed up: the asked period, else all days of the data; null where there are none
 * @param passing the totals whose passing is asked for, in their order
 */
public record SummaryQuestion(
        Dataset dataset, Series series, @Nullable Period range, List<BigDecimal> passing) {

    public SummaryQuestion {
        passing = List.copyOf(passing);
    }

    /**
     * A measure of another series that a ratio divides by.
     *
     * @param series the id of the other series, which may be of another dataset
     */
    public record Other(String series, String measure) {
        /** As the declaration of the ratio writes it: {@code uk-small-boats-weekly.people}. */
        public String name() {
            return series + "." + measure;
        }
    }

    /**
     * Reads the parameters as a caller wrote them.
     *
     * @param asked null is the whole coverage
     * @param dataSpan the first and last day that the series has; null where it has none
     * @throws Problem where a threshold is not a positive whole number, or the series has no running total
     */
    public static SummaryQuestion of(
            Dataset dataset,
            Series series,
            @Nullable Period asked,
            @Nullable Period dataSpan,
            @Nullable String passing) {
        if (passing != null && Calendar.of(series).isEmpty()) {
            throw Problem.of(
                            ProblemCode.NOT_ADDABLE,
                            series.id() + " has no rhythm, so it has no running total that could pass a number")
                    .about("passing")
                    .hint("leave passing out");
        }
        return new SummaryQuestion(
                dataset,
                series,
                asked == null ? dataSpan : Buckets.closed(asked, dataSpan),
                passing == null
                        ? List.of()
                        : Parameters.list("passing", passing).stream()
                                .map(SummaryQuestion::threshold)
                                .toList());
    }

    /** What the ratios need of other series: the caller adds up each over {@link #range} and hands it to the summary. */
    public List<Other> others() {
        return series.ratios().stream()
                .flatMap(ratio -> ratio.denominator().stream())
                .flatMap(SummaryQuestion::other)
                .distinct()
                .toList();
    }

    private static Stream<Other> other(String term) {
        int dot = term.indexOf('.');
        return dot < 0 ? Stream.empty() : Stream.of(new Other(term.substring(0, dot), term.substring(dot + 1)));
    }

    private static BigDecimal threshold(String text) {
        if (text.matches("\\d{1,18}") && !text.matches("0+")) {
            return new BigDecimal(text);
        }
        throw Problem.invalid("passing", text, "whole numbers above zero, of up to 18 digits, separated by commas")
                .hint("write passing=10000,18000");
    }
}

package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
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
        /** The measure of another series that a ratio's declaration names; empty for one of its own. */
        static Optional<Other> find(String term) {
            int dot = term.indexOf('.');
            return dot < 0 ? Optional.empty() : Optional.of(new Other(term.substring(0, dot), term.substring(dot + 1)));
        }

        /** As the declaration of the ratio writes it: {@code uk-small-boats-weekly.people}. */
        public String name() {
            return series + "." + measure;
        }
    }

    /** What the ratios need of other series: the caller adds up each over {@link #range} and hands it to the summary. */
    public List<Other> others() {
        return series.ratios().stream()
                .flatMap(ratio -> ratio.denominator().stream())
                .flatMap(term -> Other.find(term).stream())
                .distinct()
                .toList();
    }
}

package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * A figure as computations see it, or several of one period that were added up beforehand: those differ in nothing that is
 * told here but in key, codes and values, and have the same measures.
 *
 * @param key of several the first
 * @param codes its codes, in the order of the dataset's dimensions; of several those that they are told apart by
 * @param unit what the main measure is in, where the dataset has such a column: a unit or a currency
 * @param per {@code year} where it is a yearly rate
 * @param partOf the key of the figure that contains it, {@code unknown} where that is not published
 * @param values in the order of the dataset's measures; null is missing; of several their sums
 * @param qualifier how the main measure is bounded
 * @param valueHigh the higher end of the main measure where the qualifier is between
 * @param release the release that first stated it
 * @param issuedAt when that was issued
 * @param rolledUp how many were added up; null of a figure as it stands
 */
public record Input(
        String key,
        String series,
        Period period,
        List<@Nullable String> codes,
        @Nullable String unit,
        @Nullable String per,
        @Nullable String partOf,
        List<@Nullable BigDecimal> values,
        ObservationStatus status,
        Qualifier qualifier,
        @Nullable BigDecimal valueHigh,
        String release,
        String publisher,
        IssueDate issuedAt,
        @Nullable Long rolledUp) {

    /** A figure as it stands. */
    public Input(
            String key,
            String series,
            Period period,
            List<@Nullable String> codes,
            @Nullable String unit,
            @Nullable String per,
            @Nullable String partOf,
            List<@Nullable BigDecimal> values,
            ObservationStatus status,
            Qualifier qualifier,
            @Nullable BigDecimal valueHigh,
            String release,
            String publisher,
            IssueDate issuedAt) {
        this(
                key, series, period, codes, unit, per, partOf, values, status, qualifier, valueHigh, release, publisher,
                issuedAt, null);
    }

    /** How many figures it is. */
    long figures() {
        return rolledUp == null ? 1 : rolledUp;
    }
}

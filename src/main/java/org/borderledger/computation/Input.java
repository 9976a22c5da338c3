package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * A figure as computations see it.
 *
 * @param codes its codes, in the order of the dataset's dimensions
 * @param unit what the main measure is in, where the dataset has such a column: a unit or a currency
 * @param per {@code year} where it is a yearly rate
 * @param partOf the key of the figure that contains it, {@code unknown} where that is not published
 * @param values in the order of the dataset's measures; null is missing
 * @param qualifier how the main measure is bounded
 * @param valueHigh the higher end of the main measure where the qualifier is between
 * @param release the release that first stated it
 * @param issuedAt when that was issued
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
        IssueDate issuedAt) {}

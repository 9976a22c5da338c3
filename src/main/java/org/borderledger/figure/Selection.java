package org.borderledger.figure;

import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.jspecify.annotations.Nullable;

/**
 * Which figures a request asks for.
 *
 * @param periods figures whose period lies wholly inside one of these; empty is the whole coverage
 * @param codes restrictions to codes, units, statuses and qualifiers
 * @param comparisons restrictions of measures, which never match a figure without a value
 * @param newest only so many newest figures of each combination of series and codes; null is all
 * @param past whether what stood before is asked for too
 */
record Selection(
        List<Series> series,
        List<Period> periods,
        List<Restriction> codes,
        List<Restriction.Compares> comparisons,
        @Nullable Integer newest,
        Past past) {

    List<String> seriesIds() {
        return series.stream().map(Series::id).toList();
    }

    /** Whether the figures of one series are asked for by their days alone, as they are now. */
    boolean isOfDays() {
        return series.size() == 1 && restrictions().isEmpty() && newest == null && !past.isAsked();
    }

    /** The same figures of other days. */
    Selection inside(List<Period> others) {
        return new Selection(series, others, codes, comparisons, newest, past);
    }

    /** Only so many newest of them; null is all. */
    Selection newest(@Nullable Integer most) {
        return new Selection(series, periods, codes, comparisons, most, past);
    }

    /** The same with what of the past is asked for. */
    Selection past(Past asked) {
        return new Selection(series, periods, codes, comparisons, newest, asked);
    }

    /** The restrictions to what figures are, whatever their period. */
    List<Restriction> restrictions() {
        List<Restriction> all = new ArrayList<>(codes);
        all.addAll(comparisons);
        return all;
    }
}

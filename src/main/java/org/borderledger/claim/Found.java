package org.borderledger.claim;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.borderledger.computation.Quotient;
import org.borderledger.figure.Wording;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger answers to a question at a time.
 *
 * @param basis which time that is
 * @param asOf the instant of the issued clock, null for what is known now
 * @param value null where the figures that there are do not add up
 * @param unit what is counted, or the currency, with "per year" where it is a rate
 * @param isWhole false where days of the period are not published
 * @param inputs how many figures it is of
 * @param releases those that the figures were read from
 * @param reason why there is no value
 * @param address where the ledger says so, relative to the service
 */
record Found(
        Basis basis,
        @Nullable Instant asOf,
        Period period,
        String measure,
        @Nullable BigDecimal value,
        @Nullable BigDecimal high,
        Qualifier qualifier,
        String unit,
        boolean isWhole,
        long inputs,
        List<String> releases,
        @Nullable String reason,
        String address) {

    Found {
        releases = List.copyOf(releases);
    }

    /** Which time a finding is of. */
    enum Basis {
        /** An edition of the day on which the claim was said. */
        AS_SAID("as-said"),
        /** The earliest edition held that answers, since none of that day does. */
        EARLIEST_HELD("earliest-held"),
        /** What is known now. */
        NOW("now");

        private final String code;

        Basis(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** What was found less what is claimed; null in different units, and where one is not a single number. */
    @Nullable BigDecimal difference(Stated stated) {
        BigDecimal found = value;
        return found == null || !stated.isIn(unit) || stated.high() != null || high != null
                ? null
                : found.subtract(stated.value());
    }

    /** The difference as a percentage of what is claimed, to 2 decimals, a half to the even neighbour. */
    @Nullable BigDecimal percent(Stated stated) {
        BigDecimal difference = difference(stated);
        return difference == null ? null : Quotient.percent(difference, stated.value());
    }

    /** In words: {@code 17,817 people, 1 January 2025 to 20 June 2025}. */
    String inWords() {
        BigDecimal found = value;
        return (found == null ? "no sum" : number(found, high, qualifier, measure, unit)) + ", " + Wording.days(period);
    }

    /** A number with its qualifier and unit in words. */
    static String number(
            BigDecimal value, @Nullable BigDecimal high, Qualifier qualifier, String measure, @Nullable String unit) {
        return Wording.value(value, high, measure, unit == null ? "" : unit, qualifier.code());
    }
}

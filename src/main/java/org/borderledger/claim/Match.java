package org.borderledger.claim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;

/**
 * How a printed number stands to one on record in the same unit: by the intervals that both can mean, and by nothing else.
 * docs/api/claims.md has the rules in the same order.
 */
enum Match {
    /** Whatever the record means, the statement allows it. */
    AGREES,
    /** The number on record rounds to the stated one, or is the same number bounded in other words. */
    ROUNDS_TO,
    /** The record means numbers that the statement allows, and others. */
    LEFT_OPEN,
    /** Whatever the record means, the statement rules it out. */
    CONFLICTS;

    /**
     * Holds a statement against a number on record.
     *
     * @param high the upper end of the number on record, where its qualifier has one
     */
    static Match of(Stated stated, BigDecimal value, @Nullable BigDecimal high, Qualifier qualifier) {
        Interval claimed = stated.interval();
        Interval found = Interval.of(value, high, qualifier);
        if (claimed.contains(found)) {
            return AGREES;
        } else if (isSameBoundedOtherwise(stated, value, high, qualifier) || rounds(stated, value, qualifier)) {
            return ROUNDS_TO;
        }
        return claimed.meets(found) ? LEFT_OPEN : CONFLICTS;
    }

    /** "8,000" of what is "more than 8,000" on record, and the other way round. */
    private static boolean isSameBoundedOtherwise(
            Stated stated, BigDecimal value, @Nullable BigDecimal high, Qualifier qualifier) {
        return stated.value().compareTo(value) == 0
                && stated.high() == null
                && high == null
                && stated.qualifier() != qualifier;
    }

    /** A number that ends in zeros, such as 17,800, may be one that was rounded to the place of its last other digit. */
    private static boolean rounds(Stated stated, BigDecimal value, Qualifier qualifier) {
        if (stated.qualifier() != Qualifier.EXACT
                || qualifier != Qualifier.EXACT
                || stated.value().signum() == 0) {
            return false;
        }
        int place = stated.value().stripTrailingZeros().scale();
        return place < 0 && value.setScale(place, RoundingMode.HALF_UP).compareTo(stated.value()) == 0;
    }

    /**
     * Whether two whole numbers differ as a slip of the pen makes them: of as many digits, at least three, with one digit
     * wrong or two neighbours in each other's place.
     */
    static boolean isSlip(BigDecimal stated, BigDecimal found) {
        String left = stated.stripTrailingZeros().toPlainString();
        String right = found.stripTrailingZeros().toPlainString();
        if (left.length() != right.length() || !left.matches("[0-9]{3,}") || !right.matches("[0-9]{3,}")) {
            return false;
        }
        int first = 0;
        int last = left.length() - 1;
        while (first < last && left.charAt(first) == right.charAt(first)) {
            first++;
        }
        while (last > first && left.charAt(last) == right.charAt(last)) {
            last--;
        }
        boolean oneWrong = first == last && left.charAt(first) != right.charAt(first);
        boolean exchanged = last == first + 1
                && left.charAt(first) == right.charAt(last)
                && left.charAt(last) == right.charAt(first);
        return oneWrong || exchanged;
    }
}

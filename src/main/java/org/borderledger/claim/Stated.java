package org.borderledger.claim;

import java.math.BigDecimal;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;

/**
 * The number that a claim states.
 *
 * @param value the printed number, not negative
 * @param high the upper end, where the qualifier has one
 * @param unit the statement's own word for what is counted, or a currency; null where it leaves that open
 */
record Stated(
        BigDecimal value,
        @Nullable BigDecimal high,
        Qualifier qualifier,
        @Nullable String unit) {
    /** The unit of a statement that counts things without saying which. */
    private static final String ITEMS = "items";

    Interval interval() {
        return Interval.of(value, high, qualifier);
    }

    /** Whether a number in another unit may be held against it. */
    boolean isIn(String other) {
        return unit == null || unit.equals(other) || (unit.equals(ITEMS) && !isCurrency(other));
    }

    /** Currencies have codes of three capitals (ISO 4217); nothing else that is counted has. */
    static boolean isCurrency(String unit) {
        return unit.matches("[A-Z]{3}");
    }
}

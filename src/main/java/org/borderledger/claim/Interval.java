package org.borderledger.claim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a printed number with its qualifier can mean.
 *
 * @param low null without a lower end
 * @param withLow whether the lower end itself is meant
 * @param high null without an upper end
 */
record Interval(
        @Nullable BigDecimal low, boolean withLow, @Nullable BigDecimal high, boolean withHigh) {
    /** "About" means within so much of the printed number. */
    static final BigDecimal ABOUT = new BigDecimal("0.05");
    /** "In the order of" a single number means from a third of it to three times it. */
    private static final BigDecimal ORDER = BigDecimal.valueOf(3);

    private static final int DECIMALS = 6;

    /**
     * What is meant.
     *
     * @param valueHigh the upper end of {@code between}, or of {@code order-of} where two numbers are printed
     */
    static Interval of(BigDecimal value, @Nullable BigDecimal valueHigh, Qualifier qualifier) {
        return switch (qualifier) {
            case EXACT -> closed(value, value);
            case ABOUT -> {
                BigDecimal margin = value.abs().multiply(ABOUT);
                yield closed(value.subtract(margin), value.add(margin));
            }
            case MORE_THAN -> new Interval(value, false, null, false);
            case AT_LEAST -> new Interval(value, true, null, false);
            case UP_TO -> new Interval(null, false, value, true);
            case LESS_THAN -> new Interval(null, false, value, false);
            case BETWEEN -> closed(value, valueHigh == null ? value : valueHigh);
            case ORDER_OF ->
                valueHigh == null
                        ? closed(value.divide(ORDER, DECIMALS, RoundingMode.HALF_EVEN), value.multiply(ORDER))
                        : closed(value, valueHigh);
        };
    }

    private static Interval closed(BigDecimal low, BigDecimal high) {
        return new Interval(low, true, high, true);
    }

    /** Whether every number of the other is one of this. */
    boolean contains(Interval other) {
        return beginsBefore(other) && endsAfter(other);
    }

    private boolean beginsBefore(Interval other) {
        if (low == null || other.low == null) {
            return low == null;
        }
        int order = low.compareTo(other.low);
        return order < 0 || (order == 0 && (withLow || !other.withLow));
    }

    private boolean endsAfter(Interval other) {
        if (high == null || other.high == null) {
            return high == null;
        }
        int order = high.compareTo(other.high);
        return order > 0 || (order == 0 && (withHigh || !other.withHigh));
    }

    /** Whether some number is in both. */
    boolean meets(Interval other) {
        return !isBelow(other) && !other.isBelow(this);
    }

    private boolean isBelow(Interval other) {
        if (high == null || other.low == null) {
            return false;
        }
        int order = high.compareTo(other.low);
        return order < 0 || (order == 0 && !(withHigh && other.withLow));
    }
}

package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;

/** How the sum of bounded numbers is bounded (API rule 18). */
final class Bounds {
    private final Set<Qualifier> seen = EnumSet.noneOf(Qualifier.class);
    private long figures;
    private BigDecimal low = BigDecimal.ZERO;
    private BigDecimal high = BigDecimal.ZERO;

    /** Takes the value of so many figures. */
    void add(long of, BigDecimal value, Qualifier qualifier, @Nullable BigDecimal valueHigh) {
        figures += of;
        seen.add(qualifier);
        low = low.add(value);
        high = high.add(valueHigh == null ? value : valueHigh);
    }

    void addAll(Bounds other) {
        figures += other.figures;
        seen.addAll(other.seen);
        low = low.add(other.low);
        high = high.add(other.high);
    }

    boolean areExact() {
        return seen.stream().allMatch(qualifier -> qualifier == Qualifier.EXACT);
    }

    /** Why the numbers have no sum; null where they have one. */
    @Nullable String conflict() {
        if (figures > 1 && hasLower() && hasUpper()) {
            return "lower and upper bounds do not add up";
        } else if (figures > 1 && hasRough() && seen.contains(Qualifier.BETWEEN)) {
            // the low ends alone would be too little for an approximate sum, and their middle would be a guess
            return "an approximate number and a range do not add up";
        }
        return null;
    }

    /** The qualifier of the sum; null without figures. A single figure keeps its own. */
    @Nullable Qualifier qualifier() {
        if (figures <= 1) {
            return seen.stream().findFirst().orElse(null);
        } else if (hasRough()) {
            return Qualifier.ABOUT;
        } else if (hasLower()) {
            return Qualifier.AT_LEAST;
        } else if (hasUpper()) {
            return Qualifier.UP_TO;
        }
        return seen.contains(Qualifier.BETWEEN) ? Qualifier.BETWEEN : Qualifier.EXACT;
    }

    @Nullable BigDecimal valueHigh() {
        return qualifier() == Qualifier.BETWEEN ? high : null;
    }

    /** What the sum is above that of the printed numbers: an upper bound takes the high ends of ranges. */
    BigDecimal raise() {
        return qualifier() == Qualifier.UP_TO ? high.subtract(low) : BigDecimal.ZERO;
    }

    private boolean hasLower() {
        return seen.contains(Qualifier.MORE_THAN) || seen.contains(Qualifier.AT_LEAST);
    }

    private boolean hasUpper() {
        return seen.contains(Qualifier.UP_TO) || seen.contains(Qualifier.LESS_THAN);
    }

    private boolean hasRough() {
        return seen.contains(Qualifier.ABOUT) || seen.contains(Qualifier.ORDER_OF);
    }
}

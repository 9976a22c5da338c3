package org.borderledger.computation;

import java.math.BigDecimal;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The values of one measure. Mean, largest and smallest are of the totals of its periods, so that a day whose figure is
 * published in parts is one day; without a rhythm periods are not of one length, and they are of single figures.
 */
final class Tally {

    private final boolean byPeriod;
    private @Nullable BigDecimal sum;
    private @Nullable BigDecimal max;
    private @Nullable BigDecimal min;
    private long figures;
    private long units;
    private long full;

    private @Nullable Period period;
    private @Nullable BigDecimal ofPeriod;
    private boolean lacking;

    Tally(boolean byPeriod) {
        this.byPeriod = byPeriod;
    }

    /** Takes the value of a figure, or by period the sum of several; those of one period come one after the other. */
    void add(Period of, @Nullable BigDecimal value) {
        if (!byPeriod || !of.equals(period)) {
            close();
            period = of;
        }
        if (value == null) {
            lacking = true;
        } else {
            figures++;
            sum = plus(sum, value);
            ofPeriod = plus(ofPeriod, value);
        }
    }

    /** Ends the period at hand; has to be called before anything is read. */
    void close() {
        if (ofPeriod != null) {
            units++;
            if (!lacking) {
                full++;
            }
            max = larger(max, ofPeriod);
            min = smaller(min, ofPeriod);
        }
        period = null;
        ofPeriod = null;
        lacking = false;
    }

    void addAll(Tally later) {
        figures += later.figures;
        units += later.units;
        full += later.full;
        if (later.sum != null && later.max != null && later.min != null) {
            sum = plus(sum, later.sum);
            max = larger(max, later.max);
            min = smaller(min, later.min);
        }
    }

    /** How many figures have a value. */
    long figures() {
        return figures;
    }

    /** How many periods have a value of every figure that stands for them; without a rhythm, how many figures. */
    long full() {
        return full;
    }

    @Nullable BigDecimal sum() {
        return sum;
    }

    /** The mean of periods, or of figures without a rhythm, with 2 decimals, a half to the even neighbour. */
    @Nullable BigDecimal mean(BigDecimal raise) {
        return sum == null ? null : Quotient.of(sum.add(raise), BigDecimal.valueOf(units));
    }

    @Nullable BigDecimal max() {
        return max;
    }

    @Nullable BigDecimal min() {
        return min;
    }

    private static BigDecimal plus(@Nullable BigDecimal sum, BigDecimal value) {
        return sum == null ? value : sum.add(value);
    }

    private static BigDecimal larger(@Nullable BigDecimal left, BigDecimal right) {
        return left == null ? right : left.max(right);
    }

    private static BigDecimal smaller(@Nullable BigDecimal left, BigDecimal right) {
        return left == null ? right : left.min(right);
    }
}

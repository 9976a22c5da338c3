package org.borderledger.computation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Quotients as every answer gives them: to 2 decimals, a half to the even neighbour. */
public final class Quotient {
    private static final int DECIMALS = 2;

    private Quotient() {}

    /** One number by another; null where that is zero. */
    public static @Nullable BigDecimal of(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0 ? null : numerator.divide(denominator, DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** One number by another, in percent or as it is; null where that is zero. */
    public static @Nullable BigDecimal of(BigDecimal numerator, BigDecimal denominator, boolean percent) {
        return percent ? percent(numerator, denominator) : of(numerator, denominator);
    }

    /** One number in percent of another; null where that is zero. */
    public static @Nullable BigDecimal percent(BigDecimal numerator, BigDecimal denominator) {
        return of(numerator.scaleByPowerOfTen(2), denominator);
    }
}

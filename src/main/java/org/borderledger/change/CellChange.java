package org.borderledger.change;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a revision did to one cell of one figure over one stretch of the issued clock.
 *
 * @param measure the column that changed
 * @param before the number before, null where there was none or the column holds words
 * @param difference after less before, exact; null where one is missing or the two cannot be subtracted
 * @param percent the difference in percent of before, to 2 decimals, a half to the even neighbour; null where there is no
 *     difference, or before is 0
 * @param flagged whether the publisher marked the new value as revised; null where there is no old or no new value
 * @param releaseBefore whose word held before, null where none did
 * @param validFrom inclusive
 * @param validTo exclusive, null while it stands
 */
record CellChange(
        String key,
        LocalDate periodStart,
        LocalDate periodEnd,
        ChangeOfFigure change,
        String measure,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after,
        @Nullable String textBefore,
        @Nullable String textAfter,
        @Nullable BigDecimal difference,
        @Nullable BigDecimal percent,
        @Nullable Boolean flagged,
        @Nullable String publisherFlag,
        @Nullable String releaseBefore,
        @Nullable String releaseAfter,
        Instant validFrom,
        @Nullable Instant validTo) {}

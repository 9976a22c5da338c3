package org.borderledger.computation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sums are told apart by; unit and rate always are (API rule 4).
 *
 * @param bySeries whether several series may be asked for, each on its own
 * @param dimensions those whose codes are told apart
 * @param years the calendar of the years that buckets are laid beside, null where none was asked for
 */
public record Grouping(
        boolean bySeries, List<String> dimensions, @Nullable Calendar years) {
    /** Nothing is told apart. */
    public static final Grouping NONE = new Grouping(false, List.of(), null);

    public Grouping {
        dimensions = List.copyOf(dimensions);
    }
}

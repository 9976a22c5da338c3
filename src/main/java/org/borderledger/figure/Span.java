package org.borderledger.figure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The span of figures.
 *
 * @param from first day, null where there is no figure
 * @param present how many have a value, or in how many periods one has
 */
record Span(@Nullable LocalDate from, @Nullable LocalDate to, long present) {
    static final Span NONE = new Span(null, null, 0);

    /** That of both together. */
    Span with(Span other) {
        if (from == null || to == null) {
            return other;
        } else if (other.from == null || other.to == null) {
            return this;
        }
        return new Span(
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                present + other.present);
    }
}

package org.borderledger.change;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a figure says: a value for each {@link ContentColumn} of its dataset, null where it has none. */
final class Content {
    private final @Nullable Object[] values;

    private Content(@Nullable Object[] values) {
        this.values = values;
    }

    /** Takes the values in the order of the columns. */
    static Content of(@Nullable Object... values) {
        @Nullable Object[] copy = new @Nullable Object[values.length];
        for (int i = 0; i < copy.length; i++) {
            // one spelling for equal numbers, so that equal contents are equal
            copy[i] = values[i] instanceof BigDecimal number ? number.stripTrailingZeros() : values[i];
        }
        return new Content(copy);
    }

    @Nullable Object get(int column) {
        return values[column];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content && Arrays.equals(values, content.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}

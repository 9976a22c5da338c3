package org.borderledger.figure;

import java.util.List;
import java.util.function.Predicate;

/** Searches lists that stand in an order. */
final class Ordered {
    private Ordered() {}

    /**
     * Where something begins to hold that holds for all behind it too.
     *
     * @return a place in the list, or its length where it holds for none
     */
    static <T> int first(List<T> ordered, Predicate<T> holds) {
        int from = 0;
        int to = ordered.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (holds.test(ordered.get(middle))) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}

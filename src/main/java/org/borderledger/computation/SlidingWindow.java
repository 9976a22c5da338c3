package org.borderledger.computation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The totals of windows that move forward over closed totals, none of which has a reason against a sum. A total cannot be
 * taken out of a sum again (a largest value, a status), so two sums are kept: of what came in lately, and for what is
 * older the sums of its tails, of which the one that begins with the window goes in. So each total is added about three
 * times, however long the window is.
 */
final class SlidingWindow {
    private final List<Total> closed;
    /** Sums of the older part, from each of its totals to its end; the longest comes last. */
    private final List<Total> tails = new ArrayList<>();
    /** The first total behind the older part. */
    private int lately;

    private int end;
    private @Nullable Total sumOfLate;

    SlidingWindow(List<Total> closed) {
        this.closed = List.copyOf(closed);
    }

    /** Adds what stands from one place to another, both inclusive, to a total; neither may go back from call to call. */
    void addTo(Total total, int first, int last) {
        if (first >= lately) {
            begin(first, last);
        }
        while (end <= last) {
            sumOfLate = plus(sumOfLate, closed.get(end++));
        }
        total.addAll(tails.get(lately - 1 - first));
        if (sumOfLate != null) {
            total.addAll(sumOfLate);
        }
    }

    private void begin(int first, int last) {
        tails.clear();
        for (int i = last; i >= first; i--) {
            Total tail = Total.beginning(closed.get(i));
            if (!tails.isEmpty()) {
                tail.addAll(tails.getLast());
            }
            tails.add(tail);
        }
        lately = last + 1;
        end = lately;
        sumOfLate = null;
    }

    private static Total plus(@Nullable Total sum, Total total) {
        if (sum == null) {
            return Total.beginning(total);
        }
        sum.addAll(total);
        return sum;
    }
}

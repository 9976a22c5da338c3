package org.borderledger.ingest;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.RowTally;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a file by what became of them. */
final class RowAccount {
    private final Map<Fate, Long> count = new EnumMap<>(Fate.class);
    private long rows;
    private @Nullable Row current;
    private @Nullable Fate fate;
    private @Nullable Row lost;

    /** What may become of a row; of a row of several, the first here. */
    enum Fate {
        STATES,
        QUARANTINED,
        PASSED_OVER
    }

    Iterable<Row> of(Iterable<Row> sheet) {
        return () -> {
            Iterator<Row> each = sheet.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    boolean more = each.hasNext();
                    if (!more) {
                        settle(); // what is offered when all rows are read is not of the last one
                    }
                    return more;
                }

                @Override
                public Row next() {
                    settle();
                    Row row = each.next();
                    current = row;
                    rows++;
                    return row;
                }
            };
        };
    }

    /** Says what becomes of the row at hand. */
    void mark(Fate of) {
        if (fate == null || of.compareTo(fate) < 0) {
            fate = of;
        }
    }

    private void settle() {
        if (current != null && fate != null) {
            count.merge(fate, 1L, Long::sum);
        } else if (current != null && lost == null) {
            lost = current;
        }
        current = null;
        fate = null;
    }

    /** The first row of which nobody said what became of it. */
    Optional<Row> lost() {
        settle();
        return Optional.ofNullable(lost);
    }

    /** The rows before the one at hand. */
    RowTally sofar() {
        return counted(0);
    }

    RowTally tally(long figures) {
        settle();
        return counted(figures);
    }

    private RowTally counted(long figures) {
        return new RowTally(
                rows,
                count.getOrDefault(Fate.STATES, 0L),
                count.getOrDefault(Fate.PASSED_OVER, 0L),
                count.getOrDefault(Fate.QUARANTINED, 0L),
                figures);
    }
}

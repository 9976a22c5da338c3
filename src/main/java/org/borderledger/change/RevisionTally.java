package org.borderledger.change;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.borderledger.computation.Quotient;
import org.borderledger.ledger.Series;
import org.borderledger.period.London;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the timelines of a series' figures say of its revisions: how often, how far, how late. Takes one figure after
 * the other and keeps none; a pure function of the timelines, so the order of loading never matters.
 *
 * <p>A revision is a step from one value to another. A withdrawal and a return are counted by themselves.
 */
final class RevisionTally {

    private final Series series;
    private final List<ContentColumn> columns;
    private final Instant firstHeld;
    private final Map<String, Far> byMeasure = new LinkedHashMap<>();
    private final Days untilStated = new Days();
    private final Days untilRevised = new Days();
    private long figures;
    private long standing;
    private long figuresRevised;
    private long revisions;
    private long flagged;
    private long withdrawn;
    private long restored;

    /**
     * Begins with nothing.
     *
     * @param firstHeld when the first release that the ledger holds was issued: what that states may be older, so nobody
     *     can say since when it is known
     */
    RevisionTally(Series series, List<ContentColumn> columns, Instant firstHeld) {
        this.series = series;
        this.columns = columns;
        this.firstHeld = firstHeld;
        series.measures().forEach(measure -> byMeasure.put(measure, new Far()));
    }

    /** Takes the whole timeline of one figure, in the order of the issued clock. */
    void add(List<Rectangle> timeline) {
        Rectangle first = null;
        Rectangle before = null;
        boolean revised = false;
        for (Rectangle now : timeline) {
            if (first == null && now.content() != null) {
                first = now;
                figures++;
                addFirst(first);
            } else if (before != null && before.content() != null && now.content() != null) {
                List<CellChange> changes = Difference.compare(before, now, now.issuedFrom(), null, columns);
                if (!changes.isEmpty()) {
                    revised = true;
                    addRevision(java.util.Objects.requireNonNull(first), now, changes);
                }
            } else if (before != null && before.content() != null) {
                withdrawn++;
            } else if (before != null && now.content() != null) {
                restored++;
            }
            before = now;
        }
        figuresRevised += revised ? 1 : 0;
        standing += before != null && before.content() != null ? 1 : 0;
    }

    private void addFirst(Rectangle first) {
        if (first.issuedFrom().isAfter(firstHeld)) {
            untilStated.add(ChronoUnit.DAYS.between(first.periodEnd(), London.dayOf(first.issuedFrom())), first.key());
        } else {
            untilStated.unknown++;
        }
    }

    private void addRevision(Rectangle first, Rectangle now, List<CellChange> changes) {
        revisions++;
        flagged += Difference.saysRevised(now.publisherFlag()) ? 1 : 0;
        if (first.issuedFrom().isAfter(firstHeld)) {
            untilRevised.add(
                    ChronoUnit.DAYS.between(London.dayOf(first.issuedFrom()), London.dayOf(now.issuedFrom())),
                    now.key());
        } else {
            untilRevised.unknown++;
        }
        for (CellChange change : changes) {
            Far far = byMeasure.get(change.measure());
            if (far != null) {
                far.add(change);
            }
        }
    }

    long figures() {
        return figures;
    }

    RevisionRecordView view() {
        return new RevisionRecordView(
                series.id(),
                new RevisionRecordView.HowOftenView(
                        figures,
                        standing,
                        figuresRevised,
                        ratio(BigDecimal.valueOf(figuresRevised), BigDecimal.valueOf(figures), true),
                        revisions,
                        flagged,
                        revisions - flagged,
                        withdrawn,
                        restored),
                byMeasure.entrySet().stream()
                        .map(entry -> entry.getValue().view(entry.getKey()))
                        .toList(),
                new RevisionRecordView.HowLateView(untilRevised.view(), untilStated.view()));
    }

    /** A quotient with both sides; null where nothing can be divided. */
    private static RevisionRecordView.@Nullable QuotientView ratio(
            BigDecimal numerator, BigDecimal denominator, boolean percent) {
        BigDecimal value = Quotient.of(numerator, denominator, percent);
        return value == null ? null : new RevisionRecordView.QuotientView(value, numerator, denominator, percent);
    }

    /** How far the revisions of one measure went. */
    private static final class Far {
        private long up;
        private long down;
        private long appeared;
        private long disappeared;
        private long incomparable;
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal absolute = BigDecimal.ZERO;
        private BigDecimal sumBefore = BigDecimal.ZERO;
        private @Nullable CellChange largest;

        void add(CellChange change) {
            BigDecimal before = change.before();
            BigDecimal difference = change.difference();
            if (before == null) {
                appeared++;
            } else if (change.after() == null) {
                disappeared++;
            } else if (difference == null) {
                incomparable++;
            } else {
                up += difference.signum() > 0 ? 1 : 0;
                down += difference.signum() < 0 ? 1 : 0;
                sum = sum.add(difference);
                absolute = absolute.add(difference.abs());
                sumBefore = sumBefore.add(before);
                BigDecimal best = largest == null ? null : largest.difference();
                // of equal ones the first in the order of keys, so that the answer does not depend on how it was read
                if (best == null || difference.abs().compareTo(best.abs()) > 0) {
                    largest = change;
                }
            }
        }

        RevisionRecordView.HowFarView view(String measure) {
            BigDecimal changes = BigDecimal.valueOf(up + down);
            return new RevisionRecordView.HowFarView(
                    measure,
                    up,
                    down,
                    appeared,
                    disappeared,
                    incomparable,
                    sum,
                    ratio(sum, changes, false),
                    ratio(absolute, changes, false),
                    ratio(sum, sumBefore, true),
                    largest == null ? null : largestView(largest));
        }

        private static RevisionRecordView.@Nullable LargestView largestView(CellChange change) {
            BigDecimal before = change.before();
            BigDecimal after = change.after();
            BigDecimal difference = change.difference();
            return before == null || after == null || difference == null || change.releaseAfter() == null
                    ? null
                    : new RevisionRecordView.LargestView(
                            change.key(), before, after, difference, change.releaseAfter());
        }
    }

    /** Numbers of days, counted by their length, so that a million of them need no more memory than their lengths. */
    private static final class Days {
        private final TreeMap<Long, Long> counts = new TreeMap<>();
        private long measured;
        private long unknown;
        private @Nullable String longestKey;

        void add(long days, String key) {
            if (counts.isEmpty() || days > counts.lastKey()) {
                longestKey = key;
            }
            counts.merge(days, 1L, Long::sum);
            measured++;
        }

        RevisionRecordView.DaysView view() {
            return new RevisionRecordView.DaysView(
                    median(), counts.isEmpty() ? null : counts.lastKey(), longestKey, measured, unknown);
        }

        /** The middle one; of an even number the mean of the middle two, which is exact. */
        private @Nullable BigDecimal median() {
            if (measured == 0) {
                return null;
            }
            List<Long> middle = new ArrayList<>();
            long seen = 0;
            for (Map.Entry<Long, Long> each : counts.entrySet()) {
                for (long place : new long[] {(measured - 1) / 2, measured / 2}) {
                    if (seen <= place && place < seen + each.getValue()) {
                        middle.add(each.getKey());
                    }
                }
                seen += each.getValue();
            }
            BigDecimal sum = BigDecimal.valueOf(middle.getFirst()).add(BigDecimal.valueOf(middle.getLast()));
            BigDecimal median = sum.divide(BigDecimal.TWO).stripTrailingZeros();
            return median.scale() < 0 ? median.setScale(0) : median;
        }
    }
}

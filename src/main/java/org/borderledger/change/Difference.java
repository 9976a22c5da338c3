package org.borderledger.change;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.borderledger.computation.Quotient;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;

/**
 * The difference between what a figure said over the issued clock as one revision knew it and what it says as the next one
 * does: two step functions, cut at every instant at which either of them steps. A pure function of the rectangles.
 */
final class Difference {
    private static final Comparator<CellChange> ORDER =
            Comparator.comparing(CellChange::validFrom).thenComparing(CellChange::measure);
    /** How publishers mark a value as revised: in words, and as the Government Statistical Service's shorthand. */
    private static final Set<String> SHORTHAND = Set.of("r", "[r]");

    private Difference() {}

    /**
     * What lies between two pictures of one figure, in the order of validFrom, then measure.
     *
     * @param before its rectangles as the earlier revision knew them
     * @param after its rectangles as the later one knows them
     * @param columns the columns of their dataset
     */
    static List<CellChange> between(List<Rectangle> before, List<Rectangle> after, List<ContentColumn> columns) {
        var steps = new TreeSet<Instant>();
        for (List<Rectangle> function : List.of(before, after)) {
            for (Rectangle rectangle : function) {
                // of two releases of one instant only the later in the timeline ever stood
                if (rectangle.issuedFrom().isBefore(rectangle.issuedTo())) {
                    steps.add(rectangle.issuedFrom());
                    steps.add(rectangle.issuedTo());
                }
            }
        }
        steps.remove(Ledger.STILL);
        List<CellChange> changes = new ArrayList<>();
        Iterator<Instant> next = steps.iterator();
        Instant from = next.hasNext() ? next.next() : null;
        while (from != null) {
            Instant to = next.hasNext() ? next.next() : null;
            changes.addAll(compare(at(from, before), at(from, after), from, to, columns));
            from = to;
        }
        changes.sort(ORDER);
        return changes;
    }

    /** Whether the publisher's mark says that the value is a revised one. */
    static boolean saysRevised(@Nullable String publisherFlag) {
        if (publisherFlag == null) {
            return false;
        }
        String mark = publisherFlag.strip().toLowerCase(Locale.ROOT);
        return mark.startsWith("revised") || SHORTHAND.contains(mark);
    }

    private static @Nullable Rectangle at(Instant instant, List<Rectangle> function) {
        return function.stream()
                .filter(rectangle -> rectangle.stands(instant))
                .findFirst()
                .orElse(null);
    }

    /** What lies between two values of one figure over one stretch of the issued clock, cell by cell. */
    static List<CellChange> compare(
            @Nullable Rectangle before,
            @Nullable Rectangle after,
            Instant from,
            @Nullable Instant to,
            List<ContentColumn> columns) {
        Content old = before == null ? null : before.content();
        Content now = after == null ? null : after.content();
        List<CellChange> changes = new ArrayList<>();
        if (Objects.equals(old, now)) {
            return changes;
        }
        Rectangle figure = after != null ? after : Objects.requireNonNull(before);
        boolean both = old != null && now != null;
        boolean subtracts = canBeSubtracted(old, now, columns);
        for (int i = 0; i < columns.size(); i++) {
            ContentColumn column = columns.get(i);
            Object was = old == null ? null : old.get(i);
            Object is = now == null ? null : now.get(i);
            // what a figure is of comes and goes with it, and is in its key
            if (Objects.equals(was, is) || (!both && column.kind() == ContentColumn.Kind.DIMENSION)) {
                continue;
            }
            BigDecimal numberBefore = number(column, was);
            BigDecimal numberAfter = number(column, is);
            BigDecimal difference = subtracts && numberBefore != null && numberAfter != null
                    ? plain(numberAfter.subtract(numberBefore))
                    : null;
            changes.add(new CellChange(
                    figure.key(),
                    figure.periodStart(),
                    figure.periodEnd(),
                    kind(old, now, to),
                    column.name(),
                    numberBefore,
                    numberAfter,
                    text(column, was),
                    text(column, is),
                    difference,
                    percent(difference, numberBefore),
                    both ? saysRevised(figure.publisherFlag()) : null,
                    after == null ? null : after.publisherFlag(),
                    before == null ? null : before.release(),
                    after == null ? null : after.release(),
                    from,
                    to));
        }
        return changes;
    }

    private static ChangeOfFigure kind(@Nullable Content old, @Nullable Content now, @Nullable Instant to) {
        if (to != null) {
            return ChangeOfFigure.BACKDATED;
        } else if (old == null) {
            return ChangeOfFigure.ADDED;
        }
        return now == null ? ChangeOfFigure.WITHDRAWN : ChangeOfFigure.REVISED;
    }

    /** Not euros from pounds, not a rate from an amount, and not what is only bounded: "more than 8" less "about 7". */
    private static boolean canBeSubtracted(@Nullable Content old, @Nullable Content now, List<ContentColumn> columns) {
        if (old == null || now == null) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            ContentColumn column = columns.get(i);
            boolean isExact = Qualifier.EXACT.code().equals(old.get(i))
                    && Qualifier.EXACT.code().equals(now.get(i));
            if ((column.kind() == ContentColumn.Kind.UNIT && !Objects.equals(old.get(i), now.get(i)))
                    || (column.name().equals(ContentColumn.QUALIFIER) && !isExact)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal difference, @Nullable BigDecimal before) {
        return difference == null || before == null ? null : Quotient.percent(difference, before);
    }

    private static @Nullable BigDecimal number(ContentColumn column, @Nullable Object value) {
        return !column.kind().isNumber() || value == null ? null : plain(new BigDecimal(value.toString()));
    }

    private static @Nullable String text(ContentColumn column, @Nullable Object value) {
        return column.kind().isNumber() || value == null ? null : value.toString();
    }

    /** Without digits that say nothing, and never as 4E+1. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}

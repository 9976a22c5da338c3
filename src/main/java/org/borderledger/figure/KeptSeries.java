package org.borderledger.figure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.period.Period;
import org.borderledger.query.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one series that stand in one picture of the ledger, without withdrawn ones. A picture never changes, so
 * they are read once, and answer whoever asks for one of them or for a page of some days in the usual order.
 */
final class KeptSeries {
    private final int revision;
    private final int redaction;
    private final Map<String, KeptFigure> byKey = new HashMap<>();
    private final List<Placed> newestFirst;

    /** A figure with what decides where it stands. */
    private record Placed(LocalDate start, LocalDate end, String key, KeptFigure figure) {
        /** Newest first; the key breaks ties, as the database compares it: by its bytes, which are ASCII. */
        static final Comparator<Placed> ORDER =
                Comparator.comparing(Placed::end).reversed().thenComparing(Placed::key);
    }

    /**
     * The figures of a series.
     *
     * @param picture as it shows them
     * @param rows in any order; each as {@code projection} makes it
     */
    KeptSeries(Picture picture, List<@Nullable Object[]> rows, Projection projection) {
        revision = picture.revision();
        redaction = picture.redaction();
        int key = projection.place("key");
        int start = projection.place("periodStart");
        int end = projection.place("periodEnd");
        Map<Object, Object> once = new HashMap<>();
        Stream.Builder<Placed> placed = Stream.builder();
        for (@Nullable Object[] row : rows) {
            // most of a row is what others of its series say as well: the same release, codes and days
            for (int i = 0; i < row.length; i++) {
                Object value = row[i];
                if (value != null) {
                    row[i] = once.computeIfAbsent(value, same -> same);
                }
            }
            var figure = new KeptFigure(row);
            String its = String.valueOf(row[key]);
            byKey.put(its, figure);
            if (row[start] instanceof LocalDate first && row[end] instanceof LocalDate last) {
                placed.add(new Placed(first, last, its, figure));
            }
        }
        newestFirst = List.copyOf(placed.build().sorted(Placed.ORDER).toList());
    }

    int size() {
        return byKey.size();
    }

    /** Whether these are the figures as a picture of now shows them. */
    boolean isOf(Picture picture) {
        return picture.asOf() == null && revision == picture.revision() && redaction == picture.redaction();
    }

    /** Whether they are of an earlier state than a picture. */
    boolean isBefore(Picture picture) {
        return revision < picture.revision() || redaction < picture.redaction();
    }

    /** The figure of a key. */
    Optional<KeptFigure> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * Figures in the order newest first and then by key.
     *
     * @param periods of figures that lie wholly inside one of these; empty is all
     * @param after the last day and the key of the figure after which they begin; null for the first
     * @param most how many at most
     */
    List<KeptFigure> page(List<Period> periods, @Nullable List<@Nullable Object> after, int most) {
        LocalDate first = periods.stream()
                .map(Period::start)
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
        LocalDate last =
                periods.stream().map(Period::end).max(Comparator.naturalOrder()).orElse(LocalDate.MAX);
        List<KeptFigure> page = new ArrayList<>();
        for (int i = after == null ? upTo(last) : after(after, last);
                i < newestFirst.size() && page.size() < most;
                i++) {
            Placed each = newestFirst.get(i);
            if (each.end.isBefore(first)) {
                break;
            }
            if (Period.areInside(each.start, each.end, periods)) {
                page.add(each.figure);
            }
        }
        return page;
    }

    /** Where the figures begin whose last day is not after another. */
    private int upTo(LocalDate last) {
        return Ordered.first(newestFirst, each -> !each.end.isAfter(last));
    }

    /** Where the figures begin that come after another and whose last day is not after a day. */
    private int after(List<@Nullable Object> end, LocalDate last) {
        if (!(end.get(0) instanceof LocalDate its && end.get(1) instanceof String key)) {
            throw Cursor.invalid();
        }
        int beyond = Ordered.first(
                newestFirst, each -> each.end.isBefore(its) || (each.end.equals(its) && each.key.compareTo(key) > 0));
        return Math.max(beyond, upTo(last));
    }
}

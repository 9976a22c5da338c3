package org.borderledger.computation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a computed answer have said: the same question is asked at each instant at which something of it
 * changed, and a line that says the same as before goes on. Lines are the same by their identity, such as a year and a
 * group; the address of a line's figures, which differs with the instant, is no change.
 *
 * @param <L> what makes a row
 */
public final class LineHistory<L> {
    /** From when on a line said so, inclusive; in a history of lines. */
    public static final Column VALID_FROM = Column.of(
            "validFrom",
            Column.Type.INSTANT,
            "With includeHistory=true: from when on the public could compute this, inclusive; else it is not there",
            "2025-11-14T12:15:21Z");
    /** From when on a line said something else, exclusive. */
    public static final Column VALID_TO = Column.nullable(
            "validTo",
            Column.Type.INSTANT,
            "With includeHistory=true: from when on it was something else, exclusive; null while it stands",
            null);
    /** What became of a line. */
    public static final Column CHANGE = Column.of(
            "change",
            Column.Type.TEXT,
            "Since updatedAfter: added, revised or withdrawn; else it is not there",
            "revised");

    private static final int MOST_TURNS = 500;
    /** How many figures are added up and rows made for a history, at all its turns together: some seconds. */
    private static final long MOST_OF_ALL_TURNS = 500_000;

    private final Function<L, Object> identity;
    private final Map<Object, List<Said>> values = new LinkedHashMap<>();
    private Set<Object> newest = Set.of();
    private List<Column> columns = List.of();

    /** What a line said from one instant to another. */
    private static final class Said {
        private final @Nullable Object[] row;
        private final Instant from;
        private @Nullable Instant to;

        Said(@Nullable Object[] row, Instant from) {
            this.row = row;
            this.from = from;
        }
    }

    public LineHistory(Function<L, Object> identity) {
        this.identity = identity;
    }

    /**
     * Refuses a history that would take too long, since each turn costs as much as an answer.
     *
     * @param turns at how many instants something changed
     * @param each how many figures and rows the answer has at each
     */
    public static void check(int turns, long each) {
        if (turns > MOST_TURNS) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_ROWS,
                            "the figures changed at " + turns + " instants; a history of sums has at most "
                                    + MOST_TURNS)
                    .about("includeHistory")
                    .hint("ask for fewer days with from and to, or for the sums of a day with asOf");
        } else if (turns * each > MOST_OF_ALL_TURNS) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_ROWS,
                            "the figures changed at " + turns + " instants, and the answer has " + each
                                    + " figures and rows at each; a history of sums has at most " + MOST_OF_ALL_TURNS
                                    + " in all")
                    .about("includeHistory")
                    .hint("ask for fewer days with from and to, so that figures and rows are at most "
                            + MOST_OF_ALL_TURNS / turns + ", or for the sums of a day with asOf");
        }
    }

    /** Takes the lines as they were from an instant on; instants come in order. */
    public void at(Instant instant, Columns<L> of, List<L> lines) {
        columns = of.columns();
        newest = new LinkedHashSet<>();
        for (L line : lines) {
            Object its = identity.apply(line);
            newest.add(its);
            @Nullable Object[] row = of.row(line);
            List<Said> said = values.computeIfAbsent(its, any -> new ArrayList<>());
            Said last = said.isEmpty() ? null : said.getLast();
            if (last == null || last.to != null || !equal(columns, last.row, row)) {
                close(last, instant);
                said.add(new Said(row, instant));
            }
        }
        values.forEach((its, said) -> {
            if (!newest.contains(its)) {
                close(said.getLast(), instant);
            }
        });
    }

    private static void close(@Nullable Said said, Instant instant) {
        if (said != null && said.to == null) {
            said.to = instant;
        }
    }

    /**
     * All that was said, the lines in their newest order, those that are gone last, each from the oldest value on.
     *
     * @param until only what began to stand up to this instant; null is all
     */
    public Grid grid(@Nullable Instant until) {
        Set<Object> order = new LinkedHashSet<>(newest);
        order.addAll(values.keySet());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Object its : order) {
            for (Said said : values.getOrDefault(its, List.of())) {
                if (until == null || !said.from.isAfter(until)) {
                    rows.add(with(said.row, said.from, said.to));
                }
            }
        }
        List<Column> all = new ArrayList<>(columns);
        all.add(VALID_FROM);
        all.add(VALID_TO);
        return new Grid(all, rows);
    }

    /** The lines that say something else than before, with what became of them; what is gone says what it said last. */
    public static <L> Grid changes(Columns<L> of, List<L> before, List<L> now, Function<L, Object> identity) {
        Map<Object, L> former = new LinkedHashMap<>();
        before.forEach(line -> former.put(identity.apply(line), line));
        List<Column> columns = of.columns();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (L line : now) {
            L was = former.remove(identity.apply(line));
            @Nullable Object[] row = of.row(line);
            if (was == null) {
                rows.add(with(row, "added"));
            } else if (!equal(columns, of.row(was), row)) {
                rows.add(with(row, "revised"));
            }
        }
        former.values().forEach(line -> rows.add(with(of.row(line), "withdrawn")));
        List<Column> all = new ArrayList<>(columns);
        all.add(CHANGE);
        return new Grid(all, rows);
    }

    private static boolean equal(List<Column> columns, @Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).name().equals(AggregateColumns.QUERY) && !Objects.equals(left[i], right[i])) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object[] with(@Nullable Object[] row, @Nullable Object... more) {
        @Nullable Object[] longer = Arrays.copyOf(row, row.length + more.length);
        System.arraycopy(more, 0, longer, row.length, more.length);
        return longer;
    }
}

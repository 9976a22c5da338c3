package org.borderledger.computation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Adds up figures by period and group, and says of each sum what it is of and how complete it is (API rules 3 to 5, 17 to
 * 22). Takes the figures one by one and keeps a total of each bucket and group; figures themselves are kept only where
 * the dataset says what is part of what, because the containing figure may come last.
 */
public final class Aggregation {
    private static final Comparator<Period> IN_TIME =
            Comparator.comparing(Period::start).thenComparing(Period::end);

    private final AggregateQuestion question;
    private final Buckets buckets;
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Map<Group, SortedMap<Period, Cell>> cells = new HashMap<>();
    private final boolean hasParts;
    private final Parts parts = new Parts();
    private final SortedSet<String> releases = new TreeSet<>();
    /** The figures that went in, each by its key: how many it is. */
    private final Map<String, Long> kept = new HashMap<>();

    /** What may still get figures, by its last day. */
    private final NavigableMap<LocalDate, List<Cell>> open = new TreeMap<>();

    private long inputs;
    private long partlyInside;

    /** What came in for one bucket of one group. */
    private static final class Cell {
        private final Total total;
        private final List<Input> held = new ArrayList<>();

        Cell(Total total) {
            this.total = total;
        }
    }

    /**
     * @param dataSpan the first and last day that the chosen series have, whatever the filters; null where they have none
     */
    public Aggregation(AggregateQuestion question, @Nullable Period dataSpan) {
        this.question = question;
        this.buckets = new Buckets(question, dataSpan);
        this.hasParts = AggregateColumns.hasParts(question.dataset());
        for (Series series : question.series()) {
            scopes.put(series.id(), Scope.of(question, series));
        }
    }

    /**
     * Takes a figure that lies wholly inside what {@link AggregateQuestion#reads} says. Figures come in the order of
     * first day, last day and key.
     *
     * @throws IllegalArgumentException of figures that were added up beforehand where periods have no rhythm: the mean and
     *     the largest are of single figures then
     */
    public void add(Input input) {
        Scope scope = scope(input.series());
        if (input.rolledUp() != null && scope.rhythm() == null) {
            throw new IllegalArgumentException(
                    input.key() + " is added up already, and " + input.series() + " has no rhythm");
        }
        endBefore(input.period().start());
        List<Period> holding = buckets.holding(input.period());
        if (holding.isEmpty()) {
            partlyInside += input.figures();
            return;
        }
        boolean counts = scope.hasAskedValue(input);
        if (hasParts && counts) {
            parts.add(input);
        } else if (counts) {
            inputs += input.figures();
        }
        Group group = Group.of(question, scope, input);
        for (Period bucket : holding) {
            Cell cell = cells.computeIfAbsent(group, any -> new TreeMap<>(IN_TIME))
                    .computeIfAbsent(bucket, any -> begin(scope, bucket));
            if (hasParts) {
                cell.held.add(input);
            } else {
                cell.total.add(input);
                releases.add(input.release());
            }
        }
    }

    private Cell begin(Scope scope, Period bucket) {
        var cell = new Cell(new Total(scope, bucket));
        open.computeIfAbsent(bucket.end(), any -> new ArrayList<>()).add(cell);
        return cell;
    }

    /** Lets go of what is known of single figures in buckets that end before a day: figures come in the order of time. */
    private void endBefore(LocalDate day) {
        while (!open.isEmpty() && open.firstKey().isBefore(day)) {
            open.pollFirstEntry().getValue().forEach(cell -> cell.total.endOfFigures());
        }
    }

    /** Notes figures that reach into what was asked for without lying wholly inside, and were therefore not handed over. */
    public void partlyInside(long figures) {
        partlyInside += figures;
    }

    private Scope scope(String series) {
        Scope scope = scopes.get(series);
        if (scope == null) {
            throw new IllegalArgumentException(series + " is not among the series asked for");
        }
        return scope;
    }

    /** What came out. */
    public Sums result() {
        List<Line> lines = new ArrayList<>();
        for (Group group : groups()) {
            lines.addAll(lines(group));
        }
        lines.sort(Comparator.comparing((Line line) -> line.period().end(), Comparator.reverseOrder())
                .thenComparing(line -> line.period().start(), Comparator.reverseOrder())
                .thenComparing(Line::group, Group.ORDER));
        return new Sums(
                question,
                lines,
                formula(),
                hasParts ? kept.values().stream().mapToLong(Long::longValue).sum() : inputs,
                List.copyOf(releases),
                complete(lines),
                partlyInside,
                warnings(lines));
    }

    /** The groups that have figures; of a series without any, one group without. */
    private List<Group> groups() {
        List<Group> groups = new ArrayList<>(cells.keySet());
        for (Series series : question.series()) {
            if (cells.keySet().stream().noneMatch(group -> group.series().equals(series.id()))) {
                groups.add(Group.withoutFigures(question, series));
            }
        }
        return groups;
    }

    private List<Line> lines(Group group) {
        Scope scope = scope(group.series());
        SortedMap<Period, Cell> ofGroup = new TreeMap<>(IN_TIME);
        SortedMap<Period, Cell> withFigures = cells.getOrDefault(group, ofGroup);
        ofGroup.putAll(withFigures);
        // without figures there is no group whose gaps could be shown; without a rhythm there are no gaps
        boolean gaps = question.frequency() != null && scope.rhythm() != null && !withFigures.isEmpty();
        boolean always = question.frequency() == null && (question.listOfPeriods() || withFigures.isEmpty());
        for (Period bucket : gaps ? buckets.ofData(scope.rhythm()) : always ? buckets.listed() : List.<Period>of()) {
            ofGroup.computeIfAbsent(bucket, any -> new Cell(new Total(scope, bucket)));
        }
        return new Totals(scope, List.copyOf(ofGroup.entrySet())).lines(group);
    }

    /** The buckets of one group in the order of time, and what each row adds up. */
    private final class Totals {
        private final Scope scope;
        private final List<Map.Entry<Period, Cell>> inTime;
        private final boolean resolved;
        private final List<Total> closed = new ArrayList<>();
        private final @Nullable SlidingWindow sliding;
        private int firstOfWindow;

        Totals(Scope scope, List<Map.Entry<Period, Cell>> inTime) {
            this.scope = scope;
            this.inTime = inTime;
            this.resolved = inTime.stream()
                    .flatMap(entry -> entry.getValue().held.stream())
                    .allMatch(input -> input.partOf() == null);
            if (resolved || !question.addsUpBuckets()) {
                inTime.forEach(entry -> closed.add(
                        resolved
                                ? total(entry.getValue())
                                : resolve(entry.getKey().start(), List.of(entry))));
            }
            this.sliding = question.window() > 0 && resolved && !closed.isEmpty() ? sliding(closed) : null;
        }

        List<Line> lines(Group group) {
            List<Line> lines = new ArrayList<>();
            int first = 0;
            for (int i = 0; i < inTime.size(); i++) {
                Period bucket = inTime.get(i).getKey();
                if (question.window() > 0 && !buckets.isAsked(bucket, scope.rhythm())) {
                    continue;
                }
                if (question.cumulative()
                        && i > 0
                        && !isSameYear(inTime.get(i - 1).getKey(), bucket)) {
                    first = i;
                }
                Total total = question.window() > 0
                        ? window(i)
                        : question.cumulative() ? running(first, i, lines) : closed.get(i);
                Period read = buckets.read(new Period(total.start(), bucket.end()));
                lines.add(new Line(question, scope, group, bucket, total, read));
            }
            return lines;
        }

        private boolean isSameYear(Period earlier, Period later) {
            Calendar years = question.years();
            return years == null || years.around(earlier.start()).equals(years.around(later.start()));
        }

        private Total running(int first, int last, List<Line> before) {
            if (!resolved) {
                return resolve(inTime.get(first).getKey().start(), inTime.subList(first, last + 1));
            } else if (first == last) {
                return closed.get(last);
            }
            Total running = Total.beginning(before.getLast().total());
            running.addAll(closed.get(last));
            return running;
        }

        private Total window(int last) {
            Calendar calendar = Objects.requireNonNull(question.frequency());
            LocalDate start = calendar.before(inTime.get(last).getKey().start(), question.window() - 1)
                    .start();
            while (inTime.get(firstOfWindow).getKey().start().isBefore(start)) {
                firstOfWindow++;
            }
            int first = firstOfWindow;
            if (!resolved) {
                return resolve(start, inTime.subList(first, last + 1));
            }
            LocalDate begins = inTime.get(first).getKey().start();
            // before the data there is nothing, which is missing like any gap
            Total window = start.equals(begins)
                    ? Total.nothing(closed.get(first))
                    : new Total(scope, new Period(start, begins.minusDays(1))).close();
            if (sliding != null) {
                sliding.addTo(window, first, last);
            } else {
                // the reason against a sum names the first figures of its window, which only they themselves tell
                closed.subList(first, last + 1).forEach(window::addAll);
            }
            return window;
        }

        /** Null where some window may have a reason against its sum. */
        private static @Nullable SlidingWindow sliding(List<Total> closed) {
            Total all = Total.nothing(closed.getFirst());
            closed.forEach(all::addAll);
            return all.isAddable() ? new SlidingWindow(closed) : null;
        }

        /** The figures of a bucket without parts of one another. */
        private Total total(Cell cell) {
            cell.held.forEach(input -> keep(input, cell.total));
            return cell.total.close();
        }

        /** The figures of some buckets together: a part is in their total only until what contains it comes. */
        private Total resolve(LocalDate start, List<Map.Entry<Period, Cell>> entries) {
            var total = new Total(
                    scope, new Period(start, entries.getLast().getKey().end()));
            List<Input> held = entries.stream()
                    .flatMap(entry -> entry.getValue().held.stream())
                    .toList();
            Set<String> here =
                    held.stream().filter(scope::hasAskedValue).map(Input::key).collect(Collectors.toSet());
            for (Input input : held) {
                if (parts.isOfUnknown(input.key())
                        || parts.findContainer(input.key(), here::contains).isPresent()) {
                    total.leaveOut(input);
                } else {
                    keep(input, total);
                }
            }
            return total.close();
        }

        private void keep(Input input, Total total) {
            total.add(input);
            releases.add(input.release());
            if (scope.hasAskedValue(input)) {
                kept.put(input.key(), input.figures());
            }
        }
    }

    private String formula() {
        String each = Stream.of(
                        Stream.of("series"),
                        question.groupBy().stream(),
                        question.dataset().units().stream(),
                        Stream.of(
                                question.frequency() == null
                                        ? "period"
                                        : question.frequency().code()))
                .flatMap(words -> words)
                .collect(Collectors.joining(", "));
        String formula = question.measures().stream().map(Measure::formula).collect(Collectors.joining("; "))
                + "; for each " + each;
        if (question.cumulative()) {
            formula += "; running on from inputsFrom"
                    + (question.years() == null
                            ? ""
                            : " within each " + question.years().code());
        } else if (question.window() > 0) {
            formula += "; each of " + question.window() + " periods that end with the row's, null where one is missing";
        }
        return hasParts ? formula + "; without figures that another one contains" : formula;
    }

    private @Nullable Boolean complete(List<Line> lines) {
        List<@Nullable Boolean> complete = new ArrayList<>();
        lines.forEach(line -> complete.add(line.total().complete()));
        if (complete.contains(false)) {
            return false;
        }
        return (complete.isEmpty() || complete.contains(null)) ? null : (Boolean) (partlyInside == 0);
    }

    private List<String> warnings(List<Line> lines) {
        List<String> warnings = new ArrayList<>();
        if (partlyInside > 0) {
            warnings.add(
                    partlyInside == 1
                            ? "1 figure reaches over an end and is left out: meta.partlyInside."
                            : partlyInside + " figures reach over an end and are left out: meta.partlyInside.");
        }
        List<String> unknown = lines.stream()
                .flatMap(line -> line.total().leftOut().stream())
                .filter(parts::isOfUnknown)
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            warnings.add("It is not published what contains " + unknown.getFirst()
                    + (unknown.size() == 1 ? "" : " and " + (unknown.size() - 1) + " more")
                    + ": left out of the sums, listed in leftOut.");
        }
        kept.keySet().stream()
                .sorted()
                .flatMap(key -> parts.findContainer(key, kept::containsKey).stream()
                        .map(container -> key + " is part of " + container))
                .findFirst()
                .ifPresent(pair -> warnings.add("Do not add the rows to each other: " + pair + "."));
        if (lines.stream().anyMatch(line -> line.reason() != null)) {
            warnings.add("Some sums are null because their figures have none: reason says why.");
        }
        return warnings;
    }
}

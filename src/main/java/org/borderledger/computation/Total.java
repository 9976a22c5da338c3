package org.borderledger.computation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one group in one bucket, or in several that follow one another, added up as far as they can be. A
 * figure without a value is not taken for zero, and a bucket without figures has no sum.
 */
final class Total {
    private final Scope scope;
    private final LocalDate start;
    private LocalDate end;
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final Map<Integer, Bounds> bounds = new TreeMap<>();
    private final Addability addability;
    private final Ranges missing = new Ranges();
    private final Set<String> publishers = new TreeSet<>();
    private final List<String> leftOut = new ArrayList<>();
    private @Nullable ObservationStatus status;
    private @Nullable ObservationStatus statusOfMissing;
    private @Nullable IssueDate issuedAt;
    private long inputs;
    private long present;
    private @Nullable Period lastPresent;
    private LocalDate expectedNext;

    /** Nothing yet, of the bucket with these bounds. */
    Total(Scope scope, Period bucket) {
        this.scope = scope;
        this.start = bucket.start();
        this.end = bucket.end();
        this.expectedNext = bucket.start();
        this.addability = new Addability(scope.series(), scope.dataset().dimensions());
        boolean byPeriod = scope.rhythm() != null;
        scope.asked().forEach(index -> tallies.put(index, new Tally(byPeriod)));
    }

    /** Takes a figure of the bucket; figures come in the order of their first day, last day and key. */
    void add(Input input) {
        if (scope.hasAskedValue(input)) {
            inputs += input.figures();
            status = Firmness.worse(status, input.status());
            addability.add(input);
        } else {
            statusOfMissing = Firmness.worse(statusOfMissing, input.status());
        }
        publishers.add(input.publisher());
        issuedAt = later(issuedAt, input.issuedAt());
        tallies.forEach(
                (index, tally) -> tally.add(input.period(), input.values().get(index)));
        int described = scope.described(input);
        BigDecimal value = input.values().get(described);
        if (value != null) {
            bounds.computeIfAbsent(described, any -> new Bounds())
                    .add(input.figures(), value, input.qualifier(), input.valueHigh());
        }
        if (scope.presence(input) != null && !input.period().equals(lastPresent)) {
            lastPresent = input.period();
            present++;
            missUntil(input.period().start());
            LocalDate after = input.period().end().plusDays(1);
            expectedNext = after.isAfter(expectedNext) ? after : expectedNext;
        }
    }

    /** Lets go of what is known of single figures: none comes any more. */
    void endOfFigures() {
        addability.endOfFigures();
    }

    /** Notes a figure that is left out because another one contains it, or because nobody knows what does. */
    void leaveOut(Input input) {
        leftOut.add(input.key());
    }

    /** Ends the bucket; has to be called before anything is read. */
    Total close() {
        tallies.values().forEach(Tally::close);
        missUntil(end.plusDays(1));
        expectedNext = end.plusDays(1);
        return this;
    }

    /** Takes a closed total of the bucket that follows. */
    void addAll(Total later) {
        end = later.end;
        expectedNext = later.expectedNext;
        inputs += later.inputs;
        present += later.present;
        status = Firmness.worse(status, later.status);
        statusOfMissing = Firmness.worse(statusOfMissing, later.statusOfMissing);
        issuedAt = later(issuedAt, later.issuedAt);
        publishers.addAll(later.publishers);
        leftOut.addAll(later.leftOut);
        missing.addAll(later.missing);
        addability.addAll(later.addability);
        tallies.forEach((index, tally) -> tally.addAll(later.tally(index)));
        later.bounds.forEach((index, more) ->
                bounds.computeIfAbsent(index, any -> new Bounds()).addAll(more));
    }

    /** The total, to which those after it are added. */
    static Total beginning(Total first) {
        Total total = nothing(first);
        total.addAll(first);
        return total;
    }

    /** Nothing yet, to which the total and those after it are added. */
    static Total nothing(Total first) {
        return new Total(first.scope, new Period(first.start, first.end));
    }

    private void missUntil(LocalDate day) {
        if (scope.rhythm() != null && expectedNext.isBefore(day)) {
            scope.rhythm().whole(new Period(expectedNext, day.minusDays(1))).ifPresent(missing::add);
        }
    }

    private static @Nullable IssueDate later(@Nullable IssueDate left, @Nullable IssueDate right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return right.instant().isAfter(left.instant()) ? right : left;
    }

    private Tally tally(int index) {
        Tally tally = tallies.get(index);
        if (tally == null) {
            throw new IllegalArgumentException(scope.dataset().measures().get(index) + " was not asked for");
        }
        return tally;
    }

    LocalDate start() {
        return start;
    }

    long inputs() {
        return inputs;
    }

    long present() {
        return present;
    }

    /** How many periods a complete series has; null without a rhythm. */
    @Nullable Long expected() {
        return scope.rhythm() == null ? null : scope.rhythm().count(new Period(start, end));
    }

    Ranges missing() {
        return missing;
    }

    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    String publisher() {
        return String.join("; ", publishers);
    }

    @Nullable IssueDate issuedAt() {
        return issuedAt;
    }

    /** The least firm status of the figures that went in; of those without a value where none did. */
    @Nullable ObservationStatus status() {
        return inputs > 0 ? status : statusOfMissing;
    }

    /** The asked measures that have fewer values than there are periods: {@code boats: 181 of 365}. */
    List<String> incomplete() {
        List<String> incomplete = new ArrayList<>();
        tallies.forEach((index, tally) -> {
            String name = scope.dataset().measures().get(index);
            if (scope.rhythm() != null && tally.full() < present) {
                incomplete.add(name + ": " + tally.full() + " of " + present);
            } else if (scope.rhythm() == null && tally.figures() > 0 && tally.figures() < inputs) {
                incomplete.add(name + ": " + tally.figures() + " of " + inputs);
            }
        });
        return incomplete;
    }

    /** Whether every period of a complete series is in every asked measure; null without a rhythm. */
    @Nullable Boolean complete() {
        Calendar rhythm = scope.rhythm();
        return rhythm == null
                ? null
                : missing.isEmpty()
                        && rhythm.tiles(new Period(start, end))
                        && incomplete().isEmpty();
    }

    /** Whether every period of the series has a value of the measure. */
    boolean isWhole(int index) {
        return missing.isEmpty() && tally(index).full() >= present;
    }

    /** Whether the figures add up, however they are bounded. */
    boolean isAddable() {
        return addability.reason() == null;
    }

    /** Why there is no sum; null where there is one, or no figure. */
    @Nullable String reason() {
        if (addability.reason() != null) {
            return addability.reason();
        } else if (inputs == 0 && !leftOut.isEmpty()) {
            return "every figure is left out: leftOut names them";
        }
        Bounds main = boundsOfMain();
        for (int index : scope.asked()) {
            Bounds each = bounds.get(index);
            if (each != null && each.conflict() != null) {
                return each.conflict();
            } else if (each != null && each != main && !each.areExact()) {
                // one column cannot say how two measures are bounded
                return "the figures are bounded in different measures";
            }
        }
        return null;
    }

    List<String> reasonKeys() {
        return addability.reason() == null && inputs == 0 ? leftOut() : addability.keys();
    }

    private @Nullable Bounds boundsOfMain() {
        Bounds main = bounds.get(scope.main());
        return main != null ? main : bounds.values().stream().findFirst().orElse(null);
    }

    /** How the sum of the main measure is bounded; null where it has none. */
    @Nullable Qualifier qualifier() {
        Bounds main = boundsOfMain();
        return main == null || main.conflict() != null || reason() != null ? null : main.qualifier();
    }

    @Nullable BigDecimal valueHigh() {
        Bounds main = boundsOfMain();
        return main == null || main.conflict() != null || reason() != null ? null : main.valueHigh();
    }

    /** The value of a measure; null where nothing went in, or where the figures have no sum. */
    @Nullable BigDecimal value(Measure measure) {
        Tally tally = tally(measure.index());
        boolean addable = reason() == null;
        return switch (measure.statistic()) {
            case SUM -> addable && tally.sum() != null ? tally.sum().add(raise(measure.index())) : null;
            case MEAN -> addable ? tally.mean(raise(measure.index())) : null;
            // of periods the totals are compared, which are sums themselves; of figures the figures
            case MAX -> addable || scope.rhythm() == null ? tally.max() : null;
            case MIN -> addable || scope.rhythm() == null ? tally.min() : null;
        };
    }

    private BigDecimal raise(int index) {
        Bounds of = bounds.get(index);
        return of == null ? BigDecimal.ZERO : of.raise();
    }
}

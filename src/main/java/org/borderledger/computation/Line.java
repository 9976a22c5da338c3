package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** What was added up for one bucket of one group: a row before it has columns. */
public final class Line {
    private final AggregateQuestion question;
    private final Scope scope;
    private final Group group;
    private final Period bucket;
    private final Total total;
    private final Period read;

    /**
     * @param bucket what the line stands for
     * @param total what was added up; from an earlier day on where it runs on or has a window
     * @param read the days whose figures were read for it
     */
    Line(AggregateQuestion question, Scope scope, Group group, Period bucket, Total total, Period read) {
        this.question = question;
        this.scope = scope;
        this.group = group;
        this.bucket = bucket;
        this.total = total;
        this.read = read;
    }

    /** The series that it is of. */
    public Series series() {
        return scope.series();
    }

    /** What makes it the same line in another picture of the ledger: the bucket and the group. */
    public Object identity() {
        return List.of(bucket, group);
    }

    Group group() {
        return group;
    }

    Total total() {
        return total;
    }

    Period read() {
        return read;
    }

    /** What the line stands for. */
    public Period period() {
        return bucket;
    }

    /** What the main measure is in, where the dataset has a column that says so. */
    public @Nullable String unit() {
        return question.dataset().units().isEmpty() ? null : group.unit();
    }

    /** What a rate is of, such as {@code year}; null where it is no rate (API rule 20). */
    public @Nullable String per() {
        return group.per();
    }

    /** API rule 22: a window with a gap has no value. */
    private boolean hasGap(Measure measure) {
        return question.window() > 0 && !total.isWhole(measure.index());
    }

    /** A {@link Long} where things are counted, else a {@link BigDecimal}; null where there is no such sum. */
    public @Nullable Number value(Measure measure) {
        BigDecimal value = hasGap(measure) ? null : total.value(measure);
        return value == null ? null : measure.number(value);
    }

    /** How the sum of the main measure is bounded; null where it has none. */
    public @Nullable Qualifier qualifier() {
        return mainHasGap() ? null : total.qualifier();
    }

    /** The upper end of the sum of the main measure, where it is between two numbers; else null. */
    public @Nullable BigDecimal valueHigh() {
        return mainHasGap() ? null : total.valueHigh();
    }

    private boolean mainHasGap() {
        return question.measures().stream().anyMatch(measure -> measure.index() == scope.main() && hasGap(measure));
    }

    /** Why a sum is missing though there are figures; null where none is. */
    public @Nullable String reason() {
        if (total.reason() == null && question.measures().stream().anyMatch(this::hasGap)) {
            return "a period of the window is missing";
        }
        return total.reason();
    }

    List<String> reasonKeys() {
        return total.reasonKeys();
    }
}

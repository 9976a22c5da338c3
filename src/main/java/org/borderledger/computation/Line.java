package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * A row before it has columns.
 *
 * @param bucket what the row stands for
 * @param total what was added up; from an earlier day on where it runs on or has a window
 */
record Line(AggregateQuestion question, Scope scope, Group group, Period bucket, Total total) {

    /** API rule 22: a window with a gap has no value. */
    private boolean hasGap(Measure measure) {
        return question.window() > 0 && !total.isWhole(measure.index());
    }

    @Nullable Number value(Measure measure) {
        BigDecimal value = hasGap(measure) ? null : total.value(measure);
        return value == null ? null : measure.number(value);
    }

    @Nullable String qualifier() {
        Qualifier qualifier = total.qualifier();
        return qualifier == null || mainHasGap() ? null : qualifier.code();
    }

    @Nullable BigDecimal valueHigh() {
        return mainHasGap() ? null : total.valueHigh();
    }

    private boolean mainHasGap() {
        return question.measures().stream().anyMatch(measure -> measure.index() == scope.main() && hasGap(measure));
    }

    @Nullable String reason() {
        if (total.reason() == null && question.measures().stream().anyMatch(this::hasGap)) {
            return "a period of the window is missing";
        }
        return total.reason();
    }

    List<String> reasonKeys() {
        return total.reasonKeys();
    }
}

package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.jspecify.annotations.Nullable;

/**
 * What is added up of a series.
 *
 * @param rhythm the calendar of its periods; null without one, and where figures were chosen by what they say
 * @param main where the main measure stands in {@link Input#values}
 * @param asked where the asked measures stand, each once
 */
record Scope(Dataset dataset, Series series, @Nullable Calendar rhythm, int main, List<Integer> asked) {

    static Scope of(AggregateQuestion question, Series series) {
        return new Scope(
                question.dataset(),
                series,
                // what was left out has no rhythm: nobody can say what is missing of it
                question.chosenByValue() ? null : Calendar.of(series).orElse(null),
                question.dataset().measures().indexOf(series.mainMeasure()),
                question.measures().stream().map(Measure::index).distinct().toList());
    }

    /** The unit of the figure; of one without a value, which has none, that of the series where it has only one. */
    @Nullable String unit(Input input) {
        return input.unit() == null ? only(series.units().keySet()) : input.unit();
    }

    /** The only code of several that leave no choice. */
    static @Nullable String only(Set<String> codes) {
        return codes.size() == 1 ? codes.iterator().next() : null;
    }

    boolean hasAskedValue(Input input) {
        return asked.stream().anyMatch(index -> input.values().get(index) != null);
    }

    /** The measure that the figure's qualifier describes: the main one, or else the first with a value (API rule 18). */
    int described(Input input) {
        if (input.values().get(main) != null) {
            return main;
        }
        for (int i = 0; i < input.values().size(); i++) {
            if (input.values().get(i) != null) {
                return i;
            }
        }
        return main;
    }

    /** The value that says whether a period is there: of the main measure, or without a rhythm of what stands for it. */
    @Nullable BigDecimal presence(Input input) {
        return input.values().get(rhythm == null ? described(input) : main);
    }
}

package org.borderledger.computation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was added up, before it is a table.
 *
 * @param lines newest first, then by group
 * @param formula what was done, in words and signs
 * @param inputs how many figures went in, each once
 * @param releases the releases that they were read from, in the order of their codes
 * @param complete whether every line is complete; null where that cannot be said
 * @param partlyInside how many figures lie in no single bucket
 * @param warnings what a careful reader should know
 */
public record Sums(
        AggregateQuestion question,
        List<Line> lines,
        String formula,
        long inputs,
        List<String> releases,
        @Nullable Boolean complete,
        long partlyInside,
        List<String> warnings) {

    public Sums {
        lines = List.copyOf(lines);
        releases = List.copyOf(releases);
        warnings = List.copyOf(warnings);
    }

    /** The same as part of another answer, which says more of it. */
    Sums with(String otherFormula, List<String> otherWarnings) {
        return new Sums(question, lines, otherFormula, inputs, releases, complete, partlyInside, otherWarnings);
    }
}

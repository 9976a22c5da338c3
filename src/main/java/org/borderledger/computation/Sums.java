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

    /** Whether no line lacks its sum for what its figures are; which they are, what was added up beforehand does not tell. */
    public boolean areAddable() {
        return lines.stream().allMatch(line -> line.total().isAddable());
    }

    /** The same as part of another answer, which says more of it. */
    Sums with(String otherFormula, List<String> otherWarnings) {
        return new Sums(question, lines, otherFormula, inputs, releases, complete, partlyInside, otherWarnings);
    }
}

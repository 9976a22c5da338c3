package org.borderledger.change;

import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Series;
import org.jspecify.annotations.Nullable;

/** What a revision did to a series, as a sentence that a person understands. A pure function of its counts. */
final class Headline {
    /** The format of what editors typed from words, and not from a table. */
    private static final String TYPED = "typed-figures";

    private Headline() {}

    /**
     * Writes the sentence.
     *
     * @param flags how many of the revised figures carry the publisher's mark
     * @param largest the largest change among the revised figures; null where there is none, or none can be told
     */
    static String of(Publish publish, Series series, Flags flags, @Nullable CellChange largest) {
        String sentence = publish.action() != Ledger.Action.PUBLISH
                ? ours(publish, series)
                : isOnlyBackdated(publish.counts()) ? backdated(publish, series) : publication(publish, series, flags);
        if (largest == null) {
            return sentence + ".";
        }
        boolean single = publish.counts().revised() == 1 && parts(publish.counts()) == 1;
        String lead = single ? ": " : parts(publish.counts()) == 1 ? "; the largest: " : "; the largest change: ";
        return sentence + lead + Words.figure(largest, series) + ", " + Words.change(largest, series) + ".";
    }

    private static boolean isOnlyBackdated(Ledger.Counts counts) {
        return counts.added() + counts.revised() + counts.withdrawn() == 0;
    }

    /** How many kinds of change there are. */
    private static int parts(Ledger.Counts counts) {
        return List.of(counts.added(), counts.revised(), counts.withdrawn(), counts.backdated()).stream()
                .mapToInt(count -> count > 0 ? 1 : 0)
                .sum();
    }

    private static String publication(Publish publish, Series series, Flags flags) {
        Ledger.Counts counts = publish.counts();
        String when = " " + Words.whenIssued(publish.issuedText());
        List<String> parts = new ArrayList<>();
        if (counts.revised() > 0) {
            // who says a thing again in other words has no table in which to mark it
            boolean statements = series.formats().equals(List.of(TYPED));
            parts.add((statements ? "restated " : "revised ")
                    + Words.figures(counts.revised(), series)
                    + when
                    + (statements ? "" : marked(counts.revised(), flags)));
        }
        if (counts.withdrawn() > 0) {
            parts.add("withdrew "
                    + (parts.isEmpty()
                            ? Words.figures(counts.withdrawn(), series) + when
                            : Words.number(counts.withdrawn())));
        }
        if (counts.added() > 0) {
            parts.add("published "
                    + (parts.isEmpty()
                            ? Words.newFigures(counts.added(), series) + when
                            : Words.number(counts.added()) + (counts.added() == 1 ? " new one" : " new ones")));
        }
        if (counts.backdated() > 0) {
            parts.add("changed what had been known before of " + Words.number(counts.backdated())
                    + (counts.backdated() == 1 ? " other" : " others"));
        }
        return publish.publisher() + " " + joined(parts);
    }

    /** Whether the publisher said that it revised. */
    private static String marked(int revised, Flags flags) {
        if (flags.flagged() == 0) {
            return " without saying so";
        } else if (flags.silent() == 0) {
            return revised == 1 ? ", marked as revised" : ", all marked as revised";
        }
        return ", " + Words.number(flags.silent()) + " of them without saying so";
    }

    private static String backdated(Publish publish, Series series) {
        int figures = publish.counts().backdated();
        return "An earlier release by " + publish.publisher() + ", issued " + Words.whenIssued(publish.issuedText())
                + ", changed what had been known before of " + Words.figures(figures, series)
                + (figures == 1 ? ", and not what it says now" : ", and none of what they say now");
    }

    /** What the ledger did itself: a retraction, or a correction of how it had read a release. */
    private static String ours(Publish publish, Series series) {
        Ledger.Counts counts = publish.counts();
        List<String> parts = new ArrayList<>();
        if (counts.revised() > 0) {
            parts.add(Words.figures(counts.revised(), series)
                    + (counts.revised() == 1 ? " has another value now" : " have other values now"));
        }
        if (counts.withdrawn() > 0) {
            parts.add((parts.isEmpty() ? Words.figures(counts.withdrawn(), series) : Words.number(counts.withdrawn()))
                    + (counts.withdrawn() == 1 ? " is gone" : " are gone"));
        }
        if (counts.added() > 0) {
            parts.add((parts.isEmpty() ? Words.figures(counts.added(), series) : Words.number(counts.added()))
                    + (counts.added() == 1 ? " is back" : " are back"));
        }
        if (counts.backdated() > 0) {
            parts.add("of "
                    + (parts.isEmpty()
                            ? Words.figures(counts.backdated(), series)
                            : Words.number(counts.backdated()) + (counts.backdated() == 1 ? " other" : " others"))
                    + " only the past changed");
        }
        return (publish.action() == Ledger.Action.RETRACT
                        ? "Border Ledger retracted a release by "
                        : "Border Ledger corrected how it had read a release by ")
                + publish.publisher() + " that was issued "
                + Words.whenIssued(publish.issuedText()) + ": " + joined(parts);
    }

    /** With a comma before the last one, where a part has commas of its own. */
    private static String joined(List<String> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        boolean commas = parts.stream().anyMatch(part -> part.contains(", "));
        return String.join(", ", parts.subList(0, parts.size() - 1)) + (commas ? ", and " : " and ") + parts.getLast();
    }
}

package org.borderledger.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.Finding.Level;
import org.jspecify.annotations.Nullable;

/** What reading one file came upon. All of it may repeat what stands in the file, so all of it is made fit to be shown. */
final class Findings {
    /** What is longer is a whole file in one cell; its beginning says enough. */
    private static final int MOST_CHARACTERS = 500;
    /** A quarantined row is kept whole as far as anybody would type it again. */
    private static final int MOST_CHARACTERS_OF_A_ROW = 4_000;
    /** More of one level, quarantined rows aside, says the same again. */
    private static final int ENOUGH = 1_000;

    private final List<Finding> list = new ArrayList<>();
    private final Map<Level, Integer> count = new EnumMap<>(Level.class);
    private int quarantined;

    void add(Level level, String place, String found, String expected, String done) {
        int number = count.merge(level, 1, Integer::sum);
        if (number <= ENOUGH) {
            list.add(shown(level, place, found, expected, done, null));
        }
    }

    void quarantine(String place, String found, String expected, String original) {
        quarantined++;
        list.add(shown(
                Level.WARNING,
                place,
                found,
                expected,
                "the row is quarantined",
                Shown.of(original, MOST_CHARACTERS_OF_A_ROW)));
    }

    /** How many rows were quarantined; whoever asks for more sees to it that they have an end. */
    int quarantined() {
        return quarantined;
    }

    /** In the order in which they were found; what was more than enough is counted at the end. */
    List<Finding> list() {
        List<Finding> all = new ArrayList<>(list);
        count.forEach((level, number) -> {
            if (number > ENOUGH) {
                all.add(shown(
                        level,
                        "the file",
                        (number - ENOUGH) + " more findings of this level",
                        "none, or a few",
                        "they are not listed",
                        null));
            }
        });
        return List.copyOf(all);
    }

    private static Finding shown(
            Level level, String place, String found, String expected, String done, @Nullable String original) {
        return new Finding(
                level,
                Shown.of(place, MOST_CHARACTERS),
                Shown.of(found, MOST_CHARACTERS),
                Shown.of(expected, MOST_CHARACTERS),
                Shown.of(done, MOST_CHARACTERS),
                original);
    }
}

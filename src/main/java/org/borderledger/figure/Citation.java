package org.borderledger.figure;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** The sentence to paste: figure, period, publisher, release, issue date, revision and permanent address. */
final class Citation {
    private static final int MOST_PUBLISHERS = 3;

    private Citation() {}

    /**
     * Writes the sentence.
     *
     * @param what the figures in words, such as {@code 437 people, 7 boats}
     * @param period the days that they are of, null where there is no figure
     * @param publishers who published them
     * @param release the one release that they stand in, null where there are several
     * @param issued when the newest release was issued, in words; null where there is none
     */
    static String of(
            String what,
            @Nullable Period period,
            List<Series> series,
            Collection<String> publishers,
            @Nullable String release,
            @Nullable String issued,
            int revision,
            String address) {
        var sentence = new StringBuilder(what);
        if (period != null) {
            sentence.append(", ").append(Wording.days(period));
        }
        sentence.append(". ");
        if (!publishers.isEmpty()) {
            sentence.append(publishers.stream()
                            .distinct()
                            .limit(MOST_PUBLISHERS)
                            .collect(Collectors.joining(", ")))
                    .append(publishers.stream().distinct().count() > MOST_PUBLISHERS ? " and others: " : ": ");
        }
        sentence.append(series.stream().map(Series::title).collect(Collectors.joining("; ")));
        if (issued != null) {
            sentence.append(release == null ? ", newest release issued " : ", release " + release + " issued ")
                    .append(issued);
        }
        return sentence.append(". Border Ledger revision ")
                .append(revision)
                .append(", ")
                .append(address)
                .toString();
    }
}

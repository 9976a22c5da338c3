package org.borderledger.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.representation.Computation;
import org.borderledger.representation.Coverage;
import org.borderledger.representation.Meta;
import org.jspecify.annotations.Nullable;

/** What one answer reads: the series, the two clocks, and the picture that all of its parts are of. */
record Reading(
        Dataset dataset, List<Series> series, List<String> otherSeries, Clocks clocks, Picture picture, Asked asked) {
    private static final String COPIES =
            "Some sourceUrl are copies, not the publisher's own address: via at /v1/releases/{release} says whose.";

    /** What is counted or left out beside the rows. */
    record Counts(
            @Nullable Coverage coverage,
            @Nullable Long partlyInside,
            @Nullable Long total,
            @Nullable Long notCompared) {
        static final Counts NONE = new Counts(null, null, null, null);
    }

    Meta meta(
            Counts counts,
            @Nullable Computation computation,
            @Nullable String confirmedBy,
            List<String> warnings,
            String citation) {
        return new Meta(
                dataset.name(),
                series.stream().map(Series::id).toList(),
                otherSeries,
                picture.revision(),
                clocks.asOfText(),
                counts.coverage(),
                counts.partlyInside(),
                counts.total(),
                counts.notCompared(),
                computation,
                confirmedBy,
                warnings,
                citation,
                licence(),
                series.stream().map(Series::attribution).distinct().collect(Collectors.joining(" ")));
    }

    /** The one licence of the series, null where they have several. */
    @Nullable String licence() {
        List<@Nullable String> licences = series.stream()
                .<@Nullable String>map(Series::licence)
                .distinct()
                .toList();
        return licences.size() == 1 ? licences.getFirst() : null;
    }

    /** What a file of this answer is called: dataset, path below it, series and revision. */
    String fileName(String kind) {
        return fileName(kind, series.size() == 1 ? series.getFirst().id() : "");
    }

    /** The same for the file of one figure, by its key; what is special in it becomes an underscore (API rule 13). */
    String fileName(String kind, String of) {
        String ids = of.isEmpty() ? "" : "_" + of.replaceAll("[^0-9A-Za-z-]", "_");
        String asOf =
                clocks.asOfText() == null ? "" : "_as-of-" + clocks.asOfText().replaceAll("[^0-9A-Za-z-]", "");
        return dataset.name() + kind + ids + asOf + "_revision-" + picture.revision();
    }

    /** A copy elsewhere is not the publisher's word at the publisher's address, and an answer says so. */
    static List<String> withCopies(List<String> warnings, boolean copies) {
        if (!copies) {
            return warnings;
        }
        List<String> all = new ArrayList<>(warnings);
        all.add(COPIES);
        return all;
    }
}

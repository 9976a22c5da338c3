package org.borderledger.figure;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borderledger.http.Asked;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.representation.Computation;
import org.borderledger.representation.Coverage;
import org.borderledger.representation.Links;
import org.borderledger.representation.Meta;
import org.borderledger.representation.Representation;
import org.jspecify.annotations.Nullable;

/** What one answer reads: the series, the two clocks, and the picture that all of its parts are of. */
record Reading(
        Dataset dataset, List<Series> series, List<String> otherSeries, Clocks clocks, Picture picture, Asked asked) {

    /** What a name of a file does not have. */
    private static final Pattern SPECIAL = Pattern.compile("[^0-9A-Za-z-]");

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
        String ids = of.isEmpty() ? "" : "_" + SPECIAL.matcher(of).replaceAll("_");
        String asOf = clocks.asOfText() == null
                ? ""
                : "_as-of-" + SPECIAL.matcher(clocks.asOfText()).replaceAll("");
        return dataset.name() + kind + ids + asOf + "_revision-" + picture.revision();
    }

    /** What the answer shows, for people. */
    String title() {
        return series.stream().map(Series::title).collect(Collectors.joining("; "));
    }

    /** Links of an answer that can also be had as a file. */
    Links links(@Nullable String next, @Nullable String first) {
        return new Links(
                asked.self(), next, first, asked.in(Representation.CSV), asked.in(Representation.XLSX), describedBy());
    }

    /** Links of an answer that is no table. */
    Links links() {
        return Links.to(asked.self(), describedBy());
    }

    private String describedBy() {
        return "/v1/datasets/" + dataset.name();
    }
}

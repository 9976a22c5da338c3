package org.borderledger.catalogue;

import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Series;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A series with its definition. */
@Schema(name = "Series", description = "What is counted, without the time")
record SeriesView(
        @Schema(description = "The lasting identifier", examples = "uk-small-boats-daily")
        String id,

        @Schema(description = "The dataset that it belongs to", examples = "crossings")
        String dataset,

        @Schema(description = "The title") String title,
        @Schema(description = "Who publishes it") String publisher,

        @Schema(description = "SDMX CL_FREQ: D daily, W weekly, M monthly, Q quarterly, A annual, _O other")
        String frequency,

        @Schema(description = "What the main measure counts", examples = "people")
        String unit,

        @Schema(description = "What is counted, in the publisher's terms")
        String definition,

        @Schema(description = "Where the definition stands") String definitionSource,
        @Schema(description = "What the count includes") List<String> includes,
        @Schema(description = "What the count leaves out") List<String> excludes,

        @Schema(description = "What a careful reader should know")
        List<String> caveats,

        @Schema(description = "What it does not answer, though one might think so")
        List<String> doesNotAnswer,

        @Schema(description = "The measures that it has") List<String> measures,

        @Schema(description = "The measure that qualifier and valueHigh describe")
        String mainMeasure,

        @Schema(description = "For each dimension its codes with their labels")
        Map<String, Map<String, String>> dimensions,

        @Schema(description = "The dimensions whose codes stand in a key, in their order")
        List<String> keyDimensions,

        @Schema(description = "The day on which its reporting year starts", examples = "--01-01")
        String reportingYearStart,

        @Schema(description = "Series that must not be added to it or compared with it")
        List<NotComparableView> notComparableWith,

        @Schema(description = "Whom to ask at the publisher's") @Nullable String contact,

        @Schema(description = "When new editions come") String releaseCalendar,

        @Schema(description = "When the next one may be expected, and whether it is overdue")
        NextReleaseView nextRelease,

        @Schema(description = "Where the publisher puts it", format = "uri") @Nullable String sourceUrl,

        @Schema(description = "The licence", examples = "OGL-UK-3.0") @Nullable String licence,

        @Schema(description = "The attribution that the licence asks for")
        String attribution,

        @Schema(description = "The formats that may write its figures")
        List<String> formats) {

    @Schema(name = "NotComparable", description = "A series that looks alike but is not")
    record NotComparableView(
            @Schema(description = "The other series") String series,
            @Schema(description = "Why not") String reason) {}

    static SeriesView of(Series series, NextReleaseView nextRelease) {
        return new SeriesView(
                series.id(),
                series.dataset(),
                series.title(),
                series.publisher(),
                series.frequency().code(),
                series.unit(),
                series.definition(),
                series.definitionSource(),
                series.includes(),
                series.excludes(),
                series.caveats(),
                series.doesNotAnswer(),
                series.measures(),
                series.mainMeasure(),
                series.dimensions(),
                series.keyDimensions(),
                series.reportingYearStart(),
                series.notComparableWith().stream()
                        .map(each -> new NotComparableView(each.series(), each.reason()))
                        .toList(),
                series.contact(),
                series.releaseCalendar(),
                nextRelease,
                series.sourceUrl(),
                series.licence(),
                series.attribution(),
                series.formats());
    }
}

package org.borderledger.catalogue;

import java.util.List;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dataset in a few lines. */
@Schema(name = "Dataset", description = "One of the kinds of figures that the service holds")
record DatasetView(
        @Schema(description = "The name, as it stands in addresses", examples = "crossings")
        String name,

        @Schema(description = "The title") String title,
        @Schema(description = "What it holds") String description,

        @Schema(description = "The series that answers when none is asked for")
        String defaultSeries,

        @Schema(description = "All series") List<String> series,

        @Schema(description = "What can be filtered by code")
        List<String> dimensions,

        @Schema(description = "What is counted") List<String> measures,

        @Schema(description = "What a careful reader should know")
        List<String> caveats,

        @Schema(description = "What it does not answer, though one might think so")
        List<String> doesNotAnswer,

        @Schema(description = "Its figures", format = "uri-reference")
        String figures,

        @Schema(description = "Its columns and codes", format = "uri-reference")
        String structure) {

    static DatasetView of(Dataset dataset, SeriesCatalogue catalogue) {
        List<Series> series = catalogue.of(dataset);
        return new DatasetView(
                dataset.name(),
                dataset.title(),
                dataset.description(),
                dataset.defaultSeries(),
                series.stream().map(Series::id).toList(),
                dataset.dimensions(),
                dataset.measures(),
                series.stream()
                        .flatMap(each -> each.caveats().stream())
                        .distinct()
                        .toList(),
                series.stream()
                        .flatMap(each -> each.doesNotAnswer().stream())
                        .distinct()
                        .toList(),
                "/v1/" + dataset.name(),
                "/v1/datasets/" + dataset.name() + "/structure");
    }
}

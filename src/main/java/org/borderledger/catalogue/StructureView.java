package org.borderledger.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.borderledger.figure.FigureColumns;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The columns of a dataset in their order, and the codes that they use. */
@Schema(name = "Structure", description = "The columns of a dataset in their order, and the codes that they use")
record StructureView(
        @Schema(description = "The dataset") String dataset,

        @Schema(description = "The columns, in the order that all formats have")
        List<ColumnView> columns,

        @Schema(description = "For each dimension and unit its codes")
        Map<String, List<CodeView>> codes,

        @Schema(description = "The codes of status") List<CodeView> statuses,
        @Schema(description = "The codes of qualifier") List<String> qualifiers) {

    @Schema(name = "Column", description = "A column")
    record ColumnView(
            @Schema(description = "The name, the same in every format and query")
            String name,

            @Schema(description = "dimension, measure, unit or attribute")
            String role,

            @Schema(description = "text, integer, decimal, date, instant or boolean")
            String type,

            @Schema(description = "What it means") String description) {}

    @Schema(name = "Code", description = "A code with what it means")
    record CodeView(
            @Schema(description = "The code") String code,
            @Schema(description = "What it means") String label,

            @Schema(description = "The series that have it") @Nullable List<String> series) {}

    static StructureView of(Dataset dataset, SeriesCatalogue catalogue) {
        Map<String, List<CodeView>> codes = new LinkedHashMap<>();
        dataset.dimensions()
                .forEach(dimension ->
                        codes.put(dimension, codes(catalogue.of(dataset), series -> series.codes(dimension))));
        dataset.units().forEach(unit -> codes.put(unit, codes(catalogue.of(dataset), Series::units)));
        return new StructureView(
                dataset.name(),
                FigureColumns.of(dataset).stream()
                        .map(column -> column(dataset, column))
                        .toList(),
                codes,
                Arrays.stream(ObservationStatus.values())
                        .map(status -> new CodeView(status.name(), status.label(), null))
                        .toList(),
                Qualifier.codes());
    }

    private static List<CodeView> codes(List<Series> declaring, Function<Series, Map<String, String>> declared) {
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, List<String>> series = new LinkedHashMap<>();
        for (Series each : declaring) {
            declared.apply(each).forEach((code, label) -> {
                labels.putIfAbsent(code, label);
                series.computeIfAbsent(code, any -> new ArrayList<>()).add(each.id());
            });
        }
        return labels.entrySet().stream()
                .map(entry -> new CodeView(entry.getKey(), entry.getValue(), series.get(entry.getKey())))
                .toList();
    }

    private static ColumnView column(Dataset dataset, org.borderledger.representation.Column shown) {
        String role = dataset.columns().stream()
                .filter(column -> column.name().equals(shown.name()))
                .map(StructureView::role)
                .findFirst()
                .orElse("attribute");
        return new ColumnView(shown.name(), role, shown.type().name().toLowerCase(Locale.ROOT), shown.description());
    }

    private static String role(DatasetColumn column) {
        return switch (column.role()) {
            case DIMENSION -> "dimension";
            case COUNT, AMOUNT -> "measure";
            case UNIT -> "unit";
            case DETAIL -> "attribute";
        };
    }
}

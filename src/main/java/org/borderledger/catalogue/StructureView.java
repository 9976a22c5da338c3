package org.borderledger.catalogue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Column;
import org.borderledger.ledger.Dataset;
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

        @Schema(description = "For each dimension its codes")
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

    static StructureView of(Dataset dataset, Class<? extends Record> view, SeriesCatalogue catalogue) {
        Map<String, List<CodeView>> codes = new LinkedHashMap<>();
        for (String dimension : dataset.dimensions()) {
            Map<String, String> labels = new LinkedHashMap<>();
            Map<String, List<String>> series = new LinkedHashMap<>();
            for (Series each : catalogue.of(dataset)) {
                each.codes(dimension).forEach((code, label) -> {
                    labels.putIfAbsent(code, label);
                    series.computeIfAbsent(code, any -> new java.util.ArrayList<>())
                            .add(each.id());
                });
            }
            codes.put(
                    dimension,
                    labels.entrySet().stream()
                            .map(entry -> new CodeView(entry.getKey(), entry.getValue(), series.get(entry.getKey())))
                            .toList());
        }
        return new StructureView(
                dataset.name(),
                Arrays.stream(view.getRecordComponents())
                        .map(component -> column(dataset, view, component))
                        .toList(),
                codes,
                Arrays.stream(ObservationStatus.values())
                        .map(status -> new CodeView(status.name(), status.label(), null))
                        .toList(),
                Qualifier.codes());
    }

    private static ColumnView column(Dataset dataset, Class<? extends Record> view, RecordComponent component) {
        String name = component.getName();
        String role = dataset.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(StructureView::role)
                .findFirst()
                .orElse("attribute");
        return new ColumnView(name, role, type(component.getType()), description(view, name));
    }

    private static String role(Column column) {
        return switch (column.role()) {
            case DIMENSION -> "dimension";
            case COUNT, AMOUNT -> "measure";
            case UNIT -> "unit";
            case DETAIL -> "attribute";
        };
    }

    private static String type(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Long", "int" -> "integer";
            case "BigDecimal" -> "decimal";
            case "LocalDate" -> "date";
            case "Instant" -> "instant";
            case "boolean" -> "boolean";
            default -> "text";
        };
    }

    private static String description(Class<? extends Record> view, String name) {
        try {
            return view.getDeclaredField(name).getAnnotation(Schema.class).description();
        } catch (NoSuchFieldException everyComponentHasOne) {
            throw new IllegalStateException(everyComponentHasOne);
        }
    }
}

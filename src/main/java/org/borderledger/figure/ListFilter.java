package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.query.Parameters;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Column;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of figures. */
public record ListFilter(
        @BeanParam SelectionFilter selection,
        @BeanParam TableFilter table,
        @BeanParam HistoryFilter history,

        @QueryParam("lastNObservations")
        @Parameter(
                description = "Only the newest so many figures of each combination of series and codes.",
                example = "7",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000"))
        @Nullable String lastNObservations,

        @QueryParam("count")
        @Parameter(
                description = "exact counts the rows of all pages into meta.total.",
                example = "exact",
                schema = @Schema(type = SchemaType.STRING, enumeration = "exact"))
        @Nullable String count) {

    private static final int MOST_OBSERVATIONS = 10_000;

    boolean counts() {
        return count != null
                && Parameters.oneOf("count", count, List.of("exact")).equals("exact");
    }

    @Nullable Integer newest() {
        return lastNObservations == null
                ? null
                : Parameters.whole(
                        "lastNObservations",
                        lastNObservations,
                        1,
                        MOST_OBSERVATIONS,
                        "for more, ask for the days with from and to");
    }

    /** The order of the rows; newest first unless another is asked for. The key breaks ties. */
    List<SortKey> order(Dataset dataset) {
        List<FigureColumns.Source> sources = FigureColumns.sources(dataset);
        List<String> names =
                sources.stream().map(source -> source.column().name()).toList();
        Map<String, SortKey> keys = new LinkedHashMap<>();
        List<String> asked =
                new ArrayList<>(table.sort() == null ? List.of("-periodEnd") : Parameters.list("sort", table.sort()));
        asked.add("key");
        if (history.everyValue()) {
            asked.add("validFrom");
        }
        for (String item : asked) {
            boolean descending = item.startsWith("-");
            String name = Parameters.oneOf("sort", descending ? item.substring(1) : item, names);
            FigureColumns.Source source = sources.get(names.indexOf(name));
            keys.putIfAbsent(name, new SortKey(attribute(source), descending, type(source.column())));
        }
        return List.copyOf(keys.values());
    }

    /** What the database sorts by for a column. */
    private static String attribute(FigureColumns.Source source) {
        if (source.column().name().equals("issuedAt")) {
            // the column is text of varying exactness; the clock beside it is an instant
            return "issuedFrom";
        }
        String attribute = source.attributes().getFirst();
        return attribute.startsWith("r.") ? "release." + attribute.substring(2) : attribute.substring(2);
    }

    private static Class<?> type(Column column) {
        return switch (column.name()) {
            case "status" -> ObservationStatus.class;
            case "revision" -> Integer.class;
            case "issuedAt" -> Instant.class;
            default ->
                switch (column.type()) {
                    case TEXT, LIST -> String.class;
                    case INTEGER -> Long.class;
                    case DECIMAL -> BigDecimal.class;
                    case DATE -> LocalDate.class;
                    case INSTANT -> Instant.class;
                    case BOOLEAN -> Boolean.class;
                };
        };
    }
}

package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.borderledger.ledger.Column;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.borderledger.query.Restriction;
import org.borderledger.query.SortKey;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters that the lists of all datasets share. */
public record FigureFilter(
        @QueryParam("series")
        @Parameter(
                description =
                        "One or more series, separated by commas; `*` is all series of the dataset. Without it the"
                                + " dataset's default series answers, named in meta.series.")
        @Nullable String series,

        @QueryParam("from")
        @Parameter(
                description = "First day, inclusive: figures whose period lies wholly inside from and to.",
                example = "2025-01-01",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        @Nullable String from,

        @QueryParam("to")
        @Parameter(
                description = "Last day, inclusive.",
                example = "2025-06-20",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        @Nullable String to,

        @QueryParam("period")
        @Parameter(
                description = "A period instead of from and to: `2025`, `2025-Q2`, `2025-06`, `2025-W25`, `2025-06-20`,"
                        + " `FY2025-26` (UK, April to March), `USFY2025` (October to September), a range"
                        + " `2018..2025` or a list `2024,2025`.",
                example = "2025-06")
        @Nullable String period,

        @BeanParam ClockFilter clocks,

        @QueryParam("sort")
        @Parameter(
                description =
                        "Columns to sort by, separated by commas; a minus sign sorts downwards. Nulls come last, and"
                                + " the key breaks ties. Default: newest first.",
                example = "-periodEnd")
        @Nullable String sort,

        @QueryParam("limit")
        @Parameter(
                description = "Rows of a page, from 1 to 10,000; default 1,000.",
                example = "100",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1000"))
        @Nullable String limit,

        @QueryParam("cursor")
        @Parameter(description = "Where the next page begins, taken as it stands from links.next.")
        @Nullable String cursor) {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MOST_ROWS = 10_000;
    private static final List<String> COMMON_SORTS = List.of(
            "key", "series", "periodStart", "periodEnd", "status", "qualifier", "valueHigh", "issuedAt", "revision");

    /**
     * Turns the parameters into what is asked of the dataset.
     *
     * @param dimensions the raw values of the dataset's own filters, by dimension
     */
    public Selection selection(
            Dataset dataset, SeriesCatalogue catalogue, Clock clock, Map<String, @Nullable String> dimensions) {
        List<Series> chosen = series(dataset, catalogue);
        return new Selection(
                dataset,
                chosen,
                catalogue.of(dataset).stream()
                        .map(Series::id)
                        .filter(id ->
                                chosen.stream().noneMatch(each -> each.id().equals(id)))
                        .toList(),
                periods(),
                restrictions(dataset, catalogue, chosen, dimensions),
                clocks.clocks(clock),
                sort(dataset),
                limit == null
                        ? DEFAULT_LIMIT
                        : Parameters.whole(
                                "limit", limit, 1, MOST_ROWS, "for more rows follow links.next from page to page"),
                cursor,
                question(dataset, dimensions));
    }

    private List<Series> series(Dataset dataset, SeriesCatalogue catalogue) {
        return chooseSeries(series, dataset, catalogue);
    }

    /** The series of a {@code series} parameter: the default, all ({@code *}), or those named. */
    static List<Series> chooseSeries(@Nullable String series, Dataset dataset, SeriesCatalogue catalogue) {
        if (series == null) {
            return List.of(catalogue.get(dataset.defaultSeries()));
        } else if (series.equals("*")) {
            return catalogue.of(dataset);
        }
        List<String> ids = catalogue.of(dataset).stream().map(Series::id).toList();
        return Parameters.list("series", series).stream()
                .map(id -> catalogue.get(Parameters.oneOf("series", id, ids)))
                .toList();
    }

    private List<Period> periods() {
        if (period != null) {
            if (from != null || to != null) {
                throw Problem.of(
                                ProblemCode.CONFLICTING_PARAMETERS,
                                "period and " + (from != null ? "from" : "to") + " both say when")
                        .about("period")
                        .hint("give period, or from and to");
            }
            return Parameters.periods("period", period);
        } else if (from == null && to == null) {
            return List.of();
        }
        LocalDate first = from == null ? Selection.EARLIEST : Parameters.day("from", from);
        LocalDate last = to == null ? Selection.FURTHEST : Parameters.day("to", to);
        if (last.isBefore(first)) {
            throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "from " + first + " is after to " + last)
                    .about("from")
                    .hint("both days are inclusive: the earlier one goes into from");
        }
        return List.of(new Period(first, last));
    }

    private static List<Restriction> restrictions(
            Dataset dataset, SeriesCatalogue catalogue, List<Series> chosen, Map<String, @Nullable String> dimensions) {
        List<Restriction> restrictions = new ArrayList<>();
        dimensions.forEach((dimension, raw) -> {
            if (raw != null) {
                List<String> codes = Parameters.list(dimension, raw);
                codes.forEach(code -> checkCode(dataset, catalogue, chosen, dimension, code));
                restrictions.add(new Restriction.OneOf(dimension, codes));
            }
        });
        return restrictions;
    }

    /** A code that no chosen series declares is refused, with the series that do or the codes that would do (API rule 2). */
    private static void checkCode(
            Dataset dataset, SeriesCatalogue catalogue, List<Series> chosen, String dimension, String code) {
        if (chosen.stream().anyMatch(series -> series.codes(dimension).containsKey(code))) {
            return;
        }
        Set<String> allowed = new LinkedHashSet<>();
        chosen.forEach(series -> allowed.addAll(series.codes(dimension).keySet()));
        List<String> elsewhere = catalogue.of(dataset).stream()
                .filter(series -> series.codes(dimension).containsKey(code))
                .map(Series::id)
                .toList();
        if (!elsewhere.isEmpty()) {
            throw Problem.of(
                            ProblemCode.NOT_IN_SERIES,
                            dimension + " '" + code + "' is not in "
                                    + String.join(
                                            ", ",
                                            chosen.stream().map(Series::id).toList()))
                    .about(dimension)
                    .hint("ask for series=" + elsewhere.getFirst())
                    .allowed(elsewhere);
        }
        throw Parameters.unknownValue(dimension, code, List.copyOf(allowed));
    }

    private List<SortKey> sort(Dataset dataset) {
        List<String> sortable = new ArrayList<>(COMMON_SORTS);
        dataset.columns().stream().map(Column::name).forEach(sortable::add);
        Map<String, SortKey> keys = new LinkedHashMap<>();
        for (String item : sort == null ? List.of("-periodEnd") : Parameters.list("sort", sort)) {
            boolean descending = item.startsWith("-");
            String name = Parameters.oneOf("sort", descending ? item.substring(1) : item, sortable);
            keys.putIfAbsent(name, new SortKey(attribute(name), descending, type(name, dataset)));
        }
        keys.putIfAbsent("key", new SortKey("key", false, String.class));
        return List.copyOf(keys.values());
    }

    private static String attribute(String column) {
        return switch (column) {
            case "issuedAt" -> "issuedFrom";
            case "revision" -> "revisionFrom";
            default -> column;
        };
    }

    /** The type of a column that lists sort by, as {@link Figure#sortValue} gives it. */
    private static Class<?> type(String column, Dataset dataset) {
        return switch (column) {
            case "periodStart", "periodEnd" -> LocalDate.class;
            case "status" -> ObservationStatus.class;
            case "valueHigh" -> BigDecimal.class;
            case "issuedAt" -> Instant.class;
            case "revision" -> Integer.class;
            default ->
                dataset.columns().stream()
                        .filter(own -> own.name().equals(column))
                        .<Class<?>>map(own -> switch (own.role()) {
                            case COUNT -> Long.class;
                            case AMOUNT -> BigDecimal.class;
                            case DIMENSION, UNIT, DETAIL -> String.class;
                        })
                        .findFirst()
                        .orElse(String.class);
        };
    }

    /** What is asked, whatever the order of the parameters; a cursor belongs to it. */
    private String question(Dataset dataset, Map<String, @Nullable String> dimensions) {
        Map<String, @Nullable String> asked = new TreeMap<>(dimensions);
        asked.put("dataset", dataset.name());
        asked.put("series", series);
        asked.put("from", from);
        asked.put("to", to);
        asked.put("period", period);
        asked.put("asOf", clocks.asOf());
        asked.put("revision", clocks.revision());
        asked.put("sort", sort);
        return asked.toString();
    }
}

package org.borderledger.explorer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.borderledger.http.ForPeople;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a dataset as charts and as a table, and each figure with its history. The query of a page is that of the
 * API; {@code chart} alone is the page's own.
 */
@ForPeople
@RunOnVirtualThread
@Path("/explore/{dataset:crossings|enforcement-actions|spending-lines}")
public class DatasetPages {
    private static final String CHART = "chart";
    private static final String SERIES = "series";
    private static final String ROWS = "50";
    private static final int MOST_ROWS = 500;
    /** Parameters that the form has fields for, and those of a walk; the other ones go on as they are. */
    private static final Set<String> OF_THE_FORM = Set.of(SERIES, "from", "to", CHART, "cursor");
    /** What the API takes and a table that shows each figure as it stands does not. */
    private static final List<String> NOT_OF_PAGES = List.of("fields", "includeHistory", "updatedAfter");

    private static final Set<String> CLOCKS = Set.of("asOf", "revision");

    private final Visit visit;

    DatasetPages(Visit visit) {
        this.visit = visit;
    }

    @GET
    @Operation(hidden = true)
    public Response dataset(@PathParam("dataset") String dataset) {
        return page(dataset, shown -> visit.page("dataset", dataset, shown));
    }

    /** The chart of a dataset's page alone, for the pages of others. */
    @GET
    @Path("/embed")
    @Operation(hidden = true)
    public Response embed(@PathParam("dataset") String dataset) {
        return page(dataset, visit::embedded);
    }

    private Response page(String dataset, Function<Map<String, @Nullable Object>, Response> made) {
        return refused(dataset).orElseGet(() -> {
            var asked = ask(dataset);
            return visit.problem(dataset, asked.replies()).orElseGet(() -> made.apply(shown(asked)));
        });
    }

    private Optional<Response> refused(String dataset) {
        Map<String, String> query = visit.query();
        for (String name : NOT_OF_PAGES) {
            if (query.containsKey(name)) {
                return Optional.of(visit.refuse(dataset, name, Texts.text("refused_api", "/v1/" + dataset)));
            }
        }
        String limit = query.getOrDefault("limit", ROWS);
        return limit.matches("\\d{4,}") || (limit.matches("\\d{3}") && Integer.parseInt(limit) > MOST_ROWS)
                ? Optional.of(visit.refuse(dataset, "limit", Texts.text("refused_limit", MOST_ROWS)))
                : Optional.empty();
    }

    /**
     * What the API answers for a page.
     *
     * @param query of the page, with the series that it is of, without the page's own parameters
     */
    private record Asked(String dataset, String chart, Map<String, String> query, List<Reply> replies) {
        String path() {
            return "/v1/" + dataset;
        }

        Reply of() {
            return replies.get(0);
        }

        Reply series() {
            return replies.get(1);
        }

        Reply figures() {
            return replies.get(2);
        }
    }

    private Asked ask(String dataset) {
        Map<String, String> query = visit.query();
        String chart = Optional.ofNullable(query.remove(CHART)).orElse("");
        List<Reply> replies = new ArrayList<>();
        replies.add(visit.get("/v1/datasets/" + dataset));
        if (replies.getFirst().first().get("defaultSeries") instanceof String series) {
            query.putIfAbsent(SERIES, series);
        }
        replies.addAll(visit.all(
                "/v1/series",
                "/v1/" + dataset + Query.of(Query.with(query, "limit", query.getOrDefault("limit", ROWS)))));
        return new Asked(dataset, chart, query, replies);
    }

    private Map<String, @Nullable Object> shown(Asked page) {
        Map<String, @Nullable Object> series =
                series(page.series(), page.query().get(SERIES));
        Map<String, @Nullable Object> meta = page.figures().part("meta");
        var table = ShownFigures.of(page.of().first(), page.figures().rows());
        String title = String.valueOf(series.getOrDefault("title", page.query().get(SERIES)));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("dataset", page.dataset());
        shown.put("of", page.of().first());
        shown.put("one", series);
        shown.put("title", title);
        shown.put("meta", meta);
        shown.put("asOf", meta.get("asOf"));
        shown.put("revision", page.query().get("revision"));
        shown.put("coverage", Reply.part(meta, "coverage"));
        shown.put("citation", meta.get("citation"));
        shown.put("address", page.path() + Query.of(page.query()));
        shown.put("downloads", downloads(page));
        shown.put("next", next(page));
        shown.put("varying", table.varying());
        shown.put("main", table.main());
        shown.put("measures", table.measures());
        shown.put("rows", table.rows());
        shown.putAll(form(page, table));
        shown.putAll(drawn(page, table, series, title));
        return shown;
    }

    private static Map<String, @Nullable Object> series(Reply all, @Nullable Object id) {
        return all.rows().stream()
                .filter(each -> Objects.equals(each.get("id"), id))
                .findFirst()
                .orElse(Map.of());
    }

    /** The fields to choose by, filled in as they are chosen. */
    private static Map<String, @Nullable Object> form(Asked page, ShownFigures table) {
        Map<String, String> query = page.query();
        // what is chosen already can be chosen differently
        List<String> choices = table.dimensions().stream()
                .filter(each -> table.varies(each) || query.containsKey(each))
                .toList();
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put(
                SERIES,
                page.series().rows().stream()
                        .filter(each -> page.dataset().equals(each.get("dataset")))
                        .toList());
        form.put("chosen", query.get(SERIES));
        form.put("from", query.getOrDefault("from", ""));
        form.put("to", query.getOrDefault("to", ""));
        form.put(
                "dimensions",
                choices.stream().map(each -> choices(each, table.rows(), query)).toList());
        form.put(
                "others",
                query.entrySet().stream()
                        .filter(each -> !OF_THE_FORM.contains(each.getKey()) && !choices.contains(each.getKey()))
                        .toList());
        return form;
    }

    /** The charts to choose from, the one that is shown, and where it is shown. */
    private Map<String, @Nullable Object> drawn(
            Asked page, ShownFigures table, Map<String, @Nullable Object> series, String title) {
        String last =
                (String) Reply.part(page.figures().part("meta"), "coverage").get("to");
        List<Charts.Chart> charts = Charts.of(page.path(), page.query(), series, table, last);
        Charts.Chart chart = charts.stream()
                .filter(each -> each.kind().equals(page.chart()))
                .findFirst()
                .orElse(charts.isEmpty() ? null : charts.getFirst());
        Map<String, @Nullable Object> drawn = new LinkedHashMap<>();
        drawn.put(
                "charts",
                charts.stream()
                        .map(each -> {
                            Map<String, @Nullable Object> one = each.shown(title);
                            one.put("page", pageOf(page, each.kind(), ""));
                            one.put("isChosen", each.equals(chart));
                            return one;
                        })
                        .toList());
        drawn.put("chart", chart == null ? null : chart.shown(title));
        drawn.put("sum", table.main() + "Sum");
        drawn.putAll(beside(chart, charts));
        drawn.put("embed", chart == null ? "" : pageOf(page, chart.kind(), "/embed"));
        drawn.put("page", pageOf(page, chart == null ? "" : chart.kind(), ""));
        return drawn;
    }

    /** What a chart of sums shows, as a table: the figures below it are not yet added up. */
    private Map<String, @Nullable Object> beside(Charts.@Nullable Chart chart, List<Charts.Chart> charts) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("years", List.of());
        shown.put("stages", List.of());
        shown.put("besideAddress", "");
        if (chart == null) {
            return shown;
        }
        boolean ofYears = Set.of("cumulative", "comparison").contains(chart.kind());
        charts.stream()
                .filter(each -> each.kind().equals(ofYears ? "comparison" : "stages"))
                .filter(each -> ofYears || each.equals(chart))
                .findFirst()
                .ifPresent(each -> {
                    Reply sums = visit.get(each.data());
                    if (sums.isGood()) {
                        shown.put(ofYears ? "years" : "stages", sums.rows());
                        shown.put("besideAddress", each.data());
                    }
                });
        return shown;
    }

    /** The codes of a dimension among the rows that are shown, and those that are chosen, to choose from. */
    private static Map<String, @Nullable Object> choices(
            String dimension, List<Map<String, @Nullable Object>> rows, Map<String, String> query) {
        Set<String> codes = rows.stream()
                .map(row -> row.get(dimension))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        if (query.containsKey(dimension)) {
            codes.add(query.getOrDefault(dimension, ""));
        }
        Map<String, @Nullable Object> choices = new LinkedHashMap<>();
        choices.put("name", dimension);
        choices.put("codes", codes);
        choices.put("chosen", query.getOrDefault(dimension, ""));
        return choices;
    }

    private static Map<String, String> downloads(Asked page) {
        Map<String, String> downloads = new LinkedHashMap<>();
        Map<String, String> query = Query.without(page.query(), Set.of("cursor", "limit"));
        for (String suffix : List.of(".csv", ".xlsx", ".jsonl", ".parquet")) {
            downloads.put(suffix.substring(1).toUpperCase(Locale.ROOT), page.path() + suffix + Query.of(query));
        }
        return downloads;
    }

    private static String pageOf(Asked page, String chart, String part) {
        Map<String, String> query = new LinkedHashMap<>(page.query());
        if (!chart.isEmpty()) {
            query.put(CHART, chart);
        }
        return "/explore/" + page.dataset() + part + Query.of(query);
    }

    /** The page of the next rows; empty on the last. */
    private static String next(Asked page) {
        if (!(page.figures().part("links").get("next") instanceof String next)) {
            return "";
        }
        Map<String, String> query = Query.ofLink(next);
        if (!page.chart().isEmpty()) {
            query.put(CHART, page.chart());
        }
        return "/explore/" + page.dataset() + Query.of(query);
    }

    /** A figure: its value, its source, what it said before, and what was said of it. */
    @GET
    @Path("/{key:[^./][^/]*}")
    @Operation(hidden = true)
    public Response figure(@PathParam("dataset") String dataset, @PathParam("key") String key) {
        String path = "/v1/" + dataset + "/" + Query.encoded(key);
        Map<String, String> query = visit.query();
        Map<String, String> clocks = Query.only(query, CLOCKS);
        String history = path + "/revisions" + Query.of(clocks);
        List<Reply> replies = visit.all(
                path + Query.of(query),
                history,
                path + "/claims" + Query.of(Query.only(query, Set.of("revision"))),
                "/v1/datasets/" + dataset,
                "/v1/series");
        Optional<Response> problem = visit.problem(dataset, replies);
        if (problem.isPresent()) {
            return problem.get();
        }
        Reply answer = replies.get(0);
        Map<String, @Nullable Object> figure = answer.first();
        Map<String, @Nullable Object> meta = answer.part("meta");
        Map<String, @Nullable Object> series = series(replies.get(4), figure.get(SERIES));
        var said = ShownFigures.of(replies.get(3).first(), replies.get(1).rows());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("dataset", dataset);
        shown.put("figure", figure);
        shown.put("measures", said.measures());
        shown.put("main", said.main());
        shown.put(
                "dimensions",
                said.dimensions().stream()
                        .filter(each -> figure.get(each) != null)
                        .toList());
        shown.put("one", series);
        shown.put("title", series.getOrDefault("title", ""));
        shown.put("history", said.rows());
        shown.put("historyAddress", history);
        shown.put("claims", replies.get(2).rows());
        shown.put("meta", meta);
        shown.put("asOf", meta.get("asOf"));
        shown.put("revision", query.get("revision"));
        shown.put("address", answer.address());
        shown.put("page", "/explore/" + dataset + "/" + Query.encoded(key) + Query.of(query));
        shown.put("year", yearToDate(dataset, figure, clocks));
        shown.put(
                "chart",
                said.rows().size() < 2
                        ? null
                        : new Charts.Chart("history", history, "", said.changed()).shown(Show.column(said.changed())));
        return visit.page("figure", dataset, shown);
    }

    /** The sum from the first of January to a day of a daily series, as the API computes it; empty elsewhere. */
    private Map<String, @Nullable Object> yearToDate(
            String dataset, Map<String, @Nullable Object> figure, Map<String, String> clocks) {
        if (!(figure.get("periodEnd") instanceof String day)
                || !(figure.get(SERIES) instanceof String series)
                // a key that says more is of a group, and its year would be that of all groups
                || !(series + ":" + day).equals(figure.get("key"))
                || !dataset.equals("crossings")) {
            return Map.of();
        }
        Reply sum = visit.get(Query.ofYearUntil(series, LocalDate.parse(day), clocks));
        if (!sum.isGood()) {
            return Map.of();
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(sum.first());
        shown.put("address", sum.address());
        return shown;
    }
}

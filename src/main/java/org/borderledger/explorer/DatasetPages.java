package org.borderledger.explorer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        return refused(dataset).orElseGet(() -> {
            var page = page(dataset);
            return visit.problem(dataset, page.replies()).orElseGet(() -> visit.page("dataset", dataset, shown(page)));
        });
    }

    /** The chart of a dataset's page alone, for the pages of others. */
    @GET
    @Path("/embed")
    @Operation(hidden = true)
    public Response embed(@PathParam("dataset") String dataset) {
        return refused(dataset).orElseGet(() -> {
            var page = page(dataset);
            return visit.problem(dataset, page.replies()).orElseGet(() -> visit.embedded(shown(page)));
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

    private Asked page(String dataset) {
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
        Map<String, @Nullable Object> of = page.of().first();
        Reply figures = page.figures();
        List<Map<String, @Nullable Object>> rows = figures.rows();
        Map<String, @Nullable Object> series = page.series().rows().stream()
                .filter(each -> Objects.equals(each.get("id"), page.query().get(SERIES)))
                .findFirst()
                .orElse(Map.of());
        List<String> measures = columns(of, "measures").stream()
                .filter(each -> rows.stream().anyMatch(row -> row.get(each) != null))
                .toList();
        List<String> varying = columns(of, "dimensions").stream()
                .filter(each -> rows.stream()
                                .map(row -> String.valueOf(row.get(each)))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        // what is chosen already can be chosen differently
        List<String> chosen = columns(of, "dimensions").stream()
                .filter(each -> varying.contains(each) || page.query().containsKey(each))
                .toList();
        String measure = main(measures, columns(of, "measures"));
        boolean lines = varying.isEmpty() && areOneLine(rows);
        Map<String, @Nullable Object> coverage = Reply.part(figures.part("meta"), "coverage");
        String title = String.valueOf(series.getOrDefault("title", page.query().get(SERIES)));
        List<Charts.Chart> charts =
                Charts.of(page.path(), page.query(), series, measure, lines, (String) coverage.get("to"));
        Charts.Chart chart = charts.stream()
                .filter(each -> each.kind().equals(page.chart()))
                .findFirst()
                .orElse(charts.isEmpty() ? null : charts.getFirst());

        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("dataset", page.dataset());
        shown.put("of", of);
        shown.put("one", series);
        shown.put("title", title);
        shown.put(
                SERIES,
                page.series().rows().stream()
                        .filter(each -> page.dataset().equals(each.get("dataset")))
                        .toList());
        shown.put("chosen", page.query().get(SERIES));
        shown.put("from", page.query().getOrDefault("from", ""));
        shown.put("to", page.query().getOrDefault("to", ""));
        shown.put(
                "others",
                page.query().entrySet().stream()
                        .filter(each -> !OF_THE_FORM.contains(each.getKey()) && !chosen.contains(each.getKey()))
                        .toList());
        shown.put(
                "dimensions",
                chosen.stream().map(each -> choices(each, rows, page.query())).toList());
        shown.put("varying", varying);
        shown.put("main", measure);
        shown.put("measures", measures);
        shown.put("rows", rows);
        shown.put("meta", figures.part("meta"));
        shown.put("coverage", coverage);
        shown.put("address", page.path() + Query.of(page.query()));
        shown.put("downloads", downloads(page));
        shown.put("next", next(page, figures));
        shown.put(
                "charts",
                charts.stream()
                        .map(each -> {
                            Map<String, @Nullable Object> one = each.shown(title);
                            one.put("page", pageOf(page, each.kind(), ""));
                            one.put("isChosen", each.equals(chart));
                            return one;
                        })
                        .toList());
        shown.put("chart", chart == null ? null : chart.shown(title));
        shown.put("sum", measure + "Sum");
        shown.putAll(beside(chart, charts));
        shown.put("embed", chart == null ? "" : pageOf(page, chart.kind(), "/embed"));
        shown.put("page", pageOf(page, chart == null ? "" : chart.kind(), ""));
        shown.put("citation", Objects.toString(figures.part("meta").get("citation"), ""));
        return shown;
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

    /** The measure that is drawn: the one that people ask for, where the series has it. */
    private static String main(List<String> present, List<String> all) {
        for (String wanted : List.of("people", "quantity", "amount")) {
            if (present.contains(wanted)) {
                return wanted;
            }
        }
        return present.isEmpty() ? all.getFirst() : present.getFirst();
    }

    private static List<String> columns(Map<String, @Nullable Object> dataset, String name) {
        return dataset.get(name) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether each period begins after the one before it has ended, in whichever order they stand. */
    private static boolean areOneLine(List<Map<String, @Nullable Object>> rows) {
        String end = "";
        List<Map<String, @Nullable Object>> inOrder = rows.stream()
                .sorted(Comparator.comparing(row -> String.valueOf(row.get("periodStart"))))
                .toList();
        for (Map<String, @Nullable Object> row : inOrder) {
            if (String.valueOf(row.get("periodStart")).compareTo(end) <= 0) {
                return false;
            }
            end = String.valueOf(row.get("periodEnd"));
        }
        return true;
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
    private static String next(Asked page, Reply figures) {
        if (!(figures.part("links").get("next") instanceof String next)) {
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
        Map<String, @Nullable Object> of = replies.get(3).first();
        List<String> measures = columns(of, "measures").stream()
                .filter(each -> figure.get(each) != null
                        || replies.get(1).rows().stream().anyMatch(row -> row.get(each) != null))
                .toList();
        Map<String, @Nullable Object> series = replies.get(4).rows().stream()
                .filter(each -> Objects.equals(each.get("id"), figure.get(SERIES)))
                .findFirst()
                .orElse(Map.of());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("dataset", dataset);
        shown.put("figure", figure);
        shown.put("measures", measures);
        shown.put("main", main(measures, columns(of, "measures")));
        shown.put(
                "dimensions",
                columns(of, "dimensions").stream()
                        .filter(each -> figure.get(each) != null)
                        .toList());
        shown.put("one", series);
        shown.put("title", series.getOrDefault("title", ""));
        shown.put("history", replies.get(1).rows());
        shown.put("historyAddress", history);
        shown.put("claims", replies.get(2).rows());
        shown.put("meta", answer.part("meta"));
        shown.put("address", answer.address());
        shown.put("page", "/explore/" + dataset + "/" + Query.encoded(key) + Query.of(query));
        shown.put("year", yearToDate(dataset, figure, clocks));
        shown.put(
                "chart",
                replies.get(1).rows().size() < 2
                        ? null
                        : new Charts.Chart(
                                        "history",
                                        history,
                                        "",
                                        changed(measures, of, replies.get(1).rows()))
                                .shown(Show.column(
                                        changed(measures, of, replies.get(1).rows()))));
        return visit.page("figure", dataset, shown);
    }

    /** The measure whose history is drawn: one that was revised, where any was. */
    private static String changed(
            List<String> measures, Map<String, @Nullable Object> dataset, List<Map<String, @Nullable Object>> history) {
        String main = main(measures, columns(dataset, "measures"));
        return Stream.concat(Stream.of(main), measures.stream())
                .filter(each -> history.stream()
                                .map(row -> String.valueOf(row.get(each)))
                                .distinct()
                                .count()
                        > 1)
                .findFirst()
                .orElse(main);
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
        Reply sum = visit.get("/v1/crossings/summary"
                + Query.of(Query.with(clocks, SERIES, series, "from", day.substring(0, 4) + "-01-01", "to", day)));
        if (!sum.isGood()) {
            return Map.of();
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(sum.first());
        shown.put("address", sum.address());
        return shown;
    }
}

package org.borderledger.explorer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The charts that a series has, each with the address of the data that it draws. */
final class Charts {
    private static final String DAILY = "D";
    private static final int DAYS_OF_BARS = 364;
    private static final String MOST = "10000";
    /** What is of the rows of a page: a chart draws all of them. */
    private static final Set<String> OF_A_PAGE = Set.of("cursor", "limit", "count", "sort");
    /** What chooses figures by what they say, of which the API makes no sums over time. */
    private static final Set<String> NOT_OF_SUMS = Set.of("status", "qualifier", "lastNObservations");

    private Charts() {}

    /**
     * A chart as pages name it.
     *
     * @param kind how it is drawn; also the name of its texts
     * @param data the address of its data
     * @param mean the address of the mean of seven days beside it; empty where it has none
     * @param measure what it draws
     */
    record Chart(String kind, String data, String mean, String measure) {
        Map<String, @Nullable Object> shown(String title) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("kind", kind);
            shown.put("name", Texts.text("chart_" + kind));
            shown.put("heading", Texts.text("chart_" + kind + "_heading", title));
            shown.put("hint", Texts.text("chart_" + kind + "_hint"));
            shown.put("data", data);
            shown.put("mean", mean);
            shown.put("measure", measure);
            return shown;
        }
    }

    /**
     * The charts of the figures that a query asks for.
     *
     * @param path of the dataset in the API
     * @param query the filters
     * @param series what the API says of the series
     * @param table some of the figures
     * @param last the last day of the figures
     */
    static List<Chart> of(
            String path,
            Map<String, String> query,
            Map<String, @Nullable Object> series,
            ShownFigures table,
            @Nullable String last) {
        List<Chart> charts = new ArrayList<>();
        String measure = table.main();
        Map<String, String> filters = Query.without(query, OF_A_PAGE);
        if (last == null) {
            return charts;
        } else if (path.endsWith("/spending-lines")) {
            if (Collections.disjoint(filters.keySet(), NOT_OF_SUMS)) {
                String sums = path + "/aggregates" + Query.of(Query.with(filters, "groupBy", "stage"));
                charts.add(new Chart("stages", sums, "", measure));
            }
            return charts;
        } else if (!table.isOneLine()) {
            return charts;
        }
        String drawn = "periodStart,periodEnd,valueHigh," + (measure.equals("quantity") ? "unit," : "") + measure;
        boolean isDaily = DAILY.equals(series.get("frequency"));
        boolean addsUp = isDaily
                && Collections.disjoint(filters.keySet(), NOT_OF_SUMS)
                && filters.keySet().stream().noneMatch(each -> each.equals(measure) || each.contains("."));
        boolean beginsWithTheYear = !filters.containsKey("from") && !filters.containsKey("period");
        if (addsUp && beginsWithTheYear) {
            charts.add(new Chart(
                    "cumulative",
                    path + "/aggregates"
                            + Query.of(Query.with(
                                    filters,
                                    "frequency",
                                    "day",
                                    "cumulative",
                                    "true",
                                    "groupBy",
                                    "year",
                                    "measures",
                                    measure + ".sum",
                                    "fields",
                                    "year,monthDay,complete," + measure + "Sum",
                                    "limit",
                                    MOST)),
                    "",
                    measure));
        }
        Map<String, String> bars = !isDaily || !beginsWithTheYear
                ? filters
                : Query.with(
                        filters,
                        "from",
                        LocalDate.parse(last).minusDays(DAYS_OF_BARS).toString());
        charts.add(new Chart(
                "bars",
                path + Query.of(Query.with(bars, "fields", drawn, "limit", MOST)),
                addsUp
                        ? path + "/aggregates"
                                + Query.of(Query.with(
                                        bars,
                                        "frequency",
                                        "day",
                                        "window",
                                        "7d",
                                        "measures",
                                        measure + ".mean",
                                        "fields",
                                        "periodStart," + measure + "Mean",
                                        "limit",
                                        MOST))
                        : "",
                measure));
        if (isDaily) {
            charts.add(new Chart(
                    "calendar", path + Query.of(Query.with(filters, "fields", drawn, "limit", MOST)), "", measure));
        }
        if (addsUp && beginsWithTheYear) {
            charts.add(new Chart("comparison", path + "/comparisons" + Query.of(filters), "", measure));
        }
        return charts;
    }
}

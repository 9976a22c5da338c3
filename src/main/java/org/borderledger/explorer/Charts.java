package org.borderledger.explorer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The charts that a series has, each with the address of the data that it draws. */
final class Charts {
    private static final String DAILY = "D";
    private static final int DAYS_OF_BARS = 364;
    private static final String MOST = "10000";

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
     * @param measure what is drawn
     * @param lines whether the query gives one figure for each period, so that they make a line
     * @param last the last day of the figures
     */
    static List<Chart> of(
            String path,
            Map<String, String> query,
            Map<String, @Nullable Object> series,
            String measure,
            boolean lines,
            @Nullable String last) {
        List<Chart> charts = new ArrayList<>();
        if (last == null) {
            return charts;
        } else if (path.endsWith("/spending-lines")) {
            charts.add(
                    new Chart("stages", path + "/aggregates" + Query.of(with(query, "groupBy", "stage")), "", measure));
            return charts;
        } else if (!lines) {
            return charts;
        }
        boolean isDaily = DAILY.equals(series.get("frequency"));
        if (isDaily) {
            charts.add(new Chart(
                    "cumulative",
                    path + "/aggregates"
                            + Query.of(with(
                                    without(query, "from", "to", "period"),
                                    "frequency",
                                    "day",
                                    "cumulative",
                                    "true",
                                    "groupBy",
                                    "year",
                                    "measures",
                                    measure + ".sum",
                                    "fields",
                                    "year,monthDay," + measure + "Sum",
                                    "limit",
                                    MOST)),
                    "",
                    measure));
        }
        Map<String, String> bars = query.containsKey("from") || query.containsKey("period") || !isDaily
                ? query
                : with(
                        query,
                        "from",
                        LocalDate.parse(last).minusDays(DAYS_OF_BARS).toString());
        charts.add(new Chart(
                "bars",
                path + Query.of(with(bars, "fields", "periodStart,periodEnd," + measure, "limit", MOST)),
                isDaily
                        ? path + "/aggregates"
                                + Query.of(with(
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
                    "calendar",
                    path + Query.of(with(query, "fields", "periodStart," + measure, "limit", MOST)),
                    "",
                    measure));
            charts.add(new Chart(
                    "comparison", path + "/comparisons" + Query.of(without(query, "from", "period")), "", measure));
        }
        return charts;
    }

    static Map<String, String> with(Map<String, String> query, String... more) {
        Map<String, String> all = new LinkedHashMap<>(query);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Map<String, String> without(Map<String, String> query, String... names) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.keySet().removeAll(List.of(names));
        return all;
    }
}

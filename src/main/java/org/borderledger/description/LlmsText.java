package org.borderledger.description;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.borderledger.catalogue.Service;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;

/** The service in one page of Markdown for language models, in the form of llmstxt.org. */
final class LlmsText {
    static final String PATH = "/llms.txt";

    private final StringBuilder text = new StringBuilder();
    private final String base;

    private LlmsText(String base) {
        this.base = base;
    }

    /**
     * Tells of the service and of what it holds.
     *
     * @param base the public address of the service
     */
    static String of(Stock stock, List<Dataset> datasets, SeriesCatalogue catalogue, String base) {
        var page = new LlmsText(base);
        page.line("# " + Service.title()).line("").line("> " + Service.about()).line("");
        page.told();
        page.questions(datasets.getFirst(), catalogue);
        page.heading("What it holds");
        for (Dataset dataset : datasets) {
            page.link(dataset.title(), "/v1/datasets/" + dataset.name(), dataset.description());
            for (Stock.Held held : stock.of(dataset)) {
                page.series(
                        held.series(),
                        ", " + held.days().start() + " to " + held.days().end());
            }
        }
        page.heading("What it could hold, and has no figure of yet");
        Set<Series> held = stock.held().stream().map(Stock.Held::series).collect(Collectors.toSet());
        catalogue.list().stream().filter(each -> !held.contains(each)).forEach(each -> page.series(each, ""));
        page.heading("What it does not answer");
        for (Dataset dataset : datasets) {
            Series series = catalogue.get(dataset.defaultSeries());
            page.link(series.title(), "/v1/series/" + series.id(), String.join(" ", series.doesNotAnswer()));
        }
        page.heading("Descriptions");
        page.link("Contract", "/openapi.json", "every path and parameter, OpenAPI 3.1");
        page.link("Catalogue", CatalogDocument.PATH, "datasets, series and files, as DCAT 3 and schema.org");
        page.link("Data package", DataPackage.PATH, "the CSV of every dataset with its columns and codes");
        page.link("Problems", "/problems", "what each refusal means");
        page.heading("Optional");
        page.link("PageAddresses for people", "/explore/about", "what the data are");
        page.link("Changes", "/v1/changes.json", "what each publish revised, as a JSON Feed");
        return page.text.toString();
    }

    private void told() {
        line("What to tell with every figure:");
        line("");
        line(
                "- Its source: `meta.citation` of every answer is a sentence to print, with publisher, release, day of issue,"
                        + " revision and lasting address; `meta.attribution` is what the licence asks for.");
        line(
                "- How firm it is: `status` is P where the publisher calls it provisional, E where it is an estimate; print"
                        + " the bound that `qualifier` gives, such as more than or about.");
        line("- Missing is not zero: null is a number that nobody published, 0 is a published none. A sum is incomplete"
                + " where `complete` is false.");
        line("- What exactly is counted: `definition` and `caveats` of its series. Detections and encounters are not"
                + " persons, and series that look alike must not be added: `notComparableWith` says which.");
        line("- When it was so: values are revised. Without `asOf` and `revision` an answer is of now; the address in"
                + " `meta.citation` keeps its answer, but for revision records, which are always of now.");
        line("- What `meta.warnings` says.");
        line("");
        line("The service is independent and not official. It refuses what it does not understand with a hint; a list"
                + " without rows says in `meta.warnings` what there is.");
    }

    private void questions(Dataset dataset, SeriesCatalogue catalogue) {
        String figures = "/v1/" + dataset.name();
        Series series = catalogue.get(dataset.defaultSeries());
        String measure = series.mainMeasure();
        String figure = figures + "/" + series.id() + ":2025-06-20";
        heading("How to ask");
        link("One figure", figure, "one day of " + lower(series.title()) + ", with its source and its status");
        link("Its history", figure + "/revisions", "every value that the figure has had, and who said so when");
        link("The newest", figures + "/latest", "the newest period that has a value");
        link("A range", figures + "?period=2025-06", "figures of a month; `from` and `to` take days");
        link(
                "A sum",
                figures + "/aggregates?from=2025-01-01&to=2025-06-20",
                "what the range adds up to, and whether a day is missing");
        link("By month", figures + "/aggregates?period=2025&frequency=month", "a sum for each month");
        link("The same days in other years", figures + "/comparisons?to=2025-06-20&years=2023..2025", "and the change");
        link(
                "In a few numbers",
                figures + "/summary?from=2025-01-01&to=2025-06-20",
                "largest day, runs of none, means");
        link("As it was known", figures + "?period=2026-06&asOf=2026-07-01", "what the public could know on a day");
        link("A file", figures + ".csv?period=2025", "all rows as CSV; `.xlsx`, `.jsonl` and `.parquet` too");
        link(
                "A number held against the record",
                "/v1/claims/check?dataset=" + dataset.name() + "&measure=" + measure
                        + "&from=2025-01-01&to=2025-06-20&value=17817",
                "whether it agrees, and why not");
        link("What was said", "/v1/claims", "statements of the press and others, each held against the record");
    }

    private void series(Series series, String days) {
        link(
                series.title(),
                "/v1/series/" + series.id(),
                series.publisher() + ", `series=" + series.id() + "` of `/v1/" + series.dataset() + "`, counts "
                        + series.unit() + days);
    }

    /** A title in the middle of a sentence. */
    private static String lower(String title) {
        return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    private void heading(String words) {
        line("").line("## " + words).line("");
    }

    private void link(String name, String path, String notes) {
        line("- [" + name + "](" + base + path + "): " + notes);
    }

    private LlmsText line(String line) {
        text.append(line).append('\n');
        return this;
    }
}

package org.borderledger.description;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.borderledger.catalogue.Service;
import org.borderledger.figure.FigureColumns;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Licence;
import org.borderledger.ledger.Series;
import org.borderledger.period.Frequency;
import org.borderledger.period.Period;
import org.borderledger.representation.Column;
import org.borderledger.representation.Representation;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of the data in one graph, whose things are those of DCAT 3 and those of schema.org at once. A series is what
 * DCAT calls a dataset: it has one publisher, one licence, one rhythm. A dataset of the ledger is a series of those, which
 * is a dataset as well. What has no figures is no dataset that one could have, and is left out.
 */
final class Catalog {
    private static final String DATASET = "dcat:Dataset";
    private static final String ADDRESS = "@id";
    private static final String TEXT = "@language";
    private static final String FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/";
    private static final String OPENAPI = "https://spec.openapis.org/oas/v3.1.0";
    private static final String TABULAR = "https://www.w3.org/TR/tabular-data-model/";

    private final Stock stock;
    private final List<Dataset> datasets;
    private final String base;
    private final String catalog;
    private final String service;
    private final String ledger;
    private final Map<String, Node> agents = new LinkedHashMap<>();

    private Catalog(Stock stock, List<Dataset> datasets, String base) {
        this.stock = stock;
        this.datasets = datasets;
        this.base = base;
        this.catalog = base + CatalogDocument.PATH;
        this.service = catalog + "#service";
        this.ledger = agent(Service.title(), base + "/");
    }

    /**
     * Describes what is there.
     *
     * @param base the public address of the service
     */
    static CatalogDocument of(Stock stock, List<Dataset> datasets, String base) {
        return new CatalogDocument(context(), new Catalog(stock, datasets, base).graph());
    }

    /** The terms of schema.org as they are, since many who read them know no prefixes; all others with theirs. */
    private static Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("@vocab", "https://schema.org/");
        context.put("dcat", "http://www.w3.org/ns/dcat#");
        context.put("dcterms", "http://purl.org/dc/terms/");
        context.put("foaf", "http://xmlns.com/foaf/0.1/");
        context.put("rdfs", "http://www.w3.org/2000/01/rdf-schema#");
        context.put("xsd", "http://www.w3.org/2001/XMLSchema#");
        for (String term : List.of("contentUrl", "documentation", "isBasedOn", "license", "url", "usageInfo")) {
            context.put(term, Map.of("@type", ADDRESS));
        }
        for (String term : List.of(
                "dcat:accessURL",
                "dcat:downloadURL",
                "dcat:endpointDescription",
                "dcat:endpointURL",
                "dcat:landingPage",
                "dcat:mediaType",
                "dcterms:accrualPeriodicity",
                "dcterms:conformsTo",
                "dcterms:license",
                "dcterms:source",
                "foaf:homepage",
                "rdfs:seeAlso")) {
            context.put(term, Map.of("@type", ADDRESS));
        }
        for (String term : List.of("dcterms:title", "dcterms:description", "dcat:keyword", "rdfs:label")) {
            context.put(term, Map.of(TEXT, "en"));
        }
        context.put("dcterms:modified", Map.of("@type", "xsd:dateTime"));
        context.put("dcat:startDate", Map.of("@type", "xsd:date"));
        context.put("dcat:endDate", Map.of("@type", "xsd:date"));
        context.put("dcat:temporalResolution", Map.of("@type", "xsd:duration"));
        return context;
    }

    private List<Map<String, Object>> graph() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(catalogue());
        nodes.add(service());
        for (Dataset dataset : datasets) {
            List<Stock.Held> held = stock.of(dataset);
            if (!held.isEmpty()) {
                nodes.add(collection(dataset, held));
                addDistributions(nodes, dataset, dataset.name(), dataset.title(), "*", held);
            }
            for (Stock.Held each : held) {
                Series series = each.series();
                nodes.add(series(dataset, each));
                addDistributions(nodes, dataset, series.id(), series.title(), series.id(), List.of(each));
            }
        }
        nodes.addAll(agents.values());
        return nodes.stream().map(Node::terms).toList();
    }

    private Node catalogue() {
        List<String> held = stock.held().stream().map(each -> id(each.series())).toList();
        List<String> all = Stream.concat(
                        datasets.stream()
                                .filter(dataset -> !stock.of(dataset).isEmpty())
                                .map(this::id),
                        held.stream())
                .toList();
        return named(Node.of(catalog + "#catalog", "DataCatalog", "dcat:Catalog"), Service.title(), Service.about())
                .to("publisher", List.of(ledger))
                .to("dcterms:publisher", List.of(ledger))
                .with("url", base + "/")
                .with("foaf:homepage", base + "/")
                .with("license", licences(stock.held()))
                .with("dcterms:license", licences(stock.held()))
                .with("inLanguage", "en")
                .with("dateModified", stock.recordedAt())
                .with("dcterms:modified", stock.recordedAt())
                .with("version", Integer.toString(stock.revision()))
                .with("dcat:version", Integer.toString(stock.revision()))
                .to("dataset", all)
                .to("dcat:dataset", all)
                .to("dcat:service", List.of(service));
    }

    private Node service() {
        return named(Node.of(service, "WebAPI", "dcat:DataService"), Service.title(), Service.about())
                .to("provider", List.of(ledger))
                .to("dcterms:publisher", List.of(ledger))
                .with("url", base + "/")
                .with("documentation", base + "/openapi.json")
                .with("dcat:endpointURL", base + "/")
                .with("dcat:endpointDescription", base + "/openapi.json")
                .with("dcterms:conformsTo", OPENAPI)
                .to(
                        "dcat:servesDataset",
                        stock.held().stream().map(each -> id(each.series())).toList());
    }

    /** A dataset of the ledger. */
    private Node collection(Dataset dataset, List<Stock.Held> held) {
        String page = base + PageAddresses.of(dataset);
        Node node = Node.of(id(dataset), "Dataset", DATASET, "dcat:DatasetSeries");
        return described(node, dataset, dataset.name(), dataset.title(), dataset.description(), page, held)
                .to("hasPart", held.stream().map(each -> id(each.series())).toList());
    }

    private Node series(Dataset dataset, Stock.Held held) {
        Series series = held.series();
        String page = base + PageAddresses.of(series, dataset);
        Node node = Node.of(id(series), "Dataset", DATASET);
        return described(node, dataset, series.id(), series.title(), series.definition(), page, List.of(held))
                .to("isPartOf", List.of(id(dataset)))
                .to("dcat:inSeries", List.of(id(dataset)))
                .with("dcterms:accrualPeriodicity", FREQUENCIES + accrual(series))
                .with("usageInfo", id(series));
    }

    private Node described(
            Node node,
            Dataset dataset,
            String identifier,
            String title,
            String description,
            String page,
            List<Stock.Held> held) {
        Stock.Held newest = Stock.newest(held).orElseThrow();
        Period days = Stock.days(held).orElseThrow();
        List<String> creators = held.stream()
                .map(each -> agent(each.series().publisher(), null))
                .distinct()
                .toList();
        List<String> sources = held.stream()
                .map(each -> each.series().sourceUrl())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<String> distributions = Stream.of(DataForm.values())
                .map(form -> distribution(identifier, form))
                .toList();
        List<String> keywords = keywords(dataset, held);
        return named(node, title, description)
                .with("identifier", identifier)
                .with("dcterms:identifier", identifier)
                .with("url", page)
                .with("dcat:landingPage", page)
                // whose figures they are, and who makes them available in this form
                .to("creator", creators)
                .to("dcterms:creator", creators)
                .to("publisher", List.of(ledger))
                .to("dcterms:publisher", List.of(ledger))
                .with("license", licences(held))
                .with("dcterms:license", licences(held))
                .with("dcterms:rights", rights(held))
                .with(
                        "creditText",
                        held.stream()
                                .map(each -> each.series().attribution())
                                .distinct()
                                .toList())
                .with("isAccessibleForFree", true)
                .with("isBasedOn", sources)
                .with("dcterms:source", sources)
                .with("keywords", keywords)
                .with("dcat:keyword", keywords)
                .with("temporalCoverage", days.start() + "/" + days.end())
                .with(
                        "dcterms:temporal",
                        Node.without("dcterms:PeriodOfTime")
                                .with("dcat:startDate", days.start().toString())
                                .with("dcat:endDate", days.end().toString()))
                .with("dcat:temporalResolution", resolution(held))
                .with("dateModified", newest.recordedAt())
                .with("dcterms:modified", newest.recordedAt())
                .with("version", Integer.toString(newest.revision()))
                .with("dcat:version", Integer.toString(newest.revision()))
                .with("variableMeasured", variables(dataset, held))
                .to("includedInDataCatalog", List.of(catalog + "#catalog"))
                .to("distribution", distributions)
                .to("dcat:distribution", distributions);
    }

    private void addDistributions(
            List<Node> nodes, Dataset dataset, String identifier, String title, String series, List<Stock.Held> held) {
        for (DataForm form : DataForm.values()) {
            String address = base + "/v1/" + dataset.name() + form.suffix() + "?series=" + series;
            String name = title + " (" + form.title() + ")";
            nodes.add(Node.of(distribution(identifier, form), "DataDownload", "dcat:Distribution")
                    .with("name", name)
                    .with("dcterms:title", name)
                    .with("contentUrl", address)
                    .with("dcat:accessURL", address)
                    .with("dcat:downloadURL", address)
                    .with("encodingFormat", form.mediaType())
                    .with("dcat:mediaType", form.registered())
                    .with(
                            "dcterms:conformsTo",
                            form == DataForm.CSV ? List.of(form.standard(), TABULAR) : form.standard())
                    .with("rdfs:seeAlso", form == DataForm.CSV ? columnsOf(address) : null)
                    .with("license", licences(held))
                    .with("dcterms:license", licences(held))
                    .to("dcat:accessService", List.of(service)));
        }
    }

    /** The description of the columns of a CSV: the same question with another suffix. */
    private static String columnsOf(String csv) {
        return csv.replace(Representation.CSV.suffix() + "?", Representation.CSVW.suffix() + "?");
    }

    private static Node named(Node node, String title, String description) {
        return node.with("name", title)
                .with("dcterms:title", title)
                .with("description", description)
                .with("dcterms:description", description);
    }

    /** Adds somebody to the graph who is not in it yet; gives the address there. */
    private String agent(String name, @Nullable String page) {
        String id = catalog + "#" + Code.of(name);
        agents.computeIfAbsent(
                id,
                same -> Node.of(same, "Organization", "foaf:Agent")
                        .with("name", name)
                        .with("foaf:name", name)
                        .with("url", page)
                        .with("foaf:homepage", page));
        return id;
    }

    private static List<String> licences(List<Stock.Held> held) {
        return held.stream()
                .flatMap(each -> Licence.find(each.series().licence()).stream())
                .map(Licence::address)
                .distinct()
                .toList();
    }

    /** Where a publisher names no licence the reader is told so. */
    private static @Nullable Node rights(List<Stock.Held> held) {
        List<String> unnamed = held.stream()
                .map(Stock.Held::series)
                .filter(series -> Licence.find(series.licence()).isEmpty())
                .map(Series::publisher)
                .distinct()
                .toList();
        return unnamed.isEmpty()
                ? null
                : Node.without("dcterms:RightsStatement")
                        .with(
                                "rdfs:label",
                                "The terms of " + String.join(", ", unnamed)
                                        + " hold; the ledger knows of no licence.");
    }

    private static List<String> keywords(Dataset dataset, List<Stock.Held> held) {
        Set<String> keywords = new LinkedHashSet<>(List.of(dataset.title().toLowerCase(Locale.ROOT)));
        for (Stock.Held each : held) {
            keywords.add(each.series().subject());
            keywords.add(each.series().unit());
            keywords.add(each.series().publisher());
        }
        return List.copyOf(keywords);
    }

    /** What the held series measure, each measure once. */
    private static List<Node> variables(Dataset dataset, List<Stock.Held> held) {
        return dataset.columns().stream()
                .filter(column -> column.isMeasure()
                        && held.stream()
                                .anyMatch(each -> each.series().measures().contains(column.name())))
                .map(column -> {
                    Column told = FigureColumns.of(column);
                    return Node.without("PropertyValue")
                            .with("name", told.name())
                            .with("description", told.description())
                            .with(
                                    "unitText",
                                    held.stream()
                                            .map(Stock.Held::series)
                                            .filter(series -> series.measures().contains(column.name()))
                                            .map(series -> series.counts(column.name()))
                                            .distinct()
                                            .toList());
                })
                .toList();
    }

    /** How often a publisher issues a release, by the vocabulary of the EU's catalogues. */
    private static String accrual(Series series) {
        return switch (series.cadence().rhythm()) {
            case null -> "IRREG";
            case DAILY -> "DAILY";
            case WEEKLY -> "WEEKLY";
            case QUARTERLY -> "QUARTERLY";
        };
    }

    /** The shortest period that a figure is of; null where no series keeps to one. */
    private static @Nullable String resolution(List<Stock.Held> held) {
        return held.stream()
                .map(each -> each.series().frequency())
                .min(Comparator.naturalOrder())
                .flatMap(Catalog::duration)
                .orElse(null);
    }

    private static Optional<String> duration(Frequency frequency) {
        return switch (frequency) {
            case DAILY -> Optional.of("P1D");
            // a duration of XML has no weeks
            case WEEKLY -> Optional.of("P7D");
            case MONTHLY -> Optional.of("P1M");
            case QUARTERLY -> Optional.of("P3M");
            case ANNUAL -> Optional.of("P1Y");
            case OTHER -> Optional.empty();
        };
    }

    private String id(Dataset dataset) {
        return base + "/v1/datasets/" + dataset.name();
    }

    private String id(Series series) {
        return base + "/v1/series/" + series.id();
    }

    private String distribution(String identifier, DataForm form) {
        return catalog + "#" + identifier + form.suffix();
    }
}

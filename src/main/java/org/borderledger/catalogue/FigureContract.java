package org.borderledger.catalogue;

import static org.borderledger.figure.TableFilter.STAYING;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.borderledger.change.ChangeColumns;
import org.borderledger.claim.ClaimColumns;
import org.borderledger.computation.AggregateColumns;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Calendar;
import org.borderledger.computation.ComparisonColumns;
import org.borderledger.computation.ComparisonQuestion;
import org.borderledger.computation.Filters;
import org.borderledger.computation.Grouping;
import org.borderledger.computation.LineHistory;
import org.borderledger.computation.Measure;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.figure.FigureColumns;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.DatasetColumn.Role;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.representation.Column;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the contract what the datasets declare: the columns of their answers, the parameters that columns are, and a
 * path for each format, so that every answer of the contract has one media type.
 */
final class FigureContract {
    private static final String REFERENCE = "#/components/schemas/";
    private static final List<Representation> FILES =
            List.of(Representation.CSV, Representation.XLSX, Representation.JSONL, Representation.PARQUET);

    /** The paths below a dataset's own, with the name of their operation; %s is one figure or several. */
    private static final List<Shape> SHAPES = List.of(
            new Shape("", "list%ss", "%s", false, Columns.ALL),
            new Shape("/latest", "latest%ss", "%s", false, Columns.NONE),
            new Shape("/aggregates", "aggregate%ss", "%sAggregate", false, Columns.ALL),
            new Shape("/comparisons", "compare%ss", "%sComparison", false, Columns.CODES),
            new Shape("/{key}", "get%s", "%s", true, Columns.NONE),
            new Shape("/{key}/revisions", "list%sRevisions", "%s", false, Columns.NONE),
            new Shape("/{key}/claims", "listClaimsOf%s", "Claim", false, Columns.NONE));

    /** What the objects inside of rows are, by the beginning of their columns' names. */
    private static final Map<String, Part> OBJECTS = Map.of(
            "review.", new Part("ReviewDetail", "The claim held against the record"),
            "review.asSaid.",
                    new Part("ReviewFinding", "What could be known when it was said; null where nothing answers"),
            "review.now.", new Part("ReviewFinding", "What is known now of the same days; null where nothing is"));

    private static final Map<String, String> PARTS = Map.of(
            "ReviewDetail", "A claim held against the record",
            "ReviewFinding", "What the record shows of the days that a claim is of");

    /** When the record is read, which the columns of one schema for both leave out. */
    private static final Pattern WHEN = Pattern.compile("^(When it was said|Now): (.)");

    private static final String CHANGES = "/v1/revisions/{number}/changes";

    private final OpenAPI document;
    private final Set<String> complete = new HashSet<>();
    private final SeriesCatalogue catalogue = SeriesCatalogue.load();

    /** The columns that rows have where the past is asked for. */
    private static final List<Column> PAST = List.of(LineHistory.VALID_FROM, LineHistory.VALID_TO, LineHistory.CHANGE);

    FigureContract(OpenAPI document) {
        this.document = document;
    }

    /** One of the paths of a dataset. */
    private record Shape(String path, String operation, String row, boolean single, Columns columns) {}

    /** An object inside of rows: the schema that it has under a name of its own, and what it is in its place. */
    private record Part(String schema, String description) {}

    /** Which columns are parameters of a path. */
    private enum Columns {
        ALL,
        CODES,
        NONE
    }

    /** The format of a path that is a file; {@code .json} is the end of a name, such as that of a feed. */
    static Optional<Representation> file(String path) {
        return Representation.ofPath(path).filter(each -> each != Representation.JSON);
    }

    /** Whether a schema was written here, with what is required in it. */
    boolean isComplete(String name) {
        return complete.contains(name);
    }

    void complete() {
        for (Dataset dataset : Datasets.ALL) {
            String name = entityName(dataset);
            addSchemas(name, figureColumns(dataset), dataset.title() + ": one figure with its source", "");
            addSchemas(name, aggregateColumns(dataset), dataset.title() + ": figures added up", "Aggregate");
            addSchemas(
                    name,
                    comparisonColumns(dataset),
                    dataset.title() + ": the same days in another year",
                    "Comparison");
            SHAPES.forEach(shape -> complete(dataset, name, shape));
            completeRevision(dataset, name);
            timemap(dataset).operationId("listMementosOf" + name + "s");
            Operation summary = summary(dataset);
            summary.operationId("summarise" + name + "s");
            addParameters(dataset, summary, Columns.CODES);
        }
        completeTable("Change", ChangeColumns.ALL, "What a revision did to one cell of one figure", CHANGES);
        document.getComponents().removeSchema("ChangeAnswer");
        completeTable(
                "Claim",
                ClaimColumns.CLAIM,
                "What was said of border figures, and how it stands to the record",
                "/v1/claims",
                "/v1/releases/{id}/claims");
        completeOne("Claim", "/v1/claims/{id}");
        completeTable("Review", ClaimColumns.HISTORY, "What the review of a claim was", "/v1/claims/{id}/reviews");
        document.getComponents().removeSchema("ReviewAnswer");
        addSchemas("Check", ClaimColumns.CHECK, "A number held against the record", "");
        require("Check", ClaimColumns.CHECK);
        document.getComponents().removeSchema("CheckPage");
        addDimensions(document.getPaths().getPathItem("/v1/claims/check").getGET());
        completeOne("Check", "/v1/claims/check");
        document.getComponents().removeSchema("Answer");
    }

    /** Rows that no dataset declares, whose columns are always there, and the lists that have them. */
    private void completeTable(String name, List<Column> columns, String description, String... paths) {
        addSchemas(name, columns, description, "");
        require(name, columns);
        for (String path : paths) {
            Operation operation = document.getPaths().getPathItem(path).getGET();
            answers(operation, name + "Page");
            FILES.forEach(format -> addFile(path, operation, format));
        }
    }

    private void completeOne(String name, String path) {
        Operation operation = document.getPaths().getPathItem(path).getGET();
        answers(operation, name + "Answer");
        FILES.forEach(format -> addFile(path, operation, format));
    }

    private void require(String name, List<Column> columns) {
        Objects.requireNonNull(document.getComponents().getSchemas().get(name))
                .required(List.copyOf(properties(columns, "").keySet()));
    }

    private static void answers(Operation operation, String schema) {
        operation
                .getResponses()
                .getAPIResponse("200")
                .getContent()
                .getMediaTypes()
                .values()
                .forEach(type -> type.schema(OASFactory.createSchema().ref(REFERENCE + schema)));
    }

    /** Every column that a figure of the dataset can have, whatever is asked. */
    private static List<Column> figureColumns(Dataset dataset) {
        List<Column> columns = new ArrayList<>(FigureColumns.of(dataset));
        columns.add(LineHistory.CHANGE);
        return columns;
    }

    /** Every column that a sum of the dataset can have, whatever is asked. */
    private List<Column> aggregateColumns(Dataset dataset) {
        Series series = catalogue.get(dataset.defaultSeries());
        List<Measure> everything = dataset.measures().stream()
                .flatMap(name -> Stream.of(Statistic.values()).map(statistic -> Measure.of(dataset, name, statistic)))
                .toList();
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Calendar years : List.of(Calendar.YEAR, Calendar.FINANCIAL_YEAR, Calendar.US_FINANCIAL_YEAR)) {
            var groups = new Grouping(false, dataset.dimensions(), years);
            add(columns, aggregate(dataset, series, null, groups, false).measuring(everything));
        }
        add(columns, aggregate(dataset, series, Calendar.YEAR, Grouping.NONE, true));
        PAST.forEach(column -> columns.put(column.name(), column));
        return List.copyOf(columns.values());
    }

    private static AggregateQuestion aggregate(
            Dataset dataset, Series series, @Nullable Calendar frequency, Grouping groups, boolean cumulative) {
        return AggregateQuestion.of(dataset, List.of(series), List.of(), false, frequency, groups, cumulative, null);
    }

    private static void add(Map<String, Column> columns, AggregateQuestion question) {
        AggregateColumns.of(question, Filters.NONE)
                .columns()
                .forEach(column -> columns.putIfAbsent(column.name(), column));
    }

    /** Every column that a comparison of the dataset can have. */
    private List<Column> comparisonColumns(Dataset dataset) {
        Series series = catalogue.get(dataset.defaultSeries());
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : dataset.measures()) {
            var question = ComparisonQuestion.of(
                    dataset,
                    series,
                    null,
                    LocalDate.of(2025, 6, 20),
                    null,
                    Set.of(),
                    Measure.of(dataset, name, Statistic.SUM));
            ComparisonColumns.of(question, Filters.NONE)
                    .columns()
                    .forEach(column -> columns.putIfAbsent(column.name(), column));
        }
        List.of(LineHistory.VALID_FROM, LineHistory.VALID_TO).forEach(column -> columns.put(column.name(), column));
        return List.copyOf(columns.values());
    }

    /** Summaries differ by the measures of their dataset; called when what they share is complete. */
    void completeSummaries() {
        Schema shared =
                Objects.requireNonNull(document.getComponents().getSchemas().get("Summary"));
        for (Dataset dataset : Datasets.ALL) {
            String name = entityName(dataset) + "Summary";
            Map<String, Schema> properties = new LinkedHashMap<>(shared.getProperties());
            for (String measure : dataset.measures()) {
                properties.put(
                        Measure.of(dataset, measure, Statistic.SUM).name(),
                        number("Sum of " + measure + ", exact. Null is missing, never zero"));
                properties.put(
                        Measure.of(dataset, measure, Statistic.MEAN).name(),
                        number("Mean of " + measure + " a period with a value, rounded to two decimals"));
            }
            document.getComponents()
                    .addSchema(
                            name,
                            OASFactory.createSchema()
                                    .addType(Schema.SchemaType.OBJECT)
                                    .description(shared.getDescription())
                                    .properties(properties)
                                    .required(shared.getRequired()));
            document.getComponents()
                    .addSchema(
                            name + "Answer", envelope(OASFactory.createSchema().ref(REFERENCE + name)));
            summary(dataset)
                    .getResponses()
                    .getAPIResponse("200")
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(type -> type.schema(OASFactory.createSchema().ref(REFERENCE + name + "Answer")));
        }
        document.getComponents().removeSchema("Summary");
        document.getComponents().removeSchema("SummaryAnswer");
    }

    /** A revision of a dataset is a file only. */
    private void completeRevision(Dataset dataset, String name) {
        String path = "/v1/" + dataset.name() + "/revisions/{number}";
        Operation operation = document.getPaths().getPathItem(path).getGET();
        operation.operationId("get" + name + "sOfRevision");
        document.getPaths().removePathItem(path);
        addFile(path, operation, Representation.CSV);
        addFile(path, operation, Representation.JSONL);
    }

    private Operation timemap(Dataset dataset) {
        return document.getPaths()
                .getPathItem("/v1/" + dataset.name() + "/timemap")
                .getGET();
    }

    private Operation summary(Dataset dataset) {
        PathItem item = document.getPaths().getPathItem("/v1/" + dataset.name() + "/summary");
        return item.getGET();
    }

    private static Schema number(String description) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.NUMBER)
                .addType(Schema.SchemaType.NULL)
                .description(description);
    }

    private void complete(Dataset dataset, String name, Shape shape) {
        String path = "/v1/" + dataset.name() + shape.path();
        Operation operation = document.getPaths().getPathItem(path).getGET();
        operation.operationId(shape.operation().formatted(name));
        addParameters(dataset, operation, shape.columns());
        answers(operation, shape.row().formatted(name) + (shape.single() ? "Answer" : "Page"));
        FILES.forEach(format -> addFile(path, operation, format));
    }

    /** The same question with an answer in a file. */
    private void addFile(String path, Operation asked, Representation format) {
        String name = format.name().charAt(0) + format.name().substring(1).toLowerCase(Locale.ROOT);
        Schema bytes = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        if (format == Representation.XLSX || format == Representation.PARQUET) {
            bytes.format("binary");
        }
        APIResponse file = OASFactory.createAPIResponse()
                .description("The file")
                .content(OASFactory.createContent()
                        .addMediaType(
                                format.mediaType(), OASFactory.createMediaType().schema(bytes)));
        Operation operation = OASFactory.createOperation()
                .operationId(asked.getOperationId() + "As" + name)
                .summary(asked.getSummary() + " (" + format.suffix() + ")")
                .description("The same as the path without the suffix, as a file. Without limit: all rows.")
                .parameters(asked.getParameters() == null ? List.of() : List.copyOf(asked.getParameters()))
                .responses(OASFactory.createAPIResponses().addAPIResponse("200", file));
        document.getPaths()
                .addPathItem(path + format.suffix(), OASFactory.createPathItem().GET(operation));
    }

    /** A check takes one code of each dimension of the dataset that it asks. */
    private static void addDimensions(Operation operation) {
        List<Parameter> parameters = new ArrayList<>(operation.getParameters());
        Datasets.ALL.stream()
                .flatMap(dataset -> dataset.dimensions().stream())
                .distinct()
                .forEach(name -> parameters.add(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.QUERY)
                        .description("One code of " + name + ", where the dataset has it as a dimension")
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
        operation.parameters(parameters);
    }

    private static void addParameters(Dataset dataset, Operation operation, Columns columns) {
        List<Parameter> parameters =
                new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
        for (DatasetColumn column : dataset.columns()) {
            boolean selects = switch (columns) {
                case ALL -> true;
                case CODES -> !column.isMeasure();
                case NONE -> false;
            };
            for (String name : selects ? column.parameters() : List.<String>of()) {
                parameters.add(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.QUERY)
                        .description(description(dataset, column, name))
                        .schema(
                                column.isMeasure()
                                        ? OASFactory.createSchema().addType(Schema.SchemaType.NUMBER)
                                        : OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
            }
        }
        operation.parameters(parameters);
    }

    private static String description(Dataset dataset, DatasetColumn column, String parameter) {
        if (column.isMeasure()) {
            String end = parameter.substring(column.name().length());
            String relation = switch (end) {
                case "" -> "equal to";
                case ".ne" -> "not equal to";
                case ".gt" -> "greater than";
                case ".gte" -> "at least";
                case ".lt" -> "less than";
                case ".lte" -> "at most";
                default -> throw new IllegalArgumentException("no comparison is called " + end);
            };
            return "Only figures whose " + column.name() + " are " + relation
                    + " this number. Figures without a value never match.";
        }
        return (column.role() == Role.UNIT ? "Units" : "Codes of " + column.name())
                + ", separated by commas, any of which may hold; /v1/datasets/" + dataset.name()
                + "/structure lists them.";
    }

    private void addSchemas(String name, List<Column> columns, String description, String kind) {
        Map<String, Schema> properties = properties(columns, "");
        Schema row = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description(description)
                .properties(properties)
                .required(columns.stream()
                        .map(Column::name)
                        .filter(STAYING::contains)
                        .toList());
        complete.add(name + kind);
        document.getComponents().addSchema(name + kind, row);
        Schema reference = OASFactory.createSchema().ref(REFERENCE + name + kind);
        document.getComponents()
                .addSchema(
                        name + kind + "Page",
                        envelope(OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(reference)));
        if (kind.isEmpty()) {
            document.getComponents().addSchema(name + "Answer", envelope(reference));
        }
    }

    /** The columns below a step, by their names; a dot is a step into an object, which is null where none has a value. */
    private Map<String, Schema> properties(List<Column> columns, String prefix) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        for (Column column : columns) {
            String name = column.name().substring(prefix.length());
            int step = name.indexOf('.');
            if (step < 0) {
                properties.put(name, schema(column));
                continue;
            }
            String inside = prefix + name.substring(0, step + 1);
            properties.computeIfAbsent(name.substring(0, step), any -> {
                List<Column> below = columns.stream()
                        .filter(each -> each.name().startsWith(inside))
                        .toList();
                Part part = Objects.requireNonNull(OBJECTS.get(inside));
                addPart(part, properties(below, inside));
                Schema reference = OASFactory.createSchema().ref(REFERENCE + part.schema());
                return below.stream().allMatch(Column::nullable)
                        ? OASFactory.createSchema()
                                .anyOf(List.of(
                                        reference, OASFactory.createSchema().addType(Schema.SchemaType.NULL)))
                                .description(part.description())
                        : reference.description(part.description());
            });
        }
        return properties;
    }

    /** One schema for the same object in several places: a class of a client for each of them would be no use. */
    private void addPart(Part part, Map<String, Schema> properties) {
        if (complete.add(part.schema())) {
            properties
                    .values()
                    .forEach(property -> property.description(WHEN.matcher(property.getDescription())
                            .replaceFirst(begin -> begin.group(2).toUpperCase(Locale.ROOT))));
            document.getComponents()
                    .addSchema(
                            part.schema(),
                            OASFactory.createSchema()
                                    .addType(Schema.SchemaType.OBJECT)
                                    .description(PARTS.get(part.schema()))
                                    .properties(properties)
                                    .required(List.copyOf(properties.keySet())));
        }
    }

    private static Schema envelope(Schema data) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        properties.put("data", data);
        properties.put("meta", OASFactory.createSchema().ref(REFERENCE + "Meta"));
        properties.put("links", OASFactory.createSchema().ref(REFERENCE + "Links"));
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .properties(properties)
                .required(List.of("data", "meta", "links"));
    }

    private static Schema schema(Column column) {
        Schema schema = OASFactory.createSchema().description(column.description());
        switch (column.type()) {
            case TEXT -> schema.addType(Schema.SchemaType.STRING);
            case INTEGER -> schema.addType(Schema.SchemaType.INTEGER).format("int64");
            case DECIMAL -> schema.addType(Schema.SchemaType.NUMBER);
            case DATE -> schema.addType(Schema.SchemaType.STRING).format("date");
            case INSTANT -> schema.addType(Schema.SchemaType.STRING).format("date-time");
            case BOOLEAN -> schema.addType(Schema.SchemaType.BOOLEAN);
            case LIST ->
                schema.addType(Schema.SchemaType.ARRAY)
                        .items(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        }
        if (column.nullable()) {
            schema.addType(Schema.SchemaType.NULL);
        }
        if (column.name().equals("sourceUrl")) {
            schema.format("uri");
        }
        Object example = column.exampleValue();
        if (example != null) {
            schema.examples(List.of(example));
        }
        return schema;
    }

    /** What one figure of a dataset is called in clients: {@code Crossing}, {@code SpendingLine}. */
    private static String entityName(Dataset dataset) {
        var name = new StringBuilder();
        for (String word : dataset.table().split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}

package org.borderledger.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.change.ChangeOfFigure;
import org.borderledger.computation.Calendar;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.figure.AggregateFilter;
import org.borderledger.figure.SummaryFilter;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.DatasetColumn.Role;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.ledger.SpeakerKind;
import org.borderledger.query.Parameters;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Says in the contract what the values of parameters look like, as exactly as a schema can: what it forbids is refused, and
 * what it allows is answered, but for the rules between parameters that no schema can say (docs/contract.md lists them).
 *
 * <p>The service's own words (frequencies, statuses, columns) are listed. What the data brings (series, codes, releases,
 * speakers) has its syntax only, since it grows without a new version of the service; {@code /v1/series} and {@code
 * /v1/datasets/{name}/structure} list it.
 */
final class ParameterContract {
    private static final String REFERENCE = "#/components/schemas/";
    private static final String FREQUENCY = "Frequency";
    private static final String QUALIFIER = "Qualifier";
    private static final String DATASET_NAME = "DatasetName";

    private static final String YEAR = "(19|2[0-9])[0-9]{2}";
    private static final String MONTH = YEAR + "-(0[1-9]|1[0-2])";
    private static final String DAY = Parameters.DAY;
    private static final String PERIOD = "(" + YEAR + "|" + YEAR + "-Q[1-4]|" + MONTH + "|" + YEAR
            + "-W(0[1-9]|[1-4][0-9]|5[0-3])|" + DAY + "|FY" + YEAR + "-[0-9]{2}|USFY" + YEAR + "|" + DAY + "--" + DAY
            + ")";
    /** Series, codes, releases and claims: kebab-case. */
    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";
    /** A unit or a currency. */
    private static final String UNIT = "[A-Za-z0-9]+(-[A-Za-z0-9]+)*";
    /** A dot is a step into an object. */
    private static final String COLUMN = "[a-z][A-Za-z]*(\\.[a-z][A-Za-z]*)*";

    /** Names of people and of organisations, without control characters. */
    private static final String WORDS = "[^\\x00-\\x1f\\x7f-\\x9f]+";

    private static final BigDecimal LARGEST_NUMBER = new BigDecimal("999999999999999999");
    private static final BigDecimal LARGEST_REVISION = new BigDecimal(RecordedFilter.LARGEST_REVISION);

    /** What stands in the place of a path's parameter, by the path before it; each is answered. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("/v1/crossings/", "uk-small-boats-daily:2025-06-20"),
            Map.entry("/v1/crossings/revisions/", "1"),
            Map.entry("/v1/enforcement-actions/", "uk-small-boats-prevented-weekly:2026-W16"),
            Map.entry("/v1/enforcement-actions/revisions/", "46"),
            Map.entry(
                    "/v1/spending-lines/",
                    "uk-announced-funding:2024-11-04:announced:border-security-command:two-year-total"),
            Map.entry("/v1/spending-lines/revisions/", "46"),
            Map.entry("/v1/datasets/", "crossings"),
            Map.entry("/v1/series/", "uk-small-boats-weekly"),
            Map.entry("/v1/releases/", "lbc-2025-06-26"),
            Map.entry("/v1/revisions/", "1"),
            Map.entry("/v1/claims/", "lbc-03"));

    private final String path;
    private final boolean isFile;
    private final Optional<Dataset> dataset;

    private ParameterContract(String path) {
        Optional<Representation> format = FigureContract.file(path);
        this.isFile = format.isPresent();
        this.path = isFile
                ? path.substring(
                        0, path.length() - format.orElseThrow().suffix().length())
                : path;
        this.dataset = Datasets.ALL.stream()
                .filter(each ->
                        this.path.equals("/v1/" + each.name()) || this.path.startsWith("/v1/" + each.name() + "/"))
                .findFirst();
    }

    /** Gives every parameter of every operation its schema. */
    static void complete(OpenAPI document) {
        document.getComponents()
                .addSchema(FREQUENCY, words(Calendar.codes()).description("A calendar that days are put together by"));
        document.getComponents()
                .addSchema(QUALIFIER, words(Qualifier.codes()).description("How a statement bounds its number"));
        document.getComponents()
                .addSchema(
                        DATASET_NAME,
                        words(Datasets.ALL.stream().map(Dataset::name).toList()).description("One of the datasets"));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(new ParameterContract(path)::complete));
    }

    private void complete(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        List<Parameter> completed = new ArrayList<>();
        for (Parameter parameter : operation.getParameters()) {
            // a copy: the paths of a file share the parameters of the path whose answer it is
            Parameter copy = OASFactory.createParameter()
                    .name(parameter.getName())
                    .in(parameter.getIn())
                    .required(parameter.getRequired())
                    .description(parameter.getDescription())
                    .schema(schema(parameter));
            Object example = parameter.getIn() == Parameter.In.PATH
                    ? EXAMPLES.get(path.substring(0, path.indexOf('{')))
                    : parameter.getExample();
            completed.add(copy.example(example == null ? null : typed(example.toString(), copy.getSchema())));
        }
        operation.parameters(completed);
    }

    /** An example as its schema has it: a number is one in the document too. */
    private static Object typed(String example, Schema schema) {
        if (schema.getType() == null) {
            return example;
        }
        return switch (schema.getType().getFirst()) {
            case INTEGER -> Long.valueOf(example);
            case NUMBER -> new BigDecimal(example);
            case BOOLEAN -> Boolean.valueOf(example);
            default -> example;
        };
    }

    private Schema schema(Parameter parameter) {
        String name = parameter.getName();
        if (parameter.getIn() == Parameter.In.PATH) {
            return ofPath(name);
        }
        return switch (name) {
            case "series" -> series();
            case "from", "to", "statedOn", "statedFrom", "statedTo" -> text(DAY).format("date");
            case "period" -> list(PERIOD + "(\\.\\." + PERIOD + ")?");
            case "asOf" -> text("(" + DAY + "|" + Parameters.INSTANT + ")");
            case "updatedAfter" -> text("([0-9]{1,9}|" + Parameters.INSTANT + ")");
            case "revision" -> whole(LARGEST_REVISION);
            case "years" -> list(YEAR + "(\\.\\." + YEAR + ")?");
            case "status" ->
                list(oneOf(Arrays.stream(ObservationStatus.values())
                        .map(ObservationStatus::name)
                        .toList()));
            case "qualifier" -> dataset.isEmpty() ? reference(QUALIFIER) : list(oneOf(Qualifier.codes()));
            case "fields" -> list(COLUMN);
            case "sort" -> list("-?" + COLUMN);
            case "frequency" -> reference(FREQUENCY);
            case "groupBy" -> list(oneOf(groups(dataset.orElseThrow())));
            case "measures" -> measures(dataset.orElseThrow());
            case "window" -> text(AggregateFilter.WINDOW);
            case "passing" -> list(SummaryFilter.THRESHOLD);
            case "cursor" -> text("[A-Za-z0-9_-]+");
            case "kind" -> list(oneOf(SpeakerKind.codes()));
            case "relation" -> list(oneOf(Relation.codes()));
            case "reason" -> list(oneOf(Reason.codes()));
            case "change" -> list(oneOf(ChangeOfFigure.codes()));
            case "dataset" -> dataset();
            case "measure" -> path.equals("/v1/claims/check") ? text(COLUMN) : list(COLUMN);
            case "release" -> text(CODE);
            case "speaker", "publisher" -> text(WORDS);
            case "value", "valueHigh" -> number(Schema.SchemaType.NUMBER, BigDecimal.ZERO);
            case "limit" -> limit(parameter.getSchema());
            case "lastNObservations", "count", "bom", "cumulative", "includeHistory" -> parameter.getSchema();
            default -> column(name);
        };
    }

    private Schema ofPath(String name) {
        return switch (name) {
            case "name" -> reference(DATASET_NAME);
            case "id" -> text(CODE);
            case "number" -> whole(LARGEST_REVISION);
            // without the series: redirects to that of the default series
            case "key" -> text("(" + CODE + ":)?" + PERIOD + "(:" + CODE + ")*");
            default -> throw new IllegalArgumentException(path + " has no parameter " + name);
        };
    }

    private Schema series() {
        String end = path.substring(path.lastIndexOf('/'));
        boolean one = switch (end) {
            case "/changes.atom", "/changes.json", "/releases", "/check", "/comparisons", "/summary" -> true;
            default -> false;
        };
        if (one) {
            return text(CODE);
        }
        return dataset.isEmpty() || end.equals("/aggregates") ? list(CODE) : text("(\\*|" + CODE + "(," + CODE + ")*)");
    }

    private Schema dataset() {
        List<String> names = Datasets.ALL.stream().map(Dataset::name).toList();
        return switch (path) {
            case "/v1/claims/check" -> reference(DATASET_NAME);
            case "/v1/changes.atom", "/v1/changes.json" ->
                text(oneOf(Stream.concat(names.stream(), Stream.of("claims")).toList()));
            default -> list(oneOf(names));
        };
    }

    private static List<String> groups(Dataset dataset) {
        return Stream.of(
                        Stream.of("series"),
                        dataset.dimensions().stream(),
                        dataset.units().stream(),
                        Arrays.stream(Calendar.values())
                                .filter(Calendar::isYear)
                                .map(Calendar::code))
                .flatMap(names -> names)
                .toList();
    }

    private Schema measures(Dataset of) {
        if (path.endsWith("/comparisons")) {
            return text(oneOf(of.measures()) + "\\.sum");
        }
        List<String> statistics = Arrays.stream(Statistic.values())
                .map(statistic -> statistic.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
        return list(oneOf(of.measures()) + "\\." + oneOf(statistics));
    }

    /** A parameter that a column of a dataset is, or the one code that a check takes of a dimension. */
    private Schema column(String name) {
        if (dataset.isEmpty()) {
            return text(name.equals("unit") ? "[A-Za-z][A-Za-z -]{0,59}" : CODE);
        }
        DatasetColumn column = dataset.orElseThrow().columns().stream()
                .filter(each -> each.parameters().contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + " has no parameter " + name));
        return switch (column.role()) {
            case COUNT ->
                number(Schema.SchemaType.INTEGER, LARGEST_NUMBER.negate()).format("int64");
            case AMOUNT -> number(Schema.SchemaType.NUMBER, LARGEST_NUMBER.negate());
            default -> list(column.role() == Role.UNIT ? UNIT : CODE);
        };
    }

    /** The rows of a page have a default, those of a file have not: it has them all. */
    private Schema limit(Schema of) {
        if (!isFile) {
            return of;
        }
        return OASFactory.createSchema()
                .type(of.getType())
                .minimum(of.getMinimum())
                .maximum(of.getMaximum());
    }

    private static Schema number(Schema.SchemaType type, BigDecimal least) {
        return OASFactory.createSchema().addType(type).minimum(least).maximum(LARGEST_NUMBER);
    }

    private static Schema whole(BigDecimal largest) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .format("int32")
                .minimum(BigDecimal.ONE)
                .maximum(largest);
    }

    private static Schema words(List<String> words) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).enumeration(List.copyOf(words));
    }

    private static Schema reference(String name) {
        return OASFactory.createSchema().ref(REFERENCE + name);
    }

    private static Schema text(String pattern) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).pattern("^" + pattern + "$");
    }

    /** Values of one form, separated by commas. */
    private static Schema list(String pattern) {
        return text(pattern + "(," + pattern + ")*");
    }

    private static String oneOf(List<String> words) {
        return words.stream().collect(Collectors.joining("|", "(", ")"));
    }
}

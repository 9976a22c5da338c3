package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.Documentation;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document: committed as the service gives it, complete for a reader, and true of real answers. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]+[A-Za-z]*");
    /** A column, or a measure with a comparison: {@code people.gte}. */
    private static final Pattern PARAMETER = Pattern.compile("[a-z]+[A-Za-z]*(\\.(gt|gte|lt|lte|ne))?");
    /** The end of an operation's name that gives a file, and the end of its path. */
    private static final Pattern FILE = Pattern.compile("(.+)As(Csv|Xlsx|Jsonl|Parquet)");

    /** Feeds, whose media types others have defined. */
    private static final Set<String> FEEDS =
            Set.of("application/atom+xml", "application/feed+json", "application/link-format", "application/ld+json");

    /** The query parameters without which a path has no answer. */
    private static final Set<String> REQUIRED = Set.of("checkClaim dataset", "checkClaim from", "checkClaim value");

    /** Addresses of what is a file only, by the name of the operation before its format. */
    private static final Map<String, List<String>> FILES_ONLY = Map.of(
            "getCrossingsOfRevision", List.of("/v1/crossings/revisions/1"),
            "getEnforcementActionsOfRevision", List.of("/v1/enforcement-actions/revisions/46"),
            "getSpendingLinesOfRevision", List.of("/v1/spending-lines/revisions/46"));

    /** Addresses whose answers are held to their schemas; every operation has at least one. */
    private static final Map<String, List<String>> ADDRESSES = new TreeMap<>(Map.ofEntries(
            Map.entry("listMementosOfCrossings", List.of("/v1/crossings/timemap")),
            Map.entry("listMementosOfEnforcementActions", List.of("/v1/enforcement-actions/timemap?series=*")),
            Map.entry("listMementosOfSpendingLines", List.of("/v1/spending-lines/timemap")),
            Map.entry(
                    "listCrossings",
                    List.of(
                            "/v1/crossings?period=2022",
                            "/v1/crossings?series=*&limit=50",
                            "/v1/crossings?asOf=2020-01-01",
                            "/v1/crossings?period=2026&limit=1")),
            Map.entry(
                    "aggregateCrossings",
                    List.of(
                            "/v1/crossings/aggregates",
                            "/v1/crossings/aggregates?frequency=year&measures=people.sum,boats.mean,people.max,boats.min",
                            "/v1/crossings/aggregates?frequency=day&groupBy=year,route&cumulative=true&period=2025",
                            "/v1/crossings/aggregates?window=7d&period=2025-06",
                            "/v1/crossings/aggregates?asOf=2020-01-01",
                            "/v1/crossings/aggregates?groupBy=series&series=uk-small-boats-daily,uk-small-boats-weekly",
                            "/v1/crossings/aggregates?period=FY2024-25,USFY2025,2027&fields=peopleSum")),
            Map.entry(
                    "compareCrossings",
                    List.of("/v1/crossings/comparisons", "/v1/crossings/comparisons?to=2025-06-20&years=2018..2025")),
            Map.entry(
                    "summariseCrossings",
                    List.of(
                            "/v1/crossings/summary?passing=10000&period=2025",
                            "/v1/crossings/summary?asOf=2020-01-01")),
            Map.entry(
                    "aggregateEnforcementActions",
                    List.of(
                            "/v1/enforcement-actions/aggregates",
                            "/v1/enforcement-actions/aggregates?groupBy=action,item,agency&measures=quantity.mean")),
            Map.entry("compareEnforcementActions", List.of("/v1/enforcement-actions/comparisons")),
            Map.entry(
                    "summariseEnforcementActions",
                    List.of(
                            "/v1/enforcement-actions/summary",
                            "/v1/enforcement-actions/summary?series=uk-small-boats-prevented-weekly&period=2025-W25")),
            Map.entry(
                    "aggregateSpendingLines",
                    List.of(
                            "/v1/spending-lines/aggregates",
                            "/v1/spending-lines/aggregates?groupBy=stage,programme&measures=amount.max")),
            Map.entry("compareSpendingLines", List.of("/v1/spending-lines/comparisons")),
            Map.entry("summariseSpendingLines", List.of("/v1/spending-lines/summary")),
            Map.entry(
                    "listFindingsOfRelease",
                    List.of(
                            "/v1/releases/lbc-2025-06-26/findings",
                            "/v1/releases/home-office-small-boats-time-series-2025-11-14-a8887dfe/findings")),
            Map.entry("latestCrossings", List.of("/v1/crossings/latest?series=*")),
            Map.entry("getCrossing", List.of("/v1/crossings/uk-small-boats-daily:2025-06-20")),
            Map.entry("listCrossingRevisions", List.of("/v1/crossings/uk-small-boats-weekly:2026-W07/revisions")),
            Map.entry(
                    "listEnforcementActions",
                    List.of("/v1/enforcement-actions", "/v1/enforcement-actions?series=*&limit=10000")),
            Map.entry("latestEnforcementActions", List.of("/v1/enforcement-actions/latest?series=*")),
            Map.entry(
                    "getEnforcementAction",
                    List.of("/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16")),
            Map.entry(
                    "listEnforcementActionRevisions",
                    List.of("/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16/revisions")),
            Map.entry("listSpendingLines", List.of("/v1/spending-lines")),
            Map.entry("latestSpendingLines", List.of("/v1/spending-lines/latest")),
            Map.entry(
                    "getSpendingLine",
                    List.of("/v1/spending-lines/uk-announced-funding:2024-11-04:announced"
                            + ":border-security-command:two-year-total")),
            Map.entry(
                    "listSpendingLineRevisions",
                    List.of("/v1/spending-lines/uk-announced-funding:2024-11-04:announced"
                            + ":border-security-command:two-year-total/revisions")),
            Map.entry("listDatasets", List.of("/v1/datasets")),
            Map.entry("getCatalog", List.of("/v1/catalog.jsonld")),
            Map.entry("getDataPackage", List.of("/v1/datapackage.json")),
            Map.entry("getDataset", List.of("/v1/datasets/crossings")),
            Map.entry(
                    "getStructure",
                    List.of("/v1/datasets/crossings/structure", "/v1/datasets/spending-lines/structure")),
            Map.entry("listSeries", List.of("/v1/series")),
            Map.entry("getSeries", List.of("/v1/series/uk-small-boats-daily")),
            Map.entry("listReleases", List.of("/v1/releases", "/v1/releases?limit=3")),
            Map.entry("getRelease", List.of("/v1/releases/uk-government-2022-11-29-hl3419")),
            Map.entry(
                    "listChanges",
                    List.of(
                            "/v1/revisions/1/changes",
                            "/v1/revisions/20/changes?change=added,revised",
                            "/v1/revisions/1/changes?series=uk-small-boats-last-7-days")),
            Map.entry("followChangesAtom", List.of("/v1/changes.atom", "/v1/changes.atom?dataset=crossings")),
            Map.entry(
                    "followChangesJson",
                    List.of("/v1/changes.json", "/v1/changes.json?series=uk-small-boats-last-7-days")),
            Map.entry(
                    "getRevisionRecord",
                    List.of(
                            "/v1/series/uk-small-boats-weekly/revision-record",
                            "/v1/series/uk-announced-funding/revision-record",
                            "/v1/series/uk-small-boats-last-7-days/revision-record")),
            Map.entry(
                    "listClaims",
                    List.of("/v1/claims", "/v1/claims?relation=differs", "/v1/claims?statedTo=1999-01-01")),
            Map.entry("listClaimsOfRelease", List.of("/v1/releases/lbc-2025-06-26/claims")),
            Map.entry("listClaimsOfCrossing", List.of("/v1/crossings/uk-small-boats-daily:2025-06-20/claims")),
            Map.entry(
                    "listClaimsOfEnforcementAction",
                    List.of("/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16/claims")),
            Map.entry(
                    "listClaimsOfSpendingLine",
                    List.of("/v1/spending-lines/uk-announced-funding:2024-11-04:announced"
                            + ":border-security-command:two-year-total/claims")),
            Map.entry("getClaim", List.of("/v1/claims/lbc-07", "/v1/claims/lbc-10")),
            Map.entry("getClaimReview", List.of("/v1/claims/lbc-07.jsonld", "/v1/claims/lbc-10.jsonld")),
            Map.entry("listReviews", List.of("/v1/claims/lbc-02/reviews", "/v1/claims/lbc-11/reviews")),
            Map.entry(
                    "checkClaim",
                    List.of(
                            "/v1/claims/check?dataset=crossings&from=2025-01-01&value=17817",
                            "/v1/claims/check?dataset=spending-lines&from=1990-01-01&value=1&unit=GBP")),
            Map.entry("listRevisions", List.of("/v1/revisions", "/v1/revisions?limit=3")),
            Map.entry("getRevision", List.of("/v1/revisions/1"))));

    private JsonNode document = JSON.createObjectNode();

    @BeforeEach
    void read() throws IOException {
        document = JSON.readTree(ask("/openapi.json").body());
    }

    /** After a change of the surface: {@code mvn test -Dtest=ContractTest -Dopenapi.write=true}. */
    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "openapi.yaml"})
    void theCommittedDocumentIsThatOfTheService(String name) throws IOException {
        Path committed = Documentation.file("openapi/" + name);
        String served = ask("/" + name).body().strip() + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }
        ObjectMapper format = name.endsWith(".json") ? JSON : YAML;
        JsonNode kept =
                Files.exists(committed) ? format.readTree(Files.readString(committed)) : format.createObjectNode();
        assertEquals(document, format.readTree(served), "both forms say the same");
        assertTrue(
                document.equals(kept),
                () -> "openapi/" + name + " differs from the service in "
                        + differences("", kept, document)
                        + ". If the change is meant: mvn test -Dtest=ContractTest -Dopenapi.write=true");
    }

    @Test
    void theDocumentIsOfVersion31AndSaysWhatItIs() {
        assertTrue(document.path("openapi").asText().startsWith("3.1."));
        assertEquals("Border Ledger", document.at("/info/title").asText());
        assertTrue(document.at("/info/description").asText().contains("not an official one"));
        assertEquals("/", document.at("/servers/0/url").asText());
        assertEquals("Apache-2.0", document.at("/info/license/identifier").asText());
        assertFalse(document.at("/info/contact/name").asText().isBlank());
        assertTrue(document.at("/info/description").asText().contains("/explore/about"));
        assertEquals(200, ask("/explore/about").status());
        assertEquals(document, JSON.valueToTree(document));
        assertTrue(ask("/openapi").body().startsWith("---")
                || ask("/openapi").body().startsWith("openapi"));
    }

    @Test
    void nothingCanBeWritten() {
        document.path("paths").forEach(path -> {
            Set<String> methods = new HashSet<>();
            path.fieldNames().forEachRemaining(methods::add);
            methods.retainAll(METHODS);
            assertEquals(Set.of("get"), methods);
            assertFalse(path.path("get").has("requestBody"));
        });
    }

    @Test
    void everyOperationHasItsNameItsSummaryAndItsProblems() {
        Set<String> names = new HashSet<>();
        operations().forEach((path, operation) -> {
            String name = operation.path("operationId").asText();
            assertTrue(CAMEL_CASE.matcher(name).matches(), () -> path + " is called '" + name + "'");
            assertTrue(names.add(name), () -> name + " is there twice");
            assertFalse(operation.path("summary").asText().isBlank(), name);
            assertFalse(operation.path("tags").isEmpty(), name);
            for (String status : List.of("400", "404", "429", "500", "503")) {
                assertEquals(
                        "#/components/schemas/Problem",
                        operation
                                .path("responses")
                                .path(status)
                                .path("content")
                                .path("application/problem+json")
                                .path("schema")
                                .path("$ref")
                                .asText(),
                        () -> name + " " + status);
            }
        });
        names.removeIf(name -> FILE.matcher(name).matches());
        assertEquals(ADDRESSES.keySet(), new TreeSet<>(names), "ContractTest asks every operation for an answer");
    }

    @Test
    void everyParameterIsDescribed() {
        operations()
                .forEach((path, operation) -> operation.path("parameters").forEach(parameter -> {
                    String name = operation.path("operationId").asText() + " "
                            + parameter.path("name").asText();
                    assertTrue(
                            PARAMETER.matcher(parameter.path("name").asText()).matches(), name);
                    assertTrue(parameter.path("description").asText().length() >= 10, name + " is not described");
                    assertTrue(
                            Set.of("query", "path")
                                    .contains(parameter.path("in").asText()),
                            name);
                    assertTrue(parameter.has("schema"), name);
                    assertEquals(
                            parameter.path("in").asText().equals("path")
                                    || REQUIRED.contains(name.replaceFirst("As[A-Z][a-z]+ ", " ")),
                            parameter.path("required").asBoolean(),
                            name);
                }));
    }

    @Test
    void everyAnswerHasOneMediaTypeAndASchemaWithAName() {
        operations()
                .forEach((path, operation) -> operation
                        .path("responses")
                        .properties()
                        .forEach(response -> {
                            String name = operation.path("operationId").asText() + " " + response.getKey();
                            assertFalse(
                                    response.getValue()
                                            .path("description")
                                            .asText()
                                            .isBlank(),
                                    name);
                            if (response.getKey().startsWith("2")) {
                                assertEquals("200", response.getKey(), name);
                                JsonNode content = response.getValue().path("content");
                                assertEquals(1, content.size(), name);
                                if (FEEDS.contains(names(content).getFirst())) {
                                    assertTrue(content.findValue("schema") != null, name);
                                } else if (names(content).equals(List.of("application/json"))) {
                                    assertTrue(
                                            content.at("/application~1json/schema/$ref")
                                                    .asText()
                                                    .startsWith("#/components/schemas/"),
                                            name);
                                } else {
                                    assertTrue(FILE.matcher(operation
                                                    .path("operationId")
                                                    .asText())
                                            .matches());
                                }
                            }
                        }));
    }

    @Test
    void everySchemaAndPropertyIsDescribed() {
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(property -> assertTrue(
                                property.getValue().has("description")
                                        || property.toString().contains("$ref")
                                        || Set.of("data", "meta", "links").contains(property.getKey()),
                                () -> schema.getKey() + "." + property.getKey() + " is not described")));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (String reference : document.findValuesAsText("$ref")) {
            assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
        }
    }

    @Test
    void everyParameterThatAPathTakesIsInTheDocument() {
        operations().forEach((path, operation) -> {
            String address = addresses(operation).getFirst();
            Set<String> declared = new TreeSet<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    declared.add(parameter.path("name").asText());
                }
            });
            JsonNode problem = ask(address + (address.contains("?") ? "&" : "?") + "nosuch=1")
                    .json();
            assertEquals("unknown-parameter", problem.path("code").asText());
            Set<String> taken = new TreeSet<>();
            problem.path("allowed").forEach(name -> taken.add(name.asText()));
            assertEquals(declared, taken, path);
        });
    }

    @Test
    void theExamplesOfTheParametersAreAnswered() {
        operations()
                .forEach((path, operation) -> operation.path("parameters").forEach(parameter -> {
                    JsonNode example = parameter.path("example");
                    if (parameter.path("in").asText().equals("query") && !example.isMissingNode()) {
                        String name = parameter.path("name").asText();
                        StringBuilder address = new StringBuilder(
                                addresses(operation).getFirst().replaceFirst("\\?.*", "") + "?" + name + "="
                                        + example.asText().replace(" ", "%20"));
                        operation.path("parameters").forEach(other -> {
                            String needed = other.path("name").asText();
                            if (other.path("in").asText().equals("query")
                                    && other.path("required").asBoolean()
                                    && !needed.equals(name)) {
                                address.append('&')
                                        .append(needed)
                                        .append('=')
                                        .append(other.path("example").asText());
                            }
                        });
                        Caller.Answer answer = ask(address.toString());
                        boolean early = answer.status() == 404
                                && answer.json().path("code").asText().equals("not-known-yet");
                        assertTrue(answer.status() == 200 || early, answer::toString);
                    }
                }));
    }

    /** The address that the examples of the parameters of a path make, with all that it needs and nothing else. */
    @TestFactory
    Stream<DynamicTest> theExamplesOfThePathsAreAnswered() {
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((path, operation) -> {
            String address = path;
            List<String> query = new ArrayList<>();
            for (JsonNode parameter : operation.path("parameters")) {
                String name = parameter.path("name").asText();
                String example = parameter.path("example").asText();
                if (parameter.path("required").asBoolean()) {
                    assertFalse(example.isEmpty(), () -> path + " has no example of " + name);
                    if (parameter.path("in").asText().equals("path")) {
                        address = address.replace("{" + name + "}", example);
                    } else {
                        query.add(name + "=" + example);
                    }
                }
            }
            String whole = address + (query.isEmpty() ? "" : "?" + String.join("&", query));
            tests.add(DynamicTest.dynamicTest(
                    whole, () -> assertEquals(200, ask(whole).status())));
        });
        return tests.stream();
    }

    /** No answer has a field that its schema does not name, lacks one that it promises, or has one of another type. */
    @TestFactory
    Stream<DynamicTest> realAnswersAreAsTheirSchemasSay() {
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((path, operation) -> {
            JsonNode content = operation.at("/responses/200/content");
            String mediaType = names(content).getFirst();
            String schema = content.path(mediaType).at("/schema/$ref").asText();
            for (String address : addresses(operation)) {
                tests.add(DynamicTest.dynamicTest(address, () -> {
                    Caller.Answer answer = ask(address);
                    assertEquals(200, answer.status(), answer::body);
                    assertEquals(
                            mediaType,
                            answer.header("Content-Type").replaceFirst("(?<=json|xml|link-format);charset=UTF-8$", ""));
                    if (mediaType.endsWith("json") && !schema.isEmpty()) {
                        assertEquals(Set.of(), validator(schema).validate(answer.json()));
                    }
                }));
            }
        });
        return tests.stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?rout=channel",
                "/v1/crossings?limit=0",
                "/v1/crossings?from=%00",
                "/v1/crossings/uk-small-boats-daily:1999-01-01",
                "/v1/crossings?revision=999999",
                "/nosuch"
            })
    void realProblemsAreAsTheirSchemaSays(String address) {
        Set<ValidationMessage> wrong =
                validator("#/components/schemas/Problem").validate(ask(address).json());
        assertEquals(Set.of(), wrong);
    }

    /** The schema, with every object and every list of codes closed: in the document they are open, so that they may grow. */
    private JsonSchema validator(String reference) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$ref", reference);
        schema.set("components", document.path("components").deepCopy());
        schema.at("/components/schemas").forEach(ContractTest::close);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        if (schema instanceof ObjectNode object && object.get("x-extensible-enum") instanceof ArrayNode codes) {
            ArrayNode known = object.putArray("enum").addAll(codes);
            if (object.path("type").toString().contains("null")) {
                known.addNull();
            }
        }
        schema.forEach(ContractTest::close);
    }

    private static List<String> addresses(JsonNode operation) {
        String name = operation.path("operationId").asText();
        Matcher file = FILE.matcher(name);
        if (!file.matches()) {
            return ADDRESSES.getOrDefault(name, List.of());
        }
        String suffix = "." + file.group(2).toLowerCase(Locale.ROOT);
        return ADDRESSES.getOrDefault(file.group(1), FILES_ONLY.getOrDefault(file.group(1), List.of())).stream()
                .map(address -> address.contains("?") ? address.replace("?", suffix + "?") : address + suffix)
                .toList();
    }

    /** The operation with what it refers to in the place of the references, schemas excepted. */
    private JsonNode resolved(JsonNode operation) {
        ObjectNode resolved = operation.deepCopy();
        ArrayNode parameters = resolved.putArray("parameters");
        operation.path("parameters").forEach(parameter -> parameters.add(target(parameter)));
        ObjectNode responses = resolved.putObject("responses");
        operation
                .path("responses")
                .properties()
                .forEach(response -> responses.set(response.getKey(), target(response.getValue())));
        return resolved;
    }

    private JsonNode target(JsonNode reference) {
        return reference.has("$ref")
                ? document.at(reference.path("$ref").asText().substring(1))
                : reference;
    }

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        operations.put(path.getKey(), resolved(path.getValue().path("get"))));
        assertFalse(operations.isEmpty());
        return operations;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> differences(String where, JsonNode kept, JsonNode served) {
        if (kept.equals(served)) {
            return List.of();
        }
        if (!kept.isObject() || !served.isObject()) {
            return List.of(where);
        }
        Set<String> fields = new TreeSet<>(names(kept));
        fields.addAll(names(served));
        return fields.stream()
                .flatMap(field -> differences(where + "/" + field, kept.path(field), served.path(field)).stream())
                .limit(10)
                .toList();
    }
}

package org.borderledger.catalogue;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borderledger.http.ProblemDocument;
import org.borderledger.http.Retirement;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * Completes the document that is generated from the code: what holds for every operation (problems, validators, the
 * server), which properties are always there, which may be null, and names that a client's classes can have.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class Contract implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName NAMED = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    /** What a record says of itself that leaves out what is null, as a format that others defined may ask. */
    private static final DotName LEAVING_OUT = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");

    private static final String REFERENCE = "#/components/schemas/";
    private static final Pattern ENVELOPE = Pattern.compile("(One|Listing|Entry)(.+)View");
    private static final Map<String, String> FORMATS = Map.of("LocalDate", "date", "Instant", "date-time");

    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            "400", "The request cannot be read, or asks for what the path does not take",
            "404", "Nothing is there, or it was not known then",
            "414", "The address is too long",
            "429", "One address has asked as often as it may in a minute, where the operator bounds that",
            "500", "The service failed",
            "503", "It cannot be answered at the moment"));

    private final Map<String, List<ClassInfo>> records = new HashMap<>();

    /** Made when the service is built, with the index of its classes. */
    public Contract(IndexView classes) {
        for (ClassInfo each : classes.getKnownClasses()) {
            AnnotationInstance schema = each.declaredAnnotation(SCHEMA);
            if (each.isRecord()) {
                AnnotationValue name = schema == null ? null : schema.value("name");
                records.computeIfAbsent(name == null ? each.simpleName() : name.asString(), named -> new ArrayList<>())
                        .add(each);
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var figures = new FigureContract(document);
        figures.complete();
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (!figures.isComplete(name)) {
                completeSchema(name, schema);
            }
        });
        FORMATS.keySet().forEach(document.getComponents()::removeSchema);
        rename(document);
        figures.completeSummaries();
        // some generators of clients refuse a licence without it; the rest of what is said of the service is configured
        document.info(OASFactory.createInfo().license(OASFactory.createLicense().identifier("Apache-2.0")));
        document.servers(List.of(OASFactory.createServer().url("/").description("This service")));
        // nothing needs a password, and a reader should not wonder
        document.security(List.of());
        document.getComponents().addSchema("Problem", problem());
        Vocabularies.writeInto(document);
        Task.writeInto(document);
        Retirement.declared().forEach(each -> announce(document, each));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().values().forEach(operation -> complete(operation, path.contains("{"))));
        ParameterContract.complete(document);
        HeaderContract.complete(document);
        SharedParts.extract(document);
    }

    /** Answers always have all their properties; what may be null says so. */
    private void completeSchema(String name, Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null || properties.isEmpty()) {
            return;
        }
        Optional<ClassInfo> type = records.getOrDefault(name, List.of()).stream()
                // several packages may have a record of one name
                .filter(each -> namesOf(each).containsAll(properties.keySet()))
                .findFirst();
        Set<String> nullable = type.map(Contract::nullable).orElse(Set.of());
        boolean leavesOut =
                type.map(each -> each.hasDeclaredAnnotation(LEAVING_OUT)).orElse(false);
        schema.required(properties.keySet().stream()
                .filter(property -> !leavesOut || !nullable.contains(property))
                .toList());
        completeProperties(properties, leavesOut ? Set.of() : nullable);
    }

    private static void completeProperties(Map<String, Schema> properties, Set<String> nullable) {
        properties.forEach((property, type) -> {
            String reference = type.getRef() == null ? "" : type.getRef().substring(REFERENCE.length());
            String format = FORMATS.get(reference);
            if (format != null) {
                type.ref(null);
                type.setType(List.of(Schema.SchemaType.STRING));
                type.format(format);
            }
            if (!nullable.contains(property)) {
                return;
            }
            if (type.getRef() == null) {
                type.addType(Schema.SchemaType.NULL);
            } else {
                Schema referred = OASFactory.createSchema().ref(type.getRef());
                type.ref(null);
                type.setType(null);
                type.anyOf(List.of(referred, OASFactory.createSchema().addType(Schema.SchemaType.NULL)));
            }
        });
    }

    private static Set<String> nullable(ClassInfo type) {
        return type.recordComponents().stream()
                .filter(component -> component.type().hasAnnotation(NULLABLE))
                .map(component -> name(type, component))
                .collect(Collectors.toSet());
    }

    private static Set<String> namesOf(ClassInfo type) {
        return type.recordComponents().stream()
                .map(component -> name(type, component))
                .collect(Collectors.toSet());
    }

    /** The name of a component in answers; an annotation that has no place on components stands on their fields. */
    private static String name(ClassInfo type, RecordComponentInfo component) {
        AnnotationInstance named = type.field(component.name()).declaredAnnotation(NAMED);
        return named == null ? component.name() : named.value().asString();
    }

    /** {@code ListingSeriesView} becomes {@code SeriesListing}, {@code EntrySeriesView} {@code SeriesAnswer}. */
    private static void rename(OpenAPI document) {
        Map<String, Schema> renamed = new TreeMap<>();
        document.getComponents().getSchemas().forEach((name, schema) -> renamed.put(clientName(name), schema));
        document.getComponents().setSchemas(renamed);
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
                .filter(response -> response.getContent() != null)
                .flatMap(response -> response.getContent().getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .filter(schema -> schema != null && schema.getRef() != null)
                .forEach(schema ->
                        schema.ref(REFERENCE + clientName(schema.getRef().substring(REFERENCE.length()))));
    }

    private static String clientName(String name) {
        Matcher envelope = ENVELOPE.matcher(name);
        if (!envelope.matches()) {
            return name;
        }
        String content = envelope.group(2);
        return content
                + (envelope.group(1).equals("One") || envelope.group(1).equals("Entry") ? "Answer" : envelope.group(1));
    }

    private static void complete(Operation operation, boolean ofOne) {
        APIResponse found = operation.getResponses().getAPIResponse("200");
        if (found != null) {
            found.description("The answer");
        }
        operation
                .getResponses()
                .addAPIResponse(
                        "304",
                        OASFactory.createAPIResponse()
                                .description("The caller has this answer: If-None-Match matched"));
        operation
                .getResponses()
                .addAPIResponse(
                        "301",
                        OASFactory.createAPIResponse()
                                .description("The same address without parameters of trackers (utm_, fbclid, gclid):"
                                        + " Location"));
        if (ofOne || hasClock(operation)) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "302",
                            OASFactory.createAPIResponse()
                                    .description(
                                            "The thing has another address, or Accept-Datetime asks for what it was"
                                                    + " then: Location"));
        }
        PROBLEMS.forEach((status, description) -> operation
                .getResponses()
                .addAPIResponse(
                        status,
                        OASFactory.createAPIResponse()
                                .description(description)
                                .content(OASFactory.createContent()
                                        .addMediaType(
                                                ProblemDocument.MEDIA_TYPE,
                                                OASFactory.createMediaType()
                                                        .schema(OASFactory.createSchema()
                                                                .ref("#/components/schemas/Problem"))))));
    }

    /** Marks what is going away, with the extension by which {@code oasdiff} knows from when it may be gone. */
    private static void announce(OpenAPI document, Retirement retirement) {
        Pattern paths = retirement.paths();
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (paths.matcher(path).matches()) {
                item.getOperations().values().forEach(operation -> {
                    operation.deprecated(true);
                    operation.addExtension("x-sunset", retirement.sunset().toString());
                });
            }
        });
    }

    /** Whether its answer is a memento where asOf is given, so that the address without it is a time gate (RFC 7089). */
    private static boolean hasClock(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "asOf".equals(parameter.getName()));
    }

    private static Schema problem() {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("Why the request could not be answered, and what would have worked (RFC 9457)")
                .required(List.of("type", "title", "status", "code", "detail"));
        schema.addProperty("type", string().format("uri-reference").description("The page of the problem"));
        schema.addProperty("title", string().description("The problem in a few words"));
        schema.addProperty(
                "status",
                OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).description("The HTTP status"));
        schema.addProperty(
                "code", string().description("The problem, for programs, each with a page at /problems/{code}"));
        schema.addProperty("detail", string().description("What is wrong with this request"));
        schema.addProperty("parameter", string().description("The query parameter concerned"));
        schema.addProperty("hint", string().description("What would have worked"));
        schema.addProperty(
                "allowed",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.ARRAY)
                        .items(string())
                        .description("The values or parameters that are allowed"));
        schema.addProperty("instance", string().description("Identifies the occurrence in the service's log"));
        schema.addProperty(
                "traceId",
                string().pattern("^[0-9a-f]{32}$")
                        .description(
                                "The trace that the request belongs to, where the service is at fault (5xx): that of"
                                        + " `traceparent`, where the caller sent one (W3C Trace Context)"));
        return schema;
    }

    private static Schema string() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}

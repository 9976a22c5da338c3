package org.borderledger.http;

import java.util.List;
import java.util.Map;
import org.borderledger.problem.ProblemCode;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Adds to the generated document what holds for every operation: problems, validators, the server. */
public final class Contract implements OASFilter {
    private static final Map<String, String> PROBLEMS = Map.of(
            "400", "The request cannot be read, or asks for what the path does not take",
            "404", "Nothing is there, or it was not known then",
            "414", "The address is too long",
            "500", "The service failed",
            "503", "The database does not answer at the moment");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.servers(List.of(OASFactory.createServer().url("/").description("This service")));
        document.getComponents().addSchema("Problem", problem());
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().values().forEach(operation -> complete(operation, path.contains("{"))));
    }

    private static void complete(Operation operation, boolean ofOne) {
        APIResponse found = operation.getResponses().getAPIResponse("200");
        if (found != null) {
            found.description("The answer");
            found.addHeader(
                    "ETag",
                    OASFactory.createHeader()
                            .description("Validator: changes when a revision touches what was asked")
                            .schema(string()));
            found.addHeader(
                    "Cache-Control",
                    OASFactory.createHeader()
                            .description("How long the answer may be kept; immutable where the revision is given")
                            .schema(string()));
        }
        operation
                .getResponses()
                .addAPIResponse(
                        "304",
                        OASFactory.createAPIResponse()
                                .description("The caller has this answer: If-None-Match matched"));
        if (ofOne) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "302",
                            OASFactory.createAPIResponse().description("The thing has another address: Location"));
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
        String codes = java.util.Arrays.stream(ProblemCode.values())
                .map(ProblemCode::code)
                .collect(java.util.stream.Collectors.joining(", "));
        schema.addProperty("code", string().description("One of a set that may grow: " + codes));
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
        return schema;
    }

    private static Schema string() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    @Override
    public @Nullable Operation filterOperation(@Nullable Operation operation) {
        return operation;
    }
}

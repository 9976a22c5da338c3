package org.borderledger.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says once in the contract what many operations have: without it the document is six times as long. */
final class SharedParts {
    private final Map<String, Parameter> parameters = new TreeMap<>();
    private final Map<String, APIResponse> responses = new TreeMap<>();

    private SharedParts() {}

    /** Moves parameters and responses into the components, and leaves references. */
    static void extract(OpenAPI document) {
        var shared = new SharedParts();
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(shared::extract);
        shared.parameters.forEach(document.getComponents()::addParameter);
        shared.responses.forEach(document.getComponents()::addResponse);
    }

    private void extract(Operation operation) {
        if (operation.getParameters() != null) {
            List<Parameter> references = new ArrayList<>();
            for (Parameter parameter : operation.getParameters()) {
                references.add(
                        parameter.getIn() == Parameter.In.QUERY
                                ? OASFactory.createParameter().ref("#/components/parameters/" + name(parameter))
                                : parameter);
            }
            operation.parameters(references);
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (!status.startsWith("2")) {
                String name = name("Status" + status, response);
                operation
                        .getResponses()
                        .addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/" + name));
            }
        });
    }

    /** Where a response of that status stands; with a number behind it where another is something else. */
    private String name(String status, APIResponse response) {
        for (int i = 1; ; i++) {
            String name = i == 1 ? status : status + "-" + i;
            if (responses.putIfAbsent(name, response) == null || isSame(responses.get(name), response)) {
                return name;
            }
        }
    }

    private static boolean isSame(APIResponse one, APIResponse other) {
        return one.getHeaders().keySet().equals(other.getHeaders().keySet());
    }

    private static boolean isSame(Parameter one, Parameter other) {
        return one.getDescription().equals(other.getDescription())
                && one.getSchema().equals(other.getSchema());
    }

    /** A parameter's name; where another of this name means something else, with a number behind it. */
    private String name(Parameter parameter) {
        for (int i = 1; ; i++) {
            String name = i == 1 ? parameter.getName() : parameter.getName() + "-" + i;
            Parameter known = parameters.putIfAbsent(name, parameter);
            if (known == null || isSame(known, parameter)) {
                return name;
            }
        }
    }
}

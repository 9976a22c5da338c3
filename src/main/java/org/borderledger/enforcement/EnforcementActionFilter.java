package org.borderledger.enforcement;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.borderledger.figure.FigureFilter;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list of enforcement actions. */
record EnforcementActionFilter(
        @BeanParam FigureFilter figures,

        @QueryParam("action")
        @Parameter(
                description =
                        "Codes of action, separated by commas, any of which may hold; /v1/datasets/enforcement-actions/structure"
                                + " lists them.")
        @Nullable String action,

        @QueryParam("item")
        @Parameter(
                description =
                        "Codes of item, separated by commas, any of which may hold; /v1/datasets/enforcement-actions/structure"
                                + " lists them.")
        @Nullable String item,

        @QueryParam("agency")
        @Parameter(
                description =
                        "Codes of agency, separated by commas, any of which may hold; /v1/datasets/enforcement-actions/structure"
                                + " lists them.")
        @Nullable String agency,

        @QueryParam("place")
        @Parameter(
                description =
                        "Codes of place, separated by commas, any of which may hold; /v1/datasets/enforcement-actions/structure"
                                + " lists them.")
        @Nullable String place) {

    Map<String, @Nullable String> dimensions() {
        Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
        dimensions.put("action", action);
        dimensions.put("item", item);
        dimensions.put("agency", agency);
        dimensions.put("place", place);
        return dimensions;
    }
}

package org.borderledger.crossing;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.borderledger.figure.FigureFilter;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list of crossings. */
record CrossingFilter(
        @BeanParam FigureFilter figures,

        @QueryParam("route")
        @Parameter(
                description =
                        "Codes of route, separated by commas, any of which may hold; /v1/datasets/crossings/structure"
                                + " lists them.")
        @Nullable String route,

        @QueryParam("citizenship")
        @Parameter(
                description =
                        "Codes of citizenship, separated by commas, any of which may hold; /v1/datasets/crossings/structure"
                                + " lists them.")
        @Nullable String citizenship,

        @QueryParam("category")
        @Parameter(
                description =
                        "Codes of category, separated by commas, any of which may hold; /v1/datasets/crossings/structure"
                                + " lists them.")
        @Nullable String category) {

    Map<String, @Nullable String> dimensions() {
        Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
        dimensions.put("route", route);
        dimensions.put("citizenship", citizenship);
        dimensions.put("category", category);
        return dimensions;
    }
}

package org.borderledger.spending;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.borderledger.figure.FigureFilter;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list of spending lines. */
record SpendingLineFilter(
        @BeanParam FigureFilter figures,

        @QueryParam("stage")
        @Parameter(
                description =
                        "Codes of stage, separated by commas, any of which may hold; /v1/datasets/spending-lines/structure"
                                + " lists them.")
        @Nullable String stage,

        @QueryParam("funder")
        @Parameter(
                description =
                        "Codes of funder, separated by commas, any of which may hold; /v1/datasets/spending-lines/structure"
                                + " lists them.")
        @Nullable String funder,

        @QueryParam("recipient")
        @Parameter(
                description =
                        "Codes of recipient, separated by commas, any of which may hold; /v1/datasets/spending-lines/structure"
                                + " lists them.")
        @Nullable String recipient,

        @QueryParam("programme")
        @Parameter(
                description =
                        "Codes of programme, separated by commas, any of which may hold; /v1/datasets/spending-lines/structure"
                                + " lists them.")
        @Nullable String programme,

        @QueryParam("purpose")
        @Parameter(
                description =
                        "Codes of purpose, separated by commas, any of which may hold; /v1/datasets/spending-lines/structure"
                                + " lists them.")
        @Nullable String purpose) {

    Map<String, @Nullable String> dimensions() {
        Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
        dimensions.put("stage", stage);
        dimensions.put("funder", funder);
        dimensions.put("recipient", recipient);
        dimensions.put("programme", programme);
        dimensions.put("purpose", purpose);
        return dimensions;
    }
}

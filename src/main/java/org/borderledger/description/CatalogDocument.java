package org.borderledger.description;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A document of JSON-LD that needs no other to be read. */
@Schema(name = "Catalog", description = "The datasets and series in one graph, as DCAT 3 and schema.org describe them")
record CatalogDocument(
        @JsonProperty("@context") @Schema(description = "What the terms mean; nothing has to be fetched")
        Map<String, Object> context,

        @JsonProperty("@graph")
        @Schema(
                description =
                        "The catalogue, its datasets and series, their distributions, the service, the publishers")
        List<Map<String, Object>> graph) {

    static final String MEDIA_TYPE = "application/ld+json";
    static final String PATH = "/v1/catalog.jsonld";
}

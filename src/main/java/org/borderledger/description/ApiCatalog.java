package org.borderledger.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.borderledger.catalogue.Service;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Licence;
import org.borderledger.ledger.SeriesCatalogue;

/** The interface, and where it is described, as a set of links (RFC 9264) at the address at which programs look (RFC 9727). */
final class ApiCatalog {
    static final String PATH = "/.well-known/api-catalog";
    static final String MEDIA_TYPE = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";

    private static final String JSON = "application/json";

    private ApiCatalog() {}

    /** What a HEAD of it tells as well, for whoever wants no more than to know that it is there. */
    static String header(String base) {
        return "<" + base + PATH + ">; rel=\"api-catalog\"; type=\"application/linkset+json\", <" + base
                + "/>; rel=\"item\"; type=\"" + JSON + "\", <" + base + "/openapi.json>; rel=\"service-desc\"; type=\""
                + JSON + "\"";
    }

    static String of(List<Dataset> datasets, SeriesCatalogue catalogue, String base, ObjectMapper json) {
        List<Map<String, Object>> links = new ArrayList<>();
        links.add(context(base + PATH, Map.of("item", List.of(target(base + "/", JSON, Service.title())))));
        Map<String, List<Map<String, String>>> whole = new LinkedHashMap<>();
        whole.put(
                "service-desc",
                List.of(
                        target(base + "/openapi.json", JSON, "The contract"),
                        target(base + "/openapi.yaml", "application/yaml", "The contract")));
        whole.put(
                "service-doc",
                List.of(
                        target(base + LlmsText.PATH, "text/plain", "What it is and how to ask, in one page"),
                        target(base + PageAddresses.ABOUT, "text/html", "What the data are"),
                        target(base + "/problems", "text/html", "What refusals mean")));
        whole.put(
                "status",
                List.of(target(base + "/v1/series", JSON, "Of each series whether its next release is late")));
        List<Map<String, String>> descriptions = List.of(
                target(
                        base + CatalogDocument.PATH,
                        CatalogDocument.MEDIA_TYPE,
                        "The datasets, as DCAT 3 and schema.org"),
                target(base + DataPackage.PATH, JSON, "The files with their columns, as a Data Package"));
        whole.put("describedby", descriptions);
        whole.put("service-meta", descriptions);
        whole.put(
                "license",
                licences(catalogue.list().stream().map(each -> each.licence())).toList());
        links.add(context(base + "/", whole));
        for (Dataset dataset : datasets) {
            String about = base + "/v1/datasets/" + dataset.name();
            Map<String, List<Map<String, String>>> its = new LinkedHashMap<>();
            its.put(
                    "describedby",
                    List.of(
                            target(about, JSON, dataset.title()),
                            target(about + "/structure", JSON, "Columns and codes")));
            its.put(
                    "alternate",
                    Stream.of(DataForm.values())
                            .map(form -> target(
                                    base + "/v1/" + dataset.name() + form.suffix(), form.mediaType(), form.title()))
                            .toList());
            its.put(
                    "license",
                    licences(catalogue.of(dataset).stream().map(each -> each.licence()))
                            .toList());
            links.add(context(base + "/v1/" + dataset.name(), its));
        }
        try {
            return json.writeValueAsString(Map.of("linkset", links)) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Object> context(String anchor, Map<String, List<Map<String, String>>> relations) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("anchor", anchor);
        context.putAll(relations);
        return context;
    }

    private static Map<String, String> target(String address, String mediaType, String title) {
        Map<String, String> target = new LinkedHashMap<>();
        target.put("href", address);
        target.put("type", mediaType);
        target.put("title", title);
        return target;
    }

    private static Stream<Map<String, String>> licences(Stream<@org.jspecify.annotations.Nullable String> codes) {
        return codes.flatMap(code -> Licence.find(code).stream())
                .distinct()
                .map(licence -> target(licence.address(), "text/html", licence.title()));
    }
}

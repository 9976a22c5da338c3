package org.borderledger.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borderledger.http.OfService;
import org.borderledger.ledger.Dataset;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The front door for programs, and a page for each problem. People are shown the explorer. */
@Path("/")
@OfService
public class IndexResource {
    private final List<Dataset> datasets;
    private final ObjectMapper json;

    IndexResource(List<Dataset> datasets, ObjectMapper json) {
        this.datasets = List.copyOf(datasets);
        this.json = json;
    }

    @GET
    @Operation(hidden = true)
    public Response index() throws JsonProcessingException {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("20 June 2025", "/v1/crossings/uk-small-boats-daily:2025-06-20");
        datasets.forEach(dataset -> paths.put(dataset.name(), "/v1/" + dataset.name()));
        paths.put("newest", "/v1/crossings/latest");
        paths.put("datasets", "/v1/datasets");
        paths.put("series", "/v1/series");
        paths.put("releases", "/v1/releases");
        paths.put("revisions", "/v1/revisions");
        paths.put("what changed, as an Atom feed", "/v1/changes.atom");
        paths.put("what changed, as a JSON Feed", "/v1/changes.json");
        paths.put("openapi", "/openapi.json");
        paths.put("catalogue, as DCAT and schema.org", "/v1/catalog.jsonld");
        paths.put("data package", "/v1/datapackage.json");
        paths.put("in one page of text", "/llms.txt");
        paths.put("problems", "/problems");
        // In this order always: the same validator promises the same bytes on every replica.
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("title", Service.title());
        index.put("about", Service.about());
        index.put("paths", paths);
        return Response.ok(json.writeValueAsBytes(index))
                .type(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.LINK,
                        "</.well-known/api-catalog>; rel=\"api-catalog\"; type=\"application/linkset+json\"")
                .build();
    }

    @GET
    @Path("/problems")
    @Operation(hidden = true)
    public Response problems() {
        var list = new StringBuilder("<dl>\n");
        for (ProblemCode code : ProblemCode.values()) {
            list.append(describe(code));
        }
        return page("Problems", list + "</dl>\n");
    }

    @GET
    @Path("/problems/{code}")
    @Operation(hidden = true)
    public Response problem(@PathParam("code") String code) {
        Optional<ProblemCode> known = Arrays.stream(ProblemCode.values())
                .filter(each -> each.code().equals(code))
                .findFirst();
        ProblemCode found = known.orElseThrow(
                () -> Problem.of(ProblemCode.NOT_FOUND, "there is no problem '" + Problem.echo(code) + "'")
                        .hint("/problems lists them"));
        return page(found.title(), "<dl>\n" + describe(found) + "</dl>\n");
    }

    private static String describe(ProblemCode code) {
        return "<dt id=\"" + code.code() + "\"><code>" + code.code() + "</code> " + code.title() + " (" + code.status()
                + ")</dt>\n<dd>" + code.description().replaceAll("`([^`]+)`", "<code>$1</code>") + "</dd>\n";
    }

    private static Response page(String title, String body) {
        String html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + title
                + "</title>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n" + body + "</main>\n</body>\n</html>\n";
        return Response.ok(html.getBytes(StandardCharsets.UTF_8))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }
}

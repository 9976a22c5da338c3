package org.borderledger.description;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.ledger.Licence;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the descriptions say is what the service has; {@link ValidatedDescriptionsTest} holds them to their formats. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class DescriptionTest {
    private static final String BASE = "https://ledger.example";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/v1/catalog.jsonld, application/ld+json",
                "/v1/datapackage.json, application/json",
                "/.well-known/api-catalog, `application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"`",
                "/.well-known/security.txt, text/plain; charset=utf-8",
                "/llms.txt, text/plain; charset=utf-8",
                "/robots.txt, text/plain; charset=utf-8",
                "/sitemap.xml, application/xml"
            })
    void eachHasItsMediaTypeAndAHeadThatSaysTheSame(String address, String mediaType) {
        Caller.Answer answer = ask(address);
        assertEquals(200, answer.status(), answer::body);
        assertEquals(mediaType, answer.header("Content-Type").replace(";charset=UTF-8", ""));
        assertFalse(answer.body().isBlank());
        Caller.Answer head = ask("HEAD", address, Map.of());
        assertEquals(200, head.status());
        assertEquals("", head.body());
        for (String header : List.of("Content-Type", "ETag", "Cache-Control", "Link")) {
            assertEquals(answer.header(header), head.header(header), header);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/catalog.jsonld",
                "/v1/datapackage.json",
                "/.well-known/api-catalog",
                "/.well-known/security.txt",
                "/llms.txt",
                "/robots.txt",
                "/sitemap.xml"
            })
    void noneTakesParameters(String address) {
        problem(ProblemCode.UNKNOWN_PARAMETER, address + "?format=json");
    }

    @Test
    void whatIsNotThereIsAProblem() {
        problem(ProblemCode.NOT_FOUND, "/.well-known/csvm");
        problem(ProblemCode.NOT_FOUND, "/.well-known/nosuch");
        problem(ProblemCode.NOT_FOUND, "/sitemap-1.xml");
        problem(ProblemCode.NOT_FOUND, "/v1/catalog.jsonld.csv");
        problem(ProblemCode.NOT_FOUND, "/v1/datapackage");
    }

    @Test
    void theFrontDoorLeadsToThem() {
        assertEquals("/.well-known/api-catalog", Caller.links(ask("/")).get("api-catalog"));
        Set<String> paths = get("/").path("paths").properties().stream()
                .map(path -> path.getValue().asText())
                .collect(Collectors.toSet());
        assertTrue(paths.containsAll(Set.of("/v1/catalog.jsonld", "/v1/datapackage.json", "/llms.txt")));
        assertTrue(ask("/explore")
                .body()
                .contains("<link rel=\"describedby\" type=\"application/ld+json\" href=\"/v1/catalog.jsonld\">"));
    }

    /** The series that have figures, as the API itself says. */
    private static Set<String> held() {
        return rows("/v1/datasets").stream()
                .flatMap(dataset -> rows("/v1/" + dataset.path("name").asText() + "/latest?series=*").stream())
                .map(figure -> figure.path("series").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> catalogued(String type) {
        return list(ask("/v1/catalog.jsonld").json().path("@graph")).stream()
                .filter(node -> texts(node.path("@type")).contains(type))
                .toList();
    }

    private static JsonNode catalogued(String type, String identifier) {
        return catalogued(type).stream()
                .filter(node -> node.path("identifier").asText().equals(identifier))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCatalogueHasEverySeriesOfWhichThereAreFiguresAndNoOther() {
        Set<String> datasets = rows("/v1/datasets").stream()
                .map(dataset -> dataset.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(datasets, new TreeSet<>(texts(catalogued("dcat:DatasetSeries"), "identifier")));
        Set<String> expected = held();
        assertTrue(expected.size() >= 5, expected::toString);
        expected.addAll(datasets);
        assertEquals(expected, new TreeSet<>(texts(catalogued("dcat:Dataset"), "identifier")));
        assertEquals(expected, new TreeSet<>(texts(catalogued("Dataset"), "identifier")));
    }

    @Test
    void aSeriesIsDescribedByWhatItDeclaresAndHolds() {
        JsonNode series = get("/v1/series/uk-small-boats-daily").path("data");
        JsonNode described = catalogued("dcat:Dataset", "uk-small-boats-daily");
        assertEquals(
                BASE + "/v1/series/uk-small-boats-daily", described.path("@id").asText());
        assertEquals(series.path("title"), described.path("name"));
        assertEquals(series.path("title"), described.path("dcterms:title"));
        assertEquals(series.path("definition"), described.path("description"));
        assertEquals(series.path("attribution"), described.path("creditText"));
        assertEquals(series.path("sourceUrl"), described.path("dcterms:source"));
        assertEquals(
                Licence.OPEN_GOVERNMENT.address(),
                described.path("dcterms:license").asText());
        assertEquals(
                Licence.OPEN_GOVERNMENT.address(), described.path("license").asText());
        assertEquals(
                BASE + "/v1/catalog.jsonld#home-office",
                described.at("/dcterms:creator/@id").asText());
        assertEquals(
                BASE + "/v1/catalog.jsonld#border-ledger",
                described.at("/dcterms:publisher/@id").asText());
        assertEquals("P1D", described.path("dcat:temporalResolution").asText());
        assertTrue(described.path("dcterms:accrualPeriodicity").asText().endsWith("/WEEKLY"));
        assertEquals(
                List.of("people", "boats", "uncontrolledLandings"),
                texts(list(described.path("variableMeasured")), "name"));

        JsonNode coverage = get("/v1/crossings?limit=1").at("/meta/coverage");
        JsonNode days = described.path("dcterms:temporal");
        assertEquals(coverage.path("from"), days.path("dcat:startDate"));
        assertEquals(coverage.path("to"), days.path("dcat:endDate"));
        assertEquals(
                coverage.path("from").asText() + "/" + coverage.path("to").asText(),
                described.path("temporalCoverage").asText());
    }

    @Test
    void versionAndDateAreThoseOfTheNewestRevisionThatTouchedIt() {
        for (String id : List.of("uk-small-boats-daily", "uk-announced-funding")) {
            JsonNode described = catalogued("dcat:Dataset", id);
            JsonNode newest = rows("/v1/revisions?limit=10000").stream()
                    .filter(revision ->
                            texts(list(revision.path("series")), "series").contains(id))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    newest.path("number").asText(),
                    described.path("dcat:version").asText());
            assertEquals(
                    Instant.parse(newest.path("recordedAt").asText()),
                    Instant.parse(described.path("dcterms:modified").asText()));
        }
    }

    @Test
    void aDatasetIsTheSeriesOfItsSeries() {
        JsonNode crossings = catalogued("dcat:DatasetSeries", "crossings");
        List<String> parts = texts(list(crossings.path("hasPart")), "@id");
        assertEquals(
                List.of(BASE + "/v1/series/uk-small-boats-daily", BASE + "/v1/series/uk-small-boats-weekly"), parts);
        for (String part : parts) {
            JsonNode series = catalogued("dcat:Dataset", part.substring(part.lastIndexOf('/') + 1));
            assertEquals(crossings.path("@id"), series.at("/dcat:inSeries/@id"));
            assertEquals(crossings.path("@id"), series.at("/isPartOf/@id"));
        }
    }

    @Test
    void everyReferenceOfTheCatalogueIsToAThingInIt() {
        JsonNode graph = ask("/v1/catalog.jsonld").json().path("@graph");
        List<String> ids = texts(list(graph), "@id");
        assertEquals(ids.size(), Set.copyOf(ids).size());
        assertTrue(ids.containsAll(graph.findValuesAsText("@id")));
    }

    @Test
    void theDataPackageHasTheColumnsOfEveryDataset() {
        JsonNode described = get("/v1/datapackage.json");
        JsonNode newest = rows("/v1/revisions?limit=1").getFirst();
        assertEquals(newest.path("number").asText(), described.path("version").asText());
        List<JsonNode> resources = list(described.path("resources"));
        assertEquals(texts(rows("/v1/datasets"), "name"), texts(resources, "name"));
        for (JsonNode resource : resources) {
            String path = resource.path("path").asText();
            assertTrue(path.startsWith(BASE + "/v1/"), path);
            Caller.Answer csv = ask(path.substring(BASE.length()));
            assertEquals(
                    csv.body().lines().findFirst().orElseThrow(),
                    String.join(",", texts(list(resource.at("/schema/fields")), "name")));
            assertTrue(csv.header("Cache-Control").contains("immutable"));
            assertEquals(List.of("key"), texts(resource.at("/schema/primaryKey")));
        }
        JsonNode route = field(resources.getFirst(), "route");
        assertTrue(texts(list(route.path("categories")), "label").contains("English Channel"));
        assertEquals(texts(list(route.path("categories")), "value"), texts(route.at("/constraints/enum")));
        JsonNode people = field(resources.getFirst(), "people");
        assertEquals("integer", people.path("type").asText());
        assertEquals(0, people.at("/constraints/minimum").asInt(-1));
        assertFalse(people.at("/constraints").has("required"));
    }

    private static JsonNode field(JsonNode resource, String name) {
        return list(resource.at("/schema/fields")).stream()
                .filter(field -> field.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theApiCatalogLeadsToContractAndDescriptions() {
        Caller.Answer answer = ask("HEAD", "/.well-known/api-catalog", Map.of());
        assertEquals(BASE + "/.well-known/api-catalog", Caller.links(answer).get("api-catalog"));
        assertEquals(BASE + "/", Caller.links(answer).get("item"));
        List<JsonNode> linkset = list(ask("/.well-known/api-catalog").json().path("linkset"));
        assertEquals(
                List.of(
                        BASE + "/.well-known/api-catalog",
                        BASE + "/",
                        BASE + "/v1/crossings",
                        BASE + "/v1/enforcement-actions",
                        BASE + "/v1/spending-lines"),
                texts(linkset, "anchor"));
        JsonNode whole = linkset.get(1);
        assertEquals(
                List.of(BASE + "/openapi.json", BASE + "/openapi.yaml"),
                texts(list(whole.path("service-desc")), "href"));
        assertEquals(
                List.of(BASE + "/v1/catalog.jsonld", BASE + "/v1/datapackage.json"),
                texts(list(whole.path("describedby")), "href"));
        for (String relation : List.of("service-doc", "status", "license")) {
            assertFalse(whole.path(relation).isEmpty(), relation);
        }
    }

    @Test
    void everyLicenceThatASeriesDeclaresIsKnown() {
        for (Series series : SeriesCatalogue.load().list()) {
            assertTrue(
                    series.licence() == null || Licence.find(series.licence()).isPresent(), series.id());
        }
    }

    @Test
    void everyAddressOfLlmsTextIsAnswered() {
        String text = ask("/llms.txt").body();
        assertTrue(text.startsWith("# Border Ledger\n\n> "), text);
        List<String> addresses = Pattern.compile("]\\(" + BASE + "([^)]+)\\): \\S")
                .matcher(text)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertTrue(addresses.size() > 30, text);
        assertEquals(text.lines().filter(line -> line.startsWith("- [")).count(), addresses.size());
        for (String address : addresses) {
            Caller.Answer answer = ask(address);
            assertEquals(200, answer.status(), answer::toString);
        }
        for (String rule : List.of("meta.citation", "provisional", "Missing is not zero", "does not answer")) {
            assertTrue(text.contains(rule), rule);
        }
    }

    @Test
    void robotsMayReadPagesAndTheSitemapIsNamed() {
        String text = ask("/robots.txt").body();
        assertTrue(text.contains("\nAllow: /\nDisallow: /*?\n"), text);
        assertTrue(text.contains("\nAllow: /explore/crossings?series=uk-small-boats-weekly$\n"), text);
        assertTrue(text.endsWith("\nSitemap: " + BASE + "/sitemap.xml\n"), text);
    }

    @Test
    void theSitemapHasEveryReleaseClaimAndRevision() {
        String text = ask("/sitemap.xml").body();
        Set<String> pages = Pattern.compile("<loc>" + BASE + "([^<]*)</loc>")
                .matcher(text)
                .results()
                .map(page -> page.group(1))
                .collect(Collectors.toSet());
        Set<String> expected = new TreeSet<>(List.of(
                "/",
                "/explore/about",
                "/explore/claims",
                "/explore/changes",
                "/explore/releases",
                "/explore/crossings",
                "/explore/crossings?series=uk-small-boats-weekly",
                "/explore/enforcement-actions",
                "/explore/enforcement-actions?series=uk-small-boats-prevented-weekly",
                "/explore/spending-lines"));
        texts(rows("/v1/releases?limit=10000"), "id").forEach(id -> expected.add("/explore/releases/" + id));
        texts(rows("/v1/claims?limit=10000"), "id").forEach(id -> expected.add("/explore/claims/" + id));
        texts(rows("/v1/revisions?limit=10000"), "number").forEach(id -> expected.add("/explore/changes/" + id));
        assertEquals(expected, new TreeSet<>(pages));
    }

    @Test
    void aReleaseWasChangedLastWhenItCameIn() {
        JsonNode revision = rows("/v1/revisions?limit=10000").stream()
                .filter(each -> each.path("number").asInt() == 1)
                .findFirst()
                .orElseThrow();
        String release = revision.path("release").asText();
        assertTrue(
                ask("/sitemap.xml")
                        .body()
                        .contains("<loc>" + BASE + "/explore/releases/" + release + "</loc><lastmod>"
                                + Instant.parse(revision.path("recordedAt").asText()) + "</lastmod>"),
                release);
    }

    @Test
    void securityTextNamesTheContactThatIsSet() {
        List<String> lines = ask("/.well-known/security.txt").body().lines().toList();
        assertEquals("Contact: mailto:security@ledger.example", lines.getFirst());
        assertTrue(lines.contains("Canonical: " + BASE + "/.well-known/security.txt"), lines::toString);
    }
}

package org.borderledger.change;

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
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.borderledger.Caller;
import org.borderledger.SeriesIds;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** News of changes, as feed readers take them. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class FeedTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String HOST = "https://ledger.example";

    /** RFC 4287, section 4: what a feed and an entry must have, once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/changes.atom",
                "/v1/changes.atom?dataset=crossings",
                "/v1/changes.atom?series=uk-small-boats-prevented-weekly",
                "/v1/changes.atom?dataset=spending-lines&series=uk-announced-funding",
                "/v1/changes.atom?series=uk-small-boats-last-7-days",
                "/v1/changes.atom?dataset=claims"
            })
    void theAtomFeedKeepsTheRulesOfItsRfc(String address) throws Exception {
        Caller.Answer answer = ask(address);
        assertEquals(200, answer.status(), answer::body);
        assertEquals("application/atom+xml;charset=UTF-8", answer.header("Content-Type"));
        Element feed = parse(answer.body()).getDocumentElement();
        assertEquals(ATOM, feed.getNamespaceURI());
        assertEquals("feed", feed.getLocalName());
        for (String once : List.of("id", "title", "updated")) {
            assertEquals(1, children(feed, once).size(), once);
        }
        assertEquals(HOST + address, text(feed, "id"));
        Instant.parse(text(feed, "updated"));
        assertEquals(1, children(feed, "author").size(), "else each entry needs one");
        assertFalse(text(children(feed, "author").getFirst(), "name").isBlank());
        assertEquals(HOST + address, link(feed, "self"));
        Set<String> identifiers = new TreeSet<>();
        Instant newer = Instant.MAX;
        for (Element entry : children(feed, "entry")) {
            for (String once : List.of("id", "title", "updated", "content")) {
                assertEquals(1, children(entry, once).size(), once);
            }
            assertTrue(identifiers.add(text(entry, "id")), "an identifier is of one entry");
            assertEquals("urn", URI.create(text(entry, "id")).getScheme());
            assertFalse(text(entry, "title").isBlank());
            Instant updated = Instant.parse(text(entry, "updated"));
            assertFalse(updated.isAfter(newer), "newest first");
            newer = updated;
            assertEquals("html", children(entry, "content").getFirst().getAttribute("type"));
            assertTrue(link(entry, "alternate").matches(HOST + "/v1/(revisions/|claims).*"));
            for (Element category : children(entry, "category")) {
                assertFalse(category.getAttribute("term").isBlank());
            }
        }
        assertTrue(children(feed, "entry").size() <= 50);
    }

    /** jsonfeed.org/version/1.1: what is required, and absolute addresses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/changes.json",
                "/v1/changes.json?dataset=enforcement-actions",
                "/v1/changes.json?series=uk-small-boats-last-7-days"
            })
    void theJsonFeedHasWhatItsFormatAsksFor(String address) {
        Caller.Answer answer = ask(address);
        assertEquals(200, answer.status(), answer::body);
        assertTrue(answer.header("Content-Type").startsWith("application/feed+json"));
        JsonNode feed = answer.json();
        assertEquals("https://jsonfeed.org/version/1.1", feed.path("version").asText());
        assertFalse(feed.path("title").asText().isBlank());
        assertEquals(HOST + address, feed.path("feed_url").asText());
        assertTrue(feed.path("items").isArray());
        assertTrue(feed.path("items").size() <= 50);
        feed.findParents("next_url")
                .forEach(each -> assertTrue(each.path("next_url").isTextual()));
        for (JsonNode item : feed.path("items")) {
            assertTrue(item.path("id").isTextual());
            assertTrue(item.path("content_html").asText().contains("<p>"));
            Instant.parse(item.path("date_published").asText());
            assertTrue(item.path("url").asText().startsWith(HOST));
            assertTrue(item.path("tags").isArray());
            item.properties().forEach(field -> assertFalse(field.getValue().isNull(), field::getKey));
        }
    }

    @Test
    void bothFormatsTellTheSame() throws Exception {
        List<JsonNode> items = list(ask("/v1/changes.json").json().path("items"));
        List<Element> entries = children(parse(ask("/v1/changes.atom").body()).getDocumentElement(), "entry");
        assertEquals(
                texts(items, "id"),
                entries.stream().map(entry -> text(entry, "id")).toList());
        assertEquals(
                texts(items, "title"),
                entries.stream().map(entry -> text(entry, "title")).toList());
        assertEquals(
                texts(items, "content_html"),
                entries.stream().map(entry -> text(entry, "content")).toList());
    }

    /** A walk to the end meets every revision and series that changed something, every article with claims, and no other. */
    @Test
    void thePagesTellOfEveryChangeOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        for (JsonNode revision : rows("/v1/revisions?limit=10000")) {
            int number = revision.path("number").asInt();
            String release = revision.path("release").asText();
            if (!rows("/v1/releases/" + release + "/claims?revision=" + number).isEmpty()) {
                expected.add(HOST + "/v1/claims?release=" + release + "&revision=" + number);
            }
            for (JsonNode effect : revision.path("series")) {
                if (List.of("added", "revised", "withdrawn", "backdated").stream()
                        .anyMatch(kind -> effect.path(kind).asInt() > 0)) {
                    expected.add(HOST + ChangesTest.changes(number) + "?series="
                            + effect.path("series").asText());
                }
            }
        }
        assertTrue(expected.size() > 50);
        List<String> urls = new ArrayList<>();
        for (String next = "/v1/changes.json"; !next.isEmpty(); ) {
            JsonNode page = ask(next).json();
            urls.addAll(texts(list(page.path("items")), "url"));
            next = page.path("next_url").asText("").replace(HOST, "");
        }
        assertEquals(expected, urls);
        List<String> links = new ArrayList<>();
        for (String next = "/v1/changes.atom"; !next.isEmpty(); ) {
            Element feed = parse(ask(next).body()).getDocumentElement();
            assertEquals(HOST + "/v1/changes.atom", text(feed, "id"), "all pages are one feed");
            assertEquals(HOST + next, link(feed, "self"));
            children(feed, "entry").forEach(entry -> links.add(link(entry, "alternate")));
            next = link(feed, "next").replace(HOST, "");
        }
        assertEquals(expected, links);
        for (String url : urls.subList(0, 5)) {
            assertFalse(get(url.replace(HOST, "")).path("data").isEmpty(), url);
        }
    }

    @Test
    void aTitleSaysWhatHappened() {
        JsonNode ofWeeks = entry("uk-small-boats-prevented-weekly", "home-office-small-boats-time-series-2026-06-05");
        String title = ofWeeks.path("title").asText();
        assertEquals(
                "Home Office revised 10 weekly figures of prevented small-boat crossings on 5 June 2026, all marked as"
                        + " revised, and published 1 new one; the largest change: week 2026-W12, people 199 to 277.",
                title);
        assertTrue(
                ofWeeks.path("content_html")
                        .asText()
                        .contains("<li>week 2026-W12 (marked as revised): events 13 to 17, people 199 to 277</li>"),
                ofWeeks::toString);
        String landings = entry("uk-small-boats-weekly", "home-office-small-boats-time-series-2026-02-27")
                .path("content_html")
                .asText();
        assertTrue(landings.contains("week 2026-W07: uncontrolled landings 5 to 0</li>"), landings);
        String first = entry("uk-small-boats-daily", "home-office-small-boats-time-series-2025-11-14")
                .path("title")
                .asText();
        assertTrue(
                first.matches("Home Office published [\\d,]+ new daily figures of small-boat arrivals on 14 November"
                        + " 2025\\."),
                first);
    }

    @Test
    void aFigureHasOneLineThoughTheNewOnesAreToldAfterIt() {
        String content = entry("uk-enforcement-statements", "national-crime-agency-2026-01-21")
                .path("content_html")
                .asText();
        assertEquals(2, content.split("qualifier more-than to exact", -1).length, content);
        assertEquals(3, content.split("<li>", -1).length, content);
    }

    @Test
    void anUnknownDatasetOrSeriesIsRefusedWithThoseThatThereAre() {
        for (String feed : List.of("/v1/changes.atom", "/v1/changes.json")) {
            JsonNode dataset = problem(ProblemCode.UNKNOWN_VALUE, feed + "?dataset=crossing");
            assertEquals(4, dataset.path("allowed").size(), "the datasets and the claims");
            JsonNode series =
                    problem(ProblemCode.UNKNOWN_VALUE, feed + "?dataset=crossings&series=uk-announced-funding");
            assertEquals(
                    SeriesIds.of("crossings").size(), series.path("allowed").size());
            problem(ProblemCode.UNKNOWN_PARAMETER, feed + "?limit=3");
            problem(ProblemCode.INVALID_CURSOR, feed + "?cursor=x");
            problem(ProblemCode.NOT_FOUND, feed + ".csv");
        }
        problem(ProblemCode.NOT_FOUND, "/v1/changes");
        problem(ProblemCode.NOT_FOUND, "/v1/changes.csv");
        String next = ask("/v1/changes.json").json().path("next_url").asText().replace(HOST, "");
        problem(ProblemCode.INVALID_CURSOR, next + "&dataset=crossings");
    }

    @Test
    void aReaderThatHasTheFeedIsSparedIt() {
        for (String feed : List.of("/v1/changes.atom", "/v1/changes.json")) {
            Caller.Answer answer = ask(feed);
            assertEquals(
                    "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400",
                    answer.header("Cache-Control"));
            assertEquals(
                    304,
                    ask(feed, Map.of("If-None-Match", answer.header("ETag"))).status());
            assertEquals(answer.body(), ask(feed).body());
        }
    }

    private static JsonNode entry(String series, String release) {
        String url = HOST + ChangesTest.changes(ChangesTest.revisionOf(release)) + "?series=" + series;
        for (String next = "/v1/changes.json?series=" + series; !next.isEmpty(); ) {
            JsonNode page = ask(next).json();
            for (JsonNode item : page.path("items")) {
                if (item.path("url").asText().equals(url)) {
                    return item;
                }
            }
            next = page.path("next_url").asText("").replace(HOST, "");
        }
        throw new AssertionError("no entry leads to " + url);
    }

    private static Document parse(String xml) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultNSInstance();
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return parsers.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child && child.getLocalName().equals(name)) {
                assertEquals(ATOM, child.getNamespaceURI());
                children.add(child);
            }
        }
        return children;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).getFirst().getTextContent();
    }

    /** The target of the one link of this relation; empty where there is none. */
    private static String link(Element parent, String relation) {
        List<Element> links = children(parent, "link").stream()
                .filter(link -> link.getAttribute("rel").equals(relation))
                .filter(link -> !link.getAttribute("type").equals("application/feed+json"))
                .toList();
        assertTrue(links.size() <= 1);
        return links.isEmpty() ? "" : links.getFirst().getAttribute("href");
    }
}

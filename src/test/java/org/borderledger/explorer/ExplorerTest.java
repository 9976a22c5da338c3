package org.borderledger.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as the service sends them, read without a browser; what a browser makes of them is in BrowserTest. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ExplorerTest {
    private static final Map<String, String> BROWSER = Map.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    private static final String CELLS = "#table ~ .scroll tbody tr";

    private static Document page(String address) {
        Caller.Answer answer = Caller.ask(address, BROWSER);
        assertEquals(200, answer.status(), answer::body);
        return Jsoup.parse(answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/explore/crossings",
                "/explore/crossings?series=uk-small-boats-weekly&chart=bars",
                "/explore/crossings?series=us-cbp-encounters-monthly",
                "/explore/crossings/embed?chart=calendar",
                "/explore/enforcement-actions",
                "/explore/enforcement-actions/uk-small-boats-prevented-weekly:2026-W07",
                "/explore/spending-lines",
                "/explore/releases",
                "/explore/releases/lbc-2025-06-26",
                "/explore/claims",
                "/explore/claims/lbc-13",
                "/explore/changes",
                "/explore/changes/39",
                "/explore/about"
            })
    void everyPageIsOnlyMadeOfWhatTheServiceSends(String address) {
        Caller.Answer answer = Caller.ask(address, BROWSER);
        assertEquals(200, answer.status(), answer::body);
        assertEquals("text/html;charset=utf-8", answer.header("Content-Type"));
        assertTrue(
                answer.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self';"),
                answer.header("Content-Security-Policy"));
        assertEquals(1, answer.headers().getValues("Content-Security-Policy").size(), "and not that of data besides");
        Document page = Jsoup.parse(answer.body());
        assertEquals("en", page.expectFirst("html").attr("lang"));
        assertEquals(1, page.select("h1").size());
        for (Element loaded : page.select("script[src], link[rel=stylesheet], link[rel=icon], img, iframe")) {
            String place = loaded.hasAttr("src") ? loaded.attr("src") : loaded.attr("href");
            assertTrue(place.startsWith("/explore/assets/"), place);
            assertEquals(200, Caller.ask(place).status(), place);
        }
        for (Element inline : page.select("script:not([src])")) {
            assertEquals("application/json", inline.attr("type"));
        }
        assertTrue(page.select("[style], [onclick], style").isEmpty());
        assertFalse(page.text().contains("NOT_FOUND"), page.text());
        for (Element chart : page.select("figure.chart")) {
            assertEquals(200, Caller.ask(chart.attr("data-address")).status(), chart.attr("data-address"));
        }
    }

    /** API rule 4: every address that a page leads to within the service is one that answers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/explore/crossings?chart=bars&from=2026-08-01",
                "/explore/crossings/uk-small-boats-daily:2025-06-20",
                "/explore/releases/lbc-2025-06-26",
                "/explore/claims/lbc-03",
                "/explore/changes/39"
            })
    void everyLinkLeadsSomewhere(String address) {
        for (Element link : page(address).select("a[href^=/]")) {
            assertEquals(200, Caller.ask(link.attr("href"), BROWSER).status(), link.attr("href"));
        }
    }

    @Test
    void theFirstPageAnswersWhatPeopleComeWith() {
        Document page = page("/");
        assertEquals(
                List.of("0", "425", "15,897", "40.00 %"),
                page.select(".card .big").eachText());
        assertTrue(page.text().contains("27,997 to the same day in 2025 (−43.22 %)"), page.text());
        assertTrue(page.text()
                .contains("270 people prevented of 675 prevented or arrived, 10 August 2026 to 16 August 2026"));
        assertTrue(page.text().contains("expected on 28 August 2026, the last one came on 21 August 2026"));
        assertEquals(
                "/explore/releases/lbc-2025-06-26",
                page.expectFirst("section[aria-labelledby=article] .more a").attr("href"));
        assertEquals(9, page.select("table tbody tr").size());
    }

    @Test
    void aFigureIsShownWithItsSourceItsHistoryAndWhatWasSaidOfIt() {
        Document page = page("/explore/crossings/uk-small-boats-daily:2025-06-20");
        assertEquals("437", page.expectFirst("#people").text());
        assertEquals("17,817", page.expectFirst("#yearToDate").text());
        assertTrue(page.select("dl.facts").text().contains("SB_01!A2729"));
        assertEquals(3, page.select(".claim").size());
        String citation = page.expectFirst("#citation").text();
        assertEquals(
                Caller.get("/v1/crossings/uk-small-boats-daily:2025-06-20")
                        .at("/meta/citation")
                        .asText(),
                citation);
        Document revised = page("/explore/enforcement-actions/uk-small-boats-prevented-weekly:2026-W07");
        assertEquals(
                "Events: what was said, release by release",
                revised.expectFirst("figure").attr("data-heading"));
        assertEquals(
                2, revised.select("section[aria-labelledby=history] tbody tr").size());
    }

    /** Landings are not recorded before 2023, and one that is none is a zero. */
    @Test
    void whatIsMissingIsNoZero() {
        List<String> rows = page("/explore/crossings?from=2022-12-31&to=2023-01-01")
                .select(CELLS)
                .eachText();
        assertEquals(2, rows.size());
        assertTrue(rows.get(0).matches("1 January 2023 \\d+ \\d+ 0 provisional .*"), rows.get(0));
        assertTrue(rows.get(1).matches("31 December 2022 \\d+ \\d+ – provisional .*"), rows.get(1));
        assertTrue(page("/explore/crossings?series=us-cbp-encounters-monthly")
                .text()
                .contains("This is not a zero."));
    }

    @Test
    void moneyIsExactAndInItsCurrency() {
        String rows = page("/explore/spending-lines").select(CELLS).text();
        assertTrue(rows.contains("541,000,000 EUR"), rows);
        assertTrue(rows.contains("up to 280,000,000 GBP a year"), rows);
        assertTrue(rows.contains("about 300,000,000 GBP"), rows);
    }

    @Test
    void aChartOfSumsHasThemInATableBesideIt() {
        Document years = page("/explore/crossings?chart=cumulative&to=2025-06-25");
        assertEquals(
                "2025 18,518",
                years.expectFirst("section[aria-labelledby=chart] tbody tr").text());
        Document stages = page("/explore/spending-lines");
        assertEquals(
                List.of(
                        "announced GBP a year: yearly rates are never added up",
                        "announced up to 253,000,000 GBP",
                        "committed up to 763,400,000 EUR",
                        "disbursed 290,000,000 GBP",
                        "spent about 350,000,000 GBP"),
                stages.select("section[aria-labelledby=chart] tbody tr").eachText());
    }

    @Test
    void theQueryIsThatOfTheApi() {
        Document page =
                page("/explore/crossings?series=uk-small-boats-daily&period=2025-06&asOf=2026-01-01&chart=bars");
        assertEquals(30, page.select(CELLS).size());
        String data = page.expectFirst("figure.chart").attr("data-address");
        assertTrue(data.contains("period=2025-06") && data.contains("asOf=2026-01-01"), data);
        assertEquals(30, Caller.get(data).path("data").size());
        assertTrue(
                page.select("form.filters input[type=hidden]").eachAttr("name").contains("asOf"));
    }

    /** A chart draws all rows of a question, whichever of them the table shows. */
    @Test
    void laterRowsOfATableLeaveTheChartWhole() {
        Document first = page("/explore/crossings?series=uk-small-boats-weekly&chart=bars");
        String next = first.expectFirst("#table ~ .more a").attr("href");
        assertTrue(next.contains("chart=bars"), next);
        Document second = page(next);
        assertNotEquals(first.select(CELLS).eachText(), second.select(CELLS).eachText());
        assertEquals(
                first.expectFirst("figure.chart").attr("data-address"),
                second.expectFirst("figure.chart").attr("data-address"));
    }

    @Test
    void noChartIsOfferedThatWouldNotShowWhatIsAsked() {
        assertEquals(
                List.of("By period", "Calendar"),
                page("/explore/crossings?period=2024").select(".tabs a").eachText());
        Document chosen = page("/explore/crossings?people.gte=500");
        assertEquals(List.of("By period", "Calendar"), chosen.select(".tabs a").eachText());
        assertEquals("", chosen.expectFirst("figure.chart").attr("data-mean"));
        // one period lies within another
        assertTrue(page("/explore/enforcement-actions?item=enforced-returns")
                .select("figure.chart")
                .isEmpty());
    }

    @Test
    void theClocksAreThoseOfAllThatAPageShows() {
        String key = "/explore/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16";
        Document then = page(key + "?asOf=2026-05-15");
        assertEquals("322", then.expectFirst("#quantity").text());
        assertEquals(2, then.select("section[aria-labelledby=history] tbody tr").size());
        assertEquals(
                3, page(key).select("section[aria-labelledby=history] tbody tr").size());
        assertTrue(
                page("/explore/changes/39?series=uk-small-boats-weekly")
                        .select("tbody td:nth-child(2)")
                        .eachText()
                        .stream()
                        .allMatch("uk-small-boats-weekly"::equals));
        for (String address :
                List.of("/explore?asOf=2025-01-01", "/explore/about?revision=3", "/explore/claims/lbc-03?x=1")) {
            assertEquals(400, Caller.ask(address, BROWSER).status(), address);
        }
    }

    @Test
    void aClaimStandsBesideWhatItWasJudgedBy() {
        String claim = page("/explore/claims/lbc-03").select(".against").text();
        assertTrue(
                claim.contains(
                                "agrees As the earliest edition held that answers has it, of 14 November 2025 17,817 people")
                        && claim.contains("As it is known now 17,817 people"),
                claim);
    }

    /** Two series are told apart, and a page that is not of now says so. */
    @Test
    void aStrangerSeesWhatTheRowsAreOf() {
        Document both = page("/explore/crossings?series=uk-small-boats-daily,uk-small-boats-weekly&from=2026-08-10");
        assertEquals("Series", both.select("#table ~ .scroll thead th").get(1).text());
        assertTrue(both.select("figure.chart").isEmpty());
        String key = "/explore/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16";
        assertEquals(
                "As it was known on 15 May 2026.",
                page(key + "?asOf=2026-05-15").select("p.note").text());
        assertEquals(
                "As the ledger held it after revision 40.",
                page("/explore/crossings?revision=40").select("p.note").text());
        assertTrue(page(key).select("p.note").isEmpty());
        assertEquals(
                "2026 against it", page("/").select("table thead th").get(2).text());
    }

    /** A zero is a value, and boats that nobody recorded leave the people complete. */
    @Test
    void aYearWithNoneIsShownAndOneWithAllItsDaysIsWhole() {
        assertEquals(
                "0",
                page("/explore/crossings/uk-small-boats-daily:2018-01-01")
                        .expectFirst("#yearToDate")
                        .text());
        Document whole = page("/explore/crossings/uk-small-boats-daily:2022-08-22");
        assertFalse(
                whole.select(".card").text().contains("missing"),
                whole.select(".card").text());
    }

    @Test
    void whatAPageDoesNotShowItRefuses() {
        for (String query :
                List.of("fields=people", "includeHistory=true", "updatedAfter=1", "limit=501", "limit=10000")) {
            assertEquals(400, Caller.ask("/explore/crossings?" + query, BROWSER).status(), query);
        }
        assertEquals(
                400, Caller.ask("/explore/changes/39?change=added", BROWSER).status());
        for (String path :
                List.of("crossings/uk-small-boats-daily:2025-06-20.csv", "crossings/timemap", "claims/lbc-03.csv")) {
            assertEquals(404, Caller.ask("/explore/" + path, BROWSER).status(), path);
        }
        assertTrue(Caller.ask("/explore/crossings/2025-06-20", BROWSER)
                .header("Location")
                .endsWith("/explore/crossings/uk-small-boats-daily:2025-06-20"));
    }

    @Test
    void aWrongQueryIsToldWhatWouldHaveWorked() {
        Caller.Answer answer = Caller.ask("/explore/crossings?route=nowhere", BROWSER);
        assertEquals(400, answer.status());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertTrue(Jsoup.parse(answer.body()).select(".codes li").eachText().contains("channel"), answer::body);
        assertEquals(
                404,
                Caller.ask("/explore/crossings/uk-small-boats-daily:1999-01-01", BROWSER)
                        .status());
        assertEquals(404, Caller.ask("/explore/nowhere", BROWSER).status());
        assertEquals(404, Caller.ask("/explore/assets/explorer-000000000000.js").status());
        assertEquals(400, Caller.ask("/explore/find?day=tomorrow", BROWSER).status());
    }

    /** A form sends the fields that nobody filled in. */
    @Test
    void whatAFormLeavesEmptyIsNotAsked() {
        Caller.Answer answer = Caller.ask("/explore/crossings?from=2025-06-20&to=&route=", BROWSER);
        assertEquals(301, answer.status());
        assertEquals("/explore/crossings?from=2025-06-20", answer.header("Location"));
        assertEquals(400, Caller.ask("/v1/crossings?from=2025-06-20&to=").status());
        assertEquals(
                "/explore/crossings/uk-small-boats-daily:2025-06-20",
                Pattern.compile("^https?://[^/]*")
                        .matcher(Caller.ask("/explore/find?day=2025-06-20", BROWSER)
                                .header("Location"))
                        .replaceFirst(""));
    }

    @Test
    void whatACallerSendsIsNeverMarkup() {
        for (String address : List.of(
                "/explore/crossings?series=%3Cscript%3Ealert(1)%3C/script%3E",
                "/explore/crossings/%3Cimg%20src=x%20onerror=alert(1)%3E",
                "/explore/claims/%22%3E%3Cb%3E",
                "/explore/%3Cb%3Enowhere")) {
            Caller.Answer answer = Caller.ask(address, BROWSER);
            assertTrue(answer.status() == 400 || answer.status() == 404, answer::body);
            Document page = Jsoup.parse(answer.body());
            assertTrue(page.select("main script, main img, main b, [onerror]").isEmpty(), answer::body);
        }
    }

    /** A path that leads up is the shorter path; what only looks like one leads nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"releases/%2e%2e/claims", "releases/../claims"})
    void aPathThatLeadsUpIsTheShorterOne(String path) {
        assertEquals(200, Caller.ask("/explore/" + path, BROWSER).status(), path);
        assertEquals(404, Caller.ask("/explore/changes/..%2f..", BROWSER).status());
        assertEquals(404, Caller.ask("/explore/changes/...", BROWSER).status());
    }

    @Test
    void programsAreToldPathsWhereAnybodyElseIsShownAPage() {
        assertTrue(
                Caller.ask("/", Map.of("Accept", "*/*")).header("Content-Type").startsWith("application/json"));
        assertTrue(Caller.ask("/").header("Content-Type").startsWith("application/json"));
        assertTrue(Caller.ask("/", BROWSER).header("Content-Type").startsWith("text/html"));
        assertTrue(Caller.ask("/explore").header("Content-Type").startsWith("text/html"));
    }

    /** A cache would else give the plain page, once it has it, to those who take it packed; the root is the same for all. */
    @Test
    void aPageSaysThatItDependsOnCodingsWhicheverItIsSentIn() {
        for (String codings : List.of("gzip", "identity", "br")) {
            Caller.Answer answer = Caller.ask("/explore/about", Map.of("Accept-Encoding", codings));
            assertEquals("Accept-Encoding", answer.header("Vary"), codings);
        }
        assertEquals("Accept", Caller.ask("/", BROWSER).header("Vary"));
    }

    @Test
    void whatPagesLoadStaysAsItIs() {
        String script = page("/").expectFirst("script[src*=explorer-]").attr("src");
        Caller.Answer answer = Caller.ask(script);
        assertEquals("public, max-age=31536000, immutable", answer.header("Cache-Control"));
        assertEquals("text/javascript;charset=utf-8", answer.header("Content-Type"));
        assertNotEquals("", answer.body());
    }
}

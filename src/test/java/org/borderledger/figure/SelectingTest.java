package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.links;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a list a caller may choose: columns, comparisons, units, statuses, the newest; API rules 2, 12, 14, 17, 18. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SelectingTest {
    private static final String CROSSINGS = "/v1/crossings";
    private static final String ACTIONS = "/v1/enforcement-actions";
    private static final String PREVENTED = ACTIONS + "?series=uk-small-boats-prevented-weekly";
    private static final String SPENDING = "/v1/spending-lines";
    private static final String PRINTED = "Sorting and comparing use the printed number";

    /**
     * What the ledger knows now is what it knew after the last release: the one is told from what a revision is known to
     * hold, the other is counted among the figures each time.
     */
    @TestFactory
    Stream<DynamicTest> whatIsThereIsCountedAsItIsOfAnInstant() {
        var random = new Random(8);
        return rows("/v1/series").stream()
                .map(each -> DynamicTest.dynamicTest(each.path("id").asText(), () -> {
                    for (int i = 0; i < 12; i++) {
                        int first = 2003 + random.nextInt(24);
                        String days = i == 0
                                ? ""
                                : "&from=%d-%02d-%02d&to=%d-%02d-%02d"
                                        .formatted(
                                                first,
                                                1 + random.nextInt(12),
                                                1 + random.nextInt(28),
                                                first + 1 + random.nextInt(3),
                                                1 + random.nextInt(12),
                                                1 + random.nextInt(28));
                        String address = "/v1/" + each.path("dataset").asText() + "?limit=1&series="
                                + each.path("id").asText() + days;
                        JsonNode now = get(address).path("meta");
                        JsonNode then = get(address + "&asOf=2026-11-01").path("meta");
                        assertEquals(then.path("coverage"), now.path("coverage"), address);
                        assertEquals(then.path("partlyInside"), now.path("partlyInside"), address);
                    }
                }));
    }

    /** API rule 14. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/crossings           | boats,people               | boats,people,key,status,qualifier",
                "/v1/crossings           | status,boats               | status,boats,key,qualifier",
                "/v1/crossings           | key,boats,key              | key,boats,status,qualifier",
                "/v1/crossings           | validTo                    | validTo,key,status,qualifier",
                "/v1/enforcement-actions | quantity                   | quantity,key,unit,status,qualifier",
                "/v1/enforcement-actions | qualifier,unit,quantity    | qualifier,unit,quantity,key,status",
                "/v1/spending-lines      | amount,issuedAt            | amount,issuedAt,key,currency,status,qualifier"
            })
    void fieldsSetTheOrderAndWhatANumberNeedsStays(String path, String fields, String expected) {
        List<String> wanted = List.of(expected.split(",", -1));
        for (JsonNode row : rows(path + "?limit=3&fields=" + fields)) {
            assertEquals(
                    wanted, row.properties().stream().map(Map.Entry::getKey).toList());
        }
        String csv = ask(path + ".csv?limit=3&fields=" + fields).body();
        assertEquals(expected, csv.substring(0, csv.indexOf("\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/crossings", "/v1/enforcement-actions?series=*", "/v1/spending-lines"})
    void fieldsChangeNoValue(String path) {
        String asked = path + (path.contains("?") ? "&" : "?");
        List<JsonNode> whole = rows(asked + "limit=20");
        List<JsonNode> chosen = rows(asked + "limit=20&fields=locator,release,periodStart,issuedAt");
        assertEquals(whole.size(), chosen.size());
        for (int i = 0; i < whole.size(); i++) {
            for (Map.Entry<String, JsonNode> field : chosen.get(i).properties()) {
                assertEquals(whole.get(i).path(field.getKey()), field.getValue());
            }
        }
    }

    @Test
    void anUnknownColumnIsRefusedWithTheColumns() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, CROSSINGS + "?fields=boats,peeple");
        assertEquals("fields", problem.path("parameter").asText());
        assertEquals("did you mean 'people'?", problem.path("hint").asText());
        assertEquals(
                rows(CROSSINGS + "?limit=1").getFirst().properties().stream()
                        .map(Map.Entry::getKey)
                        .toList(),
                texts(problem.path("allowed")));
        problem(ProblemCode.UNKNOWN_VALUE, CROSSINGS + ".csv?fields=amount");
        problem(ProblemCode.EMPTY_VALUE, CROSSINGS + "?fields=people,");
        problem(ProblemCode.UNKNOWN_PARAMETER, CROSSINGS + "/latest?fields=people");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".ne", ".gt", ".gte", ".lt", ".lte"})
    void everyComparisonChoosesWhatItSays(String operator) {
        Predicate<Long> holds = people -> switch (operator) {
            case "" -> people == 118;
            case ".ne" -> people != 118;
            case ".gt" -> people > 118;
            case ".gte" -> people >= 118;
            case ".lt" -> people < 118;
            default -> people <= 118;
        };
        List<String> expected = rows(CROSSINGS + "?period=2025&limit=10000").stream()
                .filter(row -> holds.test(row.path("people").asLong()))
                .map(row -> row.path("key").asText())
                .toList();
        assertFalse(expected.isEmpty());
        JsonNode page = get(CROSSINGS + "?period=2025&limit=10000&count=exact&people" + operator + "=118");
        assertEquals(expected, texts(Caller.list(page.path("data")), "key"));
        assertEquals(expected.size(), page.at("/meta/total").asInt());
        assertEquals(0, page.at("/meta/notCompared").asInt());
    }

    /** API rule 17: uncontrolled landings are not recorded before 2023, which is neither 0 nor other than 0. */
    @ParameterizedTest
    @CsvSource({"'', 0", ".ne, 0", ".gt, -1", ".gte, 0", ".lt, 1", ".lte, 0", ".ne, 77", ".gt, 77"})
    void aComparisonNeverMatchesNullAndCountsTheNulls(String operator, long value) {
        JsonNode page = get(CROSSINGS + "?limit=10000&uncontrolledLandings" + operator + "=" + value);
        for (JsonNode row : page.path("data")) {
            assertTrue(row.path("uncontrolledLandings").isIntegralNumber(), row::toString);
            assertTrue(row.path("periodStart").asText().compareTo("2023") > 0, row::toString);
        }
        assertEquals(1826, page.at("/meta/notCompared").asInt(), "the days of 2018 to 2022");
    }

    /** API rule 17. */
    @Test
    void theNullsAreThoseOfTheFiguresThatWereChosen() {
        assertEquals(
                365,
                get(CROSSINGS + "?period=2022&uncontrolledLandings=0")
                        .at("/meta/notCompared")
                        .asInt());
        assertEquals(
                0,
                get(CROSSINGS + "?period=2024&uncontrolledLandings=0")
                        .at("/meta/notCompared")
                        .asInt());
        assertTrue(get(CROSSINGS + "?period=2022").at("/meta/notCompared").isNull());
        assertEquals(
                330, get(PREVENTED + "&quantity.gte=0").at("/meta/notCompared").asInt());
    }

    @Test
    void severalComparisonsHoldTogether() {
        JsonNode page = get(CROSSINGS + "?limit=10000&people.gte=500&people.lt=600&boats.gt=9&uncontrolledLandings=0");
        List<String> expected = rows(CROSSINGS + "?limit=10000").stream()
                .filter(row -> row.path("people").asInt() >= 500
                        && row.path("people").asInt() < 600
                        && row.path("boats").asInt() > 9
                        && row.path("uncontrolledLandings").isNumber()
                        && row.path("uncontrolledLandings").asInt() == 0)
                .map(row -> row.path("key").asText())
                .toList();
        assertFalse(expected.isEmpty());
        assertEquals(expected, texts(Caller.list(page.path("data")), "key"));
        assertEquals(1826, page.at("/meta/notCompared").asInt(), "a figure that lacks two values is passed over once");
        assertEquals(0, rows(CROSSINGS + "?people.gt=5&people.lt=5").size());
    }

    @Test
    void whatIsCountedIsComparedWithWholeNumbers() {
        assertEquals(texts(rows(CROSSINGS + "?people=437"), "key"), texts(rows(CROSSINGS + "?people=437.00"), "key"));
        JsonNode problem = problem(ProblemCode.INVALID_VALUE, CROSSINGS + "?people.gte=1.5");
        assertEquals("people.gte", problem.path("parameter").asText());
        assertEquals("write people.gte=1", problem.path("hint").asText());
        problem(ProblemCode.INVALID_VALUE, ACTIONS + "?events=0.1");
        for (String none : List.of("1e3", "abc", "%2B1", "1,2", "0x1", "9999999999999999999", "1.", ".5", "NaN")) {
            problem(ProblemCode.INVALID_VALUE, CROSSINGS + "?people=" + none);
        }
        assertEquals(0, rows(CROSSINGS + "?people=-1").size());
        assertEquals(0, rows(CROSSINGS + "?people.gt=999999999999999999").size());
    }

    @Test
    void amountsAreComparedToTheLastDecimal() {
        assertEquals(1, rows(SPENDING + "?amount=150000000.00").size());
        assertEquals(0, rows(SPENDING + "?amount=150000000.01").size());
        assertEquals(
                1,
                rows(SPENDING + "?amount.gt=149999999.999999999999999999&amount.lt=150000000.000000000000000001")
                        .size());
        assertEquals(
                rows(ACTIONS + "?quantity.gte=8000").size(),
                rows(ACTIONS + "?quantity.gt=7999.5").size());
        problem(ProblemCode.INVALID_VALUE, SPENDING + "?amount=1.0000000000000000001");
    }

    @Test
    void anOperatorThatIsNoneIsAnUnknownParameter() {
        for (String name : List.of("people.ge", "people.eq", "people.", "people.GT", "peoplegt", "route.ne")) {
            problem(ProblemCode.UNKNOWN_PARAMETER, CROSSINGS + "?" + name + "=1");
        }
    }

    /** API rule 2. */
    @Test
    void aMeasureThatNoChosenSeriesHasNamesThoseThatDo() {
        problem(ProblemCode.UNKNOWN_PARAMETER, CROSSINGS + "?quantity.gt=1");
        problem(ProblemCode.UNKNOWN_PARAMETER, CROSSINGS + "?unit=people");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/spending-lines, currency, GBP, 10",
        "/v1/spending-lines, currency, EUR, 10",
        "/v1/spending-lines, currency, 'EUR,GBP', 20",
        "/v1/enforcement-actions, unit, people, 13",
        "/v1/enforcement-actions, unit, 'boats,engines', 4"
    })
    void unitsFilter(String path, String parameter, String values, int count) {
        JsonNode page = get(path + "?count=exact&" + parameter + "=" + values);
        assertEquals(count, page.at("/meta/total").asInt());
        assertEquals(Set.of(values.split(",", -1)), new HashSet<>(texts(Caller.list(page.path("data")), parameter)));
    }

    /** API rule 2. */
    @Test
    void anUnknownUnitIsRefusedAndOneOfAnotherSeriesNamesIt() {
        JsonNode unknown = problem(ProblemCode.UNKNOWN_VALUE, SPENDING + "?currency=gbp");
        assertEquals("did you mean 'GBP'?", unknown.path("hint").asText());
        assertEquals(List.of("EUR", "GBP"), texts(unknown.path("allowed")));
        JsonNode elsewhere = problem(ProblemCode.NOT_IN_SERIES, PREVENTED + "&unit=boats");
        assertEquals("unit", elsewhere.path("parameter").asText());
        assertEquals(List.of("uk-enforcement-statements"), texts(elsewhere.path("allowed")));
        assertEquals(
                "ask for series=uk-enforcement-statements",
                elsewhere.path("hint").asText());
        JsonNode action = problem(ProblemCode.NOT_IN_SERIES, ACTIONS + "?action=prevention");
        assertEquals(List.of("uk-small-boats-prevented-weekly"), texts(action.path("allowed")));
    }

    @Test
    void statusesFilter() {
        JsonNode missing = get(PREVENTED + "&status=O&count=exact");
        assertEquals(330, missing.at("/meta/total").asInt());
        assertEquals(Set.of("O"), new HashSet<>(texts(Caller.list(missing.path("data")), "status")));
        assertEquals(
                450,
                get(PREVENTED + "&status=E,O&count=exact").at("/meta/total").asInt());
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, PREVENTED + "&status=o");
        assertEquals("did you mean 'O'?", problem.path("hint").asText());
        assertEquals("status", problem.path("parameter").asText());
        assertTrue(texts(problem.path("allowed")).containsAll(List.of("A", "P", "E", "O")));
    }

    @Test
    void qualifiersFilter() {
        List<JsonNode> all = rows(ACTIONS);
        for (String qualifier : List.of("exact", "about", "more-than")) {
            assertEquals(
                    all.stream()
                            .filter(row -> row.path("qualifier").asText().equals(qualifier))
                            .toList(),
                    rows(ACTIONS + "?qualifier=" + qualifier));
        }
        assertEquals(
                rows(ACTIONS + "?qualifier=about").size()
                        + rows(ACTIONS + "?qualifier=more-than").size(),
                rows(ACTIONS + "?qualifier=more-than,about").size());
        assertEquals(
                List.of("exact", "about", "more-than", "at-least", "up-to", "less-than", "between", "order-of"),
                texts(problem(ProblemCode.UNKNOWN_VALUE, ACTIONS + "?qualifier=roughly")
                        .path("allowed")));
    }

    @Test
    void aCommaIsOrAndTwoParametersAreAnd() {
        List<JsonNode> all = rows(ACTIONS);
        List<String> expected = all.stream()
                .filter(row -> row.path("action").asText().equals("seizure")
                        && Set.of("boats", "engines").contains(row.path("item").asText())
                        && row.path("qualifier").asText().equals("exact"))
                .map(row -> row.path("key").asText())
                .toList();
        assertEquals(2, expected.size());
        assertEquals(expected, texts(rows(ACTIONS + "?action=seizure&item=engines,boats&qualifier=exact"), "key"));
        problem(ProblemCode.EMPTY_VALUE, ACTIONS + "?item=boats,,engines");
    }

    @Test
    void theExactCountIsThatOfAllPages() {
        String list = CROSSINGS + "?people.gt=300&sort=people&count=exact";
        int total = get(list + "&limit=10000").path("data").size();
        int pages = 0;
        for (String next = list + "&limit=50"; !next.isEmpty(); pages++) {
            JsonNode page = get(next);
            assertEquals(total, page.at("/meta/total").asInt());
            next = page.at("/links/next").asText("");
        }
        assertEquals((total + 49) / 50, pages);
        assertTrue(get(CROSSINGS).at("/meta/total").isNull(), "nobody asked");
        assertEquals(
                List.of("exact"),
                texts(problem(ProblemCode.UNKNOWN_VALUE, CROSSINGS + "?count=all")
                        .path("allowed")));
    }

    @Test
    void theNewestOfASeriesAreItsLastDays() {
        assertEquals(
                texts(rows(CROSSINGS + "?limit=7"), "key"), texts(rows(CROSSINGS + "?lastNObservations=7"), "key"));
        assertEquals(
                texts(rows(CROSSINGS + "?period=2024&limit=7"), "key"),
                texts(rows(CROSSINGS + "?period=2024&lastNObservations=7"), "key"),
                "of what is chosen");
        assertEquals(
                texts(rows(CROSSINGS + "?people.gte=500&limit=7"), "key"),
                texts(rows(CROSSINGS + "?people.gte=500&lastNObservations=7"), "key"));
        assertEquals(
                texts(rows(CROSSINGS + "?asOf=2026-05-01&limit=7"), "key"),
                texts(rows(CROSSINGS + "?asOf=2026-05-01&lastNObservations=7"), "key"));
        assertEquals(
                texts(rows(CROSSINGS + "?revision=30&limit=7"), "key"),
                texts(rows(CROSSINGS + "?revision=30&lastNObservations=7"), "key"));
    }

    @Test
    void theNewestAreOfEachSeries() {
        List<JsonNode> rows = rows(CROSSINGS + "?series=*&lastNObservations=2");
        assertEquals(
                List.of(
                        "uk-small-boats-daily:2026-08-20",
                        "uk-small-boats-daily:2026-08-19",
                        "uk-small-boats-weekly:2026-W33",
                        "uk-small-boats-weekly:2026-W32"),
                texts(rows, "key"));
    }

    /** A week without a value has no unit either, and is no combination of its own for that. */
    @Test
    void aFigureWithoutAValueIsOfTheSameCombination() {
        assertEquals(
                List.of("uk-small-boats-prevented-weekly:2026-W33", "uk-small-boats-prevented-weekly:2026-W32"),
                texts(rows(PREVENTED + "&lastNObservations=2"), "key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/enforcement-actions?series=*",
                "/v1/spending-lines?series=*",
                "/v1/enforcement-actions?asOf=2025-03-01"
            })
    void theNewestOfStatementsAreOfEachCombinationOfCodes(String list) {
        List<String> codes = List.of(
                "series", "action", "item", "agency", "place", "stage", "funder", "recipient", "programme", "purpose");
        for (int newest : new int[] {1, 2}) {
            Map<String, Integer> seen = new HashMap<>();
            // of two that end on one day the shorter is the newer, and after that the key decides
            Set<String> chosen = new HashSet<>();
            rows(list + "&limit=10000&sort=-periodEnd,-periodStart,key").forEach(row -> {
                String combination = codes.stream()
                        .map(code -> row.path(code).asText())
                        .toList()
                        .toString();
                if (seen.merge(combination, 1, Integer::sum) <= newest) {
                    chosen.add(row.path("key").asText());
                }
            });
            List<String> expected = texts(rows(list + "&limit=10000"), "key").stream()
                    .filter(chosen::contains)
                    .toList();
            assertEquals(expected, texts(rows(list + "&limit=10000&lastNObservations=" + newest), "key"));
            assertEquals(expected, texts(walk(list + "&limit=4&lastNObservations=" + newest), "key"), "page by page");
            assertEquals(
                    expected.size(),
                    get(list + "&limit=1&count=exact&lastNObservations=" + newest)
                            .at("/meta/total")
                            .asInt());
        }
    }

    @Test
    void howManyOfTheNewestIsAWholeNumber() {
        for (String none : List.of("0", "-1", "x", "1.5", "10001")) {
            JsonNode problem = problem(ProblemCode.INVALID_VALUE, CROSSINGS + "?lastNObservations=" + none);
            assertEquals("lastNObservations", problem.path("parameter").asText());
        }
    }

    /** API rule 12: whatever the problem lists as a column to sort by sorts both ways, nulls last. */
    @TestFactory
    Stream<DynamicTest> everyColumnThatIsAllowedSortsBothWaysWithNullsLast() {
        return Stream.of(
                        CROSSINGS + "?series=*&period=2023",
                        ACTIONS + "?series=*&from=2023-06-01",
                        SPENDING + "?series=*")
                .flatMap(list ->
                        texts(problem(ProblemCode.UNKNOWN_VALUE, list + "&sort=nosuch")
                                        .path("allowed"))
                                .stream()
                                .map(column -> DynamicTest.dynamicTest(list + " by " + column, () -> {
                                    List<String> upwards = sorted(list, column, false);
                                    assertEquals(upwards.size(), new HashSet<>(upwards).size());
                                    assertEquals(new HashSet<>(upwards), new HashSet<>(sorted(list, column, true)));
                                })));
    }

    private static List<String> sorted(String list, String column, boolean descending) {
        List<JsonNode> rows = rows(list + "&limit=10000&sort=" + (descending ? "-" : "") + column);
        // printed as exactly as it is known, so the instants behind it are what sorts
        String sorts = column.equals("issuedAt") ? "validFrom" : column;
        List<JsonNode> values = rows.stream().map(row -> row.path(sorts)).toList();
        List<JsonNode> present =
                values.stream().filter(value -> !value.isNull()).toList();
        assertEquals(present, values.subList(0, present.size()), "nulls last");
        Comparator<JsonNode> order = present.stream().allMatch(JsonNode::isNumber)
                ? Comparator.comparing(value -> new BigDecimal(value.asText()))
                : Comparator.comparing(JsonNode::asText);
        assertEquals(
                present.stream().sorted(descending ? order.reversed() : order).toList(), present);
        return texts(rows, "key");
    }

    /** API rule 18. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/enforcement-actions?sort=-quantity",
                "/v1/enforcement-actions?sort=unit,quantity",
                "/v1/enforcement-actions?quantity.gte=8000",
                "/v1/enforcement-actions?quantity.gt=20000",
                "/v1/enforcement-actions?sort=-quantity&limit=1",
                "/v1/spending-lines?sort=amount",
                "/v1/spending-lines?amount.lt=10000000"
            })
    void sortingAndComparingPrintedNumbersOfBoundedFiguresWarns(String list) {
        List<String> warnings = texts(get(list).at("/meta/warnings"));
        assertTrue(warnings.stream().anyMatch(warning -> warning.startsWith(PRINTED)), warnings::toString);
    }

    /** API rule 18: where no figure is bounded, or no number compared, there is nothing to warn of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?sort=-people",
                "/v1/crossings?people.gte=100",
                "/v1/enforcement-actions?sort=agency",
                "/v1/enforcement-actions?sort=-events",
                "/v1/enforcement-actions?qualifier=exact&sort=-quantity",
                "/v1/enforcement-actions?series=uk-small-boats-prevented-weekly&sort=quantity",
                "/v1/spending-lines"
            })
    void exactNumbersCompareWithoutAWarning(String list) {
        List<String> warnings = texts(get(list).at("/meta/warnings"));
        assertFalse(warnings.stream().anyMatch(warning -> warning.startsWith(PRINTED)), warnings::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings",
                "/v1/crossings?limit=5&period=2025-06&sort=-people",
                "/v1/crossings?limit=5&series=uk-small-boats-daily,uk-small-boats-weekly",
                "/v1/crossings/latest",
                "/v1/crossings/uk-small-boats-daily:2025-06-20",
                "/v1/crossings/uk-small-boats-weekly:2026-W07/revisions",
                "/v1/crossings/aggregates?frequency=month&limit=5",
                "/v1/crossings/comparisons?limit=3",
                "/v1/enforcement-actions?limit=5&unit=boats,people",
                "/v1/spending-lines?limit=5"
            })
    void theLinkHeaderSaysWhatTheBodySays(String address) {
        Caller.Answer first = ask(address);
        assertLinks(first);
        String next = first.json().at("/links/next").asText("");
        if (!next.isEmpty()) {
            Caller.Answer second = ask(next);
            assertLinks(second);
            assertEquals(address, links(second).get("first"));
        }
    }

    private static void assertLinks(Caller.Answer answer) {
        assertEquals(200, answer.status(), answer::body);
        Map<String, String> header = links(answer);
        for (String relation : List.of("self", "next", "first", "describedby")) {
            assertEquals(
                    answer.json().path("links").path(relation).asText(""), header.getOrDefault(relation, ""), relation);
        }
        assertEquals(answer.address(), header.get("self"));
        assertEquals("/openapi.json", header.get("service-desc"));
        assertEquals(200, ask("/openapi.json").status());
        assertEquals(
                200, ask(answer.json().at("/links/describedby").asText("/none")).status());
        assertEquals("OGL-UK-3.0", answer.json().at("/meta/licence").asText());
        assertEquals(
                "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", header.get("license"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?limit=700&series=*",
                "/v1/crossings?limit=10&sort=-uncontrolledLandings,people&period=2025-06",
                "/v1/enforcement-actions?limit=7&sort=quantity",
                "/v1/crossings/aggregates?frequency=month&limit=10&sort=-peopleSum",
                "/v1/crossings/comparisons?limit=2"
            })
    void aWalkAlongTheLinkHeaderMeetsEveryRowOnce(String address) {
        List<JsonNode> walked = new ArrayList<>();
        String next = address;
        while (next != null) {
            Caller.Answer page = ask(next);
            assertEquals(200, page.status(), page::body);
            walked.addAll(Caller.list(page.json().path("data")));
            next = links(page).get("next");
        }
        assertEquals(rows(address.replaceFirst("limit=\\d+", "limit=10000")), walked);
    }

    @Test
    void aProblemHasNoLinks() {
        assertEquals("", ask(CROSSINGS + "?limit=0").header("Link"));
        assertNull(links(ask(CROSSINGS + "?limit=10000")).get("next"), "the last page has no next");
    }
}

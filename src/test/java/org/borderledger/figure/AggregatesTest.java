package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.SeriesIds;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over HTTP, on the starter data: API rules 3 to 5 and 18 to 22. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class AggregatesTest {
    private static final String CROSSINGS = "/v1/crossings/aggregates";
    private static final String ACTIONS = "/v1/enforcement-actions/aggregates";
    private static final String PREVENTED = ACTIONS + "?series=uk-small-boats-prevented-weekly";
    private static final String SPENDING = "/v1/spending-lines/aggregates";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "series=*                                                                 | not-addable            | series",
                "series=uk-small-boats-daily,uk-small-boats-weekly                        | not-addable            | series",
                "series=uk-small-boats-weekly&frequency=month                             | not-addable            | frequency",
                "series=uk-small-boats-weekly&frequency=year                              | not-addable            | frequency",
                "series=uk-small-boats-weekly&frequency=day                               | not-addable            | frequency",
                "series=uk-small-boats-weekly&groupBy=year                                | not-addable            | groupBy",
                "series=uk-small-boats-weekly&window=7d                                   | not-addable            | window",
                "frequency=week&groupBy=year                                              | not-addable            | groupBy",
                "frequency=year&groupBy=financial-year                                    | not-addable            | groupBy",
                "series=uk-small-boats-daily,uk-small-boats-weekly&groupBy=series&frequency=month | not-addable    | frequency",
                "frequency=fortnight                                                      | unknown-value          | frequency",
                "frequency=Month                                                          | unknown-value          | frequency",
                "groupBy=colour                                                           | unknown-value          | groupBy",
                "groupBy=route,                                                           | empty-value            | groupBy",
                "measures=people                                                          | unknown-value          | measures",
                "measures=people.median                                                   | unknown-value          | measures",
                "measures=amount.sum                                                      | unknown-value          | measures",
                "cumulative=yes                                                           | unknown-value          | cumulative",
                "window=7                                                                 | invalid-value          | window",
                "window=0d                                                                | invalid-value          | window",
                "window=401d                                                              | invalid-value          | window",
                "window=7d&cumulative=true                                                | conflicting-parameters | window",
                "window=7d&frequency=month                                                | conflicting-parameters | window",
                "measures=people.mean&cumulative=true                                     | conflicting-parameters | measures",
                "groupBy=year,financial-year                                              | conflicting-parameters | groupBy",
                "period=2024,2025&frequency=month                                         | conflicting-parameters | frequency",
                "period=2024,2025&groupBy=year                                            | conflicting-parameters | groupBy",
                "period=2024,2025&window=7d                                               | conflicting-parameters | window",
                "period=2024,2025&cumulative=true                                         | conflicting-parameters | cumulative",
                "period=2025&from=2025-01-01                                              | conflicting-parameters | period",
                "from=2025-02-01&to=2025-01-01                                            | conflicting-parameters | from",
                "lastNObservations=7                                                      | unknown-parameter      | lastNObservations",
                "count=exact                                                              | unknown-parameter      | count",
                "sort=people                                                              | unknown-value          | sort",
                "fields=people                                                            | unknown-value          | fields",
                "asOf=2999-01-01                                                          | invalid-value          | asOf",
                "revision=0                                                               | invalid-value          | revision",
                "limit=0                                                                  | invalid-value          | limit",
                "cursor=zzz                                                               | invalid-cursor         | cursor"
            })
    void whatHasNoAnswerIsRefusedAndNamed(String query, @ConvertWith(ByCode.class) ProblemCode code, String parameter) {
        JsonNode problem = problem(code, CROSSINGS + "?" + query);
        assertEquals(parameter, problem.path("parameter").asText());
    }

    /** API rule 3: the refusal gives the reason of the publisher, and what would have worked works. */
    @Test
    void twoSeriesOfTheSamePeopleAreNotAddedButStandBesideEachOther() {
        String both = CROSSINGS + "?series=uk-small-boats-daily,uk-small-boats-weekly";
        JsonNode problem = problem(ProblemCode.NOT_ADDABLE, both);
        assertTrue(problem.path("detail").asText().contains("counts everybody twice"), problem::toString);
        assertTrue(problem.path("hint").asText().contains("groupBy=series"), problem::toString);
        List<JsonNode> rows = rows(both + "&groupBy=series");
        assertEquals(List.of("uk-small-boats-daily", "uk-small-boats-weekly"), texts(rows, "series"));
        assertEquals(208_507, rows.get(0).path("peopleSum").asLong());
        assertEquals(
                rows("/v1/crossings?series=uk-small-boats-weekly&limit=10000").stream()
                        .mapToLong(row -> row.path("people").asLong())
                        .sum(),
                rows.get(1).path("peopleSum").asLong());
        assertEquals(
                SeriesIds.of("crossings"),
                texts(problem(ProblemCode.NOT_ADDABLE, CROSSINGS + "?series=*").path("allowed")));
    }

    /** API rule 21. */
    @Test
    void weeksDoNotNestInMonthsAndTheProblemNamesWhatNests() {
        JsonNode problem =
                problem(ProblemCode.NOT_ADDABLE, CROSSINGS + "?series=uk-small-boats-weekly&frequency=month");
        assertEquals(List.of("week"), texts(problem.path("allowed")));
        assertEquals(
                4,
                rows(CROSSINGS + "?series=uk-small-boats-weekly&frequency=week&period=2025-06")
                        .size());
    }

    @Test
    void aSeriesWithoutARhythmHasNoWindow() {
        JsonNode problem = problem(ProblemCode.NOT_ADDABLE, ACTIONS + "?window=7d");
        assertEquals("window", problem.path("parameter").asText());
        problem(ProblemCode.NOT_IN_SERIES, ACTIONS + "?action=prevention");
        problem(ProblemCode.UNKNOWN_VALUE, ACTIONS + "?groupBy=route");
    }

    @ParameterizedTest
    @CsvSource({
        "day,               2024-02-28..2024-03-01, 3,  2024-03-01, 2024-03-01",
        "week,              2024-12-30..2025-01-12, 2,  2025-01-06, 2025-01-12",
        "month,             2024,                   12, 2024-12-01, 2024-12-31",
        "quarter,           2023..2024,             8,  2024-10-01, 2024-12-31",
        "year,              2018..2025,             8,  2025-01-01, 2025-12-31",
        "financial-year,    FY2018-19..FY2024-25,   7,  2024-04-01, 2025-03-31",
        "us-financial-year, USFY2019..USFY2025,     7,  2024-10-01, 2025-09-30"
    })
    void everyCalendarCutsTheDaysWithoutGapOrOverlap(
            String frequency, String period, int count, String start, String end) {
        List<JsonNode> buckets = rows(CROSSINGS + "?frequency=" + frequency + "&period=" + period);
        assertEquals(count, buckets.size());
        assertEquals(start, buckets.getFirst().path("periodStart").asText());
        assertEquals(end, buckets.getFirst().path("periodEnd").asText());
        assertEquals(
                rows(CROSSINGS + "?period=" + period)
                        .getFirst()
                        .path("peopleSum")
                        .asLong(),
                buckets.stream()
                        .mapToLong(row -> row.path("peopleSum").asLong())
                        .sum());
        for (int i = 1; i < buckets.size(); i++) {
            assertEquals(
                    buckets.get(i - 1).path("periodStart").asText(),
                    java.time.LocalDate.parse(buckets.get(i).path("periodEnd").asText())
                            .plusDays(1)
                            .toString());
        }
        for (JsonNode bucket : buckets) {
            assertTrue(texts(bucket.path("missing")).isEmpty(), bucket::toString);
            assertEquals(bucket.path("expected"), bucket.path("present"));
        }
    }

    /** API rules 19 and 21: the bucket keeps its bounds and counts what lacks; nothing is filled in. */
    @Test
    void theYearThatIsNotOverListsTheDaysThatLack() {
        JsonNode page = get(CROSSINGS + "?period=2026");
        JsonNode year = page.at("/data/0");
        assertEquals("2026-12-31", year.path("periodEnd").asText());
        assertEquals(365, year.path("expected").asInt());
        assertEquals(232, year.path("present").asInt());
        assertFalse(year.path("complete").asBoolean(true));
        assertEquals(List.of("2026-08-21..2026-12-31"), texts(year.path("missing")));
        assertEquals(15_897, year.path("peopleSum").asLong());
        assertEquals(
                List.of("The series ends on 2026-08-20, before the end of what was asked, 2026-12-31."),
                texts(page.at("/meta/warnings")));
        assertFalse(page.at("/meta/computation/complete").asBoolean(true));
        JsonNode byFrequency = rows(CROSSINGS + "?frequency=year").getFirst();
        assertEquals(year.path("missing"), byFrequency.path("missing"));
    }

    @Test
    void beforeTheFirstDayThereIsNothingAndNotZero() {
        JsonNode first = rows(CROSSINGS + "?frequency=us-financial-year&sort=periodStart")
                .getFirst();
        assertEquals("2017-10-01", first.path("periodStart").asText());
        assertEquals(List.of("2017-10-01..2017-12-31"), texts(first.path("missing")));
        JsonNode none = rows(CROSSINGS + "?period=1999").getFirst();
        assertTrue(none.path("peopleSum").isNull());
        assertEquals(0, none.path("inputs").asInt());
        assertEquals(List.of("1999-01-01..1999-12-31"), texts(none.path("missing")));
        assertTrue(
                get(CROSSINGS + "?period=1999").at("/meta/warnings").toString().contains("No figure matches"));
    }

    /** A filter by numbers leaves days out that were published: nothing can be said of what is missing. */
    @Test
    void whereFiguresAreChosenByValueCompletenessIsNotTold() {
        JsonNode page = get(CROSSINGS + "?period=2025&people.gte=1000");
        JsonNode row = page.at("/data/0");
        assertEquals(4, row.path("inputs").asInt());
        assertTrue(row.path("expected").isNull());
        assertTrue(row.path("complete").isNull());
        assertEquals(List.of(), texts(row.path("missing")));
        assertTrue(page.at("/meta/computation/complete").isNull());
        assertTrue(
                texts(page.at("/meta/warnings")).stream()
                        .anyMatch(warning -> warning.contains("chosen by what they say")),
                page::toString);
        assertEquals(0, page.at("/meta/notCompared").asInt());
        assertEquals(
                1826,
                get(CROSSINGS + "?uncontrolledLandings.gte=0")
                        .at("/meta/notCompared")
                        .asInt());
    }

    /** API rule 5: each period of a list is a row, whether they overlap or not. */
    @Test
    void aListOfPeriodsIsOneRowEach() {
        List<JsonNode> rows = rows(CROSSINGS + "?period=FY2024-25,USFY2025,2025,2024-06,2025-06-20&sort=periodStart");
        assertEquals(
                List.of("2024-04-01", "2024-06-01", "2024-10-01", "2025-01-01", "2025-06-20"),
                texts(rows, "periodStart"));
        assertEquals(List.of("38023", "3041", "45659", "41472", "437"), texts(rows, "peopleSum"));
    }

    /** API rule 5. */
    @ParameterizedTest
    @CsvSource({
        "period=2025,                     2, 51",
        "period=2025-06,                  2, 4",
        "from=2025-06-18&to=2025-06-30,   2, 1",
        "from=2025-06-16&to=2025-06-22,   0, 1",
        "from=2025-06-17&to=2025-06-17,   1, 0"
    })
    void weeksThatReachOverTheEndsAreCountedAndLeftOut(String days, int partly, int inside) {
        JsonNode page = get(CROSSINGS + "?series=uk-small-boats-weekly&" + days);
        assertEquals(partly, page.at("/meta/partlyInside").asInt());
        assertEquals(inside, page.at("/data/0/inputs").asInt());
        assertEquals(
                partly > 0,
                texts(page.at("/meta/warnings")).stream()
                        .anyMatch(warning -> warning.matches(
                                partly == 1
                                        ? "1 figure reaches over an end and is left out.*"
                                        : "2 figures reach over an end and are left out.*")));
    }

    /** API rules 17 and 19. */
    @Test
    void aMeasureThatWasNotRecordedIsIncompleteAndNotZero() {
        JsonNode before = rows(CROSSINGS + "?period=2022").getFirst();
        assertTrue(before.path("uncontrolledLandingsSum").isNull());
        assertEquals(List.of("uncontrolledLandings: 0 of 365"), texts(before.path("incomplete")));
        assertFalse(before.path("complete").asBoolean(true));
        JsonNode after = rows(CROSSINGS + "?period=2023").getFirst();
        assertTrue(after.path("uncontrolledLandingsSum").isIntegralNumber());
        assertEquals(0, after.path("uncontrolledLandingsSum").asInt());
        assertTrue(after.path("complete").asBoolean());
        JsonNode across = rows(CROSSINGS + "?period=2022..2023").getFirst();
        assertEquals(List.of("uncontrolledLandings: 365 of 730"), texts(across.path("incomplete")));
        JsonNode people = rows(CROSSINGS + "?period=2022&measures=people.sum").getFirst();
        assertTrue(people.path("complete").asBoolean(), "nobody asked for the others");
        assertTrue(people.path("boatsSum").isMissingNode());
    }

    /** API rule 21. */
    @Test
    void meansAndExtremesAreOfTheDays() {
        JsonNode row = rows(CROSSINGS
                        + "?period=2025-06&measures=people.mean,people.max,people.min,boats.sum,boats.mean")
                .getFirst();
        List<JsonNode> days = rows("/v1/crossings?period=2025-06");
        long sum = days.stream().mapToLong(day -> day.path("people").asLong()).sum();
        assertEquals(
                BigDecimal.valueOf(sum)
                        .divide(BigDecimal.valueOf(30), 2, java.math.RoundingMode.HALF_EVEN)
                        .doubleValue(),
                row.path("peopleMean").asDouble());
        assertEquals(
                days.stream()
                        .mapToLong(day -> day.path("people").asLong())
                        .max()
                        .orElseThrow(),
                row.path("peopleMax").asLong());
        assertEquals(0, row.path("peopleMin").asLong());
        assertTrue(row.path("peopleSum").isMissingNode());
    }

    /** API rule 22. */
    @Test
    void aRunningTotalRunsOnWithinItsYearAndBeginsAgain() {
        List<JsonNode> days = rows(CROSSINGS + "?frequency=day&groupBy=year&cumulative=true&measures=people.sum"
                + "&from=2024-12-30&to=2025-01-05&sort=periodStart");
        assertEquals(List.of("2024", "2024", "2025", "2025", "2025", "2025", "2025"), texts(days, "year"));
        assertEquals("12-30", days.getFirst().path("monthDay").asText());
        assertEquals("2024-12-30", days.get(1).path("inputsFrom").asText());
        assertEquals("2025-01-01", days.get(2).path("inputsFrom").asText());
        assertEquals("2025-01-01", days.getLast().path("inputsFrom").asText());
        long running = 0;
        for (JsonNode day : days.subList(2, 7)) {
            running += rows("/v1/crossings?period=" + day.path("periodStart").asText())
                    .getFirst()
                    .path("people")
                    .asLong();
            assertEquals(running, day.path("peopleSum").asLong());
        }
        List<JsonNode> months = rows(CROSSINGS + "?frequency=month&groupBy=financial-year&cumulative=true"
                + "&measures=people.sum&period=FY2024-25&sort=periodStart");
        assertEquals(Set.of("FY2024-25"), new HashSet<>(texts(months, "financialYear")));
        assertEquals(38_023, months.getLast().path("peopleSum").asLong());
        List<JsonNode> whole =
                rows(CROSSINGS + "?frequency=us-financial-year&groupBy=us-financial-year&measures=people.sum");
        assertEquals("USFY2026", whole.getFirst().path("usFinancialYear").asText());
    }

    /** API rule 22: it reads before from, and is null where a period in it is missing. */
    @Test
    void aWindowLooksBackBeforeFromButNotBeforeTheData() {
        JsonNode page = get(CROSSINGS + "?window=7d&measures=people.mean,people.sum&period=2025-06-20");
        assertEquals(233.43, page.at("/data/0/peopleMean").asDouble());
        assertEquals(1634, page.at("/data/0/peopleSum").asLong());
        assertEquals("2025-06-14", page.at("/data/0/inputsFrom").asText());
        assertEquals(7, page.at("/data/0/inputs").asInt());

        List<JsonNode> first =
                rows(CROSSINGS + "?window=7d&measures=people.sum&from=2018-01-01&to=2018-01-08&sort=periodStart");
        assertEquals(8, first.size());
        for (JsonNode day : first.subList(0, 6)) {
            assertTrue(day.path("peopleSum").isNull(), day::toString);
            assertEquals("a period of the window is missing", day.path("reason").asText());
            assertTrue(day.path("qualifier").isNull());
        }
        assertTrue(first.get(6).path("peopleSum").isIntegralNumber());

        JsonNode landings = rows(CROSSINGS
                        + "?window=7d&measures=people.sum,uncontrolledLandings.sum&period=2023-01-05")
                .getFirst();
        assertTrue(landings.path("uncontrolledLandingsSum").isNull(), "the days of 2022 have no value");
        assertEquals(44, landings.path("peopleSum").asLong());
        assertEquals(
                13_340,
                rows(CROSSINGS + "?window=3m&measures=people.sum&period=2025-06")
                        .getFirst()
                        .path("peopleSum")
                        .asLong());
    }

    /** API rule 4: what overlaps or may contain one another has no sum; other groups stand. */
    @Test
    void statementsThatMayContainOneAnotherHaveNoSumAndAReason() {
        JsonNode page = get(ACTIONS);
        JsonNode takedowns = ofUnit(page, "accounts-posts-and-pages");
        assertNullSum(takedowns, "quantitySum", "periods overlap");
        JsonNode disruptions = ofUnit(page, "disruptions");
        assertNullSum(
                disruptions,
                "eventsSum",
                "the group mixes item organised-immigration-crime-high-impact and organised-immigration-crime, which may"
                        + " contain one another: add item to groupBy");
        for (String key : texts(takedowns.path("reasonKeys"))) {
            assertEquals(
                    "accounts-posts-and-pages",
                    get("/v1/enforcement-actions/" + key).at("/data/unit").asText());
        }
        JsonNode single = ofUnit(page, "boats-and-engines");
        assertEquals(600, single.path("quantitySum").asLong());
        assertEquals("more-than", single.path("qualifier").asText(), "a single figure keeps its own qualifier");
        assertTrue(single.path("reason").isNull());
        assertTrue(single.path("complete").isNull(), "without a rhythm nobody can say");
        assertEquals(
                List.of("Some sums are null because their figures have none: reason says why."),
                texts(page.at("/meta/warnings")));
        assertEquals(
                56,
                rows(ACTIONS + "?groupBy=item&unit=disruptions").stream()
                        .filter(row -> row.path("item").asText().endsWith("high-impact"))
                        .findFirst()
                        .orElseThrow()
                        .path("eventsSum")
                        .asInt(),
                "as the reason says");
    }

    /** API rules 4 and 20. */
    @Test
    void aPartIsNotAddedToItsWholeAndAYearlyRateToNothing() {
        JsonNode page = get(SPENDING + "?groupBy=stage");
        List<JsonNode> rows = list(page.path("data"));
        for (JsonNode row : rows) {
            if (row.path("per").asText().equals("year")) {
                assertNullSum(row, "amountSum", "yearly rates are never added up");
            } else {
                assertTrue(row.path("amountSum").isNumber(), row::toString);
            }
        }
        JsonNode announced = rows.stream()
                .filter(row -> row.path("stage").asText().equals("announced")
                        && row.path("per").isNull())
                .findFirst()
                .orElseThrow();
        assertEquals(253_000_000, announced.path("amountSum").asLong());
        assertEquals("up-to", announced.path("qualifier").asText());
        assertEquals(
                List.of("first-tranche", "second-tranche", "high-impact-operations"),
                texts(announced.path("leftOut")).stream()
                        .map(key -> key.substring(key.lastIndexOf(':') + 1))
                        .toList());
        assertTrue(
                page.at("/meta/warnings/0").asText().startsWith("It is not published what contains"), page::toString);
        JsonNode part = rows(SPENDING + "?period=2024-09").getFirst();
        assertEquals(75_000_000, part.path("amountSum").asLong(), "alone, a part is a sum");
    }

    /** API rule 4: currencies are never added to each other, whatever is asked. */
    @Test
    void everyCurrencyIsARow() {
        for (String query : List.of("", "?groupBy=funder", "?frequency=year", "?period=2023,2024")) {
            for (JsonNode row : rows(SPENDING + query)) {
                assertTrue(Set.of("EUR", "GBP").contains(row.path("currency").asText()), row::toString);
            }
        }
        assertEquals(List.of("EUR"), texts(rows(SPENDING + "?currency=EUR"), "currency"));
    }

    /** A week before preventions were published has no value and therefore no unit, and is a gap like any other. */
    @Test
    void weeksWithoutAValueAreGapsAndNoGroupOfTheirOwn() {
        List<JsonNode> rows = rows(PREVENTED);
        assertEquals(1, rows.size());
        JsonNode all = rows.getFirst();
        assertEquals("people", all.path("unit").asText());
        assertEquals(120, all.path("inputs").asInt());
        assertEquals(450, all.path("expected").asInt());
        assertEquals(List.of("2018-01-01..2024-04-28"), texts(all.path("missing")));
        List<JsonNode> weeks = rows(PREVENTED + "&frequency=week&from=2024-04-15&to=2024-05-12");
        assertEquals(4, weeks.size());
        assertEquals(List.of("E", "E", "O", "O"), texts(weeks, "status"));
        assertEquals(List.of("484", "849", "null", "null"), texts(weeks, "quantitySum"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CROSSINGS + "?frequency=month&limit=10",
                CROSSINGS + "?frequency=month&limit=7&sort=-peopleSum",
                CROSSINGS + "?frequency=quarter&limit=5&sort=uncontrolledLandingsSum,-boatsSum",
                CROSSINGS + "?frequency=week&limit=50&period=2020..2022&window=4w",
                ACTIONS + "?groupBy=action,item,agency,place&limit=4",
                SPENDING + "?groupBy=stage,programme&limit=3&sort=amountSum"
            })
    void aComputedAnswerPagesLikeAList(String address) {
        List<JsonNode> whole = rows(address.replaceFirst("limit=\\d+", "limit=10000"));
        assertEquals(whole, walk(address));
        JsonNode first = get(address);
        assertEquals(whole.size(), first.at("/meta/total").asInt());
        JsonNode second = get(first.at("/links/next").asText());
        assertEquals(first.at("/meta/revision"), second.at("/meta/revision"));
        assertEquals(address, second.at("/links/first").asText());
        assertEquals(first.at("/meta/computation"), second.at("/meta/computation"));
        String cursor = first.at("/links/next").asText().replaceFirst(".*cursor=", "");
        problem(ProblemCode.INVALID_CURSOR, CROSSINGS + "?frequency=year&limit=2&cursor=" + cursor);
        problem(ProblemCode.INVALID_CURSOR, "/v1/crossings?limit=2&cursor=" + cursor);
    }

    /** API rule 12: whatever the problem lists as a column to sort by sorts both ways, nulls last; lists have no order. */
    @TestFactory
    Stream<DynamicTest> everyColumnThatIsAllowedSortsBothWaysWithNullsLast() {
        return Stream.of(
                        CROSSINGS + "?frequency=month&groupBy=route,financial-year&cumulative=true",
                        ACTIONS + "?groupBy=action,item",
                        SPENDING + "?groupBy=stage",
                        "/v1/crossings/comparisons?years=2018..2030")
                .flatMap(address ->
                        texts(problem(ProblemCode.UNKNOWN_VALUE, address + "&sort=nosuch")
                                        .path("allowed"))
                                .stream()
                                .map(column -> DynamicTest.dynamicTest(address + " by " + column, () -> {
                                    assertSorted(rows(address + "&sort=" + column), column, false);
                                    assertSorted(rows(address + "&sort=-" + column), column, true);
                                })));
    }

    private static void assertSorted(List<JsonNode> rows, String column, boolean descending) {
        List<JsonNode> values = rows.stream().map(row -> row.path(column)).toList();
        List<JsonNode> present =
                values.stream().filter(value -> !value.isNull()).toList();
        assertEquals(present, values.subList(0, present.size()), "nulls last");
        Comparator<JsonNode> order = present.stream().allMatch(JsonNode::isNumber)
                ? Comparator.comparing(JsonNode::decimalValue)
                : Comparator.comparing(JsonNode::asText);
        assertEquals(
                present.stream().sorted(descending ? order.reversed() : order).toList(), present);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "incomplete", "leftOut", "reasonKeys"})
    void aListHasNoOrder(String column) {
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, CROSSINGS + "?sort=-" + column);
        assertEquals("sort", problem.path("parameter").asText());
        assertFalse(texts(problem.path("allowed")).contains(column));
    }

    /** API rule 14. */
    @Test
    void fieldsChooseColumnsOfTheAnswer() {
        JsonNode row =
                rows(CROSSINGS + "?frequency=year&fields=peopleSum,periodStart").getFirst();
        assertEquals(
                List.of("peopleSum", "periodStart", "qualifier", "status"),
                row.properties().stream().map(Map.Entry::getKey).toList());
        assertEquals(
                List.of("amountSum", "currency", "qualifier", "status"),
                rows(SPENDING + "?fields=amountSum").getFirst().properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** API rules 8 and 9. */
    @Test
    void aSumIsAsItWasKnownThen() {
        JsonNode may = get(CROSSINGS + "?period=2026&asOf=2026-05-15");
        assertEquals(7_576, may.at("/data/0/peopleSum").asLong());
        assertEquals("2026-05-15", may.at("/meta/asOf").asText());
        assertTrue(may.at("/data/0/query").asText().contains("&asOf=2026-05-15&revision="));
        JsonNode revision = get(CROSSINGS + "?period=2026&revision=30");
        assertEquals(30, revision.at("/meta/revision").asInt());
        assertEquals(1_530, revision.at("/data/0/peopleSum").asLong());
        JsonNode before = get(CROSSINGS + "?asOf=2020-01-01&period=2019");
        assertTrue(before.at("/data/0/peopleSum").isNull(), before::toString);
        assertTrue(before.at("/meta/warnings").toString().contains("2025-11-14"));
        problem(ProblemCode.UNKNOWN_REVISION, CROSSINGS + "?revision=999999");
    }

    /** The address of a row is the proof of its sum: what it lists, added up again, is the row. */
    @TestFactory
    Stream<DynamicTest> theFiguresThatARowNamesAddUpToIt() {
        return Stream.of(
                        CROSSINGS,
                        CROSSINGS + "?frequency=year",
                        CROSSINGS + "?frequency=quarter&from=2022-11-15&to=2023-08-10",
                        CROSSINGS + "?frequency=month&groupBy=route,financial-year&cumulative=true&period=FY2024-25",
                        CROSSINGS + "?window=7d&from=2025-06-18&to=2025-06-22",
                        CROSSINGS + "?window=3m&frequency=month&from=2025-05-10&to=2025-06-20",
                        CROSSINGS + "?period=2024,2024-06,FY2023-24&route=channel&people.gte=10",
                        CROSSINGS + "?frequency=year&asOf=2026-02-01&revision=40&period=2024..2026",
                        CROSSINGS + "?series=uk-small-boats-weekly&frequency=week&period=2025-06",
                        CROSSINGS + "?series=uk-small-boats-daily,uk-small-boats-weekly&groupBy=series,category",
                        CROSSINGS + "?series=uk-small-boats-weekly&from=2025-06-18&to=2025-07-30",
                        CROSSINGS + "?to=2018-12-31",
                        CROSSINGS + "?period=2025&revision=1",
                        CROSSINGS + "?from=1900-01-01&to=2999-12-31",
                        CROSSINGS + "?from=2026-08-01&status=P",
                        PREVENTED,
                        PREVENTED + "&frequency=week&from=2024-04-15&to=2024-06-30",
                        PREVENTED + "&window=4w&from=2024-05-13&to=2024-06-30",
                        ACTIONS,
                        ACTIONS + "?groupBy=action,item,agency,place",
                        ACTIONS + "?groupBy=action&qualifier=exact,about",
                        ACTIONS + "?frequency=year&groupBy=item",
                        SPENDING,
                        SPENDING + "?groupBy=stage,funder,recipient,programme,purpose",
                        SPENDING + "?frequency=financial-year&groupBy=stage",
                        SPENDING + "?period=2023,2024,2025&currency=GBP",
                        "/v1/crossings/comparisons?to=2024-02-29&years=2020..2024",
                        "/v1/crossings/comparisons?from=2024-12-01&to=2025-01-31&measures=boats.sum",
                        "/v1/enforcement-actions/comparisons?series=uk-small-boats-prevented-weekly&years=2025,2026")
                .map(address -> DynamicTest.dynamicTest(address, () -> {
                    JsonNode page = get(address);
                    assertFalse(page.path("data").isEmpty());
                    for (JsonNode row : page.path("data")) {
                        assertSum(row);
                    }
                    assertInputs(page);
                }));
    }

    private static void assertSum(JsonNode row) {
        List<String> measures = row.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith("Sum"))
                .map(name -> name.substring(0, name.length() - "Sum".length()))
                .toList();
        Set<String> leftOut = new HashSet<>(texts(row.path("leftOut").isArray() ? row.path("leftOut") : NONE));
        JsonNode answer = get(row.path("query").asText() + "&limit=10000");
        List<JsonNode> figures = list(answer.path("data")).stream()
                .filter(figure -> !leftOut.contains(figure.path("key").asText()))
                // a list has no filter by rate, which the row names
                .filter(figure -> !row.has("per")
                        || figure.path("per").asText("").equals(row.path("per").asText("")))
                .filter(figure -> measures.stream()
                        .anyMatch(measure -> !figure.path(measure).isNull()))
                .toList();
        assertEquals(figures.size(), row.path("inputs").asInt(), row::toString);
        for (String measure : measures) {
            List<BigDecimal> values = figures.stream()
                    .filter(figure -> !figure.path(measure).isNull())
                    .map(figure -> figure.path(measure).decimalValue())
                    .toList();
            JsonNode sum = row.path(measure + "Sum");
            if (sum.isNull()) {
                assertTrue(values.isEmpty() || !row.path("reason").isNull(), row::toString);
            } else {
                assertEquals(
                        0,
                        values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(sum.decimalValue()),
                        row::toString);
            }
        }
    }

    private static final JsonNode NONE = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();

    /** The address of the whole answer lists each figure that went in, and beside them only those that the rows leave out. */
    private static void assertInputs(JsonNode page) {
        JsonNode inputs = page.at("/meta/computation/inputs");
        Set<String> leftOut = new HashSet<>();
        page.path("data").forEach(row -> row.path("leftOut").forEach(key -> leftOut.add(key.asText())));
        String measures = page.at("/meta/computation/formula").asText();
        List<JsonNode> figures = walk(inputs.path("query").asText() + "&limit=10000").stream()
                .filter(figure -> Stream.of("people", "boats", "uncontrolledLandings", "events", "quantity", "amount")
                        .anyMatch(measure -> measures.contains("of " + measure)
                                && figure.has(measure)
                                && !figure.path(measure).isNull()))
                .toList();
        long stayed = figures.stream()
                .filter(figure -> leftOut.contains(figure.path("key").asText()))
                .count();
        if (page.at("/meta/partlyInside").asInt() == 0) {
            assertEquals(figures.size() - stayed, inputs.path("count").asLong(), page.path("meta")::toString);
        } else {
            assertTrue(inputs.path("count").asLong() <= figures.size(), page.path("meta")::toString);
        }
        Set<String> releases = new HashSet<>(texts(inputs.path("releases")));
        if (page.at("/meta/partlyInside").asInt() == 0) {
            figures.stream()
                    .filter(figure -> !leftOut.contains(figure.path("key").asText()))
                    .forEach(figure ->
                            assertTrue(releases.contains(figure.path("release").asText()), figure::toString));
        }
    }

    /** The sentence to paste has the sum, its days and a lasting address. */
    @Test
    void aSumIsCited() {
        String citation = get(CROSSINGS + "?from=2025-01-01&to=2025-06-20")
                .at("/meta/citation")
                .asText();
        assertTrue(citation.contains("17,817 people, 311 boats"), citation);
        assertTrue(citation.contains("1 January 2025 to 20 June 2025"), citation);
        assertTrue(citation.contains("computed from 171 figures"), citation);
        assertNotEquals(-1, citation.indexOf("&revision="), citation);
    }

    private static JsonNode ofUnit(JsonNode page, String unit) {
        return list(page.path("data")).stream()
                .filter(row -> row.path("unit").asText().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private static void assertNullSum(JsonNode row, String column, String reason) {
        assertTrue(row.path(column).isNull(), row::toString);
        assertTrue(row.path("qualifier").isNull(), row::toString);
        assertEquals(reason, row.path("reason").asText());
        assertFalse(row.path("reasonKeys").isEmpty(), row::toString);
        assertTrue(row.path("inputs").asInt() > 0, row::toString);
    }

    /** API rule 25: the same question has the same validator, another one another. */
    @Test
    void aComputedAnswerHasItsValidator() {
        String first = Caller.ask(CROSSINGS + "?period=2025").header("ETag");
        assertEquals(
                304,
                Caller.ask(CROSSINGS + "?period=2025", Map.of("If-None-Match", first))
                        .status());
        assertNotEquals(first, Caller.ask(CROSSINGS + "?period=2024").header("ETag"));
    }
}

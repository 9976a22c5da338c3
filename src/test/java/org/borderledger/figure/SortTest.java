package org.borderledger.figure;

import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API rule 12: every column sorts both ways with nulls last, and the pages of a walk are the unpaged order. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SortTest {
    private static final List<String> COMMON = List.of(
            "key", "series", "periodStart", "periodEnd", "status", "qualifier", "valueHigh", "issuedAt", "revision");

    static Stream<Arguments> columns() {
        return Stream.of(
                        columns(
                                "/v1/crossings?series=uk-small-boats-weekly&from=2022-09-01&to=2025-12-31",
                                60,
                                "route",
                                "citizenship",
                                "category",
                                "people",
                                "boats",
                                "uncontrolledLandings",
                                "sex",
                                "ageGroup"),
                        columns(
                                "/v1/enforcement-actions?series=*&from=2023-01-01&to=2025-12-31",
                                60,
                                "action",
                                "item",
                                "agency",
                                "place",
                                "events",
                                "quantity",
                                "unit"),
                        columns(
                                "/v1/spending-lines?series=*",
                                7,
                                "stage",
                                "funder",
                                "recipient",
                                "programme",
                                "purpose",
                                "amount",
                                "currency",
                                "per",
                                "transaction",
                                "partOf"))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> columns(String list, int page, String... own) {
        List<String> columns = new ArrayList<>(COMMON);
        columns.addAll(List.of(own));
        return columns.stream().map(column -> Arguments.of(list, page, column));
    }

    @ParameterizedTest(name = "{0} by {2}")
    @MethodSource("columns")
    void everyColumnSortsBothWaysWithNullsLastOnAllPages(String list, int page, String column) {
        for (boolean descending : new boolean[] {false, true}) {
            String sorted = list + "&sort=" + (descending ? "-" : "") + column;
            List<JsonNode> unpaged = rows(sorted + "&limit=10000");
            assertFalse(unpaged.isEmpty());
            assertSorted(unpaged, column, descending);
            assertEquals(texts(unpaged, "key"), texts(walk(sorted + "&limit=" + page), "key"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "-people", "-uncontrolledLandings", "periodStart", "issuedAt,-boats"})
    void theLongSeriesSortsOnAllPages(String sort) {
        List<JsonNode> unpaged = rows("/v1/crossings?limit=10000&sort=" + sort);
        assertEquals(3154, unpaged.size());
        assertEquals(texts(unpaged, "key"), texts(walk("/v1/crossings?limit=500&sort=" + sort), "key"));
    }

    @Test
    void theRecordDayComesFirstWhereTheListIsSortedDownwards() {
        JsonNode record = rows("/v1/crossings?sort=-people&limit=1").getFirst();
        assertEquals("2022-09-03", record.path("periodStart").asText());
        assertEquals(1305, record.path("people").asInt());
    }

    @Test
    void theKeyBreaksTies() {
        List<JsonNode> rows = rows("/v1/crossings?sort=-people&limit=10000");
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).path("people").equals(rows.get(i).path("people"))) {
                assertTrue(rows.get(i - 1)
                                .path("key")
                                .asText()
                                .compareTo(rows.get(i).path("key").asText())
                        < 0);
            }
        }
    }

    @Test
    void anUnknownColumnIsAProblemThatListsTheColumns() {
        JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?sort=-peple");
        assertEquals("sort", problem.path("parameter").asText());
        assertEquals("did you mean 'people'?", problem.path("hint").asText());
        assertTrue(texts(problem.path("allowed")).containsAll(COMMON));
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?sort=amount");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?sort=--people");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?sort=-");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/crossings?sort=id");
        problem(ProblemCode.EMPTY_VALUE, "/v1/crossings?sort=people,");
    }

    @Test
    void everyColumnThatIsAllowedSorts() {
        for (String dataset : List.of("enforcement-actions", "spending-lines")) {
            JsonNode problem = problem(ProblemCode.UNKNOWN_VALUE, "/v1/" + dataset + "?sort=nosuch");
            String all = String.join(",-", texts(problem.path("allowed")).reversed());
            assertEquals(
                    texts(rows("/v1/" + dataset + "?sort=" + all), "key"),
                    texts(walk("/v1/" + dataset + "?limit=6&sort=" + all), "key"));
        }
    }

    private static void assertSorted(List<JsonNode> rows, String column, boolean descending) {
        List<JsonNode> values = rows.stream().map(row -> row.path(column)).toList();
        List<JsonNode> present =
                values.stream().filter(value -> !value.isNull()).toList();
        assertEquals(present, values.subList(0, present.size()), "nulls last");
        if (column.equals("issuedAt")) {
            // printed as exactly as it is known, so the instants behind it are what sorts
            present = rows.stream().map(row -> row.path("validFrom")).toList();
        }
        Comparator<JsonNode> order = present.stream().allMatch(JsonNode::isNumber)
                ? Comparator.comparing(value -> new BigDecimal(value.asText()))
                : Comparator.comparing(JsonNode::asText);
        assertEquals(
                present.stream().sorted(descending ? order.reversed() : order).toList(), present);
    }
}

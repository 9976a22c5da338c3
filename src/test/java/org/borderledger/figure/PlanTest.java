package org.borderledger.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.ServedLedger;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.query.Restriction;
import org.borderledger.query.SortKey;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How the database finds what answers ask for: by an index that holds the page in its order. The plans are of the very
 * statements that the service sends, made once for all values, as the database makes them of what is asked often. The test's
 * ledger is small, so reading a whole table and sorting are forbidden to the planner; what it then shows is whether it could
 * do without.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class PlanTest {
    /** From so many times on the driver has a statement prepared. */
    private static final int OFTEN = 8;

    /** What the planner may not do. */
    private static final List<String> FORBIDDEN = List.of("seqscan", "sort", "incremental_sort", "bitmapscan");

    private static final List<SortKey> LARGEST_FIRST = byPeople(true);
    private static final List<SortKey> SMALLEST_FIRST = byPeople(false);

    private static List<SortKey> byPeople(boolean descending) {
        return List.of(new SortKey("people", descending, Long.class), new SortKey("key", false, String.class));
    }

    @Inject
    @All
    List<FigureRepository<?>> repositories;

    @Inject
    Readings readings;

    @Inject
    EntityManager entities;

    @Test
    void theFirstPageIsReadInTheOrderOfTheIndexOfCurrentFigures() {
        String plan = plan(figures -> page(figures, null), "select c1_0.key,");
        assertTrue(plan.contains("using crossing_current"), plan);
        assertFalse(plan.contains("Sort"), plan);
    }

    @Test
    void aPageFarBehindBeginsWhereItsCursorStands() {
        String plan = plan(
                figures -> page(figures, List.of(LocalDate.of(2020, 6, 20), "uk-small-boats-daily:2020-06-20")),
                "select c1_0.key,");
        assertTrue(plan.contains("using crossing_current"), plan);
        assertFalse(plan.contains("Sort"), plan);
        String condition = plan.lines()
                .filter(line -> line.contains("Index Cond"))
                .findFirst()
                .orElseThrow();
        assertTrue(condition.contains("period_end <="), plan);
    }

    @Test
    void thePageOfTheLargestIsChosenFromItsIndexAlone() {
        String first = plan(figures -> largest(figures, null), "select c1_0.key,");
        assertTrue(first.contains("Index Only Scan using crossing_ranked"), first);
        List<String> later = plans(
                figures -> largest(figures, List.of(400L, "uk-small-boats-daily:2020-06-20")), "select c1_0.key,");
        assertEquals(2, later.size(), "those of one value, and those of smaller ones");
        for (String plan : later) {
            assertTrue(plan.contains("Index Only Scan using crossing_ranked"), plan);
            assertTrue(
                    plan.lines().anyMatch(line -> line.contains("Index Cond") && line.contains("COALESCE(people")),
                    plan);
        }
        assertTrue(
                later.stream()
                        .flatMap(String::lines)
                        .anyMatch(line -> line.contains("Index Cond") && line.contains("(key > ")),
                later::toString);
    }

    /** Those of one value stand by key in the index and are shown so; read upwards they have to be turned, and only they. */
    @Test
    void thePageOfTheSmallestIsChosenFromTheSameIndexReadUpwards() {
        List<String> forbidden = FORBIDDEN.stream()
                .filter(each -> !each.equals("incremental_sort"))
                .toList();
        List<String> first = plans(figures -> byRank(figures, SMALLEST_FIRST, null), "select c1_0.key,", forbidden);
        List<String> later = plans(
                figures -> byRank(figures, SMALLEST_FIRST, List.of(10L, "uk-small-boats-daily:2020-06-20")),
                "select c1_0.key,",
                forbidden);
        assertEquals(1, first.size(), "those without a value are not asked for where the page is full");
        assertEquals(2, later.size(), "those of one value, and those of larger ones");
        long upwards = Stream.concat(first.stream(), later.stream())
                .filter(plan -> plan.contains("Index Only Scan Backward using crossing_ranked"))
                .filter(plan -> plan.contains("Incremental Sort"))
                .count();
        assertEquals(2, upwards, () -> first + "\n" + later);
    }

    @Test
    void everyDatasetIsRankedByTheMeasureThatItsSeriesPutFirst() {
        for (FigureRepository<?> figures : repositories) {
            Dataset dataset = figures.dataset();
            List<Series> series = SeriesCatalogue.load().of(dataset);
            assertEquals(
                    Set.of(dataset.mainMeasure()),
                    series.stream().map(Series::mainMeasure).collect(Collectors.toSet()));
            Class<?> type = dataset.mainMeasure().equals("people") ? Long.class : BigDecimal.class;
            List<SortKey> order =
                    List.of(new SortKey(dataset.mainMeasure(), true, type), new SortKey("key", false, String.class));
            var selection = new Selection(
                    List.of(SeriesCatalogue.load().get(dataset.defaultSeries())),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    Past.NONE);
            var projection = Projection.of(dataset, FigureColumns.sources(dataset), List.of(0, 1), order);
            String plan = plans(
                            figures,
                            asked -> asked.page(
                                    selection, readings.picture(dataset, Clocks.NOW), projection, order, null, 10),
                            "select " + initials(dataset.table()) + "1_0.key,",
                            FORBIDDEN)
                    .getFirst();
            assertTrue(plan.contains("Index Only Scan using " + dataset.table() + "_ranked"), plan);
        }
    }

    /** What Hibernate calls a table in the statements that it makes: {@code sl} for {@code spending_line}. */
    private static String initials(String table) {
        return Arrays.stream(table.split("_", -1))
                .map(word -> word.substring(0, 1))
                .collect(Collectors.joining());
    }

    @Test
    void oneFigureIsFoundByItsKey() {
        String plan = plan(
                figures -> figures.find(
                        "uk-small-boats-daily:2025-06-20",
                        readings.picture(figures.dataset(), Clocks.NOW),
                        Projection.all(figures.dataset())),
                "select c1_0.key,");
        assertTrue(plan.contains("key = "), plan);
        assertFalse(plan.contains("Seq Scan on crossing"), plan);
    }

    /** Something that a request asks of a repository. */
    @FunctionalInterface
    private interface Asking {
        void of(FigureRepository<?> figures);
    }

    private void page(FigureRepository<?> figures, @Nullable List<@Nullable Object> after) {
        page(figures, List.of(), FigureRepository.USUAL, after);
    }

    private void largest(FigureRepository<?> figures, @Nullable List<@Nullable Object> after) {
        byRank(figures, LARGEST_FIRST, after);
    }

    private void byRank(FigureRepository<?> figures, List<SortKey> order, @Nullable List<@Nullable Object> after) {
        page(
                figures,
                List.of(
                        new Restriction.OneOf("route", List.of("channel")),
                        new Restriction.OneOf("citizenship", List.of("total"))),
                order,
                after);
    }

    private void page(
            FigureRepository<?> figures,
            List<Restriction> codes,
            List<SortKey> order,
            @Nullable List<@Nullable Object> after) {
        var catalogue = SeriesCatalogue.load();
        var selection = new Selection(
                List.of(catalogue.get("uk-small-boats-daily")), List.of(), codes, List.of(), null, Past.NONE);
        List<FigureColumns.Source> columns = FigureColumns.sources(figures.dataset());
        var projection = Projection.of(figures.dataset(), columns, List.of(0, 1), order);
        FigurePage page =
                figures.page(selection, readings.picture(figures.dataset(), Clocks.NOW), projection, order, after, 100);
        assertEquals(100, page.rows().size());
    }

    private String plan(Asking asking, String statement) {
        List<String> plans = plans(asking, statement);
        assertEquals(1, plans.size(), () -> plans.size() + " statements begin with " + statement);
        return plans.getFirst();
    }

    private List<String> plans(Asking asking, String statement) {
        return plans(asking, statement, FORBIDDEN);
    }

    private List<String> plans(Asking asking, String statement, List<String> forbidden) {
        FigureRepository<?> crossings = repositories.stream()
                .filter(each -> each.dataset().name().equals("crossings"))
                .findFirst()
                .orElseThrow();
        return plans(crossings, asking, statement, forbidden);
    }

    private List<String> plans(FigureRepository<?> figures, Asking asking, String statement, List<String> forbidden) {
        return QuarkusTransaction.requiringNew().call(() -> {
            for (int i = 0; i < OFTEN; i++) {
                asking.of(figures);
            }
            var session = entities.unwrap(Session.class);
            Map<String, Long> before = session.doReturningWork(PlanTest::executions);
            asking.of(figures);
            return session.doReturningWork(connection -> explain(connection, statement, before, forbidden));
        });
    }

    /** How often each statement that this connection has prepared was executed, by its name. */
    private static Map<String, Long> executions(Connection connection) throws SQLException {
        Map<String, Long> executions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select name, generic_plans + custom_plans from pg_prepared_statements")) {
            while (row.next()) {
                executions.put(row.getString(1), row.getLong(2));
            }
        }
        return executions;
    }

    /**
     * The plans of the statements with that beginning that were executed since. Each is prepared once more, since the
     * connection, which other tests have used, may keep a plan from before anything was forbidden.
     */
    private static List<String> explain(
            Connection connection, String beginning, Map<String, Long> before, List<String> forbidden)
            throws SQLException {
        Map<String, Long> after = executions(connection);
        Map<String, Integer> prepares = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select name, statement, cardinality(parameter_types), array_to_string(parameter_types, ', ')"
                            + " from pg_prepared_statements")) {
                while (row.next()) {
                    boolean executed = !after.getOrDefault(row.getString(1), 0L).equals(before.get(row.getString(1)));
                    if (executed && row.getString(2).startsWith(beginning)) {
                        String types = row.getInt(3) == 0 ? "" : "(" + row.getString(4) + ")";
                        prepares.put("prepare planned" + types + " as " + row.getString(2), row.getInt(3));
                    }
                }
            }
            assertFalse(prepares.isEmpty(), () -> "nothing that begins with " + beginning + " was asked often");
            statement.execute("set local plan_cache_mode = force_generic_plan");
            for (String one : forbidden) {
                statement.execute("set local enable_" + one + " = off");
            }
            List<String> plans = new ArrayList<>();
            for (Map.Entry<String, Integer> prepare : prepares.entrySet()) {
                statement.execute(prepare.getKey());
                int parameters = prepare.getValue();
                String values =
                        parameters == 0 ? "" : "(" + String.join(", ", Collections.nCopies(parameters, "null")) + ")";
                var plan = new StringBuilder();
                try (ResultSet line = statement.executeQuery("explain (costs off) execute planned" + values)) {
                    while (line.next()) {
                        plan.append(line.getString(1)).append('\n');
                    }
                }
                plans.add(plan.toString());
                statement.execute("deallocate planned");
            }
            return plans;
        }
    }
}

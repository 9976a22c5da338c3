package org.borderledger.computation;

import static org.borderledger.computation.Made.CROSSINGS;
import static org.borderledger.computation.Made.DAILY;
import static org.borderledger.computation.Made.ENFORCEMENT;
import static org.borderledger.computation.Made.FUNDING;
import static org.borderledger.computation.Made.PREVENTED;
import static org.borderledger.computation.Made.SPENDING;
import static org.borderledger.computation.Made.WEEKLY;
import static org.borderledger.computation.Made.announced;
import static org.borderledger.computation.Made.asked;
import static org.borderledger.computation.Made.column;
import static org.borderledger.computation.Made.crossing;
import static org.borderledger.computation.Made.crossings;
import static org.borderledger.computation.Made.day;
import static org.borderledger.computation.Made.only;
import static org.borderledger.computation.Made.routes;
import static org.borderledger.computation.Made.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Series;
import org.borderledger.period.Frequency;
import org.borderledger.period.Period;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What sums are of, and how complete they are. */
class AggregationTest {

    @Test
    void theSpanOfTheDataIsOneBucketWhereNothingIsAsked() {
        var result = asked(CROSSINGS, DAILY).over(crossing("2025-01-01", 10, 1), crossing("2025-01-02", 5, 2));
        assertEquals(15L, only(result, "peopleSum"));
        assertEquals(3L, only(result, "boatsSum"));
        assertEquals(day("2025-01-01"), only(result, "periodStart"));
        assertEquals(day("2025-01-02"), only(result, "periodEnd"));
        assertEquals(2L, only(result, "expected"));
        assertEquals(2, result.inputs());
        assertEquals(List.of("release-2025"), result.releases());
    }

    private static List<Column> columns(Sums sums) {
        return Made.table(sums).columns();
    }

    /** API rules 14 and 21. */
    @Test
    void columnsStandInTheirOrderAndSayWhatTheyMean() {
        var result = asked(CROSSINGS, DAILY)
                .with("groupBy", "route,financial-year")
                .with("frequency", "month")
                .with("cumulative", "true")
                .over(crossing("2025-01-01", 10, 1));
        assertEquals(
                "series periodStart periodEnd financialYear monthDay inputsFrom route peopleSum boatsSum"
                        + " uncontrolledLandingsSum qualifier valueHigh status inputs present expected complete missing"
                        + " incomplete leftOut reason reasonKeys publisher issuedAt licence query",
                String.join(" ", columns(result).stream().map(Column::name).toList()));
        columns(result).forEach(column -> assertTrue(column.description().length() > 5, column.name()));
        columns(result).forEach(column -> assertTrue(column.example() != null, column.name()));
        var spending = asked(SPENDING, FUNDING)
                .with("groupBy", "purpose,stage")
                .over(announced("first-tranche", "2024-09-17", 75, null));
        assertEquals(
                "series periodStart periodEnd stage purpose currency per amountSum",
                String.join(
                        " ",
                        columns(spending).stream().map(Column::name).limit(8).toList()));
    }

    @Test
    void valuesAreOfTheTypeThatTheirColumnNames() {
        for (var result : List.of(
                asked(CROSSINGS, DAILY)
                        .with("groupBy", "year")
                        .with("measures", "people.sum,people.mean,people.max,people.min")
                        .over(crossing("2025-01-01", 10, 1)),
                asked(SPENDING, FUNDING)
                        .with("groupBy", "us-financial-year")
                        .over(announced("first-tranche", "2024-09-17", 75, null)))) {
            Grid table = Made.table(result);
            for (Object[] row : table.rows()) {
                for (int i = 0; i < row.length; i++) {
                    Column column = table.columns().get(i);
                    Class<?> type = switch (column.type()) {
                        case TEXT -> String.class;
                        case INTEGER -> column.name().equals("year") ? Integer.class : Long.class;
                        case DECIMAL -> BigDecimal.class;
                        case DATE -> LocalDate.class;
                        case INSTANT -> Instant.class;
                        case BOOLEAN -> Boolean.class;
                        case LIST -> List.class;
                    };
                    assertTrue(row[i] == null ? column.nullable() : type.isInstance(row[i]), column.name());
                }
            }
        }
    }

    /** API rule 19: missing is not zero. */
    @Test
    void noValueIsNoSumAndZeroIsZero() {
        var result = asked(CROSSINGS, DAILY)
                .with("frequency", "day")
                .over(crossing("2025-01-01", 0, 0), crossing("2025-01-02", null, null));
        assertEquals(Arrays.asList(null, 0L), column(result, "peopleSum"));
        assertEquals(Arrays.asList(null, null), column(result, "uncontrolledLandingsSum"));
        assertEquals(List.of("O", "P"), column(result, "status"));
        assertEquals(List.of(0L, 1L), column(result, "present"));
        assertEquals(List.of(0L, 1L), column(result, "inputs"));
        assertEquals(Arrays.asList(null, "exact"), column(result, "qualifier"));
    }

    /** API rule 21: buckets keep their bounds, and what is expected is counted in full. */
    @Test
    void aMonthThatTheRangeCutsIsExpectedInFull() {
        var result = asked(CROSSINGS, DAILY)
                .of("2025-01-30--2025-02-01")
                .with("frequency", "month")
                .over(
                        crossing("2025-01-29", 1000, 1),
                        crossing("2025-01-30", 1, 1),
                        crossing("2025-01-31", 2, 1),
                        crossing("2025-02-01", 4, 1));
        assertEquals(List.of(day("2025-02-01"), day("2025-01-01")), column(result, "periodStart"));
        assertEquals(List.of(4L, 3L), column(result, "peopleSum"));
        assertEquals(List.of(28L, 31L), column(result, "expected"));
        assertEquals(List.of(1L, 2L), column(result, "present"));
        assertEquals(List.of(false, false), column(result, "complete"));
        assertEquals(
                List.of(List.of("2025-02-02..2025-02-28"), List.of("2025-01-01..2025-01-29")),
                column(result, "missing"));
        assertEquals(
                List.of(
                        "/v1/crossings?series=uk-small-boats-daily&from=2025-02-01&to=2025-02-01",
                        "/v1/crossings?series=uk-small-boats-daily&from=2025-01-30&to=2025-01-31"),
                column(result, "query"));
        assertEquals(false, result.complete());
    }

    @Test
    void aSumIsCompleteWhereEveryPeriodHasEveryMeasure() {
        var complete = asked(CROSSINGS, DAILY)
                .of("2025-01-01--2025-01-02")
                .with("measures", "people.sum,boats.sum")
                .over(crossing("2025-01-01", 1, 1), crossing("2025-01-02", 1, 0));
        assertEquals(true, only(complete, "complete"));
        assertEquals(List.of(), only(complete, "missing"));
        assertEquals(true, complete.complete());
        var incomplete = asked(CROSSINGS, DAILY)
                .of("2025-01-01--2025-01-02")
                .with("measures", "people.sum,boats.sum")
                .over(crossing("2025-01-01", 1, 1), crossing("2025-01-02", 1, null));
        assertEquals(false, only(incomplete, "complete"));
        assertEquals(List.of(), only(incomplete, "missing"));
        assertEquals(List.of("boats: 1 of 2"), only(incomplete, "incomplete"));
        assertEquals(2L, only(incomplete, "present"));
    }

    @Test
    void missingPeriodsAreRangesAndSingleDays() {
        var result = asked(CROSSINGS, DAILY)
                .of("2025-01-01--2025-01-10")
                .with("measures", "people.sum")
                .over(
                        crossing("2025-01-02", 1, 1),
                        crossing("2025-01-04", null, 1),
                        crossing("2025-01-05", 1, 1),
                        crossing("2025-01-07", 1, 1));
        assertEquals(
                List.of("2025-01-01", "2025-01-03..2025-01-04", "2025-01-06", "2025-01-08..2025-01-10"),
                only(result, "missing"));
        assertEquals(3L, only(result, "present"));
        assertEquals(10L, only(result, "expected"));
    }

    /** API rule 21. */
    @Test
    void weeksInARangeThatTheyDoNotTileAreNotComplete() {
        var aggregation = new Aggregation(
                asked(CROSSINGS, WEEKLY)
                        .of("2025-01")
                        .with("measures", "people.sum")
                        .question(),
                span("2024-12-30--2025-12-28"));
        for (String week : List.of("2025-W02", "2025-W03", "2025-W04")) {
            aggregation.add(crossing(WEEKLY, "channel", week, 10, 1));
        }
        aggregation.partlyInside(2);
        var result = aggregation.result();
        assertEquals(30L, only(result, "peopleSum"));
        assertEquals(3L, only(result, "expected"));
        assertEquals(3L, only(result, "present"));
        assertEquals(false, only(result, "complete"));
        assertEquals(2, result.partlyInside());
        assertEquals(List.of("2 figures reach over an end and are left out: meta.partlyInside."), result.warnings());
    }

    @Test
    void aMissingWeekIsItsDays() {
        var result = asked(CROSSINGS, WEEKLY)
                .with("measures", "people.sum")
                .over(crossing(WEEKLY, "channel", "2025-W02", 10, 1), crossing(WEEKLY, "channel", "2025-W04", 10, 1));
        assertEquals(List.of("2025-01-13..2025-01-19"), only(result, "missing"));
        assertEquals(3L, only(result, "expected"));
    }

    @Test
    void aWeekOfWhichOnlyAPartWasAskedForHasNoRow() {
        var result = asked(CROSSINGS, WEEKLY)
                .of("2025-01-08--2025-01-21")
                .with("frequency", "week")
                .over(
                        crossing(WEEKLY, "channel", "2025-W02", 10, 1),
                        crossing(WEEKLY, "channel", "2025-W03", 20, 1),
                        crossing(WEEKLY, "channel", "2025-W04", 40, 1));
        assertEquals(List.of(20L), column(result, "peopleSum"));
    }

    @Test
    void gapsInsideTheDataHaveRowsAndNothingBeyondHas() {
        var result = asked(CROSSINGS, DAILY)
                .of("2025")
                .with("frequency", "month")
                .over(crossing("2025-02-01", 1, 1), crossing("2025-05-01", 1, 1));
        assertEquals(
                List.of(day("2025-05-01"), day("2025-04-01"), day("2025-03-01"), day("2025-02-01")),
                column(result, "periodStart"));
        assertEquals(Arrays.asList(1L, null, null, 1L), column(result, "peopleSum"));
        assertEquals(List.of(1L, 0L, 0L, 1L), column(result, "present"));
        assertEquals(List.of(false, false, false, false), column(result, "complete"));
        assertEquals(Arrays.asList("P", null, null, "P"), column(result, "status"));
    }

    @Test
    void eachGroupShowsItsGaps() {
        Series routes = routes();
        var result = asked(CROSSINGS, routes)
                .with("groupBy", "route")
                .with("frequency", "day")
                .with("measures", "people.sum")
                .over(
                        crossing(routes, "channel", "2025-01-01", 1, 1),
                        crossing(routes, "north-sea", "2025-01-02", 2, 1));
        assertEquals(List.of("channel", "north-sea", "channel", "north-sea"), column(result, "route"));
        assertEquals(Arrays.asList(null, 2L, 1L, null), column(result, "peopleSum"));
    }

    @Test
    void aSeriesWithoutRhythmHasNoGaps() {
        var result = asked(SPENDING, FUNDING)
                .with("frequency", "year")
                .over(announced("first-tranche", "2020", 75, null), announced("second-tranche", "2024", 75, null));
        assertEquals(List.of(day("2024-01-01"), day("2020-01-01")), column(result, "periodStart"));
        assertEquals(Arrays.asList(null, null), column(result, "complete"));
        assertEquals(Arrays.asList(null, null), column(result, "expected"));
        assertEquals(null, result.complete());
    }

    @Test
    void aFigureThatLiesInNoSingleBucketIsLeftOutAndCounted() {
        var result = asked(SPENDING, FUNDING)
                .with("frequency", "year")
                .over(
                        announced("two-year-total", "2023-07-01--2024-06-30", 150, null),
                        announced("first-tranche", "2024", 75, null));
        assertEquals(List.of(BigDecimal.valueOf(75)), column(result, "amountSum"));
        assertEquals(1, result.partlyInside());
        assertEquals(1, result.inputs());
    }

    /** API rule 5. */
    @Test
    void eachPeriodOfAListIsABucketAndAFigureCanLieInSeveral() {
        var result = asked(CROSSINGS, DAILY)
                .listing("2025-01", "2025", "2023")
                .with("measures", "people.sum")
                .over(crossing("2025-01-05", 10, 1), crossing("2025-06-01", 5, 1));
        assertEquals(List.of(day("2025-01-01"), day("2025-01-01"), day("2023-01-01")), column(result, "periodStart"));
        assertEquals(Arrays.asList(15L, 10L, null), column(result, "peopleSum"));
        assertEquals(List.of(2L, 1L, 0L), column(result, "inputs"));
        assertEquals(List.of(365L, 31L, 365L), column(result, "expected"));
        assertEquals(2, result.inputs(), "each figure once");
    }

    @Test
    void withoutFiguresASingleBucketHasARowWithoutSums() {
        var result = asked(ENFORCEMENT, PREVENTED).of("2020-W02").over(null, List.of());
        assertEquals(null, only(result, "quantitySum"));
        assertEquals("people", only(result, "unit"));
        assertEquals(0L, only(result, "present"));
        assertEquals(1L, only(result, "expected"));
        assertEquals(false, only(result, "complete"));
        assertEquals(null, only(result, "publisher"));
        assertEquals(
                2,
                asked(CROSSINGS, DAILY)
                        .listing("2024", "2025")
                        .over(null, List.of())
                        .lines()
                        .size());
        assertEquals(List.of(), asked(CROSSINGS, DAILY).over(null, List.of()).lines());
    }

    @Test
    void severalSeriesHaveRowsOfTheirOwn() {
        var result = asked(CROSSINGS, DAILY, WEEKLY)
                .of("2025-W02")
                .with("groupBy", "series")
                .over(crossing(WEEKLY, "channel", "2025-W02", 7, 1), crossing("2025-01-06", 7, 1));
        assertEquals(List.of("uk-small-boats-daily", "uk-small-boats-weekly"), column(result, "series"));
        assertEquals(List.of(7L, 1L), column(result, "expected"));
    }

    /** A day whose figure is published in parts is one day: mean, largest and smallest are of days. */
    @Test
    void meanMaxAndMinAreOfTheTotalsOfPeriods() {
        Series routes = routes();
        var result = asked(CROSSINGS, routes)
                .with("measures", "people.sum,people.mean,people.max,people.min")
                .over(
                        crossing(routes, "channel", "2025-01-01", 10, 1),
                        crossing(routes, "north-sea", "2025-01-01", 5, 1),
                        crossing(routes, "channel", "2025-01-02", 1, 1),
                        crossing(routes, "north-sea", "2025-01-02", 0, 1));
        assertEquals(16L, only(result, "peopleSum"));
        assertEquals(new BigDecimal("8.00"), only(result, "peopleMean"));
        assertEquals(15L, only(result, "peopleMax"));
        assertEquals(1L, only(result, "peopleMin"));
        assertEquals(2L, only(result, "present"));
        assertEquals(4L, only(result, "inputs"));
        assertEquals(true, only(result, "complete"));
    }

    @Test
    void aDayThatLacksAPartIsPresentButNotComplete() {
        Series routes = routes();
        var result = asked(CROSSINGS, routes)
                .with("measures", "people.sum")
                .over(
                        crossing(routes, "channel", "2025-01-01", 10, 1),
                        crossing(routes, "north-sea", "2025-01-01", null, 1));
        assertEquals(List.of("people: 0 of 1"), only(result, "incomplete"));
        assertEquals(false, only(result, "complete"));
    }

    @Test
    void aMeanHasTwoDecimalsAndRoundsAHalfToTheEvenNeighbour() {
        List<Input> inputs = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            inputs.add(crossing("2025-01-0" + i, i == 8 ? 1 : 0, i == 8 ? 3 : 0));
        }
        var result = asked(CROSSINGS, DAILY)
                .with("measures", "people.mean,boats.mean")
                .over(span("2025-01-01--2025-01-08"), inputs);
        assertEquals(new BigDecimal("0.12"), only(result, "peopleMean"), "0.125");
        assertEquals(new BigDecimal("0.38"), only(result, "boatsMean"), "0.375");
        assertTrue(result.formula().contains("peopleMean = sum of people / periods with a value"), result::formula);
    }

    /** API rule 22. */
    @Test
    void aYearInGroupByAddsTheYearAndTheDayInIt() {
        var years = asked(CROSSINGS, DAILY)
                .with("groupBy", "year")
                .with("frequency", "day")
                .over(crossing("2025-06-20", 1, 1), crossing("2025-06-21", 1, 1));
        assertEquals(List.of(2025, 2025), column(years, "year"));
        assertEquals(List.of("06-21", "06-20"), column(years, "monthDay"));
        var financial = asked(CROSSINGS, DAILY)
                .with("groupBy", "financial-year")
                .over(crossing("2025-03-31", 1, 1), crossing("2025-04-01", 1, 1));
        assertEquals(List.of("FY2025-26", "FY2024-25"), column(financial, "financialYear"));
        assertEquals(List.of("04-01", "04-01"), column(financial, "monthDay"));
        var us = asked(CROSSINGS, DAILY)
                .with("groupBy", "us-financial-year")
                .over(crossing("2024-09-30", 1, 1), crossing("2024-10-01", 1, 1));
        assertEquals(List.of("USFY2025", "USFY2024"), column(us, "usFinancialYear"));
    }

    /** API rule 22. */
    @Test
    void runningTotalsBeginAnewInEachYearAndGroup() {
        Series routes = routes();
        var result = asked(CROSSINGS, routes)
                .with("groupBy", "route,year")
                .with("frequency", "day")
                .with("cumulative", "true")
                .with("measures", "people.sum")
                .over(
                        crossing(routes, "channel", "2024-12-30", 1, 1),
                        crossing(routes, "channel", "2024-12-31", 2, 1),
                        crossing(routes, "north-sea", "2024-12-31", 100, 1),
                        crossing(routes, "channel", "2025-01-01", 4, 1),
                        crossing(routes, "channel", "2025-01-02", 8, 1));
        List<@Nullable Object> channel = new ArrayList<>();
        List<@Nullable Object> from = new ArrayList<>();
        Made.named(result).stream()
                .filter(row -> "channel".equals(row.get("route")))
                .forEach(row -> {
                    channel.add(row.get("peopleSum"));
                    from.add(row.get("inputsFrom"));
                });
        assertEquals(List.of(12L, 4L, 3L, 1L), channel);
        assertEquals(List.of(day("2025-01-01"), day("2025-01-01"), day("2024-12-30"), day("2024-12-30")), from);
        assertEquals(day("2025-01-02"), Made.named(result).getFirst().get("periodStart"));
        assertEquals(
                "/v1/crossings?series=routes&from=2025-01-01&to=2025-01-02&route=channel",
                Made.named(result).getFirst().get("query"));
    }

    /** API rule 22. */
    @Test
    void fromTheFirstGapOnARunningTotalIsNotComplete() {
        var result = asked(CROSSINGS, DAILY)
                .with("frequency", "day")
                .with("cumulative", "true")
                .with("measures", "people.sum")
                .over(crossing("2025-01-01", 1, 1), crossing("2025-01-03", 2, 1), crossing("2025-01-04", 4, 1));
        assertEquals(List.of(7L, 3L, 1L, 1L), column(result, "peopleSum"));
        assertEquals(List.of(false, false, false, true), column(result, "complete"));
        assertEquals(
                List.of(List.of("2025-01-02"), List.of("2025-01-02"), List.of("2025-01-02"), List.of()),
                column(result, "missing"));
        assertEquals(List.of(4L, 3L, 2L, 1L), column(result, "expected"));
        assertEquals(List.of(3L, 2L, 1L, 1L), column(result, "inputs"));
    }

    /** API rule 22. */
    @Test
    void aWindowTrailsReadsBeforeFromAndIsNullWhereAnInputIsMissing() {
        List<Input> inputs = List.of(
                crossing("2025-01-01", 1, 1),
                crossing("2025-01-02", 2, 1),
                crossing("2025-01-03", 4, null),
                crossing("2025-01-04", 8, 1),
                crossing("2025-01-05", null, 1),
                crossing("2025-01-06", 16, 1));
        var asked = asked(CROSSINGS, DAILY)
                .of("2025-01-02--2025-01-06")
                .with("window", "2d")
                .with("measures", "people.sum,people.mean,people.max,people.min,boats.sum");
        var result = asked.over(span("2025-01-01--2025-01-06"), inputs);
        assertEquals(Arrays.asList(null, null, 12L, 6L, 3L), column(result, "peopleSum"));
        assertEquals(
                Arrays.asList(null, null, new BigDecimal("6.00"), new BigDecimal("3.00"), new BigDecimal("1.50")),
                column(result, "peopleMean"));
        assertEquals(Arrays.asList(null, null, 8L, 4L, 2L), column(result, "peopleMax"));
        assertEquals(Arrays.asList(null, null, 4L, 2L, 1L), column(result, "peopleMin"));
        assertEquals(Arrays.asList(null, null, null, null, 2L), column(result, "boatsSum"));
        assertEquals(Arrays.asList(null, null, "exact", "exact", "exact"), column(result, "qualifier"));
        assertEquals(day("2025-01-01"), column(result, "inputsFrom").getLast());
        assertEquals(
                "a period of the window is missing", column(result, "reason").getFirst());
        assertEquals(null, column(result, "reason").getLast());
        assertEquals(List.of("2025-01-05"), column(result, "missing").getFirst());
        assertEquals(
                "/v1/crossings?series=uk-small-boats-daily&from=2025-01-01&to=2025-01-02",
                column(result, "query").getLast());
    }

    @Test
    void aWindowThatReachesBeforeTheDataHasNoValue() {
        var result = asked(CROSSINGS, DAILY)
                .with("window", "3d")
                .with("measures", "people.sum")
                .over(crossing("2025-01-01", 1, 1), crossing("2025-01-02", 2, 1), crossing("2025-01-03", 4, 1));
        assertEquals(Arrays.asList(7L, null, null), column(result, "peopleSum"));
        assertEquals(
                List.of("2024-12-30..2024-12-31"), column(result, "missing").getLast());
        assertEquals(day("2024-12-30"), column(result, "inputsFrom").getLast());
        assertEquals(List.of(3L, 3L, 3L), column(result, "expected"));
    }

    @Test
    void theStatusIsTheLeastFirm() {
        IssueDate early = IssueDate.parse("2025-06", IssueDate.Basis.PRINTED);
        IssueDate late = IssueDate.parse("2026", IssueDate.Basis.PRINTED);
        var result = asked(CROSSINGS, DAILY)
                .over(
                        Made.with(crossing("2025-01-01", 1, 1), ObservationStatus.A, "B", late),
                        Made.with(crossing("2025-01-02", 1, 1), ObservationStatus.E, "A", early),
                        Made.with(crossing("2025-01-03", 1, 1), ObservationStatus.P, "A", early));
        assertEquals("E", only(result, "status"));
        assertEquals("A; B", only(result, "publisher"));
        assertEquals("2026", only(result, "issuedAt"));
        assertEquals("OGL-UK-3.0", only(result, "licence"));
    }

    /** API rule 12. */
    @Test
    void rowsSortByAnyColumnWithNullsLastBothWays() {
        var result = Made.table(asked(CROSSINGS, DAILY)
                .with("frequency", "day")
                .over(crossing("2025-01-01", 5, 1), crossing("2025-01-02", null, 1), crossing("2025-01-03", 1, 1)));
        var upwards = result.sorted(List.of(new SortKey("peopleSum", false, Long.class)));
        assertEquals(Arrays.asList(1L, 5L, null), column(upwards, "peopleSum"));
        var downwards = result.sorted(List.of(new SortKey("peopleSum", true, Long.class)));
        assertEquals(Arrays.asList(5L, 1L, null), column(downwards, "peopleSum"));
        var first = result.sorted(
                List.of(new SortKey("boatsSum", true, Long.class), new SortKey("periodStart", false, LocalDate.class)));
        assertEquals(day("2025-01-01"), column(first, "periodStart").getFirst());
        assertThrows(
                IllegalArgumentException.class,
                () -> result.sorted(List.of(new SortKey("missing", false, List.class))));
        assertThrows(
                IllegalArgumentException.class, () -> result.sorted(List.of(new SortKey("nope", false, List.class))));
    }

    @Test
    void theQueryCarriesTheCallersFiltersEncodedAndNoneTwice() {
        Series routes = routes();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("route", "channel%2Cnorth-sea");
        values.put("asOf", "2026-05-15");
        values.put("revision", "41");
        var filters = new Filters(values);
        var result = asked(CROSSINGS, routes)
                .with("groupBy", "route")
                .over(crossing(routes, "north sea&x", "2025-01-01", 1, 1));
        assertEquals(
                "/v1/crossings?series=routes&from=2025-01-01&to=2025-01-01&route=north%20sea%26x&asOf=2026-05-15"
                        + "&revision=41",
                only(AggregateColumns.of(result.question(), filters).grid(result.lines()), "query"));
    }

    @Test
    void monthsQuartersAndYearsAreExpectedInTheirOwnCalendar() {
        var quarterly = asked(CROSSINGS, crossings(Frequency.QUARTERLY, "--01-01"))
                .of("2024-04-01--2025-03-31")
                .with("frequency", "financial-year")
                .with("measures", "people.sum")
                .over(
                        crossing(crossings(Frequency.QUARTERLY, "--01-01"), "channel", "2024-Q2", 1, 1),
                        crossing(crossings(Frequency.QUARTERLY, "--01-01"), "channel", "2024-Q4", 1, 1));
        assertEquals(4L, only(quarterly, "expected"));
        assertEquals(List.of("2024-07-01..2024-09-30", "2025-01-01..2025-03-31"), only(quarterly, "missing"));
        var annual = asked(CROSSINGS, crossings(Frequency.ANNUAL, "--04-01"))
                .of("2020-04-01--2025-03-31")
                .over(crossing(crossings(Frequency.ANNUAL, "--04-01"), "channel", "FY2020-21", 1, 1));
        assertEquals(5L, only(annual, "expected"));
        assertEquals(List.of("2021-04-01..2025-03-31"), only(annual, "missing"));
    }

    @Test
    void aFigureOfAnotherSeriesIsADefect() {
        var aggregation = new Aggregation(asked(CROSSINGS, DAILY).question(), span("2025"));
        assertThrows(
                IllegalArgumentException.class, () -> aggregation.add(crossing(WEEKLY, "channel", "2025-W02", 1, 1)));
    }

    @Test
    void aSumThatDoesNotFitIsRefusedAndNotCut() {
        Input first = crossing("2025-01-01", 1, 1);
        var huge = new Input(
                first.key(),
                first.series(),
                first.period(),
                first.codes(),
                null,
                null,
                null,
                Arrays.asList(BigDecimal.valueOf(Long.MAX_VALUE), null, null),
                first.status(),
                first.qualifier(),
                null,
                first.release(),
                first.publisher(),
                first.issuedAt());
        Sums sums = asked(CROSSINGS, DAILY).over(huge, crossing("2025-01-02", 1, 1));
        assertThrows(ArithmeticException.class, () -> Made.table(sums));
    }

    @Test
    void everyFigureHasItsBucketAndNoneOfTheDayBefore() {
        var result = asked(CROSSINGS, DAILY)
                .of("2025-01-01")
                .over(Period.year(2025), List.of(crossing("2024-12-31", 99, 1), crossing("2025-01-01", 1, 1)));
        assertEquals(1L, only(result, "peopleSum"));
        assertFalse(result.releases().contains("release-2024"));
    }
}

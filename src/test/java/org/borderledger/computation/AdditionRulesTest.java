package org.borderledger.computation;

import static org.borderledger.computation.Made.CROSSINGS;
import static org.borderledger.computation.Made.DAILY;
import static org.borderledger.computation.Made.ENFORCEMENT;
import static org.borderledger.computation.Made.FUNDING;
import static org.borderledger.computation.Made.SPENDING;
import static org.borderledger.computation.Made.STATEMENTS;
import static org.borderledger.computation.Made.announced;
import static org.borderledger.computation.Made.asked;
import static org.borderledger.computation.Made.column;
import static org.borderledger.computation.Made.crossing;
import static org.borderledger.computation.Made.only;
import static org.borderledger.computation.Made.seized;
import static org.borderledger.ledger.Qualifier.ABOUT;
import static org.borderledger.ledger.Qualifier.AT_LEAST;
import static org.borderledger.ledger.Qualifier.BETWEEN;
import static org.borderledger.ledger.Qualifier.EXACT;
import static org.borderledger.ledger.Qualifier.LESS_THAN;
import static org.borderledger.ledger.Qualifier.MORE_THAN;
import static org.borderledger.ledger.Qualifier.ORDER_OF;
import static org.borderledger.ledger.Qualifier.UP_TO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be added to what (API rules 4, 18, 20). */
class AdditionRulesTest {
    private static final String TOTAL = "two-year-total";

    // parts

    /** API rule 20: the part comes before what contains it, and is left out all the same. */
    @Test
    void aPartIsLeftOutWhereWhatContainsItIsAmongTheInputs() {
        var result = asked(SPENDING, FUNDING)
                .with("frequency", "year")
                .over(
                        announced("first-tranche", "2024-09-17", 75, TOTAL),
                        announced("second-tranche", "2024-11-04", 75, TOTAL),
                        announced(TOTAL, "2024-11-04", 150, null));
        assertEquals(BigDecimal.valueOf(150), only(result, "amountSum"));
        assertEquals(List.of("first-tranche", "second-tranche"), only(result, "leftOut"));
        assertEquals(1L, only(result, "inputs"));
        assertEquals(1, result.inputs());
        assertEquals(List.of("release-" + TOTAL), result.releases());
    }

    @Test
    void aPartCountsWhereWhatContainsItIsNotAmongTheInputs() {
        var result = asked(SPENDING, FUNDING)
                .over(
                        announced("first-tranche", "2024-09-17", 75, TOTAL),
                        announced("second-tranche", "2024-11-04", 75, TOTAL));
        assertEquals(BigDecimal.valueOf(150), only(result, "amountSum"));
        assertEquals(List.of(), only(result, "leftOut"));
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void aPartOfAPartIsLeftOutAlsoWhereTheMiddleIsInAnotherGroup() {
        var whole = asked(SPENDING, FUNDING)
                .over(
                        announced("a", "2024-01-01", 10, "b"),
                        announced("b", "2024-01-02", 30, "c"),
                        announced("c", "2024-01-03", 90, null));
        assertEquals(BigDecimal.valueOf(90), only(whole, "amountSum"));
        assertEquals(List.of("a", "b"), only(whole, "leftOut"));
        var byYear = asked(SPENDING, FUNDING)
                .with("frequency", "month")
                .over(
                        announced("a", "2024-01-01", 10, "b"),
                        announced("c", "2024-01-03", 90, null),
                        announced("b", "2024-02-02", 30, "c"));
        assertEquals(List.of(BigDecimal.valueOf(30), BigDecimal.valueOf(90)), column(byYear, "amountSum"), "c holds a");
    }

    @Test
    void aContainerWithoutAValueContainsNothing() {
        Input empty = announced(TOTAL, "2024-11-04", 0, null);
        var missing = new Input(
                empty.key(),
                empty.series(),
                empty.period(),
                empty.codes(),
                empty.unit(),
                null,
                null,
                Arrays.asList((BigDecimal) null),
                org.borderledger.ledger.ObservationStatus.O,
                EXACT,
                null,
                empty.release(),
                empty.publisher(),
                empty.issuedAt());
        var result = asked(SPENDING, FUNDING).over(announced("first-tranche", "2024-09-17", 75, TOTAL), missing);
        assertEquals(BigDecimal.valueOf(75), only(result, "amountSum"));
    }

    @Test
    void figuresThatContainOneAnotherInACircleAreLeftOut() {
        var result = asked(SPENDING, FUNDING)
                .over(announced("a", "2024-01-01", 10, "b"), announced("b", "2024-01-02", 30, "a"));
        assertNull(only(result, "amountSum"));
        assertEquals("every figure is left out: leftOut names them", only(result, "reason"));
        assertEquals(List.of("a", "b"), only(result, "reasonKeys"));
    }

    /** API rule 20. */
    @Test
    void whatIsPartOfSomethingUnknownIsLeftOutWithAWarning() {
        var result = asked(SPENDING, FUNDING)
                .over(
                        announced("high-impact-operations", "2025-03-31", 30, "unknown"),
                        announced("prosecution-capacity", "2025-03-31", 3, null));
        assertEquals(BigDecimal.valueOf(3), only(result, "amountSum"));
        assertEquals(List.of("high-impact-operations"), only(result, "leftOut"));
        assertEquals(
                List.of("It is not published what contains high-impact-operations: left out of the sums, listed in"
                        + " leftOut."),
                result.warnings());
        var alone = asked(SPENDING, FUNDING).over(announced("high-impact-operations", "2025-03-31", 30, "unknown"));
        assertNull(only(alone, "amountSum"));
        assertEquals("every figure is left out: leftOut names them", only(alone, "reason"));
        assertEquals(0L, only(alone, "inputs"));
    }

    @Test
    void rowsOfWhichOneContainsTheOtherCarryAWarning() {
        var result = asked(SPENDING, FUNDING)
                .with("groupBy", "purpose")
                .over(announced("first-tranche", "2024-09-17", 75, TOTAL), announced(TOTAL, "2024-11-04", 150, null));
        assertEquals(List.of(BigDecimal.valueOf(75), BigDecimal.valueOf(150)), column(result, "amountSum"));
        assertEquals(
                List.of("Do not add the rows to each other: first-tranche is part of two-year-total."),
                result.warnings());
    }

    /** API rules 20 and 22: what a later month contains leaves the running total when it comes. */
    @Test
    void aRunningTotalDropsAPartWhenWhatContainsItComes() {
        var result = asked(SPENDING, FUNDING)
                .with("frequency", "month")
                .with("cumulative", "true")
                .over(
                        announced("first-tranche", "2024-09-17", 75, TOTAL),
                        announced("other", "2024-10-01", 7, null),
                        announced(TOTAL, "2024-11-04", 150, null));
        assertEquals(
                List.of(BigDecimal.valueOf(157), BigDecimal.valueOf(82), BigDecimal.valueOf(75)),
                column(result, "amountSum"));
        assertEquals(List.of("first-tranche"), column(result, "leftOut").getFirst());
    }

    @Test
    void runningTotalsWithoutPartsRunOn() {
        var result = asked(SPENDING, FUNDING)
                .with("frequency", "month")
                .with("cumulative", "true")
                .over(
                        announced("a", "2024-09-17", 75, null),
                        announced("b", "2024-10-01", 7, null),
                        announced("c", "2024-12-04", 150, null));
        assertEquals(
                List.of(BigDecimal.valueOf(232), BigDecimal.valueOf(82), BigDecimal.valueOf(75)),
                column(result, "amountSum"));
        assertEquals(3, result.inputs());
        assertEquals(3, result.releases().size());
    }

    // rates

    /** API rule 20. */
    @Test
    void yearlyRatesAreNeverAddedUp() {
        var result = asked(SPENDING, FUNDING)
                .with("measures", "amount.sum,amount.mean,amount.max")
                .over(
                        announced("spending-review-2025", "2025-06-11", 280, null, "year", UP_TO),
                        announced("two-year-total", "2025-06-12", 150, null));
        assertEquals(Arrays.asList("year", null), column(result, "per"));
        assertEquals(Arrays.asList(null, BigDecimal.valueOf(150)), column(result, "amountSum"));
        assertEquals(Arrays.asList(null, new BigDecimal("150.00")), column(result, "amountMean"));
        assertEquals(BigDecimal.valueOf(280), column(result, "amountMax").getFirst());
        assertEquals(Arrays.asList("yearly rates are never added up", null), column(result, "reason"));
        assertEquals(
                List.of("spending-review-2025"), column(result, "reasonKeys").getFirst());
        assertEquals(Arrays.asList(null, "exact"), column(result, "qualifier"));
    }

    // overlaps

    /** API rule 4. */
    @Test
    void figuresOfTheSameCodesThatOverlapHaveNoSumAndOtherGroupsStand() {
        var result = asked(SPENDING, FUNDING)
                .with("groupBy", "purpose")
                .over(
                        announced("agreement", "2023", 100, null),
                        rekeyed(announced("agreement", "2023-06", 10, null), "again"),
                        announced("other", "2023", 5, null));
        assertEquals(Arrays.asList(null, BigDecimal.valueOf(5)), column(result, "amountSum"));
        assertEquals(Arrays.asList("periods overlap", null), column(result, "reason"));
        assertEquals(List.of(List.of("agreement", "again"), List.of()), column(result, "reasonKeys"));
        assertTrue(result.warnings().toString().contains("reason says why"));
    }

    @Test
    void aLongPeriodOverlapsAlsoTheOneAfterTheNext() {
        var result = asked(SPENDING, FUNDING)
                .over(
                        announced("x", "2023-01-01--2023-12-31", 100, null),
                        rekeyed(announced("y", "2023-02", 5, null), "y"),
                        rekeyed(announced("x", "2023-03", 10, null), "again"));
        assertNull(only(result, "amountSum"));
        assertEquals(List.of("x", "again"), only(result, "reasonKeys"), "y has other codes");
    }

    @Test
    void partsOfOneFigureDoNotOverlapIt() {
        var result = asked(SPENDING, FUNDING)
                .over(
                        announced("x", "2023-04-01--2026-03-31", 541, null),
                        rekeyed(announced("x", "FY2023-24", 141, "x"), "first"),
                        rekeyed(announced("x", "FY2024-25", 191, "x"), "second"));
        assertEquals(BigDecimal.valueOf(541), only(result, "amountSum"));
        assertNull(only(result, "reason"));
    }

    /** API rule 4. */
    @Test
    void statementsThatOverlapHaveNoSum() {
        var result = asked(ENFORCEMENT, STATEMENTS)
                .with("groupBy", "item")
                .with("measures", "quantity.sum,quantity.mean,quantity.max,quantity.min")
                .over(seized("boats", "2023", 10, EXACT), seized("boats", "2023-12-31--2024-06-30", 20, EXACT));
        assertNull(only(result, "quantitySum"));
        assertNull(only(result, "quantityMean"));
        assertEquals(BigDecimal.valueOf(20), only(result, "quantityMax"), "a largest figure stands");
        assertEquals(BigDecimal.valueOf(10), only(result, "quantityMin"));
        assertEquals("periods overlap", only(result, "reason"));
        assertTrue(only(result, "reasonKeys") instanceof List<?> keys && keys.size() == 2);
    }

    @Test
    void statementsOfOneKindThatFollowOneAnotherAddUp() {
        var result = asked(ENFORCEMENT, STATEMENTS)
                .over(seized("boats", "2023", 10, EXACT), seized("boats", "2024", 20, EXACT));
        assertEquals(BigDecimal.valueOf(30), only(result, "quantitySum"));
        assertNull(only(result, "reason"));
        assertNull(only(result, "complete"));
    }

    /** API rule 4: what is a part of what is in the words alone. */
    @Test
    void aGroupThatMixesStatementsOfSeveralThingsHasNoSum() {
        Input all = seized("all-returns", "2023", 100, EXACT);
        Input enforced = seized("enforced-returns", "2024", 30, EXACT);
        var mixed = asked(ENFORCEMENT, STATEMENTS).with("groupBy", "action").over(all, enforced);
        assertNull(only(mixed, "quantitySum"));
        assertEquals(
                "the group mixes item all-returns and enforced-returns, which may contain one another: add item to"
                        + " groupBy",
                only(mixed, "reason"));
        assertEquals(List.of(all.key(), enforced.key()), only(mixed, "reasonKeys"));
        var apart = asked(ENFORCEMENT, STATEMENTS).with("groupBy", "item").over(all, enforced);
        assertEquals(List.of(BigDecimal.valueOf(100), BigDecimal.valueOf(30)), column(apart, "quantitySum"));
    }

    @Test
    void aRunningTotalOfStatementsDoesNotMixEither() {
        var result = asked(ENFORCEMENT, STATEMENTS)
                .with("frequency", "year")
                .with("cumulative", "true")
                .over(seized("all-returns", "2023", 100, EXACT), seized("enforced-returns", "2024", 30, EXACT));
        assertEquals(Arrays.asList(null, BigDecimal.valueOf(100)), column(result, "quantitySum"));
    }

    @Test
    void aDayThatIsStatedTwiceHasNoSum() {
        var result = asked(CROSSINGS, DAILY)
                .with("measures", "people.sum,people.max")
                .over(crossing("2025-01-01", 1, 1), rekeyed(crossing("2025-01-01", 1, 1), "again"));
        assertNull(only(result, "peopleSum"));
        assertNull(only(result, "peopleMax"), "the largest day is a sum, too");
    }

    // qualifiers

    /** API rule 18. */
    @ParameterizedTest
    @CsvSource({
        "EXACT, EXACT, exact",
        "EXACT, MORE_THAN, at-least",
        "AT_LEAST, MORE_THAN, at-least",
        "AT_LEAST, AT_LEAST, at-least",
        "EXACT, UP_TO, up-to",
        "LESS_THAN, UP_TO, up-to",
        "LESS_THAN, EXACT, up-to",
        "EXACT, ABOUT, about",
        "ABOUT, AT_LEAST, about",
        "UP_TO, ORDER_OF, about",
        "ORDER_OF, EXACT, about"
    })
    void sumsOfBoundsAreBounded(Qualifier left, Qualifier right, String sum) {
        var result = asked(ENFORCEMENT, STATEMENTS)
                .over(seized("boats", "2023", 10, left), seized("boats", "2024", 20, right));
        assertEquals(sum, only(result, "qualifier"));
        assertEquals(BigDecimal.valueOf(30), only(result, "quantitySum"));
        assertNull(only(result, "valueHigh"));
    }

    /** API rule 18. */
    @Test
    void oppositeBoundsHaveNoSum() {
        for (Qualifier lower : List.of(MORE_THAN, AT_LEAST)) {
            for (Qualifier upper : List.of(UP_TO, LESS_THAN)) {
                var result = asked(ENFORCEMENT, STATEMENTS)
                        .over(seized("boats", "2023", 10, lower), seized("boats", "2024", 20, upper));
                assertNull(only(result, "quantitySum"));
                assertNull(only(result, "qualifier"));
                assertEquals("lower and upper bounds do not add up", only(result, "reason"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MORE_THAN, more-than",
        "AT_LEAST, at-least",
        "UP_TO, up-to",
        "LESS_THAN, less-than",
        "ABOUT, about",
        "ORDER_OF, order-of",
        "EXACT, exact"
    })
    void aSingleFigureKeepsItsQualifier(Qualifier qualifier, String code) {
        var result = asked(ENFORCEMENT, STATEMENTS).over(seized("boats", "2023", 10, qualifier));
        assertEquals(code, only(result, "qualifier"));
    }

    /** API rule 18: a range adds both ends. */
    @ParameterizedTest
    @CsvSource({
        "BETWEEN, 25, between, 30, 40",
        "EXACT, , between, 30, 35",
        "AT_LEAST, , at-least, 30,",
        "MORE_THAN, , at-least, 30,",
        "UP_TO, , up-to, 35,",
        "LESS_THAN, , up-to, 35,"
    })
    void rangesAddBothEnds(
            Qualifier other, @Nullable Integer otherHigh, String qualifier, int low, @Nullable Integer high) {
        var result = asked(ENFORCEMENT, STATEMENTS)
                .over(
                        seized("boats", "not-stated", "2023", null, 10, BETWEEN, 15),
                        seized("boats", "not-stated", "2024", null, 20, other, otherHigh));
        assertEquals(qualifier, only(result, "qualifier"));
        assertEquals(BigDecimal.valueOf(low), only(result, "quantitySum"));
        assertEquals(high == null ? null : BigDecimal.valueOf(high), only(result, "valueHigh"));
    }

    @Test
    void anApproximateNumberAndARangeDoNotAddUp() {
        for (Qualifier rough : List.of(ABOUT, ORDER_OF)) {
            var result = asked(ENFORCEMENT, STATEMENTS)
                    .over(
                            seized("boats", "not-stated", "2023", null, 10, BETWEEN, 15),
                            seized("boats", "2024", 20, rough));
            assertNull(only(result, "quantitySum"));
            assertEquals("an approximate number and a range do not add up", only(result, "reason"));
        }
    }

    @Test
    void aSingleRangeKeepsItsEnds() {
        var result = asked(ENFORCEMENT, STATEMENTS).over(seized("boats", "not-stated", "2023", null, 10, BETWEEN, 15));
        assertEquals(BigDecimal.valueOf(10), only(result, "quantitySum"));
        assertEquals(BigDecimal.valueOf(15), only(result, "valueHigh"));
        assertEquals("between", only(result, "qualifier"));
    }

    /** API rule 18: the qualifier is of the quantity, or else of the events. */
    @Test
    void theQualifierIsOfTheEventsWhereNoQuantityIsStated() {
        var result =
                asked(ENFORCEMENT, STATEMENTS).over(seized("boats", "not-stated", "2023", 33, null, MORE_THAN, null));
        assertEquals(33L, only(result, "eventsSum"));
        assertNull(only(result, "quantitySum"));
        assertEquals("more-than", only(result, "qualifier"));
        assertEquals(1L, only(result, "present"));
    }

    @Test
    void figuresThatAreBoundedInDifferentMeasuresHaveNoSum() {
        var result = asked(ENFORCEMENT, STATEMENTS)
                .over(
                        seized("boats", "not-stated", "2023", 33, null, MORE_THAN, null),
                        seized("boats", "2024", 20, EXACT));
        assertNull(only(result, "eventsSum"));
        assertEquals("the figures are bounded in different measures", only(result, "reason"));
        var exact = asked(ENFORCEMENT, STATEMENTS)
                .over(
                        seized("boats", "not-stated", "2023", 33, null, EXACT, null),
                        seized("boats", "2024", 20, MORE_THAN));
        assertEquals(33L, only(exact, "eventsSum"));
        assertEquals(BigDecimal.valueOf(20), only(exact, "quantitySum"));
        assertEquals("more-than", only(exact, "qualifier"));
        assertEquals(List.of("events: 1 of 2", "quantity: 1 of 2"), only(exact, "incomplete"));
    }

    private static Input rekeyed(Input input, String key) {
        return new Input(
                key,
                input.series(),
                input.period(),
                input.codes(),
                input.unit(),
                input.per(),
                input.partOf(),
                input.values(),
                input.status(),
                input.qualifier(),
                input.valueHigh(),
                input.release(),
                input.publisher(),
                input.issuedAt());
    }
}

package org.borderledger.computation;

import static org.borderledger.computation.Made.CROSSINGS;
import static org.borderledger.computation.Made.DAILY;
import static org.borderledger.computation.Made.ENFORCEMENT;
import static org.borderledger.computation.Made.FUNDING;
import static org.borderledger.computation.Made.PREVENTED;
import static org.borderledger.computation.Made.SPENDING;
import static org.borderledger.computation.Made.WEEKLY;
import static org.borderledger.computation.Made.announced;
import static org.borderledger.computation.Made.crossing;
import static org.borderledger.computation.Made.day;
import static org.borderledger.computation.Made.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.borderledger.figure.ClockFilter;
import org.borderledger.figure.ComparisonFilter;
import org.borderledger.figure.TableFilter;
import org.borderledger.http.Page;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same days in other years (API rule 23). */
class ComparisonTest {
    private static final Period DATA = span("2018-01-01--2026-08-20");

    private static ComparisonQuestion ask(@Nullable String from, @Nullable String to, @Nullable String years) {
        return ask(CROSSINGS, DAILY, from, to, DATA, years, null);
    }

    private static ComparisonQuestion ask(
            Dataset dataset,
            Series series,
            @Nullable String from,
            @Nullable String to,
            @Nullable Period dataSpan,
            @Nullable String years,
            @Nullable String measures) {
        return new ComparisonFilter(
                        null,
                        from,
                        to,
                        years,
                        measures,
                        new ClockFilter(null, null),
                        null,
                        new TableFilter(null, null, Page.WHOLE))
                .question(dataset, series, dataSpan);
    }

    private static Comparison over(ComparisonQuestion question, Input... inputs) {
        return over(question, 0, inputs);
    }

    private static Comparison over(ComparisonQuestion question, long partlyInside, Input... inputs) {
        var aggregation = new Aggregation(question.sums(), question.dataSpan());
        Arrays.stream(inputs)
                .filter(input -> question.reads().stream().anyMatch(read -> read.contains(input.period())))
                .forEach(aggregation::add);
        aggregation.partlyInside(partlyInside);
        return Comparison.of(question, aggregation.result());
    }

    private static Grid table(Comparison comparison) {
        return ComparisonColumns.of(comparison.question(), Filters.NONE).grid(comparison.years());
    }

    private static List<@Nullable Object> column(Comparison comparison, String name) {
        return Made.column(table(comparison), name);
    }

    @Test
    void theDaysAreThoseOfTheYearSoFarAndTheYearsAllThatTheDataCovers() {
        ComparisonQuestion question = ask(null, null, null);
        assertEquals(2026, question.base());
        assertEquals(
                List.of(2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026),
                List.copyOf(question.years().keySet()));
        assertEquals(span("2018-01-01--2018-08-20"), question.reads().getFirst());
        assertEquals("peopleSum", question.measure().name());
        var later = ask(CROSSINGS, DAILY, null, null, span("2018-01-02--2026-08-20"), null, null);
        assertEquals(2019, later.years().firstKey(), "1 January 2018 is not covered");
    }

    @Test
    void the29thOfFebruaryIsThe28thInOtherYears() {
        ComparisonQuestion question = ask("2024-02-29", "2024-02-29", "2023,2020");
        assertEquals(
                Map.of(
                        2020, span("2020-02-29"),
                        2023, span("2023-02-28"),
                        2024, span("2024-02-29")),
                question.years());
    }

    @Test
    void aRangeOverTheTurnOfTheYearBelongsToTheYearOfItsEnd() {
        ComparisonQuestion question = ask("2024-10-01", "2025-03-31", "2024");
        assertEquals(2025, question.base());
        assertEquals(span("2023-10-01--2024-03-31"), question.years().get(2024));
    }

    @Test
    void aDayCanBeInTheRangesOfSeveralYears() {
        var result = over(
                ask("2023-07-01", "2025-06-30", "2024"),
                crossing("2023-01-01", 1, 1),
                crossing("2024-01-01", 10, 1),
                crossing("2025-01-01", 100, 1));
        assertEquals(List.of(110L, 11L), column(result, "peopleSum"));
        assertEquals(3, result.sums().inputs());
    }

    @Test
    void yearsAreRangesAndListsAndTheBaseIsAlwaysAmongThem() {
        assertEquals(
                List.of(2018, 2019, 2020, 2023, 2026),
                List.copyOf(ask(null, null, "2023,2018..2020,2018").years().keySet()));
        assertEquals(100, ask(null, "2026-08-20", "2027..2125").years().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "2025..", "..2025", "2025..2018", "2018..2020..2022", "1899", "3000", "٢٠٢٥", "x"})
    void yearsThatAreNoneAreRefused(String years) {
        Problem problem = assertThrows(Problem.class, () -> ask(null, null, years));
        assertEquals(ProblemCode.INVALID_VALUE, problem.code());
        assertEquals("years", problem.parameter());
    }

    @Test
    void moreThan99YearsAreRefused() {
        Problem problem = assertThrows(Problem.class, () -> ask(null, null, "2000..2099"));
        assertEquals(ProblemCode.INVALID_VALUE, problem.code());
    }

    @Test
    void exactlyOneSumIsCompared() {
        Problem two = assertThrows(
                Problem.class, () -> ask(CROSSINGS, DAILY, null, null, DATA, null, "people.sum,boats.sum"));
        assertEquals(ProblemCode.INVALID_VALUE, two.code());
        assertTrue(String.valueOf(two.hint()).contains("measures=people.sum"));
        Problem mean = assertThrows(Problem.class, () -> ask(CROSSINGS, DAILY, null, null, DATA, null, "people.mean"));
        assertEquals(ProblemCode.UNKNOWN_VALUE, mean.code());
        assertEquals(List.of("people.sum", "boats.sum", "uncontrolledLandings.sum"), mean.allowed());
        assertEquals(
                ProblemCode.CONFLICTING_PARAMETERS,
                assertThrows(Problem.class, () -> ask("2025-01-02", "2025-01-01", null))
                        .code());
    }

    @Test
    void changeIsBaseMinusThatYearAndPercentIsOfThatYear() {
        var result = over(
                ask("2025-01-01", "2025-01-02", "2023,2024,2022"),
                crossing("2022-01-01", 0, 1),
                crossing("2022-01-02", 0, 1),
                crossing("2023-01-01", 100, 1),
                crossing("2023-01-02", 100, 1),
                crossing("2024-01-01", 20, 1),
                crossing("2024-01-02", 10, 1),
                crossing("2025-01-01", 20, 1),
                crossing("2025-01-02", 20, 1));
        assertEquals(
                "year periodStart periodEnd peopleSum change percent qualifier status inputs present expected complete"
                        + " missing reason reasonKeys publisher issuedAt licence query",
                String.join(
                        " ", table(result).columns().stream().map(Column::name).toList()));
        assertEquals(List.of(2025, 2024, 2023, 2022), column(result, "year"));
        assertEquals(List.of(40L, 30L, 200L, 0L), column(result, "peopleSum"));
        assertEquals(List.of(0L, 10L, -160L, 40L), column(result, "change"));
        assertEquals(
                Arrays.asList(new BigDecimal("0.00"), new BigDecimal("33.33"), new BigDecimal("-80.00"), null),
                column(result, "percent"));
        assertEquals(day("2022-01-02"), column(result, "periodEnd").getLast());
        assertEquals(8, result.sums().inputs());
        assertEquals(true, result.sums().complete());
        assertEquals(List.of(), result.sums().warnings());
        assertTrue(
                result.sums().formula().contains("change = sum of the base year - sum of the year"),
                result.sums()::formula);
    }

    @Test
    void anIncompleteYearIsNotCompared() {
        var result = over(
                ask("2025-01-01", "2025-01-02", "2024"),
                crossing("2024-01-01", 20, 1),
                crossing("2025-01-01", 20, 1),
                crossing("2025-01-02", 20, 1));
        assertEquals(List.of(40L, 20L), column(result, "peopleSum"));
        assertEquals(Arrays.asList(0L, null), column(result, "change"));
        assertEquals(Arrays.asList(null, "2024 is not complete"), column(result, "reason"));
        assertEquals(List.of("2024-01-02"), column(result, "missing").getLast());
    }

    @Test
    void anIncompleteBaseIsNamedWithTheLastDayThereIs() {
        var result = over(
                ask("2026-08-20", "2026-08-21", "2025"),
                crossing("2025-08-20", 1, 1),
                crossing("2025-08-21", 1, 1),
                crossing("2026-08-20", 1, 1));
        assertEquals(Arrays.asList(null, null), column(result, "change"));
        assertEquals(List.of("2026 is not complete", "2026 is not complete"), column(result, "reason"));
        assertEquals(
                List.of("2026 ends on 2026-08-20: ask to=2026-08-20."),
                result.sums().warnings());
    }

    @Test
    void weeksThatReachOverTheEndsAreNotCompared() {
        ComparisonQuestion question =
                ask(CROSSINGS, WEEKLY, "2025-01-06", "2025-01-12", span("2018-01-01--2026-08-16"), "2024", null);
        var result = over(question, 2, crossing(WEEKLY, "channel", "2025-W02", 10, 1));
        assertEquals(Arrays.asList(0L, null), column(result, "change"));
        assertEquals(List.of(true, false), column(result, "complete"));
        assertEquals(2, result.sums().partlyInside());
    }

    @Test
    void unitsHaveRowsAndBasesOfTheirOwn() {
        ComparisonQuestion question =
                ask(ENFORCEMENT, PREVENTED, null, null, span("2023-01-02--2025-12-28"), "2024", null);
        assertEquals("quantitySum", question.measure().name());
        var result = over(question);
        assertEquals(List.of("people", "people"), column(result, "unit"));
    }

    @Test
    void withoutRhythmNothingIsCompared() {
        ComparisonQuestion question =
                ask(SPENDING, FUNDING, "2024-01-01", "2024-12-31", span("2018-01-01--2025-12-31"), "2023", null);
        var result = over(question, announced("a", "2023-05-01", 5, null), announced("b", "2024-05-01", 7, null));
        assertEquals(List.of(BigDecimal.valueOf(7), BigDecimal.valueOf(5)), column(result, "amountSum"));
        assertEquals(Arrays.asList(null, null), column(result, "change"));
        assertEquals(
                "without a rhythm nobody can say whether 2024 is complete",
                column(result, "reason").getFirst());
    }

    @Test
    void withoutDataThereAreNoYears() {
        ComparisonQuestion question = ask(CROSSINGS, DAILY, null, null, null, null, null);
        assertNull(question.base());
        assertEquals(List.of(), over(question).years());
    }
}

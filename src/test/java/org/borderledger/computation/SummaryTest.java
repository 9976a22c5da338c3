package org.borderledger.computation;

import static org.borderledger.computation.Made.CROSSINGS;
import static org.borderledger.computation.Made.DAILY;
import static org.borderledger.computation.Made.ENFORCEMENT;
import static org.borderledger.computation.Made.FUNDING;
import static org.borderledger.computation.Made.PREVENTED;
import static org.borderledger.computation.Made.SPENDING;
import static org.borderledger.computation.Made.STATEMENTS;
import static org.borderledger.computation.Made.WEEKLY;
import static org.borderledger.computation.Made.announced;
import static org.borderledger.computation.Made.asked;
import static org.borderledger.computation.Made.crossing;
import static org.borderledger.computation.Made.day;
import static org.borderledger.computation.Made.routes;
import static org.borderledger.computation.Made.seized;
import static org.borderledger.computation.Made.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.borderledger.computation.SummaryView.Passing;
import org.borderledger.computation.SummaryView.PeriodRecord;
import org.borderledger.computation.SummaryView.RatioView;
import org.borderledger.computation.SummaryView.Run;
import org.borderledger.figure.ClockFilter;
import org.borderledger.figure.HistoryFilter;
import org.borderledger.figure.PeriodFilter;
import org.borderledger.figure.SummaryFilter;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series over a range, in a few numbers (API rule 24). */
class SummaryTest {
    private static final SummaryQuestion.Other ARRIVED = new SummaryQuestion.Other("uk-small-boats-weekly", "people");

    private static Summary.Result over(@Nullable String range, @Nullable String passing, Input... inputs) {
        Period span = new Period(
                inputs[0].period().start(), inputs[inputs.length - 1].period().end());
        return answer(ask(CROSSINGS, DAILY, range == null ? null : span(range), span, passing), Map.of(), inputs);
    }

    private static SummaryQuestion ask(
            Dataset dataset,
            Series series,
            @Nullable Period range,
            @Nullable Period dataSpan,
            @Nullable String passing) {
        var filter = new SummaryFilter(
                null,
                new PeriodFilter(null, null, null),
                new ClockFilter(null, null),
                passing,
                new HistoryFilter(null, null));
        return new SummaryQuestion(dataset, series, range == null ? dataSpan : range, filter.thresholds(series));
    }

    private static Summary.Result answer(
            SummaryQuestion question, Map<SummaryQuestion.Other, Sums> others, Input... inputs) {
        var summary = new Summary(question, others);
        Arrays.stream(inputs).forEach(summary::add);
        return summary.result(Filters.NONE);
    }

    @Test
    void sumsAndMeansAreOfTheRangeAlone() {
        var result = over(
                "2025-01-02--2025-01-04",
                null,
                crossing("2025-01-01", 100, 9),
                crossing("2025-01-02", 10, 1),
                crossing("2025-01-03", 5, 2),
                crossing("2025-01-05", 100, 9));
        SummaryView view = result.view();
        assertEquals("uk-small-boats-daily", view.series());
        assertEquals("day", view.frequency());
        assertEquals(3L, view.expected());
        assertEquals(2L, view.present());
        assertEquals(1L, view.missing());
        assertEquals(List.of("2025-01-04"), view.missingPeriods());
        assertEquals(false, view.complete());
        assertEquals(List.of("uncontrolledLandings: 0 of 2"), view.incomplete());
        assertEquals(15L, view.measures().get("peopleSum"));
        assertEquals(3L, view.measures().get("boatsSum"));
        assertEquals(new BigDecimal("7.50"), view.measures().get("peopleMean"));
        assertNull(view.measures().get("uncontrolledLandingsSum"));
        assertEquals("exact", view.qualifier());
        assertEquals("P", view.status());
        assertEquals("people", view.unit());
        assertEquals(List.of(), view.totals());
        assertEquals(2, result.sums().inputs());
        assertEquals(List.of("release-2025"), result.sums().releases());
        assertEquals(false, result.sums().complete());
    }

    /** Records rank in the whole series, and ties share a rank. */
    @Test
    void theRecordRanksInTheWholeSeries() {
        Input[] inputs = {
            crossing("2025-01-01", 100, 9),
            crossing("2025-01-02", 10, 1),
            crossing("2025-01-03", 50, 1),
            crossing("2025-01-04", 50, 1),
            crossing("2025-01-05", null, 1),
            crossing("2025-01-06", 50, 1),
            crossing("2025-01-07", 200, 1)
        };
        assertEquals(
                new PeriodRecord("uk-small-boats-daily:2025-01-03", day("2025-01-03"), day("2025-01-03"), 50L, 3),
                over("2025-01-02--2025-01-05", null, inputs).view().record());
        assertEquals(
                new PeriodRecord("uk-small-boats-daily:2025-01-07", day("2025-01-07"), day("2025-01-07"), 200L, 1),
                over(null, null, inputs).view().record());
        assertNull(over("2025-01-05", null, inputs).view().record());
    }

    @Test
    void aRecordOfSeveralFiguresIsTheirTotalAndHasNoKey() {
        Series routes = routes();
        var result = answer(
                ask(CROSSINGS, routes, null, span("2025-01-01--2025-01-02"), null),
                Map.of(),
                crossing(routes, "channel", "2025-01-01", 5, 1),
                crossing(routes, "north-sea", "2025-01-01", 6, 1),
                crossing(routes, "channel", "2025-01-02", 10, 1),
                crossing(routes, "north-sea", "2025-01-02", null, 1));
        assertEquals(
                new PeriodRecord(null, day("2025-01-01"), day("2025-01-01"), 11L, 1),
                result.view().record(),
                "a day that lacks a part has no total");
    }

    /** "None" is a published zero. */
    @Test
    void noneIsAPublishedZeroAndAMissingDayEndsARun() {
        SummaryView view = over(
                        null,
                        null,
                        crossing("2025-01-01", 0, 0),
                        crossing("2025-01-02", 0, 0),
                        crossing("2025-01-03", null, null),
                        crossing("2025-01-04", 0, 0),
                        crossing("2025-01-06", 0, 0),
                        crossing("2025-01-07", 0, 0),
                        crossing("2025-01-08", 3, 1),
                        crossing("2025-01-09", 0, 0))
                .view();
        assertEquals(6L, view.withNone());
        assertEquals(new Run(2, day("2025-01-01"), day("2025-01-02")), view.longestRunWithNone(), "the earliest");
        SummaryView none = over(null, null, crossing("2025-01-01", 1, 1)).view();
        assertEquals(0L, none.withNone());
        assertNull(none.longestRunWithNone());
    }

    @Test
    void aNumberIsPassedInThePeriodInWhichTheTotalReachesIt() {
        List<Passing> passing = over(
                        "2025-01-02--2025-01-05",
                        "10,11,16,17",
                        crossing("2025-01-01", 100, 1),
                        crossing("2025-01-02", 10, 1),
                        crossing("2025-01-03", 5, 1),
                        crossing("2025-01-05", 1, 1))
                .view()
                .passing();
        assertEquals(
                List.of(
                        new Passing(BigDecimal.valueOf(10), day("2025-01-02"), 10L, true),
                        new Passing(BigDecimal.valueOf(11), day("2025-01-03"), 15L, true),
                        new Passing(BigDecimal.valueOf(16), day("2025-01-05"), 16L, false),
                        new Passing(BigDecimal.valueOf(17), null, 16L, false)),
                passing);
        assertEquals(
                new Passing(BigDecimal.valueOf(5), null, 1L, true),
                over("2025-01-01", "5", crossing("2025-01-01", 1, 1), crossing("2025-01-02", 9, 1))
                        .view()
                        .passing()
                        .getFirst());
        assertFalse(
                over("2025-01-01--2025-01-02", "5", crossing("2025-01-02", 9, 1), crossing("2025-01-03", 9, 1))
                        .view()
                        .passing()
                        .getFirst()
                        .complete(),
                "1 January is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "-1", "1.5", "ten", "1234567890123456789", "1e3", "٣"})
    void thresholdsArePositiveNumbersOfAtMost18Digits(String passing) {
        Problem problem = assertThrows(Problem.class, () -> ask(CROSSINGS, DAILY, null, null, passing));
        assertEquals(ProblemCode.INVALID_VALUE, problem.code());
        assertEquals("passing", problem.parameter());
    }

    @Test
    void withoutRhythmNothingIsPassed() {
        Problem problem = assertThrows(Problem.class, () -> ask(SPENDING, FUNDING, null, null, "100"));
        assertEquals(ProblemCode.NOT_ADDABLE, problem.code());
    }

    /** API rule 20: ratios show both sides. */
    @Test
    void aRatioIsOfCompleteSums() {
        RatioView ratio = over(null, null, crossing("2025-01-01", 10, 1), crossing("2025-01-02", 10, 2))
                .view()
                .ratios()
                .getFirst();
        assertEquals("peoplePerBoat", ratio.name());
        assertEquals(new SummaryView.Numerator("people", 20L), ratio.numerator());
        assertEquals(new SummaryView.Denominator(List.of("boats"), 3L), ratio.denominator());
        assertEquals(new BigDecimal("6.67"), ratio.value());
        assertTrue(ratio.complete(), "uncontrolled landings have no part in it");
        assertNull(ratio.reason());
        assertFalse(ratio.percent());
    }

    @Test
    void aRatioOfIncompleteSumsOrOfZeroHasNoValue() {
        RatioView gap = over("2025-01-01--2025-01-02", null, crossing("2025-01-01", 10, 1))
                .view()
                .ratios()
                .getFirst();
        assertNull(gap.value());
        assertFalse(gap.complete());
        assertEquals("people is not complete", gap.reason());
        assertEquals(10L, gap.numerator().value());
        RatioView boats = over(null, null, crossing("2025-01-01", 10, 1), crossing("2025-01-02", 10, null))
                .view()
                .ratios()
                .getFirst();
        assertNull(boats.value());
        RatioView zero =
                over(null, null, crossing("2025-01-01", 0, 0)).view().ratios().getFirst();
        assertNull(zero.value());
        assertEquals("nothing can be divided by zero", zero.reason());
    }

    private static Input prevented(String week, int people, Qualifier qualifier) {
        return new Input(
                PREVENTED.id() + ":" + week,
                PREVENTED.id(),
                span(week),
                Made.codes(PREVENTED, "prevention", "small-boat-crossing", "french-authorities", "france"),
                "people",
                null,
                null,
                Arrays.asList(BigDecimal.ONE, BigDecimal.valueOf(people)),
                ObservationStatus.P,
                qualifier,
                null,
                "release",
                "Home Office",
                IssueDate.at(Instant.parse("2026-01-01T00:00:00Z"), IssueDate.Basis.PRINTED));
    }

    private static Sums arrived(String range, Input... weeks) {
        return asked(CROSSINGS, WEEKLY).of(range).with("measures", "people.sum").over(weeks);
    }

    /** API rule 20. */
    @Test
    void aRatioMayDivideByAnotherSeries() {
        SummaryQuestion question = ask(ENFORCEMENT, PREVENTED, span("2025-W02"), null, null);
        assertEquals(List.of(ARRIVED), question.others());
        var other = arrived("2025-W02", crossing(WEEKLY, "channel", "2025-W02", 200, 1));
        SummaryView view = answer(question, Map.of(ARRIVED, other), prevented("2025-W02", 100, Qualifier.EXACT))
                .view();
        RatioView ratio = view.ratios().getFirst();
        assertEquals(new BigDecimal("33.33"), ratio.value());
        assertEquals(BigDecimal.valueOf(300), ratio.denominator().value());
        assertTrue(ratio.percent());
        assertNotNull(ratio.caveat());
        assertEquals("week", view.frequency());
        RatioView rough = answer(question, Map.of(ARRIVED, other), prevented("2025-W02", 100, Qualifier.ABOUT))
                .view()
                .ratios()
                .getFirst();
        assertNull(rough.value());
        assertEquals("quantity is not exact", rough.reason());
    }

    @Test
    void aRatioOfDifferentPeriodsHasNoValue() {
        SummaryQuestion question = ask(ENFORCEMENT, PREVENTED, span("2025-01-06--2025-01-19"), null, null);
        var other = arrived("2025-W02", crossing(WEEKLY, "channel", "2025-W02", 200, 1));
        RatioView ratio = answer(
                        question,
                        Map.of(ARRIVED, other),
                        prevented("2025-W02", 100, Qualifier.EXACT),
                        prevented("2025-W03", 100, Qualifier.EXACT))
                .view()
                .ratios()
                .getFirst();
        assertNull(ratio.value());
        assertEquals("quantity and uk-small-boats-weekly.people are not of the same periods", ratio.reason());
        assertThrows(IllegalArgumentException.class, () -> new Summary(question, Map.of()));
    }

    @Test
    void numbersAreNotPassedBeyondAFigureThatIsNotExact() {
        SummaryQuestion question = ask(ENFORCEMENT, PREVENTED, span("2025-01-06--2025-01-19"), null, "50,150");
        List<Passing> passing = answer(
                        question,
                        Map.of(ARRIVED, arrived("2025-W02", crossing(WEEKLY, "channel", "2025-W02", 200, 1))),
                        prevented("2025-W02", 100, Qualifier.EXACT),
                        prevented("2025-W03", 100, Qualifier.ABOUT))
                .view()
                .passing();
        assertEquals(day("2025-01-12"), passing.getFirst().date());
        assertEquals(new Passing(BigDecimal.valueOf(150), null, null, false), passing.getLast());
    }

    @Test
    void thereIsNoRecordWhereAValueOfTheRangeIsNotExact() {
        Input[] weeks = {
            prevented("2025-W02", 9_000, Qualifier.EXACT), prevented("2025-W03", 8_000, Qualifier.MORE_THAN)
        };
        Map<SummaryQuestion.Other, Sums> others =
                Map.of(ARRIVED, arrived("2025-W02", crossing(WEEKLY, "channel", "2025-W02", 200, 1)));
        assertNull(answer(ask(ENFORCEMENT, PREVENTED, span("2025-01-06--2025-01-19"), null, null), others, weeks)
                .view()
                .record());
        assertNull(answer(ask(ENFORCEMENT, PREVENTED, span("2025-W03"), null, null), others, weeks)
                .view()
                .record());
        PeriodRecord exact = answer(ask(ENFORCEMENT, PREVENTED, span("2025-W02"), null, null), others, weeks)
                .view()
                .record();
        assertNotNull(exact);
        assertEquals(9_000, exact.value().intValue());
    }

    @Test
    void aWeekThatReachesOverTheEndIsCountedAndInNoSum() {
        var result = answer(
                ask(CROSSINGS, WEEKLY, span("2025-01"), null, null),
                Map.of(),
                crossing(WEEKLY, "channel", "2025-W01", 1, 1),
                crossing(WEEKLY, "channel", "2025-W02", 2, 1),
                crossing(WEEKLY, "channel", "2025-W03", 4, 1),
                crossing(WEEKLY, "channel", "2025-W04", 8, 1),
                crossing(WEEKLY, "channel", "2025-W05", 16, 1));
        assertEquals(14L, result.view().measures().get("peopleSum"));
        assertEquals(2, result.sums().partlyInside());
        assertEquals(false, result.view().complete());
        assertEquals(1, result.sums().warnings().size());
    }

    @Test
    void withoutRhythmThereAreTotalsOfWhatAddsUp() {
        var result = answer(
                ask(SPENDING, FUNDING, null, span("2018-01-01--2025-12-31"), null),
                Map.of(),
                announced("first-tranche", "2024-09-17", 75, "two-year-total"),
                announced("two-year-total", "2024-11-04", 150, null),
                announced("spending-review-2025", "2025-06-11", 280, null, "year", Qualifier.UP_TO));
        SummaryView view = result.view();
        assertNull(view.frequency());
        assertNull(view.expected());
        assertNull(view.missing());
        assertNull(view.complete());
        assertEquals(3, view.present());
        assertEquals(Map.of(), view.measures());
        assertNull(view.withNone());
        assertNull(view.record());
        assertEquals(2, view.totals().size());
        assertEquals(
                List.of("announced", "announced"),
                view.totals().stream().map(each -> each.get("stage")).toList());
        Map<String, @Nullable Object> rate = view.totals().getFirst();
        assertNull(rate.get("amountSum"));
        assertEquals("year", rate.get("per"));
        assertEquals("yearly rates are never added up", rate.get("reason"));
        Map<String, @Nullable Object> sum = view.totals().getLast();
        assertEquals(BigDecimal.valueOf(150), sum.get("amountSum"));
        assertEquals(List.of("first-tranche"), sum.get("leftOut"));
        assertEquals("GBP", sum.get("currency"));
        var statements = answer(
                ask(ENFORCEMENT, STATEMENTS, span("2023"), null, null),
                Map.of(),
                seized("boats", "2023", 10, Qualifier.MORE_THAN));
        assertEquals("boats", statements.view().totals().getFirst().get("item"));
        assertEquals("more-than", statements.view().totals().getFirst().get("qualifier"));
    }

    @Test
    void withoutDataThereIsNothing() {
        SummaryView view =
                answer(ask(CROSSINGS, DAILY, null, null, null), Map.of()).view();
        assertNull(view.periodStart());
        assertEquals(0, view.present());
        assertNull(view.measures().get("peopleSum"));
        assertNull(view.record());
        assertEquals(List.of(), view.totals());
    }

    @Test
    void withoutDataThereIsNoRatioWithAnotherSeries() {
        SummaryView view =
                answer(ask(ENFORCEMENT, PREVENTED, null, null, "5"), Map.of()).view();
        assertEquals(List.of(), view.ratios());
        assertEquals(List.of(new Passing(BigDecimal.valueOf(5), null, null, false)), view.passing());
    }

    @Test
    void sumsStandFlatInJson() throws JsonProcessingException {
        String json = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .writeValueAsString(
                        over(null, "5", crossing("2025-01-01", 10, 1)).view());
        for (String part : List.of(
                "\"peopleSum\":10,\"boatsSum\":1,\"uncontrolledLandingsSum\":null,\"peopleMean\":10.00",
                "\"record\":{\"key\":\"uk-small-boats-daily:2025-01-01\"",
                "\"rank\":1}",
                "\"passing\":[{\"threshold\":5,")) {
            assertTrue(json.contains(part), json);
        }
        assertFalse(json.contains("measures\":{"), json);
    }
}

package org.borderledger.computation;

import static org.borderledger.computation.Made.CROSSINGS;
import static org.borderledger.computation.Made.DAILY;
import static org.borderledger.computation.Made.ENFORCEMENT;
import static org.borderledger.computation.Made.FUNDING;
import static org.borderledger.computation.Made.PREVENTED;
import static org.borderledger.computation.Made.SPENDING;
import static org.borderledger.computation.Made.STATEMENTS;
import static org.borderledger.computation.Made.WEEKLY;
import static org.borderledger.computation.Made.asked;
import static org.borderledger.computation.Made.crossings;
import static org.borderledger.computation.Made.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.borderledger.computation.Made.Asked;
import org.borderledger.ledger.Series;
import org.borderledger.period.Frequency;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of sums, and why the rest is refused. */
class AggregateQuestionTest {

    /** API rule 21. */
    @Test
    void withoutMeasuresEverySumIsAskedAndWithoutFrequencyOneBucket() {
        AggregateQuestion question = asked(CROSSINGS, DAILY).question();
        assertEquals(
                List.of("peopleSum", "boatsSum", "uncontrolledLandingsSum"),
                question.measures().stream().map(Measure::name).toList());
        assertNull(question.frequency());
        assertEquals(List.of(), question.reads());
    }

    @ParameterizedTest
    @CsvSource({
        "DAILY, --01-01, day week month quarter year financial-year us-financial-year",
        "WEEKLY, --01-01, week",
        "MONTHLY, --01-01, month quarter year financial-year us-financial-year",
        "QUARTERLY, --01-01, quarter year financial-year us-financial-year",
        "ANNUAL, --01-01, year",
        "ANNUAL, --04-01, financial-year",
        "ANNUAL, --10-01, us-financial-year",
        "OTHER, --01-01, day week month quarter year financial-year us-financial-year"
    })
    void aFrequencyHoldsWholePeriodsOfTheSeries(Frequency frequency, String yearStart, String nests) {
        List<String> allowed = List.of(nests.split(" "));
        for (String code : Calendar.codes()) {
            Asked asked = asked(CROSSINGS, crossings(frequency, yearStart)).with("frequency", code);
            if (allowed.contains(code)) {
                assertEquals(
                        code,
                        String.valueOf(asked.question().frequency())
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'));
            } else {
                Problem problem = problem(asked, ProblemCode.NOT_ADDABLE, "frequency");
                assertEquals(allowed, problem.allowed());
            }
        }
    }

    @Test
    void anUnknownFrequencyIsAProblemThatListsThem() {
        Problem problem =
                problem(asked(CROSSINGS, DAILY).with("frequency", "months"), ProblemCode.UNKNOWN_VALUE, "frequency");
        assertEquals(Calendar.codes(), problem.allowed());
        assertEquals("did you mean 'month'?", problem.hint());
    }

    @Test
    void aListOfPeriodsIsInBucketsAlready() {
        problem(
                asked(CROSSINGS, DAILY).listing("2024", "2025").with("frequency", "month"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "frequency");
        problem(
                asked(CROSSINGS, DAILY).listing("2024", "2025").with("groupBy", "year"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "groupBy");
        problem(
                asked(CROSSINGS, DAILY).listing("2024", "2025").with("window", "7d"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "window");
        problem(
                asked(CROSSINGS, DAILY).listing("2024", "2025").with("cumulative", "true"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "cumulative");
    }

    /** API rule 22. */
    @Test
    void aYearInGroupByIsAlsoTheFrequencyUnlessOneIsGiven() {
        assertEquals(
                Calendar.FINANCIAL_YEAR,
                asked(CROSSINGS, DAILY)
                        .with("groupBy", "financial-year")
                        .question()
                        .frequency());
        AggregateQuestion byDay = asked(CROSSINGS, DAILY)
                .with("groupBy", "year")
                .with("frequency", "day")
                .question();
        assertEquals(Calendar.DAY, byDay.frequency());
        assertEquals(Calendar.YEAR, byDay.years());
    }

    @Test
    void aBucketLiesInOneYear() {
        Problem problem = problem(
                asked(CROSSINGS, DAILY).with("groupBy", "year").with("frequency", "week"),
                ProblemCode.NOT_ADDABLE,
                "groupBy");
        assertEquals(List.of("day", "month", "quarter", "year"), problem.allowed());
        problem(asked(CROSSINGS, WEEKLY).with("groupBy", "year"), ProblemCode.NOT_ADDABLE, "groupBy");
    }

    @Test
    void aDayLiesInOneKindOfYearAtATime() {
        problem(
                asked(CROSSINGS, DAILY).with("groupBy", "year,financial-year"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "groupBy");
    }

    @Test
    void groupByTakesSeriesDimensionsUnitsAndYears() {
        AggregateQuestion question = asked(ENFORCEMENT, STATEMENTS)
                .with("groupBy", "unit,item,series,action")
                .question();
        assertEquals(List.of("action", "item"), question.groupBy());
        Problem problem =
                problem(asked(ENFORCEMENT, STATEMENTS).with("groupBy", "items"), ProblemCode.UNKNOWN_VALUE, "groupBy");
        assertEquals(
                List.of(
                        "series",
                        "action",
                        "item",
                        "agency",
                        "place",
                        "citizenship",
                        "border",
                        "unit",
                        "year",
                        "financial-year",
                        "us-financial-year"),
                problem.allowed());
        problem(asked(CROSSINGS, DAILY).with("groupBy", "route,"), ProblemCode.EMPTY_VALUE, "groupBy");
    }

    /** API rule 3. */
    @Test
    void noTotalIsTakenAcrossSeriesAndTheReasonIsGiven() {
        Problem problem = problem(asked(CROSSINGS, DAILY, WEEKLY), ProblemCode.NOT_ADDABLE, "series");
        assertTrue(problem.detail().contains("adding the two counts everybody twice"), problem::detail);
        assertTrue(String.valueOf(problem.hint()).contains("groupBy=series"));
        assertEquals(
                2,
                asked(CROSSINGS, DAILY, WEEKLY)
                        .with("groupBy", "series")
                        .question()
                        .series()
                        .size());
    }

    @Test
    void everySeriesHasToNest() {
        Problem problem = problem(
                asked(CROSSINGS, DAILY, WEEKLY).with("groupBy", "series").with("frequency", "month"),
                ProblemCode.NOT_ADDABLE,
                "frequency");
        assertEquals(List.of("week"), problem.allowed());
    }

    /** API rule 21. */
    @Test
    void measuresAreAskedByMeasureAndStatistic() {
        AggregateQuestion question = asked(CROSSINGS, DAILY)
                .with("measures", "people.sum,boats.mean,people.max,people.min")
                .question();
        assertEquals(
                List.of("peopleSum", "boatsMean", "peopleMax", "peopleMin"),
                question.measures().stream().map(Measure::name).toList());
        Problem problem =
                problem(asked(CROSSINGS, DAILY).with("measures", "people"), ProblemCode.UNKNOWN_VALUE, "measures");
        assertEquals(12, problem.allowed().size());
        problem(asked(CROSSINGS, DAILY).with("measures", "people.median"), ProblemCode.UNKNOWN_VALUE, "measures");
        problem(asked(CROSSINGS, DAILY).with("measures", "amount.sum"), ProblemCode.UNKNOWN_VALUE, "measures");
    }

    /** API rule 2. */
    @Test
    void aMeasureThatTheSeriesDoesNotHaveIsNotInTheSeries() {
        Series withoutLandings = withMeasures(DAILY, List.of("people", "boats"));
        Problem problem = problem(
                asked(CROSSINGS, withoutLandings).with("measures", "uncontrolledLandings.sum"),
                ProblemCode.NOT_IN_SERIES,
                "measures");
        assertFalse(problem.allowed().contains("uncontrolledLandings.sum"));
        assertTrue(problem.allowed().contains("boats.sum"));
        assertEquals(
                List.of("peopleSum", "boatsSum"),
                asked(CROSSINGS, withoutLandings).question().measures().stream()
                        .map(Measure::name)
                        .toList());
    }

    private static Series withMeasures(Series like, List<String> measures) {
        return new Series(
                "made",
                like.dataset(),
                like.title(),
                like.publisher(),
                like.frequency(),
                like.unit(),
                like.definition(),
                like.definitionSource(),
                like.includes(),
                like.excludes(),
                like.caveats(),
                like.doesNotAnswer(),
                measures,
                like.mainMeasure(),
                like.dimensions(),
                like.keyDimensions(),
                like.openDimensions(),
                like.units(),
                like.addition(),
                like.totalsBy(),
                like.ratios(),
                like.reportingYearStart(),
                like.notComparableWith(),
                like.contact(),
                like.releaseCalendar(),
                like.sourceUrl(),
                like.licence(),
                like.attribution(),
                like.formats(),
                like.subject(),
                like.cadence());
    }

    /** API rule 22. */
    @Test
    void onlySumsRunOn() {
        problem(
                asked(CROSSINGS, DAILY).with("measures", "people.mean").with("cumulative", "true"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "measures");
        assertFalse(asked(CROSSINGS, DAILY)
                .with("measures", "people.mean")
                .with("cumulative", "false")
                .question()
                .cumulative());
        problem(asked(CROSSINGS, DAILY).with("cumulative", "yes"), ProblemCode.UNKNOWN_VALUE, "cumulative");
    }

    @ParameterizedTest
    @CsvSource({"7d, DAY, 7", "4w, WEEK, 4", "12m, MONTH, 12", "4q, QUARTER, 4", "3y, YEAR, 3", "400d, DAY, 400"})
    void aWindowBringsItsFrequency(String window, Calendar frequency, int length) {
        AggregateQuestion question =
                asked(CROSSINGS, DAILY).with("window", window).question();
        assertEquals(frequency, question.frequency());
        assertEquals(length, question.window());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "401d", "7", "d", "-7d", "7D", "7h", "7 d", "1000d", "٧d"})
    void aWindowIsANumberFrom1To400AndAUnit(String window) {
        problem(asked(CROSSINGS, DAILY).with("window", window), ProblemCode.INVALID_VALUE, "window");
    }

    @Test
    void aWindowIsCountedInPeriodsOfTheFrequency() {
        Problem problem = problem(
                asked(CROSSINGS, DAILY).with("window", "7d").with("frequency", "month"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "window");
        assertEquals("write window=7m, or leave frequency out", problem.hint());
        assertEquals(
                3,
                asked(CROSSINGS, DAILY)
                        .with("window", "3y")
                        .with("frequency", "financial-year")
                        .question()
                        .window());
        problem(
                asked(CROSSINGS, DAILY).with("window", "7d").with("cumulative", "true"),
                ProblemCode.CONFLICTING_PARAMETERS,
                "window");
        problem(asked(CROSSINGS, WEEKLY).with("window", "7d"), ProblemCode.NOT_ADDABLE, "window");
    }

    @Test
    void aSeriesWithoutRhythmHasNoWindow() {
        problem(asked(SPENDING, FUNDING).with("window", "3y"), ProblemCode.NOT_ADDABLE, "window");
    }

    /** API rule 22. */
    @Test
    void aWindowReadsWholeBucketsBeforeWhatWasAsked() {
        assertEquals(
                List.of(span("2024-12-26--2025-01-31")),
                asked(CROSSINGS, DAILY)
                        .of("2025-01")
                        .with("window", "7d")
                        .question()
                        .reads());
        assertEquals(
                List.of(span("2024-11-01--2025-03-20")),
                asked(CROSSINGS, DAILY)
                        .of("2025-01-10--2025-03-20")
                        .with("window", "3m")
                        .question()
                        .reads());
        assertEquals(
                List.of(span("2025-01")),
                asked(ENFORCEMENT, PREVENTED).of("2025-01").question().reads());
    }

    private static Problem problem(Asked asked, ProblemCode code, String parameter) {
        Problem problem = assertThrows(Problem.class, asked::question);
        assertEquals(code, problem.code(), problem.detail());
        assertEquals(parameter, problem.parameter());
        assertTrue(problem.hint() != null, "it says what would have worked");
        return problem;
    }
}

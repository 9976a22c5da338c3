package org.borderledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void aDayIsADayOfTheCalendar() {
        assertEquals(LocalDate.of(2024, 2, 29), Parameters.day("from", "2024-02-29"));
        assertEquals(LocalDate.of(1900, 1, 1), Parameters.day("from", "1900-01-01"));
        assertEquals(LocalDate.of(2999, 12, 31), Parameters.day("from", "2999-12-31"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "banana",
                "2025-02-29",
                "2025-2-1",
                "1899-12-31",
                "3000-01-01",
                "+12025-01-01",
                "20250620",
                "2025-06-20Z",
                "2025-06-20\u0000",
                "２０２５-06-20"
            })
    void whatIsNoDayNamesTheParameterAndShowsADay(String value) {
        Problem problem = refused(ProblemCode.INVALID_VALUE, () -> Parameters.day("from", value));
        assertEquals("from", problem.parameter());
        assertEquals("write from=2025-06-20", problem.hint());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "007, 7", "10000, 10000"})
    void aWholeNumberIsReadWithinItsBounds(String value, int number) {
        assertEquals(number, Parameters.whole("limit", value, 1, 10_000, "reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "+1", "1.0", "1e3", "10001", "999999999", "1000000000", "１", " 1", "1 "})
    void whatIsNoNumberOrOutOfBoundsGivesTheReason(String value) {
        Problem problem = refused(
                ProblemCode.INVALID_VALUE, () -> Parameters.whole("limit", value, 1, 10_000, "follow links.next"));
        assertEquals("follow links.next", problem.hint());
        assertTrue(problem.detail().contains("from 1 to 10000"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-27T09:30:00Z, 2025-06-27T09:30:00Z",
        "2025-06-27t09:30:00z, 2025-06-27T09:30:00Z",
        "2025-06-27T09:30:00+01:00, 2025-06-27T08:30:00Z",
        "2025-06-27T09:30:00.123456Z, 2025-06-27T09:30:00.123456Z",
        "2025-06-27T09:30Z, 2025-06-27T09:30:00Z"
    })
    void anInstantIsReadWithItsOffset(String value, Instant instant) {
        assertEquals(instant, Parameters.instant("asOf", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "T",
                "2025-06-27T09:30:00",
                "2025-06-27 09:30:00Z",
                "2025-06-27T24:00:01Z",
                "2025-02-29T00:00:00Z",
                "1899-12-31T23:59:59Z",
                "3000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "2025-06-27T09:30:00 01:00"
            })
    void whatIsNoInstantShowsOne(String value) {
        Problem problem = refused(ProblemCode.INVALID_VALUE, () -> Parameters.instant("asOf", value));
        assertTrue(String.valueOf(problem.hint()).contains("asOf=2025-06-27T09:30:00Z"));
    }

    @Test
    void aListHasItsValuesOnceAndInTheirOrder() {
        assertEquals(List.of("b", "a", "c"), Parameters.list("route", "b,a,b,c,a"));
        refused(ProblemCode.EMPTY_VALUE, () -> Parameters.list("route", "a,,b"));
        refused(ProblemCode.EMPTY_VALUE, () -> Parameters.list("route", ","));
        refused(ProblemCode.EMPTY_VALUE, () -> Parameters.list("route", ""));
    }

    @Test
    void aListHasAHundredValuesAtMost() {
        String hundred = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertEquals(100, Parameters.list("route", hundred).size());
        refused(ProblemCode.INVALID_VALUE, () -> Parameters.list("route", hundred + ",100"));
    }

    @Test
    void aRangeIsFromTheFirstDayOfOnePeriodToTheLastOfTheOther() {
        assertEquals(
                List.of(new Period(LocalDate.of(2018, 1, 1), LocalDate.of(2025, 12, 31))),
                Parameters.periods("period", "2018..2025"));
        assertEquals(
                List.of(Period.year(2024), new Period(LocalDate.of(2025, 4, 1), LocalDate.of(2025, 6, 22))),
                Parameters.periods("period", "2024,2025-Q2..2025-W25"));
        refused(ProblemCode.INVALID_VALUE, () -> Parameters.periods("period", "2025..2018"));
        refused(ProblemCode.INVALID_VALUE, () -> Parameters.periods("period", "2025.."));
        refused(ProblemCode.INVALID_VALUE, () -> Parameters.periods("period", "2025...2026"));
    }

    @Test
    void aPeriodThatIsNoneListsTheForms() {
        Problem problem = refused(ProblemCode.INVALID_VALUE, () -> Parameters.periods("period", "2025-13"));
        assertEquals(8, problem.allowed().size());
        problem.allowed().forEach(form -> assertTrue(Period.find(form).isPresent(), form));
    }

    @Test
    void aValueThatIsNotInTheListGetsTheListAndAGuess() {
        List<String> routes = List.of("channel", "western-balkan");
        assertEquals("channel", Parameters.oneOf("route", "channel", routes));
        Problem near = refused(ProblemCode.UNKNOWN_VALUE, () -> Parameters.oneOf("route", "chanel", routes));
        assertEquals("did you mean 'channel'?", near.hint());
        assertEquals(routes, near.allowed());
        Problem far = refused(ProblemCode.UNKNOWN_VALUE, () -> Parameters.oneOf("route", "smallboat", routes));
        assertEquals("choose from allowed", far.hint());
    }

    @Test
    void whatACallerSentIsShownShortAndPrintable() {
        Problem problem = refused(
                ProblemCode.UNKNOWN_VALUE,
                () -> Parameters.oneOf("route", "\u0000\ud800\n" + "x".repeat(10_000), List.of()));
        assertTrue(problem.detail().length() < 130);
        assertTrue(problem.detail().codePoints().noneMatch(Character::isISOControl));
        assertTrue(problem.detail().contains("\ufffd\ufffd\ufffdxxx"));
        assertNull(Problem.of(ProblemCode.NOT_FOUND, "x").hint());
    }

    private static Problem refused(ProblemCode code, Executable reading) {
        Problem problem = assertThrows(Problem.class, reading);
        assertEquals(code, problem.code());
        return problem;
    }
}

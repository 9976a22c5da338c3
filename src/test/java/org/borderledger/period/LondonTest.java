package org.borderledger.period;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API rule 7: what is known by day is known from the end of that day in London. */
class LondonTest {
    @ParameterizedTest
    @CsvSource({
        "2025-01-31, 2025-01-31T23:59:59.999999Z",
        "2025-06-20, 2025-06-20T22:59:59.999999Z",
        "2025-03-29, 2025-03-29T23:59:59.999999Z",
        "2025-03-30, 2025-03-30T22:59:59.999999Z",
        "2025-10-25, 2025-10-25T22:59:59.999999Z",
        "2025-10-26, 2025-10-26T23:59:59.999999Z"
    })
    void theEndOfADayIsItsLastMicrosecondInSummerAndWinter(LocalDate day, Instant end) {
        assertEquals(end, London.endOf(day));
    }

    @Test
    void theEndOfEachDayIsOfThatDayAndTheNextMicrosecondIsNot() {
        LocalDate.of(2018, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)).forEach(day -> {
            assertEquals(day, London.dayOf(London.endOf(day)));
            assertEquals(day.plusDays(1), London.dayOf(London.endOf(day).plusNanos(1_000)));
        });
    }
}

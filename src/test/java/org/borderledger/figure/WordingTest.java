package org.borderledger.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    private static final BigDecimal SEVEN = BigDecimal.valueOf(7);

    @Test
    void whatIsBetweenTwoNumbersIsSaidWithBoth() {
        assertEquals("5 to 7 people", Wording.value(FIVE, SEVEN, "people", null, "between"));
        assertEquals("5 to 7 rubber rings", Wording.value(FIVE, SEVEN, "quantity", "rubber-rings", "between"));
        assertEquals("GBP 5 to 7", Wording.value(FIVE, SEVEN, "amount", "GBP", "between"));
    }

    @Test
    void whatHasOneBoundIsSaidWithIt() {
        assertEquals("more than 5 people", Wording.value(FIVE, null, "people", null, "more-than"));
        assertEquals("up to GBP 5", Wording.value(FIVE, null, "amount", "GBP", "up-to"));
        assertEquals("5 people", Wording.value(FIVE, null, "people", null, "exact"));
    }

    @ParameterizedTest
    @CsvSource({
        "people,            1 person",
        "boats,             1 boat",
        "penalties,         1 penalty",
        "families,          1 family",
        "boats and engines, 1 boats and engines",
        "uncontrolled landings, 1 uncontrolled landing",
        "GBP,               1 GBP"
    })
    void oneIsSaidInTheSingular(String many, String one) {
        assertEquals(one, Wording.counted(BigDecimal.ONE, many));
        assertEquals("2 " + many, Wording.counted(BigDecimal.TWO, many));
    }
}

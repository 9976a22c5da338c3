package org.borderledger.period;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a series has a figure. */
class FrequencyTest {
    @ParameterizedTest
    @CsvSource({"DAILY, D", "WEEKLY, W", "MONTHLY, M", "QUARTERLY, Q", "ANNUAL, A", "OTHER, _O"})
    void itsCodeIsThatOfSdmx(Frequency frequency, String code) {
        assertEquals(code, frequency.code());
    }
}

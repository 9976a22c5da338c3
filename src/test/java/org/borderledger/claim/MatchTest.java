package org.borderledger.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.borderledger.ledger.Qualifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which a printed number is held against one on record, one by one; docs/api/claims.md has them in words. */
class MatchTest {

    @ParameterizedTest(name = "{0} {1} {2}, on record {3} {4} {5}: {6}")
    @CsvSource({
        // exact: the same number and no other
        "exact, 437, , exact, 437, , AGREES",
        "exact, 437, , exact, 438, , CONFLICTS",
        "exact, 437.0, , exact, 437, , AGREES",
        "exact, 0, , exact, 0, , AGREES",
        "exact, 0, , exact, 1, , CONFLICTS",
        // a number that ends in zeros may be rounded to the place of its last other digit, a half upwards
        "exact, 17800, , exact, 17817, , ROUNDS_TO",
        "exact, 17800, , exact, 17750, , ROUNDS_TO",
        "exact, 17800, , exact, 17749, , CONFLICTS",
        "exact, 17800, , exact, 17850, , CONFLICTS",
        "exact, 20000, , exact, 17817, , ROUNDS_TO",
        "exact, 17817, , exact, 17800, , CONFLICTS",
        "exact, 1000000, , exact, 999999, , ROUNDS_TO",
        "exact, 437, , exact, 437.4, , CONFLICTS",
        // about: within a twentieth of the printed number, both ends included
        "about, 600, , exact, 630, , AGREES",
        "about, 600, , exact, 570, , AGREES",
        "about, 600, , exact, 631, , CONFLICTS",
        "about, 600, , exact, 569, , CONFLICTS",
        "about, 600, , about, 600, , AGREES",
        // bounds
        "more-than, 18000, , exact, 18001, , AGREES",
        "more-than, 18000, , exact, 17999, , CONFLICTS",
        "more-than, 18000, , more-than, 18000, , AGREES",
        "more-than, 18000, , at-least, 18001, , AGREES",
        "at-least, 18000, , exact, 18000, , AGREES",
        "at-least, 18000, , more-than, 18000, , AGREES",
        "up-to, 100, , exact, 100, , AGREES",
        "up-to, 100, , less-than, 100, , AGREES",
        "less-than, 100, , exact, 99, , AGREES",
        "less-than, 100, , exact, 101, , CONFLICTS",
        // two numbers
        "between, 200, 999, exact, 200, , AGREES",
        "between, 200, 999, exact, 999, , AGREES",
        "between, 200, 999, exact, 1000, , CONFLICTS",
        "between, 200, 999, between, 300, 400, AGREES",
        "between, 200, 999, between, 900, 1100, LEFT_OPEN",
        "order-of, 200, 999, exact, 500, , AGREES",
        // in the order of one number: from a third of it to three times it
        "order-of, 300, , exact, 100, , AGREES",
        "order-of, 300, , exact, 900, , AGREES",
        "order-of, 300, , exact, 901, , CONFLICTS",
        // the same number, bounded in other words
        "exact, 8000, , more-than, 8000, , ROUNDS_TO",
        "more-than, 8000, , exact, 8000, , ROUNDS_TO",
        "exact, 12000, , about, 12000, , ROUNDS_TO",
        "more-than, 8000, , up-to, 8000, , ROUNDS_TO",
        // what the record means is allowed only in part
        "about, 600, , more-than, 590, , LEFT_OPEN",
        "exact, 700, , more-than, 600, , LEFT_OPEN",
        "more-than, 600, , more-than, 500, , LEFT_OPEN",
        "up-to, 600, , more-than, 500, , LEFT_OPEN",
        "exact, 500, , more-than, 600, , CONFLICTS"
    })
    void aStatementIsHeldAgainstTheRecordByWhatBothCanMean(
            String qualifier,
            BigDecimal stated,
            @Nullable BigDecimal statedHigh,
            String qualifierOnRecord,
            BigDecimal onRecord,
            @Nullable BigDecimal highOnRecord,
            Match expected) {
        assertEquals(
                expected,
                Match.of(
                        new Stated(stated, statedHigh, Qualifier.find(qualifier).orElseThrow(), null),
                        onRecord,
                        highOnRecord,
                        Qualifier.find(qualifierOnRecord).orElseThrow()));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "199, 119, true",
        "17871, 17817, true",
        "17817, 17817, false",
        "45774, 45755, false",
        "1305, 1035, true",
        "1305, 3105, true",
        "1305, 5301, false",
        "12, 21, false",
        "119, 1190, false",
        "100, 200, true",
        "19.9, 11.9, false"
    })
    void aSlipIsOneWrongDigitOrTwoNeighboursExchanged(BigDecimal stated, BigDecimal found, boolean expected) {
        assertEquals(expected, Match.isSlip(stated, found));
    }

    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource({
        ", people, true",
        "people, people, true",
        "people, boats, false",
        "items, boats-and-engines, true",
        "items, GBP, false",
        "GBP, EUR, false",
        "GBP, GBP, true",
        "GBP, GBP per year, false"
    })
    void onlyNumbersInOneUnitAreCompared(@Nullable String unit, String onRecord, boolean expected) {
        assertEquals(expected, new Stated(BigDecimal.ONE, null, Qualifier.EXACT, unit).isIn(onRecord));
    }
}

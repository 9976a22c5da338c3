package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of publishers' names. */
class CodeTest {
    @ParameterizedTest
    @CsvSource({
        "Congo (Democratic Republic), congo-democratic-republic",
        "Côte d'Ivoire, cote-divoire",
        "CÔTE D’IVOIRE, cote-divoire",
        "  UK V&I- UK Visas & Immigration , uk-v-i-uk-visas-immigration",
        "15154  13, 15154-13",
        "ﬁne № 5, fine-no-5",
        "Иран, ''",
        "🛥, ''",
        "--, ''",
        "'', ''",
    })
    void aNameIsItsLettersAndDigitsWithHyphens(String name, String code) {
        assertEquals(code, Code.of(name));
        assertTrue(code.isEmpty() || Code.isCode(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a-", "-a", "a--b", "A", "é", "a b", "a.b", "a:b", "a\u0000"})
    void whatIsNotKebabCaseIsNoCode(String words) {
        assertFalse(Code.isCode(words));
    }

    @Test
    void aNameAsLongAsACellMakesNoHarmAndNoCode() {
        String code = Code.of("a-".repeat(16_000));
        assertEquals(31_999, code.length());
        assertFalse(Code.isCode(code));
    }
}

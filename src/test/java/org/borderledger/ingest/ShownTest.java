package org.borderledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.borderledger.ledger.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of a file, made fit to be shown. */
class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "'Revised', 'Revised'",
        "'à l’été 2026 – 雨', 'à l’été 2026 – 雨'",
        "'🛥🛥🛥🛥🛥', '🛥🛥🛥🛥🛥'",
        "'a\nb\tc\r\nd', 'a b c  d'",
        "'a\u2028b', 'a b'",
        "'a\u0000\u001B[31mb', 'a\uFFFD\uFFFD[31mb'",
        "'a\u202Eb\u200B\uFEFF', 'a\uFFFDb\uFFFD\uFFFD'",
        "'a\uD83Db\uE000', 'a\uFFFDb\uFFFD'"
    })
    void whatHasNoShapeIsReplacedAndAllStandsOnOneLine(String words, String shown) {
        assertEquals(shown, Shown.of(words, 100));
    }

    @Test
    void whatIsTooLongEndsInAnEllipsisAndIsCutBetweenCharacters() {
        assertEquals("🛥🛥🛥", Shown.of("🛥🛥🛥", 3));
        assertEquals("🛥🛥…", Shown.of("🛥🛥🛥🛥", 3));
        assertEquals("", Shown.of("", 3));
    }

    @Test
    void aFindingIsOneLineWhateverTheFileSays() {
        var findings = new Findings();
        findings.add(Finding.Level.ERROR, "a\nb.ods", "x\n".repeat(1_000), "y\u0085z", "nothing");
        Finding finding = findings.list().getFirst();
        assertEquals("a b.ods", finding.place());
        assertEquals(500, finding.found().length());
        assertEquals("y\uFFFDz", finding.expected());
        assertEquals(1, finding.toString().lines().count());
    }
}

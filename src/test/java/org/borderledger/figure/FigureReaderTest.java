package org.borderledger.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FigureReaderTest {
    private static final Clocks OF_A_REVISION = new Clocks(null, null, 40);

    @Test
    void aFileOfARevisionSaysNoMoreOfItsRowsWhileThatIsTheNewestThanItCanSayLater() {
        assertEquals(100_000, FigureReader.told(100_000, OF_A_REVISION));
        assertEquals(-1, FigureReader.told(100_001, OF_A_REVISION));
        assertEquals(-1, FigureReader.told(-1, OF_A_REVISION));
        assertEquals(100_001, FigureReader.told(100_001, Clocks.NOW));
    }
}

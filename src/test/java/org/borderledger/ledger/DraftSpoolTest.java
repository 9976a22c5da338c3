package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.period.Period;
import org.junit.jupiter.api.Test;

/** Figures that do not fit into memory come back as they were. */
class DraftSpoolTest {
    private static final Series SERIES = SeriesCatalogue.load().get("uk-small-boats-daily");

    private static Draft draft(int number) {
        Map<String, Object> values = new LinkedHashMap<>();
        SERIES.dimensions()
                .forEach((dimension, codes) ->
                        values.put(dimension, codes.keySet().iterator().next()));
        values.put("people", (long) number);
        boolean odd = number % 2 == 1;
        if (odd) {
            values.put("words", "é\n\t\\ 🛥 ".repeat(number % 7));
            values.put("amount", new BigDecimal("-1234567890.0000123").add(BigDecimal.valueOf(number)));
        }
        return new Draft(
                SERIES,
                Period.day(LocalDate.of(2018, 1, 1).plusDays(number)),
                values,
                odd ? ObservationStatus.P : ObservationStatus.A,
                odd ? "boats=O" : null,
                odd ? Qualifier.BETWEEN : Qualifier.EXACT,
                odd ? new BigDecimal(number) : null,
                odd ? "words" : null,
                odd ? "Revised" : null,
                "A" + number);
    }

    @Test
    void figuresBeyondMemoryComeBackInTheirOrderAndAsOftenAsAsked() {
        List<Draft> expected = new ArrayList<>();
        try (var spool = new DraftSpool()) {
            for (int number = 0; number < 25_000; number++) {
                Draft draft = draft(number);
                expected.add(draft);
                spool.add(draft);
            }
            assertEquals(25_000, spool.size());
            assertEquals(expected, new ArrayList<>(spool));
            assertEquals(expected, new ArrayList<>(spool), "a second time");
            assertEquals(expected.get(24_999), spool.get(24_999));
            assertEquals(expected.get(7), spool.get(7));
        }
    }

    @Test
    void aClosedSpoolHasNoMore() {
        var spool = new DraftSpool();
        for (int number = 0; number < 10_001; number++) {
            spool.add(draft(number));
        }
        spool.close();
        assertThrows(UncheckedIOException.class, () -> new ArrayList<>(spool));
    }
}

package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the next release may be expected, and from when it is late. */
class CadenceTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final Series.Cadence WEEKLY =
            CATALOGUE.get("uk-small-boats-weekly").cadence();
    private static final Series.Cadence DAILY =
            CATALOGUE.get("uk-small-boats-last-7-days").cadence();

    @ParameterizedTest
    @CsvSource({
        "2026-08-21, 2026-08-28", // a Friday
        "2025-12-31, 2026-01-02", // a Wednesday before a holiday
        "2026-08-22, 2026-08-28",
        "2026-08-27, 2026-08-28"
    })
    void aWeeklyReleaseIsExpectedOnTheFridayAfterTheLast(LocalDate issued, LocalDate expected) {
        assertEquals(Optional.of(expected), WEEKLY.expectedAfter(issued));
    }

    @Test
    void aDailyReleaseIsExpectedTheDayAfterTheLast() {
        assertEquals(Optional.of(LocalDate.of(2026, 3, 1)), DAILY.expectedAfter(LocalDate.of(2026, 2, 28)));
    }

    @Test
    void aQuarterlyReleaseIsExpectedThreeMonthsAfterTheLastAndLateTwoWeeksLater() {
        Series.Cadence quarterly =
                CATALOGUE.get("uk-irregular-arrivals-quarterly").cadence();
        LocalDate expected = LocalDate.of(2024, 2, 29);
        assertEquals(Optional.of(expected), quarterly.expectedAfter(LocalDate.of(2023, 11, 29)));
        assertEquals(Optional.of(expected), quarterly.expectedAfter(LocalDate.of(2023, 11, 30)));
        assertFalse(quarterly.isLate(expected, LocalDate.of(2024, 3, 14)));
        assertTrue(quarterly.isLate(expected, LocalDate.of(2024, 3, 15)));
    }

    @ParameterizedTest
    @CsvSource({"2026-08-27, false", "2026-08-28, false", "2026-08-31, false", "2026-09-01, true", "2027-01-01, true"})
    void aWeeklyReleaseIsLateOnTheTuesdayAfter(LocalDate today, boolean late) {
        assertEquals(late, WEEKLY.isLate(LocalDate.of(2026, 8, 28), today));
    }

    @ParameterizedTest
    @CsvSource({"2026-08-23, false", "2026-08-24, false", "2026-08-25, true"})
    void aDailyReleaseIsLateAfterOneMoreDay(LocalDate today, boolean late) {
        assertEquals(late, DAILY.isLate(LocalDate.of(2026, 8, 23), today));
    }

    @Test
    void withoutARhythmNothingIsExpected() {
        assertEquals(
                Optional.empty(),
                CATALOGUE.get("uk-announced-funding").cadence().expectedAfter(LocalDate.of(2026, 8, 21)));
    }

    @Test
    void everySeriesSaysWhatItsReleaseCalendarSays() {
        for (Series series : CATALOGUE.list()) {
            Series.Cadence cadence = series.cadence();
            assertFalse(cadence.basis().isBlank());
            assertFalse(series.subject().isBlank());
            String word = cadence.rhythm() == null
                    ? "None"
                    : switch (cadence.rhythm()) {
                        case DAILY -> "Daily";
                        case WEEKLY -> "Weekly";
                        case QUARTERLY -> "Quarterly";
                    };
            assertEquals(word, series.releaseCalendar().split("[,:]", -1)[0], series.id());
            assertEquals(word, cadence.basis().split("[,:]", -1)[0], series.id());
        }
    }

    @Test
    void onlyAWeeklyReleaseHasItsWeekday() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Series.Cadence(Series.Rhythm.DAILY, DayOfWeek.FRIDAY, 0, "no"));
        assertThrows(IllegalArgumentException.class, () -> new Series.Cadence(Series.Rhythm.WEEKLY, null, 0, "no"));
    }
}

package org.borderledger.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person reads in a feed. */
class HeadlineTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final Series WEEKLY = CATALOGUE.get("uk-small-boats-weekly");
    private static final Series FUNDING = CATALOGUE.get("uk-announced-funding");

    @Test
    void revisionsThatWereAllMarkedSaySo() {
        assertEquals(
                "Home Office revised 10 weekly figures of small-boat arrivals on 5 June 2026, all marked as revised;"
                        + " the largest: week 2026-W14, uncontrolled landings 3 to 4.",
                headline(counts(0, 10, 0, 0), new Flags(10, 0), landings("3", "4")));
    }

    @Test
    void silentRevisionsSaySo() {
        assertEquals(
                "Home Office revised 2 weekly figures of small-boat arrivals on 5 June 2026 without saying so;"
                        + " the largest: week 2026-W14, uncontrolled landings 5 to 0.",
                headline(counts(0, 2, 0, 0), new Flags(0, 2), landings("5", "0")));
    }

    @Test
    void oneRevisionIsInTheSingular() {
        assertEquals(
                "Home Office revised 1 weekly figure of small-boat arrivals on 5 June 2026, marked as revised: week"
                        + " 2026-W14, uncontrolled landings 3 to 4.",
                headline(counts(0, 1, 0, 0), new Flags(1, 0), landings("3", "4")));
        assertEquals(
                "Home Office revised 1 weekly figure of small-boat arrivals on 5 June 2026 without saying so.",
                headline(counts(0, 1, 0, 0), new Flags(0, 1), null));
    }

    @Test
    void newFiguresAreNew() {
        assertEquals(
                "Home Office published 1,234 new weekly figures of small-boat arrivals on 5 June 2026.",
                headline(counts(1234, 0, 0, 0), Flags.NONE, null));
        assertEquals(
                "Home Office published 1 new weekly figure of small-boat arrivals on 5 June 2026.",
                headline(counts(1, 0, 0, 0), Flags.NONE, null));
    }

    @Test
    void severalKindsStandInOneSentence() {
        assertEquals(
                "Home Office revised 3 weekly figures of small-boat arrivals on 5 June 2026, 1 of them without saying so,"
                        + " withdrew 2, and published 1 new one; the largest change: week 2026-W14, uncontrolled landings"
                        + " 3 to 4.",
                headline(counts(1, 3, 2, 0), new Flags(2, 1), landings("3", "4")));
        assertEquals(
                "Home Office withdrew 1 weekly figure of small-boat arrivals on 5 June 2026, published 7 new ones and"
                        + " changed what had been known before of 1 other.",
                headline(counts(7, 0, 1, 1), Flags.NONE, null));
    }

    @Test
    void aLateEditionThatChangedOnlyThePastSaysThat() {
        assertEquals(
                "An earlier release by Home Office, issued on 5 June 2026, changed what had been known before of 12"
                        + " weekly figures of small-boat arrivals, and none of what they say now.",
                headline(counts(0, 0, 0, 12), Flags.NONE, null));
        assertEquals(
                "An earlier release by Home Office, issued on 5 June 2026, changed what had been known before of 1"
                        + " weekly figure of small-boat arrivals, and not what it says now.",
                headline(counts(0, 0, 0, 1), Flags.NONE, null));
    }

    @Test
    void aRetractionIsOurs() {
        var publish = new Publish(
                47,
                WEEKLY.id(),
                WEEKLY.dataset(),
                counts(1, 10, 7, 2),
                Instant.EPOCH,
                Ledger.Action.RETRACT,
                "imported in error",
                "release",
                "Home Office",
                "2026-06-05T09:30:00Z");
        assertEquals(
                "Border Ledger retracted a release by Home Office that was issued on 5 June 2026: 10 weekly figures of"
                        + " small-boat arrivals have other values now, 7 are gone, 1 is back and of 2 others only the"
                        + " past changed; the largest change: week 2026-W14, uncontrolled landings 4 to 3.",
                Headline.of(publish, WEEKLY, new Flags(0, 10), landings("4", "3")));
    }

    @Test
    void whatIsKnownOnlyByItsMonthOrYearHasNoDay() {
        for (String[] each : new String[][] {
            {"2025", "in 2025"}, {"2025-01", "in January 2025"}, {"2025-01-31", "on 31 January 2025"}
        }) {
            var publish = new Publish(
                    3,
                    FUNDING.id(),
                    FUNDING.dataset(),
                    counts(2, 0, 0, 0),
                    Instant.EPOCH,
                    Ledger.Action.PUBLISH,
                    null,
                    "release",
                    "UK Government",
                    each[0]);
            assertEquals(
                    "UK Government published 2 new figures of announced border funding " + each[1] + ".",
                    Headline.of(publish, FUNDING, Flags.NONE, null));
        }
    }

    /** A statement in words has no column for a mark, so that it lacks one says nothing of its speaker. */
    @Test
    void aStatementSaidAnewIsRestatedAndNotSilentlyRevised() {
        var publish = new Publish(
                27,
                FUNDING.id(),
                FUNDING.dataset(),
                counts(0, 1, 0, 0),
                Instant.EPOCH,
                Ledger.Action.PUBLISH,
                null,
                "release",
                "UK Government",
                "2026-01-21");
        assertEquals(
                "UK Government restated 1 figure of announced border funding on 21 January 2026.",
                Headline.of(publish, FUNDING, new Flags(0, 1), null));
    }

    private static String headline(Ledger.Counts counts, Flags flags, @Nullable CellChange largest) {
        return Headline.of(
                new Publish(
                        46,
                        WEEKLY.id(),
                        WEEKLY.dataset(),
                        counts,
                        Instant.EPOCH,
                        Ledger.Action.PUBLISH,
                        null,
                        "release",
                        "Home Office",
                        "2026-06-05T09:30:00Z"),
                WEEKLY,
                flags,
                largest);
    }

    private static Ledger.Counts counts(int added, int revised, int withdrawn, int backdated) {
        return new Ledger.Counts(added, revised, withdrawn, 0, backdated);
    }

    private static CellChange landings(String before, String after) {
        return new CellChange(
                WEEKLY.id() + ":2026-W14",
                LocalDate.of(2026, 3, 30),
                LocalDate.of(2026, 4, 5),
                ChangeOfFigure.REVISED,
                "uncontrolledLandings",
                new BigDecimal(before),
                new BigDecimal(after),
                null,
                null,
                new BigDecimal(after).subtract(new BigDecimal(before)),
                null,
                false,
                null,
                "a",
                "b",
                Instant.EPOCH,
                null);
    }
}

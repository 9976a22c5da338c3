package org.borderledger.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.borderledger.crossing.Crossing;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How often, how far, how late: of timelines that are made for it. */
class RevisionTallyTest {
    private static final List<ContentColumn> COLUMNS = ContentColumn.of(Crossing.DATASET);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 1, 2);
    private static final Instant FIRST_HELD = Instant.parse("2026-01-01T09:30:00Z");
    private static final Long GONE = -1L;

    private final RevisionTally tally =
            new RevisionTally(SeriesCatalogue.load().get("uk-small-boats-daily"), COLUMNS, FIRST_HELD);

    @Test
    void stepsAreCountedUpAndDownWithTheirMean() {
        add(FRIDAY, 3, 10L, 13L, 12L);
        add(FRIDAY.plusDays(1), 4, 100L);
        add(FRIDAY.plusDays(2), 5, 7L, 0L);
        RevisionRecordView view = tally.view();
        assertEquals(3, view.howOften().figures());
        assertEquals(2, view.howOften().figuresRevised());
        assertEquals(
                new BigDecimal("66.67"),
                Objects.requireNonNull(view.howOften().shareRevised()).value());
        assertEquals(3, view.howOften().revisions());
        assertEquals(3, view.howOften().silent());
        RevisionRecordView.HowFarView people = view.howFar().getFirst();
        assertEquals(1, people.up());
        assertEquals(2, people.down());
        assertEquals(new BigDecimal("-5"), people.sum());
        assertEquals(
                new BigDecimal("-1.67"), Objects.requireNonNull(people.mean()).value());
        assertEquals(
                new BigDecimal("11"),
                Objects.requireNonNull(people.meanAbsolute()).numerator());
        assertEquals(
                new BigDecimal("30"), Objects.requireNonNull(people.percent()).denominator(), "10, 13 and 7");
        assertEquals(
                "uk-small-boats-daily:2026-01-04",
                Objects.requireNonNull(people.largest()).key());
    }

    @Test
    void aMissingNumberIsNoChangeOfANumber() {
        add(FRIDAY, 3, 10L, null, 10L);
        RevisionRecordView.HowFarView people = tally.view().howFar().getFirst();
        assertEquals(2, tally.view().howOften().revisions());
        assertEquals(
                List.of(0L, 0L, 1L, 1L), List.of(people.up(), people.down(), people.appeared(), people.disappeared()));
        assertNull(people.mean());
        assertNull(people.largest());
    }

    @Test
    void aWithdrawalAndAReturnAreNoRevision() {
        add(FRIDAY, 3, 10L, GONE, 11L);
        add(FRIDAY.plusDays(1), 3, 10L, GONE);
        RevisionRecordView.HowOftenView often = tally.view().howOften();
        assertEquals(
                List.of(2L, 1L, 0L, 2L, 1L),
                List.of(often.figures(), often.standing(), often.revisions(), often.withdrawn(), often.restored()));
    }

    @Test
    void theMedianOfAnEvenNumberOfDaysLiesBetweenTheMiddleTwo() {
        add(FRIDAY, 3, 10L);
        add(FRIDAY, 4, 10L);
        assertEquals(new BigDecimal("2.5"), tally.view().howLate().untilStated().median());
        assertEquals(3, tally.view().howLate().untilStated().longest());
        add(FRIDAY, 10, 10L);
        assertEquals(new BigDecimal("3"), tally.view().howLate().untilStated().median());
        assertNull(tally.view().howLate().untilRevised().median());
    }

    @Test
    void howLateIsNotSaidOfWhatTheFirstReleaseHeldAlreadyStated() {
        add(FRIDAY, 0, 10L, 11L);
        RevisionRecordView.HowLateView late = tally.view().howLate();
        assertNull(late.untilStated().median());
        assertEquals(1, late.untilStated().unknown());
        assertEquals(1, late.untilRevised().unknown());
        add(FRIDAY, 7, 10L, 11L);
        assertEquals(new BigDecimal("7"), tally.view().howLate().untilRevised().median());
    }

    /** A figure with these numbers of people, a week apart, the first so many days after the first release held. */
    private void add(LocalDate day, int first, @Nullable Long... people) {
        List<Rectangle> timeline = new ArrayList<>();
        for (int i = 0; i < people.length; i++) {
            Instant from = FIRST_HELD.plus(Duration.ofDays(first + 7L * i));
            Long number = people[i];
            timeline.add(new Rectangle(
                    "uk-small-boats-daily:" + day,
                    day,
                    day,
                    Objects.equals(number, GONE) ? null : content(number),
                    null,
                    "release-" + i,
                    from,
                    i == people.length - 1 ? Ledger.STILL : from.plus(Duration.ofDays(7)),
                    1,
                    Ledger.LATEST));
        }
        tally.add(timeline);
    }

    private static Content content(@Nullable Long people) {
        @Nullable Object[] content = new @Nullable Object[COLUMNS.size()];
        for (int i = 0; i < content.length; i++) {
            content[i] = switch (COLUMNS.get(i).name()) {
                case "people" -> people;
                case "status" -> "P";
                case "qualifier" -> "exact";
                default -> null;
            };
        }
        return Content.of(content);
    }
}

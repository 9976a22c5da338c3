package org.borderledger.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.borderledger.crossing.Crossing;
import org.borderledger.ledger.Ledger;
import org.borderledger.spending.SpendingLine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two step functions over the issued clock, and what lies between them. */
class DifferenceTest {
    private static final Instant DAY_ZERO = Instant.parse("2026-01-01T09:30:00Z");
    private static final int STILL = 0;
    private static final List<ContentColumn> COLUMNS = ContentColumn.of(Crossing.DATASET);
    private static final LocalDate DAY = LocalDate.of(2025, 6, 20);

    @Test
    void whatWasNotThereBeforeIsAddedCellByCell() {
        List<CellChange> changes = between(List.of(), List.of(says("a", 437L, 7L, 1, STILL)));
        assertEquals(
                List.of(
                        "added boats nothing to 7, from 1",
                        "added people nothing to 437, from 1",
                        "added qualifier nothing to exact, from 1",
                        "added status nothing to P, from 1"),
                texts(changes));
        for (CellChange change : changes) {
            assertNull(change.difference(), "nothing is not zero");
            assertNull(change.percent());
            assertNull(change.flagged());
            assertNull(change.releaseBefore());
            assertEquals("a", change.releaseAfter());
        }
    }

    @Test
    void onlyTheCellThatChangedIsARevision() {
        CellChange change = one(
                List.of(says("a", 437L, 7L, 1, STILL)),
                List.of(says("a", 437L, 7L, 1, 2), says("b", 437L, 8L, 2, STILL)));
        assertEquals("revised boats 7 to 8, from 2", text(change));
        assertEquals(new BigDecimal("1"), change.difference());
        assertEquals(new BigDecimal("14.29"), change.percent());
        assertEquals("a", change.releaseBefore());
        assertEquals("b", change.releaseAfter());
    }

    @Test
    void whatIsOnlyConfirmedOrReadElsewhereIsNoChange() {
        assertEquals(
                List.of(), between(List.of(says("a", 437L, 7L, 1, STILL)), List.of(says("b", 437L, 7L, 1, STILL))));
        assertEquals(List.of(), between(List.of(), List.of()));
    }

    @Test
    void aLateEditionBetweenTwoThatAgreeChangesOnlyThePast() {
        assertEquals(
                List.of("backdated people 390 to 322, from 2 to 3"),
                texts(between(
                        List.of(says("a", 390L, 7L, 1, STILL)),
                        List.of(says("a", 390L, 7L, 1, 2), says("b", 322L, 7L, 2, 3), says("c", 390L, 7L, 3, STILL)))));
    }

    @Test
    void aLateFirstEditionIsKnownFromItsOwnDayOn() {
        List<CellChange> changes = between(
                List.of(says("c", 390L, 7L, 3, STILL)),
                List.of(says("a", 322L, 7L, 1, 3), says("c", 390L, 7L, 3, STILL)));
        assertEquals(
                List.of(
                        "backdated boats nothing to 7, from 1 to 3",
                        "backdated people nothing to 322, from 1 to 3",
                        "backdated qualifier nothing to exact, from 1 to 3",
                        "backdated status nothing to P, from 1 to 3"),
                texts(changes));
        assertNull(changes.getFirst().flagged());
    }

    @Test
    void ofAReissueOfTheSameInstantOnlyTheLaterEverStood() {
        assertEquals(
                List.of("revised people 390 to 322, from 1"),
                texts(between(
                        List.of(says("a", 390L, 7L, 1, STILL)),
                        List.of(says("a", 390L, 7L, 1, 1), says("a_v2", 322L, 7L, 1, STILL)))));
    }

    @Test
    void aRetractionBringsTheValueBeforeItBack() {
        CellChange change = one(
                List.of(says("a", 390L, 7L, 1, 2), says("b", 322L, 7L, 2, STILL)),
                List.of(says("a", 390L, 7L, 1, STILL)));
        assertEquals("revised people 322 to 390, from 2", text(change));
        assertEquals("b", change.releaseBefore());
        assertEquals("a", change.releaseAfter());
    }

    @Test
    void theRetractionOfTheOnlyReleaseLeavesNothing() {
        List<CellChange> changes = between(List.of(says("a", 390L, 7L, 1, STILL)), List.of());
        assertEquals("withdrawn people 390 to nothing, from 1", text(changes.get(1)));
        assertNull(changes.get(1).releaseAfter());
        assertNull(changes.get(1).flagged());
    }

    @Test
    void aRetractionMayChangeTheLastStretchAndThePast() {
        assertEquals(
                List.of("backdated people 322 to 390, from 2 to 3", "revised people 1 to 390, from 3"),
                texts(between(
                        List.of(says("a", 390L, 7L, 1, 2), says("b", 322L, 7L, 2, 3), says("c", 1L, 7L, 3, STILL)),
                        List.of(says("a", 390L, 7L, 1, STILL)))));
    }

    @Test
    void whatACompleteEditionLeavesOutIsWithdrawnByIt() {
        List<CellChange> changes = between(
                List.of(says("a", 390L, 7L, 1, STILL)), List.of(says("a", 390L, 7L, 1, 2), withdrawn("b", 2, STILL)));
        assertEquals(
                List.of(
                        "withdrawn boats 7 to nothing, from 2",
                        "withdrawn people 390 to nothing, from 2",
                        "withdrawn qualifier exact to nothing, from 2",
                        "withdrawn status P to nothing, from 2"),
                texts(changes));
        assertEquals("b", changes.getFirst().releaseAfter(), "the one that left it out");
        assertNull(changes.getFirst().difference(), "nothing is not zero");
    }

    @Test
    void whatComesBackAfterItsWithdrawalIsAddedAgain() {
        List<CellChange> changes = between(
                List.of(says("a", 390L, 7L, 1, 2), withdrawn("b", 2, STILL)),
                List.of(says("a", 390L, 7L, 1, 2), withdrawn("b", 2, 3), says("c", 390L, 7L, 3, STILL)));
        assertEquals(4, changes.size());
        assertEquals("added people nothing to 390, from 3", text(changes.get(1)));
        assertEquals("b", changes.get(1).releaseBefore());
    }

    @Test
    void aMissingNumberIsNotZero() {
        CellChange lost = one(
                List.of(says("a", 390L, 0L, 1, STILL)),
                List.of(says("a", 390L, 0L, 1, 2), says("b", 390L, null, 2, STILL)));
        assertEquals("revised boats 0 to nothing, from 2", text(lost));
        assertNull(lost.difference());
        CellChange found = one(
                List.of(says("a", 390L, null, 1, STILL)),
                List.of(says("a", 390L, null, 1, 2), says("b", 390L, 0L, 2, STILL)));
        assertEquals("revised boats nothing to 0, from 2", text(found));
        assertNull(found.difference());
        assertNull(found.percent());
    }

    @Test
    void ofZeroThereIsNoPercentage() {
        CellChange change = one(
                List.of(says("a", 390L, 0L, 1, STILL)),
                List.of(says("a", 390L, 0L, 1, 2), says("b", 390L, 5L, 2, STILL)));
        assertEquals(new BigDecimal("5"), change.difference());
        assertNull(change.percent());
    }

    @Test
    void aPercentageIsRoundedToTwoDecimalsAHalfToTheEvenNeighbour() {
        assertEquals(new BigDecimal("0.12"), revised(800, 801).percent(), "0.125");
        assertEquals(new BigDecimal("0.38"), revised(800, 803).percent(), "0.375");
        assertEquals(new BigDecimal("-100.00"), revised(5, 0).percent());
        assertEquals(new BigDecimal("33.33"), revised(3, 4).percent());
    }

    @Test
    void theMarkOfThePublisherSaysWhetherItSaidSo() {
        List<Rectangle> before = List.of(says("a", 390L, 7L, 1, STILL));
        assertEquals(
                true,
                one(before, List.of(says("a", 390L, 7L, 1, 2), marked("Revised", says("b", 391L, 7L, 2, STILL))))
                        .flagged());
        assertEquals(
                false,
                one(before, List.of(says("a", 390L, 7L, 1, 2), says("b", 391L, 7L, 2, STILL)))
                        .flagged());
        assertEquals(
                List.of(),
                between(before, List.of(marked("Revised", says("a", 390L, 7L, 1, STILL)))),
                "a mark is no value");
    }

    @ParameterizedTest
    @CsvSource({"Revised, true", "revised, true", "[r], true", "r, true", "Revised in May, true", "Provisional, false"})
    void aMarkIsReadAsPublishersWriteIt(String mark, boolean revised) {
        assertEquals(revised, Difference.saysRevised(mark));
        assertFalse(Difference.saysRevised(null));
    }

    @Test
    void wordsChangeAsWords() {
        CellChange change = one(
                List.of(says("a", 390L, 7L, 1, STILL)),
                List.of(says("a", 390L, 7L, 1, 2), with(says("b", 390L, 7L, 2, STILL), "status", "A")));
        assertEquals("status", change.measure());
        assertEquals("P", change.textBefore());
        assertEquals("A", change.textAfter());
        assertNull(change.before());
        assertNull(change.after());
    }

    /** API rule 18: a bound is no number to subtract from. */
    @Test
    void boundsAreNotSubtracted() {
        List<CellChange> changes = between(
                List.of(says("a", 390L, 7L, 1, STILL)),
                List.of(says("a", 390L, 7L, 1, 2), with(says("b", 400L, 7L, 2, STILL), "qualifier", "more-than")));
        assertEquals(
                List.of("revised people 390 to 400, from 2", "revised qualifier exact to more-than, from 2"),
                texts(changes));
        assertNull(changes.getFirst().difference());
        assertNull(changes.getFirst().percent());
    }

    @Test
    void currenciesAndRatesAreNotSubtracted() {
        List<ContentColumn> columns = ContentColumn.of(SpendingLine.DATASET);
        for (List<String> other : List.of(List.of("currency", "EUR"), List.of("per", "year"))) {
            Rectangle pounds = spent("a", "150000000", "GBP", 1, STILL);
            Rectangle then = with(spent("b", "160000000", "GBP", 2, STILL), other.getFirst(), other.getLast(), columns);
            List<CellChange> changes =
                    Difference.between(List.of(pounds), List.of(spent("a", "150000000", "GBP", 1, 2), then), columns);
            assertEquals(2, changes.size());
            assertNull(changes.getFirst().difference(), other.getFirst());
        }
        List<CellChange> pounds = Difference.between(
                List.of(spent("a", "0.10", "GBP", 1, STILL)),
                List.of(spent("a", "0.1", "GBP", 1, 2), spent("b", "0.30", "GBP", 2, STILL)),
                columns);
        assertEquals(new BigDecimal("0.2"), pounds.getFirst().difference(), "exact");
        assertEquals(new BigDecimal("200.00"), pounds.getFirst().percent());
    }

    @Test
    void equalNumbersAreEqualHoweverTheyAreWritten() {
        List<ContentColumn> columns = ContentColumn.of(SpendingLine.DATASET);
        assertEquals(
                List.of(),
                Difference.between(
                        List.of(spent("a", "150000000", "GBP", 1, STILL)),
                        List.of(spent("b", "150000000.00", "GBP", 1, STILL)),
                        columns));
    }

    private static CellChange revised(long before, long after) {
        return one(
                List.of(says("a", before, 7L, 1, STILL)),
                List.of(says("a", before, 7L, 1, 2), says("b", after, 7L, 2, STILL)));
    }

    private static List<CellChange> between(List<Rectangle> before, List<Rectangle> after) {
        return Difference.between(before, after, COLUMNS);
    }

    private static CellChange one(List<Rectangle> before, List<Rectangle> after) {
        List<CellChange> changes = between(before, after);
        assertEquals(1, changes.size(), () -> changes.toString());
        return changes.getFirst();
    }

    /** A release's word on people and boats from one day to another. */
    private static Rectangle says(String release, @Nullable Long people, @Nullable Long boats, int from, int to) {
        return new Rectangle(
                "uk-small-boats-daily:2025-06-20",
                DAY,
                DAY,
                content(COLUMNS, "people", people, "boats", boats, "route", "channel"),
                null,
                release,
                day(from),
                to == STILL ? Ledger.STILL : day(to),
                1,
                Ledger.LATEST);
    }

    private static Rectangle spent(String release, String amount, String currency, int from, int to) {
        return new Rectangle(
                "uk-announced-funding:2025-06-20",
                DAY,
                DAY,
                content(ContentColumn.of(SpendingLine.DATASET), "amount", new BigDecimal(amount), "currency", currency),
                null,
                release,
                day(from),
                to == STILL ? Ledger.STILL : day(to),
                1,
                Ledger.LATEST);
    }

    private static Rectangle withdrawn(String release, int from, int to) {
        Rectangle like = says(release, 0L, 0L, from, to);
        return new Rectangle(
                like.key(), DAY, DAY, null, null, release, like.issuedFrom(), like.issuedTo(), 1, Ledger.LATEST);
    }

    private static Rectangle marked(String mark, Rectangle like) {
        return new Rectangle(
                like.key(),
                DAY,
                DAY,
                like.content(),
                mark,
                like.release(),
                like.issuedFrom(),
                like.issuedTo(),
                1,
                Ledger.LATEST);
    }

    private static Rectangle with(Rectangle like, String column, String value) {
        return with(like, column, value, COLUMNS);
    }

    private static Rectangle with(Rectangle like, String column, String value, List<ContentColumn> columns) {
        Content old = Objects.requireNonNull(like.content());
        @Nullable Object[] content = new @Nullable Object[columns.size()];
        for (int i = 0; i < content.length; i++) {
            content[i] = columns.get(i).name().equals(column) ? value : old.get(i);
        }
        return new Rectangle(
                like.key(),
                DAY,
                DAY,
                Content.of(content),
                null,
                like.release(),
                like.issuedFrom(),
                like.issuedTo(),
                1,
                Ledger.LATEST);
    }

    private static Content content(List<ContentColumn> columns, @Nullable Object... pairs) {
        @Nullable Object[] content = new @Nullable Object[columns.size()];
        for (int i = 0; i < content.length; i++) {
            String name = columns.get(i).name();
            int place = Arrays.asList(pairs).indexOf(name);
            content[i] = place >= 0
                    ? pairs[place + 1]
                    : name.equals("status") ? "P" : name.equals("qualifier") ? "exact" : null;
        }
        return Content.of(content);
    }

    private static Instant day(int number) {
        return DAY_ZERO.plus(Duration.ofDays(number));
    }

    private static List<String> texts(List<CellChange> changes) {
        return changes.stream().map(DifferenceTest::text).toList();
    }

    private static String text(CellChange change) {
        Instant to = change.validTo();
        return change.change().code() + " " + change.measure() + " "
                + value(change.before(), change.textBefore()) + " to " + value(change.after(), change.textAfter())
                + ", from " + number(change.validFrom()) + (to == null ? "" : " to " + number(to));
    }

    private static String value(@Nullable BigDecimal number, @Nullable String text) {
        return number != null ? number.toPlainString() : text != null ? text : "nothing";
    }

    private static long number(Instant instant) {
        return Duration.between(DAY_ZERO, instant).toDays();
    }
}

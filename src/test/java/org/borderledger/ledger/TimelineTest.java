package org.borderledger.ledger;

import static org.borderledger.ledger.Edition.DAILY;
import static org.borderledger.ledger.Edition.FUNDING;
import static org.borderledger.ledger.Edition.PREVENTED;
import static org.borderledger.ledger.Edition.WEEKLY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.LedgerState;
import org.borderledger.period.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The orders of loading that break a ledger which takes the newest loaded for the newest issued. */
class TimelineTest {
    private static final TestLedger LEDGER = new TestLedger();
    private static final String KEY = DAILY + ":2025-06-20";
    private static final String NEXT = DAILY + ":2025-06-21";
    private static final String WEEK = WEEKLY + ":2025-W25";

    @BeforeEach
    void empty() {
        LEDGER.clear();
    }

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    /** Marks are numbers in words: the tenth comes after the second, whichever is loaded first or has the larger digest. */
    @Test
    void ofTwoMarksTheOneOfTheLargerNumberIsTheLater() {
        for (List<Edition> order : orders(List.of(
                states("first", 1, 1L).sha256("f".repeat(64)),
                states("second", 1, 2L).mark("v2").sha256("e".repeat(64)),
                states("tenth", 1, 10L).mark("v10").sha256("1".repeat(64))))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("10 by tenth"), LEDGER.asOf(KEY, 1));
        }
    }

    @Test
    void marksSortByTheirNumbersAndElseByTheirLetters() {
        List<String> sorted = List.of(
                "",
                "2",
                "10",
                "a",
                "v",
                "v 1",
                "v-3",
                "v.2",
                "v1",
                "v1.2",
                "v1.10",
                "v02",
                "v2",
                "v2a",
                "v9",
                "v10",
                "v99999999999999999999",
                "version 1",
                "w1");
        assertEquals(sorted, marks(sorted.reversed(), Timeline.OLDEST_FIRST));
        assertEquals(sorted.reversed(), marks(sorted, Timeline.NEWEST_FIRST));
    }

    private static List<String> marks(List<String> marks, String order) {
        return LEDGER.texts(
                "select edition from (select unnest(string_to_array(?, '|')) collate \"C\" as edition, now() as issued_at,"
                        + " now() as retrieved_at, '' as sha256, '' as code) marks order by " + order,
                row -> row.getString(1),
                String.join("|", marks));
    }

    private static Edition states(String id, double day, Long people) {
        return Edition.of(id, day).partial(DAILY).states(KEY, people);
    }

    /** Complete for June, with nothing on the key. */
    private static Edition silent(String id, double day) {
        return Edition.of(id, day).complete(DAILY, "2025-06-01", "2025-06-30").states(NEXT, 1L);
    }

    @Test
    void aValueThatComesBackIsThreeValuesInWhicheverOrderTheEditionsAreLoaded() {
        List<Edition> editions = List.of(states("a", 1, 390L), states("b", 2, 322L), states("c", 3, 390L));
        for (List<Edition> order : orders(editions)) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(
                    List.of("390 by a, 1 to 2", "322 by b, 2 to 3, revised", "390 by c, from 3, revised"),
                    LEDGER.timeline(KEY));
        }
    }

    @Test
    void aLateEditionBetweenTwoThatAgreeStandsOnlyUntilTheSecond() {
        LEDGER.publish(states("a", 1, 390L), states("c", 3, 390L));
        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));

        assertEquals(new Ledger.Counts(0, 0, 0, 0, 1), LEDGER.publish(states("b", 2, 322L)));

        assertEquals(
                List.of("390 by a, 1 to 2", "322 by b, 2 to 3, revised", "390 by c, from 3, revised"),
                LEDGER.timeline(KEY));
    }

    @Test
    void theEditionThatWithdrawsMayBeLoadedBeforeTheOneThatStates() {
        LEDGER.publish(silent("b", 2));
        assertEquals(List.of(), LEDGER.timeline(KEY));

        assertEquals(new Ledger.Counts(0, 0, 0, 0, 1), LEDGER.publish(states("a", 1, 390L)));

        assertEquals(List.of("390 by a, 1 to 2", "withdrawn by b, from 2, revised"), LEDGER.timeline(KEY));
    }

    @Test
    void whatWasWithdrawnMayComeBackWithTheValueItHad() {
        LEDGER.publish(states("c", 3, 390L), states("a", 1, 390L), silent("b", 2));
        assertEquals(
                List.of("390 by a, 1 to 2", "withdrawn by b, 2 to 3, revised", "390 by c, from 3, revised"),
                LEDGER.timeline(KEY));
    }

    @Test
    void onlyTheFirstOfSeveralSilentEditionsWithdraws() {
        LEDGER.publish(states("a", 1, 390L), silent("c", 3), silent("d", 4));
        assertEquals(List.of("390 by a, 1 to 3", "withdrawn by c, from 3, revised"), LEDGER.timeline(KEY));

        LEDGER.publish(silent("b", 2));
        assertEquals(List.of("390 by a, 1 to 2", "withdrawn by b, from 2, revised"), LEDGER.timeline(KEY));

        LEDGER.retract("b");
        LEDGER.retract("c");
        assertEquals(List.of("390 by a, 1 to 4", "withdrawn by d, from 4, revised"), LEDGER.timeline(KEY));
    }

    @Test
    void theConfirmingReleaseTakesOverWithItsLocatorWhenTheFirstIsRetracted() {
        LEDGER.publish(states("a", 1, 390L), states("b", 2, 390L));
        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));

        LEDGER.retract("a");

        // The reader of the timeline also holds every locator to be one of the release.
        assertEquals(List.of("390 by b, from 2"), LEDGER.timeline(KEY));
        assertEquals(List.of(), LEDGER.asOf(KEY, 1.5));
    }

    @Test
    void theRetractionOfAnEditionThatOnlyConfirmedChangesNothing() {
        LEDGER.publish(states("a", 1, 390L), states("b", 2, 390L), states("c", 3, 390L));
        List<Integer> rows = LEDGER.numbers("select id from crossing order by id");

        int revision = LEDGER.retract("b");

        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));
        assertEquals(rows, LEDGER.numbers("select id from crossing order by id"));
        assertEquals(List.of("0 new, 0 revised, 0 withdrawn, 0 confirmed, 0 backdated"), counts(revision));
    }

    @Test
    void theRetractionOfAWithdrawingEditionBringsTheFigureBack() {
        LEDGER.publish(states("a", 1, 390L), silent("b", 2));
        assertEquals(List.of("withdrawn by b"), LEDGER.asOf(KEY, 2));

        int revision = LEDGER.retract("b");

        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));
        assertEquals(List.of("1 new, 0 revised, 1 withdrawn, 0 confirmed, 0 backdated"), counts(revision));
    }

    @Test
    void whatOnlyARetractedReleaseStatedIsNotKnownAnyMore() {
        LEDGER.publish(states("a", 1, 390L), silent("b", 2));

        LEDGER.retract("a");

        assertEquals(List.of(), LEDGER.timeline(KEY));
        assertEquals(List.of(), LEDGER.asOf(KEY, 2), "what is not known cannot be withdrawn");
        assertEquals(List.of("390 by a, 1 to 2", "withdrawn by b, from 2, revised"), LEDGER.timeline(KEY, 2));
    }

    @Test
    void whatOnlyARetractedReleaseStatedMayBeStatedByAnother() {
        LEDGER.publish(states("a", 1, 390L));
        LEDGER.retract("a");
        assertEquals(new Ledger.Counts(1, 0, 0, 0, 0), LEDGER.publish(states("b", 1, 390L)));
        assertEquals(List.of("390 by b, from 1"), LEDGER.timeline(KEY));
    }

    @Test
    void ofTwoEditionsOfOneInstantTheLaterMarkStands() {
        Edition first = states("first", 1, 390L);
        Edition second = states("second", 1, 322L).mark("v2");
        for (List<Edition> order : orders(List.of(first, second))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("322 by second, from 1, revised"), LEDGER.timeline(KEY));

            LEDGER.retract("second");
            assertEquals(List.of("390 by first, from 1"), LEDGER.timeline(KEY));
        }
    }

    @Test
    void ofTwoEditionsOfOneInstantTheOneRetrievedLaterStandsWhateverItsMark() {
        Edition known = states("known", 1, 390L).mark("v2");
        Edition retrieved = states("retrieved", 1, 322L).retrieved(Edition.day(5));
        Edition later = states("later", 1, 311L).retrieved(Edition.day(6));
        for (List<Edition> order : orders(List.of(known, retrieved, later))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("311 by later, from 1, revised"), LEDGER.timeline(KEY));
        }
    }

    @Test
    void ofTwoEditionsOfOneInstantWithoutMarkTheGreaterDigestStands() {
        Edition low = states("low", 1, 390L).sha256("1" + "0".repeat(63));
        Edition high = states("high", 1, 322L).sha256("2" + "0".repeat(63));
        Edition typed = states("typed", 1, 311L).sha256(null);
        for (List<Edition> order : orders(List.of(low, high, typed))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("322 by high, from 1, revised"), LEDGER.timeline(KEY));
        }
    }

    @Test
    void aReissueThatRepeatsAValueConfirmsIt() {
        LEDGER.publish(states("first", 1, 390L).states(NEXT, 7L));

        Ledger.Counts counts =
                LEDGER.publish(states("second", 1, 322L).states(NEXT, 7L).mark("v2"));

        assertEquals(new Ledger.Counts(0, 1, 0, 1, 0), counts);
        assertEquals(List.of("7 by first, from 1"), LEDGER.timeline(NEXT));
    }

    @Test
    void ofTwoSilentEditionsOfOneInstantTheFirstInOrderWithdraws() {
        Edition stating = states("a", 1, 390L);
        Edition first = silent("p", 2).mark("v1");
        Edition second = silent("q", 2).mark("v2");
        for (List<Edition> order : orders(List.of(stating, first, second))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("390 by a, 1 to 2", "withdrawn by p, from 2, revised"), LEDGER.timeline(KEY));
        }
    }

    @Test
    void aSilentEditionBeforeAnotherOfTheSameInstantThatStatesBreaksTheRun() {
        Edition stating = states("a", 1, 390L);
        Edition silent = silent("p", 2).mark("v1");
        Edition again = states("q", 2, 390L).mark("v2");
        for (List<Edition> order : orders(List.of(stating, silent, again))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("390 by a, 1 to 2", "390 by q, from 2, revised"), LEDGER.timeline(KEY));
        }
    }

    @Test
    void aRetractedEditionDoesNotHinderAnotherOfTheSameInstant() {
        LEDGER.publish(states("wrong", 1, 999L).mark("v9"));
        LEDGER.retract("wrong");
        assertEquals(new Ledger.Counts(1, 0, 0, 0, 0), LEDGER.publish(states("right", 1, 390L)));
        assertEquals(List.of("390 by right, from 1"), LEDGER.timeline(KEY));
    }

    @Test
    void aPartialReleaseWithdrawsNothing() {
        LEDGER.publish(states("a", 1, 390L), Edition.of("b", 2).partial(DAILY).states(NEXT, 7L));
        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));
    }

    @Test
    void aCompleteEditionWithoutAFigureWithdrawsAllThatItCovers() {
        LEDGER.publish(states("a", 1, 390L).states(NEXT, 7L));
        Ledger.Counts counts = LEDGER.publish(Edition.of("b", 2).complete(DAILY, "2025-06-20", "2025-06-21"));
        assertEquals(new Ledger.Counts(0, 0, 2, 0, 0), counts);
    }

    @Test
    void aWindowThatSlidesWithdrawsOnlyInsideIt() {
        String old = DAILY + ":2025-06-10";
        LEDGER.publish(
                Edition.of("a", 1)
                        .complete(DAILY, "2025-06-10", "2025-06-20")
                        .states(old, 5L)
                        .states(KEY, 390L),
                Edition.of("b", 2).complete(DAILY, "2025-06-11", "2025-06-21").states(NEXT, 7L));
        assertEquals(List.of("5 by a, from 1"), LEDGER.timeline(old));
        assertEquals(List.of("390 by a, 1 to 2", "withdrawn by b, from 2, revised"), LEDGER.timeline(KEY));
    }

    @Test
    void aWeekThatIsOnlyPartlyCoveredIsNotWithdrawn() {
        // 2025-W25 is 16 to 22 June.
        LEDGER.publish(
                Edition.of("a", 1).partial(WEEKLY).states(WEEK, 2_083L),
                Edition.of("b", 2).complete(WEEKLY, "2025-06-17", "2025-06-30"),
                Edition.of("c", 3).complete(WEEKLY, "2025-06-01", "2025-06-21"));
        assertEquals(List.of("2083 by a, from 1"), LEDGER.timeline(WEEK));

        LEDGER.publish(Edition.of("d", 4).complete(WEEKLY, "2025-06-16", "2025-06-22"));
        assertEquals(List.of("2083 by a, 1 to 4", "withdrawn by d, from 4, revised"), LEDGER.timeline(WEEK));
    }

    @Test
    void whatAReleaseStatesOutsideItsOwnCoverageStands() {
        Edition beyond =
                Edition.of("a", 1).complete(DAILY, "2025-06-01", "2025-06-10").states(KEY, 390L);
        Edition same = Edition.of("b", 2).complete(DAILY, "2025-06-01", "2025-06-10");
        for (List<Edition> order : orders(List.of(beyond, same))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));
        }
    }

    @Test
    void whatWasNeverStatedIsNotWithdrawn() {
        LEDGER.publish(silent("a", 1), silent("b", 2));
        assertEquals(List.of(), LEDGER.timeline(KEY));
        assertEquals(List.of(1), LEDGER.numbers("select count(*) from crossing"));
    }

    @Test
    void aLateOldestEditionBecomesTheSource() {
        LEDGER.publish(states("b", 2, 390L), states("c", 3, 390L));
        assertEquals(List.of("390 by b, from 2"), LEDGER.timeline(KEY));

        assertEquals(new Ledger.Counts(0, 0, 0, 0, 1), LEDGER.publish(states("a", 1, 390L)));

        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));
    }

    @Test
    void aValueThatIsNotAvailableIsAValueAndNoWithdrawal() {
        LEDGER.publish(
                silent("c", 3),
                Edition.of("b", 2).partial(DAILY).states(KEY, null),
                states("a", 1, 390L),
                states("d", 4, 0L));
        assertEquals(
                List.of(
                        "390 by a, 1 to 2",
                        "missing by b, 2 to 3, revised",
                        "withdrawn by c, 3 to 4, revised",
                        "0 by d, from 4, revised"),
                LEDGER.timeline(KEY));
    }

    @Test
    void theMarkOfThePublisherIsNotPartOfTheValue() {
        LEDGER.publish(states("a", 1, 390L), Edition.of("b", 2).partial(DAILY).states(KEY, 390L, "Revised"));
        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));

        LEDGER.retract("a");

        assertEquals(
                List.of("Revised"),
                LEDGER.texts(
                        "select publisher_flag from crossing where revision_to = ?",
                        row -> row.getString(1),
                        Ledger.LATEST));
    }

    @Test
    void beforeTheFirstReleaseNothingIsKnown() {
        LEDGER.publish(states("a", 1, 390L), states("b", 2, 322L));
        assertEquals(List.of(), LEDGER.asOf(KEY, 0.99));
        assertEquals(List.of("390 by a"), LEDGER.asOf(KEY, 1));
        assertEquals(List.of("390 by a"), LEDGER.asOf(KEY, 1.99));
        assertEquals(List.of("322 by b"), LEDGER.asOf(KEY, 2));
        assertEquals(List.of("322 by b"), LEDGER.asOf(KEY, 1_000));
    }

    @Test
    void readAsRecordedGivesWhatStoodBeforeEachRevision() {
        LEDGER.publish(states("c", 3, 390L), states("a", 1, 390L), states("b", 2, 322L), silent("d", 4));
        LEDGER.retract("b");
        LEDGER.retract("d");

        assertEquals(List.of(), LEDGER.timeline(KEY, 0));
        assertEquals(List.of("390 by c, from 3"), LEDGER.timeline(KEY, 1));
        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY, 2));
        List<String> three = List.of("390 by a, 1 to 2", "322 by b, 2 to 3, revised", "390 by c, from 3, revised");
        assertEquals(three, LEDGER.timeline(KEY, 3));
        assertEquals(
                List.of(
                        "390 by a, 1 to 2",
                        "322 by b, 2 to 3, revised",
                        "390 by c, 3 to 4, revised",
                        "withdrawn by d, from 4, revised"),
                LEDGER.timeline(KEY, 4));
        assertEquals(List.of("390 by a, 1 to 4", "withdrawn by d, from 4, revised"), LEDGER.timeline(KEY, 5));
        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY, 6));
        assertEquals(List.of("322 by b"), LEDGER.asOf(KEY, 2.5, 4));
        assertEquals(List.of("390 by a"), LEDGER.asOf(KEY, 2.5, 5));
    }

    @Test
    void theSeriesOfOneReleaseHaveATimelineEach() {
        LEDGER.publish(states("a", 1, 390L)
                .partial(WEEKLY)
                .states(WEEK, 2_083L)
                .partial(PREVENTED)
                .states(prevented("a", 1_083)));
        Map<String, Ledger.Counts> counts = LEDGER.published(Edition.of("b", 2)
                        .complete(DAILY, "2025-06-01", "2025-06-30")
                        .partial(WEEKLY)
                        .states(WEEK, 2_084L)
                        .complete(PREVENTED, "2025-06-01", "2025-06-30")
                        .states(prevented("b", 1_083)))
                .bySeries();

        assertEquals(new Ledger.Counts(0, 0, 1, 0, 0), counts.get(DAILY));
        assertEquals(new Ledger.Counts(0, 1, 0, 0, 0), counts.get(WEEKLY));
        assertEquals(new Ledger.Counts(0, 0, 0, 1, 0), counts.get(PREVENTED));

        LEDGER.retract("b");

        assertEquals(List.of("390 by a, from 1"), LEDGER.timeline(KEY));
        assertEquals(List.of("2083 by a, from 1"), LEDGER.timeline(WEEK));
        assertEquals(
                List.of(1),
                LEDGER.numbers("select count(*) from enforcement_action where revision_to = ?", Ledger.LATEST));
    }

    @Test
    void amountsThatDifferOnlyInZerosAtTheEndAreOneValueInOneSpelling() {
        Edition longer = funding("a", 1, "france", "541000000.00");
        Edition shorter = funding("b", 2, "france", "541000000");
        Edition scientific = funding("c", 3, "france", "5.41E+8");
        for (List<Edition> order : orders(List.of(longer, shorter, scientific))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(List.of("541000000 by a"), amounts());
            LEDGER.retract("a");
            assertEquals(List.of("541000000 by b"), amounts());
        }
    }

    private static List<String> amounts() {
        return LEDGER.texts(
                "select amount::text, code from spending_line f join release r on r.id = f.release_id"
                        + " where revision_to = ?",
                row -> row.getString(1) + " by " + row.getString(2),
                Ledger.LATEST);
    }

    @Test
    void aWithdrawalKeepsTheCodesOfWhatItWithdraws() {
        Edition first = funding("a", 1, "france", "541");
        Edition second = funding("b", 2, "not-stated", "541");
        Edition silent = Edition.of("c", 3).format("typed-figures").complete(FUNDING, "2023-01-01", "2026-12-31");
        for (List<Edition> order : orders(List.of(first, second, silent))) {
            LEDGER.clear();
            order.forEach(LEDGER::publish);
            assertEquals(
                    List.of("not-stated"),
                    LEDGER.texts(
                            "select recipient from spending_line where withdrawn and revision_to = ?",
                            row -> row.getString(1),
                            Ledger.LATEST));
        }
    }

    private static Edition funding(String id, int day, String recipient, String amount) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stage", "committed");
        values.put("funder", "uk-government");
        values.put("recipient", recipient);
        values.put("programme", "uk-france-border-cooperation");
        values.put("purpose", "agreement-march-2023");
        values.put("amount", new BigDecimal(amount));
        values.put("currency", "EUR");
        return Edition.of(id, day)
                .format("typed-figures")
                .partial(FUNDING)
                .states(new Draft(
                        Edition.CATALOGUE.get(FUNDING),
                        new Period(LocalDate.of(2023, 4, 1), LocalDate.of(2026, 3, 31)),
                        values,
                        ObservationStatus.A,
                        null,
                        Qualifier.EXACT,
                        null,
                        null,
                        null,
                        "line 1"));
    }

    private static Draft prevented(String release, long people) {
        return Edition.crossing(
                PREVENTED + ":2025-W25",
                Map.of("quantity", BigDecimal.valueOf(people), "unit", "people"),
                null,
                release + "!1");
    }

    private static List<String> counts(int revision) {
        return LEDGER.texts(
                "select * from revision_series where revision = ?",
                row -> row.getInt("added") + " new, " + row.getInt("revised") + " revised, " + row.getInt("withdrawn")
                        + " withdrawn, " + row.getInt("confirmed") + " confirmed, " + row.getInt("backdated")
                        + " backdated",
                revision);
    }

    private static <T> List<List<T>> orders(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            List<T> others = new ArrayList<>(things);
            T first = others.remove(i);
            for (List<T> rest : orders(others)) {
                List<T> order = new ArrayList<>(rest);
                order.addFirst(first);
                orders.add(order);
            }
        }
        return orders;
    }

    private static Edition between(String id, String day, boolean complete) {
        Edition edition = Edition.of(id, 9).states(DAILY + ":" + day, 7L);
        return complete ? edition.complete(DAILY, day, day) : edition.partial(DAILY);
    }

    /** Every row of the table with all its columns but the ids, and every statement. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>(LEDGER.texts(
                "select to_jsonb(f) - 'id' - 'release_id' || jsonb_build_object('release', r.code) from crossing f"
                        + " join release r on r.id = f.release_id where r.code in ('old', 'new')"
                        + " order by f.key, f.revision_from, f.issued_from, r.code",
                row -> row.getString(1)));
        rows.addAll(LEDGER.texts(
                "select concat_ws(' ', f.key, f.revision_from, f.value_hash, r.code, s.locator, s.publisher_flag)"
                        + " from statement s join crossing f on f.id = s.figure_id join release r on r.id = s.release_id"
                        + " where r.code in ('old', 'new') order by 1",
                row -> row.getString(1)));
        rows.addAll(LEDGER.texts(
                "select to_jsonb(s) from revision_series s where revision > 2 order by revision",
                row -> row.getString(1)));
        return rows;
    }

    /**
     * A later complete edition of days between those of a release keeps it from going straight in, and says nothing of it: so
     * the same two releases go straight in the one time, and are computed the other. The second is a complete edition that
     * withdraws the figures of the first while all that it states is new.
     */
    @Test
    void figuresThatAreNewComeOutTheSameWhetherTheyGoStraightInOrAreComputed() {
        List<List<String>> outcomes = new ArrayList<>();
        for (boolean computed : List.of(false, true)) {
            LEDGER.clear();
            LEDGER.publish(between("x", "2025-06-02", computed), between("y", "2025-06-15", computed));
            Edition old = Edition.of("old", 1)
                    .complete(DAILY, "2025-06-01", "2025-06-03")
                    .states(DAILY + ":2025-06-01", 1L)
                    .states(DAILY + ":2025-06-03", null, "Revised");
            assertEquals(new Ledger.Counts(2, 0, 0, 0, 0), LEDGER.publish(old));
            Edition fresh = Edition.of("new", 5)
                    .complete(DAILY, "2025-06-01", "2025-06-30")
                    .states(DAILY + ":2025-06-10", 2L)
                    .states(DAILY + ":2025-06-20", 3L);
            assertEquals(new Ledger.Counts(2, 0, 2, 0, 0), LEDGER.publish(fresh));
            assertEquals(
                    List.of("1 by old, 1 to 5", "withdrawn by new, from 5, revised"),
                    LEDGER.timeline(DAILY + ":2025-06-01"));
            assertEquals(List.of("3 by new, from 5"), LEDGER.timeline(DAILY + ":2025-06-20"));
            outcomes.add(rows());
        }
        assertEquals(outcomes.getFirst(), outcomes.getLast());
        assertEquals(8 + 4 + 2, outcomes.getFirst().size(), () -> "" + outcomes.getFirst());
    }

    /** In the one order all goes straight in, in the other the earlier release finds the later one there. */
    @Test
    void twoReleasesOfNewFiguresComeToTheSameInBothOrders() {
        Edition early = Edition.of("early", 1)
                .partial(DAILY)
                .states(DAILY + ":2025-06-01", 1L)
                .states(DAILY + ":2025-06-03", null, "Revised");
        Edition late = Edition.of("late", 5)
                .complete(DAILY, "2025-06-01", "2025-06-30")
                .states(DAILY + ":2025-06-10", 2L);
        LEDGER.publish(early, late);
        LedgerState straight = LEDGER.state();
        LEDGER.clear();
        LEDGER.publish(late, early);
        LedgerState.assertSame(straight, LEDGER.state());
    }
}

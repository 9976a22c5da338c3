package org.borderledger.ledger;

import static org.borderledger.ledger.Edition.DAILY;
import static org.borderledger.ledger.Edition.PREVENTED;
import static org.borderledger.ledger.Edition.WEEKLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.borderledger.LedgerState;
import org.borderledger.database.Migrations;
import org.borderledger.period.Period;
import org.borderledger.spending.SpendingLine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What a publish and a retraction do, and what they leave alone. */
class LedgerTest {
    private static final TestLedger LEDGER = new TestLedger();
    private static final String FIRST = DAILY + ":2025-06-01";
    private static final String SECOND = DAILY + ":2025-06-02";
    private static final String THIRD = DAILY + ":2025-06-03";
    private static final String FOURTH = DAILY + ":2025-06-04";
    private static final List<String> TABLES = Stream.concat(
                    LedgerState.TABLES.stream(),
                    Stream.of("release", "release_series", "revision", "revision_series", "retraction", "statement"))
            .toList();

    @BeforeEach
    void empty() {
        LEDGER.clear();
    }

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    private static Edition complete(String id, double day) {
        return Edition.of(id, day).complete(DAILY, "2025-06-01", "2025-06-30");
    }

    private static Edition first() {
        return complete("a", 1).states(FIRST, 1L).states(SECOND, 2L).states(THIRD, 3L);
    }

    @Test
    void theFirstReleaseMakesEachOfItsFiguresNew() {
        Ledger.Outcome.Published published = LEDGER.published(first());

        assertEquals(1, published.revision());
        assertEquals(Map.of(DAILY, new Ledger.Counts(3, 0, 0, 0, 0)), published.bySeries());
        assertEquals(List.of("1 by a, from 1"), LEDGER.timeline(FIRST));
        assertEquals(
                List.of("a complete 2025-06-01 2025-06-30 3"),
                LEDGER.texts(
                        "select * from release_series",
                        row -> "a " + (row.getBoolean("complete") ? "complete " : "partial ")
                                + row.getString("covers_from") + " " + row.getString("covers_to") + " "
                                + row.getInt("stated")));
    }

    @Test
    void theCountsSayWhatARevisionDid() {
        LEDGER.publish(first());

        Ledger.Counts counts = LEDGER.publish(
                complete("b", 2).states(FIRST, 1L).states(SECOND, 20L).states(FOURTH, 4L));

        assertEquals(new Ledger.Counts(1, 1, 1, 1, 0), counts);
        assertEquals(List.of("1 1 1 1 0 crossings"), effects(2));
    }

    @Test
    void aFigureWhosePastOnlyChangesIsBackdated() {
        LEDGER.publish(complete("b", 2).states(FIRST, 1L).states(SECOND, 2L));

        assertEquals(
                new Ledger.Counts(0, 0, 0, 0, 2),
                LEDGER.publish(
                        Edition.of("a", 1).partial(DAILY).states(FIRST, 1L).states(SECOND, 20L)));
        assertEquals(List.of("0 0 0 0 2 crossings"), effects(2));
    }

    @Test
    void aFigureThatALaterEditionWithdrewIsBackdatedWhenItIsLearntLate() {
        LEDGER.publish(complete("b", 2).states(SECOND, 2L));
        assertEquals(
                new Ledger.Counts(0, 0, 0, 0, 1),
                LEDGER.publish(Edition.of("a", 1).partial(DAILY).states(FIRST, 1L)));
    }

    @Test
    void aRetractionCountsWhatBecomesOfTheFigures() {
        LEDGER.publish(
                first(),
                complete("b", 2).states(FIRST, 1L).states(SECOND, 20L).states(FOURTH, 4L),
                Edition.of("c", 3).partial(DAILY).states(SECOND, 200L));

        assertEquals(4, LEDGER.retract("b"));

        // The fourth goes, the third comes back, the second was 20 only in the past, and the first is as it was.
        assertEquals(List.of("1 0 1 0 1 crossings"), effects(4));
    }

    private static List<String> effects(int revision) {
        return LEDGER.texts(
                "select * from revision_series where revision = ?",
                row -> row.getInt("added") + " " + row.getInt("revised") + " " + row.getInt("withdrawn") + " "
                        + row.getInt("confirmed") + " " + row.getInt("backdated") + " " + row.getString("dataset"),
                revision);
    }

    @Test
    void theSameBytesAgainChangeNothing() {
        LEDGER.publish(first());
        List<String> before = everyRow();

        assertEquals(new Ledger.Outcome.Unchanged("a"), LEDGER.ledger().publish(first().publication()));
        assertEquals(
                new Ledger.Outcome.Unchanged("a"),
                LEDGER.ledger()
                        .publish(Edition.of("other-name", 5)
                                .sha256(Edition.digest("a"))
                                .partial(DAILY)
                                .states(FIRST, 9L)
                                .publication()));

        assertEquals(before, everyRow());
    }

    @Test
    void anIdentifierThatOtherBytesHaveIsRefused() {
        LEDGER.publish(first(), complete("b", 2).states(FIRST, 1L));
        List<String> before = everyRow();

        Ledger.Refused refused = refused(first().sha256(Edition.digest("other bytes")));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("release a is in the ledger with other bytes"),
                refused.getMessage());
        refused(first().sha256(null));
        // These bytes are another release's, and this identifier too.
        refused(first().sha256(Edition.digest("b")));

        assertEquals(before, everyRow());
    }

    @Test
    void anIdentifierThatOtherTypedWordsHaveIsRefused() {
        LEDGER.publish(first().sha256(null));
        List<String> before = everyRow();

        assertEquals(
                new Ledger.Outcome.Unchanged("a"),
                LEDGER.ledger().publish(first().sha256(null).publication()));
        refused(first().states(FOURTH, 4L).sha256(null));
        refused(complete("a", 1).states(FIRST, 1L).states(SECOND, 2L).sha256(null));
        refused(complete("a", 1)
                .states(FIRST, 1L)
                .states(SECOND, 2L)
                .states(THIRD, 4L)
                .sha256(null));
        refused(first());

        assertEquals(before, everyRow());
    }

    private static Ledger.Refused refused(Edition edition) {
        return assertThrows(Ledger.Refused.class, () -> LEDGER.ledger().publish(edition.publication()));
    }

    @TestFactory
    Stream<DynamicTest> whatBreaksARuleIsRefusedWithTheReasonAndNothingOfItIsKept() {
        Draft sound = Edition.crossing(FIRST, Map.of("people", 1L), null, "A1");
        Map<String, Edition> broken = new LinkedHashMap<>();
        broken.put(
                "typed-figures may not write " + DAILY + "; only home-office-small-boats-time-series may",
                first().format("typed-figures"));
        broken.put("there is no series uk-large-boats", first().partial("uk-large-boats"));
        broken.put("of a series that the release does not cover", first().states(WEEKLY + ":2025-W25", 7L));
        broken.put("covers " + DAILY + " twice", first().partial(DAILY));
        broken.put(FIRST + " is stated twice", first().states(FIRST, 2L));
        broken.put(SECOND + " is stated twice", first().states(SECOND, 2L));
        broken.put("has route 'western-balkan', which", with(sound, "route", "western-balkan"));
        broken.put("has people -1, which is not a count", with(sound, "people", -1L));
        broken.put("has people 1.5, which is not a count", with(sound, "people", new BigDecimal("1.5")));
        broken.put("has no column lorries", with(sound, "lorries", 1L));
        broken.put("has no route", without(sound, "route"));
        broken.put("has status P and no value", without(sound, "people"));
        broken.put("has status O and a value", draft(sound, ObservationStatus.O, Qualifier.EXACT, null, null));
        broken.put("where its qualifier is between", draft(sound, ObservationStatus.P, Qualifier.BETWEEN, null, null));
        broken.put(
                "at A1 has a higher value exactly where",
                draft(sound, ObservationStatus.P, Qualifier.ABOUT, BigDecimal.TEN, null));
        broken.put(
                "has a character in its words that no text has",
                draft(sound, ObservationStatus.P, Qualifier.EXACT, null, "ab\0out"));
        broken.put(
                "lies outside the years that a period may have",
                Edition.of("a", 1)
                        .partial(DAILY)
                        .states(new Draft(
                                sound.series(),
                                Period.day(LocalDate.of(20_025, 6, 1)),
                                sound.values(),
                                sound.status(),
                                null,
                                Qualifier.EXACT,
                                null,
                                null,
                                null,
                                "A1")));
        return broken.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Ledger.Refused refused = refused(each.getValue());
                    assertTrue(String.valueOf(refused.getMessage()).contains(each.getKey()), refused.getMessage());
                    assertEquals(List.of(), everyRow());
                }));
    }

    private static Edition with(Draft draft, String column, Object value) {
        Map<String, Object> values = new HashMap<>(draft.values());
        values.put(column, value);
        return of(draft, values);
    }

    private static Edition without(Draft draft, String column) {
        Map<String, Object> values = new HashMap<>(draft.values());
        values.remove(column);
        return of(draft, values);
    }

    private static Edition of(Draft draft, Map<String, Object> values) {
        return Edition.of("a", 1)
                .partial(DAILY)
                .states(new Draft(
                        draft.series(),
                        draft.period(),
                        values,
                        draft.status(),
                        null,
                        Qualifier.EXACT,
                        null,
                        null,
                        null,
                        "A1"));
    }

    private static Edition draft(
            Draft draft,
            ObservationStatus status,
            Qualifier qualifier,
            @Nullable BigDecimal high,
            @Nullable String words) {
        return Edition.of("a", 1)
                .partial(DAILY)
                .states(new Draft(
                        draft.series(),
                        draft.period(),
                        draft.values(),
                        status,
                        null,
                        qualifier,
                        high,
                        words,
                        null,
                        "A1"));
    }

    @Test
    void aFigureWithoutAPlaceInItsReleaseCannotBeMade() {
        Draft draft = Edition.crossing(FIRST, Map.of("people", 1L), null, "A1");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Draft(
                        draft.series(),
                        draft.period(),
                        draft.values(),
                        ObservationStatus.P,
                        null,
                        Qualifier.EXACT,
                        null,
                        null,
                        null,
                        " "));
    }

    @Test
    void aCompleteEditionSaysFromWhenToWhen() {
        assertThrows(IllegalArgumentException.class, () -> new Publication.Coverage(DAILY, null, null, true));
        LocalDate day = LocalDate.of(2025, 6, 1);
        assertThrows(IllegalArgumentException.class, () -> Publication.Coverage.complete(DAILY, day, day.minusDays(1)));
    }

    @Test
    void wordsThatLookLikeAnotherColumnMakeAnotherStatement() {
        Map<String, Object> values = new HashMap<>();
        values.put("stage", "committed");
        values.put("funder", "uk-government");
        values.put("recipient", "france");
        values.put("programme", "uk-france-border-cooperation");
        values.put("purpose", "agreement-march-2023");
        values.put("amount", BigDecimal.ONE);
        values.put("transaction", "a\npartOf=x");
        values.put("partOf", "y");
        Map<String, Object> others = new HashMap<>(values);
        others.put("transaction", "a");
        others.put("partOf", "x\npartOf=y");
        assertFalse(Arrays.equals(digest(values), digest(others)));
    }

    private static byte[] digest(Map<String, Object> values) {
        return new Draft(
                        Edition.CATALOGUE.get(Edition.FUNDING),
                        Period.year(2025),
                        values,
                        ObservationStatus.A,
                        null,
                        Qualifier.EXACT,
                        null,
                        null,
                        null,
                        "A1")
                .digest(SpendingLine.DATASET);
    }

    @Test
    void revisionNumbersHaveNoGapsWhateverIsRefusedOrFails() {
        LEDGER.publish(first());
        LEDGER.ledger().publish(first().publication());
        refused(first().sha256(null));
        assertThrows(
                Ledger.LedgerUnavailable.class,
                () -> LEDGER.ledger().publish(tooFar("b").publication()));
        LEDGER.publish(complete("c", 2).states(FIRST, 1L));
        assertThrows(Ledger.Refused.class, () -> LEDGER.retract("nothing"));
        LEDGER.retract("c");
        assertThrows(Ledger.Refused.class, () -> LEDGER.retract("c"));
        LEDGER.publish(complete("d", 3).states(FIRST, 1L));
        assertEquals(List.of(1, 2, 3, 4), LEDGER.numbers("select number from revision order by number"));
    }

    @Test
    void theClockOfRecordsNeverRunsBackwards() {
        Instant noon = Instant.parse("2026-11-23T12:00:00.123456Z");
        var clock = new GivenTimes(
                noon,
                noon.minusSeconds(3_600),
                noon.plusSeconds(1),
                noon.minusSeconds(86_400),
                noon.plusNanos(1_000_000_999));
        Ledger ledger = LEDGER.ledger(clock);
        ledger.publish(first().publication());
        ledger.publish(complete("b", 2).states(FIRST, 1L).publication());
        ledger.publish(complete("c", 3).states(FIRST, 1L).publication());
        ledger.retract("c", "a test");
        ledger.publish(complete("d", 4).states(FIRST, 1L).publication());

        assertEquals(
                List.of(noon, noon, noon.plusSeconds(1), noon.plusSeconds(1), noon.plusSeconds(1)),
                LEDGER
                        .texts(
                                "select recorded_at from revision order by number",
                                row -> row.getTimestamp(1).toInstant().toString())
                        .stream()
                        .map(Instant::parse)
                        .toList());
    }

    /** A machine's clock that somebody sets. */
    private static final class GivenTimes extends Clock {
        private final Deque<Instant> times;

        GivenTimes(Instant... times) {
            this.times = new ArrayDeque<>(List.of(times));
        }

        @Override
        public Instant instant() {
            return times.removeFirst();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void theEndOfARowsRevisionsIsTheOnlyThingEverSetLaterAndOnlyOnce() {
        List<Runnable> steps = List.of(
                () -> LEDGER.publish(first()),
                () -> LEDGER.publish(complete("c", 3).states(FIRST, 1L).states(SECOND, 2L)),
                () -> LEDGER.publish(complete("b", 2).states(FIRST, 10L).states(SECOND, 2L)),
                () -> LEDGER.publish(complete("b2", 2).mark("v2").states(FIRST, 1L)),
                () -> LEDGER.publish(complete("d", 4)),
                () -> LEDGER.retract("b2"),
                () -> LEDGER.publish(complete("e", 5).states(FIRST, 1L)),
                () -> LEDGER.retract("a"),
                () -> LEDGER.retract("d"),
                () -> LEDGER.publish(complete("f", 0).states(FIRST, 1L)));
        List<String> before = everyRow();
        for (Runnable step : steps) {
            step.run();
            List<String> after = everyRow();
            int revision = LEDGER.newest();
            Set<String> kept = new HashSet<>(after);
            for (String row : before) {
                assertTrue(
                        kept.contains(row) || kept.contains(row.replace("to 2147483647 ", "to " + revision + " ")),
                        () -> "after revision " + revision + ": " + row);
            }
            before = after;
        }
        assertTrue(before.stream().anyMatch(row -> row.matches("crossing .*to 9 .*")), before.toString());
    }

    /** All tables, a line for each row with its table, its key and all that it holds. */
    private static List<String> everyRow() {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            boolean figures = LedgerState.TABLES.contains(table);
            rows.addAll(LEDGER.texts(
                    "select to_jsonb(t)" + (figures ? " - 'revision_to'" : "") + ", "
                            + (figures ? "'to ' || revision_to || ' '" : "''") + " from " + table + " t order by 1",
                    row -> table + " " + row.getString(2) + row.getString(1)));
        }
        return rows;
    }

    @Test
    void eachRevisionIsAnnouncedByItsNumber() throws SQLException {
        try (Connection listener = Migrations.dataSource(LEDGER.owner()).getConnection();
                Statement listen = listener.createStatement()) {
            listen.execute("listen " + Ledger.CHANNEL);
            LEDGER.publish(first());
            LEDGER.ledger().publish(first().publication());
            refused(first().sha256(null));
            LEDGER.publish(complete("b", 2).states(FIRST, 2L));
            LEDGER.retract("b");

            // They come in the order of the commits, so the third is the last there will be.
            List<String> heard = new ArrayList<>();
            while (heard.size() < 3) {
                for (PGNotification each : listener.unwrap(PGConnection.class).getNotifications(10_000)) {
                    heard.add(each.getName() + " " + each.getParameter());
                }
            }
            assertEquals(List.of("ledger_revision 1", "ledger_revision 2", "ledger_revision 3"), heard);
        }
    }

    @Test
    @Timeout(60)
    void publishesAtOnceAreMadeOneAfterTheOther() throws Exception {
        int rounds = 6;
        List<Edition> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                List<Edition> two = List.of(many("x" + round, 2 * round), many("y" + round, 2 * round + 1));
                all.addAll(two);
                var start = new CyclicBarrier(2);
                List<Callable<Integer>> work = two.stream()
                        .<Callable<Integer>>map(edition -> () -> {
                            start.await(10, TimeUnit.SECONDS);
                            return LEDGER.published(edition).revision();
                        })
                        .toList();
                Set<Integer> revisions = new HashSet<>();
                for (Future<Integer> each : threads.invokeAll(work)) {
                    revisions.add(each.get());
                }
                assertEquals(Set.of(2 * round + 1, 2 * round + 2), revisions);
            }
        }
        LedgerState together = LEDGER.state();
        // Whose rectangles a revision made can be told: they are of the keys that its own release states.
        assertEquals(List.of(), LEDGER.numbers("""
                        select f.id from crossing f join revision v on v.number = f.revision_from
                        where not exists (select from statement s join crossing g on g.id = s.figure_id
                            where s.release_id = v.release_id and g.key = f.key)"""));
        LEDGER.clear();
        all.forEach(LEDGER::publish);
        LedgerState.assertSame(LEDGER.state(), together);
    }

    private static Edition many(String id, int day) {
        Edition edition = Edition.of(id, day).partial(DAILY);
        IntStream.rangeClosed(1, 300)
                .forEach(n ->
                        edition.states(DAILY + ":" + LocalDate.of(2024, 1, 1).plusDays(n), (long) n % (day + 2)));
        return edition;
    }

    @Test
    void aPublishThatTheDatabaseBreaksOffLeavesNothing() {
        LEDGER.publish(first());
        List<String> before = everyRow();
        Ledger.LedgerUnavailable failure = assertThrows(
                Ledger.LedgerUnavailable.class,
                () -> LEDGER.ledger().publish(tooFar("b").publication()));
        assertTrue(String.valueOf(failure.getMessage()).contains("nothing was"), failure.getMessage());
        assertEquals(before, everyRow());
        assertEquals(
                new Ledger.Counts(0, 0, 2, 1, 0),
                LEDGER.publish(complete("b", 2).states(FIRST, 1L)));
    }

    /** A release of sound figures that is the whole of a series up to a year of which PostgreSQL has no date. */
    private static Edition tooFar(String id) {
        return complete(id, 2)
                .states(FIRST, 10L)
                .complete(PREVENTED, "2025-06-16", "+9999999-12-31")
                .states(Edition.crossing(PREVENTED + ":2025-W25", Map.of("quantity", BigDecimal.TEN), null, "A1"));
    }

    @Test
    @Timeout(60)
    void aConnectionThatIsLostHalfWayLeavesNothingAndSaysWhy() throws Exception {
        LEDGER.publish(first());
        List<String> before = everyRow();
        Ledger ledger = LEDGER.ledger(Migrations.dataSource(LEDGER.owner()), Clock.systemUTC());
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Connection other = Migrations.dataSource(LEDGER.owner()).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // The counts are the last that is written: by then all the rest is there.
            statement.execute("lock table revision_series in exclusive mode");
            Future<Ledger.Outcome> publish = threads.submit(
                    () -> ledger.publish(complete("b", 2).states(FIRST, 10L).publication()));
            List<Integer> waiting = List.of();
            while (waiting.isEmpty()) {
                waiting = LEDGER.numbers(
                        "select pid from pg_locks where relation = 'revision_series'::regclass and not granted");
            }
            LEDGER.numbers("select pg_terminate_backend(?)::integer", waiting.getFirst());

            Throwable failure =
                    assertThrows(ExecutionException.class, publish::get).getCause();
            assertTrue(failure instanceof Ledger.LedgerUnavailable, String.valueOf(failure));
            assertTrue(String.valueOf(failure.getMessage()).contains("administrator command"), failure.getMessage());
            other.rollback();
        }
        assertEquals(before, everyRow());
        assertEquals(
                new Ledger.Counts(0, 1, 2, 0, 0),
                LEDGER.publish(complete("b", 2).states(FIRST, 10L)));
    }

    @Test
    void aReleaseIsRetractedOnceAndForAReasonThatIsKept() {
        LEDGER.publish(first());

        assertEquals(2, LEDGER.ledger().retract("a", "imported under the wrong date"));

        assertThrows(Ledger.Refused.class, () -> LEDGER.retract("a"));
        assertThrows(Ledger.Refused.class, () -> LEDGER.retract("b"));
        assertEquals(
                List.of("retract a imported under the wrong date"),
                LEDGER.texts(
                        "select * from revision v join release r on r.id = v.release_id where v.number = 2",
                        row -> row.getString("action") + " " + row.getString("code") + " " + row.getString("reason")));
        assertEquals(Set.of("a"), LEDGER.ledger().held().releases(), "nothing is deleted");
        assertEquals(List.of("1 by a, from 1"), LEDGER.timeline(FIRST, 1));
        assertEquals(List.of(), LEDGER.timeline(FIRST));
    }

    /** What is dated ahead would be in the answers of today and in no answer as of today. */
    @Test
    void aReleaseThatIsDatedTomorrowOrLaterIsRefused() {
        Ledger today = LEDGER.ledger(Clock.fixed(Instant.parse("2026-01-04T12:00:00Z"), ZoneOffset.UTC));
        for (String issued : List.of("2026-01-05", "2026-01-05T00:00:00Z", "2026-02", "2027", "3026-01-04")) {
            Edition edition =
                    Edition.of("ahead", 0).dated(issued).partial(DAILY).states(FIRST, 1L);
            Ledger.Refused refused = assertThrows(Ledger.Refused.class, () -> today.publish(edition.publication()));
            assertTrue(String.valueOf(refused.getMessage()).contains("today is 2026-01-04"), refused::getMessage);
            assertTrue(String.valueOf(refused.getMessage()).contains("--issued"), refused::getMessage);
        }
        assertEquals(0, LEDGER.newest());
        // today counts from its end on, and so lies ahead until it is over; so do its month and its year
        List<String> known = List.of("2026-01-04", "2026-01-04T20:00:00Z", "2026-01", "2026", "2025-12-31");
        for (String issued : known) {
            today.publish(Edition.of("known-" + issued, 0)
                    .dated(issued)
                    .partial(DAILY)
                    .states(FIRST, 1L)
                    .publication());
        }
        assertEquals(known.size(), LEDGER.newest());
        Edition better =
                Edition.of("known-2026", 0).dated("2027").partial(DAILY).states(FIRST, 2L);
        assertThrows(Ledger.Refused.class, () -> today.correct(better.publication(), "dated better", null));
        assertEquals(known.size(), LEDGER.newest());
    }

    @Test
    void aMalformedCodeOfAnOpenDimensionIsCalledThat() {
        for (String code : List.of("Serco Ltd", "", "s".repeat(301))) {
            String rule =
                    Edition.payment("1", code).brokenRule(SpendingLine.DATASET).orElse("none");
            assertTrue(
                    rule.endsWith("has a recipient that is not kebab-case of at most 300 characters: " + code), rule);
        }
    }

    private static Edition payment(String id, String amount, @Nullable String high) {
        Draft like = Edition.payment("1", "serco");
        Map<String, Object> values = new HashMap<>(like.values());
        values.put("amount", new BigDecimal(amount));
        var draft = new Draft(
                like.series(),
                like.period(),
                values,
                ObservationStatus.A,
                null,
                high == null ? Qualifier.EXACT : Qualifier.BETWEEN,
                high == null ? null : new BigDecimal(high),
                null,
                null,
                "H2");
        return Edition.of(id, 1)
                .format("home-office-spend-over-25000")
                .partial("uk-home-office-spend-over-25000")
                .states(draft);
    }

    @Test
    void anAmountOfMoreDigitsThanEveryFormatHasIsRefused() {
        for (String amount : List.of("1000000000000000000", "1E+18", "0.0000000000000000001")) {
            for (Edition edition : List.of(payment("a", amount, null), payment("a", "0", amount))) {
                String reason = String.valueOf(refused(edition).getMessage());
                assertTrue(reason.contains("of more than 18 digits before the point or 18 after it"), reason);
            }
        }
        LEDGER.publish(payment("a", "-999999999999999999.99999999999999999900", "999999999999999999.5"));
    }
}

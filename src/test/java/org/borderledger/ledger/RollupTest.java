package org.borderledger.ledger;

import static org.borderledger.ledger.Edition.DAILY;
import static org.borderledger.ledger.Edition.FUNDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.borderledger.catalogue.Datasets;
import org.borderledger.period.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the ledger keeps of sums is what its figures add up to, whatever was done to them; {@link AnyOrderTest} says the same
 * of histories of publishing and retracting.
 */
class RollupTest {
    private static final String ARRIVALS = "uk-irregular-arrivals-quarterly";
    private static final int STEPS = 14;

    private static final TestLedger LEDGER = new TestLedger();
    private static final TestLedger COPY = new TestLedger();

    @BeforeEach
    void empty() {
        LEDGER.clear();
        COPY.clear();
    }

    @AfterAll
    static void close() {
        LEDGER.close();
        COPY.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void itIsWhatTheFiguresAddUpToAfterEveryRevision(long seed) throws IOException {
        var random = new Random(seed);
        List<Publication> standing = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(8);
            if (what == 0 && !standing.isEmpty()) {
                LEDGER.retract(standing.removeLast().id());
            } else if (what == 1 && !standing.isEmpty()) {
                Publication better = release(standing.removeFirst().id(), random);
                standing.add(named(LEDGER.ledger().correct(better, "mended", null), better));
            } else if (what == 2) {
                redactAny(random);
            } else {
                Publication release = release("release-" + step, random);
                LEDGER.ledger().publish(release);
                standing.add(release);
            }
            RolledUp.assertHolds(LEDGER);
        }
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());

        var dump = new StringBuilder();
        LEDGER.ledger().dump("a test", dump);
        COPY.ledger()
                .restore(
                        new LedgerFile(Datasets.ALL, Edition.CATALOGUE)
                                .readAll(new BufferedReader(new StringReader(dump.toString()))),
                        revision -> {});
        RolledUp.assertHolds(COPY);
    }

    private static Publication named(Ledger.Outcome outcome, Publication publication) {
        return publication.named(outcome.release());
    }

    private static void redactAny(Random random) {
        List<String> recipients = LEDGER.texts(
                "select distinct recipient from spending_line where recipient <> 'redacted' order by 1",
                row -> row.getString(1));
        if (!recipients.isEmpty()) {
            LEDGER.ledger()
                    .redact(
                            "spending-lines",
                            "recipient",
                            recipients.get(random.nextInt(recipients.size())),
                            "a court order");
        }
    }

    /** Arrivals by several codes, and amounts of which some are rates, parts or bounded, in two currencies. */
    private static Publication release(String id, Random random) {
        Edition edition = Edition.of(id, 1 + random.nextInt(4)).sha256(Edition.digest(id));
        if (random.nextInt(3) == 0) {
            edition.format("typed-figures").partial(FUNDING);
            funding(random).forEach(edition::states);
        } else {
            edition.format("home-office-irregular-migration");
            if (random.nextBoolean()) {
                edition.complete(ARRIVALS, "2024-01-01", "2024-06-30");
            } else {
                edition.partial(ARRIVALS);
            }
            arrivals(random).forEach(edition::states);
        }
        return edition.publication();
    }

    private static List<Draft> arrivals(Random random) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        Series series = Edition.CATALOGUE.get(ARRIVALS);
        for (int n = 0; n < 12; n++) {
            Map<String, Object> values = new LinkedHashMap<>();
            series.dimensions().forEach((dimension, codes) -> {
                List<String> all = codes.keySet().stream().limit(3).toList();
                values.put(dimension, all.get(random.nextInt(all.size())));
            });
            boolean missing = random.nextInt(6) == 0;
            if (!missing) {
                values.put("people", (long) random.nextInt(3));
            }
            var draft = new Draft(
                    series,
                    Period.quarter(2024, 1 + random.nextInt(3)),
                    values,
                    missing ? ObservationStatus.O : random.nextBoolean() ? ObservationStatus.A : ObservationStatus.P,
                    null,
                    missing || random.nextInt(5) > 0 ? Qualifier.EXACT : Qualifier.ABOUT,
                    null,
                    null,
                    null,
                    "A" + n);
            drafts.putIfAbsent(draft.key(), draft);
        }
        return List.copyOf(drafts.values());
    }

    private static List<Draft> funding(Random random) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (int n = 0; n < 8; n++) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("stage", any(random, "announced", "committed"));
            values.put("funder", "uk-government");
            values.put("recipient", any(random, "france", "border-security-command"));
            values.put("programme", any(random, "border-security-command", "rwanda-partnership"));
            values.put("purpose", any(random, "first-tranche", "funding-2020"));
            values.put("amount", new BigDecimal(any(random, "100", "7.25", "0.1")));
            values.put("currency", any(random, "GBP", "EUR"));
            if (random.nextInt(4) == 0) {
                values.put("per", "year");
            }
            if (random.nextInt(4) == 0) {
                values.put("partOf", "unknown");
            }
            boolean between = random.nextInt(4) == 0;
            var draft = new Draft(
                    Edition.CATALOGUE.get(FUNDING),
                    Period.ukFinancialYear(2023),
                    values,
                    ObservationStatus.A,
                    null,
                    between ? Qualifier.BETWEEN : Qualifier.EXACT,
                    between ? new BigDecimal("200") : null,
                    null,
                    null,
                    "paragraph " + n);
            drafts.putIfAbsent(draft.key(), draft);
        }
        return List.copyOf(drafts.values());
    }

    private static String any(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** One figure of a series is revised: what was added up of other periods is left alone. */
    @Test
    void aRevisionTouchesThePeriodsOfItsFiguresOnly() {
        LEDGER.publish(Edition.of("a", 1)
                .partial(DAILY)
                .states(DAILY + ":2025-06-01", 1L)
                .states(DAILY + ":2025-06-02", 2L));
        String unchanged = "select xmin || ' ' || ctid as place from rollup where period_start = date '2025-06-01'";
        List<String> before = LEDGER.texts(unchanged, row -> row.getString("place"));
        LEDGER.publish(Edition.of("b", 2).partial(DAILY).states(DAILY + ":2025-06-02", 3L));
        RolledUp.assertHolds(LEDGER);
        assertEquals(before, LEDGER.texts(unchanged, row -> row.getString("place")));
    }

    @Test
    void aLedgerThatKnewNoneIsRolledUpOnceAndSoIsWhatAnotherVersionWrote() {
        LEDGER.publish(Edition.of("a", 1).partial(DAILY).states(DAILY + ":2025-06-01", 1L));
        assertEquals(0, LEDGER.ledger().rollUp());
        LEDGER.run("delete from rollup; delete from rolled_up");
        assertEquals(1, LEDGER.ledger().rollUp());
        RolledUp.assertHolds(LEDGER);
        LEDGER.run("update rolled_up set dimensions = 'route'");
        assertEquals(1, LEDGER.ledger().rollUp());
        assertEquals(0, LEDGER.ledger().rollUp());
        LEDGER.publish(Edition.of("b", 2).partial(DAILY).states(DAILY + ":2025-06-02", 3L));
        LEDGER.run("delete from rollup where period_start = date '2025-06-02'; update rolled_up set revision = 1");
        LEDGER.publish(Edition.of("c", 3).partial(DAILY).states(DAILY + ":2025-06-03", 3L));
        RolledUp.assertHolds(LEDGER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update rollup set figures = 2",
                "update rollup set sums[1] = sums[1] + 1",
                "delete from rollup",
                "insert into rollup select series, 'route', 'channel', period_start, period_end, unit, plain, status,"
                        + " qualifier, release_id, first_key, figures, sums, value_high from rollup"
            })
    void verificationNamesThePeriodOfWhichItSaysSomethingElse(String change) {
        LEDGER.publish(Edition.of("a", 1).partial(DAILY).states(DAILY + ":2025-06-01", 1L));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
        LEDGER.run(change);
        Verification.Report report = LEDGER.ledger().verify(revision -> {});
        assertFalse(report.holds());
        assertEquals(
                List.of("the rollup of " + DAILY + " from 2025-06-01 to 2025-06-01 does not say what its figures say"),
                report.altered());
    }
}

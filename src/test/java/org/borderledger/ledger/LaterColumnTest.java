package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.catalogue.Datasets;
import org.borderledger.command.Starter;
import org.borderledger.crossing.Crossing;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A column that a dataset got after figures had been written changes nothing of them. What is compared with here was
 * written by the code of commit 47d874d, before there were later columns: the digests read from the database after
 * loading the starter data, the dump made by {@code Ledger.dump} of two publishes with the clock at 2026-01-10.
 */
class LaterColumnTest {
    private static final TestLedger LEDGER = new TestLedger();

    private static final String DIGEST_OF_20_JUNE_2025 =
            "bc57b18a61f5f8d609aa10faa6a5e086b56e58460cf951c3e0b5b6a0c2bb9c37";
    private static final String DIGEST_OF_ALL_CROSSINGS =
            "14f1af36cb0115679883b16a27697a844838112ff7a59d889082e501ac83227a";

    private static final String OLD_DUMP = """
            {"format":"border-ledger","version":1,"title":"a test"}
            {"release":{"n":1,"id":"a","format":"home-office-small-boats-time-series","publisher":"Home Office","title":"Small boats, edition a","kind":"official-statistics","url":"https://www.gov.uk/a","issued":"2026-01-02T09:30:00Z","basis":"printed","sha256":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb","licence":"OGL-UK-3.0","changeKind":"scheduled","coverage":[{"series":"uk-small-boats-daily","from":"2025-06-01","to":"2025-06-30","complete":true}]}}
            {"release":{"n":2,"id":"b","format":"home-office-small-boats-time-series","publisher":"Home Office","title":"Small boats, edition b","kind":"official-statistics","url":"https://www.gov.uk/b","issued":"2026-01-03T09:30:00Z","basis":"printed","sha256":"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d","licence":"OGL-UK-3.0","changeKind":"scheduled","coverage":[{"series":"uk-small-boats-daily","from":"2025-06-01","to":"2025-06-30","complete":true}]}}
            {"revision":{"number":1,"recorded":"2026-01-10T00:00:00Z","action":"publish","release":1,"digest":"3f5c09aceafb874d1e65bb850b015889f5366d4a8bd81e86851c191188092ca2"}}
            {"revision":{"number":2,"recorded":"2026-01-10T00:00:00Z","action":"publish","release":2,"digest":"3c5c3ff6bb0b453697fb6a308743ada85440673a7b39939f4659f59c992915d7"}}
            {"figure":{"series":"uk-small-boats-daily","from":"2025-06-01","to":"2025-06-01","values":{"people":2},"status":"P"},"at":{"b!uk-small-boats-daily:2025-06-01":"2"},"flags":{"Revised":"2"}}
            {"figure":{"series":"uk-small-boats-daily","from":"2025-06-01","to":"2025-06-01","values":{"people":1},"status":"P"},"at":{"a!uk-small-boats-daily:2025-06-01":"1"}}
            {"figure":{"series":"uk-small-boats-daily","from":"2025-06-02","to":"2025-06-02","values":{},"status":"O"},"at":{"a!uk-small-boats-daily:2025-06-02":"1"}}
            """;

    @BeforeEach
    void empty() {
        LEDGER.clear();
    }

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @Test
    void theDigestsOfFiguresWithoutItAreAsTheyWereBefore() {
        Starter.load(LEDGER.ledger(), Edition.CATALOGUE, step -> {});
        assertEquals(
                List.of(DIGEST_OF_20_JUNE_2025),
                LEDGER.texts(
                        "select encode(value_hash, 'hex') from crossing where key = 'uk-small-boats-daily:2025-06-20'",
                        row -> row.getString(1)));
        assertEquals(List.of(DIGEST_OF_ALL_CROSSINGS), LEDGER.texts("""
                        select encode(sha256(string_agg(key || encode(value_hash, 'hex'), ','
                            order by key, revision_from, release_id)::bytea), 'hex')
                        from crossing where not withdrawn""", row -> row.getString(1)));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
    }

    @Test
    void aDumpFromBeforeIsRestoredWithItsDigestsAndDumpedAsItWas() throws IOException {
        var contents =
                new LedgerFile(Datasets.ALL, Edition.CATALOGUE).readAll(new BufferedReader(new StringReader(OLD_DUMP)));
        assertEquals(2, LEDGER.ledger().restore(contents, revision -> {}));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
        var again = new StringBuilder();
        LEDGER.ledger().dump("a test", again);
        assertEquals(OLD_DUMP, again.toString());
    }

    @Test
    void theNextEditionConfirmsWhatAnEditionFromBeforeStated() throws IOException {
        var contents =
                new LedgerFile(Datasets.ALL, Edition.CATALOGUE).readAll(new BufferedReader(new StringReader(OLD_DUMP)));
        LEDGER.ledger().restore(contents, revision -> {});
        Ledger.Counts counts = LEDGER.publish(Edition.of("c", 3)
                .complete(Edition.DAILY, "2025-06-01", "2025-06-30")
                .states(Edition.DAILY + ":2025-06-01", 2L));
        assertEquals(new Ledger.Counts(0, 0, 0, 1, 0), counts);
    }

    @Test
    void aValueOfItIsPartOfTheDigestAndIsHeldByIt() {
        Draft women = quarterly("female");
        Draft men = quarterly("male");
        assertNotEquals(hex(women), hex(men));
        LEDGER.publish(Edition.of("q", 1)
                .format("home-office-irregular-migration")
                .complete("uk-irregular-arrivals-quarterly", "2018-01-01", "2018-03-31")
                .states(women)
                .states(men));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
        LEDGER.run("update crossing set age_group = '25-to-39' where sex = 'female'");
        List<String> altered = LEDGER.ledger().verify(revision -> {}).altered();
        assertEquals(2, altered.size(), altered::toString);
        assertTrue(
                altered.getFirst()
                        .startsWith("uk-irregular-arrivals-quarterly:2018-Q1:small-boat:iran:female:18-to-24 "),
                altered::getFirst);
        // what was added up by age is not what the figures say now
        assertTrue(
                altered.getLast()
                        .startsWith("the rollup of uk-irregular-arrivals-quarterly from 2018-01-01 to 2018-03-31"),
                altered::getLast);
    }

    @Test
    void aDumpHoldsItAndIsRestoredWithTheSameDigests() throws IOException {
        LEDGER.publish(Edition.of("q", 1)
                .format("home-office-irregular-migration")
                .complete("uk-irregular-arrivals-quarterly", "2018-01-01", "2018-03-31")
                .states(quarterly("female")));
        var dump = new StringBuilder();
        LEDGER.ledger().dump("a test", dump);
        LEDGER.clear();
        LEDGER.ledger()
                .restore(
                        new LedgerFile(Datasets.ALL, Edition.CATALOGUE)
                                .readAll(new BufferedReader(new StringReader(dump.toString()))),
                        revision -> {});
        assertEquals(
                List.of("female 18-to-24 7"),
                LEDGER.texts(
                        "select sex, age_group, people from crossing",
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
    }

    @Test
    void aSeriesThatIsToldApartByItStatesItAndAnotherDoesNot() {
        Draft without = quarterly(null);
        assertRefused("has no sex", without, "home-office-irregular-migration", "2018-01-01", "2018-03-31");
        Draft daily = Edition.crossing(Edition.DAILY + ":2025-06-01", Map.of("people", 1L), null, "a");
        Map<String, Object> values = new LinkedHashMap<>(daily.values());
        values.put("sex", "female");
        Draft with = new Draft(
                daily.series(), daily.period(), values, daily.status(), null, Qualifier.EXACT, null, null, null, "a");
        assertRefused(
                "which uk-small-boats-daily does not declare",
                with,
                "home-office-small-boats-time-series",
                "2025-06-01",
                "2025-06-01");
    }

    @Test
    void aLaterColumnComesAfterAllOthers() {
        List<DatasetColumn> columns = new ArrayList<>(Crossing.DATASET.columns());
        assertTrue(columns.removeFirst().role() == DatasetColumn.Role.DIMENSION
                && columns.getLast().isLater());
        assertFalse(columns.getFirst().isLater());
        columns.addFirst(columns.removeLast());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Dataset("crossings", "Crossings", "People", "crossing", Edition.DAILY, "people", columns));
    }

    private static void assertRefused(String reason, Draft draft, String format, String from, String to) {
        Publication publication = Edition.of("r", 1)
                .format(format)
                .complete(draft.series().id(), from, to)
                .states(draft)
                .publication();
        Ledger.Refused refused =
                assertThrows(Ledger.Refused.class, () -> LEDGER.ledger().publish(publication));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    private static String hex(Draft draft) {
        return HexFormat.of().formatHex(draft.contentDigest(Crossing.DATASET));
    }

    private static Draft quarterly(@Nullable String sex) {
        Map<String, Object> values = new LinkedHashMap<>(Map.of(
                "route",
                "channel",
                "category",
                "small-boat",
                "citizenship",
                "iran",
                "ageGroup",
                "18-to-24",
                "people",
                7L));
        if (sex != null) {
            values.put("sex", sex);
        }
        return new Draft(
                Edition.CATALOGUE.get("uk-irregular-arrivals-quarterly"),
                Period.quarter(2018, 1),
                values,
                ObservationStatus.A,
                null,
                Qualifier.EXACT,
                null,
                null,
                null,
                "sheet!H" + (sex == null ? 1 : sex.length()));
    }
}

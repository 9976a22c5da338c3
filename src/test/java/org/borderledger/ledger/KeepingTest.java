package org.borderledger.ledger;

import static org.borderledger.ledger.Edition.DAILY;
import static org.borderledger.ledger.Edition.FUNDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.borderledger.LedgerState;
import org.borderledger.catalogue.Datasets;
import org.borderledger.command.Starter;
import org.borderledger.period.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What keeps a ledger whole: corrections, redactions, digests, dumps, and a record of every import. */
class KeepingTest {
    private static final List<Finding> FINDINGS = List.of(
            new Finding(Finding.Level.NOTE, "A1", "a\nline", "none", "kept", null),
            new Finding(Finding.Level.WARNING, "A2", "x", "a number", "the row is quarantined", "x | 1"));
    private static final RowTally ROWS = new RowTally(3, 1, 1, 1, 1);

    private static final TestLedger LEDGER = new TestLedger();
    private static final TestLedger COPY = new TestLedger();
    private static final String PAYMENTS = "uk-home-office-spend-over-25000";
    private static final String FIRST = DAILY + ":2025-06-01";
    private static final String SECOND = DAILY + ":2025-06-02";
    private static final String THIRD = DAILY + ":2025-06-03";
    private static final String NAME = "Jane Doe Removals Ltd";

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

    private static Edition complete(String id, double day) {
        return Edition.of(id, day).complete(DAILY, "2025-06-01", "2025-06-30");
    }

    private static Edition funding(String id, double day, String amount, String programme) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stage", "committed");
        values.put("funder", "uk-government");
        values.put("recipient", "france");
        values.put("programme", programme);
        values.put("purpose", "agreement-march-2023");
        values.put("amount", new BigDecimal(amount));
        values.put("currency", "EUR");
        return Edition.of(id, day)
                .format("typed-figures")
                .partial(FUNDING)
                .states(new Draft(
                        Edition.CATALOGUE.get(FUNDING),
                        Period.ukFinancialYear(2023),
                        values,
                        ObservationStatus.A,
                        null,
                        Qualifier.EXACT,
                        null,
                        NAME,
                        null,
                        "paragraph 2"));
    }

    private static Edition funding(String id, double day, String amount) {
        return funding(id, day, amount, "uk-france-border-cooperation");
    }

    private static List<String> digests(TestLedger ledger) {
        return ledger.texts(
                "select encode(digest, 'hex') as digest from revision order by number", row -> row.getString("digest"));
    }

    // corrections of our own

    @Test
    void aCorrectionPutsABetterReadingInThePlaceOfTheEarlierOneInOneRevision() {
        LEDGER.publish(
                complete("a", 1).states(FIRST, 1L).states(SECOND, 2L),
                complete("b", 2).states(FIRST, 1L).states(SECOND, 7L).states(THIRD, 3L),
                complete("c", 3).states(FIRST, 1L).states(SECOND, 2L).states(THIRD, 3L));
        Edition better = complete("b", 2).states(FIRST, 1L).states(SECOND, 2L).states(THIRD, 30L);

        Ledger.Outcome outcome = LEDGER.ledger().correct(better.publication(), "a column was taken for another", null);

        Ledger.Outcome.Published published = assertInstanceOf(Ledger.Outcome.Published.class, outcome);
        assertEquals(4, published.revision());
        assertEquals("b-reading-2", published.release());
        assertEquals(new Ledger.Counts(0, 0, 0, 1, 2), published.total(), "the present stays, the past is mended");
        assertEquals(
                List.of("30 by b-reading-2, 2 to 3", "3 by c, from 3, revised"),
                LEDGER.texts(
                        """
                        select f.people, r.code, f.issued_from, f.issued_to, f.revised from crossing f
                        join release r on r.id = f.release_id
                        where f.key = '%s' and f.revision_to = 2147483647 order by f.issued_from""".formatted(THIRD),
                        row -> row.getString(1) + " by " + row.getString(2)
                                + (row.getBoolean(5)
                                        ? ", from "
                                                + Edition.dayOf(
                                                        row.getTimestamp(3).toInstant())
                                        : ", "
                                                + Edition.dayOf(
                                                        row.getTimestamp(3).toInstant())
                                                + " to "
                                                + Edition.dayOf(
                                                        row.getTimestamp(4).toInstant()))
                                + (row.getBoolean(5) ? ", revised" : "")));
        assertEquals(List.of("7 by b"), LEDGER.asOf(SECOND, 2.5, 3), "the earlier revision says what it said");
        assertEquals(List.of("2 by a"), LEDGER.asOf(SECOND, 2.5), "the value stood all along");
        assertEquals(
                List.of("correct b-reading-2 a column was taken for another"),
                LEDGER.texts(
                        "select v.action, r.code, v.reason from revision v join release r on r.id = v.release_id"
                                + " where v.number = 4",
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
        assertEquals(
                List.of("b in 4"),
                LEDGER.texts(
                        "select r.code, x.revision from retraction x join release r on r.id = x.release_id",
                        row -> row.getString(1) + " in " + row.getString(2)));
    }

    @Test
    void aCorrectedLedgerIsTheOneThatReadItRightAtOnce() {
        LEDGER.publish(
                complete("a", 1).states(FIRST, 1L).states(SECOND, 2L),
                complete("b", 2).states(FIRST, 9L).states(THIRD, 9L),
                complete("c", 3).states(FIRST, 4L).states(SECOND, 2L));
        Edition better = complete("b", 2).states(FIRST, 1L).states(SECOND, 2L);
        LEDGER.ledger().correct(better.publication(), "mended", null);
        COPY.publish(
                complete("a", 1).states(FIRST, 1L).states(SECOND, 2L),
                complete("b", 2).states(FIRST, 1L).states(SECOND, 2L),
                complete("c", 3).states(FIRST, 4L).states(SECOND, 2L));
        assertEquals(COPY.timeline(FIRST), LEDGER.timeline(FIRST));
        assertEquals(COPY.timeline(SECOND), LEDGER.timeline(SECOND));
        assertEquals(List.of(), LEDGER.timeline(THIRD));
    }

    @Test
    void aReleaseThatWasRetractedComesInAgainOnlyAsACorrection() {
        LEDGER.publish(complete("a", 1).states(FIRST, 1L));
        LEDGER.retract("a");
        assertEquals(
                new Ledger.Outcome.Unchanged("a"),
                LEDGER.ledger().publish(complete("a", 1).states(FIRST, 1L).publication()));
        LEDGER.ledger().correct(complete("a", 2).states(FIRST, 1L).publication(), "the date was wrong", null);
        assertEquals(
                List.of("1 by a-reading-2, from 2"),
                LEDGER.texts(
                        "select f.people, r.code, f.issued_from from crossing f join release r on r.id = f.release_id"
                                + " where f.revision_to = 2147483647",
                        row -> row.getString(1) + " by " + row.getString(2) + ", from "
                                + Edition.dayOf(row.getTimestamp(3).toInstant())));
        assertEquals(3, LEDGER.newest());
    }

    @Test
    void whatTheLedgerNeverHeldIsNoCorrection() {
        Ledger.Refused refused = assertThrows(
                Ledger.Refused.class,
                () -> LEDGER.ledger().correct(complete("a", 1).states(FIRST, 1L).publication(), "why", null));
        assertTrue(String.valueOf(refused.getMessage()).contains("import it without --correct"), refused.getMessage());
        assertEquals(0, LEDGER.newest());
    }

    // redactions

    @Test
    void aRedactedValueIsGoneFromEveryRevisionAndDoesNotComeBack() {
        LEDGER.publish(funding("a", 1, "100"), funding("b", 2, "200"));
        assertEquals(3, LEDGER.ledger().redact("spending-lines", "originalText", NAME, "a court order"));
        LEDGER.publish(funding("c", 3, "300"), funding("late", 1.5, "100"));

        assertEquals(
                List.of("[redacted]"),
                LEDGER.texts("select distinct original_text from spending_line", row -> row.getString(1)));
        assertEquals(
                List.of("0"),
                LEDGER.texts(
                        "select count(*) from spending_line f where to_jsonb(f)::text like '%Jane%'",
                        row -> row.getString(1)));
        assertEquals(
                List.of("redact a court order 0"),
                LEDGER.texts(
                        "select v.action, v.reason, s.revised from revision v join revision_series s on s.revision ="
                                + " v.number where v.number = 3",
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
    }

    @Test
    void theChainOfDigestsIsTheSameBeforeAndAfterARedaction() {
        LEDGER.publish(funding("a", 1, "100"), funding("b", 2, "200"));
        List<String> before = digests(LEDGER);
        LEDGER.ledger().redact("spending-lines", "originalText", NAME, "a court order");
        assertEquals(before, digests(LEDGER).subList(0, 2));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
    }

    @TestFactory
    Stream<DynamicTest> whatCannotBeRedactedIsRefusedWithTheReason() {
        LEDGER.publish(funding("a", 1, "100"));
        Map<List<String>, String> refusals = new LinkedHashMap<>();
        refusals.put(List.of("spendings", "originalText", NAME), "there is no dataset spendings; choose from");
        refusals.put(List.of("spending-lines", "amount", "100"), "amount is not a column of words");
        refusals.put(
                List.of("spending-lines", "originalText", "Nobody"), "no figure of spending-lines has originalText");
        refusals.put(List.of("spending-lines", "purpose", "agreement-march-2023"), "purpose is part of the keys of");
        return refusals.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getValue(), () -> {
                    List<String> asked = each.getKey();
                    Ledger.Refused refused = assertThrows(
                            Ledger.Refused.class,
                            () -> LEDGER.ledger().redact(asked.get(0), asked.get(1), asked.get(2), "why"));
                    assertTrue(String.valueOf(refused.getMessage()).startsWith(each.getValue()), refused.getMessage());
                }));
    }

    // digests

    @Test
    void equalLedgersHaveEqualDigestsAndEachCoversTheOneBefore() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        for (TestLedger each : List.of(LEDGER, COPY)) {
            Ledger ledger = each.ledger(java.time.Clock.fixed(now, java.time.ZoneOffset.UTC));
            ledger.publish(
                    complete("a", 1).states(FIRST, each == LEDGER ? 1L : 2L).publication());
            ledger.publish(Edition.of("b", 2).partial(DAILY).states(SECOND, 2L).publication());
        }
        assertEquals(2, digests(LEDGER).size());
        assertNotEquals(digests(LEDGER).get(0), digests(COPY).get(0));
        assertNotEquals(digests(LEDGER).get(1), digests(COPY).get(1), "what came before counts");
    }

    @TestFactory
    Stream<DynamicTest> aRowChangedByHandIsFound() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("update crossing set people = 8 where people = 7", SECOND + " by b, made in revision 2");
        changes.put("update crossing set status = 'E' where people = 7", SECOND + " by b, made in revision 2");
        changes.put("update crossing set key = 'x' where people = 7", "x by b, made in revision 2");
        changes.put("update crossing set series = 'y' where people = 7", SECOND + " by b, made in revision 2");
        changes.put(
                "update crossing set period_start = '2025-06-03', period_end = '2025-06-03' where people = 7",
                SECOND + " by b, made in revision 2");
        changes.put(
                "update crossing set period_end = period_end + 1 where people = 7",
                SECOND + " by b, made in revision 2");
        changes.put("update crossing set locator = 'elsewhere' where people = 7", "revision 2");
        changes.put("update crossing set issued_to = now() where people = 7", "revision 2");
        changes.put("update crossing set revision_to = 4 where people = 7 and revision_from = 2", "revision 3");
        changes.put(
                "delete from statement where figure_id in (select id from crossing where people = 7)", "revision 2");
        changes.put(
                "insert into statement select id, release_id, 'z', null from crossing where people = 1"
                        + " on conflict (figure_id, release_id) do update set locator = 'z'",
                "revision 1");
        changes.put("update release set title = 'Another' where code = 'a'", "revision 1");
        changes.put(
                "update release_series set covers_to = '2025-07-01' where release_id ="
                        + " (select id from release where code = 'b')",
                "revision 2");
        changes.put("update revision set recorded_at = now() where number = 3", "revision 3");
        changes.put("update revision set digest = decode(repeat('00', 32), 'hex') where number = 1", "revision 1");
        return changes.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    LEDGER.clear();
                    LEDGER.publish(
                            complete("a", 1).states(FIRST, 1L).states(SECOND, 2L),
                            complete("b", 2).states(FIRST, 1L).states(SECOND, 7L),
                            complete("c", 3).states(FIRST, 1L).states(SECOND, 2L));
                    assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
                    LEDGER.run(each.getKey());
                    Verification.Report report = LEDGER.ledger().verify(revision -> {});
                    assertFalse(report.holds());
                    if (each.getValue().startsWith("revision")) {
                        assertEquals(each.getValue(), "revision " + report.firstBroken());
                    } else {
                        assertTrue(
                                report.altered().getFirst().startsWith(each.getValue()), () -> "" + report.altered());
                    }
                }));
    }

    /** Its days still say of which ones it was withdrawn. */
    @Test
    void theDaysOfAWithdrawnFigureChangedByHandAreFound() {
        LEDGER.publish(
                complete("a", 1).states(FIRST, 1L).states(SECOND, 2L),
                complete("b", 2).states(FIRST, 1L));
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
        LEDGER.run("update crossing set period_start = '2025-06-03', period_end = '2025-06-03' where withdrawn");
        assertEquals(
                List.of(SECOND + " by b, made in revision 2: its columns do not say what its digest and its key say"),
                LEDGER.ledger().verify(revision -> {}).altered());
    }

    @Test
    void revisionsOfAnEarlierVersionAreGivenTheirDigests() {
        LEDGER.publish(complete("a", 1).states(FIRST, 1L), complete("b", 2).states(FIRST, 2L));
        List<String> digests = digests(LEDGER);
        LEDGER.run("update revision set digest = null");
        assertEquals(2, LEDGER.ledger().seal());
        assertEquals(digests, digests(LEDGER));
        assertEquals(0, LEDGER.ledger().seal());
    }

    @Test
    void aDigestThatWasTakenAwayIsNotGivenAnew() {
        LEDGER.publish(complete("a", 1).states(FIRST, 1L), complete("b", 2).states(FIRST, 2L));
        LEDGER.run("update revision set digest = null where number = 1");
        assertEquals(0, LEDGER.ledger().seal());
        assertEquals(1, LEDGER.ledger().verify(revision -> {}).firstBroken());
    }

    // dump and restore

    private static String dump(TestLedger ledger) {
        var text = new StringBuilder();
        ledger.ledger().dump("a test", text);
        return text.toString();
    }

    private static LedgerFile.Contents contents(String dump) throws IOException {
        return new LedgerFile(Datasets.ALL, Edition.CATALOGUE).readAll(new BufferedReader(new StringReader(dump)));
    }

    /** A ledger in which everything happened that can. */
    private static void fill(TestLedger ledger) {
        ledger.publish(
                complete("a", 1).states(FIRST, 1L).states(SECOND, 2L, "Revised").states(THIRD, null),
                complete("b", 2)
                        .mark("v2")
                        .retrieved(Edition.day(5))
                        .states(FIRST, 9L)
                        .states(SECOND, 2L),
                complete("wrong", 2.5).states(FIRST, 99L),
                funding("f", 1, "100"),
                funding("g", 2, "100.50"));
        ledger.retract("wrong");
        ledger.ledger().correct(complete("b", 2).states(FIRST, 3L).publication(), "mended", null);
        ledger.ledger().redact("spending-lines", "originalText", NAME, "a court order");
        ledger.publish(
                complete("late", 1.5).states(FIRST, 5L).states(SECOND, 2L),
                funding("h", 3, "100").sha256(null));
        ledger.ledger()
                .publish(
                        complete("late", 1.5)
                                .states(FIRST, 5L)
                                .states(SECOND, 2L)
                                .publication(),
                        new ImportRecord.Arrival("late.ods", 12L, Edition.digest("late"), ROWS, FINDINGS, null));
        ledger.ledger().refused(new ImportRecord.Arrival("broken.ods", null, null, RowTally.NONE, List.of(), null));
    }

    @Test
    void aRestoredLedgerIsTheSameInEveryRevision() throws IOException {
        fill(LEDGER);
        String dump = dump(LEDGER);
        assertFalse(dump.contains("Jane"), "what was redacted is not in a dump either");

        assertEquals(10, COPY.ledger().restore(contents(dump), revision -> {}));

        assertEquals(digests(LEDGER), digests(COPY));
        assertEquals(dump, dump(COPY));
        LedgerState.assertSame(LEDGER.state(), COPY.state());
        for (String table : LedgerState.TABLES) {
            String rows =
                    "select (to_jsonb(f) - 'id' - 'release_id' || jsonb_build_object('release', r.code))::text from "
                            + table + " f join release r on r.id = f.release_id order by 1";
            assertEquals(LEDGER.texts(rows, row -> row.getString(1)), COPY.texts(rows, row -> row.getString(1)), table);
        }
        assertEquals(LEDGER.ledger().imports(), COPY.ledger().imports());
        assertTrue(COPY.ledger().verify(revision -> {}).holds());
        COPY.publish(funding("i", 4, "7"));
        assertEquals(
                List.of("[redacted]"),
                COPY.texts("select distinct original_text from spending_line", row -> row.getString(1)),
                "the redaction goes on after a restore");
    }

    /** Every dataset, with the columns that each has of its own, as they were really published. */
    @Test
    void theStarterDataIsRestoredWithTheSameDigests() throws IOException {
        Starter.load(LEDGER.ledger(), Edition.CATALOGUE, step -> {});
        String dump = dump(LEDGER);
        assertEquals(LEDGER.newest(), COPY.ledger().restore(contents(dump), revision -> {}));
        assertEquals(digests(LEDGER), digests(COPY));
        LedgerState.assertSame(LEDGER.state(), COPY.state());
        assertEquals(dump, dump(COPY));
    }

    @Test
    void aRestoreThatWasBrokenOffGoesOnWhereItStopped() throws IOException {
        fill(LEDGER);
        LedgerFile.Contents all = contents(dump(LEDGER));
        var some = new LedgerFile.Contents(all.releases(), all.revisions().subList(0, 4), List.of());
        assertEquals(4, COPY.ledger().restore(some, revision -> {}));
        assertEquals(6, COPY.ledger().restore(all, revision -> {}));
        assertEquals(0, COPY.ledger().restore(all, revision -> {}));
        assertEquals(digests(LEDGER), digests(COPY));
    }

    @Test
    void aDumpOfAnotherLedgerIsRefused() throws IOException {
        fill(LEDGER);
        COPY.publish(complete("z", 1).states(FIRST, 1L));
        LedgerFile.Contents all = contents(dump(LEDGER));
        Ledger.Refused refused =
                assertThrows(Ledger.Refused.class, () -> COPY.ledger().restore(all, revision -> {}));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("this ledger's revision 1 is not the file's"));
        assertEquals(1, COPY.newest());
    }

    @Test
    void aDumpThatWasChangedIsRefusedAtTheRevisionConcerned() throws IOException {
        fill(LEDGER);
        String changed = dump(LEDGER).replace("\"people\":9", "\"people\":8");
        LedgerFile.Contents all = contents(changed);
        Ledger.Refused refused =
                assertThrows(Ledger.Refused.class, () -> COPY.ledger().restore(all, revision -> {}));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("revision 2 came out with digest"),
                refused::getMessage);
        assertEquals(1, COPY.newest(), "the revision that came out otherwise is not kept");
    }

    @Test
    void aCollectionOfReleasesIsNoDump() {
        var text = new StringBuilder();
        new LedgerFileWriter(text)
                .write(List.of(complete("a", 1).states(FIRST, 1L).publication()), "a test");
        Ledger.Refused refused = assertThrows(
                Ledger.Refused.class, () -> COPY.ledger().restore(contents(text.toString()), revision -> {}));
        assertTrue(String.valueOf(refused.getMessage()).contains("no dump"));
    }

    // imports

    @Test
    void everyFileThatWasOfferedIsOnRecordWhateverCameOfIt() {
        Publication publication = complete("a", 1).states(FIRST, 1L).publication();
        var arrival = new ImportRecord.Arrival("a.ods", 12L, publication.sha256(), ROWS, FINDINGS, null);
        LEDGER.ledger().publish(publication, arrival);
        LEDGER.ledger().publish(publication, arrival);
        LEDGER.ledger().refused(new ImportRecord.Arrival("b.ods", null, null, RowTally.NONE, List.of(), null));
        LEDGER.ledger().correct(publication, "again", arrival);
        List<ImportRecord> imports = LEDGER.ledger().imports();
        assertEquals(
                List.of("PUBLISHED a 1", "UNCHANGED a null", "REFUSED null null", "CORRECTED a-reading-2 2"),
                imports.stream()
                        .map(each -> each.outcome() + " " + each.release() + " " + each.revision())
                        .toList());
        assertEquals(FINDINGS, imports.getFirst().findings());
        assertEquals(ROWS, imports.getFirst().rows());
        assertEquals(12L, imports.getFirst().bytes());
        assertNull(imports.get(2).bytes());
        assertEquals(2, LEDGER.newest(), "a file that changed nothing makes no revision");
    }

    @Test
    void findingsByTheThousandAreKeptInTheirOrder() {
        List<Finding> many = IntStream.rangeClosed(1, 2_500)
                .mapToObj(row -> new Finding(
                        Finding.Level.WARNING, "A" + row, "x", "a number", "kept", row % 2 == 0 ? null : "x"))
                .toList();
        LEDGER.ledger().refused(new ImportRecord.Arrival("a.ods", null, null, RowTally.NONE, many, null));
        assertEquals(many, LEDGER.ledger().imports().getFirst().findings());
    }

    private static Edition payment(String id, double day, String transaction, String recipient) {
        return Edition.of(id, day)
                .format("home-office-spend-over-25000")
                .partial(PAYMENTS)
                .states(Edition.payment(transaction, recipient));
    }

    private static List<String> payees(TestLedger ledger) {
        return ledger.texts(
                "select code from open_code where dimension = 'recipient' order by code", row -> row.getString(1));
    }

    @Test
    void aRedactedCodeIsNoLongerAmongThoseThatAreOffered() throws IOException {
        LEDGER.publish(
                payment("a", 1, "1", "jane-doe"), payment("b", 2, "2", "serco"), payment("c", 3, "2", "jane-doe"));
        assertEquals(List.of("jane-doe", "serco"), payees(LEDGER));
        LEDGER.ledger().redact("spending-lines", "recipient", "jane-doe", "a court order");
        assertEquals(List.of("redacted", "serco"), payees(LEDGER), "what stands in its place can be asked for");

        COPY.ledger().restore(contents(dump(LEDGER)), revision -> {});
        assertEquals(payees(LEDGER), payees(COPY));
        assertEquals(digests(LEDGER), digests(COPY));

        LEDGER.publish(payment("d", 4, "3", "jane-doe"));
        assertEquals(List.of("redacted", "serco"), payees(LEDGER), "nor does it come back");
        assertTrue(LEDGER.ledger().verify(revision -> {}).holds());
    }

    @Test
    void aRetractedReleaseIsUnchangedToABundleAndRefusedAsAFile() {
        Publication publication = complete("a", 1).states(FIRST, 1L).publication();
        LEDGER.ledger().publish(publication);
        LEDGER.retract("a");
        assertEquals(new Ledger.Outcome.Unchanged("a"), LEDGER.ledger().publish(publication));
        Ledger.Refused refused = assertThrows(
                Ledger.Refused.class,
                () -> LEDGER.ledger()
                        .publish(
                                publication,
                                new ImportRecord.Arrival("a.ods", 12L, publication.sha256(), ROWS, FINDINGS, null)));
        assertEquals("the file of release a, which was retracted in revision 2", refused.getMessage());
    }
}

package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.borderledger.Corpus;
import org.borderledger.catalogue.Datasets;
import org.borderledger.command.Starter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Claims on their way into the ledger, what editors say of them, and how both are kept. */
class ClaimsTest {
    private static final TestLedger LEDGER = new TestLedger();
    private static final TestLedger COPY = new TestLedger();

    private static final String HEADER = "{\"format\":\"border-ledger\",\"version\":1,\"title\":\"a test\"}\n";
    private static final String RELEASE =
            "{\"release\":{\"n\":1,\"id\":\"a\",\"format\":\"claims\",\"publisher\":\"A Paper\",\"title\":\"t\","
                    + "\"kind\":\"news-article\",\"issued\":\"2025-06-26\",\"basis\":\"printed\","
                    + "\"changeKind\":\"first\",\"coverage\":[]}}\n";
    private static final String NUMBER =
            "{\"claim\":{\"release\":1,\"id\":\"c-1\",\"number\":1,\"statement\":\"some 600 engines were seized\","
                    + "\"speaker\":\"Jane Doe\",\"speakerKind\":\"named\",\"statedOn\":\"2025-06-26\","
                    + "\"locator\":\"paragraph 3\",\"value\":600,\"qualifier\":\"about\",\"unit\":\"items\","
                    + "\"stated\":{\"series\":\"uk-enforcement-statements\",\"measure\":\"quantity\","
                    + "\"codes\":{\"action\":\"seizure\",\"item\":\"engines\"},\"from\":\"2024-01-01\","
                    + "\"to\":\"2024-12-31\"},\"nearest\":{\"series\":\"uk-small-boats-daily\","
                    + "\"measure\":\"boats\",\"from\":\"2023-10-18\"}}}\n";
    private static final String WORDS =
            "{\"claim\":{\"release\":1,\"id\":\"c-2\",\"number\":2,\"statement\":\"they do it (alleged)\","
                    + "\"speaker\":\"Jane Doe\",\"speakerKind\":\"unnamed-source\",\"statedOn\":\"2025-06-25\","
                    + "\"locator\":\"paragraph 4\",\"opinion\":{\"relation\":\"unsupported\","
                    + "\"reasons\":[\"scope\",\"attribution\"],\"note\":\"nothing found\",\"reviewer\":\"R\"}}}\n";
    private static final String ARTICLE = HEADER + RELEASE + NUMBER + WORDS;

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

    private static Publication read(String text) {
        return contents(text).releases().firstEntry().getValue();
    }

    private static LedgerFile.Contents contents(String text) {
        try {
            return new LedgerFile(Datasets.ALL, Edition.CATALOGUE).readAll(new BufferedReader(new StringReader(text)));
        } catch (IOException noneFromAString) {
            throw new IllegalStateException(noneFromAString);
        }
    }

    private static Ledger.Outcome publish(String text) {
        return LEDGER.ledger().publish(read(text));
    }

    private static String reasonOf(Runnable refused) {
        return String.valueOf(assertThrows(Ledger.Refused.class, refused::run).getMessage());
    }

    private static List<String> digests(TestLedger ledger) {
        return ledger.texts("select encode(digest, 'hex') from revision order by number", row -> row.getString(1));
    }

    private static void assertHolds(TestLedger ledger) {
        Verification.Report report = ledger.ledger().verify(revision -> {});
        assertTrue(report.holds(), report::toString);
    }

    private static ClaimDraft.Opinion opinion(@Nullable Relation relation, @Nullable String note, Reason... reasons) {
        return new ClaimDraft.Opinion(relation, Arrays.asList(reasons), note, "R");
    }

    // coming in

    @Test
    void aReleaseMayHaveClaimsAndNeitherFiguresNorCoverage() {
        Ledger.Outcome.Published published = assertInstanceOf(Ledger.Outcome.Published.class, publish(ARTICLE));
        assertEquals(new Ledger.Outcome.Published("a", 1, Map.of()), published);
        assertEquals(
                List.of("a c-1 1 600 about items", "a c-2 2 null null null"),
                LEDGER.texts(
                        "select r.code, c.code as id_of_claim, c.* from claim c join release r on r.id = c.release_id order by c.number",
                        row -> String.join(
                                " ",
                                row.getString(1),
                                row.getString("id_of_claim"),
                                row.getString("number"),
                                row.getString("value"),
                                row.getString("qualifier"),
                                row.getString("unit"))));
        assertEquals(
                List.of(
                        "stated uk-enforcement-statements quantity action=seizure&item=engines 2024-01-01 2024-12-31",
                        "nearest uk-small-boats-daily boats  2023-10-18 null"),
                LEDGER.texts(
                        "select * from claim_query order by kind desc",
                        row -> String.join(
                                " ",
                                row.getString("kind"),
                                row.getString("series"),
                                row.getString("measure"),
                                row.getString("codes"),
                                row.getString("period_start"),
                                row.getString("period_end"))));
        assertEquals(List.of("c-2 1 unsupported scope attribution nothing found R"), reviews(LEDGER));
        assertHolds(LEDGER);
        assertEquals(2, LEDGER.ledger().verify(revision -> {}).claims());
    }

    private static List<String> reviews(TestLedger ledger) {
        return ledger.texts(
                "select * from claim_review order by revision, claim",
                row -> String.join(
                        " ",
                        row.getString("claim"),
                        row.getString("revision"),
                        row.getString("relation"),
                        row.getString("reasons"),
                        row.getString("note"),
                        row.getString("reviewer")));
    }

    @Test
    void theDigestOfAClaimIsOverTheLinesThatTheDocumentationNames() {
        publish(ARTICLE);
        String said = """
                c-1
                number=1
                statement=some 600 engines were seized
                speaker=Jane Doe
                speakerKind=named
                statedOn=2025-06-26
                locator=paragraph 3
                value=600
                valueHigh
                qualifier=about
                unit=items
                statedSeries=uk-enforcement-statements
                statedMeasure=quantity
                statedCodes=action=seizure&item=engines
                statedFrom=2024-01-01
                statedTo=2024-12-31
                nearestSeries=uk-small-boats-daily
                nearestMeasure=boats
                nearestCodes=
                nearestFrom=2023-10-18
                nearestTo""";
        assertEquals(
                List.of(HexFormat.of().formatHex(Sha256.of(said.getBytes(StandardCharsets.UTF_8)))),
                LEDGER.texts(
                        "select encode(value_hash, 'hex') from claim where code = 'c-1'", row -> row.getString(1)));
    }

    @Test
    void theSameArticleAgainChangesNothingAndAnotherOfItsNameIsRefused() {
        publish(ARTICLE);
        LEDGER.ledger().review("c-2", opinion(Relation.AGREES, null));
        assertEquals(new Ledger.Outcome.Unchanged("a"), publish(ARTICLE));
        assertEquals(new Ledger.Outcome.Unchanged("a"), publish(HEADER + RELEASE + WORDS + NUMBER));
        String other = "release a is in the ledger with other claims";
        assertEquals(other, reasonOf(() -> publish(HEADER + RELEASE + NUMBER)));
        assertEquals(other, reasonOf(() -> publish(ARTICLE.replace("some 600", "some 700"))));
        assertEquals(other, reasonOf(() -> publish(ARTICLE.replace("\"item\":\"engines\"", "\"item\":\"boats\""))));
        assertEquals(other, reasonOf(() -> publish(ARTICLE.replace("nothing found", "something found"))));
        assertEquals(2, LEDGER.newest());
    }

    @Test
    void aCorrectedReadingComesInThePlaceOfTheEarlierOne() {
        String article = ARTICLE.replace("\"changeKind\"", "\"sha256\":\"" + Edition.digest("a") + "\",\"changeKind\"");
        publish(article);
        LEDGER.ledger().correct(read(article.replace(":600", ":650")), "misread", null);
        assertEquals(
                List.of("a 600 2", "a-reading-2 650 null"),
                LEDGER.texts("""
                        select r.code, c.value, x.revision from claim c join release r on r.id = c.release_id
                        left join retraction x on x.release_id = r.id where c.code = 'c-1' order by r.revision""", row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
        assertHolds(LEDGER);
    }

    @Test
    void theClaimsOfARetractedReleaseStayReadable() {
        publish(ARTICLE);
        assertEquals(2, LEDGER.retract("a"));
        assertEquals(List.of(2), LEDGER.numbers("select count(*) from claim"));
        assertHolds(LEDGER);
    }

    @Test
    void aClaimThatAppearsAgainKeepsItsIdentifier() {
        publish(ARTICLE);
        publish(ARTICLE.replace("\"id\":\"a\"", "\"id\":\"b\"").replace("some 600", "almost 600"));
        assertEquals(
                List.of("a some 600 engines were seized", "b almost 600 engines were seized"),
                LEDGER.texts(
                        "select r.code, c.statement from claim c join release r on r.id = c.release_id"
                                + " where c.code = 'c-1' order by r.revision",
                        row -> row.getString(1) + " " + row.getString(2)));
        assertHolds(LEDGER);
    }

    /** Else a review of it would be right for one appearance and wrong for another. */
    @Test
    void aClaimHasANumberWhereverItAppearsOrNowhere() {
        publish(ARTICLE);
        String other = HEADER + RELEASE.replace("\"id\":\"a\"", "\"id\":\"b\"");
        assertEquals(
                "claim c-1 has a number in another release, and none here: it is another claim, with an id of its own",
                reasonOf(() -> publish(other + WORDS.replace("c-2", "c-1"))));
        LEDGER.retract("a");
        publish(other + WORDS.replace("c-2", "c-1"));
    }

    @TestFactory
    Stream<DynamicTest> whatBreaksARuleIsRefusedWithTheReason() {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put(
                "a release of kind official-statistics has no claims", change("news-article", "official-statistics"));
        broken.put("a release with claims has an id in kebab-case", change("\"id\":\"a\"", "\"id\":\"A b\""));
        broken.put("the release's title has a control character", change("\"t\"", "\"a\\u0000b\""));
        broken.put(
                "the release's issue date lies outside the years",
                change("\"2025-06-26\",\"basis", "\"4025-06-26\",\"basis"));
        broken.put(
                "claims may not write uk-small-boats-daily",
                change("\"coverage\":[]", "\"coverage\":[{\"series\":\"uk-small-boats-daily\",\"complete\":false}]"));
        broken.put("the id of claim number 1 is not in kebab-case", change("c-1", "C_1"));
        broken.put("the id of claim number 1 is not in kebab-case, such", change("c-1", "c".repeat(61)));
        broken.put("claim c-1 has number 0", change("\"number\":1", "\"number\":0"));
        broken.put("claim c-1 is in the release twice", change("c-2", "c-1"));
        broken.put("claim c-2 has the number of another claim, 1", change("\"number\":2", "\"number\":1"));
        broken.put("the statement of claim c-1 is empty", change("some 600 engines were seized", " "));
        broken.put(
                "the statement of claim c-1 is empty or longer than 400",
                change("some 600 engines were seized", "x".repeat(401)));
        broken.put("the statement of claim c-1 has a control character", change("some 600", "some\\u0000600"));
        broken.put("the statement of claim c-1 has a control character or", change("some 600", "some\\n600"));
        broken.put("the statement of claim c-1 has a control character or half", change("some 600", "some\\ud800600"));
        broken.put("the speaker of claim c-1 is empty or longer than 120", change("Jane Doe", "x".repeat(121)));
        broken.put("the locator of claim c-1 is empty", change("paragraph 3", ""));
        broken.put("the unit of claim c-1 is empty", change("\"items\"", "\"\""));
        broken.put(
                "the day of claim c-1 lies outside the years", change("\"2025-06-26\",\"loc", "\"1025-06-26\",\"loc"));
        broken.put(
                "claim c-1 was made on 2025-06-27, after its release was issued",
                change("\"2025-06-26\",\"loc", "\"2025-06-27\",\"loc"));
        broken.put("claim c-1 has a value exactly where it has a qualifier", change("\"qualifier\":\"about\",", ""));
        broken.put("claim c-1 has a value exactly where", change("\"value\":600,", ""));
        broken.put(
                "claim c-1 has a valueHigh, a unit or a query", change("\"value\":600,\"qualifier\":\"about\",", ""));
        broken.put("claim c-1 has a value below zero", change(":600", ":-1"));
        broken.put("claim c-1 has a value of more than 24 digits", change(":600", ":" + "9".repeat(25)));
        broken.put("claim c-1 has a value of more than 24 digits, or", change(":600", ":0.0000001"));
        broken.put("claim c-1 has a valueHigh, which only", change(":600", ":600,\"valueHigh\":700"));
        broken.put(
                "claim c-1 has a valueHigh that is not above its value",
                change(":600,\"qualifier\":\"about\"", ":600,\"valueHigh\":600,\"qualifier\":\"order-of\""));
        broken.put("claim c-1 is between its value", change("\"about\"", "\"between\""));
        broken.put("claim c-1 has a stated query of a series", change("uk-enforcement-statements", "uk-large-boats"));
        broken.put("claim c-1 has a stated query of a measure", change("\"quantity\"", "\"people\""));
        broken.put("claim c-1 has a stated query by a dimension", change("\"action\"", "\"colour\""));
        broken.put("claim c-1 has a stated query by a code of item", change("\"engines\"}", "\"lorries\"}"));
        broken.put("claim c-1 has a stated query that ends before", change("2024-12-31", "2023-12-31"));
        broken.put("the nearest query of claim c-1 lies outside", change("2023-10-18", "1023-10-18"));
        broken.put("claim c-1 has a nearest query of a measure", change("\"boats\"", "\"quantity\""));
        broken.put(
                "claim c-1 has a nearest query without", ARTICLE.replaceFirst("\"stated\":\\{.*?\\{.*?\\}.*?\\},", ""));
        broken.put(
                "claim c-1 has a number, so its relation is computed",
                ARTICLE.replace(
                        "\"boats\",\"from\":\"2023-10-18\"}",
                        "\"boats\",\"from\":\"2023-10-18\"},\"opinion\":{\"relation\":\"agrees\",\"reviewer\":\"R\"}"));
        broken.put(
                "claim c-2 has no number, so its relation is an editor's", change("\"relation\":\"unsupported\",", ""));
        broken.put("the note on claim c-2 is empty", change("nothing found", ""));
        broken.put("the reviewer of claim c-2 is empty", change("\"reviewer\":\"R\"", "\"reviewer\":\"\""));
        return broken.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    String reason = reasonOf(() -> publish(each.getValue()));
                    assertTrue(reason.startsWith(each.getKey()), reason);
                    assertEquals(0, LEDGER.newest());
                }));
    }

    private static String change(String what, String to) {
        assertTrue(ARTICLE.contains(what), what);
        return ARTICLE.replace(what, to);
    }

    // what editors say

    @Test
    void aReviewIsARevisionAndTheEarlierOnesStay() {
        publish(ARTICLE);
        List<String> before = digests(LEDGER);
        assertEquals(2, LEDGER.ledger().review("c-2", opinion(Relation.CONFLICTS, "it was otherwise", Reason.AS_OF)));
        assertEquals(3, LEDGER.ledger().review("c-1", opinion(null, null, Reason.UNIT, Reason.PERIOD, Reason.UNIT)));
        assertEquals(
                List.of(
                        "c-2 1 unsupported scope attribution nothing found R",
                        "c-2 2 conflicts as-of it was otherwise R",
                        "c-1 3 null unit period null R"),
                reviews(LEDGER));
        assertEquals(
                List.of("publish", "review", "review"),
                LEDGER.texts("select action from revision order by number", row -> row.getString(1)));
        assertEquals(before.getFirst(), digests(LEDGER).getFirst());
        assertHolds(LEDGER);
    }

    @TestFactory
    Stream<DynamicTest> aReviewThatSaysNothingOrTooMuchIsRefused() {
        publish(ARTICLE);
        Map<String, Runnable> refused = new LinkedHashMap<>();
        refused.put("there is no claim c-3", () -> LEDGER.ledger().review("c-3", opinion(Relation.AGREES, null)));
        refused.put(
                "claim c-1 has a number, so its relation is computed",
                () -> LEDGER.ledger().review("c-1", opinion(Relation.AGREES, null)));
        refused.put(
                "claim c-2 has no number, so its relation is an editor's: one of agrees, rounds-to",
                () -> LEDGER.ledger().review("c-2", opinion(null, "a note")));
        refused.put(
                "the newest review of claim c-2 says the same",
                () -> LEDGER.ledger()
                        .review(
                                "c-2",
                                opinion(Relation.UNSUPPORTED, "nothing found", Reason.SCOPE, Reason.ATTRIBUTION)));
        refused.put(
                "the note on claim c-2 is empty", () -> LEDGER.ledger().review("c-2", opinion(Relation.AGREES, " ")));
        return refused.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    String reason = reasonOf(each.getValue());
                    assertTrue(reason.startsWith(each.getKey()), reason);
                    assertEquals(1, LEDGER.newest());
                }));
    }

    // redactions

    @Test
    void aRedactedSpeakerIsGoneFromEveryAppearanceAndDoesNotComeBack() {
        publish(ARTICLE);
        publish(ARTICLE.replace("\"id\":\"a\"", "\"id\":\"b\""));
        List<String> before = digests(LEDGER);
        assertEquals(4, LEDGER.ledger().redact("claims", "speaker", "Jane Doe", "a court order"));
        assertEquals(2, LEDGER.ledger().redact("claims", "statement", "they do it (alleged)", "a court order"));
        assertEquals(before, digests(LEDGER).subList(0, 2));
        publish(ARTICLE.replace("\"id\":\"a\"", "\"id\":\"c\""));

        assertEquals(
                List.of("[redacted] by [redacted]", "some 600 engines were seized by [redacted]"),
                LEDGER.texts(
                        "select distinct statement, speaker from claim order by 1",
                        row -> row.getString(1) + " by " + row.getString(2)));
        assertEquals(
                List.of(1, 1),
                LEDGER.numbers("select count(distinct value_hash) from claim group by code"),
                "equal claims have equal digests, redacted or not");
        assertEquals(new Ledger.Outcome.Unchanged("a"), publish(ARTICLE));
        assertHolds(LEDGER);
    }

    @Test
    void whatIsNotInAClaimCannotBeRedacted() {
        publish(ARTICLE);
        assertEquals(
                "locator is not a column of claims that can be redacted; choose from [statement, speaker]",
                reasonOf(() -> LEDGER.ledger().redact("claims", "locator", "paragraph 3", "why")));
        assertEquals(
                "no claim has speaker 'Nobody'",
                reasonOf(() -> LEDGER.ledger().redact("claims", "speaker", "Nobody", "why")));
    }

    // keeping

    @TestFactory
    Stream<DynamicTest> aClaimChangedByHandIsFound() {
        Map<String, String> changes = new LinkedHashMap<>();
        String c1 = "claim c-1 in a: its columns do not say what its digest says";
        changes.put("update claim set statement = 'x' where code = 'c-1'", c1);
        changes.put("update claim set speaker_kind = 'organisation' where code = 'c-1'", c1);
        changes.put("update claim set value = 601 where code = 'c-1'", c1);
        changes.put("update claim set qualifier = 'rather' where code = 'c-1'", c1);
        changes.put("update claim set stated_on = '2025-06-01' where code = 'c-1'", c1);
        changes.put("update claim_query set period_end = null where kind = 'stated'", c1);
        changes.put("update claim_query set codes = 'item=pumps' where kind = 'stated'", c1);
        changes.put("delete from claim_query where kind = 'nearest'", c1);
        changes.put("update claim set code = 'c-3' where code = 'c-2'", "claim c-3 in a: its columns");
        changes.put("delete from claim where code = 'c-2'", "revision 1");
        changes.put("update claim_review set note = 'x' where revision = 1", "revision 1");
        changes.put("update claim_review set relation = 'agrees' where revision = 2", "revision 2");
        changes.put("delete from claim_review where revision = 2", "revision 2");
        return changes.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    LEDGER.clear();
                    publish(ARTICLE);
                    LEDGER.ledger().review("c-2", opinion(Relation.DIFFERS, null));
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

    private static String dump(TestLedger ledger) {
        var text = new StringBuilder();
        ledger.ledger().dump("a test", text);
        return text.toString();
    }

    @Test
    void aRestoredLedgerHasTheSameClaimsAndReviews() {
        publish(ARTICLE);
        LEDGER.ledger().review("c-2", opinion(Relation.CONFLICTS, "it was otherwise", Reason.AS_OF));
        LEDGER.ledger().redact("claims", "speaker", "Jane Doe", "a court order");
        publish(ARTICLE.replace("\"id\":\"a\"", "\"id\":\"b\"")
                .replace(":600", ":600.50")
                .replace("nothing found", "something"));
        LEDGER.retract("b");
        LEDGER.ledger().review("c-1", opinion(null, null, Reason.UNIT));
        String dump = dump(LEDGER);
        assertFalse(dump.contains("Jane"), "what was redacted is not in a dump either");

        assertEquals(6, COPY.ledger().restore(contents(dump), revision -> {}));

        assertEquals(digests(LEDGER), digests(COPY));
        assertEquals(dump, dump(COPY));
        assertEquals(reviews(LEDGER), reviews(COPY));
        assertHolds(COPY);
        String rows = "select (to_jsonb(c) - 'id' - 'release_id')::text from claim c order by release_id, number";
        assertEquals(LEDGER.texts(rows, row -> row.getString(1)), COPY.texts(rows, row -> row.getString(1)));
    }

    @Test
    void aDumpWithAnotherReviewIsRefused() {
        publish(ARTICLE);
        LEDGER.ledger().review("c-2", opinion(Relation.CONFLICTS, "it was otherwise"));
        LedgerFile.Contents changed = contents(dump(LEDGER).replace("it was otherwise", "it was so"));
        assertTrue(reasonOf(() -> COPY.ledger().restore(changed, revision -> {}))
                .startsWith("revision 2 came out with digest"));
    }

    // the ledger file

    @Test
    void whatIsWrittenIsReadBack() {
        for (String article : List.of(
                ARTICLE,
                ARTICLE.replace(":600", ":" + "9".repeat(24)),
                ARTICLE.replace(":600,", ":0.000001,\"valueHigh\":600.5,").replace("about", "order-of"),
                ARTICLE.replace("some", "“some” 語 \\\"quoted\\\" \\\\"))) {
            var text = new StringBuilder();
            new LedgerFileWriter(text).write(List.of(read(article)), "a test");
            assertEquals(article, text.toString());
            assertEquals(read(article), read(text.toString()));
        }
    }

    @TestFactory
    Stream<DynamicTest> aBrokenClaimIsRefusedByItsLine() {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("line 2: there is no release with number 1", HEADER + NUMBER);
        broken.put("line 3: a claim is not an object", HEADER + RELEASE + "{\"claim\":1}");
        broken.put("line 3: a claim has no field qualifer", change("qualifier", "qualifer"));
        broken.put("line 3: a query has no field until", change("\"to\"", "\"until\""));
        broken.put("line 4: an opinion has no field reason", change("\"reasons\"", "\"reason\""));
        broken.put("line 3: No value for property 'locator'", change("\"locator\":\"paragraph 3\",", ""));
        broken.put("line 3: statement is not text", change("\"some 600 engines were seized\"", "600"));
        broken.put("line 3: number is not a whole number", change("\"number\":1", "\"number\":1.5"));
        broken.put("line 3: value is not a number", change(":600", ":\"600\""));
        broken.put("line 3: no number has so many digits: 1E+999999999", change(":600", ":1e999999999"));
        broken.put("line 3: there is no kind of speaker somebody", change("\"named\"", "\"somebody\""));
        broken.put("line 3: there is no qualifier roughly", change("\"about\"", "\"roughly\""));
        broken.put("line 3: codes are not an object", change("{\"action\":\"seizure\",\"item\":\"engines\"}", "[]"));
        broken.put("line 3: Text 'last year' could not be parsed", change("2024-01-01", "last year"));
        broken.put("line 4: there is no relation true", change("\"unsupported\"", "\"true\""));
        broken.put("line 4: there is no reason why", change("\"scope\"", "\"why\""));
        broken.put("line 4: reasons are not a list", change("[\"scope\",\"attribution\"]", "\"scope\""));
        return broken.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    LedgerFile.Unreadable refusal =
                            assertThrows(LedgerFile.Unreadable.class, () -> contents(each.getValue()));
                    assertTrue(String.valueOf(refusal.getMessage()).startsWith(each.getKey()), refusal.getMessage());
                }));
    }

    // the starter data

    @Test
    void theStarterDataHasTheThirteenClaimsOfTheCorpus() throws IOException {
        List<List<String>> rows = Files.readAllLines(Corpus.folder().resolve("facts/article-claims.csv")).stream()
                .map(ClaimsTest::cells)
                .toList();
        List<String> names = rows.getFirst();
        Publication article = starter();
        assertEquals("lbc-2025-06-26", article.id());
        assertEquals(13, article.claims().size());
        for (int i = 0; i < 13; i++) {
            ClaimDraft claim = article.claims().get(i);
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < names.size(); column++) {
                row.put(names.get(column), rows.get(i + 1).get(column));
            }
            Qualifier qualifier = claim.qualifier();
            BigDecimal high = claim.valueHigh();
            assertEquals(i + 1, claim.number());
            assertEquals(
                    List.of(
                            row.get("id"),
                            row.get("statement"),
                            row.get("speaker"),
                            row.get("speaker_kind"),
                            row.get("stated_on"),
                            row.get("value_low"),
                            row.get("qualifier"),
                            row.get("unit")),
                    List.of(
                            claim.id(),
                            claim.statement(),
                            claim.speaker(),
                            claim.speakerKind().code(),
                            claim.statedOn().toString(),
                            text(claim.value()),
                            text(qualifier == null ? null : qualifier.code()),
                            text(claim.unit())));
            assertEquals(qualifier == Qualifier.ORDER_OF ? row.get("value_high") : "", text(high));
            ClaimDraft.Opinion opinion = claim.opinion();
            if (opinion != null) {
                assertEquals(row.get("what_the_record_shows"), opinion.note());
                assertTrue(List.of(row.getOrDefault("reason", "").split(";", -1))
                        .containsAll(
                                opinion.reasons().stream().map(Reason::code).toList()));
            }
            if (claim.value() == null) {
                ClaimDraft.Opinion editors = Objects.requireNonNull(opinion);
                assertEquals(row.get("relation"), editors.relationCode());
                assertEquals(row.get("reason"), editors.reasonsText().replace(' ', ';'));
            }
        }
    }

    /** A loaded starter ledger keeps the numbers of the revisions that figures came in by. */
    @Test
    void theArticlesOfTheStarterDataComeAfterItsFigures() {
        Starter.load(LEDGER.ledger(), Edition.CATALOGUE, step -> {});
        assertEquals(
                List.of(LEDGER.newest()), LEDGER.numbers("select revision from release where code = 'lbc-2025-06-26'"));
        assertEquals(List.of(13), LEDGER.numbers("select count(*) from claim"));
        assertHolds(LEDGER);
    }

    private static Publication starter() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(ClaimsTest.class.getResourceAsStream("/starter/articles.jsonl"))) {
            return read(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** The cells of a line of CSV, none of which holds a quotation mark. */
    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }
}

package org.borderledger.publisher.homeoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.borderledger.Corpus;
import org.borderledger.LedgerState;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daily page: the published copies, and small ones that are wrong in one place. */
class SmallBoatsLastSevenDaysTest {
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());
    private static final LocalDate FIRST = LocalDate.of(2026, 7, 4);
    private static final String SERIES = "uk-small-boats-last-7-days";

    /** One for all refusals, since it stays empty. */
    private static final TestDatabase EMPTY = TestDatabase.empty();

    @TempDir
    private Path folder;

    // The published copies

    private static Path copy(String day) {
        return Corpus.folder().resolve("published/home-office/small-boats-last-7-days/last-7-days_" + day + ".html");
    }

    private static List<Path> copies() {
        return List.of(copy("2025-12-15"), copy("2026-07-11"), copy("2026-07-13"), copy("2026-08-22"));
    }

    @Test
    void aPublishedPageIsDatedByWhenItWasWrittenAndEndsOnTheDayBefore() {
        assertEquals(
                List.of(
                        "2025-12-14T11:01:20Z file-metadata 2025-12-07 2025-12-13 737",
                        "2026-07-11T12:33:53Z file-metadata 2026-07-04 2026-07-10 555",
                        "2026-07-13T12:15:13Z file-metadata 2026-07-06 2026-07-12 585",
                        "2026-08-22T09:28:24Z file-metadata 2026-08-15 2026-08-21 332"),
                copies().stream()
                        .map(file -> READER.read(file, FormatReader.Given.NOTHING)
                                .publication()
                                .orElseThrow())
                        .map(read -> read.issued().text() + " "
                                + read.issued().basis().code() + " "
                                + read.coverage().getFirst().from() + " "
                                + read.coverage().getFirst().to() + " "
                                + read.drafts().stream()
                                        .mapToLong(
                                                draft -> (Long) draft.values().get("people"))
                                        .sum())
                        .toList());
    }

    @Test
    void aPageWrittenLaterThanItPrintsIsReadWithANote() {
        assertEquals(
                List.of(
                        "note last-7-days_2025-12-15.html: found a page written at 2025-12-14T11:01:20Z that says it was"
                                + " updated at 2025-12-13T10:57:26Z; expected one day; the issue date is when it was written,"
                                + " since days are added without an announcement"),
                texts(READER.read(copy("2025-12-15"), FormatReader.Given.NOTHING)));
        assertEquals(List.of(), texts(READER.read(copy("2026-07-13"), FormatReader.Given.NOTHING)));
    }

    @Test
    void thePageThatPrintsAnotherYearInItsLastRowIsRefusedWithTheRow() {
        Imports.Result result =
                imports(EMPTY).importFile(copy("2026-04-21_wrong-year"), FormatReader.Given.NOTHING, Imports.Word.NONE);
        assertEquals(
                List.of("error 'Table 1'!A8: found the date 2025-04-20; expected 2026-04-20, as the rows follow one"
                        + " another"),
                result.findings().stream().map(Finding::toString).toList());
        assertTrue(result.refused());
        assertEquals(new LedgerState(List.of(), List.of(), List.of()), LedgerState.of(EMPTY.owner()));
    }

    @Test
    void theTenthOfJulyIs225OnTheEleventhAnd255RevisedOnTheThirteenth() throws SQLException {
        TestDatabase database = imported(copies());
        assertEquals(List.of(), asOf(database, "2026-07-10", "2026-07-10"));
        assertEquals(List.of("225 unmarked f 'Table 1'!A8"), asOf(database, "2026-07-10", "2026-07-11"));
        assertEquals(List.of("225 unmarked f 'Table 1'!A8"), asOf(database, "2026-07-10", "2026-07-12"));
        assertEquals(List.of("255 Revised t 'Table 1'!A6"), asOf(database, "2026-07-10", "2026-07-13"));
        assertEquals(List.of("255 Revised t 'Table 1'!A6"), asOf(database, "2026-07-10", "2026-08-22"));
        assertEquals(List.of("0 unmarked f 'Table 1'!A2"), asOf(database, "2026-07-04", "2026-08-22"), "slid out");
    }

    @Test
    void thePublishedPagesMakeTheSameLedgerInWhateverOrderTheyAreImported() {
        LedgerState expected = LedgerState.of(imported(copies()).owner());
        assertEquals(7 + 9 + 7 + 1, expected.rectangles().size(), "days, and one value more");
        List<Path> order = new ArrayList<>(copies().reversed());
        LedgerState.assertSame(expected, LedgerState.of(imported(order).owner()));
        Collections.shuffle(order, new Random(2));
        LedgerState.assertSame(expected, LedgerState.of(imported(order).owner()));
    }

    private static TestDatabase imported(List<Path> files) {
        TestDatabase database = TestDatabase.empty();
        Imports imports = imports(database);
        for (Path file : files) {
            Imports.Result result = imports.importFile(file, FormatReader.Given.NOTHING, Imports.Word.NONE);
            assertTrue(result.outcome().isPresent(), () -> result.findings().toString());
        }
        return database;
    }

    private static Imports imports(TestDatabase database) {
        return new Imports(READER, SmallBoatsEditions.ledger(database));
    }

    /** What a day says as of the end of another in London. */
    private static List<String> asOf(TestDatabase database, String day, String asOf) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select concat_ws(' ', case when withdrawn then 'withdrawn' else people::text end,
                            coalesce(publisher_flag, 'unmarked'), revised, locator)
                        from crossing where key = ? and issued_from <= ? and ? < issued_to
                            and revision_to = 2147483647""")) {
            Timestamp instant = Timestamp.from(London.endOf(LocalDate.parse(asOf)));
            select.setString(1, SERIES + ":" + day);
            select.setTimestamp(2, instant);
            select.setTimestamp(3, instant);
            try (ResultSet row = select.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        }
    }

    // Small ones

    @Test
    void aSmallPageIsReadWithPlacesMarksAndCoverage() throws IOException {
        Publication read = publication(new SmallPage(FIRST)
                .cell(1, 1, "1,305")
                .cell(2, 1, "-")
                .cell(2, 2, "-")
                .cell(2, 3, "-")
                .cell(3, 3, " - ")
                .cell(7, 4, "Revised"));

        assertEquals("home-office-small-boats-last-7-days", read.format());
        assertTrue(read.id().startsWith("home-office-small-boats-last-7-days-2026-07-11-"), read.id());
        assertEquals(ReleaseKind.MANAGEMENT_INFORMATION, read.kind());
        assertEquals(IssueDate.at(Instant.parse("2026-07-11T12:15:13Z"), IssueDate.Basis.FILE_METADATA), read.issued());
        assertEquals(List.of(Publication.Coverage.complete(SERIES, FIRST, LocalDate.of(2026, 7, 10))), read.coverage());
        assertEquals(7, read.drafts().size());
        Draft first = draft(read, "2026-07-04");
        assertEquals(1305L, first.values().get("people"));
        assertEquals(1L, first.values().get("boats"));
        assertEquals(0L, first.values().get("uncontrolledLandings"));
        assertEquals(ObservationStatus.P, first.status());
        assertEquals("'Table 1'!A2", first.locator());
        assertNull(first.publisherFlag());
        Draft nothing = draft(read, "2026-07-05");
        assertEquals(ObservationStatus.O, nothing.status());
        assertNull(nothing.values().get("people"));
        Draft some = draft(read, "2026-07-06");
        assertEquals("uncontrolledLandings=O", some.measureStatus());
        assertEquals(ObservationStatus.P, some.status());
        Draft last = draft(read, "2026-07-10");
        assertEquals("Revised", last.publisherFlag());
        assertEquals("'Table 1'!A8", last.locator());
    }

    private static Draft draft(Publication publication, String day) {
        return publication.drafts().stream()
                .filter(draft -> draft.key().equals(SERIES + ":" + day))
                .findFirst()
                .orElseThrow();
    }

    private Publication publication(SmallPage page) throws IOException {
        FormatReader.Reading reading = READER.read(page.in(folder), FormatReader.Given.NOTHING);
        assertEquals(List.of(), texts(reading));
        return reading.publication().orElseThrow();
    }

    /** The same days unannounced on the next day: by the printed date nobody could tell which page came first. */
    @Test
    void ofTwoPagesThatPrintTheSameUpdateTheOneWrittenLaterIsTheNewer() throws IOException, SQLException {
        Path earlier = new SmallPage(FIRST).in(folder);
        Path later = new SmallPage(FIRST)
                .announced("2026-07-11T13:15:01+01:00")
                .written("2026-07-12T11:01:20+01:00")
                .cell(7, 1, "12")
                .in(folder);
        for (List<Path> order : List.of(List.of(earlier, later), List.of(later, earlier))) {
            TestDatabase database = imported(order);
            assertEquals(List.of("10 unmarked f 'Table 1'!A8"), asOf(database, "2026-07-10", "2026-07-11"));
            assertEquals(List.of("12 unmarked t 'Table 1'!A8"), asOf(database, "2026-07-10", "2026-07-12"));
        }
    }

    @Test
    void aDayThatHasLeftThePageStands() throws IOException, SQLException {
        Path earlier = new SmallPage(FIRST).in(folder);
        Path later = new SmallPage(FIRST.plusDays(3)).cell(1, 1, "11").in(folder);
        TestDatabase database = TestDatabase.empty();
        imports(database).importFile(earlier, FormatReader.Given.NOTHING, Imports.Word.NONE);
        Imports.Result result = imports(database).importFile(later, FormatReader.Given.NOTHING, Imports.Word.NONE);
        assertEquals(
                Map.of(SERIES, new Ledger.Counts(3, 1, 0, 3, 0)),
                assertInstanceOf(
                                Ledger.Outcome.Published.class, result.outcome().orElseThrow())
                        .bySeries());
        assertEquals(List.of("10 unmarked f 'Table 1'!A2"), asOf(database, "2026-07-04", "2026-07-31"));
        assertEquals(List.of("11 unmarked t 'Table 1'!A2"), asOf(database, "2026-07-07", "2026-07-31"));
    }

    @Test
    void aPageThatDoesNotSayWhenItWasWrittenIsRefusedUntilADateIsGiven() throws IOException {
        Path file = new SmallPage(FIRST).written(null).in(folder);
        assertEquals(
                List.of("error " + file.getFileName() + ": found no issue date in the file; expected one, or --issued"
                        + " with the day on which it was published"),
                texts(READER.read(file, FormatReader.Given.NOTHING)));
        IssueDate given = IssueDate.on(LocalDate.of(2026, 7, 11), IssueDate.Basis.OPTION);
        assertEquals(
                given,
                READER.read(file, new FormatReader.Given(given, null))
                        .publication()
                        .orElseThrow()
                        .issued());
        assertEquals(
                List.of("error 'Table 1'!A8: found the date 2026-07-10; expected a day not after 2026-07-09, the day of"
                        + " issue"),
                texts(READER.read(
                        file,
                        new FormatReader.Given(IssueDate.on(LocalDate.of(2026, 7, 9), IssueDate.Basis.OPTION), null))));
    }

    @Test
    void aBrokenDateOfThePageIsAnError() throws IOException {
        Path file = new SmallPage(FIRST).written("yesterday").in(folder);
        assertEquals(
                "error " + file.getFileName()
                        + ": found govuk:updated-at 'yesterday'; expected a date and time with its"
                        + " offset, as 2026-07-13T13:15:13+01:00",
                texts(READER.read(file, FormatReader.Given.NOTHING)).getFirst());
    }

    @Test
    void aDayThatIsNotOverIsReadWithANote() throws IOException {
        FormatReader.Reading reading = READER.read(
                new SmallPage(FIRST)
                        .written("2026-07-10T17:00:01+01:00")
                        .announced("2026-07-10T17:00:00+01:00")
                        .in(folder),
                FormatReader.Given.NOTHING);
        assertEquals(
                List.of("note 'Table 1'!A8: found the date 2026-07-10; expected the day before: on the day of issue a"
                        + " day is not over"),
                texts(reading));
        assertEquals(7, reading.publication().orElseThrow().drafts().size());
    }

    @Test
    void daysThatAreAllOfAnotherYearOrMonthAreAnError() throws IOException {
        SmallPage page = new SmallPage(FIRST.minusYears(1))
                .written("2026-07-11T13:15:13+01:00")
                .announced(null);
        assertRefused(
                page,
                "error 'Table 1'!A8: found the date 2025-07-10; expected one of the 14 days before 2026-07-11, the day"
                        + " of issue");
        assertRefused(
                new SmallPage(FIRST.plusMonths(1))
                        .written("2026-07-11T13:15:13+01:00")
                        .announced(null),
                "error 'Table 1'!A8: found the date 2026-08-10; expected a day not after 2026-07-11, the day of issue");
    }

    @Test
    void theRowWithTheWrongDateIsNamedWhereverItStands() throws IOException {
        for (int row = 1; row <= 7; row++) {
            LocalDate right = FIRST.plusDays(row - 1L);
            String printed = right.getDayOfMonth() + " July 2025";
            assertRefused(
                    new SmallPage(FIRST).cell(row, 0, printed),
                    "error 'Table 1'!A" + (row + 1) + ": found the date " + right.minusYears(1) + "; expected " + right
                            + ", as the rows follow one another");
        }
    }

    @Test
    void aDateThatIsNoneIsAnErrorWithTheOneThatFits() throws IOException {
        for (String date : List.of("31 June 2026", "Total", "2026-07-06", "6 July", "06/07/2026")) {
            assertRefused(
                    new SmallPage(FIRST).cell(3, 0, date),
                    "error 'Table 1'!A4: found '" + date + "'; expected the date 2026-07-06");
        }
    }

    @Test
    void sixRowsAndEightAreErrors() throws IOException {
        Path six = new SmallPage(FIRST).withoutRow(7).in(folder);
        assertEquals(
                List.of("error " + six.getFileName() + ": found 6 rows below the header; expected 7, one for each day"),
                texts(READER.read(six, FormatReader.Given.NOTHING)));
        Path eight = Files.writeString(
                folder.resolve("eight.html"),
                new SmallPage(FIRST)
                        .html()
                        .replace(
                                "    </table>",
                                "<tr><th>11 July 2026</th><td>1</td><td>1</td><td>0</td><td></td></tr></table>"));
        assertEquals(
                "error eight.html: found 8 rows below the header; expected 7, one for each day",
                texts(READER.read(eight, FormatReader.Given.NOTHING)).getFirst());
        assertEquals(
                Optional.empty(), READER.read(eight, FormatReader.Given.NOTHING).publication());
    }

    @Test
    void aRowLeftOutOfTheMiddleIsAnError() throws IOException {
        Path file = new SmallPage(FIRST).withoutRow(2).in(folder);
        assertEquals(
                List.of(
                        "error " + file.getFileName() + ": found 6 rows below the header; expected 7, one for each day",
                        "error 'Table 1'!A2: found the date 2026-07-04; expected 2026-07-05, as the rows follow one"
                                + " another"),
                texts(READER.read(file, FormatReader.Given.NOTHING)));
    }

    @Test
    void whatIsNoCountIsAnError() throws IOException {
        for (String text : List.of(
                "about 40", "-3", "1.5", "1,30", "13,05", "1 305", "", "9999999999", "10<sup>1</sup>", "١٢", "&e;")) {
            FormatReader.Reading reading =
                    READER.read(new SmallPage(FIRST).cell(4, 1, text).in(folder), FormatReader.Given.NOTHING);
            String finding = texts(reading).getFirst();
            assertTrue(finding.startsWith("error 'Table 1'!B5: found "), finding);
            assertTrue(finding.endsWith("; expected a whole number, or - for not available"), finding);
            assertEquals(Optional.empty(), reading.publication());
        }
    }

    @Test
    void aNoteOfOtherWordsIsAWarningAndTheFigureStands() throws IOException {
        FormatReader.Reading reading =
                READER.read(new SmallPage(FIRST).cell(7, 4, "See note 7").in(folder), FormatReader.Given.NOTHING);
        assertEquals(List.of("warning 'Table 1'!E8: found 'See note 7'; expected nothing, or Revised"), texts(reading));
        assertEquals(
                "See note 7",
                draft(reading.publication().orElseThrow(), "2026-07-10").publisherFlag());
    }

    @Test
    void headersMayHaveMarksOfFootnotesAndTheWordsOfTheWorkbook() throws IOException {
        publication(new SmallPage(FIRST)
                .cell(0, 1, "Migrants arrived<sup>1</sup>")
                .cell(0, 2, "BOATS  ARRIVED <sup><a href='#fn:1'>[footnote 1]</a></sup>")
                .cell(0, 3, "Boats arrived – involved in uncontrolled landings 2")
                .cell(0, 4, "<strong>Notes</strong>"));
    }

    @Test
    void columnsOfOtherWordsOrInAnotherOrderAreErrors() throws IOException {
        assertRefused(
                new SmallPage(FIRST).cell(0, 1, "Boats arrived").cell(0, 2, "Migrants arrived"),
                "error 'Table 1'!B1: found 'Boats arrived'; expected the header 'Migrants arrived'",
                "error 'Table 1'!C1: found 'Migrants arrived'; expected the header 'Boats arrived'");
        assertRefused(
                new SmallPage(FIRST).cell(0, 5, "Migrants prevented").cell(7, 5, "4"),
                "error 'Table 1'!F1: found 'Migrants prevented'; expected nothing beyond column Notes",
                "error 'Table 1'!F8: found '4'; expected nothing beyond column Notes");
    }

    @Test
    void noTableTwoTablesAndAnEmptyOneAreErrors() throws IOException {
        String columns = "[Date, Migrants arrived, Boats arrived, Boats involved in uncontrolled landings, Notes]";
        String table = new SmallPage(FIRST).html();
        Path none = Files.writeString(
                folder.resolve("none.html"), table.replaceAll("(?s)<table>\\s.*</table>", "<p>Nothing today</p>"));
        assertEquals(
                List.of("error none.html: found 0 tables; expected one, with the columns " + columns),
                texts(READER.read(none, FormatReader.Given.NOTHING)));
        Path two = new SmallPage(FIRST)
                .before("<table><tr><td>1</td></tr></table>")
                .in(folder);
        assertEquals(
                List.of("error " + two.getFileName() + ": found 2 tables; expected one, with the columns " + columns),
                texts(READER.read(two, FormatReader.Given.NOTHING)));
        Path empty = new SmallPage(FIRST).withoutRows().in(folder);
        assertEquals(
                List.of("error " + empty.getFileName() + ": found a table without rows; expected the columns "
                        + columns),
                texts(READER.read(empty, FormatReader.Given.NOTHING)));
    }

    private void assertRefused(SmallPage page, String... findings) throws IOException {
        Imports.Result result =
                imports(EMPTY).importFile(page.in(folder), FormatReader.Given.NOTHING, Imports.Word.NONE);
        assertEquals(
                List.of(findings),
                result.findings().stream().map(Finding::toString).toList());
        assertTrue(result.refused());
        assertEquals(new LedgerState(List.of(), List.of(), List.of()), LedgerState.of(EMPTY.owner()));
    }

    @Test
    void aPageIsKnownByItsAddressAndNotByItsName() throws IOException {
        Path renamed = Files.writeString(folder.resolve("download"), new SmallPage(FIRST).html());
        assertTrue(
                READER.read(renamed, FormatReader.Given.NOTHING).publication().isPresent());
        assertNoFormat(new SmallPage(FIRST).at("https://www.gov.uk/").in(folder));
        assertNoFormat(Files.writeString(folder.resolve("last-7-days.html"), "<html><table></table></html>"));
    }

    @Test
    void aPageThatIsCutOffIsOfNoFormatWhereverItIsCut() throws IOException {
        byte[] whole = new SmallPage(FIRST).html().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length - "/html>\n".length(); length += 7) {
            assertNoFormat(Files.write(folder.resolve("cut.html"), Arrays.copyOf(whole, length)));
        }
    }

    /** Whatever is changed in a page: it is read as it is, or refused; nothing else comes of it. */
    @Test
    void noDamageEscapesAsAnythingElse() throws IOException {
        byte[] whole = new SmallPage(FIRST).html().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(42);
        Path file = folder.resolve("damaged.html");
        for (int attempt = 0; attempt < 1_000; attempt++) {
            byte[] damaged = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            }
            FormatReader.Reading reading = READER.read(Files.write(file, damaged), FormatReader.Given.NOTHING);
            boolean error = reading.findings().stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR);
            assertEquals(
                    reading.publication().isEmpty(),
                    error,
                    () -> reading.findings().toString());
        }
    }

    private static void assertNoFormat(Path file) {
        FormatReader.Reading reading = READER.read(file, FormatReader.Given.NOTHING);
        assertEquals(
                List.of("error " + file.getFileName()
                        + ": found no format that the ledger reads; expected one of "
                        + Publishers.importers().stream().map(Importer::format).toList()),
                texts(reading));
        assertEquals(Optional.empty(), reading.publication());
    }

    private static List<String> texts(FormatReader.Reading reading) {
        return reading.findings().stream().map(Finding::toString).toList();
    }
}

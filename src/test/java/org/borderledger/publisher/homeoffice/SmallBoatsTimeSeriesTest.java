package org.borderledger.publisher.homeoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
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
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weekly workbook: all published editions, and small ones that are wrong in one place. */
class SmallBoatsTimeSeriesTest {
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());
    private static final IssueDate ISSUED = IssueDate.on(LocalDate.of(2018, 1, 19), IssueDate.Basis.OPTION);
    private static final FormatReader.Given GIVEN = new FormatReader.Given(ISSUED, null);

    /** In how many random orders the editions are imported; {@code -Dorders=20} is the long form, 20 s each. */
    private static final int ORDERS = Integer.getInteger("orders", 2);

    /** One for all refusals, since it stays empty. */
    private static final TestDatabase EMPTY = TestDatabase.empty();

    @TempDir
    private Path folder;

    @Test
    void thePublishedEditionsMakeTheSameLedgerInWhateverOrderTheyAreImported() {
        LedgerState expected = LedgerState.of(SmallBoatsEditions.imported().owner());
        for (long seed = 2; seed <= 1 + ORDERS; seed++) {
            LedgerState.assertSame(
                    expected, LedgerState.of(SmallBoatsEditions.inOrder(seed).owner()));
        }
    }

    @Test
    void anEditionsDigestAndDayOfIssueAreThoseOfItsIndex() throws IOException {
        assertEquals(
                Files.readAllLines(SmallBoatsEditions.folder().resolve("index.csv")).stream()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .map(edition -> edition[1] + " " + edition[5])
                        .toList(),
                SmallBoatsEditions.publications().stream()
                        .map(read -> London.dayOf(read.issued().instant()) + " " + read.sha256())
                        .toList());
    }

    @Test
    void asOfEachEditionTheDaysAndThePeopleAreThoseOfItsIndex() throws IOException, SQLException {
        TestDatabase database = SmallBoatsEditions.imported();
        List<String> index = Files.readAllLines(SmallBoatsEditions.folder().resolve("index.csv"));
        assertEquals(28, index.size(), "editions and a header");
        for (String line : index.subList(1, index.size())) {
            String[] edition = line.split(",", -1);
            assertEquals(
                    List.of(edition[2] + " " + edition[3] + " " + edition[4]),
                    select(database, """
                            select max(period_end) || ' ' || count(*) || ' ' || sum(people) from crossing
                            where series = 'uk-small-boats-daily' and not withdrawn and issued_from <= ?
                                and ? < issued_to and revision_to = 2147483647""", edition[1], edition[1]),
                    edition[0]);
        }
    }

    @Test
    void thePreventionsOfAWeekInAprilGoDownAndComeBack() throws SQLException {
        assertEquals("390", prevented("2026-04-24"));
        assertEquals("322", prevented("2026-05-01"));
        assertEquals("390", prevented("2026-06-05"));
        assertEquals("390", prevented("2026-08-21"));
    }

    private static String prevented(String day) throws SQLException {
        return select(SmallBoatsEditions.imported(), """
                select quantity from enforcement_action where key = 'uk-small-boats-prevented-weekly:2026-W16'
                    and period_end = '2026-04-19' and issued_from <= ? and ? < issued_to and revision_to = 2147483647""", day, day).getFirst();
    }

    @Test
    void theUncontrolledLandingsOfAWeekInFebruaryGoFromFiveToNoneWithoutAMark() throws SQLException {
        List<String> history = select(SmallBoatsEditions.imported(), """
                select concat_ws(' ', uncontrolled_landings, coalesce(publisher_flag, 'unmarked'), revised) from crossing
                where key = 'uk-small-boats-weekly:2026-W07' and period_end = '2026-02-15'
                    and issued_from < issued_to and revision_to = 2147483647 order by issued_from""");
        assertEquals(List.of("5 unmarked f", "0 unmarked t"), history);
    }

    /** One text a row; days are bound as the end of the day in London. */
    private static List<String> select(TestDatabase database, String sql, String... days) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < days.length; i++) {
                select.setTimestamp(i + 1, Timestamp.from(London.endOf(LocalDate.parse(days[i]))));
            }
            try (ResultSet row = select.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        }
    }

    @Test
    void aSmallEditionIsReadWithPlacesPeriodsAndCoverage() throws IOException {
        Publication read = publication(
                new SmallWorkbook().day(14, 1, 12).day(14, 2, 0).week(2, 1, 72).week(2, 6, "Revised"));

        assertEquals("home-office-small-boats-time-series", read.format());
        assertEquals(
                List.of(
                        "uk-small-boats-daily 2018-01-01 2018-01-14 true",
                        "uk-small-boats-weekly 2018-01-01 2018-01-14 true",
                        "uk-small-boats-prevented-weekly 2018-01-01 2018-01-14 true"),
                read.coverage().stream()
                        .map(each -> each.series() + " " + each.from() + " " + each.to() + " " + each.complete())
                        .toList());
        assertEquals(14 + 2 + 2, read.drafts().size());
        Draft day = draft(read, "uk-small-boats-daily:2018-01-14");
        assertEquals("SB_01!A15", day.locator());
        assertEquals(12L, day.values().get("people"));
        assertEquals(0L, day.values().get("boats"));
        Draft week = draft(read, "uk-small-boats-weekly:2018-W02");
        assertEquals("SB_02!A3", week.locator());
        assertEquals("Revised", week.publisherFlag());
        Draft prevented = draft(read, "uk-small-boats-prevented-weekly:2018-W02");
        assertEquals(ObservationStatus.E, prevented.status());
        assertEquals(new BigDecimal(40), prevented.values().get("quantity"));
        assertEquals("people", prevented.values().get("unit"));
        assertEquals(2L, prevented.values().get("events"));
    }

    @Test
    void aDashIsNotAvailableAndNeverZero() throws IOException {
        Publication read = publication(new SmallWorkbook()
                .day(1, 1, "-")
                .day(1, 2, "-")
                .day(2, 3, 0)
                .week(1, 4, "-")
                .week(1, 5, "-")
                .week(2, 4, "-"));

        Draft nothing = draft(read, "uk-small-boats-daily:2018-01-01");
        assertEquals(ObservationStatus.O, nothing.status());
        assertNull(nothing.values().get("people"));
        assertNull(nothing.measureStatus(), "the status of the row says it");
        Draft all = draft(read, "uk-small-boats-daily:2018-01-02");
        assertEquals(0L, all.values().get("uncontrolledLandings"));
        assertNull(all.measureStatus());
        Draft some = draft(read, "uk-small-boats-daily:2018-01-03");
        assertEquals(ObservationStatus.P, some.status());
        assertNull(some.values().get("uncontrolledLandings"));
        assertEquals("uncontrolledLandings=O", some.measureStatus());
        assertEquals(
                ObservationStatus.O,
                draft(read, "uk-small-boats-prevented-weekly:2018-W01").status());
        Draft events = draft(read, "uk-small-boats-prevented-weekly:2018-W02");
        assertEquals(ObservationStatus.E, events.status());
        assertEquals("quantity=O", events.measureStatus());
        assertNull(events.values().get("unit"));
    }

    private static Draft draft(Publication publication, String key) {
        return publication.drafts().stream()
                .filter(draft -> draft.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Publication publication(SmallWorkbook workbook) throws IOException {
        FormatReader.Reading reading = READER.read(workbook.in(folder), GIVEN);
        assertEquals(List.of(), reading.findings());
        return reading.publication().orElseThrow();
    }

    @Test
    void aFileWithoutAnIssueDateIsRefusedUntilOneIsGiven() throws IOException {
        Path file = new SmallWorkbook().in(folder);

        FormatReader.Reading without = READER.read(file, FormatReader.Given.NOTHING);
        assertEquals(Optional.empty(), without.publication());
        assertEquals(
                List.of(new Finding(
                        Finding.Level.ERROR,
                        String.valueOf(file.getFileName()),
                        "no issue date in the file",
                        "one, or --issued with the day on which it was published",
                        "the file is refused",
                        null)),
                without.findings());

        Publication given = READER.read(file, GIVEN).publication().orElseThrow();
        assertEquals(ISSUED, given.issued());
        assertTrue(given.id().startsWith("home-office-small-boats-time-series-2018-01-19-"), given.id());
    }

    @Test
    void aFileCarriesItsIssueDateInItsPropertiesAndAGivenOneGoesBeforeIt() {
        Path file = SmallBoatsEditions.files().getLast();
        IssueDate saved = IssueDate.at(Instant.parse("2026-08-21T07:37:06Z"), IssueDate.Basis.FILE_METADATA);
        assertEquals(
                saved,
                READER.read(file, FormatReader.Given.NOTHING)
                        .publication()
                        .orElseThrow()
                        .issued());
        FormatReader.Given later = issued("2026-08-22");
        assertEquals(
                later.issued(),
                READER.read(file, later).publication().orElseThrow().issued());
    }

    @Test
    void aDayThatIsLeftOutIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().withoutDay(13),
                "error SB_01!A14: found the date 2018-01-14; expected 2018-01-13, the one after the row before");
    }

    @Test
    void aDayThatIsThereTwiceIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().day(14, 0, LocalDate.of(2018, 1, 13)),
                "error SB_01!A15: found the date 2018-01-13; expected 2018-01-14, the one after the row before");
    }

    @Test
    void aSeriesThatBeginsLaterIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().withoutDay(1),
                "error SB_01!A2: found the date 2018-01-02; expected 2018-01-01, the one after the row before");
    }

    @Test
    void aDateInWordsIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().day(14, 0, "14 January 2018"),
                "error SB_01!A15: found '14 January 2018'; expected the date 2018-01-14");
    }

    @Test
    void aHeaderOfOtherWordsIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().day(0, 1, "Boats arrived").day(0, 2, "Migrants arrived"),
                "error SB_01!B1: found 'Boats arrived'; expected the header 'Migrants arrived'",
                "error SB_01!C1: found 'Migrants arrived'; expected the header 'Boats arrived'");
    }

    @Test
    void aColumnMoreIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().week(0, 7, "Migrants returned").week(2, 7, 4),
                "error SB_02!H1: found 'Migrants returned'; expected nothing beyond column Notes",
                "error SB_02!H3: found '4'; expected nothing beyond column Notes");
    }

    @Test
    void wordsInPlaceOfANumberAreAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().week(2, 4, "about 40").day(14, 2, null),
                "error SB_01!C15: found an empty cell; expected a whole number, or - for not available",
                "error SB_02!E3: found 'about 40'; expected a whole number, or - for not available");
    }

    @Test
    void aNegativeNumberIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().day(14, 2, -3),
                "error SB_01!C15: found '-3'; expected a whole number, or - for not available");
    }

    @Test
    void aDecimalIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().week(2, 5, 1.5),
                "error SB_02!F3: found '1.5'; expected a whole number, or - for not available");
    }

    @Test
    void aWeekThatEndsOnASaturdayIsAnError() throws IOException {
        assertRefused(
                new SmallWorkbook().week(2, 0, LocalDate.of(2018, 1, 13)),
                "error SB_02!A3: found the date 2018-01-13; expected 2018-01-14, the one after the row before",
                "error SB_02!A3: found 2018-01-13, a SATURDAY; expected a Sunday");
    }

    @Test
    void aSheetWithoutRowsIsAnError() throws IOException {
        Path file = new SmallWorkbook().withoutWeeks().in(folder);
        assertEquals(
                List.of("error " + file.getFileName() + ": found no rows in sheet SB_02; expected the columns"
                        + " [Week ending, Migrants arrived, Boats arrived,"
                        + " Boats arrived - involved in uncontrolled landings, Migrants prevented, Events prevented,"
                        + " Notes]"),
                texts(READER.read(file, GIVEN)));
    }

    @Test
    void afterFiftyErrorsAFileIsPlainlySomethingElse() throws IOException {
        SmallWorkbook workbook = new SmallWorkbook();
        for (int row = 1; row <= 14; row++) {
            for (int column = 0; column < 4; column++) {
                workbook.day(row, column, "?");
            }
            workbook.day(row, 0, LocalDate.of(2018, 1, row));
        }
        workbook.week(1, 1, "?").week(1, 2, "?").week(1, 3, "?").week(1, 4, "?").week(1, 5, "?");
        workbook.week(2, 1, "?").week(2, 2, "?").week(2, 3, "?").week(2, 4, "?").week(2, 5, "?");
        assertEquals(50, READER.read(workbook.in(folder), GIVEN).findings().size());
    }

    @Test
    void aNoteOfOtherWordsIsAWarningAndTheFigureStands() throws IOException {
        assertKept(
                new SmallWorkbook().day(14, 4, "See note 7"),
                "warning SB_01!E15: found 'See note 7'; expected nothing, or Revised");
    }

    /** A cell may hold anything, and what is kept of it is published with the figure. */
    @Test
    void aNoteThatIsLongOrCannotBePrintedIsKeptAsFarAsItCanStandBesideAFigure() throws IOException {
        String endless = "x".repeat(3_000);
        Path file = new SmallWorkbook()
                .day(13, 4, endless)
                .day(14, 4, "Revi\u202Esed")
                .in(folder);
        FormatReader.Reading reading = READER.read(file, GIVEN);
        String kept = "x".repeat(99) + "…";
        assertEquals(
                List.of(
                        "warning SB_01!E14: found '" + "x".repeat(119) + "…'; expected nothing, or Revised; kept in 100"
                                + " printable characters: '" + kept + "'",
                        "warning SB_01!E15: found 'Revi\uFFFDsed'; expected nothing, or Revised; kept in 100 printable"
                                + " characters: 'Revi\uFFFDsed'"),
                texts(reading));
        List<Draft> drafts = reading.publication().orElseThrow().drafts();
        assertEquals(kept, drafts.get(12).publisherFlag());
        assertEquals("Revi\uFFFDsed", drafts.get(13).publisherFlag());
    }

    @Test
    void daysAndWeeksAfterTheIssueAreErrorsAndTheDayOfTheIssueIsANote() throws IOException {
        Path file = new SmallWorkbook().in(folder);
        assertEquals(
                List.of(
                        "error SB_01!A15: found the date 2018-01-14; expected a day not after 2018-01-13, the day of"
                                + " issue",
                        "error SB_02!A3: found the date 2018-01-14; expected a day not after 2018-01-13, the day of"
                                + " issue"),
                texts(READER.read(file, issued("2018-01-13"))));
        FormatReader.Reading sameDay = READER.read(file, issued("2018-01-14"));
        assertTrue(sameDay.publication().isPresent());
        assertEquals(
                List.of(Finding.Level.NOTE, Finding.Level.NOTE),
                sameDay.findings().stream().map(Finding::level).toList());
        assertEquals(List.of(), texts(READER.read(file, issued("2018-01-15"))));
    }

    private static FormatReader.Given issued(String day) {
        return new FormatReader.Given(IssueDate.on(LocalDate.parse(day), IssueDate.Basis.OPTION), null);
    }

    @Test
    void aSheetThatNobodyHasDecidedUponIsAWarning() throws IOException {
        assertKept(
                new SmallWorkbook().sheet("SB_03"),
                "warning SB_03!A1: found a sheet that nobody has decided upon, SB_03; expected one of SB_01, SB_02 and"
                        + " [Cover_sheet, Notes]; not read");
    }

    @Test
    void aWeekThatIsNotTheSumOfItsDaysIsAWarningAndTheFigureStands() throws IOException {
        assertKept(
                new SmallWorkbook().week(2, 1, 71),
                "warning SB_02!B3: found a week of 71 people; expected 70, the sum of its days in SB_01");
    }

    @Test
    void aWeekOfFewerThanThoseOfItsDaysThatHaveANumberIsAWarning() throws IOException {
        assertKept(
                new SmallWorkbook().day(14, 1, "-").week(2, 1, 59),
                "warning SB_02!B3: found a week of 59 people; expected 60 or more: only 6 of its days in SB_01 have a number");
    }

    private void assertRefused(SmallWorkbook workbook, String... findings) throws IOException {
        Imports.Result result = imports(EMPTY).importFile(workbook.in(folder), GIVEN, Imports.Word.NONE);
        assertEquals(
                List.of(findings),
                result.findings().stream().map(Finding::toString).toList());
        assertEquals(Optional.empty(), result.outcome());
        assertTrue(result.refused());
        assertEquals(new LedgerState(List.of(), List.of(), List.of()), LedgerState.of(EMPTY.owner()));
    }

    private void assertKept(SmallWorkbook workbook, String... findings) throws IOException {
        TestDatabase database = TestDatabase.empty();
        Imports.Result result = imports(database).importFile(workbook.in(folder), GIVEN, Imports.Word.NONE);
        assertEquals(
                List.of(findings),
                result.findings().stream().map(Finding::toString).toList());
        assertEquals(
                Map.of(
                        "uk-small-boats-daily", new Ledger.Counts(14, 0, 0, 0, 0),
                        "uk-small-boats-weekly", new Ledger.Counts(2, 0, 0, 0, 0),
                        "uk-small-boats-prevented-weekly", new Ledger.Counts(2, 0, 0, 0, 0)),
                assertInstanceOf(
                                Ledger.Outcome.Published.class, result.outcome().orElseThrow())
                        .bySeries());
    }

    private static Imports imports(TestDatabase database) {
        return new Imports(READER, SmallBoatsEditions.ledger(database));
    }

    @Test
    void whatIsNoSpreadsheetIsOfNoFormat() throws IOException {
        assertNoFormat(Files.writeString(folder.resolve("words.ods"), "Date,Migrants arrived\n2018-01-01,10\n"));
        assertNoFormat(Files.writeString(folder.resolve("empty.ods"), ""));
        assertNoFormat(new SmallWorkbook().save(folder, "Other", "Sheets"));
        byte[] whole = Files.readAllBytes(new SmallWorkbook().in(folder));
        assertNoFormat(Files.write(folder.resolve("cut.ods"), Arrays.copyOf(whole, whole.length / 2)));
    }

    private static void assertNoFormat(Path file) {
        FormatReader.Reading reading = READER.read(file, GIVEN);
        assertEquals(
                List.of("error " + file.getFileName()
                        + ": found no format that the ledger reads; expected one of "
                        + Publishers.importers().stream().map(Importer::format).toList()),
                texts(reading));
        assertEquals(Optional.empty(), reading.publication());
    }

    @Test
    void whatIsNoFileCannotBeRead() {
        for (Path path : List.of(folder, folder.resolve("missing.ods"))) {
            FormatReader.Reading reading = READER.read(path, GIVEN);
            assertEquals(Optional.empty(), reading.publication());
            Finding finding = reading.findings().getFirst();
            assertEquals(String.valueOf(path.getFileName()), finding.place());
            assertTrue(finding.found().startsWith("a file that cannot be read ("), finding.found());
            assertEquals("a readable file", finding.expected());
        }
    }

    @Test
    void aFileThatBreaksOffBehindItsFirstRowsIsRefused() throws IOException {
        Path whole = new SmallWorkbook().day(1, 4, "odd").in(folder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile source = new ZipFile(whole.toFile());
                ZipOutputStream target = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                target.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = source.getInputStream(entry).readAllBytes();
                String text = new String(content, StandardCharsets.UTF_8);
                int cut = entry.getName().equals("content.xml") ? text.indexOf("2018-01-09") : -1;
                target.write(cut < 0 ? content : text.substring(0, cut).getBytes(StandardCharsets.UTF_8));
            }
        }
        FormatReader.Reading reading =
                READER.read(Files.write(folder.resolve("broken.ods"), bytes.toByteArray()), GIVEN);
        assertEquals(Optional.empty(), reading.publication());
        assertEquals(2, reading.findings().size());
        assertEquals("SB_01!E2", reading.findings().getFirst().place(), "what was odd before is told too");
        assertEquals(Finding.Level.ERROR, reading.findings().getLast().level());
        assertEquals("sheet 'SB_01', row 10", reading.findings().getLast().place());
    }

    private static List<String> texts(FormatReader.Reading reading) {
        return reading.findings().stream().map(Finding::toString).toList();
    }
}

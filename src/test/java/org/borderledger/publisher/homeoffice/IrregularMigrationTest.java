package org.borderledger.publisher.homeoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.borderledger.Corpus;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.PublishedFiles;
import org.borderledger.publisher.Publishers;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table Irr_D01: the published workbook, the four tables derived from editions of it, and small ones that are wrong. */
class IrregularMigrationTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final PublishedFiles FILES = new PublishedFiles("home-office/irregular-migration");
    private static final String WORKBOOK =
            "irregular-migration-to-the-UK-detailed-dataset-year-ending-september-2023.xlsx";
    private static final String SAME_EDITION = "derived-irregular-migration_d78f640.csv.gz";
    private static final String HEADER =
            "Date,Year,Quarter,Method of entry,Nationality,Region,Sex,Age Group,Number of detections\n";
    private static final String ROW = "2018-03-31,2018,1,Small boat arrivals,Iran,Middle East,Male,18 to 24,5\n";

    @TempDir
    private Path folder;

    /** Rows and people were counted in the files with Python's csv and zipfile. */
    @ParameterizedTest
    @CsvSource({
        "derived-irregular-migration_f9f7e68.csv.gz, 2023-03-09, 6503, 137661, 2022-12-31, 45755",
        "derived-irregular-migration_1747051.csv.gz, 2023-08-24, 9658, 153119, 2023-06-30, 45774",
        "derived-irregular-migration_d78f640.csv.gz, 2023-11-23, 10294, 168099, 2023-09-30, 45774",
        "irregular-migration-to-the-UK-detailed-dataset-year-ending-september-2023.xlsx,"
                + " 2023-11-23, 10294, 168099, 2023-09-30, 45774",
        "derived-irregular-migration_c676783.csv.gz, 2024-02-29, 10816, 174977, 2023-12-31, 45774"
    })
    void everyRowOfAPublishedFileIsAFigureToThePerson(
            String name, String issued, int rows, long people, LocalDate last, long smallBoatsOf2022) {
        Publication read = FILES.published(name, issued);
        assertEquals(rows, read.drafts().size());
        assertEquals(people, people(read.drafts()));
        assertEquals(
                smallBoatsOf2022,
                people(read.drafts().stream()
                        .filter(draft -> "small-boat".equals(draft.values().get("category"))
                                && draft.period().start().getYear() == 2022)
                        .toList()));
        assertEquals(
                List.of(Publication.Coverage.complete(
                        "uk-irregular-arrivals-quarterly", LocalDate.of(2018, 1, 1), last)),
                read.coverage());
        assertEquals(name.endsWith(".gz"), read.via() != null, "a derived copy says so");
    }

    private static long people(List<Draft> drafts) {
        return drafts.stream()
                .mapToLong(draft -> (Long) draft.values().get("people"))
                .sum();
    }

    @Test
    void theWorkbookAndTheCopyOfItsEditionStateTheSame() {
        Map<String, Map<String, Object>> workbook = byKey(FILES.published(WORKBOOK, "2023-11-23"));
        assertEquals(workbook, byKey(FILES.published(SAME_EDITION, "2023-11-23")));
    }

    private static Map<String, Map<String, Object>> byKey(Publication publication) {
        return publication.drafts().stream()
                .collect(Collectors.toMap(Draft::key, Draft::values, (one, other) -> one, TreeMap::new));
    }

    @Test
    void theWorkbookSaysItselfWhenItWasIssuedAndThatItWasSavedLater() {
        var reading = READER.read(
                Corpus.folder()
                        .resolve("published/home-office/irregular-migration")
                        .resolve(WORKBOOK),
                FormatReader.Given.NOTHING);
        IssueDate issued = reading.publication().orElseThrow().issued();
        assertEquals("2023-11-23", issued.text());
        assertEquals(IssueDate.Basis.PRINTED, issued.basis());
        assertNull(reading.publication().orElseThrow().via());
        assertEquals(1, reading.findings().size());
        assertEquals(Finding.Level.NOTE, reading.findings().getFirst().level());
        assertTrue(reading.findings().getFirst().found().contains("saved on 2023-11-30"), reading::toString);
    }

    @Test
    void aFigureIsLocatedInItsCell() {
        Draft first = FILES.published(WORKBOOK, "2023-11-23").drafts().getFirst();
        assertEquals("'Data - Irr_D01'!H3", first.locator());
        assertEquals(
                "uk-irregular-arrivals-quarterly:2018-Q1:inadequately-documented-air:afghanistan:female:17-and-under",
                first.key());
        assertEquals(14L, first.values().get("people"));
        assertEquals(
                "'Table 1'!I2",
                FILES.published(SAME_EDITION, "2023-11-23").drafts().getFirst().locator());
    }

    @Test
    void bothOfficialNumbersOf2022StandEachFromItsEditionOn() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        // the newest first: the order of loading does not matter
        List<Publication> editions = List.of(
                FILES.published("derived-irregular-migration_c676783.csv.gz", "2024-02-29"),
                FILES.published("derived-irregular-migration_f9f7e68.csv.gz", "2023-03-09"),
                FILES.published(WORKBOOK, "2023-11-23"),
                FILES.published("derived-irregular-migration_1747051.csv.gz", "2023-08-24"));
        for (Publication edition : editions) {
            assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(edition));
        }
        assertEquals("45755 137661", asOf(database, "2023-03-10"));
        assertEquals("45774 153119", asOf(database, "2023-08-25"));
        assertEquals("45774 168099", asOf(database, "2023-11-24"));
        assertEquals("45774 174977", asOf(database, "2024-03-01"));

        // The copy of the workbook's edition is a release too, and says nothing new.
        Ledger.Outcome copy = ledger.publish(FILES.published(SAME_EDITION, "2023-11-23"));
        Ledger.Counts counts =
                assertInstanceOf(Ledger.Outcome.Published.class, copy).total();
        assertEquals(0, counts.added() + counts.revised() + counts.withdrawn());
        assertEquals("45774 168099", asOf(database, "2023-11-24"));
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    /** People in small boats in 2022, and all people, as the public knew them at the beginning of a day. */
    private static String asOf(TestDatabase database, String day) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        select sum(people) filter (where category = 'small-boat' and extract(year from period_end) = 2022)
                            || ' ' || sum(people)
                        from crossing where not withdrawn and revision_to = 2147483647
                            and issued_from <= timestamptz 'DAY 12:00:00+00' and issued_to > timestamptz 'DAY 12:00:00+00'""".replace("DAY", day))) {
            row.next();
            return row.getString(1);
        }
    }

    // small tables

    private FormatReader.Reading read(String table) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "table", ".txt"), table);
        return READER.read(file, PublishedFiles.issued("2018-05-24"));
    }

    private void assertRefused(String finding, String table) throws IOException {
        var reading = read(table);
        assertTrue(reading.publication().isEmpty(), reading::toString);
        assertTrue(
                reading.findings().stream().map(Finding::toString).anyMatch(finding::equals),
                () -> reading.findings() + " has not " + finding);
    }

    @Test
    void theFormatIsKnownByItsHeaderWhetherThePackedFileIsCalledSoOrNot() throws IOException {
        Path packed = folder.resolve("anything");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(("\uFEFF" + HEADER + ROW).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                1,
                READER.read(packed, PublishedFiles.issued("2018-05-24"))
                        .publication()
                        .orElseThrow()
                        .drafts()
                        .size());
    }

    @Test
    void aTableWithoutAnIssueDateIsRefusedUntilOneIsGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), HEADER + ROW);
        var reading = READER.read(file, FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertTrue(reading.findings().getFirst().found().contains("no issue date"), reading::toString);
    }

    @Test
    void olderNamesAreTheSameCodes() throws IOException {
        var reading = read(HEADER
                + "2018-01-01,2018,1,Recorded detections in the UK,Macedonia,Europe Other,N/A,N/A,3\n"
                + "2018-01-01,2018,1,Small boat arrivals,St. Lucia,Other,Female,Under 18,2\n"
                + "2018-01-01,2018,1,Small boat arrivals,Not currently recorded,Not currently recorded,"
                + "Not currently recorded,Not currently recorded,1\n");
        assertEquals(
                List.of(
                        "uk-irregular-arrivals-quarterly:2018-Q1:detection-in-the-uk:north-macedonia:not-available:not-available",
                        "uk-irregular-arrivals-quarterly:2018-Q1:small-boat:st-lucia:female:17-and-under",
                        "uk-irregular-arrivals-quarterly:2018-Q1:small-boat:not-currently-recorded:not-currently-recorded:not-currently-recorded"),
                reading.publication().orElseThrow(() -> new AssertionError(reading.findings())).drafts().stream()
                        .map(Draft::key)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"z, M", "[z], M", ":, O", ".., O", "-, O", "[x], O", "[c], Q"})
    void aMarkInThePlaceOfANumberIsAStatusAndNeverZero(String mark, ObservationStatus status) throws IOException {
        Draft draft = read(HEADER + ROW.replace(",5\n", "," + mark + "\n"))
                .publication()
                .orElseThrow()
                .drafts()
                .getFirst();
        assertEquals(status, draft.status());
        assertNull(draft.values().get("people"));
    }

    @Test
    void aPublishedNoughtIsNought() throws IOException {
        Draft draft = read(HEADER + ROW.replace(",5\n", ",0\n"))
                .publication()
                .orElseThrow()
                .drafts()
                .getFirst();
        assertEquals(0L, draft.values().get("people"));
        assertEquals(ObservationStatus.A, draft.status());
    }

    @Test
    void whatCannotBeReadIsAFindingWithItsRowAndWhatWasExpected() throws IOException {
        assertRefused(
                "error 'Table 1'!I2: found '5.5'; expected a whole number, or one of the marks"
                        + " [-, .., :, [c], [x], [z], z]",
                HEADER + ROW.replace(",5\n", ",5.5\n"));
        assertRefused(
                "error 'Table 1'!E2: found 'Atlantis'; expected a name whose code the series declares under"
                        + " citizenship of uk-irregular-arrivals-quarterly",
                HEADER + ROW.replace("Iran", "Atlantis"));
        assertRefused(
                "error 'Table 1'!D2: found 'Swimming'; expected a method of entry: [Inadequately documented air"
                        + " arrivals, Recorded detections at UK ports, Recorded detections in the UK, Small boat"
                        + " arrivals]",
                HEADER + ROW.replace("Small boat arrivals", "Swimming"));
        assertRefused(
                "error 'Table 1'!A2: found the date '2018-02-28', the year '2018' and the quarter '1'; expected one"
                        + " quarter and its first or last day, as 2018-03-31, 2018 and 1",
                HEADER + ROW.replace("2018-03-31", "2018-02-28"));
        assertRefused(
                "error 'Table 1'!A3: found a second row of"
                        + " uk-irregular-arrivals-quarterly:2018-Q1:small-boat:iran:male:18-to-24; expected one, and it"
                        + " stands at 'Table 1'!I2",
                HEADER + ROW + ROW);
        assertRefused(
                "error 'Table 1'!J2: found 'more'; expected nothing beyond column Number of detections",
                HEADER + ROW.replace(",5\n", ",5,more\n"));
    }

    @Test
    void anEditionWithAGapBetweenItsQuartersIsRefused() throws IOException {
        var reading = read(HEADER + ROW + ROW.replace("2018-03-31,2018,1", "2018-09-30,2018,3"));
        assertTrue(reading.publication().isEmpty());
        assertEquals(
                "no row of 2018-Q2 before 2018-Q3",
                reading.findings().getFirst().found());
        assertEquals(
                "no row of 2018-Q1 before 2018-Q2",
                read(HEADER + ROW.replace("2018-03-31,2018,1", "2018-06-30,2018,2"))
                        .findings()
                        .getFirst()
                        .found());
    }

    // small workbooks

    /** A workbook in the layout of the published one, whose table has these rows below its title and header. */
    private Path workbook(String sheet, List<List<Object>> rows) throws IOException {
        Path file = Files.createTempFile(folder, "workbook", ".bin");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet cover = book.newWorksheet("Cover_sheet");
            cover.value(4, 0, "Published: 24 May 2018");
            Worksheet data = book.newWorksheet(sheet);
            data.value(0, 0, "Detected attempts to enter the UK irregularly, 2018 Q1 - dataset");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    Object value = rows.get(row).get(column);
                    if (value instanceof Number number) {
                        data.value(row + 1, column, number);
                    } else {
                        data.value(row + 1, column, value.toString());
                    }
                }
            }
        }
        return file;
    }

    private static List<List<Object>> table() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(
                "Year",
                "Quarter",
                "Method of entry",
                "Nationality",
                "Region",
                "Sex",
                "Age Group",
                "Number of detections"));
        rows.add(List.of(2018, "2018 Q1", "Small boat arrivals", "Iran", "Middle East", "Male", "18 to 24", 5));
        rows.add(List.of("End of table"));
        return rows;
    }

    private List<String> findings(List<List<Object>> rows) throws IOException {
        var reading = READER.read(workbook(IrregularMigration.DATA, rows), FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(finding -> finding.place() + ": " + finding.found())
                .toList();
    }

    @Test
    void aWorkbookIsKnownByItsSheetAndNotByItsName() throws IOException {
        var reading = READER.read(workbook(IrregularMigration.DATA, table()), FormatReader.Given.NOTHING);
        assertEquals(
                5L,
                reading.publication()
                        .orElseThrow(() -> new AssertionError(reading.findings()))
                        .drafts()
                        .getFirst()
                        .values()
                        .get("people"));
        var other = READER.read(workbook("Data - Irr_D02", table()), FormatReader.Given.NOTHING);
        assertEquals(
                "no format that the ledger reads", other.findings().getFirst().found());
    }

    @Test
    void aTableThatIsCutOffOrGoesOnBelowItsEndIsRefused() throws IOException {
        List<List<Object>> cut = table();
        cut.removeLast();
        assertTrue(findings(cut).getFirst().endsWith("no row 'End of table' in sheet Data - Irr_D01"));
        List<List<Object>> longer = table();
        longer.add(longer.get(1));
        assertEquals(List.of("'Data - Irr_D01'!A5: '2018'"), findings(longer));
    }

    @Test
    void anotherHeaderIsRefusedBeforeAnyRowIsRead() throws IOException {
        List<List<Object>> rows = table();
        List<Object> header = new ArrayList<>(rows.getFirst());
        header.set(5, "Gender");
        rows.set(0, header);
        rows.set(1, List.of("nonsense"));
        assertEquals(List.of("'Data - Irr_D01'!F2: 'Gender'"), findings(rows));
    }

    @Test
    void aYearThatIsNotThatOfItsQuarterIsRefused() throws IOException {
        List<List<Object>> rows = table();
        List<Object> row = new ArrayList<>(rows.get(1));
        row.set(0, 2019);
        rows.set(1, row);
        assertTrue(
                findings(rows).contains("'Data - Irr_D01'!B3: the year '2019' and the quarter '2018 Q1'"),
                () -> rows.toString());
    }
}

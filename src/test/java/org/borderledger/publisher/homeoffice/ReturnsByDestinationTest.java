package org.borderledger.publisher.homeoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Returns by destination: the table derived from the publisher's, and small ones that are wrong. */
class ReturnsByDestinationTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final String SERIES = "uk-returns-quarterly";
    private static final String HEADER = "Date,Year,Quarter,Return type group,Return type,Return destination,"
            + "Return destination region,Number of returns\n";
    private static final String ROW = "2023-03-31,2023,1,Voluntary return,Assisted returns,Albania,Europe Other,5\n";
    private static final String NEXT_QUARTER = ROW.replace("2023-03-31,2023,1", "2023-06-30,2023,2");

    @TempDir
    private Path folder;

    private static FormatReader.Given given(String issued, double mostQuarantined) {
        return new FormatReader.Given(
                IssueDate.on(LocalDate.parse(issued), IssueDate.Basis.OPTION), null, null, mostQuarantined);
    }

    private static FormatReader.Reading published() {
        return READER.read(
                Corpus.folder()
                        .resolve("published/home-office/immigration-enforcement/derived-returns-by-destination.csv.gz"),
                given("2024-02-29", 0));
    }

    private static long people(List<Draft> drafts) {
        return drafts.stream()
                .map(draft -> (BigDecimal) draft.values().get("quantity"))
                .mapToLong(BigDecimal::longValueExact)
                .sum();
    }

    /** Rows, keys and people were counted in the file with Python's csv and gzip. */
    @Test
    void everyRowOfThePublishedFileIsInAFigureToThePerson() {
        var reading = published();
        Publication read = reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
        assertEquals(new RowTally(44_110, 44_109, 1, 0, 44_015), reading.rows());
        assertEquals(44_015, read.drafts().size());
        assertEquals(1_084_931, people(read.drafts()));
        Map<Object, Long> byGroup = read.drafts().stream()
                .collect(Collectors.groupingBy(
                        draft -> String.valueOf(draft.values().get("action")),
                        Collectors.collectingAndThen(Collectors.toList(), ReturnsByDestinationTest::people)));
        assertEquals(
                Map.of(
                        "enforced-return",
                        242_856L,
                        "voluntary-return",
                        401_170L,
                        "refused-entry-at-port-and-subsequently-departed",
                        440_905L),
                byGroup);
        assertEquals(
                List.of(Publication.Coverage.complete(SERIES, LocalDate.of(2004, 1, 1), LocalDate.of(2023, 12, 31))),
                read.coverage());
        assertTrue(String.valueOf(read.via()).contains("derived"), "a derived copy says so");
    }

    @Test
    void theTwoSpellingsOfATypeAreOneCode() {
        List<Draft> notDetained = published().publication().orElseThrow().drafts().stream()
                .filter(draft ->
                        "non-detained-enforced-removals".equals(draft.values().get("item")))
                .toList();
        assertEquals(10_315, people(notDetained));
        assertEquals(56, notDetained.stream().map(Draft::period).distinct().count(), "each quarter since 2010");
    }

    /** France in the last quarter of 2022 has three rows below one another, of 407, 1,545 and 65. */
    @Test
    void rowsOfOneKeyAreAddedAndTheFigureShowsThem() {
        var reading = published();
        List<Draft> several = reading.publication().orElseThrow().drafts().stream()
                .filter(draft -> draft.originalText() != null)
                .toList();
        assertEquals(70, several.size());
        Draft france = several.stream()
                .filter(draft -> draft.key()
                        .equals(SERIES
                                + ":2022-Q4:refused-entry-at-port-and-subsequently-departed:not-available:france"))
                .findFirst()
                .orElseThrow();
        assertEquals(new BigDecimal(2017), france.values().get("quantity"));
        assertEquals("407 + 1545 + 65", france.originalText());
        assertEquals("'Table 1'!H41715:H41717", france.locator());
        assertEquals(
                List.of("70 figures, of which this is the first, in 164 rows"),
                reading.findings().stream().map(Finding::found).toList());
    }

    @Test
    void aRefusalAtAPortIsNoReturnFromInsideTheCountry() {
        for (Draft draft : published().publication().orElseThrow().drafts()) {
            boolean port = String.valueOf(draft.values().get("action")).startsWith("refused-entry");
            assertEquals(
                    port ? "port-of-entry" : "inside-the-uk", draft.values().get("border"));
        }
        assertEquals(List.of("border"), CATALOGUE.get(SERIES).totalsBy());
    }

    @Test
    void aCompleteEditionWithdrawsWhatItLeavesOut() throws IOException, SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        String other = ROW.replace("Albania", "Zambia");
        Publication first = read(HEADER + ROW + other).publication().orElseThrow();
        Publication second = READER.read(table(HEADER + ROW), given("2024-03-01", 0))
                .publication()
                .orElseThrow();
        assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(first));
        Ledger.Counts counts = assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(second))
                .total();
        assertEquals(1, counts.withdrawn());
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    // small tables

    private Path table(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "table", ".txt"), text);
    }

    private FormatReader.Reading read(String table) throws IOException {
        return READER.read(table(table), given("2024-02-29", 0));
    }

    /** The row is kept out, and the rest goes in, where so many rows may be unreadable. */
    private void assertKeptOut(String place, String found, String row) throws IOException {
        var reading = READER.read(table(HEADER + ROW + row), given("2024-02-29", 50));
        Publication read = reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
        assertEquals(1, read.drafts().size());
        assertEquals(new RowTally(3, 1, 1, 1, 1), reading.rows());
        assertEquals(place, reading.findings().getFirst().place());
        assertEquals(found, reading.findings().getFirst().found());
        assertTrue(
                read.coverage().stream().noneMatch(Publication.Coverage::complete),
                "what the row would have said is not known");
        assertTrue(read(HEADER + ROW + row).publication().isEmpty(), "one of two rows is too many");
    }

    @Test
    void aRowThatCannotBeReadIsKeptOutWithItsWords() throws IOException {
        assertKeptOut("'Table 1'!F3", "'Atlantis'", ROW.replace("Albania", "Atlantis"));
        assertKeptOut("'Table 1'!D3", "'Deportation'", ROW.replace("Voluntary return", "Deportation"));
        assertKeptOut("'Table 1'!E3", "'Assisted returns'", ROW.replace("Voluntary return", "Enforced return"));
        assertKeptOut("'Table 1'!H3", "'5.5'", NEXT_QUARTER.replace(",5\n", ",5.5\n"));
        assertKeptOut("'Table 1'!H3", "'-5'", NEXT_QUARTER.replace(",5\n", ",-5\n"));
        assertKeptOut(
                "'Table 1'!H3", "'12345678901234567890'", NEXT_QUARTER.replace(",5\n", ",12345678901234567890\n"));
        assertKeptOut("'Table 1'!I3", "'more'", NEXT_QUARTER.replace(",5\n", ",5,more\n"));
        assertKeptOut(
                "'Table 1'!A3",
                "the date '2023-02-28', the year '2023' and the quarter '1'",
                ROW.replace("2023-03-31", "2023-02-28"));
    }

    @ParameterizedTest
    @CsvSource({"z, M", "[z], M", "n/a, M", ":, O", ".., O", "-, O", "[x], O", "[c], Q"})
    void aMarkInThePlaceOfANumberIsAStatusAndNeverZero(String mark, ObservationStatus status) throws IOException {
        Draft draft = read(HEADER + ROW.replace(",5\n", "," + mark + "\n"))
                .publication()
                .orElseThrow()
                .drafts()
                .getFirst();
        assertEquals(status, draft.status());
        assertNull(draft.values().get("quantity"));
    }

    @Test
    void aPublishedNoughtIsNought() throws IOException {
        Draft draft = read(HEADER + ROW.replace(",5\n", ",0\n"))
                .publication()
                .orElseThrow()
                .drafts()
                .getFirst();
        assertEquals(BigDecimal.ZERO, draft.values().get("quantity"));
        assertEquals(ObservationStatus.A, draft.status());
    }

    @Test
    void rowsOfOneKeyThatStandApartAreListed() throws IOException {
        Draft draft = read(HEADER + ROW + ROW.replace("Albania", "Zambia") + ROW.replace(",5\n", ",2\n"))
                .publication()
                .orElseThrow()
                .drafts()
                .getFirst();
        assertEquals("'Table 1'!H2,'Table 1'!H4", draft.locator());
        assertEquals(new BigDecimal(7), draft.values().get("quantity"));
    }

    @Test
    void aKeyOfManyRowsIsAnotherTable() throws IOException {
        assertTrue(read(HEADER + ROW.repeat(20)).publication().isPresent());
        var reading = read(HEADER + ROW.repeat(21));
        assertTrue(reading.publication().isEmpty());
        assertTrue(reading.findings().getFirst().found().startsWith("more than 20 rows of 2023-Q1"));
    }

    @Test
    void aRowThatEndsBeforeItsNumberIsQuarantinedAndItsFigureIsNotTheSumOfTheOthers() throws IOException {
        String cut = ROW.replace(",5\n", "\n");
        var reading =
                READER.read(table(HEADER + ROW + cut + ROW.replace("Albania", "Kosovo")), given("2023-05-25", 60));
        List<Draft> drafts = reading.publication().orElseThrow().drafts();
        assertEquals(
                List.of("kosovo"),
                drafts.stream().map(each -> each.values().get("place")).toList());
        assertEquals("an empty cell", reading.findings().getFirst().found());
        assertEquals("the figure is left out", reading.findings().getLast().done());
        assertEquals(1, reading.rows().quarantined());
    }

    @Test
    void aDestinationOfTwoRegionsIsAWarning() throws IOException {
        var reading = read(HEADER + ROW + ROW.replace("Assisted", "Controlled").replace("Europe Other", "EU 14"));
        assertEquals(2, reading.publication().orElseThrow().drafts().size());
        Finding warning = reading.findings().getFirst();
        assertEquals(Finding.Level.WARNING, warning.level());
        assertEquals("'EU 14' as the region of 'Albania'", warning.found());
    }

    @Test
    void anEditionWithAGapBetweenItsQuartersIsRefused() throws IOException {
        var reading = read(HEADER + ROW + ROW.replace("2023-03-31,2023,1", "2023-09-30,2023,3"));
        assertTrue(reading.publication().isEmpty());
        assertEquals(
                "no row of the quarter from 2023-04-01 on before 2023-Q3",
                reading.findings().getFirst().found());
    }

    @Test
    void aQuarterThatWasNotOverOnTheDayOfIssueIsRefused() throws IOException {
        var reading = READER.read(table(HEADER + ROW), given("2023-03-31", 0));
        assertTrue(reading.publication().isEmpty());
        assertEquals(
                "a quarter that ends on 2023-03-31",
                reading.findings().getFirst().found());
    }

    @Test
    void aTableWithoutAnIssueDateIsRefusedUntilOneIsGiven() throws IOException {
        var reading = READER.read(table(HEADER + ROW), FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertTrue(reading.findings().getFirst().found().contains("no issue date"), reading::toString);
    }

    @Test
    void anotherHeaderIsAnotherFormat() throws IOException {
        var reading = read(HEADER.replace("destination region", "region") + ROW);
        assertEquals(
                "no format that the ledger reads", reading.findings().getFirst().found());
    }

    @Test
    void aRowWithACellTooManyLeavesItsFigureIncomplete() throws IOException {
        String longer = ROW.replace(",5\n", ",5,more\n");
        var reading =
                READER.read(table(HEADER + ROW + longer + ROW.replace("Albania", "Kosovo")), given("2023-05-25", 60));
        assertEquals(
                List.of("kosovo"),
                reading.publication().orElseThrow().drafts().stream()
                        .map(each -> each.values().get("place"))
                        .toList());
        assertEquals("the figure is left out", reading.findings().getLast().done());
    }
}

package org.borderledger.publisher.cbp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.publisher.PublishedFiles;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nationwide encounters by state: the three published editions, and small tables that are wrong in one place. */
class NationwideEncountersTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final PublishedFiles FILES = new PublishedFiles("cbp");
    private static final String SERIES = "us-cbp-encounters-monthly";
    private static final String HEADER = "Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,"
            + "Citizenship,Title of Authority,Encounter Count\n";
    private static final String ROW = "2024 (FYTD),FYTD,OCT,Southwest Land Border,TX,FMUA,CUBA,Title 8,7\n";

    private static final String FIRST = "nationwide-encounters-fy20-fy23-state.csv.gz";
    private static final String OCTOBER = "nationwide-encounters-fy21-fy24-oct-state.csv.gz";
    private static final String NOVEMBER = "nationwide-encounters-fy21-fy24-nov-state.csv.gz";

    @TempDir
    private Path folder;

    private static long encounters(List<Draft> drafts) {
        return drafts.stream()
                .mapToLong(draft -> (Long) draft.values().get("people"))
                .sum();
    }

    /** Rows and encounters were counted in the files with Python's csv. */
    @ParameterizedTest
    @CsvSource({
        FIRST + ", 42532, 8571067, 2019-10-01, 2023-09-30, 3201144, 147",
        OCTOBER + ", 35630, 8233466, 2020-10-01, 2023-10-31, 3201144, 0",
        NOVEMBER + ", 36642, 8542110, 2020-10-01, 2023-11-30, 3201144, 0"
    })
    void everyRowOfAPublishedFileIsAFigureToTheEncounter(
            String name, int rows, long encounters, LocalDate from, LocalDate to, long ofFiscalYear2023, long noughts) {
        var reading = READER.read(FILES.file(name), PublishedFiles.issued("2024-01-01"));
        Publication read = reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
        assertEquals(List.of(), reading.findings());
        assertEquals(rows, read.drafts().size());
        assertEquals(rows + 1, reading.rows().rows());
        assertEquals(rows, reading.rows().stating());
        assertEquals(encounters, encounters(read.drafts()));
        assertEquals(
                ofFiscalYear2023,
                encounters(read.drafts().stream()
                        .filter(draft -> Period.usFiscalYear(2023).contains(draft.period()))
                        .toList()));
        assertEquals(
                noughts,
                read.drafts().stream()
                        .filter(draft -> Long.valueOf(0).equals(draft.values().get("people")))
                        .count());
        assertEquals(List.of(Publication.Coverage.complete(SERIES, from, to)), read.coverage());
    }

    @Test
    void aFigureIsLocatedInItsCellAndNamedByItsCalendarMonth() {
        Draft first = FILES.published(FIRST, "2023-11-14").drafts().getFirst();
        assertEquals("'Table 1'!I2", first.locator());
        assertEquals(SERIES + ":2020-04:northern-land-border:idaho:single-adults:canada:title-8", first.key());
        assertEquals(2L, first.values().get("people"));
        assertEquals("encounter", first.values().get("category"));
    }

    /**
     * Between the two neighbours 74 figures of October 2023 changed, two vanished, and the 1,014 of November came; the
     * year before the window of both stands as the first edition left it. Counted in the files with Python's csv.
     */
    @Test
    void aNeighbouringEditionRevisesSeventyFourFiguresAndWithdrawsTwo() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        assertEquals(new Ledger.Counts(42_532, 0, 0, 0, 0), publish(ledger, FIRST, "2023-10-21"));
        assertEquals(new Ledger.Counts(1_042, 0, 0, 34_588, 0), publish(ledger, OCTOBER, "2023-11-14"));
        assertEquals(new Ledger.Counts(1_014, 74, 2, 35_554, 0), publish(ledger, NOVEMBER, "2023-12-22"));
        // 646,822 of fiscal year 2020 stand, which the later two do not speak of
        assertEquals("646822 309221", asOf(database, "2023-11-30"));
        assertEquals("646822 309137", asOf(database, "2023-12-31"));
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    private static Ledger.Counts publish(Ledger ledger, String name, String issued) {
        return assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(FILES.published(name, issued)))
                .total();
    }

    /** Encounters of fiscal year 2020 and of October 2023, as the public knew them on a day. */
    private static String asOf(TestDatabase database, String day) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        select sum(people) filter (where period_end <= date '2020-09-30') || ' '
                            || sum(people) filter (where period_start = date '2023-10-01')
                        from crossing where not withdrawn and revision_to = 2147483647
                            and issued_from <= timestamptz 'DAY 12:00:00+00' and issued_to > timestamptz 'DAY 12:00:00+00'""".replace("DAY", day))) {
            row.next();
            return row.getString(1);
        }
    }

    // small tables

    private FormatReader.Reading read(String table) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "table", ".txt"), table);
        return READER.read(file, PublishedFiles.issued("2023-11-14"));
    }

    private List<Draft> drafts(String table) throws IOException {
        var reading = read(table);
        return reading.publication()
                .orElseThrow(() -> new AssertionError(reading.findings()))
                .drafts();
    }

    private String refused(String table) throws IOException {
        var reading = read(table);
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    /** A table whose row at hand is one of 200, so that it may be quarantined. */
    private static String among(String row) {
        StringBuilder table = new StringBuilder(HEADER);
        for (String state : List.of("AK", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU")) {
            for (String citizenship : List.of(
                    "BRAZIL", "CANADA", "COLOMBIA", "ECUADOR", "HAITI", "INDIA", "MEXICO", "PERU", "RUSSIA", "OTHER")) {
                for (String authority : List.of("Title 8", "Title 42")) {
                    table.append("2024 (FYTD),FYTD,OCT,Other,%s,Single Adults,%s,%s,1%n"
                            .formatted(state, citizenship, authority));
                }
            }
        }
        return table + row;
    }

    @Test
    void aRunningYearIsTheYearThatItIsThePartOf() throws IOException {
        Draft draft = drafts(HEADER + ROW).getFirst();
        assertEquals(SERIES + ":2023-10:southwest-land-border:texas:family-units:cuba:title-8", draft.key());
        assertEquals(ObservationStatus.A, draft.status());
        assertNull(draft.publisherFlag());
    }

    @Test
    void aTableWithoutAnIssueDateIsRefusedUntilOneIsGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), HEADER + ROW);
        var reading = READER.read(file, FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertTrue(reading.findings().getFirst().found().contains("no issue date"), reading::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TX|ZZ|Table 1'!E202: found 'ZZ'; expected a name that the series declares as a label under place",
                "CUBA|ATLANTIS|Table 1'!G202: found 'ATLANTIS'; expected a name that the series declares as a label",
                "OCT|Okt|Table 1'!A202: found the fiscal year '2024 (FYTD)' and the month 'Okt'; expected a fiscal year",
                "2024 (FYTD)|24|Table 1'!A202: found the fiscal year '24' and the month 'OCT'; expected a fiscal year as",
                ",FYTD,|,Total,|Table 1'!B202: found 'Total'; expected one of [FYTD, Remaining]",
                ",7|,\"1,007\"|Table 1'!I202: found '1,007'; expected a whole number",
                ",7|,99999999999999999999|Table 1'!I202: found '99999999999999999999'; expected a whole number",
                ",7|,|Table 1'!I202: found an empty cell; expected a whole number",
                ",7|,7,more|Table 1'!J202: found 'more'; expected nothing beyond column Encounter Count"
            })
    void aRowThatCannotBeReadIsQuarantinedAndTheEditionWithdrawsNothing(String right, String wrong, String finding)
            throws IOException {
        var reading = read(among(ROW.replace(right, wrong)));
        Publication publication = reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
        assertEquals(200, publication.drafts().size());
        assertEquals(1, reading.rows().quarantined());
        assertTrue(reading.findings().getFirst().toString().contains(finding), reading::toString);
        assertEquals(
                List.of(false),
                publication.coverage().stream()
                        .map(Publication.Coverage::complete)
                        .toList());
    }

    @Test
    void aPublishedNoughtIsNought() throws IOException {
        assertEquals(
                0L, drafts(HEADER + ROW.replace(",7", ",0")).getFirst().values().get("people"));
    }

    @Test
    void twoRowsOfOneKeyAreRefused() throws IOException {
        assertTrue(refused(HEADER + ROW + ROW.replace(",7", ",8"))
                .contains("'Table 1'!A3: found a second row of " + SERIES
                        + ":2023-10:southwest-land-border:texas:family-units:cuba:title-8; expected one, and it stands"
                        + " at 'Table 1'!I2"));
    }

    @Test
    void aMonthThatIsMissingWithinTheWindowKeepsTheFileOut() throws IOException {
        assertTrue(refused(HEADER + ROW + ROW.replace("OCT", "DEC")).contains("no row of 2023-11"));
        assertTrue(refused(HEADER + ROW.replace("OCT", "NOV")).contains("no row of 2023-10"));
    }

    @Test
    void aYearThatIsNotPrintedAsRunningHasTwelveMonths() throws IOException {
        assertTrue(refused(HEADER + ROW.replace("2024 (FYTD)", "2024")).contains("no row of 2023-11"));
        List<String> rows = new ArrayList<>();
        for (String month :
                List.of("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")) {
            rows.add(ROW.replace("2024 (FYTD)", "2023").replace("OCT", month));
        }
        var reading = read(HEADER + String.join("", rows) + ROW);
        assertEquals(
                List.of(Publication.Coverage.complete(SERIES, LocalDate.of(2022, 10, 1), LocalDate.of(2023, 10, 31))),
                reading.publication()
                        .orElseThrow(() -> new AssertionError(reading.findings()))
                        .coverage());
    }

    @Test
    void onlyTheLastYearMayRun() throws IOException {
        assertTrue(refused(HEADER + ROW + ROW.replace("2024 (FYTD)", "2025 (FYTD)"))
                .contains("the fiscal year 2024 printed as one that goes on (FYTD)"));
        assertTrue(refused(HEADER + ROW + ROW.replace("2024 (FYTD)", "2024").replace("OCT", "NOV"))
                .contains("the fiscal year 2024 printed as one that goes on (FYTD)"));
    }

    @Test
    void theTableByAreaOfResponsibilityIsRefusedWithTheReason() throws IOException {
        String finding = refused("Fiscal Year,Month Grouping,Month (abbv),Component,Land Border Region,Area of"
                + " Responsibility,AOR (Abbv),Demographic,Citizenship,Title of Authority,Encounter Type,Encounter Count\n"
                + "2023,FYTD,DEC,Office of Field Operations,Northern Land Border,Boston Field Office,Boston,"
                + "Accompanied Minors,BRAZIL,Title 8,Inadmissibles,1\n");
        assertTrue(finding.contains("the table by component and area of responsibility"), finding);
        assertTrue(finding.contains("the publisher's table by state"), finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fiscal Year,Month Grouping,Month (abbv),Land Border Region,Province,Demographic,Citizenship,"
                        + "Title of Authority,Encounter Count\n",
                "Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,"
                        + "Title of Authority,Encounter Count,Note\n"
            })
    void anotherHeaderIsRefusedBeforeAnyRowIsRead(String header) throws IOException {
        assertTrue(refused(header + "nonsense\n").contains("expected the header '"));
    }

    @Test
    void aTableWithoutRowsIsRefused() throws IOException {
        assertTrue(refused(HEADER).contains("no row that could be read"));
    }
}

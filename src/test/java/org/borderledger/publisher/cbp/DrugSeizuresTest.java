package org.borderledger.publisher.cbp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.PublishedFiles;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nationwide drug seizures: the three published windows, and small tables that are wrong in one place. */
class DrugSeizuresTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final PublishedFiles FILES = new PublishedFiles("cbp");
    private static final String SERIES = "us-cbp-drug-seizures-monthly";
    private static final String HEADER =
            "FY,Month (abbv),Component,Region,Land Filter,Area of Responsibility,Drug Type,"
                    + "Count of Event,Sum Qty (lbs)\n";
    private static final String ROW = "2024 (FYTD),OCT,Office of Field Operations,Southwest Border,Land Only,"
            + "LAREDO FIELD OFFICE,Other Drugs**,3,8.3799469484296\n";

    private static final String FIRST = "nationwide-drugs-fy19_22.csv.gz";
    private static final String SECOND = "nationwide-drugs-fy20_23.csv.gz";
    private static final String THIRD = "nationwide-drugs-fy21_24.csv.gz";

    @TempDir
    private Path folder;

    /** They carry no date, and were fetched on one day: without a mark the digest would decide which is the newest. */
    @Test
    void ofWindowsOfOneDayTheOneWithTheLaterLastMonthIsTheLaterEdition() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        for (String window : List.of(THIRD, FIRST, SECOND)) {
            ledger.publish(FILES.published(window, "2025-06-20"));
        }
        try (Connection connection = Migrations.dataSource(database.owner()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select sum(events), sum(quantity) from enforcement_action where revision_to = 2147483647"
                                + " and issued_to = '9999-12-31 00:00:00+00' and period_start >= '2020-10-01'")) {
            assertTrue(row.next());
            assertEquals(257_031, row.getLong(1));
            assertEquals(0, new BigDecimal("2691813.1796396718344964").compareTo(row.getBigDecimal(2)));
        }
    }

    private static BigDecimal quantity(Draft draft) {
        return (BigDecimal) Objects.requireNonNull(draft.values().get("quantity"));
    }

    /** Rows, events and pounds were summed up from the files with Python's csv and decimal. */
    @ParameterizedTest
    @CsvSource({
        FIRST + ", 10092, 282492, 3529670.3470258939190040, 2018-10-01, 2022-09-30",
        SECOND + ", 9924, 269872, 3177593.3479494022280681, 2019-10-01, 2023-09-30",
        THIRD + ", 9866, 257031, 2691813.1796396718344964, 2020-10-01, 2024-09-30"
    })
    void everyRowOfAPublishedFileIsAFigureToTheLastDecimal(
            String name, int rows, long events, BigDecimal pounds, LocalDate from, LocalDate to) {
        var reading = READER.read(FILES.file(name), PublishedFiles.issued("2025-06-20"));
        Publication read = reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
        assertEquals(List.of(), reading.findings());
        assertEquals(rows, read.drafts().size());
        assertEquals(rows + 1, reading.rows().rows());
        assertEquals(
                events,
                read.drafts().stream()
                        .mapToLong(draft -> (Long) draft.values().get("events"))
                        .sum());
        assertEquals(
                0,
                pounds.compareTo(read.drafts().stream()
                        .map(DrugSeizuresTest::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
        assertEquals(List.of(Publication.Coverage.complete(SERIES, from, to)), read.coverage());
    }

    @Test
    void aFigureIsLocatedInItsCellAndExactAsPrinted() {
        Draft first = FILES.published(FIRST, "2025-06-20").drafts().getFirst();
        assertEquals("'Table 1'!I2", first.locator());
        assertEquals(
                SERIES + ":2019-04:ecstasy:office-of-field-operations:atlanta-field-office:coastal-interior",
                first.key());
        assertEquals(new BigDecimal("8.3799469484296"), quantity(first));
        assertEquals(3L, first.values().get("events"));
        assertEquals("lb", first.values().get("unit"));
        assertEquals("seizure", first.values().get("action"));
    }

    /**
     * Weights of the overlapping years differ in their last digits: 1,616 and then 5. No row vanished and no number of
     * events changed; the year that left the window stands. Counted in the files with Python's csv and decimal.
     */
    @Test
    void aLaterWindowKeepsTheYearThatLeftItAndRevisesOnlyLastDigits() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        assertEquals(new Ledger.Counts(10_092, 0, 0, 0, 0), publish(ledger, FIRST, "2022-11-14"));
        assertEquals(new Ledger.Counts(2_365, 1_616, 0, 5_943, 0), publish(ledger, SECOND, "2023-11-14"));
        assertEquals(new Ledger.Counts(2_481, 5, 0, 7_380, 0), publish(ledger, THIRD, "2024-11-14"));
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        select sum(events) || ' ' || sum(quantity) from enforcement_action
                        where not withdrawn and revision_to = 2147483647 and issued_to > timestamptz '2999-01-01'
                            and period_end <= date '2019-09-30'""")) {
            row.next();
            assertEquals("66158 901315.2302966509021161", row.getString(1));
        }
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    private static Ledger.Counts publish(Ledger ledger, String name, String issued) {
        return assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(FILES.published(name, issued)))
                .total();
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

    private List<String> refused(String table) throws IOException {
        var reading = read(table);
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream().map(Finding::toString).toList();
    }

    @Test
    void theFootnoteMarkOfOtherDrugsIsNoPartOfTheirCode() throws IOException {
        Draft draft = drafts(HEADER + ROW).getFirst();
        assertEquals(
                SERIES
                        + ":2023-10:other-drugs:office-of-field-operations:laredo-field-office:southwest-border-land-only",
                draft.key());
        assertEquals("Other Drugs**", CATALOGUE.get(SERIES).codes("item").get("other-drugs"));
    }

    @Test
    void rowsThatDifferInTheirLandFilterAloneAreTwoFigures() throws IOException {
        assertEquals(
                List.of("southwest-border-land-only", "southwest-border-other"),
                drafts(HEADER + ROW + ROW.replace("Land Only", "Other")).stream()
                        .map(draft -> draft.values().get("border"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "2.20462262e-05, 0.0000220462262",
        "0.0, 0",
        "7.1793000000000005, 7.1793000000000005",
        "8116.3465931155715, 8116.3465931155715",
        "21701, 21701"
    })
    void aWeightIsExactlyWhatIsPrinted(String printed, String exact) throws IOException {
        assertEquals(
                new BigDecimal(exact),
                quantity(
                        drafts(HEADER + ROW.replace("8.3799469484296", printed)).getFirst()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8.3799469484296|-1|Table 1'!I2: found '-1'; expected a weight as 8.3799469484296 or 2.2e-05",
                "8.3799469484296|1e99|Table 1'!I2: found '1e99'; expected a weight as 8.3799469484296 or 2.2e-05",
                "8.3799469484296|1e-999999999|Table 1'!I2: found '1e-999999999'; expected a weight as",
                "8.3799469484296|2.204622621848775e-05|Table 1'!I2: found '2.204622621848775e-05'; expected a weight of at"
                        + " most 18 decimals",
                "8.3799469484296||Table 1'!I2: found an empty cell; expected a weight as",
                ",3,|,3.5,|Table 1'!H2: found '3.5'; expected a whole number",
                "Other Drugs**|Tobacco|Table 1'!G2: found 'Tobacco'; expected a name that the series declares as a label",
                "Southwest Border|Coastal/Interior|Table 1'!D2: found 'Coastal/Interior, Land Only'; expected a name",
                "LAREDO FIELD|LARAMIE FIELD|Table 1'!F2: found 'LARAMIE FIELD OFFICE'; expected a name that the series",
                "OCT|October|Table 1'!A2: found the fiscal year '2024 (FYTD)' and the month 'October'; expected a fiscal"
            })
    void aRowThatCannotBeReadIsAFindingWithItsCellAndWhatWasExpected(String right, String wrong, String finding)
            throws IOException {
        List<String> findings = refused(HEADER + ROW.replace(right, wrong == null ? "" : wrong));
        assertTrue(findings.getFirst().contains(finding), findings::toString);
        // one of one is too many
        assertTrue(findings.getLast().contains("1 rows that could not be read, of 1"), findings::toString);
    }

    @Test
    void twoRowsOfOneKeyAreRefused() throws IOException {
        assertTrue(refused(HEADER + ROW + ROW).getFirst().contains("a second row of"));
    }

    @Test
    void anotherHeaderIsRefusedBeforeAnyRowIsRead() throws IOException {
        assertEquals(
                "error 'Table 1'!I1: found 'Sum Qty (kg)'; expected the header 'Sum Qty (lbs)'",
                refused(HEADER.replace("lbs", "kg") + "nonsense\n").getFirst());
    }

    @Test
    void aYearThatIsCutOffIsRefused() throws IOException {
        assertTrue(
                refused(HEADER + ROW.replace("2024 (FYTD)", "2024")).getFirst().contains("no row of 2023-11"));
    }
}

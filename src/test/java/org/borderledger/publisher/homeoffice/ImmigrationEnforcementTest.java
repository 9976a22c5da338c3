package org.borderledger.publisher.homeoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Immigration Enforcement transparency data: the published workbook, and small ones of the same layout. */
class ImmigrationEnforcementTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final String SERIES = "uk-immigration-enforcement-quarterly";

    @TempDir
    private Path folder;

    private static FormatReader.Reading published() {
        return READER.read(
                Corpus.folder()
                        .resolve("published/home-office/immigration-enforcement/IE__Q3_2023_Background_Published.xlsx"),
                new FormatReader.Given(null, null, null, 0));
    }

    private static List<Draft> drafts(FormatReader.Reading reading) {
        return reading.publication()
                .orElseThrow(() -> new AssertionError(reading.findings()))
                .drafts();
    }

    private static BigDecimal sum(List<Draft> drafts) {
        return drafts.stream()
                .map(draft -> (BigDecimal) draft.values().get("quantity"))
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Rows that hold something, rows of a quarter and cells were counted in the workbook with openpyxl. */
    @Test
    void everyRowOfThePublishedWorkbookIsAccountedFor() {
        var reading = published();
        assertEquals(910, drafts(reading).size());
        assertEquals(new RowTally(1_003, 360, 643, 0, 910), reading.rows());
    }

    /** Counted in the workbook with openpyxl; that of values in millions times a million. */
    @ParameterizedTest
    @CsvSource({
        "prison-release:foreign-national-offenders, 39, 51603, people",
        "prison-release-without-consideration-for-deportation:foreign-national-offenders, 39, 86, people",
        "transfer-to-immigration-detention:foreign-national-offenders, 39, 45467, people",
        "release-into-the-community:immigration-judge-grants-bail, 40, 13871, people",
        "release-into-the-community:home-office-grants-bail, 40, 4952, people",
        "release-into-the-community:appeal-allowed, 40, 181, people",
        "release-into-the-community:end-of-prison-sentence, 40, 556, people",
        "release-into-the-community:mental-health-discharge, 40, 250, people",
        "facilitated-return-scheme-return:foreign-national-offenders, 50, 12822, people",
        "early-removal-scheme-removal:foreign-national-offenders, 50, 22707, people",
        "family-returns-process-entry:families-with-children, 17, 2114, families",
        "family-returns-panel-referral:families-with-children, 17, 79, families",
        "family-return:ensured-return, 17, 12, families",
        "family-return:required-return, 17, 0, families",
        "family-return:voluntary-return, 17, 29, families",
        "family-return:assisted-return, 17, 99, families",
        "family-return:voluntary-departure, 17, 2, families",
        "carriers-liability-charge:airline-and-maritime-carriers, 55, 27404, charges",
        "attempted-return:charter-and-overseas-returns, 35, 39044, attempted-returns",
        "use-of-force:charter-and-overseas-returns, 35, 2952, incidents",
        "use-of-restraint-equipment:charter-and-overseas-returns, 35, 2791, incidents",
        "civil-penalty:illegal-working, 31, 11255, penalties",
        "civil-penalty-value:illegal-working, 31, 191800000, GBP",
        "civil-penalty:right-to-rent, 31, 745, penalties",
        "civil-penalty-value:right-to-rent, 31, 510160, GBP",
        "report-received:immigration-and-commodity-abuse, 45, 755629, reports",
        "digital-report-received:immigration-and-commodity-abuse, 45, 448861, reports"
    })
    void theFiguresOfAnActionAreThoseOfItsColumn(String codes, int quarters, BigDecimal sum, String unit) {
        List<Draft> drafts = drafts(published()).stream()
                .filter(draft -> draft.key().endsWith(":" + codes))
                .toList();
        assertEquals(quarters, drafts.size());
        assertEquals(sum, sum(drafts));
        assertTrue(drafts.stream().allMatch(draft -> unit.equals(draft.values().get("unit"))));
    }

    private static Draft figure(FormatReader.Reading reading, String codes) {
        Predicate<Draft> ofKey = draft -> draft.key().equals(SERIES + ":" + codes);
        return drafts(reading).stream().filter(ofKey).findFirst().orElseThrow();
    }

    @Test
    void millionsOfPoundsBecomePoundsAndKeepTheirWords() {
        var reading = published();
        Draft millions = figure(reading, "2016-Q1:civil-penalty-value:illegal-working");
        assertEquals(new BigDecimal("13800000"), millions.values().get("quantity"));
        assertEquals("13.8 (Millions)", millions.originalText());
        assertEquals("CP_02!C7", millions.locator());
        Draft pounds = figure(reading, "2016-Q1:civil-penalty-value:right-to-rent");
        assertEquals(new BigDecimal("13800"), pounds.values().get("quantity"));
        assertNull(pounds.originalText());
    }

    /** The cell shows 10.2; the file has 10.199999999999999. */
    @Test
    void aNumberIsWhatTheSheetShowsAndNotItsBinaryRemainder() {
        Draft value = figure(published(), "2016-Q3:civil-penalty-value:illegal-working");
        assertEquals(new BigDecimal("10200000"), value.values().get("quantity"));
        assertEquals("10.2 (Millions)", value.originalText());
    }

    @Test
    void bothPublishedFilesStandSideBySideAndNeitherWithdrawsTheOthersFigures() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        Publication returns = READER.read(
                        Corpus.folder()
                                .resolve("published/home-office/immigration-enforcement/"
                                        + "derived-returns-by-destination.csv.gz"),
                        new FormatReader.Given(IssueDate.on(LocalDate.of(2024, 2, 29), IssueDate.Basis.OPTION), null))
                .publication()
                .orElseThrow();
        for (Publication each : List.of(returns, published().publication().orElseThrow())) {
            Ledger.Counts counts = assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(each))
                    .total();
            assertEquals(each.drafts().size(), counts.added());
            assertEquals(0, counts.withdrawn());
        }
        assertEquals("44015 1084931", standing(database, "series = 'uk-returns-quarterly'"));
        assertEquals("62 192310160", standing(database, "series = '" + SERIES + "' and unit = 'GBP'"));
        assertTrue(standing(database, "series = '" + SERIES + "'").startsWith("910 "));
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    private static String standing(TestDatabase database, String condition) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select count(*) || ' ' || sum(quantity) from enforcement_action"
                        + " where not withdrawn and revision_to = 2147483647 and " + condition)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void whatIsNotAvailableIsMissingAndNilIsNought() {
        var reading = published();
        Draft missing = figure(reading, "2012-Q3:digital-report-received:immigration-and-commodity-abuse");
        assertEquals(ObservationStatus.O, missing.status());
        assertNull(missing.values().get("quantity"));
        Draft nil = figure(reading, "2020-Q2:civil-penalty:illegal-working");
        assertEquals(ObservationStatus.P, nil.status());
        assertEquals(BigDecimal.ZERO, nil.values().get("quantity"));
        assertEquals(
                4,
                drafts(reading).stream()
                        .filter(draft -> draft.status().isMissing())
                        .count());
    }

    @Test
    void theWorkbookSaysWhenItWasIssuedWhatIsNotReadAndWhatDoesNotAddUp() {
        var reading = published();
        Publication read = reading.publication().orElseThrow();
        assertEquals("2023-11-23", read.issued().text());
        assertEquals(IssueDate.Basis.PRINTED, read.issued().basis());
        assertNull(read.via());
        assertEquals(
                List.of(Publication.Coverage.complete(SERIES, LocalDate.of(2018, 10, 1), LocalDate.of(2021, 12, 31))),
                read.coverage());
        assertEquals(3, reading.findings().size(), reading::toString);
        assertTrue(reading.findings().getFirst().found().contains("saved on 2023-11-30"), reading::toString);
        String notRead = reading.findings().get(1).found();
        for (String sheet : List.of("FNO_08", "FNO_11", "FR_05", "PDA_01", "DT_02", "DT_03", "DT_04", "PWD_01")) {
            assertTrue(notRead.contains(sheet), notRead);
        }
        Finding total = reading.findings().getLast();
        assertEquals(Finding.Level.WARNING, total.level());
        assertEquals("FR_06!B11", total.place());
        assertEquals("'20' as the total", total.found());
    }

    // small workbooks

    /** The ten tables, each with its title, its header and a row, as the publisher writes them. */
    private static Map<String, List<List<Object>>> tables() {
        Map<String, List<List<Object>>> tables = new LinkedHashMap<>();
        put(
                tables,
                "FNO_01: FNOs released from prison or transferred from prison to immigration detention27,B",
                List.of(
                        "Quarter",
                        "Released from prison 28 C 29",
                        "Released from prison without consideration for deportation",
                        "Transferred to Immigration Detention 30"),
                List.of("2023 Q3", 5, 1, 4));
        put(
                tables,
                "FNO_02: FNOs released into the community by reason for release1",
                List.of(
                        "Quarter",
                        "Total",
                        "of which:- Immigration Judge grants bail",
                        "Home Office grants bail 3",
                        "Immigration Judge allows FNO\u2019s appeal against deportation",
                        "Released at the end of the prison sentence 4",
                        "Mental Health Discharge"),
                List.of("2023 Q3", 15, 1, 2, 3, 4, 5));
        put(
                tables,
                "FNO_09: Percentage of [Criteria and Non-Criteria] FNOs returned under the Early Removal and"
                        + " Facilitated Returns Schemes18,19,31",
                List.of(
                        "Quarter",
                        "FNOs returned under the Facilitated Return Scheme",
                        "Percentage of FNOs returned under the Facilitated Return Scheme",
                        "FNOs removed under the Early Removal Scheme",
                        "Percentage of FNOs removed under the Early Removal Scheme"),
                List.of("2023 Q3", 7, 0.5, 8, 0.6));
        put(
                tables,
                "FR_04: Family Returns Data1-7",
                List.of("Quarter", "Total Entering Process", "Referred to Panel"),
                List.of("2023 Q3", 9, 2));
        put(
                tables,
                "FR_06: Family Returns: Types of Return1-7",
                List.of(
                        "Quarter",
                        "Total",
                        "Family with Children - Ensured Return",
                        "Family with Children - Required Return",
                        "Family with Children - Voluntary5",
                        "Family with Children -Assisted Return",
                        "Voluntary Departure6"),
                List.of("2023 Q3", 15, 1, 2, 3, 4, 5));
        put(
                tables,
                "CLS_01: How many carriers were issued with a Notification of Demand for Payment Form IS80D1",
                List.of("Quarter", "Number of charges issued", "Number of carriers that charges were issued to"),
                List.of("2023 Q3", 531, 75));
        put(
                tables,
                "FD_01: Escorted Moves and Home Office Manual for Escorting Safely (HOMES) Data1,2,3,4",
                List.of(
                        "Quarter",
                        "Number of attempted Charter and Overseas Returns",
                        "%  of attempted Charter and Overseas returns with use of force incident",
                        "Number of use of force incidents",
                        "Number of use of force Incidents where HOMES restraint equipment has been used"),
                List.of("2023 Q3", 100, 0.06, 6, 5));
        put(
                tables,
                "CP_02: Volume and value of illegal working civil penalties",
                List.of("Quarter", "Number of Penalties Issued1", "Value of penalties issued (Millions)"),
                List.of("2023 Q3", 10, 0.2));
        put(
                tables,
                "CP_03: Volume and value of right to rent civil penalties",
                List.of("Quarter", "Number of Penalties Issued1", "Value of penalties issued"),
                List.of("2023 Q3", 3, 2500));
        put(
                tables,
                "IMS_01: Reports of immigration and commodity abuse1",
                List.of("Quarter", "Number of reports", "of which digital 2"),
                List.of("2023 Q3", 300, 200));
        return tables;
    }

    private static void put(
            Map<String, List<List<Object>>> tables, String title, List<Object> header, List<Object> row) {
        tables.put(
                title.substring(0, title.indexOf(':')),
                new ArrayList<>(List.of(
                        List.of(title),
                        List.of("Back to Contents"),
                        List.of(),
                        new ArrayList<>(header),
                        new ArrayList<>(row))));
    }

    private static List<List<Object>> rows(Map<String, List<List<Object>>> tables, String sheet) {
        return Objects.requireNonNull(tables.get(sheet));
    }

    private Path workbook(Map<String, List<List<Object>>> tables) throws IOException {
        Path file = Files.createTempFile(folder, "workbook", ".bin");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet contents = book.newWorksheet("Contents");
            contents.value(0, 0, "Immigration Enforcement Data - Quarter 3 2023");
            contents.value(1, 0, "Publication Date: 23 November 2023");
            tables.forEach((sheet, rows) -> write(book.newWorksheet(sheet), rows));
        }
        return file;
    }

    private static void write(Worksheet sheet, List<List<Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Object value = rows.get(row).get(column);
                if (value instanceof Number number) {
                    sheet.value(row, column, number);
                } else {
                    sheet.value(row, column, value.toString());
                }
            }
        }
    }

    private FormatReader.Reading read(Map<String, List<List<Object>>> tables) throws IOException {
        return READER.read(workbook(tables), new FormatReader.Given(null, null, null, 0));
    }

    /** Reads the tables with another value in a cell of one of them; rows are counted from 0. */
    private FormatReader.Reading readWith(String sheet, int row, int column, Object value, double mostQuarantined)
            throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        List<Object> cells = new ArrayList<>(rows(tables, sheet).get(row));
        cells.set(column, value);
        rows(tables, sheet).set(row, cells);
        return READER.read(workbook(tables), new FormatReader.Given(null, null, null, mostQuarantined));
    }

    private static List<String> errors(FormatReader.Reading reading) {
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(finding -> finding.place() + ": " + finding.found())
                .toList();
    }

    @Test
    void marksOfFootnotesAreNoPartOfANameAndEachTableIsRead() throws IOException {
        var reading = read(tables());
        assertEquals(27, drafts(reading).size(), reading::toString);
        assertEquals(
                Map.of("2023-Q3", 27L),
                drafts(reading).stream()
                        .collect(Collectors.groupingBy(draft -> draft.period().code(), Collectors.counting())));
        assertEquals(List.of(), reading.findings());
        assertEquals(
                List.of(Publication.Coverage.complete(SERIES, LocalDate.of(2023, 7, 1), LocalDate.of(2023, 9, 30))),
                reading.publication().orElseThrow().coverage());
    }

    @ParameterizedTest
    @CsvSource({"2023 Q3", "2023Q3", "Q3 2023", "' 2023 Q3 '"})
    void aQuarterIsOneInSeveralSpellings(String quarter) throws IOException {
        var reading = readWith("CLS_01", 4, 0, quarter, 0);
        assertEquals(
                new BigDecimal(531),
                figure(reading, "2023-Q3:carriers-liability-charge:airline-and-maritime-carriers")
                        .values()
                        .get("quantity"));
    }

    @ParameterizedTest
    @CsvSource({"z, M", "n/a, M", ":, O", ".., O", "-, O", "' ', O", "[c], Q"})
    void aMarkInThePlaceOfANumberIsAStatusAndNeverZero(String mark, ObservationStatus status) throws IOException {
        Draft draft = figure(
                readWith("IMS_01", 4, 2, mark, 0), "2023-Q3:digital-report-received:immigration-and-commodity-abuse");
        assertEquals(status, draft.status());
        assertNull(draft.values().get("quantity"));
    }

    @ParameterizedTest
    @CsvSource({
        "Value of penalties issued (Thousands)",
        "Value of penalties issued (£000s)",
        "Value of penalties (Millions)",
        "Average value of penalties issued",
        "Millions"
    })
    void aHeaderThatSaysNeitherPoundsNorMillionsIsRefused(String header) throws IOException {
        assertEquals(List.of("CP_02!C4: '" + header + "'"), errors(readWith("CP_02", 3, 2, header, 0)));
    }

    @ParameterizedTest
    @CsvSource({"Value of penalties issued (£)", "'Value of penalties issued2,3'"})
    void poundsMayBeWrittenInTheHeader(String header) throws IOException {
        Draft draft = figure(readWith("CP_03", 3, 2, header, 0), "2023-Q3:civil-penalty-value:right-to-rent");
        assertEquals(new BigDecimal(2500), draft.values().get("quantity"));
    }

    @Test
    void aUnitThatThePenaltiesContradictIsRefused() throws IOException {
        assertEquals(
                List.of("CP_02: £0.2 for 10 penalties"),
                errors(readWith("CP_02", 3, 2, "Value of penalties issued", 0)));
        assertEquals(
                List.of("CP_03: £2500000000 for 3 penalties"),
                errors(readWith("CP_03", 3, 2, "Value of penalties issued (Millions)", 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "CLS_01, 1, -5",
        "CLS_01, 1, 5.5",
        "CLS_01, 1, many",
        "CLS_01, 0, 2023 Q5",
        "CLS_01, 0, 2023",
        "CP_02, 2, 0.123456789",
        "IMS_01, 2, 12345678901234567890"
    })
    void aRowThatCannotBeReadIsKeptOutWhole(String sheet, int column, String found) throws IOException {
        var reading = readWith(sheet, 4, column, found, 50);
        assertTrue(
                reading.findings().stream().anyMatch(finding -> finding.found().equals("'" + found + "'")),
                reading::toString);
        assertEquals(1, reading.rows().quarantined());
        assertEquals(
                List.of(sheet + ": no row of a quarter"), errors(reading), "the row was the only one of its table");
    }

    @Test
    void aSecondRowOfAQuarterIsKeptOutAndNothingCountsAsWithdrawn() throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        rows(tables, "CLS_01").add(List.of("2023 Q3", 1, 1));
        var reading = READER.read(workbook(tables), new FormatReader.Given(null, null, null, 10));
        assertEquals(27, drafts(reading).size());
        assertEquals(1, reading.rows().quarantined());
        assertTrue(reading.publication().orElseThrow().coverage().stream().noneMatch(Publication.Coverage::complete));
    }

    @Test
    void aTableWithAGapBetweenItsQuartersIsRefused() throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        rows(tables, "CLS_01").add(List.of("2023 Q1", 1, 1));
        assertEquals(List.of("CLS_01: no row of the quarter from 2023-04-01 on before 2023-Q3"), errors(read(tables)));
    }

    @Test
    void anotherTitleAnotherHeaderOrAMissingSheetIsRefused() throws IOException {
        assertEquals(
                List.of("CP_03!A1: 'CP_03: Volume and value of penalties'"),
                errors(readWith("CP_03", 0, 0, "CP_03: Volume and value of penalties", 0)));
        assertEquals(List.of("FR_06!C4: 'Ensured'"), errors(readWith("FR_06", 3, 2, "Ensured", 0)));
        Map<String, List<List<Object>>> tables = tables();
        tables.remove("IMS_01");
        assertTrue(errors(read(tables)).getFirst().endsWith(": no sheet IMS_01"));
    }

    @Test
    void aSheetThatNobodyHasDecidedUponIsAWarning() throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        tables.put("EV_01", List.of(List.of("EV_01: Enforcement visits"), List.of("Quarter", "Visits")));
        var reading = read(tables);
        assertEquals(27, drafts(reading).size());
        assertEquals(1, reading.findings().size());
        assertEquals(Finding.Level.WARNING, reading.findings().getFirst().level());
        assertEquals("EV_01!A1", reading.findings().getFirst().place());
    }

    @Test
    void aTotalThatIsNotTheSumOfItsPartsIsAWarning() throws IOException {
        var reading = readWith("FNO_02", 4, 1, 16, 0);
        assertEquals(27, drafts(reading).size());
        assertEquals("FNO_02!B5", reading.findings().getFirst().place());
    }

    @Test
    void theQuartersThatTablesDoNotHaveInCommonAreNotWithdrawn() throws IOException, SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        Map<String, List<List<Object>>> longer = tables();
        rows(longer, "CLS_01").add(4, List.of("2023 Q2", 400, 60));
        Publication first = read(longer).publication().orElseThrow();
        Publication second = READER.read(
                        workbook(tables()),
                        new FormatReader.Given(IssueDate.on(LocalDate.of(2024, 2, 29), IssueDate.Basis.OPTION), null))
                .publication()
                .orElseThrow();
        assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(first));
        Ledger.Counts counts = assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(second))
                .total();
        assertEquals(0, counts.withdrawn() + counts.added() + counts.revised());
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    @Test
    void longHeadersOfFootnotesAreRefusedAndNotReadForEver() throws IOException {
        assertEquals(
                1,
                errors(readWith("CLS_01", 3, 1, "1 ".repeat(10_000) + "x", 0)).size());
    }
}

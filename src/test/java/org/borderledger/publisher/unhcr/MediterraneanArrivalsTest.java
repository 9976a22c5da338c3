package org.borderledger.publisher.unhcr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** UNHCR's arrivals by day: the published workbook, and small ones that are wrong. */
class MediterraneanArrivalsTest {
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());
    private static final String GREECE = "Daily Arrivals to Greece";
    private static final String ITALY = "Daily Arrivals to Italy";
    /** 1 October 2015. */
    private static final int OCTOBER = 42278;

    @TempDir
    private Path folder;

    private static FormatReader.Given issued(String day) {
        return new FormatReader.Given(IssueDate.on(LocalDate.parse(day), IssueDate.Basis.OPTION), null);
    }

    private static FormatReader.Reading published() {
        return READER.read(
                Corpus.folder().resolve("published/unhcr/mediterranean-arrivals_2019-12-31.xlsx"),
                issued("2020-01-02"));
    }

    private static List<Draft> drafts(FormatReader.Reading reading, String place) {
        return reading.publication().orElseThrow(() -> new AssertionError(reading.findings())).drafts().stream()
                .filter(draft -> place.equals(draft.values().get("place")))
                .toList();
    }

    /** Rows and people were counted in the file with Python's openpyxl, the days by its own reading of dates. */
    @ParameterizedTest
    @CsvSource({
        "greece, 1511, 844435, 2015-08-26, 12500, 2019-11-17, 462, 163",
        "italy, 1339, 354889, 2015-10-01, 343, 2019-11-25, 0, 484"
    })
    void everyDayOfThePublishedFileIsAFigureToThePerson(
            String place,
            int days,
            long people,
            LocalDate first,
            long onTheFirst,
            LocalDate last,
            long onTheLast,
            long zeros) {
        List<Draft> drafts = drafts(published(), place);
        assertEquals(days, drafts.size());
        assertEquals(
                people,
                drafts.stream().mapToLong(MediterraneanArrivalsTest::people).sum());
        assertEquals(first, drafts.getFirst().period().start());
        assertEquals(onTheFirst, people(drafts.getFirst()));
        assertEquals(last, drafts.getLast().period().end());
        assertEquals(onTheLast, people(drafts.getLast()));
        assertEquals(zeros, drafts.stream().filter(draft -> people(draft) == 0).count(), "a printed 0 is 0");
    }

    private static long people(Draft draft) {
        return (Long) Objects.requireNonNull(draft.values().get("people"), draft.key());
    }

    @Test
    void noRowOfTheTwoSheetsIsLostAndADayWithoutARowIsNoFigure() {
        var reading = published();
        assertEquals(new RowTally(2852, 2850, 2, 0, 2850), reading.rows());
        assertEquals(
                List.of(
                        "34 of 1545 days from 2015-08-26 to 2019-11-17 have no row",
                        "178 of 1517 days from 2015-10-01 to 2019-11-25 have no row"),
                reading.findings().stream().map(Finding::found).toList());
        assertTrue(drafts(reading, "greece").stream()
                .noneMatch(draft -> draft.period().start().equals(LocalDate.of(2015, 9, 2))));
    }

    @Test
    void aWorkingFileIsNeverTakenToBeComplete() {
        assertEquals(
                List.of(Publication.Coverage.partial("mediterranean-arrivals-daily")),
                published().publication().orElseThrow().coverage());
    }

    @Test
    void aFigureIsLocatedInItsCellAndKnownByItsPlace() {
        Draft first = drafts(published(), "italy").getFirst();
        assertEquals("mediterranean-arrivals-daily:2015-10-01:italy", first.key());
        assertEquals("'Daily Arrivals to Italy'!B2", first.locator());
    }

    @Test
    void theFileDoesNotSayWhenItWasIssued() {
        var reading = READER.read(
                Corpus.folder().resolve("published/unhcr/mediterranean-arrivals_2019-12-31.xlsx"),
                FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertEquals("no issue date in the file", reading.findings().getLast().found());
    }

    @Test
    void theLedgerTakesInEveryFigureOfTheFile() {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(
                Migrations.dataSource(database.owner()), Datasets.ALL, SeriesCatalogue.load(), Clock.systemUTC());
        Ledger.Outcome outcome = ledger.publish(published().publication().orElseThrow());
        assertEquals(
                2850,
                assertInstanceOf(Ledger.Outcome.Published.class, outcome)
                        .total()
                        .added());
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    // small workbooks

    private Path workbook(Map<String, List<List<Object>>> sheets) throws IOException {
        Path file = Files.createTempFile(folder, "workbook", ".bin");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            for (Map.Entry<String, List<List<Object>>> each : sheets.entrySet()) {
                Worksheet sheet = book.newWorksheet(each.getKey());
                for (int row = 0; row < each.getValue().size(); row++) {
                    for (int column = 0; column < each.getValue().get(row).size(); column++) {
                        Object value = each.getValue().get(row).get(column);
                        if (value instanceof Number number) {
                            sheet.value(row, column, number);
                        } else {
                            sheet.value(row, column, value.toString());
                        }
                    }
                }
            }
        }
        return file;
    }

    /** Both sheets, the one of Greece with these rows below its header. */
    private FormatReader.Reading read(List<List<Object>> rows) throws IOException {
        List<List<Object>> greece = new ArrayList<>(List.of(List.of("Arrival Date", "Daily arrived")));
        greece.addAll(rows);
        Map<String, List<List<Object>>> sheets = new LinkedHashMap<>();
        sheets.put(GREECE, greece);
        sheets.put(ITALY, List.of(List.of("Arrival Date", "Daily arrived"), List.of(OCTOBER, 343)));
        return READER.read(workbook(sheets), issued("2015-10-31"));
    }

    private static List<String> found(FormatReader.Reading reading) {
        return reading.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(finding -> finding.place() + ": " + finding.found())
                .toList();
    }

    @Test
    void theNumberOfADayIsThatDay() throws IOException {
        Draft draft =
                drafts(read(List.of(List.of(OCTOBER + 1, 4055))), "greece").getFirst();
        assertEquals("mediterranean-arrivals-daily:2015-10-02:greece", draft.key());
        assertEquals(4055, people(draft));
    }

    @ParameterizedTest
    @CsvSource({"-, O", "NA, O", ".., O", "'', O", "z, M"})
    void aMarkInThePlaceOfANumberIsAStatusAndNeverZero(String mark, ObservationStatus status) throws IOException {
        Draft draft = drafts(read(List.of(List.of(OCTOBER, mark))), "greece").getFirst();
        assertEquals(status, draft.status());
        assertNull(draft.values().get("people"));
    }

    @ParameterizedTest
    @CsvSource({
        // before the file begins, after it was issued, a time of day, before spreadsheet programs count well, and none
        "41639, 5",
        "42309, 5",
        "42278.5, 5",
        "59, 5",
        "1e300, 5",
        "-1, 5",
        "yesterday, 5",
        // no count
        "42278, 5.5",
        "42278, -5",
        "42278, 1e300",
        "42278, about 20"
    })
    void aRowWhoseDayOrNumberCannotBeIsKeptOutWithItsWords(String day, String number) throws IOException {
        var reading = read(List.of(List.of(cell(day), cell(number)), List.of(OCTOBER + 1, 7)));
        assertEquals(1, reading.rows().quarantined(), reading::toString);
        assertTrue(reading.publication().isEmpty(), "one of three rows is more than a slip");
    }

    private static Object cell(String text) {
        return text.matches("[-0-9.e]+") ? Double.valueOf(text) : text;
    }

    @Test
    void aTotalAndANoteBelowTheTableStateNoFigure() throws IOException {
        var reading = read(List.of(List.of(OCTOBER, 5), List.of("Grand Total", 5), List.of("Source: UNHCR")));
        assertEquals(new RowTally(6, 2, 4, 0, 2), reading.rows(), reading::toString);
        assertTrue(reading.publication().isPresent(), reading::toString);
    }

    @Test
    void twoRowsOfADayAreRefusedSinceNobodyKnowsWhichHolds() throws IOException {
        var reading = read(List.of(List.of(OCTOBER, 5), List.of(OCTOBER, 6)));
        assertTrue(reading.publication().isEmpty());
        assertEquals(List.of("'Daily Arrivals to Greece'!A3: a second row of 2015-10-01"), found(reading));
    }

    @Test
    void anotherHeaderAndAMissingSheetAreRefused() throws IOException {
        var monthly = READER.read(
                workbook(Map.of(GREECE, List.of(List.of("Arrival Month", "Daily arrived"), List.of(OCTOBER, 5)))),
                issued("2015-10-31"));
        assertTrue(monthly.publication().isEmpty());
        assertEquals(
                "'Daily Arrivals to Greece'!A1: 'Arrival Month'", found(monthly).getFirst());
        assertTrue(found(monthly).getLast().endsWith("no sheet 'Daily Arrivals to Italy'"), monthly::toString);
    }

    @Test
    void aWorkbookOfOtherSheetsIsNotOfThisFormat() throws IOException {
        var other = READER.read(
                workbook(Map.of("Daily", List.of(List.of("Arrival Date", "Daily arrived"), List.of(OCTOBER, 5)))),
                issued("2015-10-31"));
        assertEquals(
                "no format that the ledger reads", other.findings().getFirst().found());
    }
}

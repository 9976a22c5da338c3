package org.borderledger.publisher.frontex;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.borderledger.Corpus;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
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

/**
 * Frontex' detections: the table derived from the publisher's workbook, workbooks of the publisher's layout that are made
 * here, since none is at hand, and small files that are wrong.
 */
class MonthlyDetectionsTest {
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());
    private static final String HEADER = "route,type,nat,t,n\n";
    private static final String ROW = "Central Mediterranean Route,Sea,BGD,2009-01,41.0\n";
    private static final String CENTRAL = "Central Mediterranean Route";

    @TempDir
    private Path folder;

    private static FormatReader.Given issued(String day) {
        return new FormatReader.Given(IssueDate.on(LocalDate.parse(day), IssueDate.Basis.OPTION), null);
    }

    private static Path derived() {
        return Corpus.folder().resolve("published/frontex/derived-monthly-detections_2025-06-03.csv.gz");
    }

    private static List<Draft> drafts(FormatReader.Reading reading) {
        return reading.publication()
                .orElseThrow(() -> new AssertionError(reading.findings()))
                .drafts();
    }

    private static long detections(List<Draft> drafts) {
        return drafts.stream()
                .mapToLong(draft -> (Long) Objects.requireNonNull(draft.values().get("people")))
                .sum();
    }

    /** Counted in the file with Python's csv. */
    @Test
    void everyRowOfTheDerivedTableIsAFigureToTheDetection() {
        var reading = READER.read(derived(), issued("2025-06-03"));
        List<Draft> drafts = drafts(reading);
        assertEquals(new RowTally(34274, 34273, 1, 0, 34273), reading.rows());
        assertEquals(4_966_869, detections(drafts));
        assertEquals(
                159,
                drafts.stream()
                        .map(draft -> draft.values().get("citizenship"))
                        .distinct()
                        .count());
        assertEquals(List.of(), reading.findings());
        assertEquals(
                "a table derived from the publisher's workbook; by whom and how is not known",
                reading.publication().orElseThrow().via());
        assertEquals(
                List.of(Publication.Coverage.complete(
                        "eu-frontex-detections-monthly", LocalDate.of(2009, 1, 1), LocalDate.of(2025, 4, 30))),
                reading.publication().orElseThrow().coverage());
    }

    /** Counted in the file with Python's csv. */
    @ParameterizedTest
    @CsvSource({
        "central-mediterranean, 1252298",
        "eastern-mediterranean, 1740759",
        "western-balkan, 1363571",
        "western-mediterranean, 249133",
        "western-african, 168384",
        "circular-albania-greece, 135336",
        "eastern-borders, 55938",
        "black-sea, 1379",
        "other, 71"
    })
    void everyRouteHasItsDetections(String route, long detections) {
        assertEquals(
                detections,
                detections(drafts(READER.read(derived(), issued("2025-06-03"))).stream()
                        .filter(draft -> route.equals(draft.values().get("route")))
                        .toList()));
    }

    @Test
    void theDerivedTableLaidOutAsThePublisherDoesSaysTheSame() throws IOException {
        Map<List<String>, Map<String, String>> numbers =
                new TreeMap<>((one, other) -> String.join("|", one).compareTo(String.join("|", other)));
        try (CsvTable table = CsvTable.open(derived())) {
            for (Row row : table.rows()) {
                if (row.number() > 1) {
                    numbers.computeIfAbsent(
                                    List.of(
                                            row.cell(0).text(),
                                            row.cell(1).text(),
                                            row.cell(2).text()),
                                    any -> new TreeMap<>())
                            .put(row.cell(3).text(), row.cell(4).text());
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        rows.add(header(196));
        numbers.forEach((names, byMonth) -> {
            List<Object> row = new ArrayList<>(names);
            for (int month = 0; month < 196; month++) {
                String number = byMonth.get("%d-%02d".formatted(2009 + month / 12, month % 12 + 1));
                row.add(number == null ? "" : Double.valueOf(number));
            }
            rows.add(row);
        });
        assertEquals(byKey(READER.read(derived(), issued("2025-06-03"))), byKey(read("Detections_of_IBC", rows)));
    }

    private static Map<String, Map<String, Object>> byKey(FormatReader.Reading reading) {
        return drafts(reading).stream()
                .collect(Collectors.toMap(Draft::key, Draft::values, (one, other) -> one, TreeMap::new));
    }

    @Test
    void theLedgerTakesInEveryFigureOfTheFile() {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(
                Migrations.dataSource(database.owner()), Datasets.ALL, SeriesCatalogue.load(), Clock.systemUTC());
        Ledger.Outcome outcome = ledger.publish(
                READER.read(derived(), issued("2025-06-03")).publication().orElseThrow());
        assertEquals(
                34_273,
                assertInstanceOf(Ledger.Outcome.Published.class, outcome)
                        .total()
                        .added());
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    // small workbooks

    /** The header of a workbook with so many months. */
    private static List<Object> header(int months) {
        List<Object> header = new ArrayList<>(List.of("Route", "BorderType", "NationalityLong"));
        String[] names = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
        for (int month = 0; month < months; month++) {
            header.add(names[month % 12] + (2009 + month / 12));
        }
        return header;
    }

    private FormatReader.Reading read(String sheet, List<List<Object>> rows) throws IOException {
        Path file = Files.createTempFile(folder, "workbook", ".bin");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet data = book.newWorksheet(sheet);
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    Object value = rows.get(row).get(column);
                    if (value instanceof Number number) {
                        data.value(row, column, number);
                    } else if (!value.toString().isEmpty()) {
                        data.value(row, column, value.toString());
                    }
                }
            }
        }
        return READER.read(file, issued("2025-06-03"));
    }

    private FormatReader.Reading readRows(Object... rows) throws IOException {
        List<List<Object>> all = new ArrayList<>();
        for (Object row : rows) {
            all.add(((List<?>) row).stream().map(Object.class::cast).toList());
        }
        return read("Detections_of_IBC", all);
    }

    @Test
    void aBlankCellIsNoFigureAndAPublishedNoughtIsNought() throws IOException {
        var reading = readRows(header(3), List.of(CENTRAL, "Sea", "Bangladesh", 41, "", 0));
        assertEquals(
                Map.of(
                        "eu-frontex-detections-monthly:2009-01:central-mediterranean:sea:bgd", 41L,
                        "eu-frontex-detections-monthly:2009-03:central-mediterranean:sea:bgd", 0L),
                drafts(reading).stream()
                        .collect(Collectors.toMap(
                                Draft::key, draft -> draft.values().get("people"))));
        assertEquals("Detections_of_IBC!D2", drafts(reading).getFirst().locator());
        assertNull(reading.publication().orElseThrow().via(), "the publisher's own workbook");
        assertEquals(
                LocalDate.of(2009, 3, 31),
                reading.publication().orElseThrow().coverage().getFirst().to());
    }

    @Test
    void aLineAboveABlankColumnBeforeAndAnotherCaseOfTheHeaderAreTheSameTable() throws IOException {
        var reading = readRows(
                List.of("Detections of illegal border-crossing"),
                List.of("", "ROUTE", "Border Type", "nationality", "Jan2009", "Feb2009"),
                List.of("", "western african route", "SEA", "mli", 3, 4));
        assertEquals(7, detections(drafts(reading)));
        assertEquals("Detections_of_IBC!E3", drafts(reading).getFirst().locator());
    }

    @Test
    void totalsFootersAndRowsOfBlanksStateNoFigure() throws IOException {
        List<Object> header = header(2);
        header.add("Total");
        var reading = readRows(
                header,
                List.of(CENTRAL, "Sea", "Bangladesh", 41, 7, 48),
                List.of(CENTRAL, "Sea", "Mali", "", ""),
                List.of("Total", "", "", 41, 7, 48),
                List.of(CENTRAL, "Sea", "Total", 41, 7, 48),
                List.of("Source: FRAN and JORA data"));
        assertEquals(48, detections(drafts(reading)));
        assertEquals(new RowTally(6, 1, 5, 0, 2), reading.rows());
        assertTrue(reading.findings().getFirst().done().contains("adds up the others"), reading::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "Kosovo*, xkx",
        "Côte d'Ivoire, civ",
        "Ivory Coast, civ",
        "Syrian Arab Republic, syr",
        "Unknown, ooo",
        "Unspecified sub-Saharan nationals, oos",
        "Stateless, stl",
        "Turkey, tur",
        "PSE, pse"
    })
    void aNationalityIsKnownByItsCodeOrItsName(String name, String code) throws IOException {
        Draft draft =
                drafts(readRows(header(1), List.of(CENTRAL, "Sea", name, 1))).getFirst();
        assertEquals(code, draft.values().get("citizenship"));
    }

    @Test
    void anUnknownRouteTypeOrNationalityIsKeptOutWithItsRow() throws IOException {
        List<Object> rows = new ArrayList<>(List.of(header(1)));
        SeriesCatalogue.load().get("eu-frontex-detections-monthly").codes("citizenship").keySet().stream()
                .limit(150)
                .forEach(code -> rows.add(List.of(CENTRAL, "Sea", code, 1)));
        rows.add(List.of("Apulia and Calabria", "Sea", "Mali", 5));
        var reading = readRows(rows.toArray());
        assertEquals(150, drafts(reading).size());
        assertEquals("'Apulia and Calabria'", reading.findings().getFirst().found());
        assertEquals("Detections_of_IBC!A152", reading.findings().getFirst().place());
        assertEquals(
                List.of(Publication.Coverage.partial("eu-frontex-detections-monthly")
                        .complete()),
                reading.publication().orElseThrow().coverage().stream()
                        .map(Publication.Coverage::complete)
                        .toList(),
                "what the row says is not withdrawn");
        for (List<?> wrong : List.of(
                List.of(CENTRAL, "Air", "Mali", 5),
                List.of(CENTRAL, "Sea", "Atlantis", 5),
                List.of(CENTRAL, "Sea", "", 5),
                List.of("", "", "", 5),
                List.of(CENTRAL, "Sea", "Mali", 5, 6))) {
            assertEquals(1, readRows(header(1), wrong).rows().quarantined(), wrong::toString);
        }
    }

    @Test
    void aRowWithOneCellThatIsNoNumberGivesNoFigureAtAll() throws IOException {
        for (Object wrong : Arrays.asList("about 20", -1, 4.5, 1e300)) {
            var reading = readRows(header(2), List.of(CENTRAL, "Sea", "Mali", 5, wrong));
            assertEquals(new RowTally(2, 0, 1, 1, 0), reading.rows(), wrong::toString);
        }
    }

    @Test
    void aMarkInThePlaceOfANumberIsMissing() throws IOException {
        Draft draft = drafts(readRows(header(1), List.of(CENTRAL, "Sea", "Mali", "..")))
                .getFirst();
        assertEquals(ObservationStatus.O, draft.status());
        assertNull(draft.values().get("people"));
    }

    @Test
    void monthsThatDoNotFollowOneAnotherFromTheFirstOnAreRefused() throws IOException {
        List<Object> gap = header(3);
        gap.remove(4);
        assertEquals("'MAR2009'", error(readRows(gap, List.of(CENTRAL, "Sea", "Mali", 1, 2))));
        List<Object> late = header(2);
        late.remove(3);
        assertEquals("'FEB2009'", error(readRows(late, List.of(CENTRAL, "Sea", "Mali", 1))));
    }

    private static String error(FormatReader.Reading reading) {
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .findFirst()
                .orElseThrow()
                .found();
    }

    @Test
    void aTableOfOtherColumnsIsNotOfThisFormat() throws IOException {
        assertEquals(
                "no format that the ledger reads",
                readRows(List.of("Route", "Nationality", "JAN2009"), List.of(CENTRAL, "Mali", 1))
                        .findings()
                        .getFirst()
                        .found());
    }

    // small tables

    private FormatReader.Reading read(String table) throws IOException {
        return READER.read(
                Files.writeString(Files.createTempFile(folder, "table", ".txt"), table), issued("2025-06-03"));
    }

    @Test
    void theNumbersOfTheDerivedTableAreWholeThoughTheyHaveAPoint() throws IOException {
        Draft draft = drafts(read(HEADER + ROW)).getFirst();
        assertEquals(41L, draft.values().get("people"));
        assertEquals("'Table 1'!E2", draft.locator());
        for (String wrong : List.of("41.5", "-41.0", "", "4e1", "1234567890", "41.0,more")) {
            assertEquals(1, read(HEADER + ROW.replace("41.0", wrong)).rows().quarantined(), wrong);
        }
    }

    @Test
    void aMonthThatIsNoneIsKeptOutAndAMissingOneRefused() throws IOException {
        assertEquals(1, read(HEADER + ROW.replace("2009-01", "2009-13")).rows().quarantined());
        assertEquals("no number of 2009-01 before 2009-02", error(read(HEADER + ROW.replace("2009-01", "2009-02"))));
    }

    @Test
    void aSecondNumberOfTheSameIsRefused() throws IOException {
        assertEquals(
                "a second number of eu-frontex-detections-monthly:2009-01:central-mediterranean:sea:bgd",
                error(read(HEADER + ROW + ROW)));
    }

    @Test
    void aTableWithoutAnIssueDateIsRefusedUntilOneIsGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), HEADER + ROW);
        assertEquals("no issue date in the file", error(READER.read(file, FormatReader.Given.NOTHING)));
    }
}

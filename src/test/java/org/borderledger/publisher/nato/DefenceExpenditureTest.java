package org.borderledger.publisher.nato;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.borderledger.Corpus;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Aggregation;
import org.borderledger.computation.Grouping;
import org.borderledger.computation.Input;
import org.borderledger.computation.Line;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.publisher.Publishers;
import org.borderledger.spending.SpendingLine;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NATO's tables of amounts: the published workbook, and small ones that are wrong. */
class DefenceExpenditureTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final String KEY = "nato-defence-expenditure-annual:";
    private static final FormatReader.Given ISSUED =
            new FormatReader.Given(IssueDate.on(LocalDate.of(2024, 6, 17), IssueDate.Basis.OPTION), null);

    @TempDir
    private Path folder;

    private static Path file() {
        return Corpus.folder().resolve("published/nato/240617-def-exp-2024-TABLES-en.xlsx");
    }

    private static Map<String, Draft> published() {
        return byKey(READER.read(file(), ISSUED));
    }

    private static Map<String, Draft> byKey(FormatReader.Reading reading) {
        return reading.publication().orElseThrow(() -> new AssertionError(reading.findings())).drafts().stream()
                .collect(Collectors.toMap(Draft::key, draft -> draft));
    }

    private static Draft figure(Map<String, Draft> all, String key) {
        return Objects.requireNonNull(all.get(KEY + key), key);
    }

    private static BigDecimal amount(Draft draft) {
        return (BigDecimal) Objects.requireNonNull(draft.values().get("amount"), draft.key());
    }

    /** Counted and added up in the file with Python's openpyxl and decimal, in whole units of the currencies. */
    @ParameterizedTest
    @CsvSource({
        "national-currency, current-prices, false, 341, 25529858663691.630831345",
        "national-currency, constant-2015-prices, false, 341, 20147616147153.398059578",
        "us-dollars, current-prices-and-exchange-rates, false, 341, 12034624871595.388631905",
        "us-dollars, current-prices-and-exchange-rates, true, 22, 15574967624432.52079",
        "us-dollars, constant-2015-prices-and-exchange-rates, false, 341, 11013126044293.834766005",
        "us-dollars, constant-2015-prices-and-exchange-rates, true, 22, 14313215127885.37289"
    })
    void everyAmountOfABlockIsAFigure(String programme, String purpose, boolean totals, int figures, BigDecimal sum) {
        List<Draft> block = published().values().stream()
                .filter(draft -> programme.equals(draft.values().get("programme"))
                        && purpose.equals(draft.values().get("purpose"))
                        && totals
                                == String.valueOf(draft.values().get("funder")).startsWith("nato-"))
                .toList();
        assertEquals(figures, block.size());
        assertEquals(
                0,
                sum.compareTo(
                        block.stream().map(DefenceExpenditureTest::amount).reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    @Test
    void noRowOfTheTwoTablesIsLost() {
        var reading = READER.read(file(), ISSUED);
        assertEquals(new RowTally(146, 128, 18, 0, 1408), reading.rows());
        assertEquals(List.of(), reading.findings());
        Publication release = reading.publication().orElseThrow();
        assertEquals("Defence Expenditure of NATO Countries (2014-2024)", release.title());
        assertEquals(
                List.of(Publication.Coverage.complete(
                        "nato-defence-expenditure-annual", LocalDate.of(2014, 1, 1), LocalDate.of(2024, 12, 31))),
                release.coverage());
    }

    @Test
    void anAmountIsInWholeUnitsOfItsCurrencyAtItsPlace() {
        Map<String, Draft> all = published();
        Draft france = figure(all, "2022:france:national-currency:current-prices");
        // the file writes 49567.125681999998, which is the same double as 49567.125682
        assertEquals(new BigDecimal("49567125682"), amount(france));
        assertEquals("EUR", france.values().get("currency"));
        assertEquals("TABLE1!L20", france.locator());
        assertEquals("spent", france.values().get("stage"));
        Draft starred = figure(all, "2023:poland:us-dollars:constant-2015-prices-and-exchange-rates");
        assertEquals("TABLE2!M66", starred.locator());
        assertEquals("USD", starred.values().get("currency"));
    }

    @ParameterizedTest
    @CsvSource({
        "denmark, DKK",
        "norway, NOK",
        "sweden, SEK",
        "czechia, CZK",
        "turkiye, TRY",
        "united-kingdom, GBP",
        "united-states, USD",
        "canada, CAD",
        "croatia, EUR",
        "albania, ALL"
    })
    void eachCountryHasItsOwnCurrency(String country, String currency) {
        assertEquals(
                currency,
                figure(published(), "2014:" + country + ":national-currency:current-prices")
                        .values()
                        .get("currency"));
    }

    @Test
    void anEstimateSaysSo() {
        Map<String, Draft> all = published();
        for (int year = 2014; year <= 2024; year++) {
            assertEquals(
                    year < 2023 ? ObservationStatus.A : ObservationStatus.E,
                    figure(all, year + ":latvia:us-dollars:current-prices-and-exchange-rates")
                            .status());
        }
    }

    @Test
    void anAllyIsPartOfTheTotalsFromTheYearOnInWhichTheyHaveIt() {
        Map<String, Draft> all = published();
        String europe = ":nato-europe-and-canada:us-dollars:current-prices-and-exchange-rates";
        assertNull(partOf(all, "2022", "finland"));
        assertEquals(KEY + "2023" + europe, partOf(all, "2023", "finland"));
        assertNull(partOf(all, "2023", "sweden"));
        assertEquals(KEY + "2024" + europe, partOf(all, "2024", "sweden"));
        assertEquals(KEY + "2014" + europe, partOf(all, "2014", "canada"));
        assertEquals(KEY + "2014" + europe.replace("europe-and-canada", "total"), partOf(all, "2014", "united-states"));
        assertEquals(
                KEY + "2014" + europe.replace("europe-and-canada", "total"),
                partOf(all, "2014", "nato-europe-and-canada"));
        assertNull(partOf(all, "2014", "nato-total"));
        assertTrue(all.values().stream()
                .map(draft -> draft.values().get("partOf"))
                .allMatch(whole -> whole == null || all.containsKey(whole.toString())));
    }

    private static @Nullable Object partOf(Map<String, Draft> all, String year, String funder) {
        return figure(all, year + ":" + funder + ":us-dollars:current-prices-and-exchange-rates")
                .values()
                .get("partOf");
    }

    @Test
    void noSumIsTakenOverTwoTablesOrTwoKindsOfPrices() {
        List<Line> mixed = sums(List.of(), draft -> draft.period().equals(Period.year(2024)));
        assertFalse(mixed.isEmpty());
        for (Line line : mixed) {
            assertTrue(
                    String.valueOf(line.reason())
                            .matches("the group mixes (programme|purpose) .* which are never added.*"),
                    () -> line.unit() + ": " + line.reason());
        }
    }

    @Test
    void theSumOfAYearIsTheTotalOfNatoAndNoAllyIsCountedTwice() {
        List<Line> lines = sums(
                List.of("programme", "purpose"),
                draft -> draft.period().equals(Period.year(2024))
                        && "current-prices-and-exchange-rates"
                                .equals(draft.values().get("purpose")));
        Line only = lines.getFirst();
        assertEquals(1, lines.size());
        assertNull(only.reason());
        assertEquals(
                amount(figure(published(), "2024:nato-total:us-dollars:current-prices-and-exchange-rates")),
                only.value(question(List.of()).measures().getFirst()));
    }

    private static AggregateQuestion question(List<String> groupBy) {
        return AggregateQuestion.of(
                SpendingLine.DATASET,
                List.of(CATALOGUE.get("nato-defence-expenditure-annual")),
                List.of(),
                false,
                null,
                new Grouping(false, groupBy, null),
                false,
                null);
    }

    private static List<Line> sums(List<String> groupBy, Predicate<Draft> chosen) {
        var aggregation = new Aggregation(
                question(groupBy), Period.find("2014-01-01--2024-12-31").orElseThrow());
        published().values().stream()
                .filter(chosen)
                .sorted(Comparator.comparing((Draft draft) -> draft.period().start())
                        .thenComparing(Draft::key))
                .map(DefenceExpenditureTest::input)
                .forEach(aggregation::add);
        return aggregation.result().lines();
    }

    private static Input input(Draft draft) {
        Map<String, Object> values = draft.values();
        return new Input(
                draft.key(),
                draft.series().id(),
                draft.period(),
                codes(values),
                (String) values.get("currency"),
                null,
                (String) values.get("partOf"),
                List.of(amount(draft)),
                draft.status(),
                Qualifier.EXACT,
                null,
                "release",
                "NATO",
                IssueDate.on(LocalDate.of(2024, 6, 17), IssueDate.Basis.OPTION));
    }

    private static List<@Nullable String> codes(Map<String, Object> values) {
        List<@Nullable String> codes = new ArrayList<>();
        for (String dimension : SpendingLine.DATASET.dimensions()) {
            codes.add((String) values.get(dimension));
        }
        return codes;
    }

    private static List<List<Object>> table(Map<String, List<List<Object>>> tables, String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    @Test
    void theFileDoesNotPrintWhenItWasIssued() {
        var reading = READER.read(file(), FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertEquals("no issue date in the file", reading.findings().getLast().found());
    }

    @Test
    void theLedgerTakesInEveryFigureOfTheFile() {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        Ledger.Outcome outcome =
                ledger.publish(READER.read(file(), ISSUED).publication().orElseThrow());
        assertEquals(
                1408,
                assertInstanceOf(Ledger.Outcome.Published.class, outcome)
                        .total()
                        .added());
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    // small workbooks

    /** Both tables with two Allies and the years 2022 to 2024, ready to be spoilt. */
    private static Map<String, List<List<Object>>> tables() {
        List<Object> years = List.of("", "", "", 2022, "2023e", "2024e");
        Map<String, List<List<Object>>> tables = new LinkedHashMap<>();
        tables.put(
                "TABLE1",
                rows(
                        List.of("", "Table 1 : Defence expenditure"),
                        List.of("", "Million national currency units"),
                        years,
                        List.of("", "Current prices"),
                        List.of("", "", "Norway   (Kroner)", 100.5, 110, 120),
                        List.of("", "", "Poland*   (Zlotys)", 10, 20, 30),
                        List.of("", "", "", "#REF!", "#REF!"),
                        List.of("", "Constant 2015 prices "),
                        List.of("", "", "Norway   (Kroner)", 90, 91, 92),
                        List.of("", "", "Poland*   (Zlotys)", 9, 19, 29),
                        List.of("", "", "Notes: Figures for 2023 and 2024 are estimates. "),
                        List.of("", "-7-")));
        tables.put(
                "TABLE2",
                rows(
                        List.of("", "Table 2 : Defence expenditure"),
                        List.of("", "Million US dollars"),
                        years,
                        List.of("", "Current prices and exchange rates"),
                        List.of("", "", "Norway", 10, 11, 12),
                        List.of("", "", "Poland*", 3, 5, 7),
                        List.of("", "NATO Europe and Canada", "", 13, 16, 19),
                        List.of("", "NATO Total", "", 13, 16, 19),
                        List.of("", "Constant 2015 prices and exchange rates"),
                        List.of("", "", "Norway", 9, 10, 11),
                        List.of("", "", "Poland*", 2, 4, 6),
                        List.of("", "NATO Europe and Canada", "", 11, 14, 17),
                        List.of("", "NATO Total", "", 11, 14, 17)));
        return tables;
    }

    private static List<List<Object>> rows(List<?>... rows) {
        List<List<Object>> all = new ArrayList<>();
        for (List<?> row : rows) {
            all.add(new ArrayList<>(row));
        }
        return all;
    }

    private static List<Object> cells(Object... cells) {
        return new ArrayList<>(List.of(cells));
    }

    private FormatReader.Reading read(Map<String, List<List<Object>>> tables) throws IOException {
        Path file = Files.createTempFile(folder, "workbook", ".bin");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "test", "1.0")) {
            for (Map.Entry<String, List<List<Object>>> table : tables.entrySet()) {
                Worksheet sheet = book.newWorksheet(table.getKey());
                for (int row = 0; row < table.getValue().size(); row++) {
                    for (int column = 0; column < table.getValue().get(row).size(); column++) {
                        Object value = table.getValue().get(row).get(column);
                        if (value instanceof Number number) {
                            sheet.value(row, column, number);
                        } else if (!value.toString().isEmpty()) {
                            sheet.value(row, column, value.toString());
                        }
                    }
                }
            }
        }
        return READER.read(file, ISSUED);
    }

    private static List<String> errors(FormatReader.Reading reading) {
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(finding -> finding.place() + ": " + finding.found())
                .toList();
    }

    /** Reads the small tables with one row of one of them in the place of another. */
    private FormatReader.Reading readWith(String table, int row, Object... cells) throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        table(tables, table).set(row - 1, cells(cells));
        return read(tables);
    }

    @Test
    void theSmallTablesAreReadToTheCent() throws IOException {
        var reading = read(tables());
        assertEquals(36, byKey(reading).size());
        assertEquals(new RowTally(25, 12, 13, 0, 36), reading.rows());
        assertEquals(
                new BigDecimal("100500000"),
                amount(figure(byKey(reading), "2022:norway:national-currency:current-prices")));
    }

    @ParameterizedTest
    @CsvSource({"TABLE1, 2, Thousand national currency units", "TABLE2, 2, Million euros", "TABLE2, 2, Percentage"})
    void aTableInOtherUnitsIsRefused(String table, int row, String unit) throws IOException {
        assertEquals(
                table + "!B2: '" + unit + "'",
                errors(readWith(table, row, "", unit)).getFirst());
    }

    @Test
    void otherPricesAreRefusedSinceTheyWouldBeOtherFigures() throws IOException {
        assertEquals(
                "TABLE1!B8: 'Constant 2021 prices'",
                errors(readWith("TABLE1", 8, "", "Constant 2021 prices")).getFirst());
        assertEquals(
                "TABLE1!B8: 'Current prices'",
                errors(readWith("TABLE1", 8, "", "Current prices")).getFirst());
    }

    @Test
    void aBlockThatIsMissingIsRefused() throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        table(tables, "TABLE1").subList(7, 10).clear();
        assertEquals(List.of("TABLE1: the blocks [Current prices]"), errors(read(tables)));
    }

    @Test
    void aRowAboveTheFirstBlockIsRefused() throws IOException {
        assertEquals(
                "TABLE1!C4: 'Norway (Kroner)'",
                errors(readWith("TABLE1", 4, "", "", "Norway (Kroner)", 1, 2, 3))
                        .getFirst());
    }

    @Test
    void yearsThatDoNotFollowOneAnotherOrAreNoneAreRefused() throws IOException {
        assertEquals(
                "TABLE1!E3: '2024e'",
                errors(readWith("TABLE1", 3, "", "", "", 2022, "2024e", "2025e"))
                        .getFirst());
        assertEquals(
                "TABLE1!E3: 'change'",
                errors(readWith("TABLE1", 3, "", "", "", 2022, "change", 2024)).getFirst());
        assertTrue(errors(readWith("TABLE2", 3, "", "", "", 2021, 2022, "2023e")).stream()
                .anyMatch(error -> error.contains("tables of different years")));
    }

    /** One row of twelve is more than a slip, so the file is refused as well. */
    @Test
    void aRowThatCannotBeReadIsKeptOutWhole() throws IOException {
        for (List<Object> wrong : List.of(
                cells("", "", "Atlantis   (Kroner)", 1, 2, 3),
                cells("", "", "Norway   (Crowns)", 1, 2, 3),
                cells("", "", "Norway   (Zlotys)", 1, 2, 3),
                cells("", "", "Norway", 1, 2, 3),
                cells("", "", "Norway (a) (Kroner)", 1, 2, 3),
                cells("", "", "Norway   (Kroner)", 1, "about 2", 3),
                cells("", "", "Norway   (Kroner)", 1, -2, 3),
                cells("", "", "Norway   (Kroner)", 1, 1e300, 3),
                cells("", "", "Norway   (Kroner)", 1, "#REF!", 3),
                cells("", "", "Norway   (Kroner)", 1, 2, 3, 4),
                cells("", "NATO Total", "", 1, 2, 3),
                cells("", "", "", 1, 2, 3))) {
            var reading = readWith("TABLE1", 5, wrong.toArray());
            assertEquals(1, reading.rows().quarantined(), wrong::toString);
            assertEquals(33, reading.rows().figures(), wrong::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({".., O", "-, O", "n/a, O", "'', O", "z, M"})
    void aMarkInThePlaceOfAnAmountIsAStatusAndNeverZero(String mark, ObservationStatus status) throws IOException {
        Draft draft = figure(
                byKey(readWith("TABLE1", 5, "", "", "Norway   (Kroner)", 1, mark, 3)),
                "2023:norway:national-currency:current-prices");
        assertEquals(status, draft.status());
        assertNull(draft.values().get("amount"));
        assertEquals("NOK", draft.values().get("currency"));
    }

    @ParameterizedTest
    @CsvSource({"Norway*  (Kroner)", "Norway\u00b9 (Kroner)", "Norway1 (Kroner)", "NORWAY (Kroner)"})
    void marksOfFootnotesAreNoPartOfAName(String name) throws IOException {
        assertTrue(byKey(readWith("TABLE1", 5, "", "", name, 1, 2, 3))
                .containsKey(KEY + "2023:norway:national-currency:current-prices"));
    }

    @Test
    void aSecondRowOfAnAllyInOneBlockIsRefused() throws IOException {
        assertEquals(
                List.of("TABLE1!C6: a second row of 'Norway (Kroner)'"),
                errors(readWith("TABLE1", 6, "", "", "Norway (Kroner)", 1, 2, 3)));
    }

    @Test
    void aTableWithoutItsTotalsIsRefusedSinceItMayBeCutOff() throws IOException {
        Map<String, List<List<Object>>> tables = tables();
        table(tables, "TABLE2").removeLast();
        assertEquals(
                List.of("TABLE2: no row 'NATO Total' below 'Constant 2015 prices and exchange rates'"),
                errors(read(tables)));
    }

    @Test
    void aTotalThatItsAlliesDoNotAddUpToIsRefused() throws IOException {
        List<List<Object>> table = new ArrayList<>(table(tables(), "TABLE2"));
        List<List<Object>> whole = new ArrayList<>(table.subList(0, 4));
        CATALOGUE.get("nato-defence-expenditure-annual").codes("funder").forEach((code, name) -> {
            if (!code.startsWith("nato-")) {
                whole.add(cells("", "", name, 10, 10, 10));
            }
        });
        // of 31, Sweden is an Ally from 2024 and Finland from 2023 on; the United States are no part of Europe and
        // Canada
        whole.add(cells("", "NATO Europe and Canada", "", 280, 290, 300));
        whole.add(cells("", "NATO Total", "", 290, 300, 310));
        whole.addAll(table.subList(8, 13));
        Map<String, List<List<Object>>> tables = tables();
        tables.put("TABLE2", whole);
        assertTrue(read(tables).publication().isPresent(), "the Allies of each year");
        whole.set(35, cells("", "NATO Europe and Canada", "", 280, 310, 300));
        assertEquals(
                List.of(
                        "TABLE2!B36: the total 310000000 of 2023, and parts of 290000000",
                        "TABLE2!B37: the total 300000000 of 2023, and parts of 320000000"),
                errors(read(tables)));
    }

    @Test
    void aWorkbookWithOtherTitlesIsNotOfThisFormat() throws IOException {
        assertEquals(
                "no format that the ledger reads",
                readWith("TABLE2", 1, "", "Table 5 : GDP").findings().getFirst().found());
    }
}

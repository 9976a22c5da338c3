package org.borderledger.publisher.homeoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.Corpus;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of payments: the published ones, and small ones that are odd. */
class SpendOver25000Test {
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());
    private static final FormatReader.Given GIVEN =
            new FormatReader.Given(IssueDate.on(LocalDate.parse("2017-06-30"), IssueDate.Basis.OPTION), null);
    private static final FormatReader.Given LENIENT = new FormatReader.Given(GIVEN.issued(), null, null, 50);
    private static final String HEADER =
            "Department Family,Entity,Date,Expense Type,Expense Area,Supplier Name,Transaction Number,Spend\n";
    private static final String LINE = "Home Office,Home Office,04/05/2014,IT Run Cost,Border Force,SERCO LTD,1001,";

    @TempDir
    private Path folder;

    private static Path published(String name) {
        return Corpus.folder().resolve("published/home-office/spend-over-25000").resolve(name);
    }

    private static BigDecimal sum(List<Draft> drafts) {
        return drafts.stream()
                .map(draft -> (BigDecimal) draft.values().get("amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Lines and sums were counted with a Python script of its own, docs/data/uk-home-office-spend-over-25000.md. */
    @ParameterizedTest
    @CsvSource({
        "25K-spend-august-2010.csv, 987, 675393543.59, 2010-08",
        "march-2011.csv, 1173, 942144202.51, 2011-03",
        "ProcSpend25KAugCSV.csv, 1014, 858036120.54, 2014-08",
        "Home-Office-Spending-Over-25000-April-2016-CSV.csv, 882, 777308005.26, 2016-04",
        "april-to-may-12th-2010.xls, 2011, 917960345.54, 2010-04-01--2010-05-12",
    })
    void aPublishedListComesToTheLinesAndThePoundsThatItPrints(String name, int lines, String pounds, String period) {
        Publication read = READER.read(published(name), GIVEN).publication().orElseThrow();
        assertEquals(lines, read.drafts().size());
        assertEquals(0, new BigDecimal(pounds).compareTo(sum(read.drafts())), () -> "" + sum(read.drafts()));
        assertEquals(
                List.of(period),
                read.drafts().stream()
                        .map(draft -> draft.period().code())
                        .distinct()
                        .toList());
        assertTrue(read.coverage().getFirst().complete());
    }

    @Test
    void allPublishedListsTogetherComeToTheirPoundsButForTwoLinesWithoutADate() throws IOException {
        long figures = 0;
        long quarantined = 0;
        BigDecimal pounds = BigDecimal.ZERO;
        try (Stream<Path> files = Files.list(published(""))) {
            for (Path file :
                    files.filter(each -> !each.endsWith("january-2012.csv")).toList()) {
                FormatReader.Reading reading = READER.read(file, GIVEN);
                List<Draft> drafts = reading.publication()
                        .orElseThrow(() -> new AssertionError("" + reading.findings()))
                        .drafts();
                RowTally rows = reading.rows();
                assertEquals(rows.rows(), rows.stating() + rows.passedOver() + rows.quarantined(), file::toString);
                figures += drafts.size();
                quarantined += rows.quarantined();
                pounds = pounds.add(sum(drafts));
                assertEquals(
                        drafts.size(),
                        drafts.stream().map(Draft::key).distinct().count(),
                        "no payment vanishes because it looks like another");
            }
        }
        assertEquals(2, quarantined);
        assertEquals(55_702 - 2, figures);
        assertEquals(
                new BigDecimal("50589096924.08003").subtract(new BigDecimal("114856.78")), pounds.stripTrailingZeros());
    }

    @Test
    void aDateThatIsNoneIsQuarantinedWithTheWordsOfItsLine() {
        FormatReader.Reading reading = READER.read(published("january-2012.csv"), GIVEN);
        Finding finding = reading.findings().stream()
                .filter(each -> each.original() != null)
                .findFirst()
                .orElseThrow();
        assertEquals("'Table 1'!C667", finding.place());
        assertEquals("'25/01/212'", finding.found());
        assertEquals(
                "Home Office  | SIA - Security Industry Authority | 25/01/212 | IT Software | IT | Softcat | CSOF01 |"
                        + " 32,689.04",
                finding.original());
        Publication read = reading.publication().orElseThrow();
        assertEquals("2012-01", read.drafts().getFirst().period().code(), "whatever month the publisher offers it as");
        assertFalse(read.coverage().getFirst().complete(), "the line may have been any: nothing counts as withdrawn");
    }

    @Test
    void theSwappedColumnsOfApril2016AreReadWhereTheyBelong() {
        FormatReader.Reading reading =
                READER.read(published("Home-Office-Spending-Over-25000-April-2016-CSV.csv"), GIVEN);
        Draft first = reading.publication().orElseThrow().drafts().getFirst();
        assertEquals("Criminal Record Checks", first.values().get("purposeName"));
        assertEquals("DBS - Disclosure & Barring Service", first.values().get("programmeName"));
        assertTrue(texts(reading).contains("are read in each other's place"), () -> texts(reading));
        assertEquals(1_324 + 1, reading.rows().passedOver(), "lines with nothing but a dash");
    }

    @Test
    void linesThatLookAlikeAreDifferentPayments() {
        Publication read = read(HEADER + LINE + "30000\n" + LINE + "30000\n" + LINE + "-1\n");
        assertEquals(
                List.of(
                        "uk-home-office-spend-over-25000:2014-05:1001 30000",
                        "uk-home-office-spend-over-25000:2014-05:1001:2 30000",
                        "uk-home-office-spend-over-25000:2014-05:1001:3 -1"),
                read.drafts().stream()
                        .map(draft -> draft.key() + " " + draft.values().get("amount"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"34,242.43\"; 34242.43",
                "\" 31,662.92 \"; 31662.92",
                "\"£484,830.43\"; 484830.43",
                "\"-67,144.79\"; -67144.79",
                "\"£-5.10\"; -5.1",
                "4089284.87; 4089284.87",
                "\"93,977,997\"; 93977997",
                "0.00; 0",
            })
    void poundsAreReadAsTheListsWriteThem(String written, BigDecimal pounds) {
        assertEquals(
                pounds,
                read(HEADER + LINE + written + "\n")
                        .drafts()
                        .getFirst()
                        .values()
                        .get("amount"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "n/a",
                "\"1,23,4\"",
                "1.2.3",
                "12k",
                "=1+1",
                "1e9",
                "--5",
                "\"-£-5\"",
                "(500)",
                "99999999999999999",
                "٣",
                "30000 GBP"
            })
    void whatIsNoAmountIsQuarantined(String written) {
        FormatReader.Reading reading = READER.read(file(HEADER + LINE + "30000\n" + LINE + written + "\n"), LENIENT);
        assertEquals(1, reading.rows().quarantined(), () -> "" + reading);
        assertEquals(1, reading.publication().orElseThrow().drafts().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "25/01/212",
                "11/03/02016",
                "31/02/2014",
                "2014-05-04",
                "May 2014",
                "",
                "05/13/2014",
                "١/٢/٢٠١٤",
                "04/05/0212",
                "04/05/9999",
                "31/12/1999",
                "01/01/2101",
                "0212-05-04T00:00:00"
            })
    void whatIsNoDateIsQuarantined(String written) {
        String line = LINE.replace("04/05/2014", written) + "30000\n";
        FormatReader.Reading reading = READER.read(file(HEADER + LINE + "30000\n" + line), LENIENT);
        assertEquals(1, reading.rows().quarantined(), () -> "" + reading);
    }

    @Test
    void aNameAsLongAsACellIsQuarantined() {
        for (String field : List.of("SERCO LTD", "1001", "IT Run Cost", "Border Force")) {
            String line = LINE.replace(field, "a-".repeat(16_000)) + "30000\n";
            FormatReader.Reading reading = READER.read(file(HEADER + LINE + "30000\n" + line), LENIENT);
            assertEquals(1, reading.rows().quarantined(), field);
        }
    }

    @Test
    void moreUnreadableLinesThanTheShareRefuseTheList() {
        FormatReader.Reading reading = READER.read(file(HEADER + LINE + "30000\n" + LINE + "x\n"), GIVEN);
        assertEquals(Optional.empty(), reading.publication());
        assertTrue(
                texts(reading).contains("1 rows that could not be read, of 2 that state figures or should"),
                () -> texts(reading));
    }

    @Test
    void aLineThatACommaTooManyHasShiftedIsQuarantinedAndARemarkIsNot() {
        FormatReader.Reading reading = READER.read(
                file(HEADER
                        + LINE + "30000,paid twice?\n"
                        + "Home Office,Home Office,04/05/2014,IT, Run Cost,Border Force,SERCO LTD,1002,40000\n"),
                LENIENT);
        assertEquals(1, reading.rows().quarantined());
        assertEquals(
                new BigDecimal("30000"),
                sum(reading.publication().orElseThrow().drafts()).setScale(0));
        assertTrue(texts(reading).contains("the line stands without this remark"));
    }

    @Test
    void westernBytesAndAMarkInFrontAreNoHindrance() {
        String list = HEADER + LINE.replace("SERCO LTD", "CAFÉ £") + "\"£30,000\"\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            assertEquals(
                    "CAFÉ £", read(list, charset).drafts().getFirst().values().get("recipientName"), charset::name);
        }
        assertEquals(
                "CAFÉ £",
                read("\uFEFF" + list, StandardCharsets.UTF_8)
                        .drafts()
                        .getFirst()
                        .values()
                        .get("recipientName"));
    }

    @Test
    void emptyColumnsByTheHundredAreNoColumns() {
        assertEquals(
                1,
                read(HEADER.strip() + ",".repeat(249) + "\n" + LINE + "30000" + ",".repeat(249) + "\n")
                        .drafts()
                        .size());
    }

    @Test
    void aHeaderThatNoListHasIsAnErrorAndSoIsAMissingColumn() {
        assertEquals(
                Optional.empty(),
                READER.read(file(HEADER.strip() + ",Discount\n" + LINE + "30000,1\n"), GIVEN)
                        .publication());
        FormatReader.Reading without = READER.read(
                file("Entity,Date,Expense Type,Expense Area,Supplier\nHome Office,04/05/2014,IT,IT,SERCO\n"), GIVEN);
        assertEquals(Optional.empty(), without.publication());
        assertTrue(texts(without).contains("no column spend"), () -> texts(without));
    }

    @Test
    void aListOfTwoMonthsThatAreNoNeighboursIsRefused() {
        FormatReader.Reading reading =
                READER.read(file(HEADER + LINE + "1\n" + LINE.replace("04/05/2014", "04/09/2014") + "2\n"), GIVEN);
        assertTrue(texts(reading).contains("the payments of [2014-05, 2014-09]"), () -> texts(reading));
    }

    private Publication read(String list) {
        return read(list, StandardCharsets.UTF_8);
    }

    private Publication read(String list, Charset charset) {
        FormatReader.Reading reading = READER.read(file(list, charset), GIVEN);
        return reading.publication().orElseThrow(() -> new AssertionError("" + reading.findings()));
    }

    private Path file(String list) {
        return file(list, StandardCharsets.UTF_8);
    }

    private Path file(String list, Charset charset) {
        try {
            Path file = Files.createTempFile(folder, "list", ".csv");
            Files.write(file, list.getBytes(charset));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String texts(FormatReader.Reading reading) {
        return reading.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    /** Counted with Python's csv module: the month of most dates, and the share of the dates that are of it. */
    @Test
    void everyPublishedListHasThePeriodOfMostOfItsDates() throws IOException {
        List<String> periods;
        try (Stream<Path> files = Files.list(published(""))) {
            periods = files.map(file -> READER.read(file, GIVEN)
                            .publication()
                            .orElseThrow()
                            .drafts()
                            .getFirst()
                            .period()
                            .code())
                    .sorted()
                    .toList();
        }
        assertEquals(
                "2010-04-01--2010-05-12 2010-05 2010-08 2010-09 2010-11 2011-01 2011-03 2011-05 2011-06 2011-08 2011-12"
                        + " 2012-01 2012-01 2012-02 2012-03 2012-04 2012-05 2012-06 2012-08 2012-10 2012-11 2012-12"
                        + " 2013-02 2013-06 2013-07 2013-08 2013-10 2014-01 2014-02 2014-03 2014-05 2014-06 2014-07"
                        + " 2014-08 2014-09 2014-10 2014-12 2015-01 2015-03 2015-05 2015-06 2015-07 2015-08 2015-10"
                        + " 2015-11 2015-12 2016-01 2016-03 2016-04 2016-05 2016-06 2016-07 2016-08 2016-09",
                String.join(" ", periods));
    }

    @Test
    void anotherDepartmentsListIsRefusedWithTheLineThatNamesIt() {
        FormatReader.Reading reading = READER.read(
                file(HEADER
                        + LINE + "30000\n"
                        + LINE.replaceFirst("Home Office", "Department of Health") + "30000\n"
                        + LINE + "30000\n"),
                LENIENT);
        assertEquals(Optional.empty(), reading.publication());
        Finding error = reading.findings().getFirst();
        assertEquals(Finding.Level.ERROR, error.level());
        assertEquals("'Table 1'!A3", error.place());
        assertEquals("'Department of Health'", error.found());
        assertEquals("payments of the department 'Home Office' alone", error.expected());
    }

    @Test
    void theDepartmentIsTheHomeOfficeInWhateverCaseAndPaddingAndMayBeBlankInALine() {
        String list = HEADER;
        for (String department : List.of("Home Office", " HOME  OFFICE ", "home\u00a0office", "", "  ")) {
            list += LINE.replaceFirst("Home Office", department) + "30000\n";
        }
        assertEquals(5, read(list).drafts().size());
    }

    @Test
    void aListThatNamesNoDepartmentIsRefused() {
        FormatReader.Reading blank =
                READER.read(file(HEADER + LINE.replaceFirst("Home Office", "") + "30000\n"), GIVEN);
        assertEquals(Optional.empty(), blank.publication());
        assertTrue(texts(blank).contains("no department in any line"), () -> texts(blank));
        FormatReader.Reading without = READER.read(
                file("Entity,Date,Expense Type,Expense Area,Supplier,Spend\nHome Office,04/05/2014,IT,IT,SERCO,1\n"),
                GIVEN);
        assertTrue(texts(without).contains("no column department family"), () -> texts(without));
    }

    @Test
    void theTransactionNumberNoneIsNotTheLackOfOne() {
        Publication read = read(HEADER
                + LINE.replace("1001", "") + "30000\n"
                + LINE.replace("1001", "None") + "40000\n"
                + LINE.replace("1001", "--") + "50000\n");
        assertEquals(
                List.of(
                        "uk-home-office-spend-over-25000:2014-05:none 30000",
                        "uk-home-office-spend-over-25000:2014-05:none:2 40000",
                        "uk-home-office-spend-over-25000:2014-05:none:3 50000"),
                read.drafts().stream()
                        .map(draft -> draft.key() + " " + draft.values().get("amount"))
                        .toList());
    }

    /** A list with a line in each of these months of 2014, as often as it stands here. */
    private FormatReader.Reading inMonths(List<Integer> months) {
        return READER.read(
                file(HEADER
                        + months.stream()
                                .map(month -> LINE.replace("04/05/2014", "04/" + month + "/2014") + "30000\n")
                                .collect(Collectors.joining())),
                GIVEN);
    }

    @Test
    void aListOfAYearHasNoMonthThatMostDatesAreOf() {
        FormatReader.Reading year = inMonths(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        assertEquals(Optional.empty(), year.publication());
        assertTrue(
                texts(year).contains("no month that most dates are of: 12 dates in 12 months from 2014-01 to 2014-12"),
                () -> texts(year));
        FormatReader.Reading undated = READER.read(file(HEADER + LINE.replace("04/05/2014", "May") + "1\n"), GIVEN);
        assertTrue(texts(undated).contains("no date in any of 1 lines"), () -> texts(undated));
    }

    @Test
    void threeNeighbouringMonthsOfATenthEachAreNotThePeriodOfTheOthers() {
        List<Integer> months = new ArrayList<>();
        for (int other : List.of(1, 2, 3, 7, 8, 9, 10, 11, 12)) {
            months.addAll(Collections.nCopies(7, other));
        }
        for (int neighbour : List.of(4, 5, 6)) {
            months.addAll(Collections.nCopies(10, neighbour));
        }
        FormatReader.Reading reading = inMonths(months);
        assertEquals(Optional.empty(), reading.publication());
        assertTrue(texts(reading).contains("no month that most dates are of: 93 dates"), () -> texts(reading));
    }

    @Test
    void halfOfTheDatesAreNotMostOfThem() {
        List<Integer> half = List.of(4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11);
        assertTrue(texts(inMonths(half)).contains("no month that most dates are of"), () -> texts(inMonths(half)));
        List<Integer> more = Stream.concat(half.stream(), Stream.of(4)).toList();
        assertEquals(
                "2014-04",
                inMonths(more)
                        .publication()
                        .orElseThrow()
                        .drafts()
                        .getFirst()
                        .period()
                        .code());
    }

    @Test
    void wordsUnderAnEmptyHeaderAreARemarkAndANumberThereIsAShiftedLine() {
        String header = HEADER.replace("Supplier Name,", "Supplier Name,,");
        String line = LINE.replace("SERCO LTD,", "SERCO LTD,XX,");
        FormatReader.Reading reading = READER.read(
                file(header
                        + line.replace("XX", "") + "30000\n"
                        + line.replace("XX", "paid twice?") + "40000\n"
                        + line.replace("XX", "1001") + "50000\n"),
                LENIENT);
        assertEquals(2, reading.publication().orElseThrow().drafts().size());
        assertEquals(1, reading.rows().quarantined());
        Finding remark = reading.findings().stream()
                .filter(finding -> finding.found().equals("'paid twice?'"))
                .findFirst()
                .orElseThrow();
        assertEquals("'Table 1'!G3", remark.place());
        assertEquals("nothing under an empty header", remark.expected());
    }

    @Test
    void aKnownHeaderBehindTheFirstTwentyIsNamedAsWhatItIs() {
        FormatReader.Reading far = READER.read(
                file(HEADER.replace(",Spend\n", ",".repeat(14) + "Spend\n") + LINE + ",".repeat(13) + "30000\n"),
                GIVEN);
        assertTrue(texts(far).contains("the headers of a list in its first 20 columns"), () -> texts(far));
        FormatReader.Reading twice =
                READER.read(file(HEADER.replace(",Spend", ",Spend,Amount") + LINE + "30000,30000\n"), GIVEN);
        assertTrue(texts(twice).contains("each column once"), () -> texts(twice));
    }

    /** U+FB03 is one sign and three letters of a code. */
    @Test
    void aNameWhoseCodeWouldBeTooLongIsQuarantined() {
        for (String field : List.of("SERCO LTD", "1001", "IT Run Cost", "Border Force")) {
            String line = LINE.replace(field, "\uFB03".repeat(150)) + "30000\n";
            FormatReader.Reading reading = READER.read(file(HEADER + LINE + "30000\n" + line), LENIENT);
            assertEquals(1, reading.rows().quarantined(), field);
        }
    }
}

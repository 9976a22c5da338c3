package org.borderledger.publisher.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.Documentation;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.LedgerFileWriter;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.publisher.Publishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Statements that an editor types, as tables and as lines of JSON. */
class TypedFiguresTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final LedgerFile LINES = new LedgerFile(Datasets.ALL, CATALOGUE);
    private static final List<String> COLUMNS = List.of(
            "release",
            "publisher",
            "title",
            "kind",
            "url",
            "via",
            "issued",
            "basis",
            "licence",
            "series",
            "period",
            "from",
            "to",
            "action",
            "item",
            "agency",
            "place",
            "events",
            "quantity",
            "unit",
            "stage",
            "funder",
            "recipient",
            "programme",
            "purpose",
            "amount",
            "currency",
            "per",
            "partOf",
            "status",
            "qualifier",
            "valueHigh",
            "originalText",
            "locator");

    /** A statement that is sound before it is broken. */
    private static final Map<String, String> STATEMENT = Map.ofEntries(
            Map.entry("release", "agency-2025-06-01-statement"),
            Map.entry("publisher", "An Agency"),
            Map.entry("title", "A statement"),
            Map.entry("kind", "press-release"),
            Map.entry("url", "https://example.org/statement"),
            Map.entry("issued", "2025-06-01"),
            Map.entry("series", "uk-enforcement-statements"),
            Map.entry("from", "2025-01-01"),
            Map.entry("to", "2025-01-31"),
            Map.entry("action", "seizure"),
            Map.entry("item", "boats"),
            Map.entry("agency", "border-force"),
            Map.entry("place", "europe"),
            Map.entry("quantity", "12"),
            Map.entry("unit", "boats"),
            Map.entry("originalText", "12 boats"),
            Map.entry("locator", "paragraph 2"));

    private static final String TYPED = "{\"format\":\"border-ledger\",\"version\":1,\"title\":\"a statement\"}\n"
            + "{\"release\":{\"n\":1,\"id\":\"agency-2025\",\"format\":\"typed-figures\",\"publisher\":\"An Agency\","
            + "\"title\":\"A statement\",\"kind\":\"press-release\",\"url\":\"https://example.org/\","
            + "\"issued\":\"2025-06-01\",\"basis\":\"printed\",\"changeKind\":\"first\"}}\n"
            + "{\"figure\":{\"series\":\"uk-enforcement-statements\",\"from\":\"2025-01-01\",\"to\":\"2025-01-31\","
            + "\"values\":{\"action\":\"seizure\",\"item\":\"boats\",\"agency\":\"border-force\",\"place\":\"europe\","
            + "\"quantity\":12,\"unit\":\"boats\"},\"originalText\":\"12 boats\"},\"at\":{\"paragraph 2\":\"1\"}}\n";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the folder
    TypedFiguresTest() {}

    private FormatReader.Reading read(byte[] bytes) throws IOException {
        return READER.read(Files.write(folder.resolve("statement"), bytes), FormatReader.Given.NOTHING);
    }

    private FormatReader.Reading read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Publication release(String text) throws IOException {
        FormatReader.Reading reading = read(text);
        assertEquals(List.of(), reading.findings());
        return reading.publication().orElseThrow();
    }

    private static List<Publication> starter() throws IOException {
        InputStream resource =
                Objects.requireNonNull(TypedFiguresTest.class.getResourceAsStream("/starter/curated.jsonl"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return LINES.read(lines);
        }
    }

    private static Publication starter(String id) throws IOException {
        return starter().stream()
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The same but for the digest of the bytes, which what was typed into the starter data has not. */
    private static void assertSame(Publication expected, Publication read) {
        assertEquals(expected.from(Objects.requireNonNull(read.sha256()), expected.issued(), null), read);
    }

    /** What the page writes into a file of that name. */
    private static String example(String file) {
        String page = Documentation.read("docs/data/typed-figures.md");
        String begin = "cat > " + file + " <<'END'\n";
        int from = page.indexOf(begin);
        assertTrue(from >= 0, () -> "the page writes no " + file);
        return page.substring(from + begin.length(), page.indexOf("END\n", from + begin.length()));
    }

    private static String header() {
        return String.join(",", COLUMNS) + "\n";
    }

    private static String line(Map<String, String> cells) {
        return COLUMNS.stream()
                        .map(column -> "\"" + cells.getOrDefault(column, "").replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(","))
                + "\n";
    }

    /** The statement with other words in one of its cells. */
    private static Map<String, String> with(String column, String words) {
        Map<String, String> cells = new LinkedHashMap<>(STATEMENT);
        cells.put(column, words);
        return cells;
    }

    private static String table(Map<String, String> cells) {
        return header() + line(cells);
    }

    private static void put(Map<String, String> cells, String column, @Nullable Object value) {
        if (value != null) {
            cells.put(column, value.toString());
        }
    }

    private static String table(Publication release) {
        var table = new StringBuilder(header());
        for (Draft draft : release.drafts()) {
            Map<String, String> cells = new LinkedHashMap<>();
            put(cells, "release", release.id());
            put(cells, "publisher", release.publisher());
            put(cells, "title", release.title());
            put(cells, "kind", release.kind().code());
            put(cells, "url", release.url());
            put(cells, "via", release.via());
            put(cells, "issued", release.issued().text());
            put(cells, "basis", release.issued().basis().code());
            put(cells, "licence", release.licence());
            put(cells, "series", draft.series().id());
            put(cells, "period", draft.period().code());
            draft.values().forEach((column, value) -> put(cells, column, value));
            put(cells, "status", draft.status().name());
            put(cells, "qualifier", draft.qualifier().code());
            put(cells, "valueHigh", draft.valueHigh());
            put(cells, "originalText", draft.originalText());
            put(cells, "locator", draft.locator());
            table.append(line(cells));
        }
        return table.toString();
    }

    @Test
    void theExamplesOnThePageAreReleasesOfTheStarterData() throws IOException {
        assertSame(starter("home-office-2024-05-21-tackling-illegal-migration"), release(example("statement.csv")));
        assertSame(starter("home-office-2024-09-17-border-security-command"), release(example("statement.jsonl")));
    }

    @Test
    void everyReleaseOfTheStarterDataCanBeTypedInBothForms() throws IOException {
        List<Publication> releases = starter();
        assertTrue(releases.size() >= 19);
        for (Publication release : releases) {
            var lines = new StringBuilder();
            new LedgerFileWriter(lines).write(List.of(release), "one");
            Publication fromLines = release(lines.toString());
            assertEquals(
                    release.drafts().stream().map(Draft::key).sorted().toList(),
                    fromLines.drafts().stream().map(Draft::key).sorted().toList());
            assertTrue(fromLines.drafts().containsAll(release.drafts()));
            assertSame(release, release(table(release)));
        }
    }

    @Test
    void everyRowIsAccountedFor() throws IOException {
        Map<String, String> other = new LinkedHashMap<>(with("item", "engines"));
        other.put("unit", "engines");
        other.keySet().removeAll(List.of("release", "publisher", "title", "kind", "url", "issued"));
        FormatReader.Reading reading = read(table(STATEMENT) + line(Map.of()) + "\" \"\n" + line(other));
        assertEquals(List.of(), reading.findings());
        assertEquals(new RowTally(4, 2, 2, 0, 2), reading.rows());
    }

    @Test
    void anEmptyCellIsNotZeroAndZeroIsNotEmpty() throws IOException {
        Draft zero = release(table(with("quantity", "0"))).drafts().getFirst();
        assertEquals("0", String.valueOf(zero.values().get("quantity")));
        Map<String, String> missing = with("quantity", "");
        missing.put("status", "O");
        Draft none = release(table(missing)).drafts().getFirst();
        assertTrue(!none.values().containsKey("quantity") && !none.values().containsKey("events"));
        assertEquals(ObservationStatus.O, none.status());
    }

    @Test
    void aPeriodStandsInThePlaceOfItsDays() throws IOException {
        Map<String, String> cells = with("period", "FY2024-25");
        cells.keySet().removeAll(List.of("from", "to"));
        assertEquals(
                Period.ukFinancialYear(2024),
                release(table(cells)).drafts().getFirst().period());
    }

    @Test
    void whatASpreadsheetAddsDoesNoHarm() throws IOException {
        String table = table(with("originalText", "“12 boats” – £"));
        Draft expected = release(table).drafts().getFirst();
        assertEquals("“12 boats” – £", expected.originalText());
        String padded = "\uFEFF" + table.replace("\n", ",,,\r\n") + ",,,\r\n\r\n";
        assertEquals(List.of(expected), release(padded).drafts());
        FormatReader.Reading western = read(table.getBytes(Charset.forName("windows-1252")));
        assertEquals(List.of(expected), western.publication().orElseThrow().drafts());
        assertEquals(
                List.of(Finding.Level.NOTE),
                western.findings().stream().map(Finding::level).toList());
    }

    @Test
    void theCallerSaysWhenWhereTheTableDoesNot() throws IOException {
        Path file = Files.writeString(folder.resolve("statement"), table(with("issued", "")));
        var given = new FormatReader.Given(IssueDate.parse("2025-07-02", IssueDate.Basis.OPTION), null);
        assertEquals(
                "2025-07-02",
                READER.read(file, given).publication().orElseThrow().issued().text());
    }

    @Test
    void figuresAndClaimsOfOneReleaseAreImportedOnce() throws IOException {
        String claim = "{\"claim\":{\"release\":1,\"id\":\"agency-1\",\"number\":1,\"statement\":\"some 600 engines\","
                + "\"speaker\":\"An Agency\",\"speakerKind\":\"organisation\",\"statedOn\":\"2025-06-01\","
                + "\"locator\":\"paragraph 3\",\"value\":600,\"qualifier\":\"about\",\"unit\":\"engines\"}}\n";
        var ledger = new Ledger(
                Migrations.dataSource(TestDatabase.empty().owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        var imports = new Imports(READER, ledger);
        Path lines = Files.writeString(folder.resolve("statement.jsonl"), TYPED + claim);
        Path table = Files.writeString(folder.resolve("statement.csv"), table(STATEMENT));
        for (Path file : List.of(lines, table)) {
            Imports.Result first = imports.importFile(file, FormatReader.Given.NOTHING, Imports.Word.NONE);
            assertInstanceOf(Ledger.Outcome.Published.class, first.outcome().orElseThrow(), first::toString);
            Imports.Result again = imports.importFile(file, FormatReader.Given.NOTHING, Imports.Word.NONE);
            assertInstanceOf(Ledger.Outcome.Unchanged.class, again.outcome().orElseThrow(), again::toString);
        }
        Path statistics = Files.writeString(
                folder.resolve("statistics.jsonl"),
                (TYPED + claim).replace("press-release", "official-statistics").replace("agency-", "office-"));
        Imports.Result refused = imports.importFile(statistics, FormatReader.Given.NOTHING, Imports.Word.NONE);
        assertTrue(refused.findings().getFirst().found().contains("has no claims"), refused::toString);
    }

    /** A cell of the statement, what is typed into it, and what would be right. */
    private record Slip(String column, String typed, String expected) {}

    @TestFactory
    Stream<DynamicTest> aWrongCellIsNamedWithWhatWouldBeRight() {
        return Stream.of(
                        new Slip("quantity", "1,234", "without thousands separators"),
                        new Slip("quantity", "1 234", "without thousands separators"),
                        new Slip("quantity", "=1+1", "a formula is words here"),
                        new Slip("quantity", "£12", "the currency has a column of its own"),
                        new Slip("quantity", "1.2E+07", "a spreadsheet has shortened it"),
                        new Slip("quantity", "-12", "not below zero"),
                        new Slip("quantity", "9".repeat(30_000), "at most 18 digits"),
                        new Slip("quantity", "NaN", "in digits"),
                        new Slip("quantity", "12\0", "in digits"),
                        new Slip("quantity", "١٢", "in digits"),
                        new Slip("events", "1.5", "a whole number"),
                        new Slip("amount", "12", "uk-enforcement-statements has no such column"),
                        new Slip("item", "boat", "perhaps boats; one of all-returns"),
                        new Slip("item", "", "one of all-returns"),
                        new Slip("unit", "", "one of accounts-posts-and-pages"),
                        new Slip("unit", "ships", "one of accounts-posts-and-pages"),
                        new Slip("series", "uk-enforcement-statement", "perhaps uk-enforcement-statements"),
                        new Slip("series", "uk-small-boats-daily", "one of uk-"),
                        new Slip("from", "01/01/2025", "format the column as text"),
                        new Slip("from", "2025-02-30", "a day from 1900 to 2999"),
                        new Slip("from", "0001-01-01", "a day from 1900 to 2999"),
                        new Slip("to", "2024-12-31", "not before 2025-01-01"),
                        new Slip("period", "2025-01", "where from and to say when"),
                        new Slip("status", "X", "one of A, B"),
                        new Slip("status", "O", "a status of a figure that has a value"),
                        new Slip("qualifier", "abou", "perhaps about"),
                        new Slip("valueHigh", "20", "the qualifier between"),
                        new Slip("locator", "", "where in the release"),
                        new Slip("release", "An Agency", "small letters, digits and hyphens"),
                        new Slip("publisher", "", "on the first row"),
                        new Slip("title", "A\0statement", "without control characters"),
                        new Slip("kind", "pressrelease", "perhaps press-release"),
                        new Slip("url", "javascript:alert(1)", "begins with https://"),
                        new Slip("issued", "1 June 2025", "or --issued with the day"),
                        new Slip("issued", "+1000000000-12-31T23:59:59Z", "or --issued with the day"),
                        new Slip("basis", "guessed", "one of printed"))
                .map(slip -> DynamicTest.dynamicTest(
                        slip.column() + " " + (slip.typed().length() > 40 ? "long" : slip.typed()), () -> {
                            FormatReader.Reading reading = read(table(with(slip.column(), slip.typed())));
                            assertTrue(reading.publication().isEmpty());
                            Finding finding = reading.findings().getFirst();
                            assertEquals(Finding.Level.ERROR, finding.level());
                            assertEquals(place(COLUMNS.indexOf(slip.column()), 2), finding.place(), finding::toString);
                            assertTrue(finding.expected().contains(slip.expected()), finding::toString);
                            assertEquals(1, reading.findings().size(), () -> "" + reading.findings());
                        }));
    }

    private static String place(int column, int row) {
        String letters = column < 26 ? "" + (char) ('A' + column) : "A" + (char) ('A' + column - 26);
        return "'Table 1'!" + letters + row;
    }

    /** A whole file, and the first thing that is found in it. */
    @TestFactory
    Stream<DynamicTest> anOddFileIsRefusedWithWhatWasFound() {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("no figures", header());
        odd.put("status an empty cell", table(with("quantity", "")));
        odd.put("release 'another'", table(STATEMENT) + line(with("release", "another")));
        odd.put(
                "uk-enforcement-statements:2025-01:seizure:boats:border-force:europe, as at",
                table(STATEMENT) + line(STATEMENT));
        odd.put("figure uk-enforcement-statements:2025-01", table(with("originalText", "12\0 boats")));
        odd.put("'amuont'", table(STATEMENT).replaceFirst("amount", "amuont"));
        odd.put("'per' again", table(STATEMENT).replaceFirst("partOf", "per"));
        odd.put("no column kind", table(STATEMENT).replaceFirst("kind", ""));
        odd.put("'release;publisher;", header().replace(',', ';'));
        odd.put("'x'", table(STATEMENT).strip() + ",,x\n");
        odd.put("a file that cannot be read", header().strip() + ",".repeat(100_000) + "\n" + line(STATEMENT));
        odd.put("1048", header() + line(STATEMENT).repeat(4_000).substring(0, 1024 * 1024));
        odd.put("no format that the ledger reads", "release,publisher\n");
        odd.put("line 3: there is no release with number 2", TYPED.replace("\"1\"", "\"1-2147483647\""));
        odd.put("line 3: quantity has more than 1000 digits", TYPED.replace("12,", "1e999999999,"));
        odd.put("line 3: a figure has no field qualifer", TYPED.replace("\"originalText\"", "\"qualifer\""));
        odd.put("line 3: unit is not text", TYPED.replace("\"unit\":\"boats\"", "\"unit\":5"));
        odd.put("line 3: another release", TYPED.replaceFirst("(?m)^(.*\"n\":)1(.*)$", "$11$2\n$12$2"));
        odd.put("figure uk-enforcement-statements:2025-01:s", TYPED.replace("\"boats\",\"ag", "\"ships\",\"ag"));
        odd.put(
                "figure uk-enforcement-statements:2025-01:seizure:boats:border-force:europe at paragraph 2 has a value"
                        + " and no unit",
                TYPED.replace(",\"unit\":\"boats\"", ""));
        odd.put(
                "figure uk-enforcement-statements:2025-01:seizure:boats:border-force:europe at paragraph 2 is below",
                TYPED.replace("12,", "-12,"));
        odd.put("title 'A\uFFFDstatement'", TYPED.replace("A statement", "A\\u0000statement"));
        odd.put("a release issued +", TYPED.replace("2025-06-01", "+1000000000-12-31T23:59:59Z"));
        odd.put(
                "a release that covers a series completely",
                TYPED.replace(
                        "\"first\"",
                        "\"first\",\"coverage\":[{\"series\":\"uk-enforcement-statements\",\"from\":\"2025-01-01\","
                                + "\"to\":\"2025-01-31\",\"complete\":true}]"));
        odd.put(
                "a figure of uk-small-boats-daily",
                TYPED.replaceFirst(
                        "\"uk-enforcement-statements\",(.*)\"values\":\\{[^}]*\\}",
                        "\"uk-small-boats-daily\",$1\"values\":{\"people\":12}"));
        return odd.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    FormatReader.Reading reading = read(each.getValue());
                    assertTrue(reading.publication().isEmpty());
                    Finding finding = reading.findings().getFirst();
                    assertEquals(Finding.Level.ERROR, finding.level());
                    assertTrue(finding.found().startsWith(each.getKey()), () -> "" + reading.findings());
                }));
    }

    @Test
    void afterFiftyWrongCellsReadingStops() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(line(with("quantity", "many")));
        }
        assertEquals(50, read(header() + String.join("", rows)).findings().size());
    }
}

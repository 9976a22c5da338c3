package org.borderledger.discovery;

import static org.borderledger.discovery.PublisherServer.cutOff;
import static org.borderledger.discovery.PublisherServer.file;
import static org.borderledger.discovery.PublisherServer.inTurn;
import static org.borderledger.discovery.PublisherServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.borderledger.LedgerState;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.FetchRecord;
import org.borderledger.ledger.FetchRecord.Outcome;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.borderledger.publisher.homeoffice.SmallPage;
import org.borderledger.publisher.homeoffice.SmallWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery as a whole: a server that answers as GOV.UK's content API does, a real ledger, and what is on record then. */
class DiscoveryTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";
    private static final String PAGE = "/government/publications/small-boats";
    private static final String CONTENT = "/api/content" + PAGE;

    private final PublisherServer server = new PublisherServer();
    private final TestDatabase database = TestDatabase.empty();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2018-01-19T12:00:00Z");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the folder
    DiscoveryTest() {}

    @AfterEach
    void close() {
        server.close();
    }

    /** The test's own clock, which stands still until the test moves it. */
    private final class Hands extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Ledger ledger() {
        return new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, new Hands());
    }

    private List<Discovery.Result> run(boolean again, Source... sources) throws InterruptedException {
        server.forget();
        var manner = new Manner(
                "statistics@example.org",
                Set.of("127.0.0.1"),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                50_000_000,
                2,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ZERO);
        Ledger ledger = ledger();
        var imports = new Imports(new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers()), ledger);
        return new Discovery(List.of(sources), manner, imports, ledger, new Hands(), pauses::add)
                .run(again, result -> {});
    }

    private List<Discovery.Result> run(Source... sources) throws InterruptedException {
        return run(false, sources);
    }

    private static List<Outcome> outcomes(List<Discovery.Result> results) {
        return results.stream().map(result -> result.fetch().outcome()).toList();
    }

    private Source source(Source.Kind kind, String path, FileFormat format, Source.Undated undated) {
        return new Source("small-boats", kind, server.address(path), List.of(format), null, null, null, undated);
    }

    private Source timeSeries() {
        return new Source(
                "small-boats",
                Source.Kind.GOVUK_CONTENT,
                server.address(CONTENT),
                List.of(FileFormat.ODS),
                null,
                Pattern.compile("(?i)time series"),
                Pattern.compile("spreadsheet"),
                Source.Undated.REFUSE);
    }

    /** A document as the content API tells of it, with all that stands around what is read. */
    private final class Content {
        private final ObjectMapper json = new ObjectMapper();
        private final ObjectNode root = json.createObjectNode();
        private final ArrayNode attachments = json.createArrayNode();

        Content(@Nullable String publicUpdatedAt) {
            root.putNull("analytics_identifier")
                    .put("base_path", PAGE)
                    .put("content_id", "5f5e1bb5-7631-11e4-a3cb-005056011aef")
                    .put("document_type", "official_statistics")
                    .put("first_published_at", "2017-06-14T09:30:00.000+01:00")
                    .put("locale", "en")
                    .put("public_updated_at", publicUpdatedAt)
                    .put("schema_name", "publication")
                    .put("title", "Small boat activity in the English Channel")
                    .put("updated_at", "2018-01-19T11:59:00.000Z");
            root.putObject("details").put("body", "<p>Figures</p>").set("attachments", attachments);
            root.putObject("links").putArray("organisations").addObject().put("title", "Home Office");
            attachments
                    .addObject()
                    .put("attachment_type", "html")
                    .put("id", "last-7-days")
                    .put("title", "Small boat arrivals: last 7 days")
                    .put("url", PAGE + "/last-7-days");
        }

        Content attachment(String url, String title, String contentType, int size) {
            attachments
                    .addObject()
                    .put("accessible", false)
                    .put("attachment_type", "file")
                    .put("content_type", contentType)
                    .put("file_size", size)
                    .put("filename", url.substring(url.lastIndexOf('/') + 1))
                    .put("id", url.substring(url.lastIndexOf('/') + 1))
                    .put("title", title)
                    .put("url", url);
            return this;
        }

        Content document(String path, String title) {
            ((ObjectNode) root.get("links"))
                    .withArray("documents")
                    .addObject()
                    .put("api_path", "/api/content" + path)
                    .put("base_path", path)
                    .put("public_updated_at", "2018-01-12T09:30:00Z")
                    .put("title", title)
                    .put("withdrawn", false);
            return this;
        }

        void at(String path) throws IOException {
            byte[] bytes = json.writeValueAsBytes(root);
            server.on(
                    path,
                    file("application/json; charset=utf-8", bytes, "W/\"" + bytes.length + root.hashCode() + "\""));
        }
    }

    /** Puts a workbook on the server and gives it to the catalogue, as the only one there. */
    private void publish(String name, SmallWorkbook workbook, @Nullable String publicUpdatedAt) throws IOException {
        byte[] bytes = Files.readAllBytes(workbook.in(folder));
        server.on("/media/" + name, file(ODS, bytes, "\"" + name + "\""));
        new Content(publicUpdatedAt)
                .attachment(server.address("/media/" + name).toString(), "Small boats - time series", ODS, bytes.length)
                .at(CONTENT);
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.owner()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private List<String> releases() throws SQLException {
        return rows(
                "select concat_ws(' ', to_char(issued_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI'), issued_basis,"
                        + " to_char(retrieved_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI')) from release order by id");
    }

    private List<String> people() throws SQLException {
        return rows("select sum(people) from crossing where series = 'uk-small-boats-weekly'"
                + " and issued_to > '9999-01-01' and revision_to = 2147483647");
    }

    private FetchRecord newest(String path) {
        return ledger().newestFetches().stream()
                .filter(each -> each.address().equals(server.address(path).toString()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void aNewEditionIsImportedWithTheDateOfItsCatalogueAndTheTimeOfItsFetch()
            throws IOException, SQLException, InterruptedException {
        publish("15_January_2018.ods", new SmallWorkbook(), "2018-01-15T09:30:00.000+00:00");
        List<Discovery.Result> results = run(timeSeries());
        assertEquals(List.of(Outcome.IMPORTED, Outcome.READ), outcomes(results));
        assertEquals(List.of("2018-01-15T09:30 sidecar 2018-01-19T12:00"), releases());
        assertEquals(List.of("140"), people());
        assertEquals(List.of("140"), rows("select sum(people) from crossing where series = 'uk-small-boats-daily'"));
        assertEquals(List.of("15_January_2018.ods"), rows("select file from import"));
        FetchRecord fetch = results.getFirst().fetch();
        assertEquals(rows("select sha256 from release").getFirst(), fetch.sha256());
        assertEquals(rows("select code from release").getFirst(), fetch.release());
        assertEquals(
                new FetchRecord(
                        now,
                        "small-boats",
                        server.address("/media/15_January_2018.ods").toString(),
                        200,
                        Outcome.IMPORTED,
                        "\"15_January_2018.ods\"",
                        "Fri, 20 Jun 2025 09:30:00 GMT",
                        fetch.bytes(),
                        fetch.sha256(),
                        fetch.release(),
                        null,
                        null),
                newest("/media/15_January_2018.ods"));
    }

    @Test
    void whatIsHeldIsNotFetchedAgain() throws IOException, SQLException, InterruptedException {
        publish("15_January_2018.ods", new SmallWorkbook(), "2018-01-15T09:30:00.000+00:00");
        run(timeSeries());
        assertEquals(List.of(Outcome.READ), outcomes(run(timeSeries())));
        assertEquals(List.of(CONTENT), server.paths());
        assertEquals(304, newest(CONTENT).status());
        // a server without validators sends another edition, and then its bytes again
        byte[] bytes = Files.readAllBytes(new SmallWorkbook().week(2, 1, 72).in(folder));
        server.on(CONTENT, status(404));
        server.on("/direct.ods", file(ODS, bytes));
        Source direct = source(Source.Kind.DIRECT, "/direct.ods", FileFormat.ODS, Source.Undated.RETRIEVED);
        assertEquals(List.of(Outcome.IMPORTED), outcomes(run(direct)));
        int offered = rows("select file from import").size();
        assertEquals(List.of(Outcome.UNCHANGED), outcomes(run(direct)));
        assertEquals(offered, rows("select file from import").size());
    }

    @Test
    void aLaterEditionIsFetchedAloneAndRevises() throws IOException, SQLException, InterruptedException {
        publish("15_January_2018.ods", new SmallWorkbook(), "2018-01-15T09:30:00.000+00:00");
        run(timeSeries());
        now = Instant.parse("2018-01-26T12:00:00Z");
        publish("26_January_2018.ods", new SmallWorkbook().week(2, 1, 71), "2018-01-26T09:30:00.000+00:00");
        assertEquals(List.of(Outcome.IMPORTED, Outcome.READ), outcomes(run(timeSeries())));
        assertEquals(List.of(CONTENT, "/media/26_January_2018.ods"), server.paths());
        assertEquals(
                List.of("2018-01-15T09:30 sidecar 2018-01-19T12:00", "2018-01-26T09:30 sidecar 2018-01-26T12:00"),
                releases());
        assertEquals(List.of("141"), people());
    }

    /** The page was not announced anew when the file was exchanged, so its date is that of the file before. */
    @Test
    void aDateFromBeforeTheLastReadingIsNotThatOfANewFile() throws IOException, SQLException, InterruptedException {
        publish("15_January_2018.ods", new SmallWorkbook(), "2018-01-15T09:30:00.000+00:00");
        run(timeSeries());
        now = Instant.parse("2018-01-26T12:00:00Z");
        publish("26_January_2018.ods", new SmallWorkbook().week(2, 1, 71), "2018-01-15T09:30:00.000+00:00");
        List<Discovery.Result> results = run(timeSeries());
        assertEquals(List.of(Outcome.REFUSED, Outcome.INCOMPLETE), outcomes(results));
        assertEquals(
                "26_January_2018.ods: no issue date in the file",
                results.getFirst().fetch().found());
        assertTrue(results.getFirst().isAmiss());
        assertEquals(1, releases().size());
        assertEquals(List.of("140"), people());
    }

    @Test
    void aFileThatIsExchangedAtItsAddressIsFetchedAndDatedByThePageThatSaysSo()
            throws IOException, SQLException, InterruptedException {
        publish("figures.ods", new SmallWorkbook(), "2018-01-15T09:30:00.000+00:00");
        run(timeSeries());
        now = Instant.parse("2018-01-26T12:00:00Z");
        byte[] other = Files.readAllBytes(new SmallWorkbook().week(2, 1, 71).in(folder));
        publish("figures.ods", new SmallWorkbook().week(2, 1, 71), "2018-01-26T09:30:00.000+00:00");
        server.on("/media/figures.ods", file(ODS, other, "\"another\""));
        assertEquals(Outcome.IMPORTED, run(timeSeries()).getFirst().fetch().outcome());
        assertEquals("2018-01-26T09:30 sidecar 2018-01-26T12:00", releases().getLast());
    }

    @Test
    void aPageWithSeveralFilesDatesNoneOfThem() throws IOException, SQLException, InterruptedException {
        byte[] first = Files.readAllBytes(new SmallWorkbook().in(folder));
        byte[] second = Files.readAllBytes(new SmallWorkbook().week(2, 1, 71).in(folder));
        server.on("/media/a.ods", file(ODS, first)).on("/media/b.ods", file(ODS, second));
        new Content("2018-01-15T09:30:00.000+00:00")
                .attachment(server.address("/media/a.ods").toString(), "Time series", ODS, first.length)
                .attachment(server.address("/media/b.ods").toString(), "Time series", ODS, second.length)
                .at(CONTENT);
        assertEquals(List.of(Outcome.REFUSED, Outcome.REFUSED, Outcome.INCOMPLETE), outcomes(run(timeSeries())));
        assertEquals(List.of(), releases());

        Source retrieved = source(Source.Kind.GOVUK_CONTENT, CONTENT, FileFormat.ODS, Source.Undated.RETRIEVED);
        Source sheets = new Source(
                "sheets",
                retrieved.kind(),
                retrieved.address(),
                retrieved.formats(),
                null,
                null,
                Pattern.compile("spreadsheet"),
                Source.Undated.RETRIEVED);
        now = Instant.parse("2018-01-20T12:00:00Z");
        assertEquals(List.of(Outcome.IMPORTED, Outcome.IMPORTED, Outcome.READ), outcomes(run(true, sheets)));
        assertEquals(
                List.of("2018-01-20T12:00 retrieved 2018-01-20T12:00", "2018-01-20T12:00 retrieved 2018-01-20T12:00"),
                releases());
    }

    @Test
    void aPageIsItsOwnFileAndItsOwnDateGoesFirst() throws IOException, SQLException, InterruptedException {
        now = Instant.parse("2025-06-28T18:00:00Z");
        String html = new SmallPage(LocalDate.of(2025, 6, 20)).html();
        server.on(PAGE, file("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)));
        new Content("2025-06-27T09:00:00+01:00").at(CONTENT);
        Source page = source(Source.Kind.GOVUK_PAGE, CONTENT, FileFormat.HTML, Source.Undated.REFUSE);
        assertEquals(List.of(Outcome.IMPORTED, Outcome.READ), outcomes(run(page)));
        assertEquals(List.of("2025-06-27T12:15 file-metadata 2025-06-28T18:00"), releases());
        assertEquals(
                List.of("70"), rows("select sum(people) from crossing where series = 'uk-small-boats-last-7-days'"));
        // The page differs with every delivery; while its catalogue stays, it is not asked for.
        assertEquals(List.of(Outcome.READ), outcomes(run(page)));
        assertEquals(List.of(CONTENT), server.paths());
    }

    @Test
    void aCollectionLeadsToTheFilesOfItsDocuments() throws IOException, SQLException, InterruptedException {
        byte[] bytes = Files.readAllBytes(new SmallWorkbook().in(folder));
        server.on("/media/a.ods", file(ODS, bytes));
        new Content("2018-01-15T09:30:00Z")
                .attachment(server.address("/media/a.ods").toString(), "Time series", ODS, bytes.length)
                .at("/api/content/government/publications/boats");
        new Content("2018-01-01T09:30:00Z")
                .document("/government/publications/boats", "Small boats")
                .document("/government/publications/lorries", "Lorries")
                .at("/api/content/government/collections/arrivals");
        Source collection = new Source(
                "arrivals",
                Source.Kind.GOVUK_CONTENT,
                server.address("/api/content/government/collections/arrivals"),
                List.of(FileFormat.ODS),
                Pattern.compile("boats"),
                Pattern.compile("Time series"),
                null,
                Source.Undated.REFUSE);
        assertEquals(List.of(Outcome.IMPORTED, Outcome.READ, Outcome.READ), outcomes(run(collection)));
        assertEquals(List.of("2018-01-15T09:30 sidecar 2018-01-19T12:00"), releases());
        assertEquals(List.of(Outcome.READ, Outcome.READ), outcomes(run(collection)));
        assertEquals(
                List.of("/api/content/government/collections/arrivals", "/api/content/government/publications/boats"),
                server.paths());
    }

    @Test
    void nothingOfAFileThatIsCutOffIsImportedAndTheNextRunAsksForIt()
            throws IOException, SQLException, InterruptedException {
        byte[] bytes = Files.readAllBytes(new SmallWorkbook().in(folder));
        publish("a.ods", new SmallWorkbook(), "2018-01-15T09:30:00Z");
        server.on(
                "/media/a.ods",
                inTurn(cutOff(ODS, bytes, bytes.length / 2), cutOff(ODS, bytes, bytes.length - 1), file(ODS, bytes)));
        List<Discovery.Result> results = run(timeSeries());
        assertEquals(List.of(Outcome.FAILED, Outcome.INCOMPLETE), outcomes(results));
        assertTrue(results.getFirst().isAmiss());
        assertEquals(List.of(), rows("select file from import"));
        assertEquals(List.of(), releases());
        assertEquals(1, pauses.size());

        assertEquals(List.of(Outcome.IMPORTED, Outcome.READ), outcomes(run(timeSeries())));
        assertEquals(List.of("2018-01-15T09:30 sidecar 2018-01-19T12:00"), releases());
    }

    @Test
    void oneSourceThatFailsKeepsNoOtherBack() throws IOException, InterruptedException {
        publish("a.ods", new SmallWorkbook(), "2018-01-15T09:30:00Z");
        List<Discovery.Result> results =
                run(source(Source.Kind.DIRECT, "/gone.ods", FileFormat.ODS, Source.Undated.RETRIEVED), timeSeries());
        assertEquals(List.of(Outcome.FAILED, Outcome.IMPORTED, Outcome.READ), outcomes(results));
        assertEquals("status 404", results.getFirst().fetch().found());
        assertEquals("ods", results.getFirst().fetch().expected());
    }

    @Test
    void whatIsNoCatalogueIsAFinding() throws IOException, InterruptedException {
        for (String wrong : List.of(
                "{\"details\": {\"attachments\": [",
                "{}",
                "{\"base_path\": \"/a\", \"title\": \"A\", \"details\": []}",
                "{\"base_path\": \"/a\", \"title\": \"A\", \"details\": {\"attachments\": [{\"title\": \"time series\"}]}}",
                "{\"base_path\": \"/a\", \"title\": \"A\", \"public_updated_at\": \"yesterday\", \"details\": {}}",
                "[".repeat(100_000))) {
            server.on(CONTENT, file("application/json", wrong.getBytes(StandardCharsets.UTF_8)));
            List<Discovery.Result> results = run(timeSeries());
            assertEquals(List.of(Outcome.FAILED), outcomes(results), wrong);
        }
        server.on(CONTENT, file("text/html", "<html>Sorry</html>".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "the content type text/html and a beginning of '<html>Sorry</html>'",
                run(timeSeries()).getFirst().fetch().found());
    }

    @Test
    void aCatalogueWithoutTheDeclaredFileSaysWhatItHas() throws IOException, InterruptedException {
        new Content("2018-01-15T09:30:00Z")
                .attachment(server.address("/media/a.pdf").toString(), "Guide", "application/pdf", 10)
                .at(CONTENT);
        FetchRecord fetch = run(timeSeries()).getFirst().fetch();
        assertEquals(Outcome.FAILED, fetch.outcome());
        assertEquals("2 attachments, none of those declared: [Small boat arrivals: last 7 days, Guide]", fetch.found());
        assertEquals(
                "one whose title holds '(?i)time series' and whose content type holds 'spreadsheet'", fetch.expected());
    }

    @Test
    void anAttachmentInsideOurOwnNetworkIsNotFetched() throws IOException, InterruptedException {
        new Content("2018-01-15T09:30:00Z")
                .attachment("http://169.254.169.254/latest/a.ods", "Time series", ODS, 10)
                .at(CONTENT);
        List<Discovery.Result> results = run(timeSeries());
        assertEquals(List.of(Outcome.FAILED, Outcome.INCOMPLETE), outcomes(results));
        assertEquals(
                "169.254.169.254, which is 169.254.169.254, not a public address",
                results.getFirst().fetch().found());
    }

    @Test
    void aFileThatIsRefusedStaysSoUntilItIsOfferedAgain() throws IOException, SQLException, InterruptedException {
        byte[] other = Files.readAllBytes(new SmallWorkbook().save(folder, "Table_1", "Table_2"));
        server.on("/other.ods", file(ODS, other, "\"other\""));
        Source direct = source(Source.Kind.DIRECT, "/other.ods", FileFormat.ODS, Source.Undated.RETRIEVED);
        List<Discovery.Result> first = run(direct);
        assertEquals(List.of(Outcome.REFUSED), outcomes(first));
        assertEquals(
                "other.ods: no format that the ledger reads",
                first.getFirst().fetch().found());
        List<Discovery.Result> second = run(direct);
        assertEquals(List.of(Outcome.REFUSED), outcomes(second));
        assertEquals(304, second.getFirst().fetch().status());
        assertEquals(first.getFirst().fetch().found(), second.getFirst().fetch().found());
        assertEquals(List.of("refused"), rows("select outcome from import"));
        assertEquals(List.of(Outcome.REFUSED), outcomes(run(true, direct)));
        assertEquals(List.of("refused", "refused"), rows("select outcome from import"));
    }

    /** The real editions, one a week: what discovery makes of them is what an import by hand makes of them. */
    @Test
    void publishedEditionsComeInAsByHand() throws IOException, InterruptedException {
        List<Path> editions = SmallBoatsEditions.files().subList(0, 2);
        now = Instant.parse("2026-01-01T12:00:00Z");
        for (Path edition : editions) {
            byte[] bytes = Files.readAllBytes(edition);
            server.on("/media/" + edition.getFileName(), file(ODS, bytes));
            new Content(null)
                    .attachment(
                            server.address("/media/" + edition.getFileName()).toString(),
                            "Small boats - time series",
                            ODS,
                            bytes.length)
                    .at(CONTENT);
            assertEquals(List.of(Outcome.IMPORTED, Outcome.READ), outcomes(run(timeSeries())));
        }
        TestDatabase byHand = TestDatabase.empty();
        var other = new Ledger(Migrations.dataSource(byHand.owner()), Datasets.ALL, CATALOGUE, new Hands());
        var imports = new Imports(new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers()), other);
        editions.forEach(edition -> imports.importFile(edition, FormatReader.Given.NOTHING, Imports.Word.NONE));
        LedgerState expected = LedgerState.of(byHand.owner());
        LedgerState actual = LedgerState.of(database.owner());
        assertTrue(expected.rectangles().size() > 3_000);
        assertEquals(expected.rectangles(), actual.rectangles());
        assertEquals(expected.statements(), actual.statements());
    }

    @Test
    void theDeclaredSourcesAreAskedOverHttpsAndHaveNamesOfTheirOwn() {
        List<Source> declared = Sources.declared();
        assertTrue(declared.size() >= 6);
        assertEquals(
                List.of(),
                declared.stream()
                        .map(Source::address)
                        .map(URI::getScheme)
                        .filter(scheme -> !scheme.equals("https"))
                        .toList());
        assertEquals(
                declared.size(), declared.stream().map(Source::name).distinct().count());
    }

    @Test
    void aListOfSourcesOfOnesOwnIsReadAsStrictly() throws IOException {
        Path list = Files.writeString(folder.resolve("sources.json"), """
                [{"name": "a", "kind": "direct", "address": "https://mirror.example/a.csv", "formats": ["csv"],
                  "documents": null, "title": null, "contentType": null, "undated": "refuse"}]""");
        assertEquals(
                URI.create("https://mirror.example/a.csv"),
                Sources.of(list).getFirst().address());
        String good = Files.readString(list);
        for (String wrong : List.of(
                good.replace("direct", "indirect"),
                good.replace("\"csv\"", "\"pdf\""),
                good.replace("https://mirror.example/a.csv", "file:///etc/passwd"),
                good.replace("\"undated\": \"refuse\"", "\"other\": 1"),
                good.replace("null, \"undated\"", "\"(\", \"undated\""),
                good.replace("]\n", "")
                        .replaceFirst(
                                "\\[\\{",
                                "[" + good.strip().substring(1, good.strip().length() - 1) + ",{"),
                "{}")) {
            Files.writeString(list, wrong);
            org.junit.jupiter.api.Assertions.assertThrows(IOException.class, () -> Sources.of(list), wrong);
        }
    }
}

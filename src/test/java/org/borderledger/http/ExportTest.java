package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.links;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.borderledger.representation.Representation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as files: every path and format, their headers, and what a caller sees of one that breaks off; API rules 12 to 14, 25, 26. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What is held back until it is whole. */
    private static final int SMALL = 1 << 20;

    private static final String LAST_OF_ALL = "uk-small-boats-daily:2018-01-01";

    /** One address of every kind of table. */
    private static final List<String> TABLES = List.of(
            "/v1/crossings?period=2025-06",
            "/v1/crossings/latest?series=*",
            "/v1/crossings/aggregates?frequency=year",
            "/v1/crossings/comparisons?to=2025-06-20",
            "/v1/crossings/uk-small-boats-daily:2025-06-20",
            "/v1/crossings/uk-small-boats-weekly:2026-W07/revisions",
            "/v1/enforcement-actions?series=*",
            "/v1/enforcement-actions/latest",
            "/v1/enforcement-actions/aggregates?groupBy=action,item",
            "/v1/enforcement-actions/comparisons?series=uk-small-boats-prevented-weekly",
            "/v1/spending-lines?asOf=2025-06-20",
            "/v1/spending-lines/aggregates?groupBy=stage&revision=24",
            "/v1/spending-lines/uk-announced-funding:2024-11-04:announced:border-security-command:two-year-total");

    /** A file as its bytes. */
    private record File(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        byte[] bytes() {
            return response.body();
        }

        String header(String name) {
            return String.join(", ", response.headers().allValues(name));
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    private static File file(String method, String address) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + address))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            return new File(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError(address + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String as(Representation format, String address) {
        int query = address.indexOf('?');
        return query < 0
                ? address + format.suffix()
                : address.substring(0, query) + format.suffix() + address.substring(query);
    }

    private static int count(JsonNode data) {
        return data.isArray() ? data.size() : 1;
    }

    /** Every table in every format. */
    private static Stream<DynamicTest> everyTable(Check check) {
        return TABLES.stream()
                .flatMap(table -> Stream.of(Representation.values())
                        .map(format -> DynamicTest.dynamicTest(
                                as(format, table), () -> check.of(table, format, file("GET", as(format, table))))));
    }

    @FunctionalInterface
    private interface Check {
        void of(String table, Representation format, File file) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> everyTableIsThereInEveryFormat() {
        return everyTable((table, format, file) -> {
            assertEquals(200, file.status(), file::text);
            assertEquals(format.mediaType(), file.header("Content-Type"));
            assertTrue(file.bytes().length > 0);
            assertEquals(Integer.toString(file.bytes().length), file.header("Content-Length"), "small goes out whole");
        });
    }

    /** API rule 13: file names have underscores, and say of which revision the file is. */
    @TestFactory
    Stream<DynamicTest> aFileIsNamedAfterWhatItHoldsAndItsRevision() {
        return everyTable((table, format, file) -> {
            if (format == Representation.JSON || format == Representation.CSVW) {
                assertEquals("", file.header("Content-Disposition"));
                return;
            }
            int revision = get(table).at("/meta/revision").asInt();
            String name = file.header("Content-Disposition");
            assertTrue(
                    name.matches("attachment; filename=\"[0-9A-Za-z_-]+_revision-" + revision + "\\" + format.suffix()
                            + "\""),
                    name);
            String path = table.replaceFirst("\\?.*", "");
            if (path.contains(":")) {
                String key = path.replaceFirst("/revisions$", "").replaceFirst(".*/", "");
                assertTrue(name.contains("_" + key.replace(':', '_') + "_"), name);
            }
        });
    }

    @Test
    void noTwoFilesOfDifferentThingsHaveOneName() {
        Map<String, String> addresses = new HashMap<>();
        for (String address : List.of(
                "/v1/crossings.csv",
                "/v1/crossings/latest.csv",
                "/v1/crossings/aggregates.csv",
                "/v1/crossings/comparisons.csv",
                "/v1/crossings/uk-small-boats-daily:2025-06-20.csv",
                "/v1/crossings/uk-small-boats-daily:2025-06-21.csv",
                "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions.csv",
                "/v1/crossings/uk-small-boats-daily:2025-06-21/revisions.csv",
                "/v1/crossings.csv?series=uk-small-boats-weekly",
                "/v1/crossings.csv?asOf=2026-05-01",
                "/v1/crossings.csv?asOf=2026-05-01T12:00:00Z",
                "/v1/crossings.csv?revision=30",
                "/v1/enforcement-actions.csv")) {
            String other = addresses.put(file("HEAD", address).header("Content-Disposition"), address);
            assertNull(other, () -> address + " is called like " + other);
        }
    }

    @TestFactory
    Stream<DynamicTest> aSmallFileSaysHowManyRowsItHasAndItsDigest() {
        return everyTable((table, format, file) -> {
            if (format == Representation.JSON) {
                assertEquals("", file.header("Total-Rows"));
                assertEquals("", file.header("Repr-Digest"));
                return;
            }
            assertEquals(
                    format == Representation.CSVW
                            ? ""
                            : Integer.toString(count(get(table).path("data"))),
                    file.header("Total-Rows"));
            assertEquals("sha-256=:" + digest(file.bytes()) + ":", file.header("Repr-Digest"));
        });
    }

    private static String digest(byte[] bytes) throws NoSuchAlgorithmException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** API rule 25: the media type belongs to the validator. */
    @TestFactory
    Stream<DynamicTest> everyFormatHasItsOwnValidatorThatSparesTheNextOne() {
        return TABLES.stream()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    Map<String, Representation> formats = new HashMap<>();
                    for (Representation format : Representation.values()) {
                        String address = as(format, table);
                        String tag = ask("HEAD", address, Map.of()).header("ETag");
                        // the moment at which a workbook was made stands in it
                        String weak = format == Representation.XLSX ? "W/" : "";
                        assertTrue(tag.matches(weak + "\"[0-9a-f]{24}\""), tag);
                        assertNull(formats.put(tag, format), address);
                        Caller.Answer known = ask(address, Map.of("If-None-Match", tag));
                        assertEquals(304, known.status());
                        assertEquals("", known.body());
                        assertEquals(tag, known.header("ETag"));
                    }
                    assertEquals(
                            Representation.JSON, formats.get(ask(table).header("ETag")), "the suffix changes nothing");
                }));
    }

    @TestFactory
    Stream<DynamicTest> headHasTheHeadersOfTheFileAndNoBody() {
        return everyTable((table, format, file) -> {
            File head = file("HEAD", as(format, table));
            assertEquals(200, head.status());
            assertEquals(0, head.bytes().length);
            for (String name :
                    List.of("Content-Type", "Content-Disposition", "Total-Rows", "ETag", "Link", "Cache-Control")) {
                assertEquals(file.header(name), head.header(name), name);
            }
            assertTrue(List.of("", file.header("Content-Length")).contains(head.header("Content-Length")));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BROWSER, "text/html", "application/json", "image/png", "*/*", "nonsense", "text/csv;q=0"})
    void aSuffixWinsOverAcceptAndNobodyGetsA406(String accept) {
        for (Representation format : Representation.values()) {
            for (String table : TABLES.subList(0, 6)) {
                Caller.Answer answer = ask("HEAD", as(format, table), Map.of("Accept", accept));
                assertEquals(200, answer.status(), () -> as(format, table));
                assertEquals(format.mediaType(), answer.header("Content-Type"));
            }
        }
        assertEquals(
                Representation.JSON.mediaType(),
                ask(TABLES.getFirst(), Map.of("Accept", accept)).header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings/summary",
                "/v1/series",
                "/v1/series/uk-small-boats-daily",
                "/v1/datasets",
                "/v1/datasets/crossings/structure",
                "/v1/releases",
                "/v1/revisions",
                "/v1/revisions/1"
            })
    void whatIsNoTableIsThereInJsonOnly(String path) {
        for (String suffix : List.of(".csv", ".xlsx", ".jsonl", ".parquet", ".csv-metadata.json")) {
            JsonNode problem = problem(ProblemCode.NOT_FOUND, path + suffix);
            assertEquals(
                    "nothing is at " + path + suffix, problem.path("detail").asText());
            assertEquals(
                    "this path answers in JSON only: leave " + suffix + " out",
                    problem.path("hint").asText());
        }
        assertEquals(get(path).path("data"), get(path + ".json").path("data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nosuch.csv",
                "/v1/.csv",
                "/v1.csv",
                "/nosuch.csv",
                "/v1/crossings.CSV",
                "/v1/crossings.csv.csv",
                "/v1/crossings.csv/",
                "/v1/crossings.csv/latest",
                "/v1/crossings%2Ecsv",
                "/v1/crossings.tsv",
                "/v1/crossings/nosuch:2025.csv",
                "/v1/crossings/uk-small-boats-daily:1999-01-01.parquet"
            })
    void aSuffixMakesNothingOfNothing(String address) {
        problem(ProblemCode.NOT_FOUND, address);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/crossings.csv?limit=0,             invalid-value",
        "/v1/crossings.xlsx?rout=channel,       unknown-parameter",
        "/v1/crossings.parquet?series=nosuch,   unknown-value",
        "/v1/crossings.jsonl?asOf=2999-01-01,   invalid-value",
        "/v1/crossings.csv?revision=999999,     unknown-revision",
        "/v1/crossings/aggregates.csv?series=*, not-addable",
        "/v1/crossings.csv?cursor=zzz,          invalid-cursor"
    })
    void aRefusedFileIsAProblemAndNoFile(String address, String code) {
        Caller.Answer answer = ask(address);
        assertEquals(code, Caller.wellFormed(answer).path("code").asText());
        for (String header : List.of("Content-Disposition", "Total-Rows", "Repr-Digest", "ETag", "Link")) {
            assertEquals("", answer.header(header), header);
        }
    }

    /** API rule 13: the address of a period goes on to its figure in the format that was asked for. */
    @ParameterizedTest
    @EnumSource(value = Representation.class, mode = EnumSource.Mode.EXCLUDE, names = "JSON")
    void aPeriodAloneGoesOnToItsFigureInTheSameFormat(Representation format) {
        Caller.Answer answer = ask("/v1/crossings/2025-06-20" + format.suffix() + "?asOf=2026-05-01");
        assertEquals(302, answer.status());
        assertEquals(
                "/v1/crossings/uk-small-boats-daily:2025-06-20" + format.suffix() + "?asOf=2026-05-01",
                answer.header("Location"));
    }

    /** CSV on the Web: the description that the file's Link header names has its columns, in their order. */
    @TestFactory
    Stream<DynamicTest> theDescriptionOfACsvHasItsColumns() {
        return TABLES.stream()
                .map(table -> DynamicTest.dynamicTest(table, () -> {
                    Caller.Answer csv = ask(as(Representation.CSV, table));
                    String description = links(csv).get("describedby");
                    assertEquals(as(Representation.CSVW, table), description);
                    Caller.Answer described = ask(as(Representation.CSVW, table));
                    assertEquals("application/csvm+json", described.header("Content-Type"));
                    assertEquals(
                            csv.body().lines().findFirst().orElseThrow(),
                            String.join(",", texts(list(described.json().at("/tableSchema/columns")), "name")));
                    assertEquals(
                            links(csv).get("self"), described.json().path("url").asText());
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings.csv?period=2025-06",
                "/v1/crossings/aggregates.csv?frequency=year",
                "/v1/crossings/comparisons.csv?limit=2"
            })
    void aByteOrderMarkComesWhereItIsAskedFor(String address) {
        String plain = file("GET", address).text();
        assertFalse(plain.startsWith(BYTE_ORDER_MARK));
        assertEquals(BYTE_ORDER_MARK + plain, file("GET", address + "&bom=true").text());
        assertEquals(plain, file("GET", address + "&bom=false").text());
        assertFalse(ask("HEAD", address, Map.of())
                .header("ETag")
                .equals(ask("HEAD", address + "&bom=true", Map.of()).header("ETag")));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/crossings?bom=true,                conflicting-parameters",
        "/v1/crossings?bom=false,               conflicting-parameters",
        "/v1/crossings.json?bom=true,           conflicting-parameters",
        "/v1/crossings.xlsx?bom=true,           conflicting-parameters",
        "/v1/crossings.jsonl?bom=true,          conflicting-parameters",
        "/v1/crossings/aggregates.parquet?bom=true, conflicting-parameters",
        "/v1/crossings.csv?bom=1,               unknown-value",
        "/v1/crossings.csv?bom=TRUE,            unknown-value",
        "/v1/crossings/latest.csv?bom=true,     unknown-parameter",
        "/v1/series?bom=true,                   unknown-parameter"
    })
    void aByteOrderMarkIsForCsv(String address, String code) {
        JsonNode problem = Caller.wellFormed(ask(address));
        assertEquals(code, problem.path("code").asText());
        assertEquals("bom", problem.path("parameter").asText());
    }

    /**
     * API rule 26: the columns of CSV are frozen. A line that changes here breaks the programs of readers; new columns come
     * last.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/crossings.csv | key,series,periodStart,periodEnd,route,citizenship,category,people,boats,"
                        + "uncontrolledLandings,status,revised,qualifier,valueHigh,originalText,release,publisher,"
                        + "issuedAt,sourceUrl,locator,licence,revision,measureStatus,publisherFlag,withdrawn,validFrom,"
                        + "validTo,sex,ageGroup,place,demographic,authority",
                "/v1/enforcement-actions.csv | key,series,periodStart,periodEnd,action,item,agency,place,events,"
                        + "quantity,unit,status,revised,qualifier,valueHigh,originalText,release,publisher,issuedAt,"
                        + "sourceUrl,locator,licence,revision,measureStatus,publisherFlag,withdrawn,validFrom,validTo,"
                        + "citizenship,border",
                "/v1/spending-lines.csv | key,series,periodStart,periodEnd,stage,funder,recipient,programme,purpose,"
                        + "amount,currency,per,transaction,partOf,status,revised,qualifier,valueHigh,originalText,"
                        + "release,publisher,issuedAt,sourceUrl,locator,licence,revision,measureStatus,publisherFlag,"
                        + "withdrawn,validFrom,validTo,paidOn,occurrence,recipientName,programmeName,purposeName",
                "/v1/crossings/aggregates.csv | series,periodStart,periodEnd,peopleSum,boatsSum,"
                        + "uncontrolledLandingsSum,qualifier,valueHigh,status,inputs,present,expected,complete,missing,"
                        + "incomplete,leftOut,reason,reasonKeys,publisher,issuedAt,licence,query",
                "/v1/crossings/aggregates.csv?frequency=month&groupBy=route,financial-year&cumulative=true |"
                        + " series,periodStart,periodEnd,financialYear,monthDay,inputsFrom,route,peopleSum,boatsSum,"
                        + "uncontrolledLandingsSum,qualifier,valueHigh,status,inputs,present,expected,complete,missing,"
                        + "incomplete,leftOut,reason,reasonKeys,publisher,issuedAt,licence,query",
                "/v1/spending-lines/aggregates.csv | series,periodStart,periodEnd,currency,per,amountSum,qualifier,"
                        + "valueHigh,status,inputs,present,expected,complete,missing,incomplete,leftOut,reason,"
                        + "reasonKeys,publisher,issuedAt,licence,query",
                "/v1/crossings/comparisons.csv | year,periodStart,periodEnd,peopleSum,change,percent,qualifier,status,"
                        + "inputs,present,expected,complete,missing,reason,reasonKeys,publisher,issuedAt,licence,query",
                "/v1/enforcement-actions/comparisons.csv?series=uk-small-boats-prevented-weekly | year,periodStart,"
                        + "periodEnd,unit,quantitySum,change,percent,qualifier,status,inputs,present,expected,complete,"
                        + "missing,reason,reasonKeys,publisher,issuedAt,licence,query"
            })
    void theColumnsOfCsvAreFrozen(String address, String header) {
        assertEquals(header, file("GET", address).text().lines().findFirst().orElseThrow());
    }

    /** API rule 26: the same revision is the same bytes, and a row is the same in every clock's file as in JSON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/crossings?period=2026&revision=30",
                "/v1/crossings?period=2026&asOf=2026-05-01",
                "/v1/crossings?series=*&period=2026&asOf=2026-05-01&revision=40",
                "/v1/spending-lines?asOf=2025-01-01",
                "/v1/enforcement-actions?series=*&revision=46&sort=quantity",
                "/v1/crossings/uk-small-boats-weekly:2026-W07/revisions"
            })
    void aFileHasTheRowsOfTheList(String list) throws IOException {
        String csv = file("GET", as(Representation.CSV, list)).text();
        assertEquals(csv, file("GET", as(Representation.CSV, list)).text());
        List<JsonNode> rows = rows(list + (list.contains("?") ? "&limit=10000" : ""));
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            List<NamedCsvRecord> records = reader.stream().toList();
            assertEquals(rows.size(), records.size());
            for (int i = 0; i < records.size(); i++) {
                JsonNode row = rows.get(i);
                NamedCsvRecord csvRow = records.get(i);
                for (String column : List.of("key", "status", "release", "qualifier", "locator", "revision")) {
                    assertEquals(row.path(column).asText(""), csvRow.getField(column), column);
                }
                for (String measure :
                        List.of("people", "boats", "uncontrolledLandings", "events", "quantity", "amount")) {
                    if (row.has(measure)) {
                        assertEquals(row.path(measure).asText("").replace("null", ""), csvRow.getField(measure));
                    }
                }
            }
        }
        List<JsonNode> lines = file("GET", as(Representation.JSONL, list))
                .text()
                .lines()
                .map(ExportTest::parsed)
                .toList();
        assertEquals(rows.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            for (String column : List.of("key", "people", "quantity", "amount", "issuedAt", "withdrawn", "validTo")) {
                assertEquals(rows.get(i).path(column), lines.get(i).path(column));
            }
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    /** API rule 9. */
    @Test
    void onlyAFileOfARevisionIsImmutable() {
        assertEquals(
                "public, max-age=31536000, immutable",
                file("GET", "/v1/crossings.csv?period=2025-06&revision=30").header("Cache-Control"));
        assertEquals(
                "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400",
                file("GET", "/v1/crossings.csv?period=2025-06&asOf=2026-05-01").header("Cache-Control"));
        File asOf = file("HEAD", "/v1/crossings.csv?asOf=2026-05-01&revision=40");
        assertEquals(
                "attachment; filename=\"crossings_uk-small-boats-daily_as-of-2026-05-01_revision-40.csv\"",
                asOf.header("Content-Disposition"));
        assertEquals("3042", asOf.header("Total-Rows"));
    }

    /** API rule 12: no limit unless one is asked for. */
    @Test
    void aLimitHoldsInAFileTooAndTheNextPageIsAFile() {
        Caller.Answer first = ask("/v1/crossings.csv?limit=3");
        assertEquals("3", first.header("Total-Rows"));
        assertEquals(4, first.body().lines().count());
        String next = links(first).getOrDefault("next", "");
        assertTrue(next.startsWith("/v1/crossings.csv?limit=3&cursor="), next);
        Caller.Answer second = ask(next);
        assertEquals(
                texts(rows("/v1/crossings?limit=6"), "key").subList(3, 6),
                second.body()
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList());
        assertEquals("/v1/crossings.csv?limit=3", links(second).get("first"));
        assertFalse(links(ask("/v1/crossings.csv?period=2025-06")).containsKey("next"));
        Caller.Answer sums = ask("/v1/crossings/aggregates.jsonl?frequency=month&limit=5");
        assertEquals(5, sums.body().lines().count());
        assertTrue(links(sums).getOrDefault("next", "").startsWith("/v1/crossings/aggregates.jsonl?"));
        assertEquals(
                Integer.toString(get("/v1/crossings/aggregates?frequency=month")
                        .at("/meta/total")
                        .asInt()),
                file("GET", "/v1/crossings/aggregates.csv?frequency=month").header("Total-Rows"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Representation.class,
            names = {"CSV", "JSONL"})
    void aFileLargerThanWhatIsHeldBackHasAllItsRows(Representation format) throws NoSuchAlgorithmException {
        File file = file("GET", "/v1/crossings" + format.suffix());
        assertTrue(file.bytes().length > SMALL, () -> "only " + file.bytes().length + " bytes");
        assertEquals("3154", file.header("Total-Rows"));
        assertEquals("", file.header("Repr-Digest"), "nobody knows it before the last row");
        assertEquals("", file.header("Content-Length"));
        List<String> lines = file.text().lines().toList();
        assertEquals(3154 + (format == Representation.CSV ? 1 : 0), lines.size());
        assertTrue(lines.getLast().contains(LAST_OF_ALL), lines::getLast);
        assertTrue(file.text().endsWith(format == Representation.CSV ? "\r\n" : "}\n"));
        assertArrayEquals(
                file.bytes(), file("GET", "/v1/crossings" + format.suffix()).bytes());
        File head = file("HEAD", "/v1/crossings" + format.suffix());
        assertEquals("3154", head.header("Total-Rows"));
        assertEquals(0, head.bytes().length);
    }

    @Test
    void aLargeJsonHasAllItsRows() {
        File file = file("GET", "/v1/crossings?limit=10000");
        assertTrue(file.bytes().length > SMALL);
        JsonNode page = parsed(file.text());
        assertEquals(3154, page.path("data").size());
        assertEquals(LAST_OF_ALL, page.at("/data/3153/key").asText());
        assertEquals("", file.header("Total-Rows"));
    }

    /** A file that lacks rows must not look whole: the connection ends without the last chunk. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "late.csv",
                "late.jsonl",
                "late",
                "late-error.csv",
                "late-error.jsonl",
                "late-problem.csv",
                "late-problem.jsonl"
            })
    void aFileThatBreaksOffBreaksTheConnection(String path) {
        RawConnection.Reply reply = RawConnection.get("/v1/breaking-exports/" + path);
        assertEquals(200, reply.status(), reply::body);
        assertEquals("chunked", reply.header("Transfer-Encoding"));
        assertTrue(reply.body().length() > SMALL, () -> "only " + reply.body().length());
        assertFalse(reply.body().endsWith("\r\n0\r\n\r\n"), "the last chunk says that all is there");
        assertFalse(reply.body().contains("/problems/"), "an error in a file is data");
        assertFalse(reply.body().contains("row-29999"));
    }

    /** What the test above takes for broken is whole where nothing breaks. */
    @ParameterizedTest
    @ValueSource(strings = {"whole.csv", "whole.jsonl", "whole"})
    void aFileThatDoesNotBreakOffEndsWithTheLastChunk(String path) {
        RawConnection.Reply reply = RawConnection.get("/v1/breaking-exports/" + path);
        assertTrue(reply.body().endsWith("\r\n0\r\n\r\n"));
        assertTrue(reply.body().contains("row-29999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"early", "early.csv", "early.jsonl", "early.xlsx", "early.parquet", "late.parquet"})
    void aFailureBeforeTheFirstByteIsAProblem(String path) {
        Caller.Answer answer = ask("/v1/breaking-exports/" + path);
        JsonNode problem = problem(ProblemCode.INTERNAL_ERROR, answer);
        assertTrue(problem.path("instance").asText().startsWith("urn:uuid:"));
        assertNoFile(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"early-problem", "early-problem.csv", "early-problem.jsonl", "late-problem.parquet"})
    void aProblemBeforeTheFirstByteIsThatProblem(String path) {
        Caller.Answer answer = ask("/v1/breaking-exports/" + path);
        assertEquals(
                "take fewer",
                problem(ProblemCode.TOO_MANY_ROWS, answer).path("hint").asText());
        assertNoFile(answer);
    }

    private static void assertNoFile(Caller.Answer answer) {
        for (String header : List.of("Content-Disposition", "Total-Rows", "Repr-Digest", "ETag", "Link")) {
            assertEquals("", answer.header(header), header);
        }
    }

    /** The rows of this one fail as soon as they are read. */
    @ParameterizedTest
    @ValueSource(strings = {"early.csv", "early.jsonl", "early.xlsx", "early.parquet", "late.csv"})
    void headReadsNoRows(String path) {
        File head = file("HEAD", "/v1/breaking-exports/" + path);
        assertEquals(200, head.status());
        assertEquals("30000", head.header("Total-Rows"));
        assertEquals(0, head.bytes().length);
    }

    @Test
    void afterABrokenFileTheServiceAnswersAsBefore() {
        String before = ask("/v1/crossings.csv?period=2025-06").body();
        for (int i = 0; i < 5; i++) {
            RawConnection.get("/v1/breaking-exports/late.csv");
        }
        assertEquals(before, ask("/v1/crossings.csv?period=2025-06").body());
    }
}

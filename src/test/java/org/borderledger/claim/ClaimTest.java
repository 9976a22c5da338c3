package org.borderledger.claim;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.get;
import static org.borderledger.Caller.list;
import static org.borderledger.Caller.problem;
import static org.borderledger.Caller.rows;
import static org.borderledger.Caller.texts;
import static org.borderledger.Caller.walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.borderledger.Caller;
import org.borderledger.Corpus;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The claims of the starter data, and numbers of one's own, held against the record. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class ClaimTest {
    private static final String ARTICLE = "/v1/releases/lbc-2025-06-26/claims";
    private static final String CHECK =
            "/v1/claims/check?statedOn=2025-06-26&dataset=crossings&series=uk-small-boats-daily";
    private static final String FRENCH_AGREEMENT =
            "/v1/claims/check?dataset=spending-lines&series=uk-announced-funding&purpose=agreement-march-2023"
                    + "&from=2023-04-01&to=2026-03-31&measure=amount";

    private static JsonNode review(String id) {
        return get("/v1/claims/" + id).at("/data/review");
    }

    private static void assertNumber(String expected, JsonNode number) {
        assertTrue(number.isNumber(), number::toString);
        assertEquals(0, new BigDecimal(expected).compareTo(number.decimalValue()), number::toString);
    }

    @TestFactory
    Stream<DynamicTest> everyStatementOfTheArticleStandsToTheRecordAsTheFactsSay() throws IOException {
        Path facts = Corpus.folder().resolve("facts/article-claims.csv");
        Map<String, JsonNode> claims = new HashMap<>();
        rows(ARTICLE).forEach(claim -> claims.put(claim.path("id").asText(), claim));
        assertEquals(13, claims.size());
        List<NamedCsvRecord> expected;
        try (CsvReader<NamedCsvRecord> file = CsvReader.builder().ofNamedCsvRecord(facts)) {
            expected = file.stream().toList();
        }
        return expected.stream()
                .map(fact -> DynamicTest.dynamicTest(fact.getField("statement"), () -> {
                    JsonNode claim = Objects.requireNonNull(claims.get(fact.getField("id")));
                    JsonNode review = claim.path("review");
                    assertEquals(
                            fact.getField("statement"), claim.path("statement").asText());
                    assertEquals(fact.getField("speaker"), claim.path("speaker").asText());
                    assertEquals(
                            fact.getField("speaker_kind"),
                            claim.path("speakerKind").asText());
                    assertEquals(
                            fact.getField("relation"), review.path("relation").asText());
                    assertEquals(
                            fact.getField("value_low").isEmpty() ? "editor" : "computed",
                            review.path("relationBy").asText());
                    assertEquals(
                            Arrays.stream(fact.getField("reason").split(";", -1))
                                    .filter(reason -> !reason.isEmpty())
                                    .sorted()
                                    .toList(),
                            texts(review.path("reasons")).stream().sorted().toList());
                }));
    }

    @Test
    void anOpenClaimIsHeldAgainstTheLastDayPublishedBeforeItAndToldFromOneWithAnEarlierCutOff() {
        JsonNode review = review("lbc-01");
        assertEquals("2025-06-25", review.at("/asSaid/to").asText());
        assertNumber("18518", review.at("/asSaid/value"));
        assertNumber("518", review.at("/asSaid/difference"));
        assertEquals("earliest-held", review.at("/asSaid/basis").asText());
        assertTrue(
                review.path("explanation").asText().contains("17,817 people with an earlier cut-off"),
                review::toString);
        assertTrue(review.path("warnings").get(0).asText().startsWith("No edition known by 26 June 2025"));
    }

    @Test
    void aReviewNamesWhoseFiguresItIsOfAndAClaimWhoPrintedIt() {
        JsonNode claim = get("/v1/claims/lbc-03").path("data");
        assertEquals("LBC", claim.path("publisher").asText());
        assertEquals("2025-06-26", claim.path("issuedAt").asText());
        assertTrue(claim.path("sourceUrl").isNull(), "nobody knows it");
        JsonNode said = claim.at("/review/asSaid");
        assertEquals(171, said.path("inputs").asInt());
        assertEquals(List.of("home-office-small-boats-time-series-2025-11-14-a8887dfe"), texts(said.path("releases")));
        assertTrue(claim.at("/review/explanation").asText().contains("(Home Office: "), claim::toString);
        assertEquals("/openapi.json", get("/v1/claims").at("/links/describedby").asText());
    }

    /** Without statedOn a check is of today, so only its permanent address stays as it is. */
    @Test
    void aCheckOfTodayIsNotKeptForEverAndCitesAnAddressThatStays() {
        String claim = "/v1/claims/check?dataset=crossings&from=2025-01-01&to=2025-06-20&value=17817";
        int revision = get(claim).at("/meta/revision").asInt();
        Caller.Answer today = ask(claim + "&revision=" + revision);
        assertFalse(today.header("Cache-Control").contains("immutable"), today.header("Cache-Control"));
        String citation = today.json().at("/meta/citation").asText();
        String address =
                citation.substring(citation.indexOf("https://ledger.example") + "https://ledger.example".length());
        assertTrue(address.contains("statedOn=") && address.contains("revision=" + revision), address);
        assertEquals(today.json().path("data"), get(address).path("data"));
    }

    @Test
    void aYearToDateIsNotTwelveMonths() {
        assertTrue(texts(review("lbc-03").path("warnings")).stream().anyMatch(each -> each.contains("42,320")));
        assertFalse(review("lbc-02").path("warnings").toString().contains("twelve months"));
    }

    @Test
    void theAddressesOfAReviewSayWhatItSays() {
        int followed = 0;
        for (JsonNode claim : rows(ARTICLE)) {
            for (String when : List.of("asSaid", "now")) {
                JsonNode finding = claim.path("review").path(when);
                if (finding.isNull() || finding.path("value").isNull()) {
                    continue;
                }
                JsonNode data = get(finding.path("url").asText()).path("data");
                JsonNode row = data.isArray() ? data.get(0) : data;
                String measure = claim.path("measure").asText();
                JsonNode value = data.isArray() ? row.path(measure + "Sum") : row.path(measure);
                assertEquals(0, finding.path("value").decimalValue().compareTo(value.decimalValue()), claim::toString);
                assertEquals(finding.path("qualifier"), row.path("qualifier"), claim::toString);
                followed++;
            }
        }
        assertEquals(14, followed);
    }

    @Test
    void aStatementIsComparedWithTheNearestFigureWhereNothingIsPublishedForIt() {
        JsonNode engines = review("lbc-07");
        assertNumber("600", engines.at("/asSaid/value"));
        assertEquals("more-than", engines.at("/asSaid/qualifier").asText());
        assertEquals("boats-and-engines", engines.at("/asSaid/unit").asText());
        assertEquals("2023-10-18", engines.at("/asSaid/from").asText());
        assertEquals("as-said", engines.at("/asSaid/basis").asText());
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        // the slips of the press
        "measure=boats&from=2025-01-01&to=2025-03-30&value=199, conflicts, transcription",
        "measure=people&from=2025-01-01&to=2025-03-30&value=6642, agrees,",
        "measure=people&from=2025-01-01&to=2025-06-20&value=17871, conflicts, transcription",
        "measure=people&from=2025-01-01&to=2025-06-20&value=17817, agrees,",
        "measure=people&from=2025-01-01&to=2025-06-21&value=18000&qualifier=more-than, agrees,",
        // what a number is right of
        "measure=people&from=2025-01-01&to=2025-06-20&value=18400, differs, as-of",
        "measure=people&from=2025-01-01&to=2025-06-20&value=42320, differs, period",
        "measure=people&from=2025-01-01&to=2025-06-20&value=311, differs, unit",
        "measure=people&from=2025-01-01&to=2025-06-20&value=17800, rounds-to, rounding",
        "measure=people&from=2025-01-01&to=2025-06-20&value=17000&qualifier=about, agrees,",
        "measure=people&from=2025-01-01&to=2025-06-20&value=16000&qualifier=about, conflicts,",
        "measure=people&from=2022-01-01&to=2022-12-31&value=45755, agrees,",
        // another unit, and days that are not published
        "measure=people&from=2025-01-01&to=2025-06-20&value=17817&unit=boats, differs, unit",
        "measure=people&from=2017-06-01&to=2018-12-31&value=400, differs, coverage",
        "measure=people&from=1990-01-01&to=1990-12-31&value=400, unsupported,"
    })
    void aNumberOfOnesOwnIsHeldAgainstTheRecord(String claim, String relation, String reason) {
        JsonNode review = get(CHECK + "&" + claim).at("/data/review");
        assertEquals(relation, review.path("relation").asText(), review::toString);
        assertEquals("computed", review.path("relationBy").asText());
        assertEquals(reason == null ? List.of() : List.of(reason), texts(review.path("reasons")), review::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {476_000_000, 478_000_000, 480_000_000})
    void oneAgreementInPoundsDiffersFromTheRecordInEurosByItsCurrencyAndNothingIsConverted(int pounds) {
        JsonNode review = get(FRENCH_AGREEMENT + "&unit=GBP&value=" + pounds).at("/data/review");
        assertEquals("differs", review.path("relation").asText());
        assertEquals(List.of("currency"), texts(review.path("reasons")));
        assertNumber("541000000", review.at("/now/value"));
        assertEquals("EUR", review.at("/now/unit").asText());
        assertTrue(review.at("/now/difference").isNull());
        assertEquals(
                "agrees",
                get(FRENCH_AGREEMENT + "&unit=EUR&value=541000000")
                        .at("/data/review/relation")
                        .asText());
    }

    @Test
    void aNumberThatALaterEditionChangedIsOneOfAnotherEdition() {
        String week = "/v1/claims/check?dataset=enforcement-actions&series=uk-small-boats-prevented-weekly"
                + "&from=2026-04-13&to=2026-04-19&measure=quantity&value=";
        assertEquals("agrees", get(week + "390").at("/data/review/relation").asText());
        JsonNode revised = get(week + "322").at("/data/review");
        assertEquals("differs", revised.path("relation").asText(), revised::toString);
        assertEquals(List.of("vintage"), texts(revised.path("reasons")));
        JsonNode then = get(week + "322&statedOn=2026-05-10").at("/data/review");
        assertEquals("agrees", then.path("relation").asText(), then::toString);
        assertNumber("322", then.at("/asSaid/value"));
        assertNumber("390", then.at("/now/value"));
    }

    @Test
    void claimsAreChosenByWhatTheySayAndByTheirReviews() {
        assertEquals(13, rows("/v1/claims?release=lbc-2025-06-26").size());
        assertEquals(List.of("lbc-02", "lbc-03"), texts(rows("/v1/claims?speaker=Home%20Office"), "id"));
        assertEquals(List.of("lbc-04", "lbc-05"), texts(rows("/v1/claims?kind=named"), "id"));
        assertEquals(List.of("lbc-07"), texts(rows("/v1/claims?relation=differs,conflicts"), "id"));
        assertEquals(List.of("lbc-06", "lbc-07"), texts(rows("/v1/claims?reason=unit"), "id"));
        assertEquals(
                List.of("lbc-01", "lbc-02", "lbc-03", "lbc-04", "lbc-05"),
                texts(rows("/v1/claims?dataset=crossings,spending-lines"), "id"));
        assertEquals(
                13, rows("/v1/claims?statedFrom=2025-06-26&statedTo=2025-06-26").size());
        assertEquals(0, rows("/v1/claims?statedFrom=2025-06-27").size());
        assertEquals(13, walk("/v1/claims?limit=5").size());
    }

    @Test
    void aFigureLeadsToTheClaimsThatItGoesInto() {
        assertEquals(
                List.of("lbc-01", "lbc-02", "lbc-03"),
                texts(rows("/v1/crossings/uk-small-boats-daily:2025-06-20/claims"), "id"));
        assertEquals(List.of("lbc-01"), texts(rows("/v1/crossings/uk-small-boats-daily:2025-06-25/claims"), "id"));
        assertEquals(List.of(), rows("/v1/crossings/uk-small-boats-daily:2025-06-26/claims"));
        problem(ProblemCode.NOT_FOUND, "/v1/crossings/uk-small-boats-daily:1999-01-01/claims");
    }

    @Test
    void whatIsNotThereOrNotAllowedIsRefusedWithWhatWouldHaveWorked() {
        assertEquals(
                "did you mean 'lbc-01'?",
                problem(ProblemCode.NOT_FOUND, "/v1/claims/lbc-1").path("hint").asText());
        problem(ProblemCode.NOT_FOUND, "/v1/releases/nothing/claims");
        problem(ProblemCode.NOT_FOUND, "/v1/claims/nothing/reviews");
        problem(ProblemCode.NOT_FOUND, "/v1/claims/nothing.jsonld");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/claims?release=nothing");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/claims?speaker=nobody");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/claims?kind=person");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/claims?relation=true");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/claims?reason=lie");
        problem(ProblemCode.UNKNOWN_VALUE, "/v1/claims?dataset=claims");
        problem(ProblemCode.INVALID_VALUE, "/v1/claims?statedFrom=yesterday");
        problem(ProblemCode.UNKNOWN_PARAMETER, "/v1/claims?from=2025-01-01");
        problem(ProblemCode.UNKNOWN_REVISION, "/v1/claims?revision=99999");
        for (String missing : List.of("dataset", "from", "value")) {
            String without = (CHECK + "&from=2025-01-01&value=1").replaceFirst("[&]?\\b" + missing + "=[^&]*", "");
            assertEquals(
                    missing,
                    problem(ProblemCode.MISSING_PARAMETER, without.replace("?&", "?"))
                            .path("parameter")
                            .asText());
        }
        String whole = CHECK + "&from=2025-01-01&to=2025-01-02";
        problem(ProblemCode.INVALID_VALUE, whole + "&value=-1");
        problem(ProblemCode.INVALID_VALUE, whole + "&value=many");
        problem(ProblemCode.INVALID_VALUE, whole + "&value=1e9");
        problem(ProblemCode.UNKNOWN_VALUE, whole + "&value=1&qualifier=roughly");
        problem(ProblemCode.UNKNOWN_VALUE, whole + "&value=1&measure=amount");
        problem(ProblemCode.UNKNOWN_VALUE, whole + "&value=1&route=moon");
        problem(ProblemCode.CONFLICTING_PARAMETERS, whole + "&value=1&qualifier=between");
        problem(ProblemCode.CONFLICTING_PARAMETERS, whole + "&value=1&valueHigh=2");
        problem(ProblemCode.INVALID_VALUE, whole + "&value=3&valueHigh=2&qualifier=between");
        problem(ProblemCode.UNKNOWN_PARAMETER, whole + "&value=1&currency=GBP");
        problem(ProblemCode.UNKNOWN_PARAMETER, whole + "&value=1&people.gte=1");
        problem(ProblemCode.INVALID_VALUE, CHECK.replace("2025-06-26", "2999-01-01") + "&from=2025-01-01&value=1");
        problem(ProblemCode.INVALID_VALUE, CHECK + "&from=2025-01-02&to=2025-01-01&value=1");
    }

    /** Google's and Full Fact's readers need these; schema.org defines them. */
    @Test
    void aReviewIsAClaimReviewOfSchemaOrgToo() {
        Caller.Answer answer = ask("/v1/claims/lbc-03.jsonld");
        assertEquals(200, answer.status(), answer::body);
        assertTrue(answer.header("Content-Type").startsWith("application/ld+json"));
        JsonNode document = answer.json();
        assertEquals("https://schema.org", document.path("@context").asText());
        assertEquals("ClaimReview", document.path("@type").asText());
        assertEquals(
                "https://ledger.example/v1/claims/lbc-03.jsonld",
                document.path("@id").asText());
        assertEquals(
                "that brought the year's total to 17 817",
                document.path("claimReviewed").asText());
        assertEquals("Organization", document.at("/itemReviewed/author/@type").asText());
        assertEquals("Home Office", document.at("/itemReviewed/author/name").asText());
        assertEquals("2025-06-26", document.at("/itemReviewed/datePublished").asText());
        assertEquals(
                "https://ledger.example/v1/releases/lbc-2025-06-26",
                document.at("/itemReviewed/firstAppearance/@id").asText());
        assertEquals("agrees", document.at("/reviewRating/alternateName").asText());
        assertEquals(2, document.path("citation").size());
        assertTrue(
                ask("/v1/claims/lbc-11.jsonld")
                        .json()
                        .at("/itemReviewed/author")
                        .isMissingNode(),
                "nobody is named");
    }

    @Test
    void claimsAreAFileTooWithOneColumnForEachStepOfTheObject() throws IOException {
        Caller.Answer answer = ask(ARTICLE + ".csv");
        assertEquals(200, answer.status(), answer::body);
        assertEquals("13", answer.header("Total-Rows"));
        try (CsvReader<NamedCsvRecord> file = CsvReader.builder().ofNamedCsvRecord(answer.body())) {
            List<NamedCsvRecord> csv = file.stream().toList();
            assertEquals("18518", csv.getFirst().getField("review.asSaid.value"));
            assertEquals("period unit", csv.get(6).getField("review.reasons"));
            assertEquals("", csv.get(9).getField("value"));
        }
        for (String suffix : List.of(".xlsx", ".jsonl", ".parquet", ".csv-metadata.json")) {
            assertEquals(200, ask("/v1/claims" + suffix).status(), suffix);
        }
        JsonNode line = get("/v1/claims").path("data").get(0);
        String first = ask("/v1/claims.jsonl").body().lines().findFirst().orElseThrow();
        assertTrue(first.contains("\"review\":{\"relation\":"), first);
        assertEquals(line.path("id").asText(), "lbc-01");
    }

    @Test
    void aReviewAtARevisionStaysAsItIs() {
        int revision = get("/v1/claims").at("/meta/revision").asInt();
        Caller.Answer then = ask("/v1/claims/lbc-03?revision=" + revision);
        assertTrue(then.header("Cache-Control").contains("immutable"));
        List<JsonNode> history = rows("/v1/claims/lbc-02/reviews");
        assertFalse(history.isEmpty());
        JsonNode first = history.getLast();
        int learnt = first.path("revision").asInt();
        assertEquals(
                first.path("review"),
                get("/v1/claims/lbc-02?revision=" + learnt).at("/data/review"),
                "the first review is that of the revision that brought the claim");
        problem(ProblemCode.NOT_FOUND, "/v1/claims/lbc-02?revision=1");
        assertNotEquals(
                0, list(get("/v1/claims?revision=" + learnt).path("data")).size());
    }
}

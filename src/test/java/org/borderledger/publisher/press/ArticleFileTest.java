package org.borderledger.publisher.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.ledger.Sha256;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Articles that a newsroom adds, as files. */
class ArticleFileTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());

    private static final String HEADER = "{\"format\":\"border-ledger\",\"version\":1,\"title\":\"an article\"}\n";
    private static final String RELEASE =
            "{\"release\":{\"n\":1,\"id\":\"paper-2025-07-01\",\"format\":\"claims\",\"publisher\":\"A Paper\","
                    + "\"title\":\"Boats\",\"kind\":\"news-article\",\"issued\":\"2025-07-01\","
                    + "\"basis\":\"printed\",\"changeKind\":\"first\"}}\n";
    private static final String CLAIM =
            "{\"claim\":{\"release\":1,\"id\":\"paper-1\",\"number\":1,\"statement\":\"20 000 have come this year\","
                    + "\"speaker\":\"A Paper\",\"speakerKind\":\"organisation\",\"statedOn\":\"2025-07-01\","
                    + "\"locator\":\"paragraph 1\",\"value\":20000,\"qualifier\":\"about\",\"unit\":\"people\","
                    + "\"stated\":{\"series\":\"uk-small-boats-daily\",\"measure\":\"people\",\"from\":\"2025-01-01\"}}}\n";
    private static final String FIGURE =
            "{\"figure\":{\"series\":\"uk-small-boats-daily\",\"from\":\"2025-06-20\",\"to\":\"2025-06-20\","
                    + "\"values\":{\"people\":437},\"status\":\"P\"},\"at\":{\"A1\":\"1\"}}\n";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the folder
    ArticleFileTest() {}

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("article.jsonl"), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anArticleIsTheReleaseThatItsFileSaysWithTheDigestOfItsBytes() throws IOException {
        String text = HEADER + RELEASE + CLAIM;
        FormatReader.Reading reading = READER.read(file(text), FormatReader.Given.NOTHING);
        assertEquals(List.of(), reading.findings());
        Publication article = reading.publication().orElseThrow();
        assertEquals("paper-2025-07-01", article.id());
        assertEquals("2025-07-01", article.issued().text());
        assertEquals(
                HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8))),
                Objects.requireNonNull(article.sha256()));
        assertEquals(1, article.claims().size());
    }

    @Test
    void whatTheCallerKnowsOfAnArticleGoesBeforeWhatItSays() throws IOException {
        var given = new FormatReader.Given(IssueDate.parse("2025-07-02", IssueDate.Basis.OPTION), "v2");
        Publication article =
                READER.read(file(HEADER + RELEASE + CLAIM), given).publication().orElseThrow();
        assertEquals("2025-07-02", article.issued().text());
        assertEquals("v2", article.edition());
    }

    @Test
    void anArticleIsImportedOnceAndReadAgainOnlyAsACorrection() throws IOException {
        var ledger = new Ledger(
                Migrations.dataSource(TestDatabase.empty().owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        var imports = new Imports(READER, ledger);
        Path article = file(HEADER + RELEASE + CLAIM);
        assertEquals(
                Optional.of(new Ledger.Outcome.Published("paper-2025-07-01", 1, Map.of())),
                imports.importFile(article, FormatReader.Given.NOTHING, Imports.Word.NONE)
                        .outcome());
        assertEquals(
                Optional.of(new Ledger.Outcome.Unchanged("paper-2025-07-01")),
                imports.importFile(article, FormatReader.Given.NOTHING, Imports.Word.NONE)
                        .outcome());
        assertEquals(
                Optional.of(new Ledger.Outcome.Published("paper-2025-07-01-reading-2", 2, Map.of())),
                imports.importFile(
                                article,
                                new FormatReader.Given(IssueDate.parse("2025-07-02", IssueDate.Basis.OPTION), null),
                                new Imports.Word("the day was wrong", null))
                        .outcome());
        Imports.Result refused = imports.importFile(
                file(HEADER + RELEASE + CLAIM.replace("20 000", "20\\u0000000")),
                FormatReader.Given.NOTHING,
                Imports.Word.NONE);
        assertTrue(refused.refused());
        assertTrue(refused.findings().getFirst().found().contains("control character"), () -> "" + refused);
        Imports.Result odd = imports.importFile(
                file(HEADER + RELEASE + CLAIM.replace("\"about\"", "\"\\u0000\\n\"")),
                FormatReader.Given.NOTHING,
                Imports.Word.NONE);
        assertTrue(odd.refused());
        assertEquals(5, ledger.imports().size(), "refused ones are on record, whatever stands in them");
    }

    @TestFactory
    Stream<DynamicTest> anOddFileIsRefusedWithWhatWasFound() {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("2 releases", HEADER + RELEASE + RELEASE.replace("\"n\":1", "\"n\":2") + CLAIM);
        odd.put("0 releases", HEADER);
        odd.put("line 3: a figure, in a file that may hold claims only", HEADER + RELEASE + FIGURE + CLAIM);
        odd.put("no claims", HEADER + RELEASE);
        odd.put("a release of format 'small-boats'", HEADER + RELEASE.replace("\"claims\"", "\"small-boats\"") + CLAIM);
        odd.put(
                "a release that covers series",
                HEADER
                        + RELEASE.replace(
                                "\"first\"",
                                "\"first\",\"coverage\":[{\"series\":\"uk-small-boats-daily\",\"complete\":false}]")
                        + CLAIM);
        odd.put(
                "a claim that says it was redacted",
                HEADER
                        + RELEASE
                        + CLAIM.replace("\"value\"", "\"redacted\":{\"digest\":\"00\",\"revision\":1},\"value\""));
        odd.put(
                "the revisions of a whole ledger",
                HEADER + RELEASE + CLAIM
                        + "{\"revision\":{\"number\":1,\"recorded\":\"2026-01-01T00:00:00Z\",\"action\":\"publish\","
                        + "\"release\":1,\"digest\":\"00\"}}\n");
        odd.put("line 3: Unexpected end-of-input", HEADER + RELEASE + CLAIM.substring(0, 60));
        odd.put("line 3: a claim has no field valeu", HEADER + RELEASE + CLAIM.replace("\"value\"", "\"valeu\""));
        odd.put(
                "line 1: expected {\"format\":\"border-ledger\",\"version\":1}",
                HEADER.replace(":1", ":9") + RELEASE + CLAIM);
        odd.put("line 1: Unexpected character", "\uFEFF" + HEADER + RELEASE + CLAIM);
        odd.put("1049", HEADER + RELEASE + CLAIM + " ".repeat(1024 * 1024));
        return odd.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> assertFound(each.getKey(), file(each.getValue()))));
    }

    @Test
    void aFileThatIsNotInUtf8IsRefused() throws IOException {
        assertFound(
                "bytes that are not UTF-8",
                file((HEADER + RELEASE + CLAIM.replace("come", "geströmt")).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void assertFound(String found, Path file) {
        FormatReader.Reading reading = READER.read(file, FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertEquals(1, reading.findings().size(), () -> "" + reading.findings());
        Finding finding = reading.findings().getFirst();
        assertEquals(Finding.Level.ERROR, finding.level());
        assertTrue(finding.found().startsWith(found), finding::toString);
    }
}

package org.borderledger.ledger;

import static org.borderledger.ledger.Edition.DAILY;
import static org.borderledger.ledger.Edition.FUNDING;
import static org.borderledger.ledger.Edition.PREVENTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.catalogue.Datasets;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Releases as lines of JSON, there and back, and the starter data. */
class LedgerFileTest {
    private static final LedgerFile FILE = new LedgerFile(Datasets.ALL, Edition.CATALOGUE);
    private static final String HEADER = "{\"format\":\"border-ledger\",\"version\":1,\"title\":\"a test\"}\n";
    private static final String RELEASE =
            "{\"release\":{\"n\":1,\"id\":\"a\",\"format\":\"typed-figures\",\"publisher\":\"p\","
                    + "\"title\":\"t\",\"kind\":\"press-release\",\"issued\":\"2025-06\",\"basis\":\"printed\","
                    + "\"changeKind\":\"first\",\"coverage\":[{\"series\":\"uk-small-boats-daily\",\"complete\":false}]}}\n";
    private static final String FIGURE = "{\"figure\":{\"series\":\"uk-small-boats-daily\",\"from\":\"2025-06-20\","
            + "\"to\":\"2025-06-20\",\"values\":{\"people\":437},\"status\":\"P\"},\"at\":{\"A1\":\"1\"}}\n";

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Publication everything = new Publication(
                "everything",
                "home-office-small-boats-time-series",
                "Home Office",
                "Everything a release may have: \"quotes\", a line\nbreak, £ and 語",
                ReleaseKind.ACCREDITED_STATISTICS,
                "https://www.gov.uk/everything",
                "a mirror",
                IssueDate.at(Instant.parse("2026-01-02T09:30:00.123456Z"), IssueDate.Basis.FILE_METADATA),
                "v2",
                Instant.parse("2026-01-03T00:00:00Z"),
                Edition.digest("everything"),
                "OGL-UK-3.0",
                "least",
                ChangeKind.CORRECTION,
                List.of(
                        Publication.Coverage.complete(DAILY, LocalDate.of(2018, 1, 1), LocalDate.of(2025, 6, 30)),
                        Publication.Coverage.complete(PREVENTED, LocalDate.of(2018, 1, 1), LocalDate.of(2025, 6, 29))),
                List.of(
                        Edition.crossing(DAILY + ":2025-06-20", Map.of("people", 437L, "boats", 7L), "Revised", "A1"),
                        Edition.crossing(DAILY + ":2025-06-21", Map.of("people", 0L), null, "A2"),
                        Edition.crossing(DAILY + ":2025-06-22", Map.of(), null, "A3"),
                        Edition.crossing(
                                PREVENTED + ":2025-W25",
                                Map.of("quantity", new BigDecimal("1083.50"), "unit", "people"),
                                null,
                                "'Table 1'!A4")));
        Publication least = new Publication(
                "least",
                "typed-figures",
                "UK government and agencies",
                "As little as a release may have",
                ReleaseKind.MINISTERIAL_STATEMENT,
                null,
                null,
                IssueDate.parse("2025", IssueDate.Basis.RETRIEVED),
                null,
                null,
                null,
                null,
                null,
                ChangeKind.FIRST,
                List.of(Publication.Coverage.partial(FUNDING)),
                List.of(funding("1E+8", Qualifier.BETWEEN, "250000000.00"), funding("0.10", Qualifier.UP_TO, null)));
        Publication again = new Publication(
                "again",
                everything.format(),
                everything.publisher(),
                everything.title(),
                everything.kind(),
                null,
                null,
                IssueDate.parse("2026-02-01", IssueDate.Basis.SIDECAR),
                null,
                null,
                null,
                null,
                null,
                ChangeKind.SCHEDULED,
                everything.coverage(),
                List.of(
                        Edition.crossing(DAILY + ":2025-06-20", Map.of("people", 437L, "boats", 7L), null, "A1"),
                        Edition.crossing(DAILY + ":2025-06-21", Map.of("people", 0L), "Revised", "B2")));
        List<Publication> publications = List.of(everything, least, again, empty());

        var text = new StringBuilder();
        new LedgerFileWriter(text).write(publications, "a test");

        assertEquals(inOrder(publications), inOrder(read(text.toString())));
        assertEquals(
                1 + 4 + 6, text.toString().lines().count(), "a figure that two releases state has one line\n" + text);
    }

    private static Draft funding(String amount, Qualifier qualifier, @Nullable String high) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stage", "committed");
        values.put("funder", "uk-government");
        values.put("recipient", "france");
        values.put("programme", "uk-france-border-cooperation");
        values.put("purpose", "agreement-march-2023");
        values.put("amount", new BigDecimal(amount));
        values.put("currency", "EUR");
        values.put("per", "year");
        return new Draft(
                Edition.CATALOGUE.get(FUNDING),
                Period.ukFinancialYear(high == null ? 2023 : 2024),
                values,
                ObservationStatus.A,
                null,
                qualifier,
                high == null ? null : new BigDecimal(high),
                "between “one” and two\n\tand a half\\",
                null,
                "paragraph 2");
    }

    /** A complete edition that leaves everything out. */
    private static Publication empty() {
        return Edition.of("empty", 3)
                .complete(DAILY, "2025-06-01", "2025-06-30")
                .publication();
    }

    private static List<Publication> read(String text) throws IOException {
        return FILE.read(new BufferedReader(new StringReader(text)));
    }

    /** With the figures by key, since a ledger file orders them by value. */
    private static List<Publication> inOrder(List<Publication> publications) {
        return publications.stream()
                .map(each -> new Publication(
                        each.id(),
                        each.format(),
                        each.publisher(),
                        each.title(),
                        each.kind(),
                        each.url(),
                        each.via(),
                        each.issued(),
                        each.edition(),
                        each.retrieved(),
                        each.sha256(),
                        each.licence(),
                        each.versionOf(),
                        each.changeKind(),
                        each.coverage(),
                        each.drafts().stream()
                                .sorted(Comparator.comparing(Draft::key))
                                .toList(),
                        each.claims()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> aBrokenLineIsRefusedByItsNumber() throws IOException {
        assertEquals(1, read(HEADER + RELEASE + FIGURE).getFirst().drafts().size(), "sound before it is broken");
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("line 1: the file is empty", "");
        broken.put("line 1: expected {\"format\":\"border-ledger\",\"version\":1}", RELEASE);
        broken.put("line 1: expected {\"format\"", HEADER.replace(":1,", ":2,"));
        broken.put("line 2: Unexpected end-of-input", HEADER + RELEASE.substring(0, 40) + "\n" + FIGURE);
        broken.put("line 2: Trailing token", HEADER + RELEASE.strip() + "{}\n");
        broken.put("line 2: No value for property 'figure'", HEADER + "{\"figures\":{}}\n");
        broken.put("line 2: No value for property 'n'", HEADER + RELEASE.replace("\"n\"", "\"number\""));
        broken.put("line 2: n is not a whole number", HEADER + RELEASE.replace("\"n\":1", "\"n\":\"1\""));
        broken.put("line 2: No value for property 'title'", HEADER + RELEASE.replace("\"title\":\"t\",", ""));
        broken.put("line 2: there is no kind of release shout", HEADER + RELEASE.replace("press-release", "shout"));
        broken.put("line 2: Text 'June 2025' could not be parsed", HEADER + RELEASE.replace("2025-06", "June 2025"));
        broken.put("line 2: there is no basis guessed", HEADER + RELEASE.replace("printed", "guessed"));
        broken.put("line 2: there is no kind of change typo", HEADER + RELEASE.replace("first", "typo"));
        broken.put(
                "line 2: complete is neither true nor false",
                HEADER + RELEASE.replace("\"complete\":false", "\"complete\":\"true\""));
        broken.put(
                "line 2: a complete edition says from when to when",
                HEADER + RELEASE.replace("\"complete\":false", "\"complete\":true"));
        broken.put("line 3: the release's number is taken", HEADER + RELEASE + RELEASE);
        broken.put("line 2: there is no release with number 1", HEADER + FIGURE + RELEASE);
        broken.put("line 3: there is no release with number 2", HEADER + RELEASE + FIGURE.replace("\"1\"", "\"1-2\""));
        broken.put("line 3: there is no range 2-1", HEADER + RELEASE + FIGURE.replace("\"1\"", "\"2-1\""));
        broken.put("line 3: For input string: \"one\"", HEADER + RELEASE + FIGURE.replace("\"1\"", "\"one\""));
        broken.put("line 3: no release states the figure", HEADER + RELEASE + FIGURE.replace("\"A1\":\"1\"", ""));
        broken.put("line 3: a figure has a place in its release", HEADER + RELEASE + FIGURE.replace("A1", " "));
        broken.put("line 3: release 1 states the figure twice", HEADER + RELEASE + FIGURE.replace("\"1\"", "\"1,1\""));
        broken.put(
                "line 3: there is no release with number 2",
                HEADER + RELEASE + FIGURE.replace("\"1\"", "\"1-2147483647\""));
        broken.put(
                "line 3: a figure has no field qualifer",
                HEADER + RELEASE + FIGURE.replace("\"status\"", "\"qualifer\":\"about\",\"status\""));
        broken.put(
                "line 2: a release has no field license",
                HEADER + RELEASE.replace("\"title\"", "\"license\":null,\"title\""));
        broken.put(
                "line 4: release 2 marks the figure and does not state it",
                HEADER
                        + RELEASE
                        + RELEASE.replace("\"n\":1", "\"n\":2")
                        + FIGURE.replace("\"at\"", "\"flags\":{\"Revised\":\"1-2\"},\"at\""));
        broken.put(
                "line 3: there is no series uk-large-boats",
                HEADER + RELEASE + FIGURE.replace("uk-small-boats-daily", "uk-large-boats"));
        broken.put(
                "line 3: there is no column lorries in crossings",
                HEADER + RELEASE + FIGURE.replace("people", "lorries"));
        broken.put("line 3: people is not a whole number", HEADER + RELEASE + FIGURE.replace("437", "437.5"));
        broken.put(
                "line 3: people is larger than any count",
                HEADER + RELEASE + FIGURE.replace("437", "99999999999999999999"));
        broken.put(
                "line 3: Text '20 June' could not be parsed",
                HEADER + RELEASE + FIGURE.replace("2025-06-20", "20 June"));
        broken.put(
                "line 3: a period ends on or after its first day",
                HEADER + RELEASE + FIGURE.replace("\"to\":\"2025-06-20\"", "\"to\":\"2025-06-19\""));
        broken.put("line 3: there is no status X", HEADER + RELEASE + FIGURE.replace("\"P\"", "\"X\""));
        broken.put(
                "line 3: there is no qualifier roughly",
                HEADER + RELEASE + FIGURE.replace("\"status\"", "\"qualifier\":\"roughly\",\"status\""));
        broken.put(
                "line 3: valueHigh is not a number",
                HEADER + RELEASE + FIGURE.replace("\"status\"", "\"valueHigh\":\"500\",\"status\""));
        return broken.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    LedgerFile.Unreadable refusal =
                            assertThrows(LedgerFile.Unreadable.class, () -> read(each.getValue()));
                    assertTrue(String.valueOf(refusal.getMessage()).startsWith(each.getKey()), refusal.getMessage());
                }));
    }

    @Test
    void theSmallBoatsOfTheStarterDataAreThePublishedEditions() throws IOException {
        List<Publication> published = inOrder(SmallBoatsEditions.publications());
        List<Publication> starter = inOrder(starter("small-boats"));
        assertEquals(published.size(), starter.size());
        for (int i = 0; i < published.size(); i++) {
            Publication expected = published.get(i);
            Publication actual = starter.get(i);
            assertEquals(expected.drafts().size(), actual.drafts().size(), expected.id());
            for (int figure = 0; figure < expected.drafts().size(); figure++) {
                assertEquals(expected.drafts().get(figure), actual.drafts().get(figure), expected.id());
            }
            assertEquals(expected, actual);
        }
    }

    @Test
    void theCuratedPartOfTheStarterDataLoadsAndNothingOfItIsRevised() throws IOException {
        List<Publication> curated = starter("curated");
        int figures = 0;
        try (TestLedger ledger = new TestLedger()) {
            for (Publication publication : curated) {
                ledger.ledger().publish(publication);
                figures += publication.drafts().size();
            }
            assertTrue(figures > 50, () -> "" + curated);
            assertEquals(
                    List.of(figures),
                    ledger.numbers("select (select count(*) from enforcement_action where not revised)"
                            + " + (select count(*) from spending_line where not revised)"));
            for (Publication publication : curated) {
                assertEquals(
                        new Ledger.Outcome.Unchanged(publication.id()),
                        ledger.ledger().publish(publication));
            }
        }
    }

    private static List<Publication> starter(String name) throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(LedgerFileTest.class.getResourceAsStream("/starter/" + name + ".jsonl"))) {
            return FILE.read(new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8)));
        }
    }
}

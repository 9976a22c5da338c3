package org.borderledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.borderledger.TestDatabase;
import org.borderledger.discovery.Source;
import org.borderledger.ledger.FetchRecord;
import org.borderledger.ledger.SeriesCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line of discovery and its settings, as far as nobody has to be asked. */
class DiscoverCommandTest {
    private final StringWriter out = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = LedgerCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    private static String refusal(Map<String, String> environment) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> DiscoverySettings.of(environment).manner())
                .getMessage());
    }

    @Test
    void theSourcesAreListedAndNobodyIsAsked() {
        assertEquals(0, execute("discover", "--list"));
        assertTrue(out.toString().contains("uk-small-boats-time-series"), out.toString());
        assertTrue(out.toString().contains("https://www.gov.uk/api/content/"), out.toString());
    }

    @Test
    void theHelpSaysWhatMustBeSet() {
        assertEquals(0, execute("discover", "--help"));
        assertTrue(out.toString().contains("LEDGER_DISCOVERY_CONTACT"), out.toString());
    }

    @Test
    void nobodyIsAskedByWhoCannotBeReached() {
        assertTrue(refusal(Map.of()).startsWith("set LEDGER_DISCOVERY_CONTACT"));
        assertTrue(refusal(Map.of("LEDGER_DISCOVERY_CONTACT", "a\r\nHost: b")).startsWith("a contact is"));
        assertEquals(
                "statistics@example.org",
                DiscoverySettings.of(Map.of("LEDGER_DISCOVERY_CONTACT", " statistics@example.org "))
                        .manner()
                        .contact());
    }

    @Test
    void aSourceThatThereIsNotIsRefusedWithThoseThereAre() {
        assertEquals(2, execute("discover", "--list", "--source", "small-boats"));
        assertTrue(
                out.toString().contains("there is no source small-boats; choose from [uk-small-boats-time-series"),
                out.toString());
        DiscoverySettings one = DiscoverySettings.of(Map.of()).only(List.of("us-drug-seizures"));
        assertEquals(
                List.of("us-drug-seizures"),
                one.sources().stream().map(Source::name).toList());
    }

    @Test
    void discoveryOnAScheduleIsOffUnlessItIsAskedFor() {
        assertEquals(Optional.empty(), DiscoverySettings.of(Map.of()).every());
        assertEquals(
                Optional.of(Duration.ofHours(6)),
                DiscoverySettings.of(Map.of("LEDGER_DISCOVERY_EVERY", "6h")).every());
        assertTrue(refusal(Map.of("LEDGER_DISCOVERY_EVERY", "daily")).contains("a duration such as 6h, not daily"));
        assertTrue(refusal(Map.of("LEDGER_DISCOVERY_EVERY", "14m")).contains("15m or longer"));
    }

    @Test
    void hostsThatAreNotPublicAreReachedWhereTheyAreNamed() {
        assertEquals(
                Set.of("mirror.example", "10.0.0.7"),
                DiscoverySettings.of(Map.of("LEDGER_DISCOVERY_REACHABLE", "mirror.example, 10.0.0.7,"))
                        .reachable());
        assertEquals(Set.of(), DiscoverySettings.of(Map.of()).reachable());
    }

    @Test
    void aListThatCannotBeReadIsNamed() {
        assertTrue(refusal(Map.of("LEDGER_DISCOVERY_SOURCES", "/nowhere/sources.json"))
                .startsWith("LEDGER_DISCOVERY_SOURCES names /nowhere/sources.json, which is no list of sources"));
    }

    /** The serving process of another database may hold no right to write. */
    @Test
    void aScheduleInTheServiceIsForTheEmbeddedDatabaseOnly() {
        TestDatabase database = TestDatabase.empty();
        Map<String, String> environment = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.reader().url(),
                "QUARKUS_DATASOURCE_USERNAME", database.reader().user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.reader().password(),
                "LEDGER_DISCOVERY_CONTACT", "statistics@example.org",
                "LEDGER_DISCOVERY_EVERY", "6h");
        try (Database opened = Database.open(environment, step -> {})) {
            assertFalse(opened.isEmbedded());
            String message = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> DiscoverySchedule.start(environment, opened, step -> {}))
                    .getMessage());
            assertTrue(message.contains("./ledger discover"), message);
        }
    }

    /** The one source stands in our own network, so that nobody is asked. */
    @Test
    void passesBesideTheServiceBeginAtOnceAndSayWhatTheyDid(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path list = Files.writeString(folder.resolve("sources.json"), """
                [{"name": "inside", "kind": "direct", "address": "https://10.0.0.1/a.csv", "formats": ["csv"],
                  "documents": null, "title": null, "contentType": null, "undated": "refuse"}]""");
        Map<String, String> environment = Map.of(
                "LEDGER_DATA_DIR",
                folder.resolve("data").toString(),
                "LEDGER_DISCOVERY_CONTACT",
                "statistics@example.org",
                "LEDGER_DISCOVERY_SOURCES",
                list.toString(),
                "LEDGER_DISCOVERY_EVERY",
                "6h");
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (Database opened = Database.open(environment, step -> {})) {
            opened.migrate();
            try (DiscoverySchedule _ = DiscoverySchedule.start(environment, opened, said::add)) {
                String first = String.valueOf(said.poll(60, TimeUnit.SECONDS));
                assertTrue(first.startsWith("discovery: inside: failed https://10.0.0.1/a.csv"), first);
                assertEquals("discovery: 1 addresses asked, 1 amiss", said.poll(60, TimeUnit.SECONDS));
            }
            assertEquals(
                    List.of("inside"),
                    opened.ledger(SeriesCatalogue.load()).newestFetches().stream()
                            .map(FetchRecord::source)
                            .toList());
        }
    }
}

package org.borderledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.ImportRecord;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.RowTally;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the import prints. */
class ImportCommandTest {
    private static final String TURNS_THE_TERMINAL_RED = "may\u001b[31m.csv";

    private final StringWriter out = new StringWriter();

    private static Map<Path, FormatReader.Given> offered(String... files) {
        Map<Path, FormatReader.Given> offered = new LinkedHashMap<>();
        for (String file : files) {
            offered.put(Path.of(file), FormatReader.Given.NOTHING);
        }
        return offered;
    }

    private static Imports.Result published(Path file) {
        return new Imports.Result(
                file,
                Optional.of(new Ledger.Outcome.Published("a", 7, Map.of())),
                new RowTally(3, 2, 1, 0, 2),
                List.of());
    }

    @Test
    void whatWentInBeforeAFailureIsPrinted() {
        IllegalStateException lost = assertThrows(
                IllegalStateException.class,
                () -> ImportCommand.importEach(
                        offered("april.csv", "may.csv", "june.csv"), new PrintWriter(out), (file, given) -> {
                            if (file.endsWith("may.csv")) {
                                throw new IllegalStateException("the connection is lost");
                            }
                            return published(file);
                        }));
        assertEquals("the connection is lost", lost.getMessage());
        assertTrue(out.toString().matches("(?s).*\\napril\\.csv +7 .*"), out.toString());
        assertTrue(out.toString().contains("1 files, 0 refused"), out.toString());
        assertTrue(out.toString().contains("broken off: 2 files were not imported"), out.toString());
    }

    /** As one that comes in late does. */
    @Test
    void whatAnEditionChangesOfThePastAloneIsPrinted() {
        ImportCommand.importEach(
                offered("april.csv"),
                new PrintWriter(out),
                (file, given) -> new Imports.Result(
                        file,
                        Optional.of(new Ledger.Outcome.Published(
                                "a", 7, Map.of("uk-small-boats-daily", new Ledger.Counts(0, 0, 0, 0, 41)))),
                        new RowTally(43, 41, 2, 0, 41),
                        List.of()));
        List<String> lines = out.toString().lines().toList();
        String head = lines.stream()
                .filter(line -> line.startsWith("file "))
                .findFirst()
                .orElseThrow();
        assertTrue(head.endsWith(" rows no figure quarantined      new  revised withdrawn confirmed past alone"), head);
        String row = lines.get(lines.indexOf(head) + 1);
        assertTrue(row.matches("april\\.csv +7 +43 +2 +0 +0 +0 +0 +41"), row);
        assertEquals(head.length(), row.length());
    }

    @Test
    void aFileNameDoesNotCommandTheTerminal() {
        ImportCommand.importEach(
                offered(TURNS_THE_TERMINAL_RED), new PrintWriter(out), (file, given) -> published(file));
        var writer = new PrintWriter(out);
        ImportsCommand.print(
                writer,
                new ImportRecord(
                        Instant.EPOCH,
                        TURNS_THE_TERMINAL_RED,
                        null,
                        null,
                        ImportRecord.Outcome.REFUSED,
                        null,
                        null,
                        RowTally.NONE,
                        List.of()));
        writer.flush();
        assertFalse(out.toString().contains("\u001b"), out.toString());
        assertEquals(3, out.toString().split("may\uFFFD\\[31m\\.csv", -1).length - 1, out.toString());
    }

    @Test
    void theHelpSaysWhichDatesOfIssueThereAre() {
        CommandLine line = LedgerCommand.line();
        line.setOut(new PrintWriter(out, true));
        assertEquals(0, line.execute("import", "--help"));
        String help = out.toString().replaceAll("\\s+", " ");
        assertTrue(help.contains("the month (2025-06) or year (2025)"), help);
    }
}

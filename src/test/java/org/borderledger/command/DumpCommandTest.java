package org.borderledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpCommandTest {
    private static final String DUMP =
            "{\"format\":\"border-ledger\",\"version\":1,\"title\":\"a dump of a ledger\"}\n";
    private static final String OTHER =
            "{\"format\":\"border-ledger\",\"version\":1,\"title\":\"statements, typed by hand\"}\n";

    @TempDir
    private Path folder;

    @Test
    void olderDumpsGoAndNothingElseDoes() throws IOException {
        write("monday.jsonl.gz", DUMP, 1);
        write("tuesday.jsonl.gz", DUMP, 2);
        write("wednesday.jsonl", DUMP, 3);
        write("thursday.jsonl.gz", DUMP, 4);
        write("statements.jsonl.gz", OTHER, 0);
        write("notes.txt", "a dump of a ledger", 0);
        write("broken.jsonl.gz.unfinished", DUMP.substring(0, 10), 0);
        var said = new StringWriter();
        DumpCommand.takeAwayAllBut(2, folder, new PrintWriter(said, true));
        assertEquals(
                List.of(
                        "broken.jsonl.gz.unfinished",
                        "notes.txt",
                        "statements.jsonl.gz",
                        "thursday.jsonl.gz",
                        "wednesday.jsonl"),
                files());
        assertEquals(
                List.of("took away tuesday.jsonl.gz", "took away monday.jsonl.gz"),
                said.toString().lines().toList());
        DumpCommand.takeAwayAllBut(9, folder, new PrintWriter(said, true));
        assertEquals(5, files().size());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void write(String name, String text, int hour) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (name.endsWith(".gz")) {
            try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(bytes);
            }
        } else {
            Files.write(file, bytes);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T0" + hour + ":00:00Z")));
    }
}

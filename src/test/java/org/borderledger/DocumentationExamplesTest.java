package org.borderledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every code block of README, CONTRIBUTING and docs is run as a reader would run it, and prints what the page says: {@code
 * docs/check} does that, and its own mistakes are planted here.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(AsPeopleRunIt.class)
@Timeout(600)
class DocumentationExamplesTest {
    private static final Pattern SUMMARY = Pattern.compile(
            "(\\d+) blocks, (\\d+) answers and (\\d+) addresses of (\\d+) pages in \\d+ s; (\\d+) not run, (\\d+) skipped, (\\d+) wrong");
    private static final Pattern MARK = Pattern.compile("<!-- wrong (\\d) below: ");
    // what cannot be run is said on its page, and more of it needs a reason in a review
    private static final int MOST_NOT_RUN = 8;

    @TempDir
    Path folder;

    @Test
    void everyBlockOfEveryPagePrintsWhatThePageSays() throws IOException, InterruptedException {
        Command.Said said = check();
        assertEquals(0, said.exit(), said.text());
        Matcher summary = SUMMARY.matcher(said.text());
        assertTrue(summary.find(), said.text());
        assertTrue(Integer.parseInt(summary.group(1)) + Integer.parseInt(summary.group(6)) >= 100, said.text());
        assertTrue(Integer.parseInt(summary.group(2)) >= 80, said.text());
        assertTrue(Integer.parseInt(summary.group(5)) <= MOST_NOT_RUN, said.text());
        if (Integer.parseInt(summary.group(6)) > 0) {
            Command.missing(said.text());
        }
    }

    /** A check that cannot fail is none: each line of this page is wrong in a way of its own. */
    @Test
    void everyKindOfMistakeIsFound() throws IOException, InterruptedException {
        Path page = Documentation.file("target/planted-mistakes.md");
        Files.createDirectories(page.getParent());
        Files.writeString(page, Documentation.read("src/test/resources/planted-mistakes.md"));
        List<String> mistakes = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        for (int number = 1; number <= lines.size(); number++) {
            Matcher mark = MARK.matcher(lines.get(number - 1));
            if (mark.find()) {
                mistakes.add("target/planted-mistakes.md:" + (number + Integer.parseInt(mark.group(1))));
            }
        }
        Command.Said said = check(page.toString());
        if (said.text().contains("SKIPPED")) {
            Command.missing(said.text());
        }
        assertEquals(1, said.exit(), said.text());
        List<String> found = said.text()
                .lines()
                .filter(line -> line.startsWith("WRONG"))
                .map(line -> line.replaceFirst("^WRONG +([^ ]+:\\d+): .*", "$1"))
                .sorted()
                .toList();
        assertEquals(mistakes.stream().sorted().toList(), found, said.text());
    }

    private Command.Said check(String... pages) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--ledger", ledger().toString(), Command.service()));
        arguments.addAll(List.of(pages));
        return Command.run(Map.of(), "docs/check", arguments.toArray(String[]::new));
    }

    /** The command line of the classes under test, as a program. */
    private Path ledger() throws IOException {
        Path program = folder.resolve("ledger");
        Files.writeString(program, """
                #!/bin/sh
                export CLASSPATH='%s'
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED \\
                    --sun-misc-unsafe-memory-access=allow -Djava.util.logging.manager=org.jboss.logmanager.LogManager \\
                    org.borderledger.Main "$@"
                """.formatted(
                System.getProperty("java.class.path"), Path.of(System.getProperty("java.home"), "bin", "java")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}

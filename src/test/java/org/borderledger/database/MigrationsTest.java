package org.borderledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Path FILES = Path.of("src/main/resources/db/migration");

    /** Up to this one there was no version before that could have been running. */
    private static final int BEFORE_THE_FIRST_RELEASE = 11;

    /** What takes something away from whoever still runs the version before; text in another order is text. */
    private static final Pattern TAKING_AWAY = Pattern.compile(
            "\\bdrop\\s+(table|column|type|view|function)\\b|\\brename\\b"
                    + "|\\balter\\s+column\\b.*\\b(type(?!\\s+text\\s+collate\\b)|set\\s+not\\s+null)\\b"
                    + "|\\btruncate\\b|\\brevoke\\b",
            Pattern.DOTALL);

    @Test
    void theNewestIsTheOneThatReadinessWaitsFor() throws IOException {
        assertEquals(
                Migrations.NEWEST,
                numbers().stream().mapToInt(each -> each).max().orElseThrow());
    }

    /** While a new version is rolled out, and after it was rolled back, the one before it reads the same schema. */
    @Test
    void aMigrationLeavesTheVersionBeforeItWorking() throws IOException {
        for (int number : numbers()) {
            if (number > BEFORE_THE_FIRST_RELEASE) {
                assertFalse(takesAway(text(number)), "V" + number + " takes something away");
            }
        }
        assertEquals(true, takesAway("alter table crossing drop column people;"));
        assertEquals(true, takesAway("alter table crossing rename people to persons;"));
        assertEquals(true, takesAway("alter table crossing\n  alter column people type numeric;"));
        assertEquals(
                true, takesAway("alter table crossing alter column place type text, alter column people type text;"));
        assertEquals(false, takesAway("alter table crossing alter column place type text collate \"C\";"));
        assertEquals(
                false, takesAway("alter table crossing add column sex text; -- to drop column people is not done"));
    }

    private static boolean takesAway(String sql) {
        return TAKING_AWAY
                .matcher(sql.replaceAll("--[^\n]*", "").toLowerCase(Locale.ROOT))
                .find();
    }

    private static List<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file ->
                            Integer.valueOf(file.getFileName().toString().replaceFirst("^V(\\d+)__.*$", "$1")))
                    .sorted()
                    .toList();
        }
    }

    private static String text(int number) throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return Files.readString(
                    files.filter(file -> file.getFileName().toString().startsWith("V" + number + "__"))
                            .findFirst()
                            .orElseThrow());
        }
    }
}

package org.borderledger.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.Documentation;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.junit.jupiter.api.Test;

/** The file of texts holds all that pages say and nothing else, so that whoever translates it is done. */
class TextsTest {
    private static final Pattern IN_PAGES = Pattern.compile("\\{text:([A-Za-z_]+)");
    private static final Pattern IN_CODE = Pattern.compile("\"((?:period|nothing|front|refused)_[A-Za-z]+)\"");
    private static final Pattern IN_SCRIPT = Pattern.compile("texts\\.([A-Za-z]+)");

    /** Names that code puts together, of a kind of chart. */
    private static final Set<String> PUT_TOGETHER = Set.of("chart_");

    @Test
    void everyTextIsThereAndEveryTextIsUsed() {
        Set<String> held =
                new TreeSet<>(ResourceBundle.getBundle("explorer.texts").keySet());
        Set<String> used = new TreeSet<>(found("src/main/resources/explorer/pages", ".html", IN_PAGES));
        used.addAll(found("src/main/java/org/borderledger/explorer", ".java", IN_CODE));
        found("src/main/resources/explorer", ".js", IN_SCRIPT).forEach(name -> used.add("browser_" + name));
        for (String kind : Set.of("cumulative", "bars", "calendar", "comparison", "stages", "history")) {
            for (String part : Set.of("", "_heading", "_hint")) {
                assertTrue(held.contains("chart_" + kind + part), kind + part);
            }
        }
        for (Qualifier bound : Qualifier.values()) {
            // what is exact has no words
            assertEquals(bound != Qualifier.EXACT, held.remove("qualifier_" + bound.code()), bound.code());
        }
        for (ObservationStatus status : ObservationStatus.values()) {
            assertTrue(held.remove("status_" + status), status::toString);
        }
        assertEquals(Set.of(), difference(used, held), "used and not there");
        assertEquals(
                Set.of(),
                difference(held, used).stream()
                        .filter(name -> PUT_TOGETHER.stream().noneMatch(name::startsWith))
                        .collect(Collectors.toSet()),
                "there and not used");
    }

    private static Set<String> difference(Set<String> from, Set<String> without) {
        Set<String> difference = new TreeSet<>(from);
        difference.removeAll(without);
        return difference;
    }

    private static Set<String> found(String folder, String suffix, Pattern name) {
        try (Stream<Path> files = Files.walk(Documentation.file(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .flatMap(file -> name.matcher(read(file)).results().map(match -> match.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

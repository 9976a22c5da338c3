package org.borderledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** What the code can do and say is in the documentation, and what is there is so. */
class DocumentationTest {
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:LEDGER|QUARKUS)_[A-Z][A-Z_]*[A-Z]\\b");
    private static final Pattern KEY = Pattern.compile("\"(quarkus\\.[a-z.-]+)\"");
    private static final Pattern NAMED_FILE =
            Pattern.compile("`((?:k8s|bench|src|docs|image|openapi|clients)/[A-Za-z0-9_./-]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    /** House rule Problems-Are-Codes. */
    @Test
    void everyProblemCodeHasItsHeadingAndNoOther() {
        String page = Documentation.read("docs/problems.md");
        Set<String> headings = found(Pattern.compile("(?m)^### ([a-z-]+)$"), page);
        assertEquals(
                Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                headings);
        for (ProblemCode code : ProblemCode.values()) {
            String section = page.substring(page.indexOf("### " + code.code() + "\n"));
            String first = section.split("\n\n", 3)[1];
            assertEquals(code.title() + " (" + code.status() + "). " + code.description(), first);
        }
    }

    /** House rule Config-Beside-Its-User. */
    @Test
    void everyVariableOfTheEnvironmentIsDocumented() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : sources("src/main/java", "ledger", "Dockerfile", "k8s", ".ci")) {
            named.addAll(found(VARIABLE, Files.readString(file)));
        }
        named.removeAll(found(VARIABLE, Documentation.read("docs/configuration.md")));
        assertEquals(Set.of(), named, "not in docs/configuration.md");
    }

    @Test
    void everyKeyOfTheConfigurationIsDocumented() throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Documentation.read("src/main/resources/application.properties")));
        Set<String> keys = properties.stringPropertyNames().stream()
                .map(key -> key.replaceFirst("^%[a-z]+\\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path file : sources("src/main/java", "ledger")) {
            keys.addAll(found(KEY, Files.readString(file)));
        }
        String page = Documentation.read("docs/configuration.md");
        keys.removeIf(key -> page.contains("`" + key + "`"));
        assertEquals(Set.of(), keys, "not in docs/configuration.md");
    }

    /** The documentation names no variable that nothing reads any more. */
    @Test
    void everyDocumentedVariableOfTheLedgerIsReadSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : sources("src/main/java", "src/test/java", "ledger")) {
            all.append(Files.readString(file));
        }
        Set<String> documented = found(VARIABLE, Documentation.read("docs/configuration.md"));
        documented.removeIf(variable -> variable.startsWith("QUARKUS_") || all.indexOf(variable) >= 0);
        assertEquals(Set.of(), documented);
    }

    /** A migration that has landed is never edited: a new one is added, and its line with it. */
    @Test
    void everyMigrationIsAsItLanded() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : sources("src/main/resources/db/migration")) {
            files.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
        }
        Map<String, String> landed = new TreeMap<>();
        for (String line :
                Documentation.read("src/test/resources/migrations.sha256").split("\n", -1)) {
            if (!line.isBlank()) {
                String[] parts = line.split(" +", 2);
                landed.put(parts[1], parts[0]);
            }
        }
        assertEquals(
                landed,
                files,
                "a landed migration is never edited; the line of a new one comes from"
                        + " (cd src/main/resources/db/migration && sha256sum *.sql) > src/test/resources/migrations.sha256");
    }

    /** What scripts can read they read from the build; this is the rest. */
    @Test
    void theVersionIsThatOfTheBuildWhereverItStands() {
        String version = onlyOne("pom.xml", "(?m)^  <version>([\\d.]+)(?:-SNAPSHOT)?</version>$");
        Map<String, String> told = new TreeMap<>();
        for (String[] place : new String[][] {
            {"src/main/java/org/borderledger/command/LedgerCommand.java", "version = \"border-ledger ([^\"]+)\""},
            {"Dockerfile", "ARG VERSION=(\\S+)"},
            {"k8s/overlays/demo/kustomization.yaml", "newTag: (\\S+)"},
            {"k8s/overlays/production/kustomization.yaml", "newTag: (\\S+)"},
            {"docs/kubernetes.md", "border-ledger:([\\d.]+)"},
            {"docs/kubernetes.md", "newTag: ([\\d.]+)"}
        }) {
            told.put(place[0] + " " + place[1], onlyOne(place[0], place[1]));
        }
        told.values().removeIf(version::equals);
        assertEquals(Map.of(), told, "the version is " + version);
        String series = version.substring(0, version.lastIndexOf('.'));
        for (String file : List.of("src/main/java/org/borderledger/discovery/Manner.java", "docs/discovery.md")) {
            assertEquals(series, onlyOne(file, "border-ledger/([\\d.]+) \\(a ledger"), file);
        }
    }

    private static String onlyOne(String file, String pattern) {
        Set<String> found = found(Pattern.compile(pattern), Documentation.read(file));
        assertEquals(1, found.size(), () -> file + " says " + found + " by " + pattern);
        return found.iterator().next();
    }

    @Test
    void everyLinkBetweenThePagesLeadsToAFile() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path page : sources("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs")) {
            if (page.toString().endsWith(".md")) {
                for (String link : found(LINK, Files.readString(page))) {
                    if (!link.contains("://") && !Files.exists(page.resolveSibling(link))) {
                        broken.add(page + " -> " + link);
                    }
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    /** Decisions are of their time, and may name what has gone since. */
    @Test
    void everyFileThatThePagesNameIsThere() throws IOException {
        Set<String> gone = new TreeSet<>();
        for (Path page : sources("README.md", "CONTRIBUTING.md", "docs")) {
            if (page.toString().endsWith(".md") && !page.toString().contains("/adr/")) {
                for (String named : found(NAMED_FILE, Files.readString(page))) {
                    if (!Files.exists(Documentation.file(named))) {
                        gone.add(page + " names " + named);
                    }
                }
            }
        }
        assertEquals(Set.of(), gone);
    }

    /** Who publishes it, under what licence, what it means, what to beware of, and how it was revised. */
    @Test
    void everySeriesHasItsPageWithAllThatAReaderAsksFor() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path file : sources("src/main/resources/series")) {
            JsonNode series = new ObjectMapper().readTree(Files.readString(file));
            String id = series.path("id").asText();
            Path page = Documentation.file("docs/data/" + id + ".md");
            String text = Files.exists(page) ? Files.readString(page) : "";
            for (String needed : List.of(
                    "# " + id + "\n",
                    "**" + series.path("title").asText() + ".**",
                    "Dataset `" + series.path("dataset").asText() + "`.",
                    "Publisher: " + series.path("publisher").asText(),
                    "\n## What it counts\n",
                    "\n## Definition\n",
                    "\n## Caveats and traps\n",
                    "\n## What it does not answer\n",
                    "\n## Revision record\n",
                    "/v1/series/" + id + "/revision-record",
                    "\n## Licence and attribution\n",
                    "> " + series.path("attribution").asText() + "\n")) {
                if (!text.contains(needed)) {
                    missing.add(id + ": " + needed.strip());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    /** What the page of questions asks is held to the digit by the table of questions, and the other way round. */
    @Test
    void thePageOfQuestionsAsksWhatTheTableHolds() throws IOException {
        Set<String> held = new TreeSet<>();
        new ObjectMapper()
                .readTree(Documentation.read("src/test/resources/questions.json"))
                .forEach(question -> held.add(question.path("path").asText()));
        assertEquals(
                held, found(Pattern.compile("(?m)^\\|.*`(/v1/[^`]+)`"), Documentation.read("docs/api/questions.md")));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The files of these folders, and these files, as far as they are there. */
    private static List<Path> sources(String... paths) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String path : paths) {
            Path source = Documentation.file(path);
            if (Files.exists(source)) {
                try (Stream<Path> files = Files.walk(source)) {
                    files.filter(Files::isRegularFile).sorted().forEach(found::add);
                }
            }
        }
        assertTrue(!found.isEmpty());
        return found;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}

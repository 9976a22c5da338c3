package org.borderledger.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Releases with all that they stated, as lines of JSON: each value once, editions by number. The starter data is such a
 * file; docs/ledger-file.md describes the lines. This reads them, {@link LedgerFileWriter} writes them.
 */
public final class LedgerFile {
    static final String FORMAT = "border-ledger";
    static final int VERSION = 1;

    private static final String RELEASE = "{\"release\":";
    /** Far more than any amount has; ten to the power of a milliard is written with few letters and fills all memory. */
    private static final int MOST_DIGITS = 1_000;

    private static final Set<String> OF_LINE = Set.of("figure", "at", "flags");
    private static final Set<String> OF_FIGURE = Set.of(
            "series",
            "from",
            "to",
            "values",
            "status",
            "measureStatus",
            "qualifier",
            "valueHigh",
            "originalText",
            "redacted");
    private static final Set<String> OF_RELEASE = Set.of(
            "n",
            "id",
            "format",
            "publisher",
            "title",
            "kind",
            "url",
            "via",
            "issued",
            "precision",
            "basis",
            "edition",
            "retrieved",
            "sha256",
            "licence",
            "versionOf",
            "changeKind",
            "coverage");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final SeriesCatalogue catalogue;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final int mostReleases;

    public LedgerFile(List<Dataset> datasets, SeriesCatalogue catalogue) {
        this(datasets, catalogue, Integer.MAX_VALUE);
    }

    private LedgerFile(List<Dataset> datasets, SeriesCatalogue catalogue, int mostReleases) {
        this.catalogue = catalogue;
        this.mostReleases = mostReleases;
        datasets.forEach(dataset -> this.datasets.put(dataset.name(), dataset));
    }

    /** A ledger file that may hold claims and no figures. */
    public static LedgerFile ofClaims(SeriesCatalogue catalogue) {
        return new LedgerFile(List.of(), catalogue);
    }

    /** A ledger file of one release: figures that a few words repeat in thousands of releases would fill all memory. */
    public static LedgerFile ofOneRelease(List<Dataset> datasets, SeriesCatalogue catalogue) {
        return new LedgerFile(datasets, catalogue, 1);
    }

    /** A line that is not one of the format, with its number. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(int line, String reason) {
            super("line " + line + ": " + reason);
        }
    }

    private static final class Entry {
        private final int line;
        private final JsonNode release;
        private final List<Draft> drafts = new ArrayList<>();
        private final List<ClaimDraft> claims = new ArrayList<>();

        Entry(int line, JsonNode release) {
            this.line = line;
            this.release = release;
        }
    }

    /**
     * A revision as a dump records it.
     *
     * @param release the number in the file of the release that it is of, null for a redaction and a review
     * @param replaces the number of the release in whose place it put another reading
     * @param series those that a redaction concerns
     * @param review what an editor said, where it is of that
     * @param digest in hexadecimal
     */
    public record Recorded(
            int number,
            Instant recordedAt,
            Ledger.Action action,
            @Nullable Integer release,
            @Nullable Integer replaces,
            @Nullable String reason,
            @Nullable Redaction redaction,
            List<String> series,
            @Nullable Review review,
            String digest) {
        public Recorded {
            series = List.copyOf(series);
        }
    }

    /** What an editor said of a claim, in a revision of its own. */
    public record Review(String claim, ClaimDraft.Opinion opinion) {}

    /**
     * All that a file holds.
     *
     * @param releases by their numbers in the file
     * @param revisions in their order; none where the file is a collection of releases and no dump
     */
    public record Contents(
            SortedMap<Integer, Publication> releases, List<Recorded> revisions, List<ImportRecord> imports) {
        public Contents {
            releases = Collections.unmodifiableSortedMap(releases);
            revisions = List.copyOf(revisions);
            imports = List.copyOf(imports);
        }

        Publication release(@Nullable Integer number) {
            Publication release = number == null ? null : releases.get(number);
            if (release == null) {
                throw new Ledger.Refused("a revision names release " + number + ", which is not in the file");
            }
            return release;
        }

        /**
         * The revisions that a ledger with these digests has not made yet.
         *
         * @throws Ledger.Refused when the ledger is not an earlier state of the one in the file
         */
        List<Recorded> after(List<String> digests) {
            if (revisions.isEmpty()) {
                throw new Ledger.Refused("the file has no revisions: it is a collection of releases, and no dump");
            }
            for (int i = 0; i < digests.size(); i++) {
                if (i >= revisions.size() || !revisions.get(i).digest().equals(digests.get(i))) {
                    throw new Ledger.Refused("this ledger's revision " + (i + 1) + " is not the file's: restore into an"
                            + " empty ledger, or into an earlier state of the same one");
                }
            }
            return revisions.subList(digests.size(), revisions.size());
        }
    }

    /** Reads the releases of the file, in its order. */
    public List<Publication> read(BufferedReader lines) throws IOException {
        return List.copyOf(readAll(lines).releases().values());
    }

    /** Reads all that the file holds. */
    public Contents readAll(BufferedReader lines) throws IOException {
        SortedMap<Integer, Entry> entries = new TreeMap<>();
        List<Recorded> revisions = new ArrayList<>();
        List<ImportRecord> imports = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                JsonNode node = JSON.readTree(line);
                if (number == 1) {
                    checkHeader(node);
                } else if (node.has("release")) {
                    JsonNode release = node.get("release");
                    if (entries.put(whole(release, "n"), new Entry(number, release)) != null) {
                        throw new IllegalArgumentException("the release's number is taken");
                    } else if (entries.size() > mostReleases) {
                        throw new IllegalArgumentException("another release, in a file that may hold one");
                    }
                } else if (node.has("revision")) {
                    revisions.add(revision(node.get("revision"), revisions.size() + 1));
                } else if (node.has("claim")) {
                    addClaim(node.get("claim"), entries);
                } else if (node.has("import")) {
                    imports.add(importRecord(node.get("import")));
                } else {
                    addFigure(node, entries);
                }
            } catch (JsonProcessingException e) {
                throw new Unreadable(number, e.getOriginalMessage());
            } catch (RuntimeException e) {
                throw new Unreadable(number, String.valueOf(e.getMessage()));
            }
        }
        if (number == 0) {
            throw new Unreadable(1, "the file is empty");
        }
        SortedMap<Integer, Publication> releases = new TreeMap<>();
        entries.forEach((n, entry) -> {
            try {
                releases.put(n, publication(entry));
            } catch (RuntimeException e) {
                throw new Unreadable(entry.line, String.valueOf(e.getMessage()));
            }
        });
        return new Contents(releases, revisions, imports);
    }

    static int whole(JsonNode node, String field) {
        JsonNode value = node.required(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(field + " is not a whole number");
        }
        return value.intValue();
    }

    private static Recorded revision(JsonNode node, int expected) {
        int number = whole(node, "number");
        if (number != expected) {
            throw new IllegalArgumentException("revision " + number + " stands where revision " + expected + " should");
        }
        JsonNode redaction = node.path("redaction");
        List<String> series = new ArrayList<>();
        node.path("series").forEach(each -> series.add(each.asText()));
        return new Recorded(
                number,
                Instant.parse(node.required("recorded").asText()),
                Ledger.Action.of(node.required("action").asText()),
                node.has("release") ? whole(node, "release") : null,
                node.has("replaces") ? whole(node, "replaces") : null,
                text(node, "reason"),
                redaction.isMissingNode()
                        ? null
                        : new Redaction(
                                number,
                                redaction.required("dataset").asText(),
                                redaction.required("attribute").asText(),
                                redaction.required("valueSha256").asText()),
                series,
                node.has("review") ? ClaimLine.review(node.get("review")) : null,
                node.required("digest").asText());
    }

    private static ImportRecord importRecord(JsonNode node) {
        List<Finding> findings = new ArrayList<>();
        node.path("findings").forEach(each -> findings.add(finding(each)));
        JsonNode rows = node.path("rows");
        return new ImportRecord(
                Instant.parse(node.required("at").asText()),
                node.required("file").asText(),
                node.path("bytes").isIntegralNumber() ? node.path("bytes").longValue() : null,
                text(node, "sha256"),
                ImportRecord.Outcome.of(node.required("outcome").asText()),
                text(node, "release"),
                node.has("revision") ? whole(node, "revision") : null,
                new RowTally(
                        rows.path("rows").asLong(),
                        rows.path("stating").asLong(),
                        rows.path("passedOver").asLong(),
                        rows.path("quarantined").asLong(),
                        rows.path("figures").asLong()),
                findings);
    }

    /** Before findings were told apart, a dump had them as one line of words each. */
    private static Finding finding(JsonNode node) {
        return node.isTextual()
                ? new Finding(Finding.Level.NOTE, "the file", node.asText(), "", "", null)
                : new Finding(
                        Finding.Level.of(node.required("level").asText()),
                        node.required("place").asText(),
                        node.required("found").asText(),
                        node.required("expected").asText(),
                        node.required("done").asText(),
                        text(node, "original"));
    }

    /** Reads the identifiers of the releases alone, without the figures. */
    public Set<String> releases(BufferedReader lines) throws IOException {
        Set<String> releases = new HashSet<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(RELEASE)) {
                releases.add(JSON.readTree(line).get("release").required("id").asText());
            }
        }
        return releases;
    }

    private static void checkHeader(JsonNode node) {
        if (!FORMAT.equals(node.path("format").asText()) || node.path("version").intValue() != VERSION) {
            throw new IllegalArgumentException("expected {\"format\":\"" + FORMAT + "\",\"version\":" + VERSION + "}");
        }
    }

    private static void addClaim(JsonNode node, Map<Integer, Entry> entries) {
        ClaimDraft claim = ClaimLine.read(node);
        entry(entries, whole(node, "release")).claims.add(claim);
    }

    private static Entry entry(Map<Integer, Entry> entries, int n) {
        Entry release = entries.get(n);
        if (release == null) {
            throw new IllegalArgumentException("there is no release with number " + n);
        }
        return release;
    }

    private void addFigure(JsonNode node, Map<Integer, Entry> entries) {
        JsonNode figure = node.required("figure");
        checkFields(node, OF_LINE, "a line with a figure");
        checkFields(figure, OF_FIGURE, "a figure");
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException("a figure, in a file that may hold claims only");
        }
        String seriesId = figure.required("series").asText();
        Series series = catalogue
                .find(seriesId)
                .orElseThrow(() -> new IllegalArgumentException("there is no series " + seriesId));
        Dataset dataset = datasets.get(series.dataset());
        if (dataset == null) {
            throw new IllegalArgumentException("there is no dataset " + series.dataset());
        }
        Map<Integer, String> flags = new LinkedHashMap<>();
        node.path("flags")
                .properties()
                .forEach(
                        entry -> ranges(entry.getValue().asText(), entries).forEach(n -> flags.put(n, entry.getKey())));
        Set<Integer> stating = new HashSet<>();
        node.required("at").properties().forEach(entry -> {
            for (int n : ranges(entry.getValue().asText(), entries)) {
                if (!stating.add(n)) {
                    throw new IllegalArgumentException("release " + n + " states the figure twice");
                }
                entry(entries, n).drafts.add(draft(series, dataset, figure, flags.get(n), entry.getKey()));
            }
        });
        if (stating.isEmpty()) {
            throw new IllegalArgumentException("no release states the figure");
        }
        for (int n : flags.keySet()) {
            if (!stating.contains(n)) {
                throw new IllegalArgumentException("release " + n + " marks the figure and does not state it");
            }
        }
    }

    private static Draft draft(Series series, Dataset dataset, JsonNode figure, @Nullable String flag, String locator) {
        Map<String, Object> values = new LinkedHashMap<>();
        JsonNode stated = figure.required("values");
        for (DatasetColumn column : dataset.columns()) {
            JsonNode value = stated.path(column.name());
            if (value.isMissingNode() && column.role() == DatasetColumn.Role.DIMENSION) {
                onlyCode(series, column.name()).ifPresent(code -> values.put(column.name(), code));
            } else if (!value.isMissingNode() && !value.isNull()) {
                values.put(
                        column.name(),
                        switch (column.role()) {
                            case COUNT -> {
                                if (!value.isIntegralNumber()) {
                                    throw new IllegalArgumentException(column.name() + " is not a whole number");
                                }
                                if (!value.canConvertToLong()) {
                                    throw new IllegalArgumentException(column.name() + " is larger than any count");
                                }
                                yield value.longValue();
                            }
                            case AMOUNT -> {
                                if (!value.isNumber()) {
                                    throw new IllegalArgumentException(column.name() + " is not a number");
                                }
                                yield decimal(column.name(), value);
                            }
                            case DIMENSION, UNIT, DETAIL -> {
                                if (!value.isTextual()) {
                                    throw new IllegalArgumentException(column.name() + " is not text");
                                }
                                yield value.textValue();
                            }
                        });
            }
        }
        stated.fieldNames().forEachRemaining(name -> {
            if (dataset.columns().stream().noneMatch(column -> column.name().equals(name))) {
                throw new IllegalArgumentException("there is no column " + name + " in " + dataset.name());
            }
        });
        JsonNode high = figure.path("valueHigh");
        if (!high.isNumber() && !high.isMissingNode() && !high.isNull()) {
            throw new IllegalArgumentException("valueHigh is not a number");
        }
        String status = figure.path("status").asText("A");
        String qualifier = figure.path("qualifier").asText("exact");
        return new Draft(
                series,
                new Period(
                        LocalDate.parse(figure.required("from").asText()),
                        LocalDate.parse(figure.required("to").asText())),
                values,
                Arrays.stream(ObservationStatus.values())
                        .filter(each -> each.name().equals(status))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no status " + status)),
                text(figure, "measureStatus"),
                Qualifier.find(qualifier)
                        .orElseThrow(() -> new IllegalArgumentException("there is no qualifier " + qualifier)),
                high.isNumber() ? decimal("valueHigh", high) : null,
                text(figure, "originalText"),
                flag,
                locator,
                figure.has("redacted")
                        ? new Draft.Redacted(
                                figure.get("redacted").required("digest").asText(),
                                whole(figure.get("redacted"), "revision"))
                        : null);
    }

    private static BigDecimal decimal(String name, JsonNode value) {
        BigDecimal number = value.decimalValue();
        if ((long) number.precision() - Math.min(number.scale(), 0) > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException(name + " has more than " + MOST_DIGITS + " digits");
        }
        return number;
    }

    /** A field with a slip in its name would be one that is not stated. */
    static void checkFields(JsonNode node, Set<String> known, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is not an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(what + " has no field " + name);
            }
        });
    }

    /** The one code that a dimension has in a series, which no line says; empty where there are several. */
    static Optional<String> onlyCode(Series series, String dimension) {
        var codes = series.codes(dimension).keySet();
        return codes.size() == 1 ? codes.stream().findFirst() : Optional.empty();
    }

    /** Reads {@code 1-3,7} as 1, 2, 3, 7: the numbers of releases, each of which there is. */
    private static List<Integer> ranges(String text, Map<Integer, Entry> entries) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            if (last < first) {
                throw new IllegalArgumentException("there is no range " + part);
            }
            for (int n = first; n <= last; n++) {
                entry(entries, n); // a range without end stops at the first that there is not
                numbers.add(n);
            }
        }
        return numbers;
    }

    private Publication publication(Entry entry) {
        JsonNode release = entry.release;
        checkFields(release, OF_RELEASE, "a release");
        List<Publication.Coverage> coverage = new ArrayList<>();
        for (JsonNode each : release.path("coverage")) {
            if (!each.required("complete").isBoolean()) {
                throw new IllegalArgumentException("complete is neither true nor false");
            }
            coverage.add(new Publication.Coverage(
                    each.required("series").asText(),
                    day(each, "from"),
                    day(each, "to"),
                    each.required("complete").booleanValue()));
        }
        String retrieved = text(release, "retrieved");
        String kind = release.required("kind").asText();
        return new Publication(
                release.required("id").asText(),
                release.required("format").asText(),
                release.required("publisher").asText(),
                release.required("title").asText(),
                ReleaseKind.find(kind)
                        .orElseThrow(() -> new IllegalArgumentException("there is no kind of release " + kind)),
                text(release, "url"),
                text(release, "via"),
                IssueDate.parse(
                        release.required("issued").asText(),
                        IssueDate.Basis.of(release.required("basis").asText())),
                text(release, "edition"),
                retrieved == null ? null : Instant.parse(retrieved),
                text(release, "sha256"),
                text(release, "licence"),
                text(release, "versionOf"),
                ChangeKind.of(release.required("changeKind").asText()),
                coverage,
                entry.drafts,
                entry.claims);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    private static @Nullable LocalDate day(JsonNode node, String field) {
        String text = text(node, field);
        return text == null ? null : LocalDate.parse(text);
    }
}

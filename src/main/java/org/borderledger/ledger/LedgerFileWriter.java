package org.borderledger.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the lines that {@link LedgerFile} reads, one after the other, so that a whole ledger need not be in memory. */
public final class LedgerFileWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Appendable out;

    public LedgerFileWriter(Appendable out) {
        this.out = out;
    }

    /**
     * Writes a file of releases so that {@link LedgerFile#read} gives them back; equal statements of neighbouring releases
     * share a line.
     */
    public void write(List<Publication> publications, String title) {
        header(title);
        Map<String, Line> figures = new TreeMap<>();
        int n = 0;
        for (Publication publication : publications) {
            n++;
            release(n, publication);
            for (Draft draft : publication.drafts()) {
                Map<String, Object> figure = describe(draft);
                figures.computeIfAbsent(json(figure), any -> new Line(figure))
                        .add(n, draft.locator(), draft.publisherFlag());
            }
        }
        figures.values().forEach(this::figure);
        for (int i = 0; i < publications.size(); i++) {
            for (ClaimDraft claim : publications.get(i).claims()) {
                claim(i + 1, claim);
            }
        }
    }

    /** A value with the places where releases state it. */
    record Line(Map<String, Object> figure, Map<String, List<Integer>> at, Map<String, List<Integer>> flags) {
        Line(Map<String, Object> figure) {
            this(figure, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void add(int release, String locator, @Nullable String flag) {
            at.computeIfAbsent(locator, any -> new ArrayList<>()).add(release);
            if (flag != null) {
                flags.computeIfAbsent(flag, any -> new ArrayList<>()).add(release);
            }
        }
    }

    void header(String title) {
        line(ordered("format", LedgerFile.FORMAT, "version", LedgerFile.VERSION, "title", title));
    }

    void release(int n, Publication publication) {
        line(ordered("release", describe(n, publication)));
    }

    void figure(Line figure) {
        Map<String, Object> node = ordered("figure", figure.figure, "at", ranges(figure.at));
        if (!figure.flags.isEmpty()) {
            node.put("flags", ranges(figure.flags));
        }
        line(node);
    }

    void claim(int release, ClaimDraft claim) {
        line(ordered("claim", ClaimLine.describe(release, claim)));
    }

    void revision(LedgerFile.Recorded revision) {
        Map<String, Object> node = ordered(
                "number", revision.number(), "recorded", revision.recordedAt().toString());
        put(node, "action", revision.action().code());
        put(node, "release", revision.release());
        put(node, "replaces", revision.replaces());
        put(node, "reason", revision.reason());
        Redaction redaction = revision.redaction();
        if (redaction != null) {
            node.put(
                    "redaction",
                    ordered(
                            "dataset", redaction.dataset(),
                            "attribute", redaction.attribute(),
                            "valueSha256", redaction.valueSha256()));
            node.put("series", revision.series());
        }
        if (revision.review() != null) {
            node.put("review", ClaimLine.describe(revision.review()));
        }
        put(node, "digest", revision.digest());
        line(ordered("revision", node));
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> node = ordered(
                "level", finding.level().code(),
                "place", finding.place(),
                "found", finding.found(),
                "expected", finding.expected(),
                "done", finding.done());
        put(node, "original", finding.original());
        return node;
    }

    void importRecord(ImportRecord each) {
        Map<String, Object> node = ordered("at", each.attemptedAt().toString(), "file", each.file());
        put(node, "bytes", each.bytes());
        put(node, "sha256", each.sha256());
        put(node, "outcome", each.outcome().code());
        put(node, "release", each.release());
        put(node, "revision", each.revision());
        RowTally rows = each.rows();
        if (!rows.equals(RowTally.NONE)) {
            node.put(
                    "rows",
                    ordered(
                            "rows", rows.rows(),
                            "stating", rows.stating(),
                            "passedOver", rows.passedOver(),
                            "quarantined", rows.quarantined(),
                            "figures", rows.figures()));
        }
        node.put(
                "findings",
                each.findings().stream().map(LedgerFileWriter::finding).toList());
        line(ordered("import", node));
    }

    private void line(Map<String, Object> node) {
        try {
            out.append(json(node)).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException everyNodeIsPlain) {
            throw new IllegalStateException(everyNodeIsPlain);
        }
    }

    private static Map<String, String> ranges(Map<String, List<Integer>> numbers) {
        Map<String, String> text = new LinkedHashMap<>();
        numbers.forEach((name, list) -> {
            var ranges = new StringBuilder();
            for (int i = 0; i < list.size(); i++) {
                int first = list.get(i);
                while (i + 1 < list.size() && list.get(i + 1) == list.get(i) + 1) {
                    i++;
                }
                ranges.append(ranges.isEmpty() ? "" : ",").append(first);
                if (list.get(i) != first) {
                    ranges.append('-').append(list.get(i));
                }
            }
            text.put(name, ranges.toString());
        });
        return text;
    }

    private static Map<String, Object> describe(int n, Publication publication) {
        Map<String, Object> release = ordered("n", n, "id", publication.id(), "format", publication.format());
        put(release, "publisher", publication.publisher());
        put(release, "title", publication.title());
        put(release, "kind", publication.kind().code());
        put(release, "url", publication.url());
        put(release, "via", publication.via());
        put(release, "issued", publication.issued().text());
        put(release, "basis", publication.issued().basis().code());
        put(release, "edition", publication.edition());
        put(release, "retrieved", publication.retrieved());
        put(release, "sha256", publication.sha256());
        put(release, "licence", publication.licence());
        put(release, "versionOf", publication.versionOf());
        put(release, "changeKind", publication.changeKind().code());
        List<Map<String, Object>> coverage = new ArrayList<>();
        for (Publication.Coverage each : publication.coverage()) {
            Map<String, Object> node = ordered("series", each.series());
            put(node, "from", each.from());
            put(node, "to", each.to());
            node.put("complete", each.complete());
            coverage.add(node);
        }
        release.put("coverage", coverage);
        return release;
    }

    static Map<String, Object> describe(Draft draft) {
        Map<String, Object> figure = ordered(
                "series",
                draft.series().id(),
                "from",
                draft.period().start().toString(),
                "to",
                draft.period().end().toString());
        Map<String, Object> values = new LinkedHashMap<>(draft.values());
        for (String dimension : draft.series().dimensions().keySet()) {
            if (LedgerFile.onlyCode(draft.series(), dimension).isPresent()) {
                values.remove(dimension);
            }
        }
        figure.put("values", values);
        put(figure, "status", draft.status().name());
        put(figure, "measureStatus", draft.measureStatus());
        put(
                figure,
                "qualifier",
                draft.qualifier() == Qualifier.EXACT ? null : draft.qualifier().code());
        put(figure, "valueHigh", draft.valueHigh());
        put(figure, "originalText", draft.originalText());
        Draft.Redacted redacted = draft.redacted();
        if (redacted != null) {
            figure.put("redacted", describe(redacted));
        }
        return figure;
    }

    static Map<String, Object> describe(Draft.Redacted redacted) {
        return ordered("digest", redacted.digest(), "revision", redacted.revision());
    }

    static void put(Map<String, Object> node, String field, @Nullable Object value) {
        if (value != null) {
            node.put(field, value instanceof Number ? value : value.toString());
        }
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> node = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            node.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return node;
    }
}

package org.borderledger.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.borderledger.claim.ReviewChanges.Changed;
import org.borderledger.figure.Wording;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Relation;
import org.jspecify.annotations.Nullable;

/** News of claims in sentences that a person understands. */
final class ClaimNews {
    /** What claims are called where figures have a dataset and a series. */
    static final String CLAIMS = "claims";

    private static final int LINES = 20;

    private ClaimNews() {}

    /** The entry of a revision that took claims in or out, or of an editor's review. */
    static Feed.Entry entry(Publish publish, List<Changed> changed, String identifier, String publicAddress) {
        List<String> lines = lines(changed);
        List<String> tags = new ArrayList<>(List.of(CLAIMS));
        changed.stream()
                .map(each -> each.after() == null ? "none" : each.after().code())
                .distinct()
                .sorted()
                .forEach(tags::add);
        boolean single = changed.size() == 1 && publish.action() == Ledger.Action.REVIEW;
        return new Feed.Entry(
                identifier,
                headline(publish, changed),
                publicAddress
                        + (single
                                ? "/v1/claims/" + changed.getFirst().claim() + "/reviews"
                                : "/v1/claims?release=" + publish.release() + "&revision=" + publish.revision()),
                publish.recordedAt(),
                publish.reason(),
                lines.subList(0, Math.min(LINES, lines.size())),
                Math.max(0, lines.size() - LINES),
                tags);
    }

    private static String headline(Publish publish, List<Changed> changed) {
        String of = count(changed.size()) + " of " + publish.publisher() + ", " + Wording.issued(publish.issuedText())
                + ",";
        return switch (publish.action()) {
            case REVIEW -> "An editor reviewed " + quoted(changed) + ".";
            case RETRACT -> of + " went out of the record.";
            case CORRECT -> of + " were read again: " + tally(changed) + ".";
            case PUBLISH, REDACT -> of + " came in and were held against the record: " + tally(changed) + ".";
        };
    }

    private static String count(int claims) {
        return claims == 1 ? "1 claim" : claims + " claims";
    }

    private static String quoted(List<Changed> changed) {
        return changed.stream()
                .map(each -> each.claim() + " (" + each.speaker() + ")")
                .collect(Collectors.joining(", "));
    }

    /** How many stand how to the record: {@code agrees 8, differs 1}. */
    private static String tally(List<Changed> changed) {
        Map<Relation, Long> counts = new TreeMap<>();
        for (Changed each : changed) {
            if (each.after() != null) {
                counts.merge(each.after(), 1L, Long::sum);
            }
        }
        return counts.isEmpty()
                ? "none reviewed yet"
                : counts.entrySet().stream()
                        .map(each -> words(each.getKey()) + " " + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** A line for each claim. */
    static List<String> lines(List<Changed> changed) {
        return changed.stream()
                .map(each -> "Claim " + each.claim() + ", “" + each.statement() + "” (" + each.speaker() + "): "
                        + (each.before() == null || each.before() == each.after()
                                ? words(each.after())
                                : words(each.before()) + " before, " + words(each.after()) + " now")
                        + (each.explanation() == null ? "" : ". " + each.explanation()))
                .toList();
    }

    private static String words(@Nullable Relation relation) {
        return relation == null ? "no relation" : relation.code().replace('-', ' ');
    }
}

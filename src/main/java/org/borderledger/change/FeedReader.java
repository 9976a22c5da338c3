package org.borderledger.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.borderledger.claim.ReviewChanges;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Revision;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;

/** Tells what revisions did, newest first. */
@ApplicationScoped
class FeedReader {
    private static final int ENTRIES = 50;
    private static final int LINES = 12;
    /** Beyond so many changes of figures that were known before, an entry does not say which was the largest. */
    private static final int MOST_COMPARED = 20_000;

    private final RevisionRepository revisions;
    private final ChangeRepository changes;
    private final SeriesCatalogue catalogue;
    private final List<Dataset> datasets;
    private final ReviewChanges reviews;
    private final String publicAddress;

    FeedReader(
            RevisionRepository revisions,
            ChangeRepository changes,
            SeriesCatalogue catalogue,
            List<Dataset> datasets,
            ReviewChanges reviews,
            PublicAddress address) {
        this.revisions = revisions;
        this.changes = changes;
        this.catalogue = catalogue;
        this.datasets = List.copyOf(datasets);
        this.reviews = reviews;
        this.publicAddress = PublicAddress.beginning(address);
    }

    Feed feed(FeedFilter filter) {
        filter.check(datasets, catalogue);
        FeedFilter.Place place = filter.place();
        List<Publish> found =
                changes.publishes(filter.dataset(), filter.series(), place.revision(), place.series(), ENTRIES + 1);
        List<Publish> shown = found.size() > ENTRIES ? found.subList(0, ENTRIES) : found;
        Map<Integer, Map<String, Flags>> flags = shown.isEmpty()
                ? Map.of()
                : changes.flags(
                        datasets, shown.getLast().revision(), shown.getFirst().revision());
        int firstClaim = reviews.first();
        List<Feed.Entry> entries = shown.stream()
                .map(publish -> entry(
                        publish,
                        publish.revision() > firstClaim
                                ? ClaimNews.lines(reviews.by(publish.revision(), publish.series()))
                                : List.of(),
                        flags.getOrDefault(publish.revision(), Map.of()).getOrDefault(publish.series(), Flags.NONE)))
                .toList();
        return new Feed(
                title(filter),
                publicAddress,
                filter.query(),
                filter.cursor(),
                found.size() > ENTRIES ? filter.cursorBehind(shown.getLast()) : null,
                shown.isEmpty() ? lastRecorded() : shown.getFirst().recordedAt(),
                entries);
    }

    private String title(FeedFilter filter) {
        if (filter.series() != null) {
            return "Border Ledger: changes of " + catalogue.get(filter.series()).title();
        }
        if (ClaimNews.CLAIMS.equals(filter.dataset())) {
            return "Border Ledger: claims and their reviews";
        }
        return datasets.stream()
                .filter(dataset -> dataset.name().equals(filter.dataset()))
                .findFirst()
                .map(dataset -> "Border Ledger: changes of " + dataset.title())
                .orElse("Border Ledger: changes of border figures");
    }

    /** A feed without entries has a date too: that of the ledger, and of an empty one the beginning of all clocks. */
    private Instant lastRecorded() {
        return Optional.<Revision>ofNullable(revisions.findById(revisions.newest()))
                .map(Revision::recordedAt)
                .orElse(Instant.EPOCH);
    }

    private Feed.Entry entry(Publish publish, List<String> claims, Flags flags) {
        if (publish.dataset().equals(ClaimNews.CLAIMS)) {
            return ClaimNews.entry(publish, reviews.by(publish.revision()), identifier(publish), publicAddress);
        }
        Series series = catalogue.get(publish.series());
        Ledger.Counts counts = publish.counts();
        Told told = told(publish, series);
        List<String> tags = new ArrayList<>(List.of(publish.series(), publish.dataset()));
        addTag(tags, counts.added(), ChangeOfFigure.ADDED.code());
        addTag(tags, counts.revised(), ChangeOfFigure.REVISED.code());
        addTag(tags, counts.withdrawn(), ChangeOfFigure.WITHDRAWN.code());
        addTag(tags, counts.backdated(), ChangeOfFigure.BACKDATED.code());
        addTag(tags, publish.action() == Ledger.Action.RETRACT ? 1 : 0, "retraction");
        addTag(tags, publish.action() == Ledger.Action.CORRECT ? 1 : 0, "correction");
        addTag(tags, claims.size(), ClaimNews.CLAIMS);
        long figures = (long) counts.added() + counts.revised() + counts.withdrawn() + counts.backdated();
        return new Feed.Entry(
                identifier(publish),
                Headline.of(publish, series, flags, told.largest()),
                publicAddress + "/v1/revisions/" + publish.revision() + "/changes?series=" + publish.series(),
                publish.recordedAt(),
                publish.reason(),
                Stream.concat(claims.stream(), told.lines().stream()).toList(),
                Math.max(0, figures - told.lines().size()),
                tags);
    }

    private static void addTag(List<String> tags, int count, String tag) {
        if (count > 0) {
            tags.add(tag);
        }
    }

    /** Of what happened and not of where the service stands, so that a reader knows it again after a move. */
    private static String identifier(Publish publish) {
        String name = "border-ledger|" + publish.revision() + "|"
                + publish.action().code() + "|" + publish.release() + "|" + publish.series();
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** What an entry says of single figures. */
    private record Told(List<String> lines, @Nullable CellChange largest) {}

    private Told told(Publish publish, Series series) {
        Dataset dataset = datasets.stream()
                .filter(each -> each.name().equals(publish.dataset()))
                .findFirst()
                .orElseThrow();
        List<Walk.Part> parts = List.of(new Walk.Part(publish.series(), dataset));
        Ledger.Counts counts = publish.counts();
        var lines = new Lines(series);
        var largest = new Largest(series);
        // first what was known before and changed, which is news; what is new only as far as there is room
        if (counts.revised() + counts.withdrawn() + counts.backdated() > 0) {
            int[] compared = {0};
            go(new Walk(changes, publish.revision(), parts, true), (part, change) -> {
                lines.add(change);
                largest.add(change);
                return ++compared[0] < MOST_COMPARED;
            });
            if (compared[0] == MOST_COMPARED) {
                return new Told(lines.texts(), null);
            }
        }
        if (lines.hasRoom() && counts.added() + counts.backdated() > 0) {
            Set<String> told = Set.copyOf(lines.keys);
            go(new Walk(changes, publish.revision(), parts, false), (part, change) -> {
                if (!told.contains(change.key())) {
                    lines.add(change);
                }
                return lines.hasRoom();
            });
        }
        return new Told(lines.texts(), largest.change);
    }

    private static void go(Walk walk, Walk.Taker taker) {
        try {
            walk.go(null, false, taker);
        } catch (IOException noneIsWrittenHere) {
            throw new IllegalStateException(noneIsWrittenHere);
        }
    }

    /**
     * The largest change of a number among the revised figures: of the first measure of the series, its main one before all
     * others, that changed at all. Of equal ones the later figure.
     */
    private static final class Largest {
        private final List<String> measures;
        private @Nullable CellChange change;

        Largest(Series series) {
            this.measures = new ArrayList<>(List.of(series.mainMeasure()));
            series.measures().stream().filter(each -> !measures.contains(each)).forEach(measures::add);
        }

        void add(CellChange other) {
            if (other.change() == ChangeOfFigure.REVISED
                    && other.difference() != null
                    && measures.contains(other.measure())) {
                CellChange best = change;
                if (best == null || isLarger(other, best)) {
                    change = other;
                }
            }
        }

        private boolean isLarger(CellChange other, CellChange best) {
            int byMeasure = Integer.compare(measures.indexOf(best.measure()), measures.indexOf(other.measure()));
            int bySize = size(other).compareTo(size(best));
            int byPeriod = other.periodEnd().compareTo(best.periodEnd());
            return (byMeasure != 0 ? byMeasure : bySize != 0 ? bySize : byPeriod) > 0;
        }

        private static BigDecimal size(CellChange change) {
            BigDecimal difference = change.difference();
            return difference == null ? BigDecimal.ZERO : difference.abs();
        }
    }

    /** One line for each figure and stretch of time, with its cells behind one another. */
    private static final class Lines {
        private static final List<String> ALWAYS_THERE = List.of(ContentColumn.STATUS, ContentColumn.QUALIFIER);

        private final Series series;
        private final Map<String, String> byFigure = new LinkedHashMap<>();
        private final Set<String> keys = new HashSet<>();
        private boolean full;

        Lines(Series series) {
            this.series = series;
        }

        boolean hasRoom() {
            return !full;
        }

        void add(CellChange change) {
            boolean comesOrGoes =
                    change.change() == ChangeOfFigure.ADDED || change.change() == ChangeOfFigure.WITHDRAWN;
            String figure = change.key() + "|" + change.validFrom();
            if (!byFigure.containsKey(figure) && byFigure.size() == LINES) {
                full = true;
                return;
            }
            keys.add(change.key());
            String lead = Words.figure(change, series) + kind(change);
            String cell = comesOrGoes && ALWAYS_THERE.contains(change.measure()) ? "" : cell(change);
            byFigure.merge(
                    figure,
                    lead + (cell.isEmpty() ? "" : ": " + cell),
                    (line, same) -> cell.isEmpty() ? line : line + (line.equals(lead) ? ": " : ", ") + cell);
        }

        private static String kind(CellChange change) {
            return switch (change.change()) {
                case ADDED -> " (new)";
                case WITHDRAWN -> " (withdrawn)";
                case REVISED -> Boolean.TRUE.equals(change.flagged()) ? " (marked as revised)" : "";
                case BACKDATED -> " (in the past)";
            };
        }

        private String cell(CellChange change) {
            return switch (change.change()) {
                case ADDED -> Words.after(change, series);
                case WITHDRAWN -> Words.before(change, series);
                case REVISED, BACKDATED -> Words.change(change, series);
            };
        }

        List<String> texts() {
            return List.copyOf(byFigure.values());
        }
    }
}

package org.borderledger.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.borderledger.figure.Wording;
import org.borderledger.http.Asked;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Release;
import org.borderledger.ledger.Revision;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Cursor;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Links;
import org.borderledger.representation.Meta;
import org.borderledger.representation.Representation;
import org.borderledger.representation.Rows;
import org.borderledger.representation.Table;
import org.borderledger.representation.XlsxWriter;
import org.jspecify.annotations.Nullable;

/** Answers what a revision did, cell by cell. */
@ApplicationScoped
public class ChangeReader {
    /** Up to so many figures a file is read at once, and says how many rows it has; a larger one begins at once. */
    private static final int FEW_FIGURES = 2_000;

    private static final List<SortKey> ORDER = List.of(
            new SortKey("key", false, String.class),
            new SortKey("validFrom", false, Instant.class),
            new SortKey("measure", false, String.class));

    private final RevisionRepository revisions;
    private final ChangeRepository changes;
    private final SeriesCatalogue catalogue;
    private final List<Dataset> datasets;
    private final String publicAddress;

    ChangeReader(
            RevisionRepository revisions,
            ChangeRepository changes,
            SeriesCatalogue catalogue,
            List<Dataset> datasets,
            PublicAddress address) {
        this.revisions = revisions;
        this.changes = changes;
        this.catalogue = catalogue;
        this.datasets = List.copyOf(datasets);
        this.publicAddress = PublicAddress.beginning(address);
    }

    /** How many of the figures that each of these revisions revised carry a mark, by revision and series. */
    public Map<Integer, Map<String, Flags>> flags(int firstRevision, int lastRevision) {
        return changes.flags(datasets, firstRevision, lastRevision);
    }

    /**
     * One page of a revision's changes, or in a file all of them.
     *
     * @throws Problem where there is no such revision, or a filter asks for what there is not
     */
    Answer changes(int number, ChangeFilter filter, Asked asked) {
        ChangeFilter.Wanted wanted = filter.wanted(datasets, catalogue);
        OptionalInt limit = filter.page().rows(asked.representation());
        Revision revision = revisions.findById(revisions.get(number));
        List<Walk.Part> parts = revision.effects().stream()
                .filter(effect -> wanted.series().contains(effect.series()))
                .map(effect -> new Walk.Part(effect.series(), dataset(effect.dataset())))
                .toList();
        var walk = new Walk(changes, number, parts, wanted.onlyOfKnown());
        if (limit.isEmpty()) {
            return file(revision, wanted, walk, asked);
        }
        String question = asked.question();
        String cursor = filter.page().cursor();
        Walk.Place place = cursor == null ? null : place(Cursor.decode(cursor, question, ORDER));
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<CellChange> last = new ArrayList<>();
        boolean more = !read(walk, place, wanted, (part, change) -> {
            if (rows.size() == limit.getAsInt()) {
                return false;
            }
            rows.add(ChangeColumns.row(part, change));
            last.clear();
            last.add(change);
            return true;
        });
        String next = more ? asked.next(cursor(number, question, last.getFirst())) : null;
        return answer(
                revision,
                walk,
                asked,
                links(number, asked, next, place == null ? null : asked.first()),
                Rows.of(rows),
                rows.size(),
                rows.isEmpty() && place == null);
    }

    private static Links links(int revision, Asked asked, @Nullable String next, @Nullable String first) {
        return new Links(
                asked.self(),
                next,
                first,
                asked.in(Representation.CSV),
                asked.in(Representation.XLSX),
                "/v1/revisions/" + revision);
    }

    private Answer file(Revision revision, ChangeFilter.Wanted wanted, Walk walk, Asked asked) {
        Links links = links(revision.number(), asked, null, null);
        long figures = revision.effects().stream()
                .filter(effect -> wanted.series().contains(effect.series()))
                .mapToLong(effect -> effect.counts().added()
                        + effect.counts().revised()
                        + effect.counts().withdrawn()
                        + effect.counts().backdated())
                .sum();
        if (figures <= FEW_FIGURES) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            read(walk, null, wanted, (part, change) -> rows.add(ChangeColumns.row(part, change)));
            return answer(revision, walk, asked, links, Rows.of(rows), rows.size(), rows.isEmpty());
        }
        long total = -1;
        if (asked.representation() == Representation.XLSX) {
            // only a workbook must know its size before it begins
            long[] counted = {0};
            read(walk, null, wanted, (part, change) -> ++counted[0] > 0);
            total = counted[0];
            if (total > XlsxWriter.MOST_ROWS) {
                throw Problem.of(
                                ProblemCode.TOO_MANY_ROWS,
                                "a sheet of a workbook holds " + XlsxWriter.MOST_ROWS + " rows, and revision "
                                        + revision.number() + " has " + total + " changes")
                        .hint("take .csv, .jsonl or .parquet, or ask for one series or measure");
            }
        }
        // The file is read after this transaction; what a revision did stays as it is.
        Rows rows = reader -> walk.go(null, true, (part, change) -> {
            if (wanted.takes(change)) {
                reader.row(ChangeColumns.row(part, change));
            }
            return true;
        });
        return answer(revision, walk, asked, links, rows, total, false);
    }

    /** Reads what is wanted inside the request's transaction; whether it came to the end. */
    private static boolean read(Walk walk, Walk.@Nullable Place after, ChangeFilter.Wanted wanted, Walk.Taker taker) {
        boolean[] whole = {true};
        try {
            walk.go(after, false, (part, change) -> {
                whole[0] = !wanted.takes(change) || taker.take(part, change);
                return whole[0];
            });
        } catch (IOException noneIsWrittenHere) {
            throw new IllegalStateException(noneIsWrittenHere);
        }
        return whole[0];
    }

    private static String of(Revision revision) {
        return switch (Ledger.Action.of(revision.action())) {
            case PUBLISH -> "This revision took a release in";
            case RETRACT -> "This revision took a release that was imported in error out of the ledger's timeline";
            case CORRECT -> "This revision is a correction of our own, of how a release had been read or dated";
            case REDACT -> "This revision took a value out of all revisions for legal reasons";
            case REVIEW -> "This revision is what an editor said of a claim";
        };
    }

    private Answer answer(
            Revision revision, Walk walk, Asked asked, Links links, Rows rows, long total, boolean isEmpty) {
        List<String> chosen = walk.parts().stream().map(Walk.Part::series).toList();
        List<String> warnings = new ArrayList<>();
        if (isEmpty) {
            warnings.add("Revision " + revision.number()
                    + (revision.effects().isEmpty()
                            ? " touched no figures."
                            : " made no such change. It touched "
                                    + revision.effects().stream()
                                            .map(Revision.Effect::series)
                                            .collect(Collectors.joining(", "))
                                    + "; /v1/revisions/" + revision.number() + " counts what it did to each."));
        }
        Release release = revision.release();
        if (revision.reason() != null) {
            warnings.add(of(revision) + ": " + revision.reason() + ".");
        }
        var meta = new Meta(
                walk.parts().stream()
                        .map(part -> part.dataset().name())
                        .distinct()
                        .collect(Collectors.joining(",")),
                chosen,
                revision.effects().stream()
                        .map(Revision.Effect::series)
                        .filter(series -> !chosen.contains(series))
                        .toList(),
                revision.number(),
                null,
                null,
                null,
                asked.representation() == Representation.JSON || total < 0 ? null : total,
                null,
                null,
                null,
                warnings,
                "Changes of figures by revision " + revision.number() + " of the Border Ledger, "
                        + (release == null
                                ? (revision.action().equals(Ledger.Action.REVIEW.code())
                                        ? "which reviewed a claim"
                                        : "which redacted a value")
                                : (revision.action().equals(Ledger.Action.RETRACT.code())
                                                ? "which retracted"
                                                : "which took in")
                                        + " release " + release.code() + " of " + release.publisher() + ", issued "
                                        + Wording.issued(release.issuedText()))
                        + ". " + publicAddress
                        + asked.in(
                                asked.representation() == Representation.CSVW
                                        ? Representation.CSV
                                        : asked.representation()),
                release == null ? null : release.licence(),
                chosen.stream()
                        .map(catalogue::get)
                        .map(Series::attribution)
                        .distinct()
                        .collect(Collectors.joining(" ")));
        String ofSeries = chosen.size() == 1 ? "_" + chosen.getFirst() : "";
        var table = new Table(
                "changes" + ofSeries + "_revision-" + revision.number(),
                "Changes by revision " + revision.number(),
                ChangeColumns.ALL,
                ChangeColumns.PRIMARY_KEY,
                rows,
                total);
        return new Answer(table, meta, links, false);
    }

    private Dataset dataset(String name) {
        return datasets.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such dataset: " + name));
    }

    private static Walk.Place place(Cursor cursor) {
        if (cursor.values().get(0) instanceof String key
                && cursor.values().get(1) instanceof Instant validFrom
                && cursor.values().get(2) instanceof String measure) {
            return new Walk.Place(key, validFrom, measure);
        }
        throw Cursor.invalid();
    }

    private static String cursor(int revision, String question, CellChange last) {
        return new Cursor(revision, question, List.of(last.key(), last.validFrom(), last.measure())).encode();
    }
}

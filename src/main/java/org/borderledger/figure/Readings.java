package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.borderledger.http.AnsweredRevision;
import org.borderledger.http.Asked;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.RevisionWatch;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.problem.Problem;

/** Says what an answer reads: of which series, and in which picture of the ledger. */
@ApplicationScoped
class Readings {
    private final RevisionRepository revisions;
    private final SeriesCatalogue catalogue;
    private final AnsweredRevision answered;

    Readings(RevisionRepository revisions, SeriesCatalogue catalogue, AnsweredRevision answered) {
        this.revisions = revisions;
        this.catalogue = catalogue;
        this.answered = answered;
    }

    /**
     * The picture of now as it was heard of last, where all figures of a series are kept as it shows them: then an answer
     * needs no database. It does not claim to be the newest, so that whatever is read with it all the same is right.
     */
    Picture picture(FigureRepository<?> figures, Clocks clocks, String series) {
        Dataset dataset = figures.dataset();
        OptionalInt revision = answered.heard(dataset.name());
        OptionalInt redaction = answered.heard(RevisionWatch.REDACTIONS);
        if (clocks.equals(Clocks.NOW) && revision.isPresent() && redaction.isPresent()) {
            var heard = new Picture(null, revision.getAsInt(), false, redaction.getAsInt());
            if (figures.isKept(series, heard)) {
                answered.answeredOf(heard.revision());
                return heard;
            }
        }
        return picture(dataset, clocks);
    }

    /** The picture as the database shows it, whatever was heard of. */
    Picture readPicture(Dataset dataset, Clocks clocks) {
        answered.forget();
        return picture(dataset, clocks);
    }

    Reading of(Dataset dataset, List<Series> series, Clocks clocks, Asked asked) {
        return of(dataset, series, clocks, asked, picture(dataset, clocks));
    }

    Reading of(Dataset dataset, List<Series> series, Clocks clocks, Asked asked, Picture picture) {
        List<String> others = catalogue.of(dataset).stream()
                .filter(each -> !series.contains(each))
                .map(Series::id)
                .toList();
        return new Reading(dataset, series, others, clocks, picture, asked);
    }

    /**
     * What to read: the newest revision that touched the dataset, up to the one that is asked for. Every part of an answer
     * speaks of that revision, so that a publish elsewhere changes no byte of it (API rule 25).
     */
    Picture picture(Dataset dataset, Clocks clocks) {
        Integer asked = clocks.revision();
        int newest = revisions.newestOf(dataset.name());
        int redaction = revisions.newestRedaction(dataset.name());
        if (asked == null && newest > 0) {
            return new Picture(clocks.asOf(), newest, true, redaction);
        }
        int known = revisions.get(asked);
        int read = revisions.newestOf(dataset.name(), known);
        // a revision before the first that touched the dataset is a picture too: of nothing
        return new Picture(clocks.asOf(), read == 0 ? known : read, read == newest, redaction);
    }

    /**
     * What of the past is asked for.
     *
     * @throws Problem where there is no such revision, or the picture is older
     */
    Past past(HistoryFilter filter, Clocks clocks) {
        boolean everyValue = filter.everyValue();
        Instant instant = filter.instant();
        Integer after = instant == null ? filter.revision() : Integer.valueOf(revisions.newestAt(instant));
        if (after != null && after > 0) {
            revisions.get(after);
            if (clocks.revision() != null && clocks.revision() < after) {
                throw HistoryFilter.conflict(
                        "revision " + clocks.revision() + " is before revision " + after
                                + ", after which the changes are asked for",
                        "ask for changes up to a later revision, or leave revision out");
            }
        }
        return new Past(everyValue, after);
    }

    /** The picture of an answer, read later: there may be a newer revision by then. */
    Picture again(Reading reading) {
        Picture before = reading.picture();
        return picture(reading.dataset(), new Clocks(before.asOf(), null, before.revision()));
    }

    /** The same for what may touch other datasets as well: the newest revision of the whole ledger. */
    Picture pictureOfAll(Clocks clocks) {
        return new Picture(clocks.asOf(), revisions.get(clocks.revision()), false, revisions.newestRedaction());
    }
}

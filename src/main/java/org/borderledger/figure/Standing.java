package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_LEAST;
import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.AllOf;
import org.borderledger.query.Restriction.AnyOf;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.Is;
import org.borderledger.query.Restriction.NoOther;
import org.borderledger.query.Restriction.OneOf;
import org.borderledger.query.Restriction.Other;

/**
 * Which rows of a dataset an answer is of: those that stand in a {@link Picture}, and of the past what is asked for. It says
 * so in restrictions and reads nothing, so that every query means the same rows. The lists that it gives may be added to.
 *
 * @param entity the dataset's, as queries call it
 * @param dimensions the dataset's
 */
record Standing(String entity, List<String> dimensions) {
    /** What a figure without a value has for its status. */
    static final List<ObservationStatus> MISSING = Arrays.stream(ObservationStatus.values())
            .filter(ObservationStatus::isMissing)
            .toList();

    private static final Restriction NOT_WITHDRAWN = new Is("withdrawn", "false");

    /** What tells figures apart of each of which only the newest are asked for. */
    List<String> combination() {
        // not by unit: a figure without a value has none, and is of the same combination all the same
        return Stream.concat(Stream.of("series"), dimensions.stream()).toList();
    }

    /** What stands of some series, without what was withdrawn. */
    static List<Restriction> ofSeries(List<String> series, Picture picture) {
        List<Restriction> restrictions = picture.standing();
        restrictions.add(new OneOf("series", series));
        restrictions.add(NOT_WITHDRAWN);
        return restrictions;
    }

    /** What a request selects, but for how many of it are the newest. */
    List<Restriction> selected(Selection selection, Picture picture) {
        List<Restriction> restrictions = rectangles(selection, picture);
        restrictions.addAll(selection.restrictions());
        restrictions.addAll(inside(selection.periods()));
        return restrictions;
    }

    /** Which of the rows of the chosen series: those that stand, or of the past what is asked for. */
    private List<Restriction> rectangles(Selection selection, Picture picture) {
        if (selection.past().everyValue()) {
            List<Restriction> restrictions = everyValue(picture);
            restrictions.add(new OneOf("series", selection.seriesIds()));
            return restrictions;
        }
        Integer after = selection.past().updatedAfter();
        if (after == null) {
            return ofSeries(selection.seriesIds(), picture);
        }
        Picture before = picture.after(after);
        List<Restriction> restrictions = new ArrayList<>();
        restrictions.add(new OneOf("series", selection.seriesIds()));
        restrictions.add(new AnyOf(List.of(new AllOf(says(picture, before)), new AllOf(saidOnly(picture, before)))));
        return restrictions;
    }

    /** What stands now and did not say the same before; what was withdrawn counts where it said something before. */
    private List<Restriction> says(Picture now, Picture before) {
        List<Restriction> restrictions = now.standing();
        restrictions.add(new Compares("revisionFrom", GREATER, before.revision()));
        restrictions.add(new NoOther(entity, before.standing(), List.of("withdrawn", "valueHash")));
        restrictions.add(new AnyOf(List.of(NOT_WITHDRAWN, stood(before))));
        return restrictions;
    }

    /** What stood before and has no successor, because the one release that stated it is retracted. */
    private List<Restriction> saidOnly(Picture now, Picture before) {
        List<Restriction> restrictions = before.standing();
        restrictions.add(NOT_WITHDRAWN);
        restrictions.add(new NoOther(entity, now.standing(), List.of()));
        return restrictions;
    }

    /** That the figure of the same key stood in a picture and was not withdrawn. */
    Restriction stood(Picture picture) {
        List<Restriction> standing = picture.standing();
        standing.add(NOT_WITHDRAWN);
        return new Other(entity, standing);
    }

    /** Every value that ever stood, up to the day of the picture. */
    static List<Restriction> everyValue(Picture picture) {
        List<Restriction> restrictions = picture.recorded();
        if (picture.asOf() != null) {
            restrictions.add(new Compares("issuedFrom", AT_MOST, picture.asOf()));
        }
        // Of two releases of one instant only the later in the timeline ever stood.
        restrictions.add(new Restriction.Columns("issuedFrom", LESS, "issuedTo"));
        return restrictions;
    }

    /** What lies wholly inside one of some periods; no periods are all days. */
    static List<Restriction> inside(List<Period> periods) {
        if (periods.isEmpty()) {
            return List.of();
        }
        return List.of(new AnyOf(periods.stream()
                .<Restriction>map(period -> new AllOf(List.of(
                        new Compares("periodStart", AT_LEAST, period.start()),
                        new Compares("periodEnd", AT_MOST, period.end()),
                        // follows from the first, and tells the index of last days where to stop
                        new Compares("periodEnd", AT_LEAST, period.start()))))
                .toList()));
    }
}

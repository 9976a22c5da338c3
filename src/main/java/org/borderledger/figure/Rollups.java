package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.EQUAL;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.borderledger.computation.Input;
import org.borderledger.ledger.Dataset;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.OneOf;
import org.hibernate.ScrollMode;
import org.jspecify.annotations.Nullable;

/**
 * Figures as they were added up when they were published ({@link Rollup}), so that what is said of a million of them need
 * not read a million. {@link Chosen} decides where they may stand for the figures.
 */
record Rollups(FigureQuery query, TextQueries texts, Dataset dataset) {
    static final String ENTITY = "Rollup";

    /**
     * By which dimensions the figures of all these series are rolled up as the picture shows them, {@link Rollup#ALL_CODES}
     * being one; empty where some are not, so that they have to be read.
     */
    Set<String> dimensions(List<String> series, Picture picture) {
        if (picture.asOf() != null) {
            return Set.of();
        }
        List<String> dimensions = texts.of(
                        "select u.dimensions from rolled_up u where u.series in (:series) and u.revision <= :revision"
                                + " and not exists (select from revision_series v where v.series = u.series"
                                + " and v.revision > u.revision)",
                        Map.of("series", series, "revision", picture.revision()))
                .toList();
        // a series that no revision touched has nothing to roll up
        if (dimensions.size() < series.size()
                && dimensions.size()
                        < texts.of(
                                        "select distinct v.series from revision_series v where v.series in (:series)",
                                        Map.of("series", series))
                                .count()) {
            return Set.of();
        }
        Set<String> ofAll = new HashSet<>(dataset.dimensions());
        dimensions.forEach(names -> ofAll.retainAll(List.of(names.split(" "))));
        ofAll.add(Rollup.ALL_CODES);
        return ofAll;
    }

    /**
     * Hands over the rollups of what a selection chooses, in the order of first day, last day and first key; inside a
     * transaction.
     *
     * @param by a dimension by which they are told apart, or {@link Rollup#ALL_CODES}
     * @return whether that says all: not where one is of rates or of parts, and no further one is then handed over
     */
    boolean read(Selection selection, String by, Consumer<Input> consumer) {
        List<Restriction> restrictions = ofSeries(selection.seriesIds(), by);
        restrictions.addAll(codes(selection.codes()));
        restrictions.addAll(Standing.inside(selection.periods()));
        var condition = new Condition(restrictions);
        var inputs = new Inputs(dataset);
        try (var cursor = query.rows(
                        Inputs.projectionOfRollups(), ENTITY, condition, "f.periodStart, f.periodEnd, f.firstKey")
                .setFetchSize(FigureQuery.ROWS_FETCHED_AT_ONCE)
                .scroll(ScrollMode.FORWARD_ONLY)) {
            while (cursor.next()) {
                @Nullable Object[] row = cursor.get();
                if (!Inputs.isPlain(row)) {
                    return false;
                }
                consumer.accept(inputs.ofRollup(row, by));
            }
        }
        return true;
    }

    /** How many figures went into those on which a condition holds. */
    long count(Condition condition) {
        return query.one(
                "select coalesce(sum(f.figures), 0L) from " + ENTITY + " f where " + condition.text(),
                condition,
                Long.class);
    }

    /** What is rolled up of some series by one dimension. The list may be added to. */
    static List<Restriction> ofSeries(List<String> series, String by) {
        List<Restriction> restrictions = new ArrayList<>();
        restrictions.add(new OneOf("series", series));
        restrictions.add(new Compares("dimension", EQUAL, by));
        return restrictions;
    }

    /** The restrictions to codes of the one dimension, and to units, as rollups have them. */
    List<Restriction> codes(List<Restriction> codes) {
        return codes.stream()
                .map(OneOf.class::cast)
                .<Restriction>map(
                        each -> new OneOf(dataset.units().contains(each.attribute()) ? "unit" : "code", each.values()))
                .toList();
    }
}

package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_LEAST;
import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.AllOf;
import org.borderledger.query.Restriction.AnyOf;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.NoneOf;
import org.jspecify.annotations.Nullable;

/**
 * Of which days series have figures, which every part of an answer asks for. As things are now it is told by what is kept of
 * each series ({@link Holdings}); only what is asked as of an instant, or of some codes, is counted each time.
 */
record SeriesExtent(FigureQuery query, Rollups rollups, SeriesMemory memory) {

    /**
     * The span of the chosen series inside the periods, whatever the other filters.
     *
     * @param byPeriod whether periods that have a value are counted, and not figures
     */
    Span span(List<String> series, Picture picture, List<Period> periods, boolean byPeriod) {
        if (picture.asOf() == null) {
            return series.stream()
                    .map(each -> holdings(each, picture).span(periods, byPeriod))
                    .reduce(Span.NONE, Span::with);
        }
        List<Restriction> restrictions = Standing.ofSeries(series, picture);
        restrictions.addAll(Standing.inside(periods));
        var condition = new Condition(restrictions);
        String missing = condition.language().value(Standing.MISSING);
        // a period in which one of many groups has a value is there
        String counted = byPeriod ? "count(distinct case" : "count(case";
        Object[] row = query.one(
                "select min(f.periodStart), max(f.periodEnd), " + counted + " when f.status in " + missing
                        + " then null else f.periodStart end) from " + entity() + " f where " + condition.text(),
                condition,
                Object[].class);
        return new Span((LocalDate) row[0], (LocalDate) row[1], ((Number) row[2]).longValue());
    }

    /** What a series holds after the revision of a picture; not of one as of an instant, since nothing of it is kept. */
    Holdings holdings(String series, Picture picture) {
        return memory.holdings(series, picture.revision(), () -> read(series, picture));
    }

    private Holdings read(String series, Picture picture) {
        boolean rolledUp = rollups.dimensions(List.of(series), picture).contains(Rollup.ALL_CODES);
        var condition = new Condition(
                rolledUp
                        ? Rollups.ofSeries(List.of(series), Rollup.ALL_CODES)
                        : Standing.ofSeries(List.of(series), picture));
        String figures = rolledUp ? "sum(f.figures)" : "count(*)";
        return new Holdings(query
                .ask(
                        "select f.periodStart, f.periodEnd, " + figures + ", coalesce(" + figures
                                + " filter (where f.status not in "
                                + condition.language().value(Standing.MISSING)
                                + "), 0L), coalesce(" + figures + " filter (where f.qualifier <> "
                                + condition.language().value(Qualifier.EXACT.code()) + "), 0L) from "
                                + (rolledUp ? Rollups.ENTITY : entity()) + " f where "
                                + condition.text()
                                + " group by f.periodStart, f.periodEnd order by f.periodStart, f.periodEnd",
                        condition,
                        Object[].class)
                .list()
                .stream()
                .map(row -> new Holdings.Held(
                        (LocalDate) row[0], (LocalDate) row[1], (Long) row[2], (Long) row[3], (Long) row[4]))
                .toList());
    }

    /**
     * How many selected figures reach into the periods without lying wholly inside.
     *
     * @param by the dimension whose rollups tell, {@link Rollup#ALL_CODES} for all together; null where figures are counted
     */
    long partlyInside(Selection selection, Picture picture, @Nullable String by) {
        if (selection.periods().isEmpty()) {
            return 0;
        } else if (selection.restrictions().isEmpty() && picture.asOf() == null) {
            return selection.seriesIds().stream()
                    .mapToLong(series -> holdings(series, picture).partlyInside(selection.periods()))
                    .sum();
        }
        List<Restriction> overlaps = new ArrayList<>();
        List<Restriction> restrictions = by == null
                ? Standing.ofSeries(selection.seriesIds(), picture)
                : Rollups.ofSeries(selection.seriesIds(), by);
        restrictions.addAll(by == null ? selection.restrictions() : rollups.codes(selection.codes()));
        for (Period period : selection.periods()) {
            overlaps.add(new AllOf(List.of(
                    new Compares("periodStart", AT_MOST, period.end()),
                    new Compares("periodEnd", AT_LEAST, period.start()))));
            restrictions.add(new AnyOf(List.of(
                    new Compares("periodStart", LESS, period.start()),
                    new Compares("periodEnd", GREATER, period.end()))));
        }
        restrictions.add(new AnyOf(overlaps));
        var condition = new Condition(restrictions);
        return by == null ? query.count(condition) : rollups.count(condition);
    }

    /** The last day before another for which the series has a value. */
    Optional<LocalDate> lastDayBefore(String series, LocalDate day, Picture picture) {
        List<Restriction> restrictions = Standing.ofSeries(List.of(series), picture);
        restrictions.add(new Compares("periodEnd", LESS, day));
        restrictions.add(new NoneOf("status", Standing.MISSING));
        var condition = new Condition(restrictions);
        return Optional.ofNullable(query.one(
                "select max(f.periodEnd) from " + entity() + " f where " + condition.text(),
                condition,
                LocalDate.class));
    }

    private String entity() {
        return query.standing().entity();
    }
}

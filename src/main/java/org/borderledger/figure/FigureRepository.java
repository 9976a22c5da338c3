package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_LEAST;
import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.EQUAL;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.AllOf;
import org.borderledger.query.Restriction.AnyOf;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.NoneOf;
import org.borderledger.query.Restriction.OneOf;
import org.borderledger.query.SortKey;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Reads the figures of one dataset. Every method is told the {@link Picture} to read, so that all parts of an answer are
 * of one revision.
 *
 * @param <F> the entity of the dataset
 */
public abstract class FigureRepository<F extends Figure> implements PanacheRepositoryBase<F, Long> {
    private static final List<ObservationStatus> MISSING = Arrays.stream(ObservationStatus.values())
            .filter(ObservationStatus::isMissing)
            .toList();
    private static final String NEWEST_FIRST = "f.periodEnd desc, f.periodStart desc, f.key";

    private final Class<F> entity;
    private final Dataset dataset;

    protected FigureRepository(Class<F> entity, Dataset dataset) {
        this.entity = entity;
        this.dataset = dataset;
    }

    Dataset dataset() {
        return dataset;
    }

    /**
     * The span of figures.
     *
     * @param from first day, null where there is no figure
     * @param present how many have a value
     */
    record Span(@Nullable LocalDate from, @Nullable LocalDate to, long present) {}

    /** The figures that a request selects, from the row after {@code after} on; withdrawn ones are left out. */
    List<F> page(Selection selection, Picture picture, @Nullable List<@Nullable Object> after, int rows) {
        List<Restriction> restrictions = selected(selection, picture);
        restrictions.addAll(inside(selection.periods()));
        if (after != null) {
            restrictions.add(SortKey.after(selection.sort(), after));
        }
        return fetch(restrictions, SortKey.clause(selection.sort(), "f"), rows);
    }

    /** How many selected figures reach into the periods without lying wholly inside. */
    long partlyInside(Selection selection, Picture picture) {
        if (selection.periods().isEmpty()) {
            return 0;
        }
        List<Restriction> overlaps = new ArrayList<>();
        List<Restriction> restrictions = selected(selection, picture);
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
        return typed(
                "select count(f) from " + entity.getSimpleName() + " f where " + condition.text, condition, Long.class);
    }

    /** The span of the chosen series inside the periods, whatever the other filters. */
    Span span(Selection selection, Picture picture, List<Period> periods) {
        List<Restriction> restrictions = ofSeries(selection.seriesIds(), picture);
        restrictions.addAll(inside(periods));
        var condition = new Condition(restrictions);
        String missing = condition.bind(MISSING);
        Object[] row = typed(
                "select min(f.periodStart), max(f.periodEnd), count(case when f.status in " + missing
                        + " then null else 1 end) from " + entity.getSimpleName() + " f where " + condition.text,
                condition,
                Object[].class);
        return new Span((LocalDate) row[0], (LocalDate) row[1], ((Number) row[2]).longValue());
    }

    /** Of each series the newest period that has a value, with all its rows (API rule 6). */
    List<F> latest(List<String> series, Picture picture) {
        List<F> latest = new ArrayList<>();
        for (String each : series) {
            List<Restriction> withValue = ofSeries(List.of(each), picture);
            withValue.add(new NoneOf("status", MISSING));
            List<F> newest = fetch(withValue, NEWEST_FIRST, 1);
            if (!newest.isEmpty()) {
                List<Restriction> period = ofSeries(List.of(each), picture);
                period.add(new Compares("periodStart", EQUAL, newest.getFirst().periodStart()));
                period.add(new Compares("periodEnd", EQUAL, newest.getFirst().periodEnd()));
                latest.addAll(fetch(period, "f.key", Integer.MAX_VALUE));
            }
        }
        return latest;
    }

    /** The figure of a key in the picture; a withdrawn one too, with its mark. */
    Optional<F> find(String key, Picture picture) {
        List<Restriction> restrictions = picture.standing();
        restrictions.add(new Compares("key", EQUAL, key));
        return fetch(restrictions, "f.key", 1).stream().findFirst();
    }

    /** Every value that the figure has had, in the order of the issued clock, up to {@code asOf}. */
    List<F> history(String key, Picture picture) {
        List<Restriction> restrictions = picture.recorded();
        restrictions.add(new Compares("key", EQUAL, key));
        if (picture.asOf() != null) {
            restrictions.add(new Compares("issuedFrom", AT_MOST, picture.asOf()));
        }
        // Of two releases of one instant only the later in the timeline ever stood.
        var condition = new Condition(restrictions);
        return find(fetched(condition.text + " and f.issuedFrom < f.issuedTo", "f.issuedFrom"), condition.values)
                .list();
    }

    /** The last release, as the picture knows it, that stated this value of the figure. */
    Optional<String> confirmedBy(F figure, Picture picture) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("""
                        select r.code from statement s join release r on r.id = s.release_id
                        where s.figure_id in (select same.id from TABLE same join TABLE this on this.id = :id
                                where same.key = this.key and same.value_hash = this.value_hash)
                            and r.issued_at >= :from and r.issued_at < :to and r.issued_at <= :asOf
                            and r.revision <= :revision
                            and not exists (select from retraction x
                                where x.release_id = r.id and x.revision <= :revision)
                        order by r.issued_at desc, r.retrieved_at desc nulls last, r.edition desc nulls last,
                            r.sha256 desc nulls last, r.code desc limit 1""".replace("TABLE", dataset.table()), String.class)
                .setParameter("id", figure.id())
                .setParameter("from", figure.validFrom())
                .setParameter("to", figure.validUntil())
                .setParameter("asOf", picture.asOf() == null ? figure.validUntil() : picture.asOf())
                .setParameter("revision", picture.revision())
                .getResultStream()
                .findFirst();
    }

    private List<Restriction> ofSeries(List<String> series, Picture picture) {
        List<Restriction> restrictions = picture.standing();
        restrictions.add(new OneOf("series", series));
        restrictions.add(new Compares("withdrawn", EQUAL, false));
        return restrictions;
    }

    private List<Restriction> selected(Selection selection, Picture picture) {
        List<Restriction> restrictions = ofSeries(selection.seriesIds(), picture);
        restrictions.addAll(selection.restrictions());
        return restrictions;
    }

    private static List<Restriction> inside(List<Period> periods) {
        if (periods.isEmpty()) {
            return List.of();
        }
        return List.of(new AnyOf(periods.stream()
                .<Restriction>map(period -> new AllOf(List.of(
                        new Compares("periodStart", AT_LEAST, period.start()),
                        new Compares("periodEnd", AT_MOST, period.end()))))
                .toList()));
    }

    private List<F> fetch(List<Restriction> restrictions, String order, int rows) {
        var condition = new Condition(restrictions);
        var query = find(fetched(condition.text, order), condition.values);
        return rows == Integer.MAX_VALUE
                ? query.list()
                : query.range(0, rows - 1).list();
    }

    private String fetched(String condition, String order) {
        return "from " + entity.getSimpleName() + " f join fetch f.release where " + condition + " order by " + order;
    }

    private <T> T typed(String hql, Condition condition, Class<T> type) {
        var query = getEntityManager().createQuery(hql, type);
        condition.values.forEach(query::setParameter);
        return query.getSingleResult();
    }

    /** Restrictions in Hibernate's query language, with the values that they bind. */
    private static final class Condition {
        private final Map<String, Object> values = new HashMap<>();
        private final String text;

        Condition(List<Restriction> restrictions) {
            this.text = restrictions.stream()
                    .map(restriction -> restriction.in("f", this::bind))
                    .collect(Collectors.joining(" and "));
        }

        private String bind(Object value) {
            String name = "v" + values.size();
            values.put(name, value);
            return ":" + name;
        }
    }
}

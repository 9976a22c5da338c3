package org.borderledger.change;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads rectangles as no answer of figures does: those that one revision closed or made, key by key. What it reads of a
 * revision never changes, so it may be read in as many transactions as it takes.
 */
@ApplicationScoped
public class ChangeRepository {
    /** The separator of a key, and the character after it: all keys of a series lie between the two. */
    private static final char SEPARATOR = ':';

    private final EntityManager entityManager;

    ChangeRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Reads in a transaction of its own, where none runs any more: a file is written after its request's. */
    static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }

    /** Lower than every key of the series. */
    static String beforeAll(String series) {
        return series + SEPARATOR;
    }

    private static String afterAll(String series) {
        return series + (char) (SEPARATOR + 1);
    }

    /**
     * Keys of a series whose timeline a revision changed, in their order.
     *
     * @param after only keys behind this one
     * @param known only keys of which something was known before: those that a revision can have revised or withdrawn
     */
    List<String> keys(Dataset dataset, String series, int revision, String after, boolean known, int limit) {
        // a limit in each half, so that a publish of a million figures is never sorted as a whole
        String half = "(select distinct f.key as key from " + dataset.table()
                + " f where %s and f.key > :after and f.key < :end order by f.key limit :limit)";
        // the second condition is that of the index, which a plan for any revision could not tell from the first
        String closed = half.formatted("f.revision_to = :revision and f.revision_to <> " + Ledger.LATEST);
        String made = half.formatted("f.revision_from = :revision");
        String sql = known
                ? closed
                : "select k.key as key from (" + closed + " union " + made + ") k order by k.key limit :limit";
        NativeQuery<String> query = session().createNativeQuery(sql, String.class);
        return query.addScalar("key", String.class)
                .setParameter("revision", revision)
                .setParameter("after", after)
                .setParameter("end", afterAll(series))
                .setParameter("limit", limit)
                .list();
    }

    /** The rectangles of these keys that a revision or the one before it knows, by key, in the order of issue. */
    Map<String, List<Rectangle>> around(Dataset dataset, List<String> keys, int revision) {
        return rectangles(
                dataset,
                "f.key in (:keys) and f.revision_from <= :revision and f.revision_to >= :revision",
                Map.of("keys", keys, "revision", revision));
    }

    /** Keys of a series behind one, in their order, at most so many; those of figures that are not known any more too. */
    List<String> keys(Dataset dataset, String series, String after, int limit) {
        // told apart here and not by the database, which without statistics would sort all keys of the series first
        return session()
                .createNativeQuery(
                        "select f.key as key from " + dataset.table()
                                + " f where f.key > :after and f.key < :end order by f.key limit :limit",
                        String.class)
                .addScalar("key", String.class)
                .setParameter("after", after)
                .setParameter("end", afterAll(series))
                .setParameter("limit", limit)
                .list()
                .stream()
                .distinct()
                .toList();
    }

    /** The rectangles of these keys that the newest revision knows, by key, in the order of issue. */
    Map<String, List<Rectangle>> standing(Dataset dataset, List<String> keys) {
        return rectangles(dataset, "f.key in (:keys) and f.revision_to = " + Ledger.LATEST, Map.of("keys", keys));
    }

    private Map<String, List<Rectangle>> rectangles(Dataset dataset, String condition, Map<String, Object> values) {
        List<ContentColumn> columns = ContentColumn.of(dataset);
        NativeQuery<Object[]> query = session()
                .createNativeQuery(
                        "select f.key as key, f.period_start as period_start, f.period_end as period_end,"
                                + " f.withdrawn as withdrawn, f.publisher_flag as publisher_flag, r.code as release,"
                                + " f.issued_from as issued_from, f.issued_to as issued_to,"
                                + " f.revision_from as revision_from, f.revision_to as revision_to, "
                                + columns.stream()
                                        .map(column -> "f." + column.inDatabase() + " as cell_" + column.inDatabase())
                                        .collect(Collectors.joining(", "))
                                + " from " + dataset.table() + " f join release r on r.id = f.release_id where "
                                + condition
                                + " and f.issued_from < f.issued_to order by f.key, f.issued_from, f.revision_from",
                        Object[].class)
                .addScalar("key", String.class)
                .addScalar("period_start", LocalDate.class)
                .addScalar("period_end", LocalDate.class)
                .addScalar("withdrawn", Boolean.class)
                .addScalar("publisher_flag", String.class)
                .addScalar("release", String.class)
                .addScalar("issued_from", Instant.class)
                .addScalar("issued_to", Instant.class)
                .addScalar("revision_from", Integer.class)
                .addScalar("revision_to", Integer.class);
        columns.forEach(column ->
                query.addScalar("cell_" + column.inDatabase(), column.kind().type()));
        values.forEach(query::setParameter);
        Map<String, List<Rectangle>> byKey = new LinkedHashMap<>();
        for (@Nullable Object[] row : query.list()) {
            Rectangle rectangle = rectangle(row, columns.size());
            byKey.computeIfAbsent(rectangle.key(), any -> new ArrayList<>()).add(rectangle);
        }
        return byKey;
    }

    private static Rectangle rectangle(@Nullable Object[] row, int columns) {
        return new Rectangle(
                get(row[0], String.class),
                get(row[1], LocalDate.class),
                get(row[2], LocalDate.class),
                get(row[3], Boolean.class)
                        ? null
                        : Content.of(Arrays.copyOfRange(row, row.length - columns, row.length)),
                (String) row[4],
                get(row[5], String.class),
                get(row[6], Instant.class),
                get(row[7], Instant.class),
                get(row[8], Integer.class),
                get(row[9], Integer.class));
    }

    /**
     * How many of the figures that these revisions revised carry a mark, by revision and series. A revised figure has one
     * rectangle that stood and was closed, and another that stands in its place.
     */
    Map<Integer, Map<String, Flags>> flags(List<Dataset> datasets, int first, int last) {
        Map<Integer, Map<String, Flags>> flags = new HashMap<>();
        for (Dataset dataset : datasets) {
            for (@Nullable Object[] row : session()
                    .createNativeQuery("""
                            select n.revision_from as revision, n.series as series, n.publisher_flag as publisher_flag,
                                count(*) as figures
                            from TABLE b join TABLE n on n.key = b.key and n.revision_from = b.revision_to
                            where b.revision_to between :first and :last and b.revision_to <> :latest
                                and b.issued_to = :still and b.issued_from < b.issued_to and not b.withdrawn
                                and n.issued_to = :still and n.issued_from < n.issued_to and not n.withdrawn
                                and n.value_hash <> b.value_hash
                            group by 1, 2, 3""".replace("TABLE", dataset.table()), Object[].class)
                    .addScalar("revision", Integer.class)
                    .addScalar("series", String.class)
                    .addScalar("publisher_flag", String.class)
                    .addScalar("figures", Integer.class)
                    .setParameter("first", first)
                    .setParameter("last", last)
                    .setParameter("latest", Ledger.LATEST)
                    .setParameter("still", Ledger.STILL)
                    .list()) {
                int figures = get(row[3], Integer.class);
                boolean marked = Difference.saysRevised((String) row[2]);
                flags.computeIfAbsent(get(row[0], Integer.class), any -> new HashMap<>())
                        .merge(
                                get(row[1], String.class),
                                marked ? new Flags(figures, 0) : new Flags(0, figures),
                                Flags::plus);
            }
        }
        return flags;
    }

    /**
     * What revisions did to series, those that changed nothing left out, and to claims, which stand here as a series and a
     * dataset of their own: added are claims that came in, revised are opinions of editors. Newest first, then by series.
     *
     * @param beforeRevision only what comes after this place of the list
     */
    List<Publish> publishes(
            @Nullable String dataset, @Nullable String series, int beforeRevision, String afterSeries, int limit) {
        NativeQuery<Object[]> query = session()
                .createNativeQuery(
                        """
                        select s.revision as revision, s.series as series, s.dataset as dataset, s.added as added,
                            s.revised as revised, s.withdrawn as withdrawn, s.confirmed as confirmed,
                            s.backdated as backdated, r.recorded_at as recorded_at, r.action as action,
                            r.reason as reason, x.code as release, x.publisher as publisher, x.issued_at as issued_at,
                            x.issued_precision as issued_precision
                        from (select * from revision_series
                                union all
                                select v.number, 'claims', 'claims',
                                    (select count(*)::integer from claim c where c.release_id = v.release_id),
                                    case when v.release_id is null
                                        then (select count(*)::integer from claim_review o where o.revision = v.number)
                                        else 0 end, 0, 0, 0
                                from revision v
                            ) s join revision r on r.number = s.revision
                            join release x on x.id = coalesce(r.release_id,
                                (select min(c.release_id) from claim c join claim_review o on o.claim = c.code
                                    where o.revision = r.number))
                        where s.added + s.revised + s.withdrawn + s.backdated > 0
                            and (s.revision < :revision or s.revision = :revision and s.series > :after)"""
                                + (dataset == null ? "" : " and s.dataset = :dataset")
                                + (series == null ? "" : " and s.series = :series")
                                + " order by s.revision desc, s.series limit :limit",
                        Object[].class)
                .addScalar("revision", Integer.class)
                .addScalar("series", String.class)
                .addScalar("dataset", String.class)
                .addScalar("added", Integer.class)
                .addScalar("revised", Integer.class)
                .addScalar("withdrawn", Integer.class)
                .addScalar("confirmed", Integer.class)
                .addScalar("backdated", Integer.class)
                .addScalar("recorded_at", Instant.class)
                .addScalar("action", String.class)
                .addScalar("reason", String.class)
                .addScalar("release", String.class)
                .addScalar("publisher", String.class)
                .addScalar("issued_at", Instant.class)
                .addScalar("issued_precision", String.class)
                .setParameter("revision", beforeRevision)
                .setParameter("after", afterSeries)
                .setParameter("limit", limit);
        if (dataset != null) {
            query.setParameter("dataset", dataset);
        }
        if (series != null) {
            query.setParameter("series", series);
        }
        return query.list().stream().map(ChangeRepository::publish).toList();
    }

    private static Publish publish(@Nullable Object[] row) {
        return new Publish(
                get(row[0], Integer.class),
                get(row[1], String.class),
                get(row[2], String.class),
                new Ledger.Counts(
                        get(row[3], Integer.class),
                        get(row[4], Integer.class),
                        get(row[5], Integer.class),
                        get(row[6], Integer.class),
                        get(row[7], Integer.class)),
                get(row[8], Instant.class),
                Ledger.Action.of(get(row[9], String.class)),
                (String) row[10],
                get(row[11], String.class),
                get(row[12], String.class),
                IssueDate.text(
                        get(row[13], Instant.class),
                        IssueDate.Precision.valueOf(get(row[14], String.class).toUpperCase(Locale.ROOT))));
    }

    private Session session() {
        return entityManager.unwrap(Session.class);
    }

    /** A value of a column that is never null. */
    private static <T> T get(@Nullable Object value, Class<T> type) {
        return type.cast(Objects.requireNonNull(value));
    }
}

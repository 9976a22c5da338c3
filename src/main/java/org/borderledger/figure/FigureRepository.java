package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_LEAST;
import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.EQUAL;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.computation.Input;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.Timeline;
import org.borderledger.period.Period;
import org.borderledger.query.Parameters;
import org.borderledger.query.QueryLanguage;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.AllOf;
import org.borderledger.query.Restriction.AnyOf;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.Is;
import org.borderledger.query.Restriction.IsMissing;
import org.borderledger.query.Restriction.NoOther;
import org.borderledger.query.Restriction.NoneOf;
import org.borderledger.query.Restriction.OneOf;
import org.borderledger.query.Restriction.Other;
import org.borderledger.query.SortKey;
import org.borderledger.representation.CopiedCsv;
import org.borderledger.representation.Rows;
import org.hibernate.ScrollMode;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Reads the figures of one dataset, as rows of a {@link Projection}: the database sends the columns that are asked for and
 * no more. Every method is told the {@link Picture} to read, so that all parts of an answer are of one revision.
 *
 * @param <F> the entity of the dataset
 */
public abstract class FigureRepository<F extends Figure> implements PanacheRepositoryBase<F, Long> {
    private static final List<ObservationStatus> MISSING = Arrays.stream(ObservationStatus.values())
            .filter(ObservationStatus::isMissing)
            .toList();
    private static final Restriction NOT_WITHDRAWN = new Is("withdrawn", "false");
    private static final List<SortKey> NEWEST_FIRST = List.of(
            new SortKey("periodEnd", true, LocalDate.class),
            new SortKey("periodStart", true, LocalDate.class),
            new SortKey("key", false, String.class));
    private static final int ROWS_FETCHED_AT_ONCE = 1_000;
    /** How long one export may take; a caller that reads more slowly loses the connection, not the service. */
    private static final Duration LONGEST_EXPORT = Duration.ofMinutes(15);
    /** So much later the transaction ends on its own; while a copy runs nobody else can end it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Stands in a projection for what became of a figure, which only the query can tell. */
    static final String CHANGE = "{change}";

    static final String ID = "f.id";
    static final String FROM = "f.issuedFrom";
    static final String TO = "f.issuedTo";

    /** The order of a list that asks for no other. */
    static final List<SortKey> USUAL =
            List.of(new SortKey("periodEnd", true, LocalDate.class), new SortKey("key", false, String.class));

    private static final int MOST_LIKE_IT = 20;

    private final Class<F> entity;
    private final Dataset dataset;
    private final Projection whole;
    private final SeriesMemory memory;

    protected FigureRepository(Class<F> entity, Dataset dataset, SeriesMemory memory) {
        this.memory = memory;
        this.entity = entity;
        this.dataset = dataset;
        this.whole = Projection.all(dataset, ID, FROM, TO, "f.periodEnd", "f.key");
    }

    public Dataset dataset() {
        return dataset;
    }

    /**
     * The span of figures.
     *
     * @param from first day, null where there is no figure
     * @param present how many have a value, or in how many periods one has
     */
    record Span(@Nullable LocalDate from, @Nullable LocalDate to, long present) {
        static final Span NONE = new Span(null, null, 0);

        /** That of both together. */
        Span with(Span other) {
            if (from == null || to == null) {
                return other;
            } else if (other.from == null || other.to == null) {
                return this;
            }
            return new Span(
                    from.isBefore(other.from) ? from : other.from,
                    to.isAfter(other.to) ? to : other.to,
                    present + other.present);
        }
    }

    /** All columns, with what stands behind them for citations, cursors and histories: what is kept of a figure. */
    Projection whole() {
        return whole;
    }

    /** The figures that a request selects, from the row after {@code after} on; withdrawn ones are left out. */
    FigurePage page(
            Selection selection,
            Picture picture,
            Projection projection,
            List<SortKey> order,
            @Nullable List<@Nullable Object> after,
            int limit) {
        if (mayBeKept(selection, projection, order)) {
            Optional<KeptSeries> series = kept(selection.seriesIds().getFirst(), picture);
            if (series.isPresent()) {
                return FigurePage.ofKept(series.get().page(selection.periods(), after, limit + 1), limit);
            }
        }
        List<Restriction> restrictions = selected(selection, picture);
        List<Object[]> rows;
        if (isOfTheLargest(order)
                && selection.newest() == null
                && !selection.past().isAsked()
                && picture.isOfNow()) {
            rows = largest(projection, restrictions, order, after, limit + 1);
        } else {
            if (after != null) {
                restrictions.add(SortKey.after(order, after));
            }
            var condition = new Condition(restrictions, selection, picture);
            rows = query(projection, condition, condition.order(order))
                    .setMaxResults(limit + 1)
                    .list();
        }
        return FigurePage.of(
                rows.stream().<@Nullable Object[]>map(projection::row).toList(), limit);
    }

    /** Whether an order begins with the main measure downwards and ends ties by the key. */
    private boolean isOfTheLargest(List<SortKey> order) {
        return order.size() == 2
                && order.getFirst().descending()
                && order.getFirst().attribute().equals(dataset.measures().getFirst())
                && order.getLast().attribute().equals("key")
                && !order.getLast().descending();
    }

    /**
     * The figures with the largest values, from those on that follow a row: first the others of its value, then those of
     * smaller ones. Asked for together, the database would read all of its value to find where the row stands.
     */
    private List<Object[]> largest(
            Projection projection,
            List<Restriction> chosen,
            List<SortKey> order,
            @Nullable List<@Nullable Object> after,
            int most) {
        SortKey measure = order.getFirst();
        if (after == null) {
            return ranked(projection, chosen, measure, most);
        }
        Object last = after.getFirst();
        List<Restriction> ties = new ArrayList<>(chosen);
        ties.add(
                last == null
                        ? new Compares(SortKey.RANKED, AT_MOST, belowEveryValue(measure.type()))
                        : new Compares(SortKey.RANKED, EQUAL, last));
        ties.add(new Compares("key", GREATER, String.valueOf(after.getLast())));
        List<Object[]> rows = new ArrayList<>(ranked(projection, ties, measure, most));
        if (last != null && rows.size() < most) {
            List<Restriction> smaller = new ArrayList<>(chosen);
            smaller.add(new Compares(SortKey.RANKED, LESS, last));
            rows.addAll(ranked(projection, smaller, measure, most - rows.size()));
        }
        return rows;
    }

    /**
     * The figures that are chosen, the largest first. An index holds them in this order with all that they are chosen by, so
     * that only the rows that are shown are read from the table.
     */
    private List<Object[]> ranked(Projection projection, List<Restriction> chosen, SortKey measure, int most) {
        var condition = new Condition(chosen, "g");
        List<SortKey> order =
                List.of(new SortKey(SortKey.RANKED, true, measure.type()), new SortKey("key", false, String.class));
        var query = getEntityManager()
                .unwrap(Session.class)
                .createSelectionQuery(
                        "select " + condition.select(projection) + " from " + entity.getSimpleName()
                                + " f join f.release r where f.id in (select g.id from " + entity.getSimpleName()
                                + " g where " + condition.text + " order by "
                                + SortKey.clause(order, "g", condition.language) + " limit :most) order by "
                                + SortKey.clause(order, "f", condition.language),
                        Object[].class);
        condition.values.forEach(query::setParameter);
        return query.setParameter("most", most).list();
    }

    /** A number that no measure of the type has, and that the rank of a missing one is not above. */
    private static Object belowEveryValue(Class<?> type) {
        return type == Long.class
                ? (Object) (-Long.MAX_VALUE)
                : BigDecimal.TEN.pow(100).negate();
    }

    /** Whether a page is one that {@link KeptSeries} knows: all columns of some days of one series, in the usual order. */
    boolean mayBeKept(Selection selection, Projection projection, List<SortKey> order) {
        return projection.equals(whole) && order.equals(USUAL) && selection.isOfDays();
    }

    /** Whether all figures of a series, and some, are kept as a picture shows them. */
    boolean isKept(String series, Picture picture) {
        return memory.isKept(series, picture);
    }

    /** All figures of a series that is not large, as they are now. */
    private Optional<KeptSeries> kept(String series, Picture picture) {
        return memory.figures(series, picture, () -> holdings(series, picture), () -> readAll(series, picture));
    }

    private KeptSeries readAll(String series, Picture picture) {
        return new KeptSeries(
                picture,
                query(whole, new Condition(ofSeries(List.of(series), picture)), "f.key").list().stream()
                        .<@Nullable Object[]>map(whole::row)
                        .toList(),
                whole);
    }

    /** Something that reads. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Reads in one transaction, where none runs yet. Begun here and not by an annotation: it must be sure to run, since
     * without a transaction the driver has no cursor and takes all rows into memory at once.
     */
    void inTransaction(Work work) throws IOException {
        try {
            QuarkusTransaction.requiringNew()
                    .timeout((int) LONGEST_EXPORT.plus(PATIENCE).toSeconds())
                    .run(() -> {
                        try {
                            prepareForManyRows();
                            work.run();
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /**
     * Until the transaction ends, takes back the bound on statements that pages are held to, and lets the database read with
     * one process: what it finds is taken as fast as one caller reads it, and more processes only wait for each other.
     */
    private void prepareForManyRows() {
        Session session = getEntityManager().unwrap(Session.class);
        // the next who takes the connection has the time of an answer again
        session.doWork(connection -> connection.setNetworkTimeout(
                Runnable::run, (int) LONGEST_EXPORT.plus(PATIENCE).toMillis()));
        for (String setting :
                List.of("statement_timeout = " + LONGEST_EXPORT.toMillis(), "max_parallel_workers_per_gather = 0")) {
            session.createNativeMutationQuery("set local " + setting).executeUpdate();
        }
    }

    /** Hands over the figures that a request selects, one at a time; inside a transaction. */
    void read(Selection selection, Picture picture, Projection projection, List<SortKey> order, Rows.Reader reader)
            throws IOException {
        var condition = new Condition(selected(selection, picture), selection, picture);
        try (var cursor = query(projection, condition, condition.order(order))
                .setFetchSize(ROWS_FETCHED_AT_ONCE)
                .scroll(ScrollMode.FORWARD_ONLY)) {
            while (cursor.next()) {
                reader.row(projection.row(cursor.get()));
            }
        }
    }

    /**
     * Writes the figures that a request selects as lines of CSV, which the database makes, one at a time; inside a
     * transaction. Which figures, and in which order, is what {@link #read} hands over.
     */
    void writeCsv(Selection selection, Picture picture, Projection projection, List<SortKey> order, OutputStream out)
            throws IOException {
        try {
            getEntityManager().unwrap(Session.class).doWork(connection -> {
                var postgres = connection.unwrap(PGConnection.class);
                var condition = new Condition(
                        selected(selection, picture), selection, picture, new LiteralSql(postgres), new HashMap<>());
                new Copy(postgres)
                        .write(CopiedCsv.statement(condition.csvQuery(projection, order)), LONGEST_EXPORT, out);
            });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /** The later columns that some figure had by a revision; from that one on every revision's file has them. */
    Set<String> laterColumnsInUse(int revision) {
        return texts(getEntityManager()
                        .unwrap(Session.class)
                        .createNativeQuery(
                                "select name from column_since where dataset = ?1 and revision <= ?2", Object[].class)
                        .setParameter(1, dataset.name())
                        .setParameter(2, revision))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Refuses a code of an open dimension that no figure ever had: it would select nothing, in silence.
     *
     * @throws Problem unknown-value, with the codes that are like it
     */
    void checkOpenCodes(Selection selection) {
        for (Restriction restriction : selection.codes()) {
            if (restriction instanceof Restriction.OneOf(String dimension, List<?> codes)) {
                List<String> open = selection.series().stream()
                        .filter(series -> series.openDimensions().contains(dimension))
                        .map(Series::id)
                        .toList();
                if (!open.isEmpty()) {
                    checkOpenCodes(dimension, codes, open, selection.series());
                }
            }
        }
    }

    private void checkOpenCodes(String dimension, List<?> codes, List<String> open, List<Series> chosen) {
        List<?> unknown = codes.stream()
                .filter(code -> chosen.stream()
                        .noneMatch(series -> series.codes(dimension).containsKey(String.valueOf(code))))
                .filter(code -> openCodes("code = ?3", dimension, open, String.valueOf(code))
                        .isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            String code = String.valueOf(unknown.getFirst());
            // its words, or the beginning of it, find what somebody meant who knows a name and not its code
            List<String> like = openCodes(
                    "code like ?3 order by length(code), code limit " + MOST_LIKE_IT,
                    dimension,
                    open,
                    "%" + code.replaceAll("[^a-z0-9]+", "%") + "%");
            throw Parameters.unknownValue(dimension, code, like);
        }
    }

    private List<String> openCodes(String where, String dimension, List<String> series, String code) {
        return texts(getEntityManager()
                        .unwrap(Session.class)
                        .createNativeQuery(
                                "select code from (select distinct code from open_code where dimension = ?1"
                                        + " and series in (?2)) c where " + where,
                                Object[].class)
                        .setParameter(1, dimension)
                        .setParameter(2, series)
                        .setParameter(3, code))
                .toList();
    }

    /** The one column of a native query. Of a result of a class of its own Hibernate makes and keeps a new plan each time. */
    private static Stream<String> texts(NativeQuery<Object[]> query) {
        return query.getResultList().stream().map(row -> (String) row[0]);
    }

    /** How many figures a request selects. */
    long count(Selection selection, Picture picture) {
        return selection.isOfDays() && picture.asOf() == null
                ? holdings(selection.seriesIds().getFirst(), picture).figures(selection.periods())
                : count(new Condition(selected(selection, picture), selection, picture));
    }

    /**
     * How many figures a request selects; -1 where they have to be counted and are more than {@code most}, at whose count it
     * stops.
     */
    long countUpTo(int most, Selection selection, Picture picture) {
        if (selection.isOfDays() && picture.isOfNow()) {
            return count(selection, picture);
        }
        var condition = new Condition(selected(selection, picture), selection, picture);
        long counted = typed(
                condition.with + "select count(n.id) from (select f.id as id from " + entity.getSimpleName()
                        + " f where " + condition.text + " order by f.periodEnd desc, f.key limit " + (most + 1)
                        + ") n",
                condition,
                Long.class);
        return counted > most ? -1 : counted;
    }

    /** Whether some figure that a request selects was read in a copy of its release. */
    boolean hasCopies(Selection selection, Picture picture) {
        var condition = new Condition(selected(selection, picture), selection, picture);
        var query = getEntityManager()
                .createQuery(
                        condition.with + "select f.id from " + entity.getSimpleName()
                                + " f join f.release r where r.via is not null and " + condition.text,
                        Long.class);
        condition.values.forEach(query::setParameter);
        return !query.setMaxResults(1).getResultList().isEmpty();
    }

    /** How many figures the comparisons of a request pass over, because they have no value (API rule 17). */
    long notCompared(Selection selection, Picture picture) {
        List<Restriction> restrictions = ofSeries(selection.seriesIds(), picture);
        restrictions.addAll(selection.codes());
        restrictions.addAll(inside(selection.periods()));
        restrictions.add(new AnyOf(selection.comparisons().stream()
                .map(Compares::attribute)
                .distinct()
                .<Restriction>map(IsMissing::new)
                .toList()));
        return count(new Condition(restrictions));
    }

    /**
     * Whether a request sorts or compares by numbers that some figure only bounds, those among them that a comparison then
     * leaves out. A qualifier describes the main measure, or where the figure has no value of it another (API rule 18).
     */
    boolean comparesPrintedNumbers(Selection selection, List<SortKey> order, Picture picture) {
        List<Restriction> described = new ArrayList<>();
        for (Series series : selection.series()) {
            Stream.concat(
                            selection.comparisons().stream().map(Compares::attribute),
                            order.stream().map(SortKey::attribute))
                    .filter(series.measures()::contains)
                    .distinct()
                    .map(measure -> measure.equals(series.mainMeasure())
                            ? new Compares("series", EQUAL, series.id())
                            : new AllOf(List.of(
                                    new Compares("series", EQUAL, series.id()), new IsMissing(series.mainMeasure()))))
                    .forEach(described::add);
        }
        if (described.isEmpty()
                || (picture.asOf() == null
                        && selection.seriesIds().stream()
                                .noneMatch(series -> holdings(series, picture).hasBounded()))) {
            return false;
        }
        List<Restriction> restrictions = ofSeries(selection.seriesIds(), picture);
        restrictions.addAll(selection.codes());
        restrictions.addAll(inside(selection.periods()));
        restrictions.add(new NoneOf("qualifier", List.of(Qualifier.EXACT.code())));
        restrictions.add(new AnyOf(described));
        return any(new Condition(restrictions));
    }

    /**
     * By which dimensions the figures of all these series are rolled up as the picture shows them, {@link Rollup#ALL_CODES}
     * being one; empty where some are not, so that they have to be read.
     */
    Set<String> rolledUp(List<String> series, Picture picture) {
        if (picture.asOf() != null) {
            return Set.of();
        }
        Session session = getEntityManager().unwrap(Session.class);
        List<Object[]> dimensions = session.createNativeQuery(
                        "select u.dimensions from rolled_up u where u.series in (?1) and u.revision <= ?2 and not exists"
                                + " (select from revision_series v where v.series = u.series and v.revision > u.revision)",
                        Object[].class)
                .setParameter(1, series)
                .setParameter(2, picture.revision())
                .getResultList();
        // a series that no revision touched has nothing to roll up
        if (dimensions.size() < series.size()
                && dimensions.size()
                        < session.createNativeQuery(
                                        "select distinct v.series from revision_series v where v.series in (?1)",
                                        Object[].class)
                                .setParameter(1, series)
                                .getResultList()
                                .size()) {
            return Set.of();
        }
        Set<String> ofAll = new HashSet<>(dataset.dimensions());
        dimensions.forEach(row -> ofAll.retainAll(List.of(String.valueOf(row[0]).split(" "))));
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
    boolean rollups(Selection selection, String by, Consumer<Input> consumer) {
        List<Restriction> restrictions = rollups(selection.seriesIds(), by);
        restrictions.addAll(ofRollups(selection.codes()));
        restrictions.addAll(inside(selection.periods()));
        var condition = new Condition(restrictions);
        var inputs = new Inputs(dataset);
        try (var cursor = query(
                        Inputs.projectionOfRollups(), "Rollup", condition, "f.periodStart, f.periodEnd, f.firstKey")
                .setFetchSize(ROWS_FETCHED_AT_ONCE)
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

    private static List<Restriction> rollups(List<String> series, String by) {
        List<Restriction> restrictions = new ArrayList<>();
        restrictions.add(new OneOf("series", series));
        restrictions.add(new Compares("dimension", EQUAL, by));
        return restrictions;
    }

    /** The restrictions to codes of the one dimension, and to units, as rollups have them. */
    private List<Restriction> ofRollups(List<Restriction> codes) {
        return codes.stream()
                .map(OneOf.class::cast)
                .<Restriction>map(
                        each -> new OneOf(dataset.units().contains(each.attribute()) ? "unit" : "code", each.values()))
                .toList();
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
        List<Restriction> restrictions =
                by == null ? ofSeries(selection.seriesIds(), picture) : rollups(selection.seriesIds(), by);
        restrictions.addAll(by == null ? selection.restrictions() : ofRollups(selection.codes()));
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
        return by == null
                ? count(condition)
                : typed(
                        "select coalesce(sum(f.figures), 0L) from Rollup f where " + condition.text,
                        condition,
                        Long.class);
    }

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
        List<Restriction> restrictions = ofSeries(series, picture);
        restrictions.addAll(inside(periods));
        var condition = new Condition(restrictions);
        String missing = condition.language.value(MISSING);
        // a period in which one of many groups has a value is there
        String counted = byPeriod ? "count(distinct case" : "count(case";
        Object[] row = typed(
                "select min(f.periodStart), max(f.periodEnd), " + counted + " when f.status in " + missing
                        + " then null else f.periodStart end) from " + entity.getSimpleName() + " f where "
                        + condition.text,
                condition,
                Object[].class);
        return new Span((LocalDate) row[0], (LocalDate) row[1], ((Number) row[2]).longValue());
    }

    /** Only what is asked as of an instant is counted each time. */
    private Holdings holdings(String series, Picture picture) {
        return memory.holdings(series, picture.revision(), () -> readHoldings(series, picture));
    }

    private Holdings readHoldings(String series, Picture picture) {
        boolean rolledUp = rolledUp(List.of(series), picture).contains(Rollup.ALL_CODES);
        var condition = new Condition(
                rolledUp ? rollups(List.of(series), Rollup.ALL_CODES) : ofSeries(List.of(series), picture));
        String figures = rolledUp ? "sum(f.figures)" : "count(*)";
        var query = getEntityManager()
                .unwrap(Session.class)
                .createSelectionQuery(
                        "select f.periodStart, f.periodEnd, " + figures + ", coalesce(" + figures
                                + " filter (where f.status not in " + condition.language.value(MISSING)
                                + "), 0L), coalesce(" + figures + " filter (where f.qualifier <> "
                                + condition.language.value(Qualifier.EXACT.code()) + "), 0L) from "
                                + (rolledUp ? "Rollup" : entity.getSimpleName()) + " f where "
                                + condition.text
                                + " group by f.periodStart, f.periodEnd order by f.periodStart, f.periodEnd",
                        Object[].class);
        condition.values.forEach(query::setParameter);
        return new Holdings(query.list().stream()
                .map(row -> new Holdings.Held(
                        (LocalDate) row[0], (LocalDate) row[1], (Long) row[2], (Long) row[3], (Long) row[4]))
                .toList());
    }

    /** The last day before another for which the series has a value. */
    Optional<LocalDate> lastDayBefore(String series, LocalDate day, Picture picture) {
        List<Restriction> restrictions = ofSeries(List.of(series), picture);
        restrictions.add(new Compares("periodEnd", LESS, day));
        restrictions.add(new NoneOf("status", MISSING));
        var condition = new Condition(restrictions);
        return Optional.ofNullable(typed(
                "select max(f.periodEnd) from " + entity.getSimpleName() + " f where " + condition.text,
                condition,
                LocalDate.class));
    }

    /** Of each series the newest period that has a value, with all its rows (API rule 6). */
    List<@Nullable Object[]> latest(List<String> series, Picture picture, Projection projection) {
        List<@Nullable Object[]> latest = new ArrayList<>();
        for (String each : series) {
            List<Restriction> withValue = ofSeries(List.of(each), picture);
            withValue.add(new NoneOf("status", MISSING));
            var newest = new Condition(withValue);
            var ends = getEntityManager()
                    .unwrap(Session.class)
                    .createSelectionQuery(
                            "select f.periodStart, f.periodEnd from " + entity.getSimpleName() + " f where "
                                    + newest.text + " order by " + newest.order(NEWEST_FIRST),
                            Object[].class);
            newest.values.forEach(ends::setParameter);
            ends.setMaxResults(1).list().forEach(period -> {
                List<Restriction> restrictions = ofSeries(List.of(each), picture);
                restrictions.add(new Compares("periodStart", EQUAL, period[0]));
                restrictions.add(new Compares("periodEnd", EQUAL, period[1]));
                query(projection, new Condition(restrictions), "f.key")
                        .list()
                        .forEach(row -> latest.add(projection.row(row)));
            });
        }
        return latest;
    }

    /** The figure of a key of a series in the picture, all of it; a withdrawn one too, with its mark. */
    Optional<KeptFigure> find(Series series, String key, Picture picture) {
        return kept(series.id(), picture)
                .flatMap(kept -> kept.find(key))
                .or(() -> find(key, picture, whole).map(KeptFigure::new));
    }

    /** The same as a projection shows it. */
    Optional<@Nullable Object[]> find(String key, Picture picture, Projection projection) {
        List<Restriction> restrictions = picture.standing();
        restrictions.add(new Compares("key", EQUAL, key));
        return query(projection, new Condition(restrictions), "f.key").setMaxResults(1).list().stream()
                .<@Nullable Object[]>map(projection::row)
                .findFirst();
    }

    /** Every value that the figure has had, in the order of the issued clock, up to {@code asOf}. */
    List<@Nullable Object[]> history(String key, Picture picture, Projection projection) {
        List<Restriction> restrictions = everyValue(picture);
        restrictions.add(new Compares("key", EQUAL, key));
        return query(projection, new Condition(restrictions), "f.issuedFrom").list().stream()
                .<@Nullable Object[]>map(projection::row)
                .toList();
    }

    /** The last release, as the picture knows it, that stated the value of a row that stood from one instant to another. */
    Optional<String> confirmedBy(long id, Instant from, Instant to, Picture picture) {
        return texts(getEntityManager()
                        .unwrap(Session.class)
                        .createNativeQuery(
                                """
                        select r.code from statement s join release r on r.id = s.release_id
                        where s.figure_id in (select same.id from TABLE same join TABLE this on this.id = :id
                                where same.key = this.key and same.value_hash = this.value_hash)
                            and r.issued_at >= :from and r.issued_at < :to and r.issued_at <= :asOf
                            and r.revision <= :revision
                            and not exists (select from retraction x
                                where x.release_id = r.id and x.revision <= :revision)
                        order by NEWEST_FIRST limit 1""".replace("TABLE", dataset.table()).replace("NEWEST_FIRST", Timeline.NEWEST_FIRST),
                                Object[].class)
                        .setParameter("id", id)
                        .setParameter("from", from)
                        .setParameter("to", to)
                        .setParameter("asOf", picture.asOf() == null ? to : picture.asOf())
                        .setParameter("revision", picture.revision()))
                .findFirst();
    }

    private List<Restriction> ofSeries(List<String> series, Picture picture) {
        List<Restriction> restrictions = picture.standing();
        restrictions.add(new OneOf("series", series));
        restrictions.add(NOT_WITHDRAWN);
        return restrictions;
    }

    /** When the rows of the chosen series and days began to stand, as far as the picture's revision knows, in order. */
    List<Instant> turns(Selection selection, Picture picture) {
        List<Restriction> restrictions = everyValue(picture.asOf(null));
        restrictions.add(new OneOf("series", selection.seriesIds()));
        restrictions.addAll(inside(selection.periods()));
        var condition = new Condition(restrictions);
        var query = getEntityManager()
                .createQuery(
                        "select distinct f.issuedFrom from " + entity.getSimpleName() + " f where " + condition.text
                                + " order by f.issuedFrom",
                        Instant.class);
        condition.values.forEach(query::setParameter);
        return query.getResultList();
    }

    private List<Restriction> selected(Selection selection, Picture picture) {
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
        restrictions.add(new NoOther(entity.getSimpleName(), before.standing(), List.of("withdrawn", "valueHash")));
        restrictions.add(new AnyOf(List.of(NOT_WITHDRAWN, stood(before))));
        return restrictions;
    }

    /** What stood before and has no successor, because the one release that stated it is retracted. */
    private List<Restriction> saidOnly(Picture now, Picture before) {
        List<Restriction> restrictions = before.standing();
        restrictions.add(NOT_WITHDRAWN);
        restrictions.add(new NoOther(entity.getSimpleName(), now.standing(), List.of()));
        return restrictions;
    }

    /** That the figure of the same key stood in a picture and was not withdrawn. */
    private Restriction stood(Picture picture) {
        List<Restriction> standing = picture.standing();
        standing.add(NOT_WITHDRAWN);
        return new Other(entity.getSimpleName(), standing);
    }

    private static List<Restriction> everyValue(Picture picture) {
        List<Restriction> restrictions = picture.recorded();
        if (picture.asOf() != null) {
            restrictions.add(new Compares("issuedFrom", AT_MOST, picture.asOf()));
        }
        // Of two releases of one instant only the later in the timeline ever stood.
        restrictions.add(new Restriction.Columns("issuedFrom", LESS, "issuedTo"));
        return restrictions;
    }

    private static List<Restriction> inside(List<Period> periods) {
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

    private SelectionQuery<Object[]> query(Projection projection, Condition condition, String order) {
        return query(projection, entity.getSimpleName(), condition, order);
    }

    private SelectionQuery<Object[]> query(Projection projection, String from, Condition condition, String order) {
        var query = getEntityManager()
                .unwrap(Session.class)
                .createSelectionQuery(
                        condition.with + "select " + condition.select(projection) + " from " + from
                                + " f join f.release r where " + condition.text + " order by " + order,
                        Object[].class);
        condition.values.forEach(query::setParameter);
        return query;
    }

    private long count(Condition condition) {
        return typed(
                condition.with + "select count(*) from " + entity.getSimpleName() + " f where " + condition.text,
                condition,
                Long.class);
    }

    private boolean any(Condition condition) {
        var query = getEntityManager()
                .createQuery("select f.id from " + entity.getSimpleName() + " f where " + condition.text, Long.class);
        condition.values.forEach(query::setParameter);
        return !query.setMaxResults(1).getResultList().isEmpty();
    }

    private <T> T typed(String hql, Condition condition, Class<T> type) {
        var query = getEntityManager().createQuery(hql, type);
        condition.values.forEach(query::setParameter);
        return query.getSingleResult();
    }

    /** Restrictions in a query language, with what the queries around them say of figures. */
    private final class Condition {
        /** What the language binds; empty where it binds nothing. */
        private final Map<String, Object> values;

        private final QueryLanguage language;
        /** What stands before the query. */
        private final String with;

        private final String text;
        private final @Nullable Selection selection;
        private final @Nullable Picture picture;

        Condition(List<Restriction> restrictions) {
            this(restrictions, "f");
        }

        Condition(List<Restriction> restrictions, String alias) {
            this.values = new HashMap<>();
            this.language = new Bound(values);
            this.selection = null;
            this.picture = null;
            this.with = "";
            this.text = all(restrictions, alias);
        }

        /** The restrictions, and of what they leave the newest that the selection asks for. */
        Condition(List<Restriction> restrictions, Selection selection, Picture picture) {
            this(restrictions, selection, picture, new HashMap<>());
        }

        private Condition(
                List<Restriction> restrictions, Selection selection, Picture picture, Map<String, Object> values) {
            this(restrictions, selection, picture, new Bound(values), values);
        }

        Condition(
                List<Restriction> restrictions,
                Selection selection,
                Picture picture,
                QueryLanguage language,
                Map<String, Object> values) {
            this.values = values;
            this.language = language;
            this.selection = selection;
            this.picture = picture;
            String conditions = all(restrictions, "f");
            Integer newest = selection.newest();
            if (newest == null) {
                this.with = "";
                this.text = conditions;
                return;
            }
            // not by unit: a figure without a value has none, and is of the same combination all the same
            String apart = Stream.concat(Stream.of("series"), dataset.dimensions().stream())
                    .map(name -> language.attribute("g", name))
                    .collect(Collectors.joining(", "));
            // materialized, since a planner without statistics takes the table for small and would sort it for every
            // row
            this.with = "with newest as materialized (select n.id as id from (select g.id as id, row_number() over"
                    + " (partition by " + apart + " order by " + SortKey.clause(NEWEST_FIRST, "g", language)
                    + ") as place from " + language.rows(entity.getSimpleName()) + " g where "
                    + all(selected(selection, picture), "g") + ") n where n.place <= "
                    + language.value(newest.longValue()) + ") ";
            this.text = conditions + " and f.id in (select n.id from newest n)";
        }

        String order(List<SortKey> order) {
            return SortKey.clause(order, "f", language);
        }

        private String select(Projection projection) {
            String select = String.join(", ", projection.attributes());
            return select.contains(CHANGE) ? select.replace(CHANGE, change()) : select;
        }

        /** The whole query in SQL, for columns that are cells of a CSV. */
        String csvQuery(Projection projection, List<SortKey> order) {
            String cells = projection.csv(attribute -> attribute.equals(CHANGE)
                    ? change()
                    : language.attribute(attribute.substring(0, 1), attribute.substring(2)));
            return with + "select " + cells + " from " + language.rows(entity.getSimpleName())
                    + " f join release r on r.id = f.release_id where " + text + " order by " + order(order);
        }

        /** What became of a figure since the revision that the selection asks about. */
        private String change() {
            Integer after = selection == null ? null : selection.past().updatedAfter();
            if (after == null || picture == null) {
                throw new IllegalStateException("no change without a revision to compare with");
            }
            return "case when " + language.attribute("f", "withdrawn") + " = true or "
                    + language.attribute("f", "revisionTo") + " <= " + language.value(picture.revision())
                    + " then 'withdrawn' when "
                    + stood(picture.after(after)).in("f", language)
                    + " then 'revised' else 'added' end";
        }

        private String all(List<Restriction> restrictions, String alias) {
            return restrictions.stream()
                    .map(restriction -> restriction.in(alias, language))
                    .collect(Collectors.joining(" and "));
        }
    }

    /** Hibernate's query language, which names attributes as they are and binds every value. */
    private record Bound(Map<String, Object> values) implements QueryLanguage {
        @Override
        public String value(Object value) {
            String name = "v" + values.size();
            values.put(name, value);
            return ":" + name;
        }
    }
}

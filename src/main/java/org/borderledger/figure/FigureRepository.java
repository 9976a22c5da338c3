package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.EQUAL;
import static org.borderledger.query.Restriction.Relation.GREATER;
import static org.borderledger.query.Restriction.Relation.LESS;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.Timeline;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.AllOf;
import org.borderledger.query.Restriction.AnyOf;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.IsMissing;
import org.borderledger.query.Restriction.NoneOf;
import org.borderledger.query.Restriction.OneOf;
import org.borderledger.query.SortKey;
import org.borderledger.representation.CopiedCsv;
import org.borderledger.representation.Rows;
import org.hibernate.ScrollMode;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Reads the figures of one dataset, as rows of a {@link Projection}: the database sends the columns that are asked for and
 * no more. What reads figures is told the {@link Picture} to read, so that all parts of an answer are of one revision. Which
 * rows are meant {@link Standing} says; {@link FigureQuery} asks for them.
 *
 * @param <F> the entity of the dataset
 */
public abstract class FigureRepository<F extends Figure> implements PanacheRepositoryBase<F, Long> {
    static final String ID = "f.id";
    static final String FROM = "f.issuedFrom";
    static final String TO = "f.issuedTo";

    /** The order of a list that asks for no other. */
    static final List<SortKey> USUAL =
            List.of(new SortKey("periodEnd", true, LocalDate.class), new SortKey("key", false, String.class));

    private final Dataset dataset;
    private final Projection whole;
    private final Standing standing;
    private final SeriesMemory memory;

    protected FigureRepository(Class<F> entity, Dataset dataset, SeriesMemory memory) {
        this.dataset = dataset;
        this.whole = Projection.all(dataset, ID, FROM, TO, "f.periodEnd", "f.key");
        this.standing = new Standing(entity.getSimpleName(), dataset.dimensions());
        this.memory = memory;
    }

    public Dataset dataset() {
        return dataset;
    }

    // small, and made anew for each question: to be fields they would be given this by its constructor, unfinished

    /** Which codes of open dimensions there are. */
    OpenCodes openCodes() {
        return new OpenCodes(texts());
    }

    /** The figures as they were added up. */
    Rollups rollups() {
        return new Rollups(query(), texts(), dataset);
    }

    /** Of which days there are figures. */
    SeriesExtent extent() {
        return new SeriesExtent(query(), rollups(), memory);
    }

    private FigureQuery query() {
        return new FigureQuery(this::session, standing);
    }

    private TextQueries texts() {
        return new TextQueries(this::session);
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
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
        var query = query();
        var ranked = new RankedPages(query, dataset);
        List<Restriction> restrictions = standing.selected(selection, picture);
        List<Object[]> rows;
        if (ranked.hold(selection, picture, order)) {
            rows = ranked.rows(projection, restrictions, order, after, limit + 1);
        } else {
            if (after != null) {
                restrictions.add(SortKey.after(order, after));
            }
            var condition = new Condition(standing, restrictions, selection, picture);
            rows = query.rows(projection, condition, condition.order(order))
                    .setMaxResults(limit + 1)
                    .list();
        }
        return FigurePage.of(
                rows.stream().<@Nullable Object[]>map(projection::row).toList(), limit);
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
        return memory.figures(
                series, picture, () -> extent().holdings(series, picture), () -> readAll(series, picture));
    }

    private KeptSeries readAll(String series, Picture picture) {
        var condition = new Condition(Standing.ofSeries(List.of(series), picture));
        return new KeptSeries(
                picture,
                query().rows(whole, condition, "f.key").list().stream()
                        .<@Nullable Object[]>map(whole::row)
                        .toList(),
                whole);
    }

    /** Hands over the figures that a request selects, one at a time; inside a transaction. */
    void read(Selection selection, Picture picture, Projection projection, List<SortKey> order, Rows.Reader reader)
            throws IOException {
        var condition = new Condition(standing, selection, picture);
        try (var cursor = query().rows(projection, condition, condition.order(order))
                .setFetchSize(FigureQuery.ROWS_FETCHED_AT_ONCE)
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
            session().doWork(connection -> {
                var postgres = connection.unwrap(PGConnection.class);
                var condition = new Condition(
                        standing, standing.selected(selection, picture), selection, picture, new LiteralSql(postgres));
                String rows = query().csv(projection, condition, order);
                new CopyToClient(postgres).write(CopiedCsv.statement(rows), LargeExports.LONGEST, out);
            });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /** The later columns that some figure had by a revision; from that one on every revision's file has them. */
    Set<String> laterColumnsInUse(int revision) {
        return texts().of(
                        "select name from column_since where dataset = :dataset and revision <= :revision",
                        Map.of("dataset", dataset.name(), "revision", revision))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many figures a request selects. */
    long count(Selection selection, Picture picture) {
        return selection.isOfDays() && picture.asOf() == null
                ? extent().holdings(selection.seriesIds().getFirst(), picture).figures(selection.periods())
                : query().count(new Condition(standing, selection, picture));
    }

    /**
     * How many figures a request selects; -1 where they have to be counted and are more than {@code most}, at whose count it
     * stops.
     */
    long countUpTo(int most, Selection selection, Picture picture) {
        if (selection.isOfDays() && picture.isOfNow()) {
            return count(selection, picture);
        }
        var condition = new Condition(standing, selection, picture);
        long counted = query().one(
                        condition.with() + "select count(n.id) from (select f.id as id from " + standing.entity()
                                + " f where " + condition.text() + " order by f.periodEnd desc, f.key limit "
                                + (most + 1) + ") n",
                        condition,
                        Long.class);
        return counted > most ? -1 : counted;
    }

    /** Whether some figure that a request selects was read in a copy of its release. */
    boolean hasCopies(Selection selection, Picture picture) {
        var condition = new Condition(standing, selection, picture);
        return !query().ask(
                        condition.with() + "select f.id from " + standing.entity()
                                + " f join f.release r where r.via is not null and " + condition.text(),
                        condition,
                        Long.class)
                .setMaxResults(1)
                .list()
                .isEmpty();
    }

    /** How many figures the comparisons of a request pass over, because they have no value (API rule 17). */
    long notCompared(Selection selection, Picture picture) {
        List<Restriction> restrictions = Standing.ofSeries(selection.seriesIds(), picture);
        restrictions.addAll(selection.codes());
        restrictions.addAll(Standing.inside(selection.periods()));
        restrictions.add(new AnyOf(selection.comparisons().stream()
                .map(Compares::attribute)
                .distinct()
                .<Restriction>map(IsMissing::new)
                .toList()));
        return query().count(new Condition(restrictions));
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
        SeriesExtent extent = extent();
        if (described.isEmpty()
                || (picture.asOf() == null
                        && selection.seriesIds().stream()
                                .noneMatch(series ->
                                        extent.holdings(series, picture).hasBounded()))) {
            return false;
        }
        List<Restriction> restrictions = Standing.ofSeries(selection.seriesIds(), picture);
        restrictions.addAll(selection.codes());
        restrictions.addAll(Standing.inside(selection.periods()));
        restrictions.add(new NoneOf("qualifier", List.of(Qualifier.EXACT.code())));
        restrictions.add(new AnyOf(described));
        return query().any(new Condition(restrictions));
    }

    /** Of each series the newest period that has a value, with all its rows (API rule 6). */
    List<@Nullable Object[]> latest(List<String> series, Picture picture, Projection projection) {
        var query = query();
        List<@Nullable Object[]> latest = new ArrayList<>();
        for (String each : series) {
            List<Restriction> withValue = Standing.ofSeries(List.of(each), picture);
            withValue.add(new NoneOf("status", Standing.MISSING));
            var newest = new Condition(withValue);
            var ends = query.ask(
                    "select f.periodStart, f.periodEnd from " + standing.entity() + " f where " + newest.text()
                            + " order by " + newest.order(Condition.NEWEST_FIRST),
                    newest,
                    Object[].class);
            ends.setMaxResults(1).list().forEach(period -> {
                List<Restriction> restrictions = Standing.ofSeries(List.of(each), picture);
                restrictions.add(new Compares("periodStart", EQUAL, period[0]));
                restrictions.add(new Compares("periodEnd", EQUAL, period[1]));
                query.rows(projection, new Condition(restrictions), "f.key")
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
        return query().rows(projection, new Condition(restrictions), "f.key").setMaxResults(1).list().stream()
                .<@Nullable Object[]>map(projection::row)
                .findFirst();
    }

    /** Every value that the figure has had, in the order of the issued clock, up to {@code asOf}. */
    List<@Nullable Object[]> history(String key, Picture picture, Projection projection) {
        List<Restriction> restrictions = Standing.everyValue(picture);
        restrictions.add(new Compares("key", EQUAL, key));
        return query().rows(projection, new Condition(restrictions), "f.issuedFrom").list().stream()
                .<@Nullable Object[]>map(projection::row)
                .toList();
    }

    /** The first revision after another that knows the figure, as of an instant where one is given; empty where none does. */
    Optional<Integer> firstRevisionAfter(int revision, String key, @Nullable Instant asOf) {
        List<Restriction> restrictions = new ArrayList<>();
        restrictions.add(new Compares("key", EQUAL, key));
        restrictions.add(new Compares("revisionFrom", GREATER, revision));
        restrictions.add(new Restriction.Columns("issuedFrom", LESS, "issuedTo"));
        if (asOf != null) {
            restrictions.add(new Compares("issuedFrom", AT_MOST, asOf));
        }
        var condition = new Condition(restrictions);
        return query()
                .ask(
                        "select f.revisionFrom from " + standing.entity() + " f where " + condition.text()
                                + " order by f.revisionFrom",
                        condition,
                        Integer.class)
                .setMaxResults(1)
                .list()
                .stream()
                .findFirst();
    }

    /** The last release, as the picture knows it, that stated the value of a row that stood from one instant to another. */
    Optional<String> confirmedBy(long id, Instant from, Instant to, Picture picture) {
        Instant asOf = picture.asOf();
        Instant last = asOf == null ? to : asOf;
        return texts().of(
                        """
                        select r.code from statement s join release r on r.id = s.release_id
                        where s.figure_id in (select same.id from TABLE same join TABLE this on this.id = :id
                                where same.key = this.key and same.value_hash = this.value_hash)
                            and r.issued_at >= :from and r.issued_at < :to and r.issued_at <= :asOf
                            and r.revision <= :revision
                            and not exists (select from retraction x
                                where x.release_id = r.id and x.revision <= :revision)
                        order by NEWEST_FIRST limit 1""".replace("TABLE", dataset.table()).replace("NEWEST_FIRST", Timeline.NEWEST_FIRST),
                        Map.of("id", id, "from", from, "to", to, "asOf", last, "revision", picture.revision()))
                .findFirst();
    }

    /** When the rows of the chosen series and days began to stand, as far as the picture's revision knows, in order. */
    List<Instant> turns(Selection selection, Picture picture) {
        List<Restriction> restrictions = Standing.everyValue(picture.asOf(null));
        restrictions.add(new OneOf("series", selection.seriesIds()));
        restrictions.addAll(Standing.inside(selection.periods()));
        var condition = new Condition(restrictions);
        return query().ask(
                        "select distinct f.issuedFrom from " + standing.entity() + " f where " + condition.text()
                                + " order by f.issuedFrom",
                        condition,
                        Instant.class)
                .list();
    }
}

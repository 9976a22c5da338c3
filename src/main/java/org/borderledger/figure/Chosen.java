package org.borderledger.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.borderledger.computation.Calendar;
import org.borderledger.computation.Input;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Coverage;
import org.borderledger.representation.Rows;
import org.jspecify.annotations.Nullable;

/**
 * The figures that a request has chosen, in one picture of the ledger. It remembers what their series span, which every
 * part of an answer asks for.
 */
final class Chosen {
    private final FigureRepository<?> figures;
    private final Selection selection;
    private final Picture picture;
    /** The same of other days, which knows the span already; null where there is none. */
    private final @Nullable Chosen origin;

    private @Nullable Span span;
    private @Nullable Set<String> rolledUp;

    Chosen(FigureRepository<?> figures, Selection selection, Picture picture) {
        this(figures, selection, picture, null);
        figures.openCodes().check(selection);
    }

    private Chosen(FigureRepository<?> figures, Selection selection, Picture picture, @Nullable Chosen origin) {
        this.figures = figures;
        this.selection = selection;
        this.picture = picture;
        this.origin = origin;
    }

    /** The same of other days. */
    Chosen inside(List<Period> periods) {
        return new Chosen(figures, selection.inside(periods), picture, this);
    }

    /** The same as another picture shows them. */
    Chosen in(Picture other) {
        return new Chosen(figures, selection, other);
    }

    /** The same with open ends closed by the data, since a sum is of days that can be named. */
    Chosen closed() {
        Period data = span();
        return inside(
                data == null
                        ? selection.periods()
                        : selection.periods().stream()
                                .map(period -> period.closedBy(data))
                                .toList());
    }

    Dataset dataset() {
        return figures.dataset();
    }

    List<Period> periods() {
        return selection.periods();
    }

    List<String> seriesIds() {
        return selection.seriesIds();
    }

    Picture picture() {
        return picture;
    }

    /** The first and last day that the series have, whatever days and filters are asked for; null where they have none. */
    @Nullable Period span() {
        Span whole = whole();
        return whole.from() == null || whole.to() == null ? null : new Period(whole.from(), whole.to());
    }

    private Span whole() {
        if (span == null) {
            span = origin == null ? span(List.of()) : origin.whole();
        }
        return span;
    }

    private Span span(List<Period> inside) {
        return figures.extent().span(seriesIds(), picture, inside, isByPeriod());
    }

    /** By which dimensions all of it is rolled up; empty where figures have to be read. */
    private Set<String> rolledUp() {
        if (rolledUp == null) {
            rolledUp = origin == null ? figures.rollups().dimensions(seriesIds(), picture) : origin.rolledUp();
        }
        return rolledUp;
    }

    /**
     * The dimension whose rollups hold what was chosen, told apart by these dimensions; empty where only figures tell: they
     * were chosen by what they say, or more than one dimension is needed.
     */
    private Optional<String> rollupBy(Collection<String> apart) {
        Set<String> dimensions = new HashSet<>(apart);
        for (Restriction code : selection.codes()) {
            if (!(code instanceof Restriction.OneOf(String column, List<?> values))) {
                return Optional.empty();
            } else if (!dataset().units().contains(column)) {
                dimensions.add(column);
            }
        }
        String only =
                dimensions.isEmpty() ? Rollup.ALL_CODES : dimensions.iterator().next();
        return dimensions.size() > 1
                        || !selection.comparisons().isEmpty()
                        || selection.newest() != null
                        || !rolledUp().contains(only)
                ? Optional.empty()
                : Optional.of(only);
    }

    /** Whether a period is there when one of its groups is: of a series that has several figures of a period. */
    private boolean isByPeriod() {
        return selection.series().size() == 1
                && !selection.series().getFirst().keyDimensions().isEmpty()
                && Calendar.of(selection.series().getFirst()).isPresent();
    }

    /** How much of what was asked for there is. */
    Coverage coverage() {
        Span there = periods().isEmpty() ? whole() : span(periods());
        LocalDate from = there.from();
        LocalDate to = there.to();
        if (from == null || to == null) {
            return new Coverage(null, null, null, 0, null);
        }
        List<Series> series = selection.series();
        Optional<Long> expected = series.size() == 1 && periods().size() <= 1
                ? Calendar.of(series.getFirst()).map(rhythm -> rhythm.count(new Period(from, to)))
                : Optional.empty();
        return new Coverage(
                from,
                to,
                expected.orElse(null),
                there.present(),
                expected.map(periods -> Math.max(0, periods - there.present())).orElse(null));
    }

    /** Whether figures were left out for what they say, so that what is there says nothing of what was published. */
    boolean isByValue() {
        return !selection.comparisons().isEmpty()
                || selection.codes().stream()
                        .anyMatch(code -> code instanceof Restriction.OneOf of
                                && (of.attribute().equals("status")
                                        || of.attribute().equals("qualifier")));
    }

    /**
     * Refuses to choose figures by what they say where changes are asked for: one that no longer matches would go
     * unnoticed.
     */
    void checkPast(Past past) {
        if (past.updatedAfter() != null && isByValue()) {
            throw HistoryFilter.conflict(
                    "a figure that no longer matches would be missing among the changes",
                    "with updatedAfter choose by series, days and codes, not by what figures say");
        } else if (past.isAsked() && selection.newest() != null) {
            throw HistoryFilter.conflict(
                    "lastNObservations counts figures as they stand, not what they said before",
                    "choose the days with from and to");
        }
    }

    /** When something of what was chosen began to stand, whatever the picture's day, in order. */
    List<Instant> turns() {
        return figures.turns(selection, picture);
    }

    FigurePage page(Projection projection, List<SortKey> order, @Nullable List<@Nullable Object> after, int limit) {
        return figures.page(selection, picture, projection, order, after, limit);
    }

    /** Hands over each; inside a transaction. */
    void read(Projection projection, List<SortKey> order, Rows.Reader reader) throws IOException {
        figures.read(selection, picture, projection, order, reader);
    }

    /** Writes each as a line of CSV; inside a transaction. */
    void writeCsv(Projection projection, List<SortKey> order, OutputStream out) throws IOException {
        figures.writeCsv(selection, picture, projection, order, out);
    }

    /** Hands over each as computations take it, in the order of time. */
    void inputs(Consumer<Input> consumer) {
        var inputs = new Inputs(dataset());
        try {
            read(inputs.projection(), Inputs.IN_TIME, row -> consumer.accept(inputs.of(row)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Hands over what was chosen as it was rolled up, in the order of time.
     *
     * @param apart the dimensions whose codes have to be told apart
     * @return whether that says all; else the figures have to be read
     */
    boolean rollups(List<String> apart, Consumer<Input> consumer) {
        if (!selection.series().stream().allMatch(Series::rollsUp)) {
            return false;
        }
        Set<String> dimensions = new HashSet<>(apart);
        selection.series().forEach(series -> dimensions.addAll(series.totalsBy()));
        return rollupBy(dimensions)
                .map(by -> figures.rollups().read(selection, by, consumer))
                .orElse(false);
    }

    long count() {
        return figures.count(selection, picture);
    }

    /** How many there are; -1 where they are more than {@code most}. */
    long countUpTo(int most) {
        return figures.countUpTo(most, selection, picture);
    }

    /** How many reach into the days without lying wholly inside. */
    long partlyInside() {
        String by =
                selection.restrictions().isEmpty() ? null : rollupBy(Set.of()).orElse(null);
        return figures.extent().partlyInside(selection, picture, by);
    }

    /** Whether some was read in a copy of its release. */
    boolean hasCopies() {
        return figures.hasCopies(selection, picture);
    }

    /** How many figures a comparison passes over, because they have no value; null where nothing is compared. */
    @Nullable Long notCompared() {
        return selection.comparisons().isEmpty() ? null : figures.notCompared(selection, picture);
    }

    /** Whether the request sorts or compares by numbers that some figure only bounds. */
    boolean comparesPrintedNumbers(List<SortKey> order) {
        return figures.comparesPrintedNumbers(selection, order, picture);
    }
}

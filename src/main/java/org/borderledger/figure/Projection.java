package org.borderledger.figure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.IssueDate;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/**
 * What a query reads: the columns that an answer shows, and behind them attributes that it only needs to know.
 *
 * @param hidden attributes in the query language, whose values follow those of the columns in each row
 */
record Projection(List<FigureColumns.Source> shown, List<String> hidden) {

    private static final String RELEASE_ISSUED = "r.issuedAt";
    private static final String RELEASE_PRECISION = "r.issuedPrecision";
    private static final String RELEASE_COPY = "r.via";

    /** All columns of the dataset, with what citations need of the release and some attributes more. */
    static Projection all(Dataset dataset, String... more) {
        return new Projection(FigureColumns.sources(dataset), hidden(more));
    }

    /** The columns of the file of a revision, which never change. */
    static Projection ofRevision(Dataset dataset, Set<String> laterColumnsInUse) {
        return new Projection(FigureColumns.ofRevision(dataset, laterColumnsInUse), hidden(new String[0]));
    }

    /** Some columns, by where they stand among all, with what a citation, which says the whole, and a cursor need. */
    static Projection of(Dataset dataset, List<FigureColumns.Source> all, List<Integer> shown, List<SortKey> order) {
        Stream<String> ofFigures = Stream.of(
                        order.stream().map(SortKey::attribute),
                        Stream.of("periodStart", "periodEnd", "qualifier", "valueHigh"),
                        dataset.measures().stream(),
                        dataset.units().stream(),
                        all.stream().map(source -> source.column().name()).filter(DatasetColumn.PER::equals))
                .flatMap(attributes -> attributes)
                .map("f."::concat);
        String[] more =
                Stream.concat(Stream.of("r.publisher", "r.code"), ofFigures).toArray(String[]::new);
        return new Projection(shown.stream().map(all::get).toList(), hidden(more));
    }

    private static List<String> hidden(String... more) {
        return Stream.concat(Stream.of(RELEASE_ISSUED, RELEASE_PRECISION, RELEASE_COPY), Stream.of(more))
                .distinct()
                .toList();
    }

    List<Column> columns() {
        return shown.stream().map(FigureColumns.Source::column).toList();
    }

    /** Whether it leaves out the column that says where the amounts it shows are yearly rates. */
    boolean leavesOutRates() {
        return hidden.contains("f." + DatasetColumn.PER)
                && columns().stream().map(Column::name).anyMatch("amount"::equals)
                && columns().stream().map(Column::name).noneMatch(DatasetColumn.PER::equals);
    }

    /** What is read for it, in the query language. */
    List<String> attributes() {
        return Stream.concat(shown.stream().flatMap(source -> source.attributes().stream()), hidden.stream())
                .toList();
    }

    /** The cells of a CSV, as the database writes them, of the columns that are shown. */
    String csv(UnaryOperator<String> attribute) {
        return shown.stream()
                .map(source -> source.csv()
                        .apply(source.attributes().stream().map(attribute).toList()))
                .collect(Collectors.joining(", "));
    }

    /** The values of the columns, then the hidden ones, of what the database gave. */
    @Nullable Object[] row(@Nullable Object[] read) {
        @Nullable Object[] row = new @Nullable Object[shown.size() + hidden.size()];
        int next = 0;
        for (int i = 0; i < shown.size(); i++) {
            FigureColumns.Source source = shown.get(i);
            row[i] = source.value().of(read, next);
            next += source.attributes().size();
        }
        System.arraycopy(read, next, row, shown.size(), hidden.size());
        return row;
    }

    /** Where the value of a hidden attribute stands in a row. */
    int indexOf(String attribute) {
        return shown.size() + hidden.indexOf(attribute);
    }

    /** The value of a column, shown or hidden; null where it is neither. */
    @Nullable Object value(@Nullable Object[] row, String column) {
        int place = place(column);
        return place < 0 ? null : row[place];
    }

    /** Where the value of a column stands in a row, shown or hidden; -1 where it is neither. */
    int place(String column) {
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).column().name().equals(column)) {
                return i;
            }
        }
        String attribute =
                column.equals("release") ? "r.code" : column.equals("publisher") ? "r.publisher" : "f." + column;
        return hidden.contains(attribute) ? indexOf(attribute) : -1;
    }

    /** The value of a hidden attribute that is an instant. */
    Instant instant(@Nullable Object[] row, String attribute) {
        return instant(row, indexOf(attribute));
    }

    private static Instant instant(@Nullable Object[] row, int place) {
        if (row[place] instanceof Instant instant) {
            return instant;
        }
        throw new IllegalStateException("no instant at place " + place);
    }

    /** When the newest of the figures' releases was issued, in words; empty where there are no figures. */
    Optional<String> issuedLast(List<@Nullable Object[]> rows) {
        int issued = indexOf(RELEASE_ISSUED);
        return rows.stream()
                .reduce((one, other) -> instant(other, issued).isAfter(instant(one, issued)) ? other : one)
                .map(row -> Wording.issued(
                        instant(row, issued), IssueDate.Precision.of(String.valueOf(row[indexOf(RELEASE_PRECISION)]))));
    }

    /** Whether some figure was read in a copy of its release. */
    boolean hasCopies(List<@Nullable Object[]> rows) {
        int via = indexOf(RELEASE_COPY);
        return rows.stream().anyMatch(row -> row[via] != null);
    }
}

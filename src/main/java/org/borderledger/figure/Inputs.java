package org.borderledger.figure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.borderledger.computation.Input;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.borderledger.query.SortKey;
import org.jspecify.annotations.Nullable;

/** Reads the figures of a dataset as computations take them: what they need and no more, in the order of time. */
final class Inputs {
    static final List<SortKey> IN_TIME = List.of(
            new SortKey("periodStart", false, LocalDate.class),
            new SortKey("periodEnd", false, LocalDate.class),
            new SortKey("key", false, String.class));

    private static final List<String> COMMON = List.of(
            "f.key",
            "f.series",
            "f.periodStart",
            "f.periodEnd",
            "f.status",
            "f.qualifier",
            "f.valueHigh",
            "r.code",
            "r.publisher",
            "r.issuedAt",
            "r.issuedPrecision");

    private static final List<String> ROLLED_UP = List.of("f.code", "f.unit", "f.figures", "f.sums", "f.plain");

    private final List<String> dimensions;
    private final List<String> measures;
    private final List<String> attributes = new ArrayList<>(COMMON);
    private final int unit;
    private final int per;
    private final int partOf;

    Inputs(Dataset dataset) {
        this.dimensions = dataset.dimensions();
        this.measures = dataset.measures();
        dimensions.forEach(name -> attributes.add("f." + name));
        measures.forEach(name -> attributes.add("f." + name));
        this.unit = dataset.units().isEmpty() ? -1 : add(dataset.units().getFirst());
        this.per = addIfDeclared(dataset, DatasetColumn.PER);
        this.partOf = addIfDeclared(dataset, DatasetColumn.PART_OF);
    }

    private int add(String name) {
        attributes.add("f." + name);
        return attributes.size() - 1;
    }

    private int addIfDeclared(Dataset dataset, String name) {
        return dataset.columns().stream().anyMatch(column -> column.name().equals(name)) ? add(name) : -1;
    }

    /** What is read, all of it hidden: nothing of it is shown as it stands. */
    Projection projection() {
        return new Projection(List.of(), attributes);
    }

    Input of(@Nullable Object[] row) {
        int codes = COMMON.size();
        int values = codes + dimensions.size();
        return new Input(
                text(row, 0),
                text(row, 1),
                new Period((LocalDate) there(row, 2), (LocalDate) there(row, 3)),
                texts(row, codes, values),
                optional(row, unit),
                optional(row, per),
                optional(row, partOf),
                numbers(row, values, values + measures.size()),
                (ObservationStatus) there(row, 4),
                Qualifier.find(text(row, 5)).orElseThrow(),
                number(row[6]),
                text(row, 7),
                text(row, 8),
                new IssueDate((Instant) there(row, 9), IssueDate.Precision.of(text(row, 10)), IssueDate.Basis.PRINTED));
    }

    /** What is read of rollups, all of it hidden. */
    static Projection projectionOfRollups() {
        return new Projection(
                List.of(),
                Stream.concat(
                                COMMON.stream().map(name -> name.equals("f.key") ? "f.firstKey" : name),
                                ROLLED_UP.stream())
                        .toList());
    }

    /** Whether a rollup is of figures that are neither rates nor parts of others. */
    static boolean isPlain(@Nullable Object[] row) {
        return Boolean.TRUE.equals(row[COMMON.size() + 4]);
    }

    /** The figures of a rollup that is plain, told apart by the codes of one dimension, or of none. */
    Input ofRollup(@Nullable Object[] row, String dimension) {
        int code = COMMON.size();
        List<@Nullable String> codes = new ArrayList<>();
        dimensions.forEach(each -> codes.add(each.equals(dimension) ? optional(row, code) : null));
        List<@Nullable BigDecimal> sums = new ArrayList<>();
        for (@Nullable Object sum : (@Nullable Object[]) Objects.requireNonNull(row[code + 3])) {
            sums.add(number(sum));
        }
        return new Input(
                text(row, 0),
                text(row, 1),
                new Period((LocalDate) there(row, 2), (LocalDate) there(row, 3)),
                codes,
                optional(row, code + 1),
                null,
                null,
                sums,
                (ObservationStatus) there(row, 4),
                Qualifier.find(text(row, 5)).orElseThrow(),
                number(row[6]),
                text(row, 7),
                text(row, 8),
                new IssueDate((Instant) there(row, 9), IssueDate.Precision.of(text(row, 10)), IssueDate.Basis.PRINTED),
                (Long) row[code + 2]);
    }

    private static List<@Nullable String> texts(@Nullable Object[] row, int from, int to) {
        List<@Nullable String> texts = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            texts.add(optional(row, i));
        }
        return texts;
    }

    private static List<@Nullable BigDecimal> numbers(@Nullable Object[] row, int from, int to) {
        List<@Nullable BigDecimal> numbers = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            numbers.add(number(row[i]));
        }
        return numbers;
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long count -> BigDecimal.valueOf(count);
            case BigDecimal amount -> amount;
            default -> throw new IllegalStateException("not a number: " + value);
        };
    }

    private static @Nullable String optional(@Nullable Object[] row, int index) {
        Object value = index < 0 ? null : row[index];
        return value == null ? null : value.toString();
    }

    private static String text(@Nullable Object[] row, int index) {
        return there(row, index).toString();
    }

    private static Object there(@Nullable Object[] row, int index) {
        Object value = row[index];
        if (value == null) {
            throw new IllegalStateException("a figure has no " + COMMON.get(index));
        }
        return value;
    }
}

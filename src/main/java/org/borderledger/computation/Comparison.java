package org.borderledger.computation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/**
 * Compares the same days in several years (API rule 23): an {@link Aggregation} with a bucket for each year, and beside
 * each sum how the base year differs. A difference is told only of two complete, exact sums.
 */
public final class Comparison {
    private static final int DECIMALS_OF_A_PERCENTAGE = 2;
    private static final List<String> AFTER_THE_MEASURE = List.of(
            "qualifier",
            "status",
            "inputs",
            "present",
            "expected",
            "complete",
            "missing",
            "reason",
            "reasonKeys",
            "publisher",
            "issuedAt",
            "licence",
            "query");

    private final ComparisonQuestion question;
    private final Aggregation sums;

    /** @param filters the caller's filters as they stand in addresses, each beginning with an ampersand */
    public Comparison(ComparisonQuestion question, String filters) {
        this.question = question;
        this.sums = new Aggregation(
                new AggregateQuestion(
                        question.dataset(),
                        List.of(question.series()),
                        question.reads(),
                        true,
                        null,
                        List.of(),
                        null,
                        List.of(question.measure()),
                        false,
                        0,
                        false),
                // without years nothing is asked, which must not mean everything
                question.years().isEmpty() ? null : question.dataSpan(),
                filters);
    }

    /** Takes a figure that lies wholly inside one of the years' days; figures come in the order of first day, last day, key. */
    public void add(Input input) {
        sums.add(input);
    }

    /** Notes figures that reach into a year's days without lying wholly inside. */
    public void partlyInside(long figures) {
        sums.partlyInside(figures);
    }

    /** What came out, the newest year first. */
    public Aggregation.Result result() {
        Aggregation.Result of = sums.result();
        List<Column> taken = taken(of);
        int change =
                1 + taken.indexOf(of.columns().get(of.place(question.measure().name())));
        List<Year> years = of.named().stream().map(row -> year(of, row)).toList();
        Map<List<@Nullable Object>, Year> bases = new HashMap<>();
        years.stream().filter(Year::isBase).forEach(year -> bases.put(year.group(), year));

        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("year", Column.Type.INTEGER, "The year in which the days end", "2025"));
        columns.addAll(taken);
        columns.addAll(1 + change, differences());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Year year : years) {
            Difference difference = difference(year, bases.get(year.group()));
            List<@Nullable Object> row = new ArrayList<>();
            row.add(year.year());
            for (Column column : taken) {
                Object value = year.value(column.name());
                row.add(column.name().equals("reason") && value == null ? difference.reason() : value);
            }
            row.add(1 + change, difference.change());
            row.add(2 + change, difference.percent());
            rows.add(row.toArray());
        }
        return new Aggregation.Result(
                columns,
                rows,
                of.formula() + "; change = sum of the base year - sum of the year; percent = 100 x change / sum of the"
                        + " year, to 2 decimals, a half to the even neighbour",
                of.inputs(),
                of.releases(),
                of.complete(),
                of.partlyInside(),
                warnings(of, bases));
    }

    private List<Column> taken(Aggregation.Result of) {
        List<String> names = new ArrayList<>(List.of("periodStart", "periodEnd"));
        names.addAll(groupColumns(of));
        names.add(question.measure().name());
        names.addAll(AFTER_THE_MEASURE);
        return names.stream()
                .map(name -> of.columns().get(of.place(name)))
                .map(column -> column.name().equals("reason")
                        ? Column.nullable(
                                "reason",
                                Column.Type.TEXT,
                                "Why a sum or its change is null though there are figures; else null",
                                "periods overlap")
                        : column)
                .toList();
    }

    private List<String> groupColumns(Aggregation.Result of) {
        return of.columns().stream()
                .map(Column::name)
                .filter(name -> question.dataset().units().contains(name) || name.equals(AggregateColumns.PER))
                .toList();
    }

    private List<Column> differences() {
        return List.of(
                Column.nullable(
                        "change",
                        question.measure().isWhole() ? Column.Type.INTEGER : Column.Type.DECIMAL,
                        "The sum of the base year less that of this year; null unless both are complete and exact",
                        "0"),
                Column.nullable(
                        "percent",
                        Column.Type.DECIMAL,
                        "change in percent of this year's sum, to 2 decimals, a half to the even neighbour; null where"
                                + " that is zero",
                        "0.00"));
    }

    /** A row of the sums, read by the names of its columns. */
    private record Year(int year, boolean isBase, List<@Nullable Object> group, Map<String, @Nullable Object> values) {
        @Nullable Object value(String column) {
            return values.get(column);
        }

        /** Why the sum cannot be compared; null where it can. */
        @Nullable String obstacle(String measure) {
            if (value("complete") == null) {
                return "without a rhythm nobody can say whether " + year + " is complete";
            } else if (!Boolean.TRUE.equals(value("complete"))) {
                return year + " is not complete";
            } else if (value(measure) == null) {
                return year + " has no sum";
            }
            return Qualifier.EXACT.code().equals(value("qualifier")) ? null : year + " is not exact";
        }
    }

    private Year year(Aggregation.Result of, Map<String, @Nullable Object> values) {
        List<@Nullable Object> group = new ArrayList<>();
        groupColumns(of).forEach(name -> group.add(values.get(name)));
        var days = new Period(date(values.get("periodStart")), date(values.get("periodEnd")));
        int year = question.years().entrySet().stream()
                .filter(entry -> entry.getValue().equals(days))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return new Year(year, question.base() != null && question.base() == year, group, values);
    }

    private static LocalDate date(@Nullable Object value) {
        if (value instanceof LocalDate day) {
            return day;
        }
        throw new IllegalStateException("not a day: " + value);
    }

    private record Difference(
            @Nullable Object change,
            @Nullable BigDecimal percent,
            @Nullable String reason) {}

    private Difference difference(Year year, @Nullable Year base) {
        String measure = question.measure().name();
        String obstacle = year.obstacle(measure);
        if (obstacle == null) {
            obstacle = base == null ? "the base year has no such figures" : base.obstacle(measure);
        }
        if (obstacle != null || base == null) {
            return new Difference(null, null, obstacle);
        }
        BigDecimal value = new BigDecimal(String.valueOf(year.value(measure)));
        BigDecimal change = new BigDecimal(String.valueOf(base.value(measure))).subtract(value);
        return new Difference(
                question.measure().isWhole() ? (Object) change.longValueExact() : change, percent(change, value), null);
    }

    private static @Nullable BigDecimal percent(BigDecimal change, BigDecimal value) {
        return value.signum() == 0
                ? null
                : change.scaleByPowerOfTen(2).divide(value, DECIMALS_OF_A_PERCENTAGE, RoundingMode.HALF_EVEN);
    }

    private List<String> warnings(Aggregation.Result of, Map<List<@Nullable Object>, Year> bases) {
        List<String> warnings = new ArrayList<>(of.warnings());
        Period data = question.dataSpan();
        Integer base = question.base();
        if (base == null || bases.values().stream().noneMatch(year -> Boolean.FALSE.equals(year.value("complete")))) {
            return warnings;
        }
        Period days = question.years().get(base);
        if (data != null && days != null && data.end().isBefore(days.end())) {
            warnings.add(base + " ends on " + data.end() + ": ask to=" + data.end() + ".");
        } else {
            warnings.add(base
                    + " is not complete, so nothing is compared with it: missing, incomplete and meta.partlyInside say what"
                    + " lacks.");
        }
        return warnings.stream().distinct().collect(Collectors.toList());
    }
}

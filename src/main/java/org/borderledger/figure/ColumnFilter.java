package org.borderledger.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.DatasetColumn.Role;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.Relation;

/**
 * The query parameters that a dataset's columns are: codes by name ({@code route=a,b}), measures by comparison ({@code
 * people.gte=100}).
 *
 * @param codes restrictions to codes and units
 * @param comparisons restrictions of measures, which never match a figure without a value (API rule 17)
 */
record ColumnFilter(List<Restriction> codes, List<Restriction.Compares> comparisons) {

    /**
     * Reads the columns' parameters.
     *
     * @param parameters the value of each query parameter that is there
     */
    static ColumnFilter of(
            Dataset dataset, SeriesCatalogue catalogue, List<Series> chosen, Map<String, String> parameters) {
        List<Restriction> codes = new ArrayList<>();
        List<Restriction.Compares> comparisons = new ArrayList<>();
        for (DatasetColumn column : dataset.columns()) {
            for (String name : column.parameters()) {
                String value = parameters.get(name);
                if (value == null) {
                    continue;
                }
                if (column.isMeasure()) {
                    checkMeasure(column.name(), dataset, catalogue, chosen);
                    comparisons.add(new Restriction.Compares(
                            column.name(),
                            relation(name.substring(column.name().length())),
                            number(column, name, value)));
                } else {
                    List<String> values = Parameters.list(name, value);
                    values.forEach(code -> checkCode(column, code, dataset, catalogue, chosen));
                    codes.add(new Restriction.OneOf(name, values));
                }
            }
        }
        return new ColumnFilter(codes, comparisons);
    }

    private static Relation relation(String end) {
        return switch (end) {
            case "" -> Relation.EQUAL;
            case ".ne" -> Relation.NOT_EQUAL;
            case ".gt" -> Relation.GREATER;
            case ".gte" -> Relation.AT_LEAST;
            case ".lt" -> Relation.LESS;
            case ".lte" -> Relation.AT_MOST;
            default -> throw new IllegalArgumentException("no comparison is called " + end);
        };
    }

    private static Object number(DatasetColumn column, String name, String value) {
        BigDecimal number = Parameters.number(name, value);
        if (column.role() == Role.AMOUNT) {
            return number;
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw Problem.invalid(name, value, "a whole number, since " + column.name() + " are counted")
                    .hint("write " + name + "=" + number.toBigInteger());
        }
        return number.longValueExact();
    }

    /** A measure that no chosen series has is refused, with the series that do (API rule 2). */
    static void checkMeasure(String measure, Dataset dataset, SeriesCatalogue catalogue, List<Series> chosen) {
        if (chosen.stream().noneMatch(series -> series.measures().contains(measure))) {
            throw notInSeries(
                    measure,
                    measure,
                    dataset,
                    catalogue,
                    chosen,
                    series -> series.measures().contains(measure));
        }
    }

    /** A code that no chosen series declares is refused, with the series that do or the codes that would do (API rule 2). */
    private static void checkCode(
            DatasetColumn column, String code, Dataset dataset, SeriesCatalogue catalogue, List<Series> chosen) {
        Function<Series, Map<String, String>> codes =
                series -> column.role() == Role.UNIT ? series.units() : series.codes(column.name());
        if (chosen.stream()
                .anyMatch(series -> codes.apply(series).containsKey(code) || series.takes(column.name(), code))) {
            return; // whether a figure has a code of an open dimension, the ledger knows
        }
        if (catalogue.of(dataset).stream()
                .anyMatch(series -> codes.apply(series).containsKey(code))) {
            throw notInSeries(
                    column.name(),
                    column.name() + " '" + code + "'",
                    dataset,
                    catalogue,
                    chosen,
                    series -> codes.apply(series).containsKey(code));
        }
        Set<String> allowed = new LinkedHashSet<>();
        chosen.forEach(series -> allowed.addAll(codes.apply(series).keySet()));
        throw Parameters.unknownValue(column.name(), code, List.copyOf(allowed));
    }

    private static Problem notInSeries(
            String parameter,
            String what,
            Dataset dataset,
            SeriesCatalogue catalogue,
            List<Series> chosen,
            Function<Series, Boolean> has) {
        List<String> elsewhere = catalogue.of(dataset).stream()
                .filter(has::apply)
                .map(Series::id)
                .toList();
        return Problem.of(
                        ProblemCode.NOT_IN_SERIES,
                        what + " is not in "
                                + String.join(
                                        ", ", chosen.stream().map(Series::id).toList()))
                .about(parameter)
                .hint(
                        elsewhere.isEmpty()
                                ? "no series of the dataset has it"
                                : "ask for series=" + elsewhere.getFirst())
                .allowed(elsewhere);
    }
}

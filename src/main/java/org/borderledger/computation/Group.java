package org.borderledger.computation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.borderledger.ledger.Series;
import org.jspecify.annotations.Nullable;

/**
 * What rows are told apart by, beside time.
 *
 * @param codes those of the dimensions that were asked for, in the dataset's order
 * @param unit the unit or currency; it always groups (API rule 4)
 * @param per {@code year} for yearly rates, which are never among sums (API rule 20)
 */
record Group(
        String series,
        List<@Nullable String> codes,
        @Nullable String unit,
        @Nullable String per) {

    /** By series, codes, unit and rate, upwards; what is missing comes last (API rule 12). */
    static final Comparator<Group> ORDER = Comparator.comparing(Group::series)
            .thenComparing(Group::codes, Group::compare)
            .thenComparing(Group::unit, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Group::per, Comparator.nullsLast(Comparator.naturalOrder()));

    static Group of(AggregateQuestion question, Scope scope, Input input) {
        List<@Nullable String> codes = new ArrayList<>();
        List<String> dimensions = question.dataset().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            if (question.groupBy().contains(dimensions.get(i))) {
                codes.add(input.codes().get(i));
            }
        }
        return new Group(input.series(), Collections.unmodifiableList(codes), scope.unit(input), input.per());
    }

    /** The group of a series that has no figure to tell: its codes where the declaration leaves no choice. */
    static Group withoutFigures(AggregateQuestion question, Series series) {
        List<@Nullable String> codes = new ArrayList<>();
        for (String dimension : question.groupBy()) {
            codes.add(Scope.only(series.codes(dimension).keySet()));
        }
        return new Group(
                series.id(),
                Collections.unmodifiableList(codes),
                Scope.only(series.units().keySet()),
                null);
    }

    private static int compare(List<@Nullable String> left, List<@Nullable String> right) {
        Comparator<@Nullable String> nullsLast = Comparator.nullsLast(Comparator.naturalOrder());
        for (int i = 0; i < left.size(); i++) {
            int order = nullsLast.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}

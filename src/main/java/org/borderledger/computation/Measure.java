package org.borderledger.computation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.Series;

/**
 * What is asked of a measure, written {@code people.sum} in a query and {@code peopleSum} in its answer (API rule 21).
 *
 * @param index where its values stand in {@link Input#values}
 */
public record Measure(DatasetColumn column, int index, Statistic statistic) {

    /** How many values become one. */
    public enum Statistic {
        SUM(""),
        MEAN("mean "),
        MAX("largest "),
        MIN("smallest ");

        private final String inWords;

        Statistic(String inWords) {
            this.inWords = inWords;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What stands before a value in a sentence; a sum needs no word. */
        public String inWords() {
            return inWords;
        }
    }

    /** What is asked of a measure of the dataset, by the measure's name. */
    public static Measure of(Dataset dataset, String name, Statistic statistic) {
        DatasetColumn column = dataset.columns().stream()
                .filter(each -> each.isMeasure() && each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(dataset.name() + " has no measure " + name));
        return new Measure(column, dataset.measures().indexOf(name), statistic);
    }

    /** The same statistic of each measure that the series has, in the order of the dataset. */
    static List<Measure> each(Dataset dataset, List<Series> series, Statistic statistic) {
        return dataset.measures().stream()
                .filter(name -> series.stream().anyMatch(each -> each.measures().contains(name)))
                .map(name -> of(dataset, name, statistic))
                .toList();
    }

    /** In a query: {@code people.sum}. */
    public String code() {
        return column.name() + "." + statistic.code();
    }

    /** In an answer: {@code peopleSum}. */
    public String name() {
        String word = statistic.code();
        return column.name() + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    boolean isWhole() {
        return column.role() == DatasetColumn.Role.COUNT && statistic != Statistic.MEAN;
    }

    /** The value as answers hold it: a {@link Long} where things are counted, else a {@link BigDecimal}. */
    Number number(BigDecimal value) {
        // what does not fit is refused, not cut
        return isWhole() ? (Number) value.longValueExact() : value;
    }

    String description() {
        String each = " Null is missing, never zero.";
        return switch (statistic) {
            case SUM -> "Sum of " + column.name() + ", exact." + each;
            case MEAN ->
                "Mean of " + column.name() + ": the sum divided by the number of periods with a value (of a series"
                        + " without a rhythm: of figures), to 2 decimals, a half to the even neighbour." + each;
            case MAX ->
                "Largest " + column.name() + " of one period (of a series without a rhythm: of one figure)." + each;
            case MIN ->
                "Smallest " + column.name() + " of one period (of a series without a rhythm: of one figure)." + each;
        };
    }

    String formula() {
        String of = column.name();
        return name()
                + switch (statistic) {
                    case SUM -> " = sum of " + of;
                    case MEAN ->
                        " = sum of " + of + " / periods with a value, to 2 decimals, a half to the even neighbour";
                    case MAX -> " = largest " + of + " of a period";
                    case MIN -> " = smallest " + of + " of a period";
                };
    }
}

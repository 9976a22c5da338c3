package org.borderledger.explorer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a dataset with those of its columns that say something.
 *
 * @param dimensions all that the dataset has
 * @param measures those that some row has a value of
 * @param main the measure that people ask for, where the rows have it
 */
record ShownFigures(
        List<Map<String, @Nullable Object>> rows, List<String> dimensions, List<String> measures, String main) {
    private static final List<String> ASKED_FOR = List.of("people", "quantity", "amount");
    /** Besides dimensions, what keeps numbers from standing on one scale; a missing number has none. */
    private static final List<String> SCALES = List.of("series", "unit", "currency", "per");

    /**
     * Figures as a table.
     *
     * @param dataset what the API says of the dataset
     */
    static ShownFigures of(Map<String, @Nullable Object> dataset, List<Map<String, @Nullable Object>> rows) {
        List<String> all = names(dataset, "measures");
        List<String> measures = all.stream()
                .filter(each -> rows.stream().anyMatch(row -> row.get(each) != null))
                .toList();
        String main = Stream.of(ASKED_FOR, measures, all)
                .flatMap(List::stream)
                .filter(each -> measures.isEmpty() || measures.contains(each))
                .filter(all::contains)
                .findFirst()
                .orElseThrow();
        return new ShownFigures(rows, names(dataset, "dimensions"), measures, main);
    }

    private static List<String> names(Map<String, @Nullable Object> dataset, String name) {
        return dataset.get(name) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether the rows have several values of a column. */
    boolean varies(String column) {
        return valuesOf(column).distinct().count() > 1;
    }

    private Stream<String> valuesOf(String column) {
        return rows.stream().map(row -> String.valueOf(row.get(column)));
    }

    /** The columns besides measures that tell the rows apart. */
    List<String> varying() {
        return Stream.concat(Stream.of("series"), dimensions.stream())
                .filter(this::varies)
                .toList();
    }

    /** Whether the rows make one line: on one scale, each period beginning after the one before it has ended. */
    boolean isOneLine() {
        if (dimensions.stream().anyMatch(this::varies)
                || SCALES.stream()
                        .anyMatch(scale -> valuesOf(scale)
                                        .filter(value -> !value.equals("null"))
                                        .distinct()
                                        .count()
                                > 1)) {
            return false;
        }
        List<Map<String, @Nullable Object>> inOrder = new ArrayList<>(rows);
        inOrder.sort(Comparator.comparing(row -> String.valueOf(row.get("periodStart"))));
        String end = "";
        for (Map<String, @Nullable Object> row : inOrder) {
            if (String.valueOf(row.get("periodStart")).compareTo(end) <= 0) {
                return false;
            }
            end = String.valueOf(row.get("periodEnd"));
        }
        return true;
    }

    /** The measure of whose values a history has several; the main one where none changed. */
    String changed() {
        return Stream.concat(Stream.of(main), measures.stream())
                .filter(this::varies)
                .findFirst()
                .orElse(main);
    }
}

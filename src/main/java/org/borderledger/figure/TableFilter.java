package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.borderledger.http.Asked;
import org.borderledger.http.Page;
import org.borderledger.query.Cursor;
import org.borderledger.query.Parameters;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Column;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which columns and rows of an answer, and in what order: the query parameters that all tables share. */
public record TableFilter(
        @QueryParam("fields")
        @Parameter(
                description = "Columns to show, separated by commas, in their order. key, unit, currency, status and"
                        + " qualifier stay, since a number without them misleads.",
                example = "periodStart,periodEnd")
        @Nullable String fields,

        @QueryParam("sort")
        @Parameter(
                description =
                        "Columns to sort by, separated by commas; a minus sign sorts downwards. Nulls come last, and"
                                + " the key breaks ties. Default: newest first.",
                example = "-periodEnd")
        @Nullable String sort,

        @BeanParam Page page) {

    /** The columns that stay whatever {@code fields} says. */
    public static final Set<String> STAYING = Set.of("key", "unit", "currency", "status", "qualifier");

    /** Where the page begins, by the order of its rows; null for the first one. */
    @Nullable Cursor cursor(Asked asked, List<SortKey> order) {
        String cursor = page.cursor();
        return cursor == null ? null : Cursor.decode(cursor, asked.question(), order);
    }

    /** Where the shown columns stand among all, in the order of {@code fields}; those that stay are always among them. */
    List<Integer> shown(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        if (fields == null) {
            return IntStream.range(0, names.size()).boxed().toList();
        }
        List<Integer> shown = new ArrayList<>();
        for (String name : Parameters.list("fields", fields)) {
            shown.add(names.indexOf(Parameters.oneOf("fields", name, names)));
        }
        for (int i = 0; i < names.size(); i++) {
            if (STAYING.contains(names.get(i)) && !shown.contains(i)) {
                shown.add(i);
            }
        }
        return shown;
    }

    /** The order by columns of an answer that is in memory; empty where none is asked for. */
    List<SortKey> order(List<Column> columns) {
        if (sort == null) {
            return List.of();
        }
        // lists have no order
        List<String> names = columns.stream()
                .filter(column -> column.type() != Column.Type.LIST)
                .map(Column::name)
                .toList();
        Map<String, SortKey> keys = new LinkedHashMap<>();
        for (String item : Parameters.list("sort", sort)) {
            boolean descending = item.startsWith("-");
            String name = Parameters.oneOf("sort", descending ? item.substring(1) : item, names);
            keys.putIfAbsent(name, new SortKey(name, descending, Object.class));
        }
        return List.copyOf(keys.values());
    }
}

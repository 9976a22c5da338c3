package org.borderledger.figure;

import java.util.List;
import org.borderledger.representation.Rows;
import org.jspecify.annotations.Nullable;

/**
 * One page of figures.
 *
 * @param rows of each its row
 * @param more whether others follow
 * @param written the same rows as an answer takes them
 */
record FigurePage(List<@Nullable Object[]> rows, boolean more, Rows written) {

    /** The first of some rows; one more than there is room for tells that others follow. */
    static FigurePage of(List<@Nullable Object[]> rows, int limit) {
        List<@Nullable Object[]> page = first(rows, limit);
        return new FigurePage(page, rows.size() > limit, Rows.of(page));
    }

    /** The same of figures that are kept. */
    static FigurePage ofKept(List<KeptFigure> figures, int limit) {
        List<KeptFigure> page = first(figures, limit);
        return new FigurePage(
                page.stream().<@Nullable Object[]>map(KeptFigure::row).toList(),
                figures.size() > limit,
                KeptFigure.rows(page));
    }

    private static <T> List<T> first(List<T> all, int limit) {
        return all.size() > limit ? all.subList(0, limit) : all;
    }
}

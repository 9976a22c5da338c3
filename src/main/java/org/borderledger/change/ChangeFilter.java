package org.borderledger.change;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.borderledger.http.Page;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a revision's changes. */
record ChangeFilter(
        @QueryParam("dataset")
        @Parameter(description = "Only changes of these datasets, separated by commas.", example = "crossings")
        @Nullable String dataset,

        @QueryParam("series")
        @Parameter(
                description = "Only changes of these series, separated by commas.",
                example = "uk-small-boats-weekly")
        @Nullable String series,

        @QueryParam("change")
        @Parameter(
                description = "Only changes of these kinds, separated by commas: added, revised, withdrawn, backdated.",
                example = "revised,withdrawn")
        @Nullable String change,

        @QueryParam("measure")
        @Parameter(
                description = "Only changes of these columns, separated by commas; status, qualifier and other columns"
                        + " of words too.",
                example = "people")
        @Nullable String measure,

        @BeanParam Page page) {

    /**
     * What is asked for, read and known to exist.
     *
     * @param series those of the datasets, as far as they are asked for
     */
    record Wanted(Set<String> series, Set<ChangeOfFigure> changes, Set<String> measures) {
        boolean takes(CellChange change) {
            return changes.contains(change.change()) && measures.contains(change.measure());
        }

        /** Whether only figures are asked for of which something was known before. */
        boolean onlyOfKnown() {
            return changes.stream()
                    .allMatch(change -> change == ChangeOfFigure.REVISED || change == ChangeOfFigure.WITHDRAWN);
        }
    }

    Wanted wanted(List<Dataset> datasets, SeriesCatalogue catalogue) {
        Set<String> names =
                chosen("dataset", dataset, datasets.stream().map(Dataset::name).toList());
        List<Dataset> ofThem =
                datasets.stream().filter(each -> names.contains(each.name())).toList();
        List<String> ids = ofThem.stream()
                .flatMap(each -> catalogue.of(each).stream())
                .map(Series::id)
                .toList();
        List<String> columns = ofThem.stream()
                .flatMap(each -> ContentColumn.of(each).stream())
                .map(ContentColumn::name)
                .distinct()
                .toList();
        return new Wanted(
                chosen("series", series, ids),
                chosen("change", change, ChangeOfFigure.codes()).stream()
                        .map(ChangeOfFigure::of)
                        .collect(Collectors.toSet()),
                chosen("measure", measure, columns));
    }

    private static Set<String> chosen(String name, @Nullable String value, List<String> allowed) {
        return value == null
                ? Set.copyOf(allowed)
                : Parameters.list(name, value).stream()
                        .map(each -> Parameters.oneOf(name, each, allowed))
                        .collect(Collectors.toSet());
    }
}

package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.borderledger.query.Restriction;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which figures: the query parameters that lists and computed answers share. The columns of a dataset are parameters too,
 * under their own names; {@link ColumnFilter} reads those.
 */
public record SelectionFilter(
        @QueryParam("series")
        @Parameter(
                description = SEVERAL_SERIES + ", on lists and exports, is all series of the dataset." + DEFAULT_SERIES
                        + " answers, named in meta.series.")
        @Nullable String series,

        @BeanParam PeriodFilter days,

        @QueryParam("status")
        @Parameter(
                description = "Statuses, separated by commas, any of which a figure may have: letters of the SDMX code"
                        + " list CL_OBS_STATUS.",
                example = "P")
        @Nullable String status,

        @QueryParam("qualifier")
        @Parameter(description = "Qualifiers, separated by commas, any of which a figure may have.", example = "exact")
        @Nullable String qualifier,

        @BeanParam ClockFilter clocks) {

    /** How the contract begins to speak of {@code series} where it may name several. */
    static final String SEVERAL_SERIES = "One or more series, separated by commas; `*`";
    /** What it says everywhere of the series that answers where none is named. */
    static final String DEFAULT_SERIES = " Without it the dataset's default series";
    /** All that it says of {@code series} where it names one. */
    static final String ONE_SERIES = "The series." + DEFAULT_SERIES + " answers.";

    /** The chosen series; {@code all} says whether {@code *} is one of the possible choices here. */
    List<Series> series(Dataset dataset, SeriesCatalogue catalogue, boolean all) {
        if ("*".equals(series) && !all) {
            throw Problem.of(ProblemCode.NOT_ADDABLE, "a computed answer is of one series, not of all")
                    .about("series")
                    .hint("name the series; several with groupBy=series, each on its own")
                    .allowed(catalogue.of(dataset).stream().map(Series::id).toList());
        }
        return chooseSeries(series, dataset, catalogue);
    }

    /** The series of a {@code series} parameter: the default, all ({@code *}), or those named. */
    static List<Series> chooseSeries(@Nullable String series, Dataset dataset, SeriesCatalogue catalogue) {
        if (series == null) {
            return List.of(catalogue.get(dataset.defaultSeries()));
        } else if (series.equals("*")) {
            return catalogue.of(dataset);
        }
        List<String> ids = catalogue.of(dataset).stream().map(Series::id).toList();
        return Parameters.list("series", series).stream()
                .map(id -> catalogue.get(Parameters.oneOf("series", id, ids)))
                .toList();
    }

    /**
     * Which figures of the chosen series, with the parameters that columns are.
     *
     * @param parameters the value of each query parameter that is there
     */
    Selection selection(
            Dataset dataset, SeriesCatalogue catalogue, List<Series> chosen, Map<String, String> parameters) {
        ColumnFilter columns = ColumnFilter.of(dataset, catalogue, chosen, parameters);
        List<Restriction> codes = new ArrayList<>(columns.codes());
        codes.addAll(restrictions());
        return new Selection(chosen, days.periods(), codes, columns.comparisons(), null, Past.NONE);
    }

    /** The restrictions to statuses and qualifiers. */
    private List<Restriction> restrictions() {
        List<Restriction> restrictions = new ArrayList<>();
        if (status != null) {
            List<String> letters = Arrays.stream(ObservationStatus.values())
                    .map(ObservationStatus::name)
                    .toList();
            restrictions.add(new Restriction.OneOf(
                    "status",
                    Parameters.list("status", status).stream()
                            .map(letter -> ObservationStatus.valueOf(Parameters.oneOf("status", letter, letters)))
                            .toList()));
        }
        if (qualifier != null) {
            List<String> codes = Parameters.list("qualifier", qualifier);
            codes.forEach(code -> Parameters.oneOf("qualifier", code, Qualifier.codes()));
            restrictions.add(new Restriction.OneOf("qualifier", codes));
        }
        return restrictions;
    }
}

package org.borderledger.claim;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a check. The dimensions of the dataset are parameters too, with one code each. */
record CheckFilter(
        @QueryParam("dataset")
        @Parameter(required = true, description = "The dataset to ask.", example = "crossings")
        @Nullable String dataset,

        @QueryParam("series")
        @Parameter(
                description = "The series to ask; without it the dataset's default series.",
                example = "uk-small-boats-daily")
        @Nullable String series,

        @QueryParam("measure")
        @Parameter(
                description = "The measure of which the sum is asked; without it the series' main one.",
                example = "people")
        @Nullable String measure,

        @QueryParam("from")
        @Parameter(required = true, description = "First day, inclusive.", example = "2025-01-01")
        @Nullable String from,

        @QueryParam("to")
        @Parameter(
                description = "Last day, inclusive; without it the last day published before the statement.",
                example = "2025-06-20")
        @Nullable String to,

        @QueryParam("value")
        @Parameter(
                required = true,
                description = "The number that is claimed, not negative.",
                example = "17817",
                schema = @Schema(type = SchemaType.NUMBER))
        @Nullable String value,

        @QueryParam("valueHigh")
        @Parameter(
                description = "The upper end, with qualifier=between or order-of.",
                schema = @Schema(type = SchemaType.NUMBER))
        @Nullable String valueHigh,

        @QueryParam("qualifier")
        @Parameter(
                description = "How the claim bounds its number: exact (default), about, more-than, at-least, up-to,"
                        + " less-than, between, order-of.",
                example = "exact")
        @Nullable String qualifier,

        @QueryParam("unit")
        @Parameter(
                description = "The claim's own unit, such as people or GBP; without it that of the record.",
                example = "people")
        @Nullable String unit,

        @QueryParam("statedOn")
        @Parameter(
                description = "The day on which it was said; without it today, in London. Not in the future.",
                example = "2025-06-26")
        @Nullable String statedOn,

        @BeanParam RecordedFilter recorded) {

    Dataset dataset(List<Dataset> datasets) {
        List<String> names = datasets.stream().map(Dataset::name).toList();
        String name = Parameters.oneOf("dataset", required("dataset", dataset, "dataset=crossings"), names);
        return datasets.get(names.indexOf(name));
    }

    /** What is claimed of a series, on a day that is not in the future. */
    Claimed claimed(Series of, Dataset ofDataset, Map<String, String> parameters, LocalDate today) {
        String name = measure == null ? of.mainMeasure() : Parameters.oneOf("measure", measure, of.measures());
        LocalDate first = Parameters.day("from", required("from", from, "from=2025-01-01"));
        LocalDate last = to == null ? null : Parameters.day("to", to);
        if (last != null && last.isBefore(first)) {
            throw Problem.invalid("to", last.toString(), "a day that is not before from")
                    .hint("write the earlier day as from");
        }
        LocalDate on = statedOn == null ? today : Parameters.day("statedOn", statedOn);
        if (on.isAfter(today)) {
            throw Problem.invalid("statedOn", on.toString(), "a day that is not in the future")
                    .hint("leave it out for today, " + today);
        }
        return new Claimed(on, stated(), new Query(of.id(), name, codes(of, ofDataset, parameters), first, last), null);
    }

    private Stated stated() {
        var number = Parameters.number("value", required("value", value, "value=17817"));
        var high = valueHigh == null ? null : Parameters.number("valueHigh", valueHigh);
        String code = qualifier == null
                ? Qualifier.EXACT.code()
                : Parameters.oneOf("qualifier", qualifier, Qualifier.codes());
        Qualifier bound = Qualifier.find(code).orElseThrow();
        if (number.signum() < 0) {
            throw Problem.invalid("value", number.toPlainString(), "a number that is not negative")
                    .hint("write value=17817; a fall is no number on record");
        }
        boolean ends = bound == Qualifier.BETWEEN || bound == Qualifier.ORDER_OF;
        if ((high != null && !ends) || (high == null && bound == Qualifier.BETWEEN)) {
            throw Problem.of(
                            ProblemCode.CONFLICTING_PARAMETERS,
                            "valueHigh is the upper end of between, and may be that of order-of")
                    .about("valueHigh")
                    .hint("write qualifier=between&value=200&valueHigh=999");
        }
        if (high != null && high.compareTo(number) < 0) {
            throw Problem.invalid("valueHigh", high.toPlainString(), "a number that is not below value")
                    .hint("write the smaller number as value");
        }
        return new Stated(number, high, bound, unit == null ? null : checkedUnit(unit));
    }

    private static String checkedUnit(String unit) {
        if (!unit.matches("[A-Za-z][A-Za-z -]{0,59}")) {
            throw Problem.invalid("unit", unit, "a word such as people, or the code of a currency")
                    .hint("write unit=people or unit=GBP");
        }
        return unit;
    }

    /** The path takes the dimensions of every dataset; those of another say nothing of this one. */
    void checkDimensions(Dataset dataset, List<Dataset> datasets, Map<String, String> parameters) {
        datasets.stream()
                .flatMap(each -> each.dimensions().stream())
                .filter(name ->
                        parameters.containsKey(name) && !dataset.dimensions().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.of(ProblemCode.UNKNOWN_PARAMETER, dataset.name() + " has no dimension " + name)
                            .about(name)
                            .hint("choose from allowed")
                            .allowed(dataset.dimensions());
                });
    }

    private static SortedMap<String, String> codes(Series of, Dataset dataset, Map<String, String> parameters) {
        SortedMap<String, String> codes = new TreeMap<>();
        for (String dimension : dataset.dimensions()) {
            String code = parameters.get(dimension);
            if (code != null && !of.takes(dimension, code)) {
                throw Parameters.unknownValue(
                        dimension, code, List.copyOf(of.codes(dimension).keySet()));
            } else if (code != null) {
                codes.put(dimension, code);
            }
        }
        return codes;
    }

    private static String required(String name, @Nullable String value, String example) {
        if (value == null) {
            throw Problem.of(ProblemCode.MISSING_PARAMETER, "a check needs " + name)
                    .about(name)
                    .hint("write " + example);
        }
        return value;
    }
}

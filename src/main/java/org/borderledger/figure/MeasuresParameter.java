package org.borderledger.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.computation.Measure;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code measures}: measures with a statistic each, such as {@code people.sum} (API rule 21). */
final class MeasuresParameter {
    private MeasuresParameter() {}

    /** The measures of a list; a problem where no chosen series has one of them. */
    static List<Measure> read(String text, Dataset dataset, List<Series> chosen) {
        List<Measure> known =
                dataset.measures().stream().flatMap(name -> each(dataset, name)).toList();
        List<String> had = known.stream()
                .filter(measure -> chosen.stream()
                        .anyMatch(series ->
                                series.measures().contains(measure.column().name())))
                .map(Measure::code)
                .toList();
        List<Measure> measures = new ArrayList<>();
        for (String code : Parameters.list("measures", text)) {
            Measure measure = known.stream()
                    .filter(each -> each.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> Parameters.unknownValue("measures", code, had));
            if (!had.contains(code)) {
                throw Problem.of(
                                ProblemCode.NOT_IN_SERIES,
                                measure.column().name() + " is not a measure of "
                                        + chosen.stream().map(Series::id).collect(Collectors.joining(", ")))
                        .about("measures")
                        .hint("choose a measure of allowed")
                        .allowed(had);
            }
            measures.add(measure);
        }
        return measures;
    }

    /** The one sum of a comparison; that of the main measure where none is asked for. */
    static Measure readSum(@Nullable String text, Dataset dataset, Series series) {
        if (text == null) {
            return Measure.of(dataset, series.mainMeasure(), Statistic.SUM);
        }
        List<Measure> asked = read(text, dataset, List.of(series));
        if (asked.size() > 1) {
            throw Problem.invalid("measures", text, "one sum, whose change is told")
                    .hint("write measures=" + asked.getFirst().code() + ", and ask again for the next");
        } else if (asked.getFirst().statistic() != Statistic.SUM) {
            throw Parameters.unknownValue(
                    "measures",
                    asked.getFirst().code(),
                    series.measures().stream()
                            .map(name ->
                                    Measure.of(dataset, name, Statistic.SUM).code())
                            .toList());
        }
        return asked.getFirst();
    }

    private static Stream<Measure> each(Dataset dataset, String name) {
        return Stream.of(Statistic.values()).map(statistic -> Measure.of(dataset, name, statistic));
    }
}

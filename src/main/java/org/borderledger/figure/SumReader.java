package org.borderledger.figure;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Aggregation;
import org.borderledger.computation.Input;
import org.borderledger.computation.Sums;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.query.Restriction;
import org.jspecify.annotations.Nullable;

/** Adds up figures that no request has chosen, in a picture that the caller names. */
@ApplicationScoped
public class SumReader {
    private final Readings readings;
    private final List<FigureRepository<?>> repositories;

    SumReader(Readings readings, @All List<FigureRepository<?>> repositories) {
        this.readings = readings;
        this.repositories = List.copyOf(repositories);
    }

    /** The dataset as the ledger knew it after a revision, and the public at an instant; null is now. */
    public Picture picture(Dataset dataset, @Nullable Instant asOf, int revision) {
        return readings.picture(dataset, new Clocks(asOf, null, revision));
    }

    /**
     * The answer to a question about one series.
     *
     * @param codes of dimensions, by their names; those that are left out may be any
     */
    public Sums sums(AggregateQuestion question, Map<String, String> codes, Picture picture) {
        return sums(question, chosen(question.series().getFirst(), question.asked(), codes, picture));
    }

    /** The answer to a question, in the picture of what was chosen. */
    static Sums sums(AggregateQuestion question, Chosen chosen) {
        Chosen read = chosen.inside(question.reads());
        var ofRollups = new Aggregation(question, chosen.span());
        if (read.rollups(question.groupBy(), ofRollups::add)) {
            Sums sums = sums(ofRollups, question, chosen);
            if (sums.areAddable()) {
                return sums;
            }
        }
        var aggregation = new Aggregation(question, chosen.span());
        read.inputs(aggregation::add);
        return sums(aggregation, question, chosen);
    }

    private static Sums sums(Aggregation aggregation, AggregateQuestion question, Chosen chosen) {
        aggregation.partlyInside(chosen.inside(question.asked()).partlyInside());
        return aggregation.result();
    }

    /** The instants at which figures of the series inside the period began to stand, in order, as the picture knows. */
    public List<Instant> turns(Series series, Period period, Picture picture) {
        return chosen(series, List.of(period), Map.of(), picture).turns();
    }

    /** The last day before another for which the series has a value; empty where it has none. */
    public Optional<LocalDate> lastDayBefore(Series series, LocalDate day, Picture picture) {
        return figures(series.dataset()).extent().lastDayBefore(series.id(), day, picture);
    }

    /** The figures that a question is of, in the order of time. */
    public List<Input> figures(AggregateQuestion question, Map<String, String> codes, Picture picture) {
        List<Input> inputs = new ArrayList<>();
        chosen(question.series().getFirst(), question.asked(), codes, picture).inputs(inputs::add);
        return inputs;
    }

    /** The figure of a key after a revision, a withdrawn one too; empty where there is none. */
    public Optional<Input> find(Dataset dataset, String key, int revision) {
        var inputs = new Inputs(dataset);
        return figures(dataset.name())
                .find(key, picture(dataset, null, revision), inputs.projection())
                .map(inputs::of);
    }

    /** From the first day of the first figure of a series to the last one of its last; empty where it has none. */
    public Optional<Period> days(Series series, Picture picture) {
        Span span = figures(series.dataset()).extent().span(List.of(series.id()), picture, List.of(), false);
        LocalDate from = span.from();
        LocalDate to = span.to();
        return from == null || to == null ? Optional.empty() : Optional.of(new Period(from, to));
    }

    /** The dataset that a series belongs to. */
    public Dataset datasetOf(Series series) {
        return figures(series.dataset()).dataset();
    }

    private Chosen chosen(Series series, List<Period> periods, Map<String, String> codes, Picture picture) {
        List<Restriction> restrictions = codes.entrySet().stream()
                .<Restriction>map(code -> new Restriction.OneOf(code.getKey(), List.of(code.getValue())))
                .toList();
        var selection = new Selection(List.of(series), periods, restrictions, List.of(), null, Past.NONE);
        return new Chosen(figures(series.dataset()), selection, picture);
    }

    private FigureRepository<?> figures(String dataset) {
        return repositories.stream()
                .filter(each -> each.dataset().name().equals(dataset))
                .findFirst()
                .orElseThrow();
    }
}

package org.borderledger.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.borderledger.claim.Found.Basis;
import org.borderledger.computation.AggregateQuestion;
import org.borderledger.computation.Calendar;
import org.borderledger.computation.Grouping;
import org.borderledger.computation.Input;
import org.borderledger.computation.Line;
import org.borderledger.computation.Measure;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.computation.Sums;
import org.borderledger.figure.Picture;
import org.borderledger.figure.SumReader;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** Asks the ledger what claims ask of it. */
@ApplicationScoped
class Enquiry {
    /** Beyond so many editions none is looked at, and a review says so. */
    private static final int MOST_EDITIONS = 60;
    /** Nor beyond so many figures of all editions together, which take some seconds to add up. */
    private static final long MOST_FIGURES = 500_000;

    private final SumReader sums;
    private final SeriesCatalogue catalogue;

    Enquiry(SumReader sums, SeriesCatalogue catalogue) {
        this.sums = sums;
        this.catalogue = catalogue;
    }

    /** The revision of the dataset that answers after a revision of the ledger: others change nothing for the question. */
    int revisionOf(Query question, int revision) {
        return picture(series(question), null, revision).revision();
    }

    Series series(Query question) {
        return catalogue.get(question.series());
    }

    /**
     * The question as another series answers it. What the one series is of throughout, such as small boats, has to be chosen
     * among the codes of one that holds more.
     */
    Query as(Query question, String otherSeries) {
        Series other = catalogue.get(otherSeries);
        SortedMap<String, String> codes = new TreeMap<>(question.codes());
        series(question).dimensions().forEach((dimension, its) -> {
            String only = its.size() == 1 ? its.keySet().iterator().next() : "";
            if (other.takes(dimension, only)) {
                codes.putIfAbsent(dimension, only);
            }
        });
        return new Query(otherSeries, question.measure(), codes, question.from(), question.to());
    }

    /** Whether a series of the same dataset has what the question asks for. */
    boolean has(String series, Query question) {
        return catalogue
                .find(series)
                .filter(each -> each.dataset().equals(series(question).dataset()))
                .filter(each -> each.measures().contains(question.measure()))
                .filter(each -> question.codes().entrySet().stream()
                        .allMatch(code -> each.takes(code.getKey(), code.getValue())))
                .isPresent();
    }

    /**
     * What could be known when a claim was said; where no edition of that day answers for all the days asked for, what the
     * earliest edition that does said (API rule 28).
     *
     * @param on the day on which it was said
     */
    Held asSaid(Query question, LocalDate on, Stated stated, int revision) {
        Instant said = London.endOf(on);
        Optional<Found> held = find(question, on, stated, Basis.AS_SAID, said, revision);
        if (held.filter(Found::isWhole).isPresent()) {
            return Held.of(held.get());
        }
        List<Instant> later = turns(question, on, revision).stream()
                .filter(turn -> turn.isAfter(said))
                .toList();
        int tried = 0;
        long figures = 0;
        while (tried < Math.min(later.size(), MOST_EDITIONS) && figures < MOST_FIGURES) {
            Optional<Found> edition = find(question, on, stated, Basis.EARLIEST_HELD, later.get(tried++), revision);
            if (edition.filter(Found::isWhole).isPresent()) {
                return Held.of(edition.get());
            }
            held = held.or(() -> edition);
            figures += edition.map(Found::inputs).orElse(0L);
        }
        return new Held(held.orElse(null), tried, later.size());
    }

    /**
     * What is held of the days that a claim is of.
     *
     * @param found null where nothing is
     * @param tried how many of the later editions were looked at for one that answers for all days
     * @param editions how many later editions there are
     */
    record Held(@Nullable Found found, int tried, int editions) {
        private static Held of(Found whole) {
            return new Held(whole, 0, 0);
        }

        /** Whether an edition that nobody looked at may say more. */
        boolean isCut() {
            return tried < editions;
        }
    }

    /** When what answers the question began to be said, each time, in order. */
    List<Instant> turns(Query question, LocalDate on, int revision) {
        Series series = series(question);
        LocalDate to = question.to() == null ? on : question.to();
        return to.isBefore(question.from())
                ? List.of()
                : sums.turns(series, new Period(question.from(), to), picture(series, null, revision));
    }

    /** How many editions there is time to look at, if each answers with as many figures as this. */
    static long editionsWithin(Found each) {
        return Math.clamp(MOST_FIGURES / Math.max(1, each.inputs()), 1, MOST_EDITIONS);
    }

    private Optional<Found> find(
            Query question, LocalDate on, Stated stated, Basis basis, @Nullable Instant asOf, int revision) {
        Series series = series(question);
        LocalDate to = question.to();
        if (to == null) {
            to = sums.lastDayBefore(series, on, picture(series, asOf, revision)).orElse(null);
        }
        return to == null || to.isBefore(question.from())
                ? Optional.empty()
                : find(question, new Period(question.from(), to), stated, basis, asOf, revision);
    }

    /** What the ledger says of these days; empty where it says nothing. */
    Optional<Found> find(
            Query question, Period period, Stated stated, Basis basis, @Nullable Instant asOf, int revision) {
        Series series = series(question);
        Dataset dataset = sums.datasetOf(series);
        Picture picture = picture(series, asOf, revision);
        Measure measure = Measure.of(dataset, question.measure(), Statistic.SUM);
        AggregateQuestion asked =
                AggregateQuestion.of(dataset, series, List.of(period)).measuring(List.of(measure));
        Sums answer = sums.sums(asked, question.codes(), picture);
        if (answer.inputs() == 0) {
            return single(asked, measure, question, basis, asOf, picture);
        }
        List<Line> lines = answer.lines().stream()
                .filter(line -> line.value(measure) != null || line.reason() != null)
                .toList();
        // of several units that which is claimed; else one cannot choose
        List<Line> inUnit = lines.size() < 2
                ? lines
                : lines.stream()
                        .filter(line -> stated.isIn(unit(line, question)))
                        .toList();
        String address = address(dataset, question, period, basis, asOf, picture);
        boolean isWhole = !Boolean.FALSE.equals(answer.complete());
        if (inUnit.size() != 1) {
            return Optional.of(new Found(
                    basis,
                    asOf,
                    period,
                    question.measure(),
                    null,
                    null,
                    Qualifier.EXACT,
                    lines.stream().map(line -> unit(line, question)).distinct().collect(Collectors.joining(", ")),
                    isWhole,
                    answer.inputs(),
                    answer.releases(),
                    "they are in several units",
                    address));
        }
        Line line = inUnit.getFirst();
        return Optional.of(new Found(
                basis,
                asOf,
                period,
                question.measure(),
                number(line.value(measure)),
                line.valueHigh(),
                Optional.ofNullable(line.qualifier()).orElse(Qualifier.EXACT),
                unit(line, question),
                isWhole,
                answer.inputs(),
                answer.releases(),
                line.reason(),
                address));
    }

    /**
     * The one figure that answers where there is no sum, because it is not published what contains it: a sum leaves it out,
     * but it says what it says.
     */
    private Optional<Found> single(
            AggregateQuestion asked,
            Measure measure,
            Query question,
            Basis basis,
            @Nullable Instant asOf,
            Picture picture) {
        List<Input> figures = sums.figures(asked, question.codes(), picture).stream()
                .filter(figure -> figure.values().get(measure.index()) != null)
                .toList();
        if (figures.size() != 1) {
            return Optional.empty();
        }
        Input figure = figures.getFirst();
        String unit = figure.unit() == null ? question.measure() : figure.unit();
        return Optional.of(new Found(
                basis,
                asOf,
                asked.asked().getFirst(),
                question.measure(),
                figure.values().get(measure.index()),
                figure.valueHigh(),
                figure.qualifier(),
                figure.per() == null ? unit : unit + " per " + figure.per(),
                true,
                1,
                List.of(figure.release()),
                null,
                "/v1/" + asked.dataset().name() + "/" + figure.key() + "?" + clocks(basis, asOf, picture)));
    }

    /** The sums from the first day of the period to the end of each period of the series' own rhythm, by their last day. */
    List<Cut> cuts(Query question, Period period, @Nullable Instant asOf, int revision) {
        Series series = series(question);
        Optional<Calendar> rhythm = Calendar.of(series);
        if (rhythm.isEmpty()) {
            return List.of();
        }
        Dataset dataset = sums.datasetOf(series);
        Measure measure = Measure.of(dataset, question.measure(), Statistic.SUM);
        var running = AggregateQuestion.of(
                        dataset, List.of(series), List.of(period), false, rhythm.get(), Grouping.NONE, true, null)
                .measuring(List.of(measure));
        return sums.sums(running, question.codes(), picture(series, asOf, revision)).lines().stream()
                .filter(line -> line.value(measure) != null)
                .map(line -> new Cut(line.period().end(), Objects.requireNonNull(number(line.value(measure)))))
                .toList();
    }

    /** A sum up to a day. */
    record Cut(LocalDate to, BigDecimal value) {}

    private Picture picture(Series series, @Nullable Instant asOf, int revision) {
        return sums.picture(sums.datasetOf(series), asOf, revision);
    }

    private static @Nullable BigDecimal number(@Nullable Number value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    private static String unit(Line line, Query question) {
        String unit = line.unit() == null ? question.measure() : line.unit();
        return line.per() == null ? unit : unit + " per " + line.per();
    }

    private static String address(
            Dataset dataset, Query question, Period period, Basis basis, @Nullable Instant asOf, Picture picture) {
        var address = new StringBuilder("/v1/" + dataset.name() + "/aggregates?series=" + question.series() + "&from="
                + period.start() + "&to=" + period.end() + "&measures=" + question.measure() + ".sum");
        question.codes()
                .forEach((name, code) ->
                        address.append('&').append(name).append('=').append(code));
        return address.append('&').append(clocks(basis, asOf, picture)).toString();
    }

    /** The two clocks as parameters. */
    private static String clocks(Basis basis, @Nullable Instant asOf, Picture picture) {
        String issued = asOf == null ? "" : "asOf=" + (basis == Basis.AS_SAID ? London.dayOf(asOf) : asOf) + "&";
        // before the first revision of the dataset there was nothing, as in the first of all
        return issued + "revision=" + Math.max(1, picture.revision());
    }
}

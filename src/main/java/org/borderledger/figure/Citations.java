package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.borderledger.computation.Line;
import org.borderledger.computation.Measure;
import org.borderledger.computation.Measure.Statistic;
import org.borderledger.computation.Summary;
import org.borderledger.computation.Sums;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.representation.Coverage;
import org.jspecify.annotations.Nullable;

/** Cites answers: each as a sentence to paste, with the address under which it stays as it is. */
@ApplicationScoped
class Citations {
    private final ReleaseRepository releases;
    private final String publicAddress;

    Citations(ReleaseRepository releases, PublicAddress address) {
        this.releases = releases;
        this.publicAddress = PublicAddress.beginning(address);
    }

    /** Cites figures that are in memory, by the releases that they stand in. */
    String ofFigures(Reading reading, Projection projection, List<@Nullable Object[]> rows) {
        LocalDate first = null;
        LocalDate last = null;
        Set<String> publishers = new LinkedHashSet<>();
        Set<String> ofReleases = new LinkedHashSet<>();
        int periodStart = projection.place("periodStart");
        int periodEnd = projection.place("periodEnd");
        int publisher = projection.place("publisher");
        int release = projection.place("release");
        for (@Nullable Object[] row : rows) {
            if (row[periodStart] instanceof LocalDate start && row[periodEnd] instanceof LocalDate end) {
                first = first == null || start.isBefore(first) ? start : first;
                last = last == null || end.isAfter(last) ? end : last;
            }
            publishers.add(String.valueOf(row[publisher]));
            ofReleases.add(String.valueOf(row[release]));
        }
        String what = rows.size() == 1 ? words(reading, projection, rows.getFirst()) : counted(projection, rows);
        return Citation.of(
                what,
                first == null || last == null ? null : new Period(first, last),
                reading.series(),
                publishers,
                ofReleases.size() == 1 ? ofReleases.iterator().next() : null,
                projection.issuedLast(rows).orElse(null),
                reading.picture().revision(),
                permanent(reading));
    }

    /** A history has several values of one figure, which are not several figures. */
    private static String counted(Projection projection, List<@Nullable Object[]> rows) {
        long figures = rows.stream()
                .map(row -> projection.value(row, "key"))
                .distinct()
                .count();
        String of = Wording.counted(BigDecimal.valueOf(figures), "figures");
        return figures == rows.size() ? of : Wording.counted(BigDecimal.valueOf(rows.size()), "values") + " of " + of;
    }

    /** The measures of one row in words, whichever of its columns are shown. */
    private static String words(Reading reading, Projection projection, @Nullable Object[] row) {
        Dataset dataset = reading.dataset();
        String key = String.valueOf(projection.value(row, "key"));
        Series series = reading.series().stream()
                .filter(each -> key.startsWith(each.id() + ":"))
                .findFirst()
                .orElseThrow();
        var words = new StringJoiner(", ");
        String unit = dataset.units().stream()
                .map(name -> projection.value(row, name))
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
        List<String> stated = dataset.measures().stream()
                .filter(measure -> projection.value(row, measure) != null)
                .toList();
        for (String measure : stated) {
            boolean described = measure.equals(described(series, stated));
            words.add(Wording.value(
                    number(projection.value(row, measure)),
                    described && projection.value(row, "valueHigh") instanceof BigDecimal high ? high : null,
                    series.counts(measure),
                    unit,
                    described ? String.valueOf(projection.value(row, "qualifier")) : null));
        }
        return stated.isEmpty() ? "No value" : words + rate(projection.value(row, DatasetColumn.PER));
    }

    /** The measure that the qualifier describes: the main one, or else the first with a value (API rule 18). */
    private static String described(Series series, List<String> stated) {
        return stated.contains(series.mainMeasure()) ? series.mainMeasure() : stated.getFirst();
    }

    private static BigDecimal number(@Nullable Object value) {
        return new BigDecimal(String.valueOf(value));
    }

    private static String rate(@Nullable Object per) {
        return per == null ? "" : " a " + per;
    }

    /** Cites figures that are not read yet; a total of -1 is not known. */
    String ofExport(Reading reading, long total, @Nullable Coverage coverage) {
        return ofSeries(
                reading,
                total < 0 ? "Figures" : Wording.counted(BigDecimal.valueOf(total), "figures"),
                coverage == null || coverage.from() == null || coverage.to() == null
                        ? null
                        : new Period(coverage.from(), coverage.to()));
    }

    /** Cites what was computed; a single line by its values. */
    String ofSums(Reading reading, Sums sums) {
        Period span = null;
        for (Line line : sums.lines()) {
            span = line.period().spanning(span);
        }
        String what = sums.lines().size() == 1
                ? words(
                        reading.dataset(),
                        sums.question().measures(),
                        sums.lines().getFirst())
                : Wording.counted(BigDecimal.valueOf(sums.lines().size()), "sums");
        return ofSeries(
                reading,
                what + " (computed from " + Wording.counted(BigDecimal.valueOf(sums.inputs()), "figures")
                        + (Boolean.FALSE.equals(sums.complete()) ? ", incomplete" : "") + ")",
                span);
    }

    /** The values of a line in words, in the order of the dataset whatever the order of the question. */
    private static String words(Dataset dataset, Collection<Measure> asked, Line line) {
        List<Measure> inOrder = dataset.measures().stream()
                .flatMap(name -> Stream.of(Statistic.values()).map(statistic -> Measure.of(dataset, name, statistic)))
                .filter(asked::contains)
                .toList();
        String words = words(inOrder, line, line.unit());
        return words.isEmpty() ? "No value" : words;
    }

    /** The values of some measures of a line in words; empty where it has none of them. */
    private static String words(List<Measure> measures, Line line, @Nullable String unit) {
        List<Measure> stated =
                measures.stream().filter(measure -> line.value(measure) != null).toList();
        List<String> names =
                stated.stream().map(measure -> measure.column().name()).toList();
        var words = new StringJoiner(", ");
        for (Measure measure : stated) {
            String name = measure.column().name();
            boolean described = name.equals(described(line.series(), names));
            BigDecimal high = described && measure.statistic() == Statistic.SUM ? line.valueHigh() : null;
            Qualifier qualifier = described ? line.qualifier() : null;
            words.add(measure.statistic().inWords()
                    + Wording.value(
                            number(line.value(measure)),
                            high,
                            line.series().counts(name),
                            unit,
                            // a mean of what is between two numbers has no upper end of its own
                            qualifier == Qualifier.BETWEEN && high == null
                                    ? Qualifier.ABOUT.code()
                                    : qualifier == null ? null : qualifier.code()));
        }
        return stated.isEmpty() ? "" : words + rate(line.per());
    }

    /** Cites a summary by its sums. */
    String ofSummary(Reading reading, Summary.Result summary, @Nullable Period range) {
        Line line = summary.line();
        String words = line == null
                ? ""
                : words(
                        summary.sums().question().measures().stream()
                                .filter(measure -> measure.statistic() == Statistic.SUM)
                                .toList(),
                        line,
                        summary.view().unit());
        return ofSeries(
                reading,
                (words.isEmpty() ? "Summary" : words)
                        + (Boolean.FALSE.equals(summary.sums().complete()) ? " (incomplete)" : ""),
                range);
    }

    /** Cites by the newest release of the series that covers the days, since what is cited stands in no single one. */
    private String ofSeries(Reading reading, String what, @Nullable Period period) {
        return Citation.of(
                what,
                period,
                reading.series(),
                reading.series().stream().map(Series::publisher).toList(),
                null,
                releases.newest(
                                reading.series().stream().map(Series::id).toList(),
                                period,
                                reading.picture().asOf(),
                                reading.picture().revision())
                        .map(newest ->
                                Wording.issued(newest.issuedAt(), IssueDate.Precision.of(newest.issuedPrecision())))
                        .orElse(null),
                reading.picture().revision(),
                permanent(reading));
    }

    /** An address of the service, with scheme and host. */
    String publicly(String path) {
        return publicAddress + path;
    }

    /** The permanent address of an answer, with scheme and host. */
    private String permanent(Reading reading) {
        return publicAddress + reading.asked().permanent(reading.picture().revision());
    }
}

package org.borderledger.computation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.borderledger.catalogue.Datasets;
import org.borderledger.crossing.Crossing;
import org.borderledger.enforcement.EnforcementAction;
import org.borderledger.figure.AggregateFilter;
import org.borderledger.figure.ClockFilter;
import org.borderledger.figure.HistoryFilter;
import org.borderledger.figure.PeriodFilter;
import org.borderledger.figure.SelectionFilter;
import org.borderledger.figure.TableFilter;
import org.borderledger.http.Page;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Frequency;
import org.borderledger.period.Period;
import org.borderledger.spending.SpendingLine;
import org.jspecify.annotations.Nullable;

/** Figures and series made by hand. */
final class Made {
    static final Dataset CROSSINGS = Crossing.DATASET;
    static final Dataset ENFORCEMENT = EnforcementAction.DATASET;
    static final Dataset SPENDING = SpendingLine.DATASET;

    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    static final Series DAILY = CATALOGUE.get("uk-small-boats-daily");
    static final Series WEEKLY = CATALOGUE.get("uk-small-boats-weekly");
    static final Series PREVENTED = CATALOGUE.get("uk-small-boats-prevented-weekly");
    static final Series STATEMENTS = CATALOGUE.get("uk-enforcement-statements");
    static final Series FUNDING = CATALOGUE.get("uk-announced-funding");

    private Made() {}

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    static Period span(String code) {
        return Period.find(code).orElseThrow();
    }

    /** A series of crossings with another rhythm. */
    static Series crossings(Frequency frequency, String reportingYearStart) {
        return with(DAILY, "made", frequency, reportingYearStart, DAILY.dimensions());
    }

    /** The daily series, by two routes. */
    static Series routes() {
        Map<String, Map<String, String>> dimensions = new LinkedHashMap<>(DAILY.dimensions());
        dimensions.put("route", new TreeMap<>(Map.of("channel", "Channel", "north-sea", "North Sea")));
        return with(DAILY, "routes", Frequency.DAILY, "--01-01", dimensions);
    }

    private static Series with(
            Series like,
            String id,
            Frequency frequency,
            String reportingYearStart,
            Map<String, Map<String, String>> dimensions) {
        return new Series(
                id,
                like.dataset(),
                like.title(),
                like.publisher(),
                frequency,
                like.unit(),
                like.definition(),
                like.definitionSource(),
                like.includes(),
                like.excludes(),
                like.caveats(),
                like.doesNotAnswer(),
                like.measures(),
                like.mainMeasure(),
                dimensions,
                like.keyDimensions(),
                like.openDimensions(),
                like.units(),
                like.addition(),
                like.totalsBy(),
                like.ratios(),
                reportingYearStart,
                like.notComparableWith(),
                like.contact(),
                like.releaseCalendar(),
                like.sourceUrl(),
                like.licence(),
                like.attribution(),
                like.formats(),
                like.subject(),
                like.cadence());
    }

    /** People and boats of a period; null is missing. */
    static Input crossing(String period, @Nullable Integer people, @Nullable Integer boats) {
        return crossing(DAILY, "channel", period, people, boats);
    }

    static Input crossing(
            Series series, String route, String period, @Nullable Integer people, @Nullable Integer boats) {
        return new Input(
                series.id() + ":" + period + (series.id().equals("routes") ? ":" + route : ""),
                series.id(),
                span(period),
                codes(DAILY, route, "total", "small-boat"),
                null,
                null,
                null,
                Arrays.asList(decimal(people), decimal(boats), null),
                people == null ? ObservationStatus.O : ObservationStatus.P,
                Qualifier.EXACT,
                null,
                "release-" + period.substring(0, 4),
                "Home Office",
                IssueDate.at(Instant.parse("2026-01-01T00:00:00Z"), IssueDate.Basis.PRINTED));
    }

    /** A statement about seizures by the National Crime Agency, in the unit that its item is. */
    static Input seized(String item, String period, int quantity, Qualifier qualifier) {
        return seized(item, "not-stated", period, null, quantity, qualifier, null);
    }

    static Input seized(
            String item,
            String place,
            String period,
            @Nullable Integer events,
            @Nullable Integer quantity,
            Qualifier qualifier,
            @Nullable Integer high) {
        return new Input(
                STATEMENTS.id() + ":" + period + ":seizure:" + item + ":" + place,
                STATEMENTS.id(),
                span(period),
                codes(STATEMENTS, "seizure", item, "national-crime-agency", place),
                "boats",
                null,
                null,
                Arrays.asList(decimal(events), decimal(quantity)),
                ObservationStatus.A,
                qualifier,
                decimal(high),
                "release",
                "National Crime Agency",
                IssueDate.at(Instant.parse("2025-01-01T00:00:00Z"), IssueDate.Basis.PRINTED));
    }

    /** Money announced for border security; its key ends with the purpose. */
    static Input announced(String purpose, String period, int amount, @Nullable String partOf) {
        return announced(purpose, period, amount, partOf, null, Qualifier.EXACT);
    }

    static Input announced(
            String purpose,
            String period,
            int amount,
            @Nullable String partOf,
            @Nullable String per,
            Qualifier qualifier) {
        return new Input(
                purpose,
                FUNDING.id(),
                span(period),
                List.of("announced", "uk-government", "border-security-command", "border-security-command", purpose),
                "GBP",
                per,
                partOf,
                Arrays.asList(decimal(amount)),
                ObservationStatus.A,
                qualifier,
                null,
                "release-" + purpose,
                "HM Treasury",
                IssueDate.at(Instant.parse("2025-01-01T00:00:00Z"), IssueDate.Basis.PRINTED));
    }

    /** One for each dimension of the dataset; those that came later tell these figures apart by nothing. */
    static List<@Nullable String> codes(Series series, String... codes) {
        int dimensions = Datasets.ALL.stream()
                .filter(dataset -> dataset.name().equals(series.dataset()))
                .findFirst()
                .orElseThrow()
                .dimensions()
                .size();
        List<@Nullable String> padded = new ArrayList<>(Arrays.asList(codes));
        while (padded.size() < dimensions) {
            padded.add(null);
        }
        return Collections.unmodifiableList(padded);
    }

    private static @Nullable BigDecimal decimal(@Nullable Integer value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    static Input with(Input input, ObservationStatus status, String publisher, IssueDate issuedAt) {
        return new Input(
                input.key(),
                input.series(),
                input.period(),
                input.codes(),
                input.unit(),
                input.per(),
                input.partOf(),
                input.values(),
                status,
                input.qualifier(),
                input.valueHigh(),
                input.release(),
                publisher,
                issuedAt);
    }

    /** What is asked, with everything by default but what a test names. */
    static Asked asked(Dataset dataset, Series... series) {
        return new Asked(dataset, List.of(series));
    }

    /** A question as its parameters write it. */
    static final class Asked {
        private final Dataset dataset;
        private final List<Series> series;
        private final List<Period> periods = new ArrayList<>();
        private final Map<String, String> texts = new LinkedHashMap<>();
        private boolean listed;

        private Asked(Dataset dataset, List<Series> series) {
            this.dataset = dataset;
            this.series = series;
        }

        Asked of(String period) {
            periods.add(span(period));
            return this;
        }

        Asked listing(String... codes) {
            listed = true;
            Arrays.stream(codes).forEach(this::of);
            return this;
        }

        Asked with(String parameter, String value) {
            texts.put(parameter, value);
            return this;
        }

        AggregateQuestion question() {
            String listing = listed ? "2024,2025" : null;
            var selection = new SelectionFilter(
                    null, new PeriodFilter(null, null, listing), null, null, new ClockFilter(null, null));
            return new AggregateFilter(
                            selection,
                            new TableFilter(null, null, Page.WHOLE),
                            new HistoryFilter(null, null),
                            texts.get("frequency"),
                            texts.get("groupBy"),
                            texts.get("measures"),
                            texts.get("cumulative"),
                            texts.get("window"))
                    .question(dataset, series, periods);
        }

        /** The answer over these figures, which span what the series has. */
        Sums over(Input... inputs) {
            Period span = inputs.length == 0
                    ? null
                    : new Period(
                            Arrays.stream(inputs)
                                    .map(input -> input.period().start())
                                    .min(LocalDate::compareTo)
                                    .orElseThrow(),
                            Arrays.stream(inputs)
                                    .map(input -> input.period().end())
                                    .max(LocalDate::compareTo)
                                    .orElseThrow());
            return over(span, Arrays.asList(inputs));
        }

        /** The answer over those of the figures that the question reads. */
        Sums over(@Nullable Period dataSpan, List<Input> inputs) {
            AggregateQuestion question = question();
            var aggregation = new Aggregation(question, dataSpan);
            List<Period> reads = question.reads();
            inputs.stream()
                    .filter(input -> reads.isEmpty() || reads.stream().anyMatch(read -> read.contains(input.period())))
                    .forEach(aggregation::add);
            return aggregation.result();
        }
    }

    static Grid table(Sums sums) {
        return AggregateColumns.of(sums.question(), Filters.NONE).grid(sums.lines());
    }

    /** The rows of a table by the names of their columns. */
    static List<Map<String, @Nullable Object>> named(Grid table) {
        List<Map<String, @Nullable Object>> named = new ArrayList<>();
        for (Object[] row : table.rows()) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                values.put(table.columns().get(i).name(), row[i]);
            }
            named.add(values);
        }
        return named;
    }

    static List<Map<String, @Nullable Object>> named(Sums sums) {
        return named(table(sums));
    }

    static List<@Nullable Object> column(Sums sums, String name) {
        return column(table(sums), name);
    }

    static List<@Nullable Object> column(Grid table, String name) {
        List<@Nullable Object> values = new ArrayList<>();
        named(table).forEach(row -> {
            if (!row.containsKey(name)) {
                throw new AssertionError("no column " + name);
            }
            values.add(row.get(name));
        });
        return values;
    }

    /** A value of the only row. */
    static @Nullable Object only(Sums sums, String name) {
        return only(table(sums), name);
    }

    static @Nullable Object only(Grid table, String name) {
        List<@Nullable Object> values = column(table, name);
        if (values.size() != 1) {
            throw new AssertionError(values.size() + " rows");
        }
        return values.getFirst();
    }
}

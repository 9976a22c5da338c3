package org.borderledger.computation;

import static org.borderledger.representation.Column.Type.BOOLEAN;
import static org.borderledger.representation.Column.Type.DATE;
import static org.borderledger.representation.Column.Type.DECIMAL;
import static org.borderledger.representation.Column.Type.INTEGER;
import static org.borderledger.representation.Column.Type.LIST;
import static org.borderledger.representation.Column.Type.TEXT;

import java.util.function.Function;
import java.util.stream.Stream;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Qualifier;
import org.borderledger.period.Period;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/** The columns of sums in their order, each with where its value comes from (API rules 14 and 21). */
public final class AggregateColumns {
    /** The column with the address of a line's figures. */
    static final String QUERY = "query";

    private final AggregateQuestion question;
    private final Filters filters;
    private final Columns<Line> columns = new Columns<>();

    private AggregateColumns(AggregateQuestion question, Filters filters) {
        this.question = question;
        // what differs from line to line is the line's to say
        this.filters = filters.without(Stream.concat(question.groupBy().stream(), question.dataset().units().stream())
                .toList());
        time();
        groups();
        values();
        completeness();
        sources();
    }

    /**
     * The columns of a question's answer.
     *
     * @param filters the caller's own, which the address of each line's figures repeats
     */
    public static Columns<Line> of(AggregateQuestion question, Filters filters) {
        return new AggregateColumns(question, filters).columns;
    }

    static boolean hasParts(Dataset dataset) {
        return has(dataset, DatasetColumn.PART_OF);
    }

    private static boolean has(Dataset dataset, String name) {
        return dataset.columns().stream().anyMatch(column -> column.name().equals(name));
    }

    private void time() {
        String whole = question.frequency() == null
                ? ""
                : ", of the whole " + question.frequency().code();
        always(
                "series",
                TEXT,
                "The series",
                "uk-small-boats-daily",
                line -> line.group().series());
        always(
                "periodStart",
                DATE,
                "First day, inclusive" + whole,
                "2025-01-01",
                line -> line.period().start());
        always(
                "periodEnd",
                DATE,
                "Last day, inclusive" + whole,
                "2025-12-31",
                line -> line.period().end());
        Calendar years = question.years();
        if (years != null) {
            year(years);
            always(
                    "monthDay",
                    TEXT,
                    "Month and day of periodStart, the same in every year",
                    "06-20",
                    line -> line.period().start().toString().substring(5));
        }
        if (question.addsUpBuckets()) {
            always(
                    "inputsFrom",
                    DATE,
                    "First day of what was added up; the row's own period is its end",
                    "2025-01-01",
                    line -> line.total().start());
        }
    }

    private void year(Calendar years) {
        Function<Line, Period> year = line -> years.around(line.period().start());
        switch (years) {
            case FINANCIAL_YEAR ->
                always(
                        "financialYear",
                        TEXT,
                        "The UK financial year, 1 April to 31 March",
                        "FY2024-25",
                        line -> year.apply(line).code());
            case US_FINANCIAL_YEAR ->
                always(
                        "usFinancialYear",
                        TEXT,
                        "The US fiscal year, 1 October to 30 September, by the year in which it ends",
                        "USFY2025",
                        line -> year.apply(line).code());
            case DAY, WEEK, MONTH, QUARTER, YEAR ->
                always(
                        "year",
                        INTEGER,
                        "The calendar year",
                        "2025",
                        line -> year.apply(line).start().getYear());
        }
    }

    private void groups() {
        Dataset dataset = question.dataset();
        for (DatasetColumn column : dataset.columns()) {
            int place = question.groupBy().indexOf(column.name());
            if (place >= 0) {
                maybe(
                        column.name(),
                        TEXT,
                        column.description(),
                        column.example(),
                        line -> line.group().codes().get(place));
            }
        }
        for (DatasetColumn column : dataset.columns()) {
            if (dataset.units().contains(column.name())) {
                maybe(
                        column.name(),
                        TEXT,
                        column.description(),
                        column.example(),
                        line -> line.group().unit());
            } else if (column.name().equals(DatasetColumn.PER)) {
                maybe(
                        DatasetColumn.PER,
                        TEXT,
                        column.description(),
                        column.example(),
                        line -> line.group().per());
            }
        }
    }

    private void values() {
        for (Measure measure : question.measures()) {
            maybe(
                    measure.name(),
                    measure.isWhole() ? INTEGER : DECIMAL,
                    measure.description(),
                    measure.isWhole()
                            ? measure.column().example()
                            : measure.column().example() + ".00",
                    line -> line.value(measure));
        }
        maybe(
                "qualifier",
                TEXT,
                "How the sum of the main measure is bounded: exact, about, at-least, up-to, between; a single figure"
                        + " keeps its own. Null where it has no sum",
                "exact",
                line -> {
                    Qualifier qualifier = line.qualifier();
                    return qualifier == null ? null : qualifier.code();
                });
        maybe(
                "valueHigh",
                DECIMAL,
                "The higher end of the sum of the main measure where the qualifier is between",
                "40",
                Line::valueHigh);
        maybe(
                "status",
                TEXT,
                "The least firm status of the figures that went in, by its SDMX letter; where none has a value, of"
                        + " those. Null without figures",
                "P",
                line -> line.total().status() == null
                        ? null
                        : String.valueOf(line.total().status()));
    }

    private void completeness() {
        always(
                "inputs",
                INTEGER,
                "How many figures with a value went in",
                "365",
                line -> line.total().inputs());
        always(
                "present",
                INTEGER,
                "How many periods have a value of the main measure",
                "365",
                line -> line.total().present());
        maybe(
                "expected",
                INTEGER,
                "How many periods a complete series has from periodStart (or inputsFrom) to periodEnd; null without a"
                        + " rhythm",
                "365",
                line -> line.total().expected());
        maybe(
                "complete",
                BOOLEAN,
                "Whether every period is there with every measure; null for a series without a rhythm",
                "true",
                line -> line.total().complete());
        always(
                "missing",
                LIST,
                "The missing periods, as ranges of days",
                "2026-08-21..2026-12-31",
                line -> line.total().missing().texts());
        always(
                "incomplete",
                LIST,
                "Measures that have fewer values than there are periods (of a series without a rhythm: figures)",
                "uncontrolledLandings: 181 of 365",
                line -> line.total().incomplete());
        always(
                "leftOut",
                LIST,
                "Keys of figures that are left out: another figure contains them, or nobody published what does",
                "uk-announced-funding:2024-09-17:announced:border-security-command:first-tranche",
                line -> line.total().leftOut());
        maybe("reason", TEXT, "Why a sum is null though there are figures; else null", "periods overlap", Line::reason);
        always(
                "reasonKeys",
                LIST,
                "Keys of the figures that the reason is about, at most 100",
                "uk-announced-funding:2025-06-11:announced:border-security-command:spending-review-2025",
                Line::reasonKeys);
    }

    private void sources() {
        maybe(
                "publisher",
                TEXT,
                "Who published the figures",
                "Home Office",
                line -> line.total().publisher().isEmpty() ? null : line.total().publisher());
        maybe(
                "issuedAt",
                TEXT,
                "When the newest release among them was issued, as exactly as it is known: an instant, a day, a month or"
                        + " a year",
                "2026-08-21T08:30:00Z",
                line -> {
                    IssueDate issued = line.total().issuedAt();
                    return issued == null ? null : issued.text();
                });
        maybe(
                "licence",
                TEXT,
                "The licence of the series",
                "OGL-UK-3.0",
                line -> line.series().licence());
        always(
                QUERY,
                TEXT,
                "The address that lists the figures",
                "/v1/crossings?series=uk-small-boats-daily&from=2025-01-01&to=2025-12-31",
                this::address);
    }

    private String address(Line line) {
        var address = new Address(question.dataset(), line.group().series(), line.read());
        for (int i = 0; i < question.groupBy().size(); i++) {
            address.with(question.groupBy().get(i), line.group().codes().get(i));
        }
        question.dataset()
                .units()
                .forEach(name -> address.with(name, line.group().unit()));
        return address.with(filters);
    }

    private void always(
            String name,
            Column.Type type,
            String description,
            @Nullable String example,
            Function<Line, @Nullable Object> value) {
        columns.add(Column.of(name, type, description, example), value);
    }

    private void maybe(
            String name,
            Column.Type type,
            String description,
            @Nullable String example,
            Function<Line, @Nullable Object> value) {
        columns.add(Column.nullable(name, type, description, example), value);
    }
}

package org.borderledger.computation;

import java.util.List;
import java.util.stream.Stream;
import org.borderledger.computation.Comparison.Year;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.representation.Column;

/** The columns of a comparison (API rule 23): those of its sums, and beside them how the base year differs. */
public final class ComparisonColumns {
    private static final List<String> BEFORE_THE_REASON =
            List.of("qualifier", "status", "inputs", "present", "expected", "complete", "missing");
    private static final List<String> AFTER_THE_REASON =
            List.of("reasonKeys", "publisher", "issuedAt", "licence", "query");

    private ComparisonColumns() {}

    /**
     * The columns of a question's answer.
     *
     * @param filters the caller's own, which the address of each year's figures repeats
     */
    public static Columns<Year> of(ComparisonQuestion question, Filters filters) {
        Measure measure = question.measure();
        Columns<Line> sums = AggregateColumns.of(question.sums(), filters);
        var columns = new Columns<Year>();
        columns.add(Column.of("year", Column.Type.INTEGER, "The year in which the days end", "2025"), Year::year);
        Stream.of(
                        Stream.of("periodStart", "periodEnd"),
                        question.dataset().units().stream(),
                        Stream.of(DatasetColumn.PER).filter(sums::has),
                        Stream.of(measure.name()))
                .flatMap(names -> names)
                .forEach(name -> columns.take(name, sums, Year::sum));
        columns.add(
                Column.nullable(
                        "change",
                        measure.isWhole() ? Column.Type.INTEGER : Column.Type.DECIMAL,
                        "The sum of the base year less that of this year; null unless both are complete and exact",
                        "0"),
                Year::change);
        columns.add(
                Column.nullable(
                        "percent",
                        Column.Type.DECIMAL,
                        "change in percent of this year's sum, to 2 decimals, a half to the even neighbour; null where"
                                + " that is zero",
                        "0.00"),
                Year::percent);
        BEFORE_THE_REASON.forEach(name -> columns.take(name, sums, Year::sum));
        columns.add(
                Column.nullable(
                        "reason",
                        Column.Type.TEXT,
                        "Why a sum or its change is null though there are figures; else null",
                        "periods overlap"),
                Year::reason);
        AFTER_THE_REASON.forEach(name -> columns.take(name, sums, Year::sum));
        return columns;
    }
}

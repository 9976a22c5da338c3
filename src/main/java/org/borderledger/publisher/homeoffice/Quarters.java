package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.period.London;
import org.borderledger.period.Period;

/** The quarters of which a table has rows. */
final class Quarters {
    /** What the first three cells of a row of a derived table have to say. */
    static final String DERIVED = "one quarter and its first or last day, as 2018-03-31, 2018 and 1";

    private final TreeMap<LocalDate, Period> byStart = new TreeMap<>();

    /** The quarter of a row such as 2018-03-31, 2018, 1, whose day is the first of it or the last. */
    static Optional<Period> derived(Row row) {
        String year = row.cell(1).text();
        String quarter = row.cell(2).text();
        if (!year.matches("(19|20)[0-9]{2}") || !quarter.matches("[1-4]")) {
            return Optional.empty();
        }
        Period period = Period.quarter(Integer.parseInt(year), Integer.parseInt(quarter));
        String day = row.cell(0).text();
        return Optional.of(period)
                .filter(each -> day.equals(each.start().toString())
                        || day.equals(each.end().toString()));
    }

    /** What the first three cells say instead. */
    static String found(Row row) {
        return "the date " + quote(row.cell(0)) + ", the year " + quote(row.cell(1)) + " and the quarter "
                + quote(row.cell(2));
    }

    /** Whether the quarter was not there yet. */
    boolean add(Period quarter) {
        return byStart.put(quarter.start(), quarter) == null;
    }

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    LocalDate firstDay() {
        return byStart.firstKey();
    }

    LocalDate lastDay() {
        return byStart.lastEntry().getValue().end();
    }

    /** A table without one of the quarters between its first and its last is not what the publisher publishes. */
    void checkGaps(String place, Attempt attempt) {
        LocalDate expected = null;
        for (Period quarter : byStart.values()) {
            if (expected != null && !quarter.start().equals(expected)) {
                attempt.error(
                        place,
                        "no row of the quarter from " + expected + " on before " + quarter.code(),
                        "every quarter between the first and the last");
                return;
            }
            expected = quarter.end().plusDays(1);
        }
    }

    /** What has not been published cannot have been counted: the last quarter is over on the day of issue. */
    void checkIssued(String place, Attempt attempt) {
        if (isEmpty()) {
            return;
        }
        attempt.issueDate()
                .map(issued -> London.dayOf(issued.instant()))
                .filter(issued -> !lastDay().isBefore(issued))
                .ifPresent(issued -> attempt.error(
                        place,
                        "a quarter that ends on " + lastDay(),
                        "one that is over before " + issued + ", the day of issue"));
    }
}

package org.borderledger.publisher.homeoffice;

import java.time.LocalDate;
import java.util.TreeMap;
import org.borderledger.ingest.Attempt;
import org.borderledger.period.London;
import org.borderledger.period.Period;

/** The quarters of which a table has rows. */
final class Quarters {
    private final TreeMap<LocalDate, Period> byStart = new TreeMap<>();

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

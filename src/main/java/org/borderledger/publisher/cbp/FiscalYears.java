package org.borderledger.publisher.cbp;

import java.time.YearMonth;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.borderledger.ingest.Attempt;
import org.borderledger.period.Period;

/**
 * The window of an edition: some fiscal years one after the other, each whole, the last of which may still run. What was
 * before the window the edition does not speak of.
 */
final class FiscalYears {
    private final TreeSet<YearMonth> months = new TreeSet<>();
    private final TreeMap<Integer, TreeSet<Boolean>> running = new TreeMap<>();

    void add(FiscalMonth stated) {
        months.add(stated.month());
        running.computeIfAbsent(stated.fiscalYear(), year -> new TreeSet<>()).add(stated.running());
    }

    /** From the first day of the first year to the end of the last month stated; an error where something lacks between. */
    Optional<Period> window(String file, Attempt attempt) {
        if (months.isEmpty()) {
            attempt.error(file, "no row that could be read", "a row for each combination and month");
            return Optional.empty();
        }
        int lastYear = running.lastKey();
        for (var year : running.entrySet()) {
            if (year.getValue().size() > 1 || (year.getValue().first() && year.getKey() != lastYear)) {
                attempt.error(
                        file,
                        "the fiscal year " + year.getKey() + " printed as one that goes on (FYTD)",
                        "that of the last fiscal year alone, and of all of its rows");
                return Optional.empty();
            }
        }
        YearMonth first = FiscalMonth.first(running.firstKey());
        YearMonth last = running.lastEntry().getValue().first() ? months.last() : FiscalMonth.last(lastYear);
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            if (!months.contains(month)) {
                attempt.error(
                        file,
                        "no row of " + month,
                        "every month from " + first + " to " + last
                                + "; a year that goes on is printed as 2024 (FYTD)");
                return Optional.empty();
            }
        }
        return Optional.of(new Period(first.atDay(1), last.atEndOfMonth()));
    }
}

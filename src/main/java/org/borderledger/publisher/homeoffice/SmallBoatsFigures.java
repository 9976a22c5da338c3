package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Shown;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** What the publisher writes alike wherever it publishes small boats: its marks, and what a row of counts comes to. */
final class SmallBoatsFigures {
    private static final String NOT_AVAILABLE = "-";
    private static final String REVISED = "Revised";
    /** A mark is a word or two; what is longer is no mark, and would be published as one. */
    private static final int LONGEST_MARK = 100;

    private SmallBoatsFigures() {}

    /** Offers one row: the measures that it has, the others of the series as missing. */
    static void offer(
            Attempt attempt,
            String seriesId,
            Period period,
            Map<String, Object> measured,
            ObservationStatus status,
            @Nullable String flag,
            String locator) {
        Series series = attempt.series(seriesId);
        Map<String, Object> values = new LinkedHashMap<>();
        series.dimensions()
                .forEach((dimension, codes) ->
                        values.put(dimension, codes.keySet().iterator().next()));
        values.putAll(measured);
        List<String> missing = new ArrayList<>();
        for (String measure : series.measures()) {
            if (!measured.containsKey(measure)) {
                missing.add(measure + "=" + ObservationStatus.O);
            }
        }
        boolean nothing = missing.size() == series.measures().size();
        attempt.offer(new Draft(
                series,
                period,
                values,
                nothing ? ObservationStatus.O : status,
                nothing || missing.isEmpty() ? null : String.join(" ", missing),
                Qualifier.EXACT,
                null,
                null,
                flag,
                locator));
    }

    /** Refuses columns of other words; {@code same} says whether what is found in a column is what is expected there. */
    static void checkHeader(Row row, List<String> header, BiPredicate<String, String> same, Attempt attempt) {
        for (int column = 0; column < header.size(); column++) {
            if (!same.test(row.cell(column).text().strip(), header.get(column))) {
                attempt.error(row.at(column), quote(row.cell(column)), "the header '" + header.get(column) + "'");
            }
        }
        checkWidth(row, header, attempt);
    }

    static void checkWidth(Row row, List<String> header, Attempt attempt) {
        if (row.cells().size() > header.size()) {
            attempt.error(
                    row.at(header.size()), quote(row.cell(header.size())), "nothing beyond column " + header.getLast());
        }
    }

    /** What has not been published cannot have been counted: the last day of a file lies before its issue. */
    static void checkEnd(Row row, LocalDate last, LocalDate issued, Attempt attempt) {
        if (last.isAfter(issued)) {
            attempt.error(row.at(0), "the date " + last, "a day not after " + issued + ", the day of issue");
        } else if (last.equals(issued)) {
            attempt.note(row.at(0), "the date " + last, "the day before: on the day of issue a day is not over");
        }
    }

    /** The counts of those who arrived, which have the second to the fourth column everywhere. */
    static Map<String, Object> crossings(Row row, Counting counting, Attempt attempt) {
        Map<String, Object> values = new LinkedHashMap<>();
        count(row, 1, counting, attempt).ifPresent(count -> values.put("people", count));
        count(row, 2, counting, attempt).ifPresent(count -> values.put("boats", count));
        count(row, 3, counting, attempt).ifPresent(count -> values.put("uncontrolledLandings", count));
        return values;
    }

    /** How a format writes a whole number that is not below zero; empty where a cell has none. */
    @FunctionalInterface
    interface Counting {
        Optional<Long> of(Cell cell);
    }

    /** The count in a cell; empty where the publisher writes that it is not available. */
    static Optional<Long> count(Row row, int column, Counting counting, Attempt attempt) {
        Cell cell = row.cell(column);
        Optional<Long> count = counting.of(cell);
        if (count.isEmpty() && !cell.text().strip().equals(NOT_AVAILABLE)) {
            attempt.error(row.at(column), quote(cell), "a whole number, or - for not available");
        }
        return count;
    }

    /**
     * The publisher's mark in the column of notes. Other words are kept too, with a warning, as far as they are such as
     * can stand beside a figure.
     */
    static @Nullable String flag(Row row, int column, Attempt attempt) {
        String note = row.cell(column).text().strip();
        if (note.isEmpty() || note.equals(NOT_AVAILABLE)) {
            return null;
        }
        String mark = Shown.of(note, LONGEST_MARK);
        if (!mark.equals(note)) {
            attempt.warning(
                    row.at(column),
                    quote(row.cell(column)),
                    "nothing, or " + REVISED + "; kept in " + LONGEST_MARK + " printable characters: '" + mark + "'");
        } else if (!note.equals(REVISED)) {
            attempt.warning(row.at(column), quote(row.cell(column)), "nothing, or " + REVISED);
        }
        return mark;
    }
}

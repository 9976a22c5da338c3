package org.borderledger.publisher.homeoffice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.ingest.Attempt;
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
    static final String NOT_AVAILABLE = "-";
    private static final String REVISED = "Revised";

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

    /** The publisher's mark in the column of notes; other words are kept too, with a warning. */
    static @Nullable String flag(Row row, int column, Attempt attempt) {
        String note = row.cell(column).text().strip();
        if (note.isEmpty() || note.equals(NOT_AVAILABLE)) {
            return null;
        }
        if (!note.equals(REVISED)) {
            attempt.warning(row.at(column), quote(row.cell(column)), "nothing, or " + REVISED);
        }
        return note;
    }

    static String quote(Cell cell) {
        return cell instanceof Cell.Empty ? "an empty cell" : "'" + cell.text() + "'";
    }
}

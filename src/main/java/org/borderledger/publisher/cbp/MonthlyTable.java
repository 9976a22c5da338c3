package org.borderledger.publisher.cbp;

import static org.borderledger.ingest.Shown.quote;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;

/**
 * A table of the publisher with a row for each combination and month: a header, no title, no notes, no totals. Codes are
 * those whose label, in the series file, is what the publisher prints.
 */
final class MonthlyTable {
    private final Attempt attempt;
    private final Series series;
    private final Layout layout;
    private final Map<String, Map<String, String>> codeByName = new HashMap<>();
    private final FiscalYears years = new FiscalYears();

    /**
     * How a table is laid out.
     *
     * @param header the names of the columns; the first is the fiscal year
     * @param month the column of the month
     * @param locator the column that a figure is read from
     * @param coded what of a row is a code
     * @param fixed what is the same in all rows
     */
    record Layout(List<String> header, int month, int locator, List<Coded> coded, Map<String, String> fixed) {}

    /** A dimension, and the columns whose words, with a comma between, are the name of its code. */
    record Coded(String dimension, List<Integer> columns) {}

    /** Reads the numbers of a row. */
    interface Numbers {
        /** Puts them among the values, and says whether it could; if not, it has quarantined the row. */
        boolean read(Row row, Map<String, Object> values);
    }

    MonthlyTable(Attempt attempt, String series, Layout layout) {
        this.attempt = attempt;
        this.series = attempt.series(series);
        this.layout = layout;
    }

    /** Reads all rows; the edition is complete from its first fiscal year to its last month. */
    void read(SourceFile file, Numbers numbers) {
        try (CsvTable table = CsvTable.open(file.path())) {
            boolean headerSeen = false;
            for (Row row : attempt.rows(table.rows())) {
                if (headerSeen) {
                    offer(row, numbers);
                } else {
                    attempt.passOver();
                    if (!isHeader(row)) {
                        return;
                    }
                }
                headerSeen = true;
            }
        }
        years.window(file.name(), attempt).ifPresent(window -> {
            attempt.coversCompletely(series.id(), window.start(), window.end());
            attempt.standsAt(YearMonth.from(window.end()).toString());
        });
    }

    private boolean isHeader(Row row) {
        boolean fits = true;
        int columns = Math.max(layout.header().size(), row.cells().size());
        for (int column = 0; column < columns; column++) {
            String name = column < layout.header().size() ? layout.header().get(column) : "";
            if (!row.cell(column).text().equals(name)) {
                attempt.error(row.at(column), quote(row.cell(column)), "the header '" + name + "'");
                fits = false;
            }
        }
        return fits;
    }

    private void offer(Row row, Numbers numbers) {
        if (attempt.quarantineWider(row, layout.header())) {
            return;
        }
        Optional<FiscalMonth> month =
                FiscalMonth.find(row.cell(0).text(), row.cell(layout.month()).text());
        if (month.isEmpty()) {
            attempt.quarantine(
                    row,
                    0,
                    "the fiscal year " + quote(row.cell(0)) + " and the month " + quote(row.cell(layout.month())),
                    FiscalMonth.EXPECTED);
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>(layout.fixed());
        for (Coded coded : layout.coded()) {
            Optional<String> code = code(row, coded);
            if (code.isEmpty()) {
                return;
            }
            values.put(coded.dimension(), code.get());
        }
        if (numbers.read(row, values)) {
            offer(row, month.get(), values);
        }
    }

    private void offer(Row row, FiscalMonth month, Map<String, Object> values) {
        var draft =
                Draft.exact(series, Period.month(month.month()), values, ObservationStatus.A, row.at(layout.locator()));
        if (attempt.offerOnce(draft, row.at(0), "row")) {
            years.add(month);
        }
    }

    private Optional<String> code(Row row, Coded coded) {
        List<String> words = new ArrayList<>();
        for (int column : coded.columns()) {
            words.add(row.cell(column).text());
        }
        String name = String.join(", ", words);
        Optional<String> code = Optional.ofNullable(
                codeByName.computeIfAbsent(coded.dimension(), this::codes).get(Code.of(name)));
        if (code.isEmpty()) {
            attempt.quarantine(
                    row,
                    coded.columns().getFirst(),
                    quote(new Cell.Text(name)),
                    "a name that the series declares as a label under " + coded.dimension() + " of " + series.id());
        }
        return code;
    }

    private Map<String, String> codes(String dimension) {
        return series.codes(dimension).entrySet().stream()
                .collect(Collectors.toMap(each -> Code.of(each.getValue()), Map.Entry::getKey));
    }
}

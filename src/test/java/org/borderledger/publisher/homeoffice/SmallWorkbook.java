package org.borderledger.publisher.homeoffice;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workbook in the layout of the published one, of two weeks from the first day on; tests make it wrong in one place.
 * Rows and columns count from 0, the header is row 0. No row of it is empty, as SODS 1.7.0 would write a row after an
 * empty one twice.
 */
public final class SmallWorkbook {
    private static final LocalDate FIRST = LocalDate.of(2018, 1, 1);
    private static final int WEEKS = 2;

    private final List<List<@Nullable Object>> days = new ArrayList<>();
    private final List<List<@Nullable Object>> weeks = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    public SmallWorkbook() {
        days.add(row(
                "Date",
                "Migrants arrived",
                "Boats arrived",
                "Boats arrived - involved in uncontrolled landings",
                "Notes"));
        weeks.add(row(
                "Week ending",
                "Migrants arrived",
                "Boats arrived",
                "Boats arrived - involved in uncontrolled landings",
                "Migrants prevented",
                "Events prevented",
                "Notes"));
        for (int day = 0; day < 7 * WEEKS; day++) {
            days.add(row(FIRST.plusDays(day), 10, 1, "-", null));
        }
        for (int week = 1; week <= WEEKS; week++) {
            weeks.add(row(FIRST.plusDays(7L * week - 1), 70, 7, "-", 20 * week, week, null));
        }
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell);
        }
        return row;
    }

    public SmallWorkbook day(int row, int column, @Nullable Object value) {
        set(days.get(row), column, value);
        return this;
    }

    public SmallWorkbook week(int row, int column, @Nullable Object value) {
        set(weeks.get(row), column, value);
        return this;
    }

    private static void set(List<@Nullable Object> cells, int column, @Nullable Object value) {
        while (cells.size() <= column) {
            cells.add(null);
        }
        cells.set(column, value);
    }

    SmallWorkbook withoutDay(int row) {
        days.remove(row);
        return this;
    }

    SmallWorkbook withoutWeeks() {
        weeks.subList(1, weeks.size()).clear();
        return this;
    }

    /** One sheet more, of two rows. */
    SmallWorkbook sheet(String name) {
        others.add(name);
        return this;
    }

    public Path in(Path folder) throws IOException {
        return save(folder, "SB_01", "SB_02");
    }

    public Path save(Path folder, String daily, String weekly) throws IOException {
        SpreadSheet book = new SpreadSheet();
        book.appendSheet(sheet("Cover_sheet", List.of(row("Small boats - time series"))));
        book.appendSheet(sheet(daily, days));
        book.appendSheet(sheet(weekly, weeks));
        others.forEach(name -> book.appendSheet(sheet(name, List.of(row("Month", "Migrants"), row("June", 4)))));
        Path file = Files.createTempFile(folder, "small-boats", ".ods");
        book.save(file.toFile());
        return file;
    }

    private static Sheet sheet(String name, List<List<@Nullable Object>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        Sheet sheet = new Sheet(name, rows.size(), columns);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Object value = rows.get(row).get(column);
                if (value != null) {
                    sheet.getRange(row, column).setValue(value);
                }
            }
        }
        return sheet;
    }
}

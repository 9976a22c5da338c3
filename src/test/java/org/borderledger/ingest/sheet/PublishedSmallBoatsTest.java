package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.borderledger.Corpus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every edition of the Home Office's daily small boat arrivals, against figures taken from it by other means. */
class PublishedSmallBoatsTest {

    @TestFactory
    Stream<DynamicTest> anEditionReadsAsItsIndexSays() throws IOException {
        Path folder = Corpus.folder().resolve("published/home-office/small-boats-time-series");
        List<String> index = Files.readAllLines(folder.resolve("index.csv"));
        assertEquals(28, index.size(), "editions and a header");
        return index.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(edition -> DynamicTest.dynamicTest(
                        edition[0],
                        () -> assertEdition(
                                folder.resolve(edition[0]), edition[1], edition[2], edition[3], edition[4])));
    }

    private static void assertEdition(Path file, String issued, String lastDay, String days, String people) {
        try (OdsWorkbook workbook = OdsWorkbook.open(file)) {
            assertEquals(
                    LocalDate.parse(issued),
                    workbook.modified().orElseThrow().atOffset(ZoneOffset.UTC).toLocalDate());

            List<String> sheets = new ArrayList<>();
            List<Row> daily = new ArrayList<>();
            for (Row row : workbook.rows()) {
                if (sheets.isEmpty() || !sheets.getLast().equals(row.sheet())) {
                    sheets.add(row.sheet());
                }
                if (row.sheet().equals("SB_01")) {
                    daily.add(row);
                }
            }

            assertEquals(List.of("Cover_sheet", "Notes", "SB_01", "SB_02"), sheets);
            assertEquals(
                    List.of(
                            "Date",
                            "Migrants arrived",
                            "Boats arrived",
                            "Boats arrived - involved in uncontrolled landings",
                            "Notes"),
                    daily.removeFirst().cells().stream().map(Cell::text).toList());
            daily.removeIf(row -> !(row.cell(0) instanceof Cell.Day));
            assertEquals(Integer.parseInt(days), daily.size());
            BigDecimal sum = BigDecimal.ZERO;
            LocalDate day = LocalDate.of(2018, 1, 1);
            for (Row row : daily) {
                assertEquals(day, ((Cell.Day) row.cell(0)).value(), row.at(0));
                sum = sum.add(((Cell.Number) row.cell(1)).value());
                day = day.plusDays(1);
            }
            assertEquals(new BigDecimal(people), sum);
            assertEquals(LocalDate.parse(lastDay), day.minusDays(1));
        }
    }
}

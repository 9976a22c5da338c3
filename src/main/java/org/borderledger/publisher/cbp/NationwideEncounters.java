package org.borderledger.publisher.cbp;

import static org.borderledger.ingest.Shown.quote;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.ReleaseKind;

/**
 * The table "Nationwide Encounters" by state: encounters by fiscal year and month, land border region, state, demographic
 * group, citizenship and title of authority.
 *
 * <p>A row is a figure, and an edition the whole of its fiscal years. The publisher's other table of the same encounters,
 * by component and area of responsibility, is known and refused: it has no state, so its rows are other figures, and added
 * to these they would count every encounter twice.
 */
public final class NationwideEncounters implements Importer {
    static final String FORMAT = "cbp-nationwide-encounters";

    private static final String SERIES = "us-cbp-encounters-monthly";
    private static final String PAGE = "https://www.cbp.gov/newsroom/stats/nationwide-encounters";
    private static final List<String> BEGINNING = List.of("Fiscal Year", "Month Grouping", "Month (abbv)");
    private static final String COUNT = "Encounter Count";
    private static final int GROUPING = 1;
    private static final int NUMBER = 8;
    /** Whether the month is among those of the running year so far, in whichever year: it adds nothing to the month. */
    private static final List<String> GROUPINGS = List.of("FYTD", "Remaining");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    private static final MonthlyTable.Layout LAYOUT = new MonthlyTable.Layout(
            List.of(
                    "Fiscal Year",
                    "Month Grouping",
                    "Month (abbv)",
                    "Land Border Region",
                    "State",
                    "Demographic",
                    "Citizenship",
                    "Title of Authority",
                    COUNT),
            2,
            NUMBER,
            List.of(
                    new MonthlyTable.Coded("route", List.of(3)),
                    new MonthlyTable.Coded("place", List.of(4)),
                    new MonthlyTable.Coded("demographic", List.of(5)),
                    new MonthlyTable.Coded("citizenship", List.of(6)),
                    new MonthlyTable.Coded("authority", List.of(7))),
            Map.of("category", "encounter"));

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        List<String> header = CsvTable.header(file.path());
        return header.size() > BEGINNING.size()
                && header.subList(0, BEGINNING.size()).equals(BEGINNING)
                && header.contains(COUNT);
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "US Customs and Border Protection",
                "Nationwide Encounters by state",
                ReleaseKind.OFFICIAL_STATISTICS,
                PAGE,
                "US-PD"));
        List<String> header = CsvTable.header(file.path());
        if (header.contains("Area of Responsibility") || header.contains("Component")) {
            attempt.error(
                    file.name(),
                    "the table by component and area of responsibility, with the columns " + header,
                    "the publisher's table by state, with the columns " + LAYOUT.header()
                            + ": both break down the same encounters, and one cannot be made of the other");
            return;
        }
        new MonthlyTable(attempt, SERIES, LAYOUT)
                .read(file, (row, values) -> isGrouped(row, attempt) && count(row, attempt, values));
    }

    private static boolean isGrouped(Row row, Attempt attempt) {
        if (GROUPINGS.contains(row.cell(GROUPING).text())) {
            return true;
        }
        attempt.quarantine(row, GROUPING, quote(row.cell(GROUPING)), "one of " + GROUPINGS);
        return false;
    }

    private static boolean count(Row row, Attempt attempt, Map<String, Object> values) {
        String text = row.cell(NUMBER).text();
        if (!WHOLE.matcher(text).matches()) {
            attempt.quarantine(row, NUMBER, quote(row.cell(NUMBER)), "a whole number");
            return false;
        }
        values.put("people", Long.valueOf(text));
        return true;
    }
}

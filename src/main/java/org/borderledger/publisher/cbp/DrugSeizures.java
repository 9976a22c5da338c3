package org.borderledger.publisher.cbp;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.ReleaseKind;

/**
 * The table of nationwide drug seizures: events and pounds by fiscal year and month, component, region with its land
 * filter, area of responsibility and drug.
 *
 * <p>A row is a figure, and an edition the whole of its fiscal years. One area and drug has up to two rows a month, told
 * apart by the land filter alone, so region and filter together are the border.
 */
public final class DrugSeizures implements Importer {
    static final String FORMAT = "cbp-drug-seizures";

    private static final String SERIES = "us-cbp-drug-seizures-monthly";
    private static final String PAGE = "https://www.cbp.gov/newsroom/stats/drug-seizure-statistics";
    private static final List<String> HEADER = List.of(
            "FY",
            "Month (abbv)",
            "Component",
            "Region",
            "Land Filter",
            "Area of Responsibility",
            "Drug Type",
            "Count of Event",
            "Sum Qty (lbs)");
    private static final int BEGINNING = 4;
    private static final int EVENTS = 7;
    private static final int QUANTITY = 8;

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    /** Small weights have an exponent: 2.20462262e-05. */
    private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,20})?([eE]-[0-9]{1,2})?");

    private static final MonthlyTable.Layout LAYOUT = new MonthlyTable.Layout(
            HEADER,
            1,
            QUANTITY,
            List.of(
                    new MonthlyTable.Coded("item", List.of(6)),
                    new MonthlyTable.Coded("agency", List.of(2)),
                    new MonthlyTable.Coded("place", List.of(5)),
                    new MonthlyTable.Coded("border", List.of(3, 4))),
            Map.of("action", "seizure", "unit", "lb"));

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        List<String> header = CsvTable.header(file.path());
        return header.size() >= BEGINNING
                && header.subList(0, BEGINNING).equals(HEADER.subList(0, BEGINNING))
                && header.contains("Drug Type");
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "US Customs and Border Protection",
                "Nationwide drug seizures",
                ReleaseKind.OFFICIAL_STATISTICS,
                PAGE,
                "US-PD"));
        new MonthlyTable(attempt, SERIES, LAYOUT).read(file, (row, values) -> numbers(row, attempt, values));
    }

    private static boolean numbers(Row row, Attempt attempt, Map<String, Object> values) {
        String events = row.cell(EVENTS).text();
        if (!WHOLE.matcher(events).matches()) {
            attempt.quarantine(row, EVENTS, quote(row.cell(EVENTS)), "a whole number");
            return false;
        }
        String quantity = row.cell(QUANTITY).text();
        if (!WEIGHT.matcher(quantity).matches()) {
            attempt.quarantine(row, QUANTITY, quote(row.cell(QUANTITY)), "a weight as 8.3799469484296 or 2.2e-05");
            return false;
        }
        var weight = new BigDecimal(quantity);
        if (!DatasetColumn.fits(weight)) {
            attempt.quarantine(
                    row,
                    QUANTITY,
                    quote(row.cell(QUANTITY)),
                    "a weight of at most " + DatasetColumn.MOST_DECIMALS + " decimals");
            return false;
        }
        values.put("events", Long.valueOf(events));
        values.put("quantity", weight);
        return true;
    }
}

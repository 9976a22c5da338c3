package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ingest.sheet.XlsxWorkbook;
import org.borderledger.ledger.IssueDate;
import org.borderledger.period.London;

/** The day of issue that a workbook prints on one of its first sheets, such as "Published: 23 November 2023". */
final class PrintedDay {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).withResolverStyle(ResolverStyle.STRICT);

    private PrintedDay() {}

    /**
     * Takes the day that stands behind the words in column A of the sheet; the file itself may have been saved again
     * since. Where the sheet is not there or prints none, nothing is said of the day.
     */
    static void read(XlsxWorkbook workbook, String sheet, String words, SourceFile file, Attempt attempt) {
        if (!workbook.sheets().contains(sheet)) {
            return;
        }
        Pattern pattern = Pattern.compile(Pattern.quote(words) + ": (\\d{1,2} \\p{L}+ \\d{4})");
        for (Row row : workbook.rows(sheet)) {
            Matcher printed = pattern.matcher(row.cell(0).text().strip());
            if (!printed.matches()) {
                continue;
            }
            try {
                LocalDate day = LocalDate.parse(printed.group(1), DATE);
                attempt.issued(IssueDate.on(day, IssueDate.Basis.PRINTED));
                workbook.modified()
                        .map(London::dayOf)
                        .filter(saved -> saved.isAfter(day))
                        .ifPresent(saved -> attempt.note(
                                file.name(),
                                "a workbook saved on " + saved + " that prints " + quote(row.cell(0)),
                                "one day; the issue date is what it prints, so that what was mended in between would"
                                        + " count as known too early: give --issued where that matters"));
            } catch (DateTimeException none) {
                attempt.error(row.at(0), quote(row.cell(0)), "a day as in '" + words + ": 23 November 2023'");
            }
            return;
        }
    }
}

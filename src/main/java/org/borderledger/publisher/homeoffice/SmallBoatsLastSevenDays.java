package org.borderledger.publisher.homeoffice;

import static org.borderledger.ingest.Shown.quote;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.checkEnd;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.checkHeader;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.checkWidth;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.crossings;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.flag;
import static org.borderledger.publisher.homeoffice.SmallBoatsFigures.offer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.HtmlPage;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.period.London;
import org.borderledger.period.Period;

/**
 * The daily page "Small boat arrivals: last 7 days" of the Home Office, as it was saved from GOV.UK.
 *
 * <p>Its one table has a day a row, oldest first. The publisher overwrites the page every day, so a page is the whole of
 * the series for its seven days and says nothing of those that have left it.
 *
 * <p>A page tells three dates. "Updated" in its heading, {@code dateModified} and {@code govuk:public-updated-at} are
 * those of the last change that the publisher announced; {@code govuk:updated-at} is that of the page itself. Days can be
 * added without an announcement: the page with 13 December 2025 as its last day, 737 people, says that it was updated at
 * 10:57 of that day, and was written on the next. A page counts as known from when it was written: by the other date it
 * could be known too early, and two pages could have the same.
 */
public final class SmallBoatsLastSevenDays implements Importer {
    static final String FORMAT = "home-office-small-boats-last-7-days";
    private static final String SERIES = "uk-small-boats-last-7-days";
    private static final String PAGE = "https://www.gov.uk/government/publications/"
            + "migrants-detected-crossing-the-english-channel-in-small-boats/"
            + "migrants-detected-crossing-the-english-channel-in-small-boats-last-7-days";
    private static final String WRITTEN = "govuk:updated-at";
    private static final String ANNOUNCED = "govuk:public-updated-at";

    private static final int DAYS = 7;
    /** A page that lags further behind its issue is one whose dates are all wrong, by a month or a year. */
    private static final int FURTHEST_BEHIND = 14;

    private static final String LANDINGS = "Boats involved in uncontrolled landings";
    private static final List<String> HEADER = List.of("Date", "Migrants arrived", "Boats arrived", LANDINGS, "Notes");
    /** How the publisher's weekly workbook calls the same column. */
    private static final String LANDINGS_IN_THE_WORKBOOK = "Boats arrived - involved in uncontrolled landings";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}(,[0-9]{3}){1,3}|[0-9]{1,9}");

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        return HtmlPage.open(file.path()).canonical().equals(Optional.of(PAGE));
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        attempt.describe(new Attempt.Description(
                "Home Office",
                "Small boat arrivals: last 7 days",
                // The page calls itself transparency data.
                ReleaseKind.MANAGEMENT_INFORMATION,
                PAGE,
                "OGL-UK-3.0"));
        HtmlPage page = HtmlPage.open(file.path());
        date(page, file, attempt);
        if (page.tables() != 1) {
            attempt.error(file.name(), page.tables() + " tables", "one, with the columns " + HEADER);
            return;
        }
        List<Row> rows = page.rows();
        if (rows.isEmpty()) {
            attempt.error(file.name(), "a table without rows", "the columns " + HEADER);
            return;
        }
        attempt.rows(rows.subList(0, 1)).forEach(header -> {
            attempt.passOver();
            checkHeader(header, HEADER, SmallBoatsLastSevenDays::isHeader, attempt);
        });
        List<Row> days = rows.subList(1, rows.size());
        if (days.size() != DAYS) {
            attempt.error(file.name(), days.size() + " rows below the header", DAYS + ", one for each day");
        }
        Optional<LocalDate> first = firstDay(days);
        if (first.isEmpty()) {
            days.forEach(row -> attempt.error(row.at(0), quote(row.cell(0)), "a date as 10 July 2026"));
        } else {
            read(days, first.get(), attempt);
        }
    }

    private static void date(HtmlPage page, SourceFile file, Attempt attempt) {
        Optional<Instant> written = instant(page, WRITTEN, file, attempt);
        Optional<Instant> announced = instant(page, ANNOUNCED, file, attempt);
        written.ifPresent(instant -> attempt.issued(IssueDate.at(instant, IssueDate.Basis.FILE_METADATA)));
        if (written.isPresent()
                && announced.isPresent()
                && !London.dayOf(written.get()).equals(London.dayOf(announced.get()))) {
            attempt.note(
                    file.name(),
                    "a page written at " + written.get() + " that says it was updated at " + announced.get(),
                    "one day; the issue date is when it was written, since days are added without an announcement");
        }
    }

    private static Optional<Instant> instant(HtmlPage page, String name, SourceFile file, Attempt attempt) {
        Optional<String> text = page.meta(name);
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException none) {
            attempt.error(
                    file.name(),
                    name + " '" + text.orElseThrow() + "'",
                    "a date and time with its offset, as 2026-07-13T13:15:13+01:00");
            return Optional.empty();
        }
    }

    private static boolean isHeader(String found, String expected) {
        String words = words(found);
        return words.equals(words(expected))
                || (expected.equals(LANDINGS) && words.equals(words(LANDINGS_IN_THE_WORKBOOK)));
    }

    /** The words of a header: neither case, dashes nor the marks of footnotes make it another column. */
    private static String words(String header) {
        return header.toLowerCase(Locale.ROOT)
                .replaceAll("\\[[^]]*]", " ")
                .replaceAll("[^\\p{L}]+", " ")
                .strip();
    }

    /** The day with which the table begins by most of its rows, so that a wrong row is named and not its neighbours. */
    private static Optional<LocalDate> firstDay(List<Row> days) {
        Map<LocalDate, Integer> votes = new LinkedHashMap<>();
        for (int row = 0; row < days.size(); row++) {
            int back = row;
            day(days.get(row)).ifPresent(day -> votes.merge(day.minusDays(back), 1, Integer::sum));
        }
        return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private static Optional<LocalDate> day(Row row) {
        try {
            return Optional.of(LocalDate.parse(row.cell(0).text().strip(), DATE));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static void read(List<Row> days, LocalDate first, Attempt attempt) {
        LocalDate expected = first;
        for (Row row : attempt.rows(days)) {
            Optional<LocalDate> day = day(row);
            if (!day.equals(Optional.of(expected))) {
                attempt.error(
                        row.at(0),
                        day.map(found -> "the date " + found).orElseGet(() -> quote(row.cell(0))),
                        day.isEmpty() ? "the date " + expected : expected + ", as the rows follow one another");
            }
            checkWidth(row, HEADER, attempt);
            offer(
                    attempt,
                    SERIES,
                    Period.day(expected),
                    crossings(row, SmallBoatsLastSevenDays::count, attempt),
                    ObservationStatus.P,
                    flag(row, HEADER.size() - 1, attempt),
                    row.at(0));
            expected = expected.plusDays(1);
        }
        LocalDate last = expected.minusDays(1);
        attempt.issueDate()
                .ifPresent(issued -> checkAge(days.getLast(), last, London.dayOf(issued.instant()), attempt));
        attempt.coversCompletely(SERIES, first, last);
    }

    /** The days end with the one before the issue, or with the day of the issue, which is not over. */
    private static void checkAge(Row row, LocalDate last, LocalDate issued, Attempt attempt) {
        checkEnd(row, last, issued, attempt);
        if (last.isBefore(issued.minusDays(FURTHEST_BEHIND))) {
            attempt.error(
                    row.at(0),
                    "the date " + last,
                    "one of the " + FURTHEST_BEHIND + " days before " + issued + ", the day of issue");
        }
    }

    /** Numbers are text on the page, with commas between thousands. */
    private static Optional<Long> count(Cell cell) {
        String text = cell.text().strip();
        return COUNT.matcher(text).matches() ? Optional.of(Long.valueOf(text.replace(",", ""))) : Optional.empty();
    }
}

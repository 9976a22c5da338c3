package org.borderledger.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import org.borderledger.period.London;

/**
 * When the public could know a release, how exactly that is known, and from what (API rule 7). Known only by day, month
 * or year means known from the end of it in London.
 */
public record IssueDate(Instant instant, Precision precision, Basis basis) {

    public enum Precision {
        INSTANT,
        DAY,
        MONTH,
        YEAR;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Precision of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Where the issue date was read. */
    public enum Basis {
        PRINTED,
        FILE_METADATA,
        SIDECAR,
        OPTION,
        RETRIEVED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Basis of(String code) {
            return Arrays.stream(values())
                    .filter(basis -> basis.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no basis " + code));
        }
    }

    /** Known to the instant, which is cut to the microseconds that a database holds. */
    public static IssueDate at(Instant instant, Basis basis) {
        return new IssueDate(instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS), Precision.INSTANT, basis);
    }

    /** Known to the day: from the end of it in London. */
    public static IssueDate on(LocalDate day, Basis basis) {
        return new IssueDate(London.endOf(day), Precision.DAY, basis);
    }

    /** The earliest day, in London, that the date may mean. */
    LocalDate firstDay() {
        LocalDate day = London.dayOf(instant);
        return switch (precision) {
            case INSTANT, DAY -> day;
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /**
     * Reads what {@link #text} writes: a year, a month, a day or an instant, {@code 2025}, {@code 2025-01}, {@code
     * 2025-01-31}, {@code 2025-01-31T09:30:00Z}.
     *
     * @throws java.time.DateTimeException where the text is none of these
     */
    public static IssueDate parse(String text, Basis basis) {
        return switch (text.length()) {
            case 4 -> new IssueDate(London.endOf(Year.parse(text).atMonth(12).atEndOfMonth()), Precision.YEAR, basis);
            case 7 -> new IssueDate(London.endOf(YearMonth.parse(text).atEndOfMonth()), Precision.MONTH, basis);
            case 10 -> on(LocalDate.parse(text), basis);
            default -> at(Instant.parse(text), basis);
        };
    }

    /** The date as exactly as it is known: {@code 2025}, {@code 2025-01}, {@code 2025-01-31} or an instant. */
    public String text() {
        return text(instant, precision);
    }

    public static String text(Instant instant, Precision precision) {
        LocalDate day = London.dayOf(instant);
        return switch (precision) {
            case INSTANT -> instant.toString();
            case DAY -> day.toString();
            case MONTH -> YearMonth.from(day).toString();
            case YEAR -> Year.from(day).toString();
        };
    }

    /** The same made by PostgreSQL, whatever the time zone of the session, of two expressions of SQL. */
    public static String textInSql(String instant, String precision) {
        String utc = "(" + instant + " at time zone 'UTC')";
        String london = "(" + instant + " at time zone '" + London.ZONE + "')";
        return "case " + precision
                // an instant has as many groups of three digits after the second as it needs
                + " when 'instant' then to_char(" + utc + ", case when " + utc + " = date_trunc('second', " + utc
                + ") then 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"' when " + utc + " = date_trunc('milliseconds', " + utc
                + ") then 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"' else 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"' end)"
                + " when 'day' then to_char(" + london + ", 'YYYY-MM-DD')"
                + " when 'month' then to_char(" + london + ", 'YYYY-MM')"
                + " when 'year' then to_char(" + london + ", 'FMYYYY') end";
    }
}

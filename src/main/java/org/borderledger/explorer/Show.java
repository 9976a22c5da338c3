package org.borderledger.explorer;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.borderledger.period.London;
import org.jspecify.annotations.Nullable;

/** How the values of the API read on a page: exact, and what is missing never as a zero. */
final class Show {
    /** What stands for a value that is missing. */
    static final String MISSING = "–";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK);
    private static final int LENGTH_OF_A_MONTH = "2025-06".length();
    private static final int LENGTH_OF_A_DAY = "2025-06-20".length();

    private Show() {}

    /** A number with all its digits in groups of three; anything else as it is. */
    static String number(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return value == null ? MISSING : value.toString();
        }
        var decimal = new BigDecimal(number.toString());
        NumberFormat format = NumberFormat.getNumberInstance(Locale.UK);
        format.setMinimumFractionDigits(Math.max(0, decimal.scale()));
        format.setMaximumFractionDigits(Math.max(0, decimal.scale()));
        return format.format(decimal);
    }

    /** A number with its sign, as a difference is written. */
    static String difference(@Nullable Object value) {
        boolean isAbove = value instanceof Number number && new BigDecimal(number.toString()).signum() > 0;
        return (isAbove ? "+" : "") + number(value).replace('-', '−');
    }

    /** The main measure of a row with what its publisher said of it: more than 18,000; between 5 and 8. */
    static String qualified(Object value, @Nullable Object high, @Nullable Object qualifier) {
        String name = Texts.BOUND + qualifier;
        return Texts.has(name) ? Texts.text(name, number(value), number(high)) : number(value);
    }

    /** An issue date as exactly as it is known: an instant as its day in London, a day, a month, a year. */
    static String day(@Nullable Object date) {
        return date == null ? MISSING : date(date.toString(), DAY);
    }

    /** The same, an instant to the minute. */
    static String moment(@Nullable Object instant) {
        return instant == null ? MISSING : date(instant.toString(), MOMENT);
    }

    private static String date(String text, DateTimeFormatter ofInstants) {
        if (text.contains("T")) {
            return Instant.parse(text).atZone(London.ZONE).format(ofInstants);
        } else if (text.length() == LENGTH_OF_A_MONTH) {
            return YearMonth.parse(text).format(MONTH);
        }
        return text.length() == LENGTH_OF_A_DAY ? LocalDate.parse(text).format(DAY) : text;
    }

    /** A period: one day, a calendar month or year, or from a day to a day. */
    static String period(@Nullable Object from, @Nullable Object to) {
        if (from == null || to == null) {
            return from == null ? MISSING : Texts.text("period_open", day(from));
        }
        if (from.toString().length() != LENGTH_OF_A_DAY || to.toString().length() != LENGTH_OF_A_DAY) {
            return Texts.text("period_days", from, to);
        }
        LocalDate first = LocalDate.parse(from.toString());
        LocalDate last = LocalDate.parse(to.toString());
        if (first.equals(last)) {
            return first.format(DAY);
        } else if (first.getDayOfYear() == 1 && last.equals(first.plusYears(1).minusDays(1))) {
            return Integer.toString(first.getYear());
        } else if (first.getDayOfMonth() == 1 && last.equals(first.plusMonths(1).minusDays(1))) {
            return first.format(MONTH);
        }
        return Texts.text("period_days", first.format(DAY), last.format(DAY));
    }

    /** A code of the data as words. */
    static String words(@Nullable Object code) {
        return code == null ? MISSING : code.toString().replace('-', ' ');
    }

    /** The name of a column as words: uncontrolledLandings are uncontrolled landings. */
    static String column(String name) {
        String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What the letter of an observation status says. */
    static String status(@Nullable Object letter) {
        String name = "status_" + letter;
        return Texts.has(name) ? Texts.text(name) : String.valueOf(letter);
    }
}

package org.borderledger.figure;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.borderledger.ledger.IssueDate;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** Numbers, days and names of columns as a person says them, in British English. */
public final class Wording {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    /** Copied by whoever uses it, since it is not safe for several at once. */
    private static final NumberFormat NUMBER =
            new DecimalFormat("#,##0.##################", DecimalFormatSymbols.getInstance(Locale.UK));

    private Wording() {}

    /** An issue date as exactly as it is known: an instant or a day as a day, a month, a year. */
    public static String issued(String issued) {
        // what it was read from makes no difference to how it is said
        IssueDate read = IssueDate.parse(issued, IssueDate.Basis.PRINTED);
        return issued(read.instant(), read.precision());
    }

    /** The same of what {@link IssueDate#text} writes that way. */
    static String issued(Instant issued, IssueDate.Precision precision) {
        LocalDate day = London.dayOf(issued);
        return switch (precision) {
            case INSTANT, DAY -> day(day);
            case MONTH -> month(day);
            case YEAR -> String.valueOf(day.getYear());
        };
    }

    /** A day: {@code 20 June 2025}. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** The month of a day: {@code June 2025}. */
    public static String month(LocalDate day) {
        return MONTH.format(YearMonth.from(day));
    }

    /** The days of a period: {@code 20 June 2025}, {@code 1 January 2025 to 20 June 2025}. */
    public static String days(Period period) {
        LocalDate start = period.start();
        LocalDate end = period.end();
        return start.equals(end) ? day(start) : day(start) + " to " + day(end);
    }

    /**
     * A value in words: {@code 437 people}, {@code more than 8,000 accounts}, {@code GBP 150,000,000}, {@code 5 to 7 boats}.
     *
     * @param high the upper end, where it is between two
     * @param measure the measure's name, such as {@code uncontrolledLandings}
     * @param unit what it is in, null where its name says so
     * @param qualifier how it is bounded; null is exact
     */
    public static String value(
            BigDecimal value,
            @Nullable BigDecimal high,
            String measure,
            @Nullable String unit,
            @Nullable String qualifier) {
        String bound =
                high != null || qualifier == null || qualifier.equals("exact") ? "" : qualifier.replace('-', ' ') + " ";
        if (measure.equals("amount")) {
            return bound + unit + " " + number(value) + (high == null ? "" : " to " + number(high));
        }
        String counted = measure.equals("quantity") && unit != null ? unit.replace('-', ' ') : spaced(measure);
        return high == null ? bound + counted(value, counted) : number(value) + " to " + counted(high, counted);
    }

    /** So many of something: {@code 1 boat}, {@code 2 boats}. */
    public static String counted(BigDecimal number, String many) {
        return number(number) + " " + (number.compareTo(BigDecimal.ONE) == 0 ? one(many) : many);
    }

    /** One of many, as the units of the series are called; what names two things stays as it is. */
    private static String one(String many) {
        if (many.equals("people")) {
            return "person";
        } else if (many.contains(" and ") || !many.endsWith("s")) {
            return many;
        }
        return many.endsWith("ies") ? many.substring(0, many.length() - 3) + "y" : many.substring(0, many.length() - 1);
    }

    /** A name of a column: {@code uncontrolled landings}. */
    public static String spaced(String name) {
        return CAPITAL.matcher(name).replaceAll(" $0").toLowerCase(Locale.ROOT);
    }

    /** A number with its thousands apart, and all its decimals. */
    public static String number(BigDecimal value) {
        return ((NumberFormat) NUMBER.clone()).format(value);
    }
}

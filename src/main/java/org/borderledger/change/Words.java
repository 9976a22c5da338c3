package org.borderledger.change;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.borderledger.ledger.Series;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** Figures, periods and days as a person says them. */
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final int WEEK = 7;

    private Words() {}

    /** An issue date as exactly as it is known: a day, a month or a year. */
    static String issued(String issuedText) {
        return switch (issuedText.length()) {
            case 4 -> issuedText;
            case 7 -> MONTH.format(YearMonth.parse(issuedText));
            case 10 -> DAY.format(LocalDate.parse(issuedText));
            default -> DAY.format(London.dayOf(Instant.parse(issuedText)));
        };
    }

    /** The same with its preposition: {@code on 5 June 2026}, {@code in June 2026}. */
    static String whenIssued(String issuedText) {
        return (issuedText.length() < 10 ? "in " : "on ") + issued(issuedText);
    }

    /** What a figure is of: {@code week 2026-W14}, {@code 5 June 2026}, with the codes of its key behind it. */
    static String figure(CellChange change, Series series) {
        var period = new Period(change.periodStart(), change.periodEnd());
        String code = period.code();
        String codes = change.key()
                .substring(Math.min(change.key().length(), series.id().length() + 1 + code.length()));
        return period(period, code) + codes.replace('-', ' ').replace(":", ", ");
    }

    private static String period(Period period, String code) {
        if (period.days() == 1) {
            return DAY.format(period.start());
        } else if (period.days() == WEEK && code.contains("-W")) {
            return "week " + code;
        } else if (code.equals(YearMonth.from(period.start()).toString())) {
            return MONTH.format(period.start());
        }
        return code.contains("--") ? DAY.format(period.start()) + " to " + DAY.format(period.end()) : code;
    }

    /** So many figures of a series: {@code 10 weekly figures of small-boat arrivals}. */
    static String figures(int count, Series series) {
        return number(count) + " " + figuresOf(count, series);
    }

    /** So many that were not there before: {@code 7 new daily figures of small-boat arrivals}. */
    static String newFigures(int count, Series series) {
        return number(count) + " new " + figuresOf(count, series);
    }

    private static String figuresOf(int count, Series series) {
        String rhythm = switch (series.frequency()) {
            case DAILY -> "daily ";
            case WEEKLY -> "weekly ";
            case MONTHLY -> "monthly ";
            case QUARTERLY -> "quarterly ";
            case ANNUAL -> "annual ";
            case OTHER -> "";
        };
        return rhythm + (count == 1 ? "figure" : "figures") + " of " + series.subject();
    }

    /** A cell before and after: {@code uncontrolled landings 3 to 4}, {@code people none given to 12}. */
    static String change(CellChange change, Series series) {
        return measure(change.measure(), series) + " " + value(change.before(), change.textBefore()) + " to "
                + value(change.after(), change.textAfter());
    }

    /** A cell with its new value: {@code people 437}. */
    static String after(CellChange change, Series series) {
        return measure(change.measure(), series) + " " + value(change.after(), change.textAfter());
    }

    /** A cell with its old value: {@code people 437}. */
    static String before(CellChange change, Series series) {
        return measure(change.measure(), series) + " " + value(change.before(), change.textBefore());
    }

    /** A column's name in words; where a series says what its quantity counts, that. */
    private static String measure(String name, Series series) {
        return name.equals("quantity") && series.units().size() == 1
                ? series.units().keySet().iterator().next().replace('-', ' ')
                : name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String value(@Nullable BigDecimal number, @Nullable String text) {
        return number != null ? number(number) : text != null ? text : "not available";
    }

    static String number(long value) {
        return number(BigDecimal.valueOf(value));
    }

    static String number(BigDecimal value) {
        return new DecimalFormat("#,##0.##################", DecimalFormatSymbols.getInstance(Locale.UK)).format(value);
    }
}

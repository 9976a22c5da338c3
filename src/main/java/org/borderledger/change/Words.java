package org.borderledger.change;

import java.math.BigDecimal;
import java.time.YearMonth;
import org.borderledger.figure.Wording;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** Figures, periods and days as a person says them. */
final class Words {
    private static final int WEEK = 7;

    private Words() {}

    /** An issue date with its preposition: {@code on 5 June 2026}, {@code in June 2026}. */
    static String whenIssued(String issuedText) {
        return (issuedText.length() < 10 ? "in " : "on ") + Wording.issued(issuedText);
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
            return Wording.day(period.start());
        } else if (period.days() == WEEK && code.contains("-W")) {
            return "week " + code;
        } else if (code.equals(YearMonth.from(period.start()).toString())) {
            return Wording.month(period.start());
        }
        return code.contains("--") ? Wording.days(period) : code;
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
                : Wording.spaced(name);
    }

    private static String value(@Nullable BigDecimal number, @Nullable String text) {
        return number != null ? Wording.number(number) : text != null ? text : "not available";
    }

    static String number(long value) {
        return Wording.number(BigDecimal.valueOf(value));
    }
}

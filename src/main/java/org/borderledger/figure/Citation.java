package org.borderledger.figure;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.borderledger.ledger.Series;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** The sentence to paste: figure, period, publisher, release, issue date, revision and permanent address. */
final class Citation {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final int MOST_PUBLISHERS = 3;

    private Citation() {}

    /**
     * Writes the sentence.
     *
     * @param what the figures in words, such as {@code 437 people, 7 boats}
     * @param period the days that they are of, null where there is no figure
     * @param publishers who published them
     * @param release the one release that they stand in, null where there are several
     * @param issued when the newest release was issued, as exactly as it is known; null where there is none
     */
    static String of(
            String what,
            @Nullable Period period,
            List<Series> series,
            Collection<String> publishers,
            @Nullable String release,
            @Nullable String issued,
            int revision,
            String address) {
        var sentence = new StringBuilder(what);
        if (period != null) {
            sentence.append(", ").append(words(period));
        }
        sentence.append(". ");
        if (!publishers.isEmpty()) {
            sentence.append(publishers.stream()
                            .distinct()
                            .limit(MOST_PUBLISHERS)
                            .collect(Collectors.joining(", ")))
                    .append(publishers.stream().distinct().count() > MOST_PUBLISHERS ? " and others: " : ": ");
        }
        sentence.append(series.stream().map(Series::title).collect(Collectors.joining("; ")));
        if (issued != null) {
            sentence.append(release == null ? ", newest release issued " : ", release " + release + " issued ")
                    .append(inWords(issued));
        }
        return sentence.append(". Border Ledger revision ")
                .append(revision)
                .append(", ")
                .append(address)
                .toString();
    }

    /** An issue date as exactly as it is known: an instant or a day as a day, a month, a year. */
    private static String inWords(String issued) {
        return switch (issued.length()) {
            case 4 -> issued;
            case 7 -> MONTH.format(YearMonth.parse(issued));
            case 10 -> DAY.format(LocalDate.parse(issued));
            default -> DAY.format(London.dayOf(Instant.parse(issued)));
        };
    }

    /** The days of a period in words. */
    static String words(Period period) {
        LocalDate start = period.start();
        LocalDate end = period.end();
        return start.equals(end) ? DAY.format(start) : DAY.format(start) + " to " + DAY.format(end);
    }

    /**
     * A value in words: {@code 437 people}, {@code more than 8,000 accounts}, {@code GBP 150,000,000}.
     *
     * @param measure the measure's name, such as {@code uncontrolledLandings}
     * @param unit what it is in, null where its name says so
     */
    static String words(BigDecimal value, String measure, @Nullable String unit, @Nullable String qualifier) {
        String bound = qualifier == null || qualifier.equals("exact") ? "" : qualifier.replace('-', ' ') + " ";
        if (measure.equals("amount")) {
            return bound + unit + " " + number(value);
        }
        String counted = measure.equals("quantity") && unit != null ? unit.replace('-', ' ') : spaced(measure);
        return bound + counted(value, counted);
    }

    /** So many of something: {@code 1 boat}, {@code 2 boats}. */
    static String counted(BigDecimal number, String many) {
        if (number.compareTo(BigDecimal.ONE) != 0) {
            return number(number) + " " + many;
        }
        return "1 " + (many.equals("people") ? "person" : many.replaceFirst("s$", ""));
    }

    /** A name of a column in words: {@code uncontrolled landings}. */
    static String spaced(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    static String number(BigDecimal value) {
        return new DecimalFormat("#,##0.##################", DecimalFormatSymbols.getInstance(Locale.UK)).format(value);
    }
}

package org.borderledger.representation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as text, for formats and cells that have no type for them. */
final class PlainText {
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private PlainText() {}

    /** Dates and instants in ISO 8601, decimals with all their digits and never an exponent, lists joined by spaces. */
    static String of(Object value) {
        return switch (value) {
            case String text -> text;
            case Instant instant -> instant(instant);
            case BigDecimal decimal -> decimal.toPlainString();
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    /**
     * With six digits after the second even where they are zero: pandas and others take the first instant of a column for
     * the form of all, and leave the whole column as text where one differs. Finer ones, which the ledger has none of, have
     * as many digits as they need.
     */
    private static String instant(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.MICROS))
                ? MICROSECONDS.format(instant)
                : instant.toString();
    }
}

package org.borderledger.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Reads single query parameters; each method throws the problem that says what the parameter takes. */
public final class Parameters {
    private static final int MOST_VALUES = 100;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,18})?");

    /** How a day is written; the calendar has fewer. */
    public static final String DAY = "(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

    /**
     * An instant as RFC 3339 writes it, seconds only where they matter. Java reads more, which other programs would not: an
     * offset of an hour or of seconds alone.
     */
    public static final String INSTANT = DAY
            + "[Tt]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?"
            + "([Zz]|[+-](0[0-9]|1[0-7]):[0-5][0-9]|[+-]18:00)";

    private static final Pattern INSTANT_FORM = Pattern.compile(INSTANT);

    private Parameters() {}

    /** A calendar day such as 2025-06-20, in the years 1900 to 2999. */
    public static LocalDate day(String name, String value) {
        try {
            LocalDate day = LocalDate.parse(value);
            if (Period.inRange(day)) {
                return day;
            }
        } catch (DateTimeException notOnTheCalendar) {
            // falls through to the one problem that explains both
        }
        throw Problem.invalid(name, value, "a calendar day from 1900 to 2999").hint("write " + name + "=2025-06-20");
    }

    /** A whole number from {@code least} to {@code most}; {@code reason} says why there is a bound and what to use instead. */
    public static int whole(String name, String value, int least, int most, String reason) {
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Problem.invalid(name, value, "a whole number from " + least + " to " + most)
                .hint(reason);
    }

    /** A number of at most 18 digits before and 18 after the decimal point. */
    public static BigDecimal number(String name, String value) {
        if (NUMBER.matcher(value).matches()) {
            return new BigDecimal(value);
        }
        throw Problem.invalid(name, value, "a number of at most 18 digits before and 18 after a decimal point")
                .hint("write " + name + "=1000");
    }

    /** {@code true} or {@code false}; false where there is none. */
    public static boolean yes(String name, @Nullable String value) {
        return value != null && oneOf(name, value, List.of("true", "false")).equals("true");
    }

    /** An RFC 3339 instant with its offset, such as 2025-06-27T09:30:00Z. */
    public static Instant instant(String name, String value) {
        try {
            if (INSTANT_FORM.matcher(value).matches()) {
                Instant instant = OffsetDateTime.parse(value).toInstant();
                if (Period.inRange(LocalDate.ofInstant(instant, java.time.ZoneOffset.UTC))) {
                    return instant;
                }
            }
        } catch (DateTimeException notAnInstant) {
            // falls through to the one problem that explains both
        }
        throw Problem.invalid(name, value, "a calendar day or an RFC 3339 instant")
                .hint("write " + name + "=2025-06-27 or " + name + "=2025-06-27T09:30:00Z (a plus sign is %2B)");
    }

    /** The distinct values of a comma-separated list, in their order. */
    public static List<String> list(String name, String value) {
        Set<String> values = new LinkedHashSet<>();
        for (String item : value.split(",", -1)) {
            if (item.isEmpty()) {
                throw Problem.of(ProblemCode.EMPTY_VALUE, name + " has an empty value between its commas")
                        .about(name)
                        .hint("write " + name + "=a,b");
            }
            values.add(item);
            if (values.size() > MOST_VALUES) {
                throw Problem.of(ProblemCode.INVALID_VALUE, name + " has more than " + MOST_VALUES + " values")
                        .about(name)
                        .hint("leave " + name + " out to get all, and choose afterwards");
            }
        }
        return List.copyOf(values);
    }

    /** Periods: one, a list {@code 2024,2025}, or a range {@code 2018..2025} from the first day of one to the last of the other. */
    public static List<Period> periods(String name, String value) {
        List<Period> periods = new ArrayList<>();
        for (String item : list(name, value)) {
            int range = item.indexOf("..");
            if (range < 0) {
                periods.add(period(name, item));
            } else {
                Period first = period(name, item.substring(0, range));
                Period last = period(name, item.substring(range + 2));
                if (last.end().isBefore(first.start())) {
                    throw Problem.invalid(name, item, "a range whose end is not before its beginning")
                            .hint("write the earlier period first");
                }
                periods.add(new Period(first.start(), last.end()));
            }
        }
        return periods;
    }

    private static Period period(String name, String value) {
        return Period.find(value)
                .orElseThrow(() -> Problem.invalid(name, value, "a period in one of the forms that allowed lists")
                        .hint("write " + name + "=2025-06, or " + name + "=2018..2025 for a range")
                        .allowed(List.of(
                                "2025",
                                "2025-Q2",
                                "2025-06",
                                "2025-W25",
                                "2025-06-20",
                                "FY2025-26",
                                "USFY2025",
                                "2024-07-05--2025-06-20")));
    }

    /** One of a closed list; the problem lists it and guesses what was meant. */
    public static String oneOf(String name, String value, List<String> allowed) {
        if (allowed.contains(value)) {
            return value;
        }
        throw unknownValue(name, value, allowed);
    }

    /** The problem for a value that is not in the list. */
    public static Problem unknownValue(String name, String value, List<String> allowed) {
        var problem = Problem.of(
                        ProblemCode.UNKNOWN_VALUE, name + " '" + Problem.echo(value) + "' is not a value that it takes")
                .about(name)
                .allowed(allowed);
        return Suggestion.nearest(value, allowed)
                .map(near -> problem.hint("did you mean '" + near + "'?"))
                .orElse(problem.hint("choose from allowed"));
    }
}

package org.borderledger.publisher.cbp;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A month as the publisher prints it: {@code 2024 (FYTD)} and {@code OCT} is October 2023.
 *
 * @param fiscalYear from October to September, named by the year in which it ends
 * @param running whether the year is printed as one that goes on ({@code FYTD}, fiscal year to date)
 * @param month of the calendar
 */
record FiscalMonth(int fiscalYear, boolean running, YearMonth month) {
    static final String EXPECTED = "a fiscal year as 2023 or 2024 (FYTD), and a month as OCT";

    private static final Pattern YEAR = Pattern.compile("(20[0-9]{2})( \\(FYTD\\))?");
    private static final List<String> MONTHS =
            List.of("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP");

    /** Reads the two cells; empty where they do not say a month. */
    static Optional<FiscalMonth> find(String year, String month) {
        Matcher printed = YEAR.matcher(year);
        int after = MONTHS.indexOf(month);
        if (!printed.matches() || after < 0) {
            return Optional.empty();
        }
        int fiscalYear = Integer.parseInt(printed.group(1));
        return Optional.of(new FiscalMonth(
                fiscalYear, printed.group(2) != null, first(fiscalYear).plusMonths(after)));
    }

    static YearMonth first(int fiscalYear) {
        return YearMonth.of(fiscalYear - 1, 10);
    }

    static YearMonth last(int fiscalYear) {
        return YearMonth.of(fiscalYear, 9);
    }
}

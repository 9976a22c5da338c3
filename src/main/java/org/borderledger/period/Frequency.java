package org.borderledger.period;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.OptionalLong;

/** How often a series has a figure, with the code of the SDMX code list CL_FREQ. */
public enum Frequency {
    DAILY("D"),
    WEEKLY("W"),
    MONTHLY("M"),
    QUARTERLY("Q"),
    ANNUAL("A"),
    /** Without a rhythm. */
    OTHER("_O");

    private final String code;

    Frequency(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /** How many whole periods of this frequency lie between two days, both inclusive; empty without a rhythm. */
    public OptionalLong expected(LocalDate from, LocalDate to) {
        return switch (this) {
            case DAILY -> OptionalLong.of(ChronoUnit.DAYS.between(from, to) + 1);
            case WEEKLY -> {
                LocalDate monday = from.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
                yield OptionalLong.of(Math.max(0, ChronoUnit.WEEKS.between(monday, to.plusDays(1))));
            }
            case MONTHLY -> months(from, to, 1);
            case QUARTERLY -> months(from, to, 3);
            case ANNUAL -> months(from, to, 12);
            case OTHER -> OptionalLong.empty();
        };
    }

    private static OptionalLong months(LocalDate from, LocalDate to, int length) {
        LocalDate start = from.getDayOfMonth() == 1 ? from : from.with(TemporalAdjusters.firstDayOfNextMonth());
        while ((start.getMonthValue() - 1) % length != 0) {
            start = start.plusMonths(1);
        }
        return OptionalLong.of(Math.max(0, ChronoUnit.MONTHS.between(start, to.plusDays(1)) / length));
    }
}

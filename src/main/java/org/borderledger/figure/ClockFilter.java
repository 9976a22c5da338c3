package org.borderledger.figure;

import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.borderledger.http.RecordedFilter;
import org.borderledger.period.London;
import org.borderledger.problem.Problem;
import org.borderledger.query.Parameters;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The two clocks, as a request sets them (API rules 8 and 9). */
public record ClockFilter(
        @QueryParam("asOf")
        @Parameter(
                description = "What the public could know then: a calendar day (its end in London) or an RFC 3339"
                        + " instant. Not in the future.",
                example = "2026-05-01")
        @Nullable String asOf,

        @QueryParam("revision")
        @Parameter(
                description = "The ledger as it stood after this revision, a whole number from 1. Combines with asOf.",
                example = "1")
        @Nullable String revision) {

    /** Reads both; an unreadable or future one is a problem. */
    public Clocks clocks(Clock clock) {
        return new Clocks(asOf == null ? null : instant(asOf, clock), asOf, RecordedFilter.number(revision));
    }

    /** The instant that an {@code asOf} means. */
    static Instant instant(String value, Clock clock) {
        Instant now = clock.instant();
        if (value.indexOf('T') >= 0 || value.indexOf('t') >= 0) {
            Instant instant = Parameters.instant("asOf", value);
            if (instant.isAfter(now)) {
                throw future(value, now);
            }
            return instant;
        }
        LocalDate day = Parameters.day("asOf", value);
        if (day.isAfter(London.dayOf(now))) {
            throw future(value, now);
        }
        return London.endOf(day);
    }

    private static Problem future(String value, Instant now) {
        return Problem.invalid("asOf", value, "a day or an instant that is not in the future")
                .hint("the latest is asOf=" + London.dayOf(now) + "; leave it out for what is known now");
    }
}

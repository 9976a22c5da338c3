package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.ReleaseRepository;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.borderledger.query.SortKey;
import org.borderledger.representation.Coverage;
import org.jspecify.annotations.Nullable;

/** What a careful reader should know before quoting, in words. */
@ApplicationScoped
class Warnings {
    static final String PRINTED_NUMBERS =
            "Sorting and comparing use the printed number: 'more than 8,000' counts as 8,000. The qualifier of each"
                    + " row says how it was bounded.";
    static final String CHOSEN_BY_VALUE =
            "Figures were chosen by what they say, so expected, complete and missing are not told: what is"
                    + " left out was published.";
    /** A copy elsewhere is not the publisher's word at the publisher's address. */
    static final String COPIES =
            "Some sourceUrl are copies, not the publisher's own address: via at /v1/releases/{release} says whose.";

    /** An amount a year is no amount. */
    static final String RATES = "fields leaves out per, which says where an amount is a yearly rate.";

    private final ReleaseRepository releases;

    Warnings(ReleaseRepository releases) {
        this.releases = releases;
    }

    /** All there are of rows of a list. */
    List<String> of(
            Chosen chosen,
            @Nullable Coverage coverage,
            Projection projection,
            List<SortKey> order,
            boolean isEmpty,
            boolean hasCopies) {
        List<String> warnings = new ArrayList<>(coverage == null ? List.of() : ofTheEnd(chosen, coverage));
        if (isEmpty) {
            warnings.add(whyEmpty(chosen));
        }
        if (chosen.comparesPrintedNumbers(order)) {
            warnings.add(PRINTED_NUMBERS);
        }
        if (hasCopies) {
            warnings.add(COPIES);
        }
        if (projection.leavesOutRates()) {
            warnings.add(RATES);
        }
        return warnings;
    }

    /** Which of the days that were asked for lie after the end of the series. */
    List<String> ofTheEnd(Chosen chosen, Coverage coverage) {
        Period span = coverage.from() == null || chosen.periods().isEmpty() ? null : chosen.span();
        if (span == null) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        for (Period period : chosen.periods()) {
            if (span.end().isBefore(period.end()) && !period.isOpenAtTheEnd()) {
                warnings.add("The series ends on " + span.end() + ", before the end of what was asked, " + period.end()
                        + ".");
            }
        }
        return warnings;
    }

    /** Why an answer has nothing in it, and from when on there is something. */
    String whyEmpty(Chosen chosen) {
        Period span = chosen.span();
        return span == null
                ? notBefore(chosen.seriesIds(), chosen.picture())
                : "No figure matches. The series holds " + span.start() + " to " + span.end() + ".";
    }

    /** From when on the ledger holds something of the series, none of which the picture shows. */
    String notBefore(List<String> series, Picture picture) {
        return releases.firstIssued(series, picture.revision())
                .map(instant -> "Nothing was known then: the first release of the series was issued on "
                        + London.dayOf(instant) + ".")
                .orElse("The ledger held no release of the series by this revision.");
    }
}

package org.borderledger.catalogue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.borderledger.ledger.LedgerStanding;
import org.borderledger.ledger.LedgerStanding.Standing;
import org.borderledger.ledger.RevisionWatch;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;

/** Metrics of the ledger as a replica sees it: its revision, the age and lateness of each series, rows kept out. */
@ApplicationScoped
class LedgerGauges {
    private static final String SERIES = "series";

    private final LedgerStanding standing;
    private final RevisionWatch watch;
    private final SeriesCatalogue catalogue;
    private final Clock clock;

    LedgerGauges(LedgerStanding standing, RevisionWatch watch, SeriesCatalogue catalogue, Clock clock) {
        this.standing = standing;
        this.watch = watch;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("ledger.revision", this, LedgerGauges::revision)
                .description("The newest revision that this replica was told of; NaN before that")
                .register(registry);
        Gauge.builder("ledger.database.heard", watch, each -> each.isHeard() ? 1 : 0)
                .description("Whether the database was heard within the last second")
                .register(registry);
        Gauge.builder("ledger.rows.quarantined", this, LedgerGauges::quarantined)
                .description(
                        "Rows of all files that were not understood and kept out; NaN before the database was heard")
                .register(registry);
        for (Series series : catalogue.list()) {
            Gauge.builder("ledger.series.age", this, each -> each.age(series))
                    .description("How long ago the newest release of the series was issued; NaN where none is held")
                    .baseUnit("seconds")
                    .tag(SERIES, series.id())
                    .register(registry);
            Gauge.builder("ledger.series.late", this, each -> each.late(series))
                    .description("Whether the next release of the series is overdue; NaN before the database was heard")
                    .tag(SERIES, series.id())
                    .register(registry);
        }
    }

    private double revision() {
        OptionalInt newest = watch.newest(RevisionWatch.EVERYTHING);
        return newest.isPresent() ? newest.getAsInt() : Double.NaN;
    }

    private double quarantined() {
        return standing.now().map(each -> (double) each.quarantined()).orElse(Double.NaN);
    }

    private double age(Series series) {
        return standing.now()
                .flatMap(each -> issued(each, series))
                .map(instant ->
                        (double) Duration.between(instant, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    /** 1 or 0, as metrics say yes and no. */
    private double late(Series series) {
        return standing.now().map(each -> isLate(each, series) ? 1.0 : 0.0).orElse(Double.NaN);
    }

    private boolean isLate(Standing each, Series series) {
        LocalDate today = London.dayOf(clock.instant());
        return issued(each, series)
                .flatMap(instant -> series.cadence().expectedAfter(London.dayOf(instant)))
                .filter(day -> series.cadence().isLate(day, today))
                .isPresent();
    }

    private static Optional<Instant> issued(Standing each, Series series) {
        return Optional.ofNullable(each.issued().get(series.id()));
    }
}

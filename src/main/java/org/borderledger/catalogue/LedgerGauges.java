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
        Gauge.builder("ledger.rows.quarantined", standing, each -> each.now().quarantined())
                .description("Rows of all files that were not understood and kept out")
                .register(registry);
        for (Series series : catalogue.list()) {
            Gauge.builder("ledger.series.age", this, each -> each.age(series))
                    .description("How long ago the newest release of the series was issued; NaN where none is held")
                    .baseUnit("seconds")
                    .tag(SERIES, series.id())
                    .register(registry);
            Gauge.builder("ledger.series.late", this, each -> each.isLate(series) ? 1 : 0)
                    .description("Whether the next release of the series is overdue")
                    .tag(SERIES, series.id())
                    .register(registry);
        }
    }

    private double revision() {
        OptionalInt newest = watch.newest(RevisionWatch.EVERYTHING);
        return newest.isPresent() ? newest.getAsInt() : Double.NaN;
    }

    private double age(Series series) {
        return issued(series)
                .map(instant ->
                        (double) Duration.between(instant, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    private boolean isLate(Series series) {
        LocalDate today = London.dayOf(clock.instant());
        return issued(series)
                .flatMap(instant -> series.cadence().expectedAfter(London.dayOf(instant)))
                .filter(day -> series.cadence().isLate(day, today))
                .isPresent();
    }

    private Optional<Instant> issued(Series series) {
        return Optional.ofNullable(standing.now().issued().get(series.id()));
    }
}

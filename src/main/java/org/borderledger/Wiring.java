package org.borderledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.borderledger.ledger.SeriesCatalogue;

/** What the parts of the service are given instead of making it themselves. */
@ApplicationScoped
class Wiring {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SeriesCatalogue catalogue() {
        return SeriesCatalogue.load();
    }
}

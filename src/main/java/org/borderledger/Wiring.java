package org.borderledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ledger.Dataset;
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
    List<Dataset> datasets() {
        return Datasets.ALL;
    }

    @Produces
    @Singleton
    SeriesCatalogue catalogue() {
        return SeriesCatalogue.load();
    }
}

package org.borderledger.crossing;

import jakarta.enterprise.context.ApplicationScoped;
import org.borderledger.figure.FigureRepository;

@ApplicationScoped
class CrossingRepository extends FigureRepository<Crossing> {
    CrossingRepository() {
        super(Crossing.class, Crossing.DATASET);
    }
}

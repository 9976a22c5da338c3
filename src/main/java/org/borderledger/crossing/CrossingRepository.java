package org.borderledger.crossing;

import jakarta.inject.Singleton;
import org.borderledger.figure.FigureRepository;

@Singleton
class CrossingRepository extends FigureRepository<Crossing> {
    CrossingRepository() {
        super(Crossing.class, Crossing.DATASET);
    }
}

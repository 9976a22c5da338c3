package org.borderledger.crossing;

import jakarta.inject.Singleton;
import org.borderledger.figure.FigureRepository;
import org.borderledger.figure.SeriesMemory;

@Singleton
class CrossingRepository extends FigureRepository<Crossing> {
    CrossingRepository(SeriesMemory memory) {
        super(Crossing.class, Crossing.DATASET, memory);
    }
}

package org.borderledger.spending;

import jakarta.inject.Singleton;
import org.borderledger.figure.FigureRepository;
import org.borderledger.figure.SeriesMemory;

@Singleton
class SpendingLineRepository extends FigureRepository<SpendingLine> {
    SpendingLineRepository(SeriesMemory memory) {
        super(SpendingLine.class, SpendingLine.DATASET, memory);
    }
}

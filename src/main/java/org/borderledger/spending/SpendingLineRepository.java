package org.borderledger.spending;

import jakarta.inject.Singleton;
import org.borderledger.figure.FigureRepository;

@Singleton
class SpendingLineRepository extends FigureRepository<SpendingLine> {
    SpendingLineRepository() {
        super(SpendingLine.class, SpendingLine.DATASET);
    }
}

package org.borderledger.spending;

import jakarta.enterprise.context.ApplicationScoped;
import org.borderledger.figure.FigureRepository;

@ApplicationScoped
class SpendingLineRepository extends FigureRepository<SpendingLine> {
    SpendingLineRepository() {
        super(SpendingLine.class, SpendingLine.DATASET);
    }
}

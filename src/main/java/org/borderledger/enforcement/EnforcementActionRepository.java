package org.borderledger.enforcement;

import jakarta.inject.Singleton;
import org.borderledger.figure.FigureRepository;
import org.borderledger.figure.SeriesMemory;

@Singleton
class EnforcementActionRepository extends FigureRepository<EnforcementAction> {
    EnforcementActionRepository(SeriesMemory memory) {
        super(EnforcementAction.class, EnforcementAction.DATASET, memory);
    }
}

package org.borderledger.enforcement;

import jakarta.inject.Singleton;
import org.borderledger.figure.FigureRepository;

@Singleton
class EnforcementActionRepository extends FigureRepository<EnforcementAction> {
    EnforcementActionRepository() {
        super(EnforcementAction.class, EnforcementAction.DATASET);
    }
}

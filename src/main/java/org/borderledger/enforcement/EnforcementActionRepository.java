package org.borderledger.enforcement;

import jakarta.enterprise.context.ApplicationScoped;
import org.borderledger.figure.FigureRepository;

@ApplicationScoped
class EnforcementActionRepository extends FigureRepository<EnforcementAction> {
    EnforcementActionRepository() {
        super(EnforcementAction.class, EnforcementAction.DATASET);
    }
}

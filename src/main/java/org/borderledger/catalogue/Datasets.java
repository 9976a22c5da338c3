package org.borderledger.catalogue;

import java.util.List;
import org.borderledger.crossing.Crossing;
import org.borderledger.enforcement.EnforcementAction;
import org.borderledger.ledger.Dataset;
import org.borderledger.spending.SpendingLine;

/** The datasets of the service. */
public final class Datasets {
    public static final List<Dataset> ALL = List.of(Crossing.DATASET, EnforcementAction.DATASET, SpendingLine.DATASET);

    private Datasets() {}
}

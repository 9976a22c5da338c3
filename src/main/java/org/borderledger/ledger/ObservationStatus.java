package org.borderledger.ledger;

/**
 * How firm a figure is, by the letters of the SDMX code list CL_OBS_STATUS. W means "includes data from another
 * category", not "withheld".
 */
public enum ObservationStatus {
    A("Normal"),
    B("Time series break"),
    D("Definition differs"),
    E("Estimated"),
    F("Forecast"),
    G("Experimental"),
    I("Imputed"),
    J("Derogation"),
    K("Included in another category"),
    L("Exists, not collected"),
    M("Cannot exist"),
    N("Not significant"),
    O("Missing"),
    P("Provisional"),
    Q("Suppressed"),
    S("Strike or other special event"),
    U("Low reliability"),
    V("Unvalidated"),
    W("Includes another category");

    private final String label;

    ObservationStatus(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether a figure of this status has no value. */
    public boolean isMissing() {
        return switch (this) {
            case L, M, O, Q -> true;
            case A, B, D, E, F, G, I, J, K, N, P, S, U, V, W -> false;
        };
    }

    /** Whether a figure of this status was counted, so that its period is over; an estimate or a forecast may run ahead. */
    public boolean isCounted() {
        return !isMissing() && this != E && this != F;
    }
}

package org.borderledger.period;

import com.fasterxml.jackson.annotation.JsonValue;

/** How often a series has a figure, with the code of the SDMX code list CL_FREQ. */
public enum Frequency {
    DAILY("D"),
    WEEKLY("W"),
    MONTHLY("M"),
    QUARTERLY("Q"),
    ANNUAL("A"),
    /** Without a rhythm. */
    OTHER("_O");

    private final String code;

    Frequency(String code) {
        this.code = code;
    }

    @JsonValue
    public String code() {
        return code;
    }
}

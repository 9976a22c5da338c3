package org.borderledger.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The licences that publishers name, by the code that series and releases carry. */
public enum Licence {
    OPEN_GOVERNMENT(
            "OGL-UK-3.0",
            "Open Government Licence v3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    UNITED_STATES_GOVERNMENT_WORK(
            "US-PD",
            "Public domain in the United States, as a work of its government",
            "https://www.usa.gov/government-works");

    private final String code;
    private final String title;
    private final String address;

    Licence(String code, String title, String address) {
        this.code = code;
        this.title = title;
        this.address = address;
    }

    /** Empty for none, and for one that is not known. */
    public static Optional<Licence> find(@Nullable String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /** Where its words are. */
    public String address() {
        return address;
    }
}

package org.borderledger.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** How many requests there may be. */
@ConfigMapping(prefix = "ledger.requests")
interface RequestLimit {

    /**
     * Worked on at once ({@code LEDGER_REQUESTS_AT_ONCE}): those that read and those that wait for a connection; more would
     * wait longer than anybody does.
     */
    @WithDefault("256")
    int atOnce();

    /** Of one address in a minute ({@code LEDGER_REQUESTS_A_MINUTE}); no limit where it is not set. */
    OptionalInt aMinute();
}

package org.borderledger.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests are worked on at once ({@code LEDGER_REQUESTS_AT_ONCE}). */
@ConfigMapping(prefix = "ledger.requests")
interface RequestLimit {

    /** Those that read and those that wait for a connection; more would wait longer than anybody does. */
    @WithDefault("256")
    int atOnce();
}
